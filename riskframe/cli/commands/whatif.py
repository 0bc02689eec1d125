"""`riskframe whatif`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def whatif(
    file: options.File,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value to suppose; repeatable.", show_default=False),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="PATH", help="A value to suppose away; repeatable.", show_default=False),
    ] = None,
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
    analysis: options.Analysis = False,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",  # noqa: A002
) -> int:
    """Show what would change if some values were others. The file stays as it is.

    PATH is a rating path of the rubric, or keys of the profile joined by dots (items of a list by id or number).
    VALUE is written as in a profile. A new level keeps the evidence of the old one; where there is none, evidence is
    assumed, and the answer says so.

    \b
    Examples:
      riskframe whatif model.yaml --set capability.cyber_offence.as_modified=2
      riskframe whatif model.yaml --set "context.run_ease={lo: 2, best: 3, hi: 3}"
      riskframe whatif model.yaml --set release.proposed=api --remove safeguards.filters
      riskframe whatif model.yaml --set capability.scams.as_modified=2 --analysis
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.supposing import what_if

    run = begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk, analysis=analysis)
    return int(what_if(run, file, set_ or [], remove or [], format))
