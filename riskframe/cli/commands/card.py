"""`riskframe card`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def card(
    file: options.File,
    into: Annotated[
        str, typer.Option("--into", metavar="CARD", help="The model card, a Markdown file; nothing else in it changes.")
    ] = "README.md",
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
) -> int:
    """Write the decision into a model card.

    The section stands between two lines, <!-- riskframe:begin --> and <!-- riskframe:end -->; where the card has none,
    it is added at the end. Everything outside stays as it is, byte for byte. The section is for the public: it says
    what it leaves out. Running it again changes nothing.

    \b
    Examples:
      riskframe card model.yaml
      riskframe card model.yaml --into models/seven/README.md
      riskframe card model.yaml -r ./our-rubric
    """
    from riskframe.cli.carding import write_card
    from riskframe.cli.inputs import begin

    return int(write_card(begin(rubric=rubric, overrides=overrides), file, into))
