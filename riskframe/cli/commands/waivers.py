"""`riskframe waivers`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def waivers(
    file: options.File,
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    option: Annotated[
        str | None,
        typer.Option(metavar="OPTION", help="The option about to be released. Default: the one the profile proposes."),
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, YYYY-MM-DD. Default: SOURCE_DATE_EPOCH, or the clock.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(metavar="PATH", help="A folder with its release manifest, or a weights file.")
    ] = None,
) -> int:
    """Print a draft of waivers for what keeps the gate shut.

    One entry for each finding that may be waived, bound to today's weights and facts. Owner, reason and expiry are left
    open: a draft is refused until somebody has filled them in.

    \b
    Example:
      riskframe waivers model.yaml --option open_weights > waivers.yaml
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.releasing import draft_waivers

    return int(draft_waivers(begin(rubric=rubric, overrides=overrides), file, option, today, weights))
