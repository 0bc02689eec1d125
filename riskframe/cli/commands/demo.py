"""`riskframe demo`."""

from __future__ import annotations

from typing import Annotated

import typer


def demo(
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", help="Where to write. Default: a new temporary folder.")
    ] = None,
) -> int:
    """Show an example, from profile to reports.

    Writes the profile and its reports and prints the decision. The model is invented. Nothing that is there is written over.

    \b
    Examples:
      riskframe demo
      riskframe demo try-out/
    """
    from riskframe.cli.showing import show_demo

    return int(show_demo(folder))
