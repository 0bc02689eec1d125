"""`riskframe import`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="FILES", help="Files or folders of evaluation tools; - reads standard input."),
]


def import_(
    files: Inputs,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", metavar="FILE", show_default=False, help="The profile that gets the evidence."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Write results too that speak of no criterion of the rubric.")
    ] = False,
    tag: Annotated[
        str | None,
        typer.Option(
            "--tag", metavar="WORD", show_default=False,
            help="Put before every id, to keep apart the same tests of another model or setting.",
        ),
    ] = None,
    voice: Annotated[
        str | None,
        typer.Option("--voice", metavar="WHO", show_default=False, help="Whose results they are: developer, third_party ..."),
    ] = None,
    elicitation: Annotated[
        str | None,
        typer.Option(
            "--elicitation", metavar="HOW", show_default=False,
            help="Which version of the model was tested: as_released, helpful_only, fine_tuned ...",
        ),
    ] = None,
    checkpoint: Annotated[
        str | None,
        typer.Option("--checkpoint", metavar="SHA256", show_default=False, help="Digest of the weights that were tested."),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMAT", show_default=False, help="Read the files with this importer, whatever they hold."),
    ] = None,
    rubric: options.Rubrics = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",  # noqa: A002
) -> int:  # fmt: skip
    """Take the results of evaluation tools over as evidence.

    Shows what each file holds, which criteria it speaks of, what no benchmark of the rubric is, and what is
    missing; with --model the evidence is written into the profile, whose comments and order stay. The same file
    twice adds nothing. No rating is made or changed, and no prompt or answer is read into anything.

    \b
    Examples:
      riskframe import results.json logs/ -m model.yaml --dry-run
      riskframe import run.report.jsonl -m model.yaml --voice third_party
      cat results.json | riskframe import - --format json
    """
    from riskframe.cli.importing import Asked, import_files
    from riskframe.cli.inputs import begin

    asked = Asked(tuple(files), model, dry_run, everything, tag, voice, elicitation, checkpoint, as_, format)
    return int(import_files(begin(rubric=rubric), asked))
