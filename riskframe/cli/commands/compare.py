"""`riskframe compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def compare(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A model profile, or a JSON result of `assess`.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Another one.")],
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
    analysis: options.Analysis = False,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",  # noqa: A002
) -> int:
    """Show what differs between two assessments.

    Evidence and assessors that vanished are listed, too.

    \b
    Examples:
      riskframe compare last-quarter.json model.yaml
      riskframe compare small.yaml large.yaml --analysis
      riskframe compare a.json b.json -f json
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.supposing import compare_files

    run = begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk, analysis=analysis)
    return int(compare_files(run, before, after, format))
