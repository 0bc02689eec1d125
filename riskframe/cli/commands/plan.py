"""`riskframe plan`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def plan(
    file: options.File,
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", show_default=False, help="A file. Default: standard output."),
    ] = None,
) -> int:
    """Write the stages of a release as commitments.

    What has to be shown before a stage begins and ends, what is watched, what stops it, who is told, and the way back.
    `gate --plan` holds later releases against it.

    \b
    Example:
      riskframe plan model.yaml -o plan.yaml
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.planning import write_plan

    return int(write_plan(begin(rubric=rubric, overrides=overrides), file, output))
