"""`riskframe check`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES", help="Model profiles and rubric folders; - reads a profile from standard input."
        ),
    ],
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
) -> int:
    """Look for faults in profiles and rubrics.

    Every fault comes out in one run, as `file:line:col: error CODE: message` on standard output.
    `riskframe explain CODE` says more. Exit code 0: no error (warnings are possible); 3: errors.

    \b
    Examples:
      riskframe check model.yaml
      riskframe check models/*.yaml
      riskframe check ./our-rubric
      cat model.yaml | riskframe check -
    """
    from riskframe.cli.checking import check_all
    from riskframe.cli.inputs import begin

    return int(check_all(begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk), files))
