"""The commands, put together. Nothing heavier than typer is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskframe.cli.commands import (
    assess,
    card,
    check,
    compare,
    demo,
    doctor,
    explain,
    gate,
    history,
    import_,
    init,
    jurisdictions,
    manifest,
    mot,
    plan,
    portfolio,
    rubric,
    schema,
    verify,
    waivers,
    whatif,
)
from riskframe.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

_EPILOG = """\b
Exit codes:
  0 supported, or the work is done    4 insufficient evidence
  1 not supported                     5 internal error
  2 wrong command line                6 conditions precedent unmet
  3 invalid file                      7 expired, stale or digest mismatch
Only gate returns 1 and 4; 6 and 7 also come from verify and check."""

app = typer.Typer(
    name="riskframe",
    help="Decides, and shows its working, how openly a foundation model can be released.",
    epilog=_EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"riskframe {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
) -> None:
    # --debug is taken out before typer sees it (cli/__main__.py); it stands here for the help text.
    del version, debug


_COMMANDS: tuple[Callable[..., Any], ...] = (
    init.init, import_.import_, demo.demo, assess.assess, check.check, explain.explain, whatif.whatif, compare.compare,
    gate.gate, card.card, manifest.manifest, waivers.waivers, plan.plan, verify.verify, history.history,
    schema.schema, jurisdictions.jurisdictions, doctor.doctor,
)  # fmt: skip

for _command in _COMMANDS:
    app.command(_command.__name__.strip("_"))(_command)  # `import` is a word of Python's own
app.add_typer(rubric.app, name="rubric")
app.add_typer(mot.app, name="mot")
app.add_typer(portfolio.app, name="portfolio")


def command() -> Any:
    """The whole as one click command."""
    from typer.main import get_command

    made = get_command(app)
    _without_types(made)
    return made


def _without_types(command: Any) -> None:
    """Take Python's types (`<list[str]>`) out of the help of arguments; newer versions of typer print them."""
    for parameter in command.params:
        if getattr(parameter, "param_type_name", "") == "argument":
            parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - typer calls it with the context
    for below in getattr(command, "commands", {}).values():
        _without_types(below)
