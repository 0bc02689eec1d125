"""`mot read` and `mot write`: model files of the Model Openness Tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.clock import today
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run


def read_model_file(run: Run, file: str, output: str | None, *, force: bool) -> ExitCode:
    """A profile of what the model file says, printed or written. Raises InvalidInput for what is no model file."""
    from riskframe.diagnostics import InvalidInput, InvalidProblems
    from riskframe.importers.licences import bundled_licences
    from riskframe.importers.mof import read_mof
    from riskframe.loading.edit import block
    from riskframe.loading.tree import parse, read_source
    from riskframe.loading.validate import to_diagnostics

    tree = parse(read_source(file))
    try:
        found = read_mof(tree.data, bundled_licences())
    except InvalidProblems as error:
        raise InvalidInput(to_diagnostics(error.problems, tree)) from None
    run.console.diagnostics(to_diagnostics(found.notes, tree))
    name = "standard input" if file == "-" else Path(file).name
    text = f"# Read from {name}, a model file of the Model Openness Tool.\n" + block(
        found.profile(today(setting=run.settings.today))
    )
    return _given(run, text, output, force=force)


def write_model_file(run: Run, file: str, output: str | None, *, force: bool) -> ExitCode:
    """The model file of a profile, printed or written. Raises InvalidInput for what is no profile."""
    from riskframe.importers.licences import bundled_licences
    from riskframe.importers.mof import write_mof
    from riskframe.loading.edit import block
    from riskframe.loading.profile_file import read_profile
    from riskframe.loading.validate import to_diagnostics

    read = read_profile(file)
    written = write_mof(read.profile, bundled_licences())
    run.console.diagnostics(to_diagnostics(written.notes, read.tree))
    return _given(run, block(written.data), output, force=force)


def _given(run: Run, text: str, output: str | None, *, force: bool) -> ExitCode:
    if output is None or output == "-":
        run.console.data(text)
        return ExitCode.OK
    if Path(output).exists() and not force:
        raise WrongUsage(f'"{output}" is there already', "--force writes over it")
    from riskframe.loading.atomic import write_files

    write_files({output: text.encode()})
    run.console.say(f"wrote {output}")
    return ExitCode.OK
