"""`riskframe jurisdictions`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def jurisdictions(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", show_default=False, help="A model profile. Default: list every fact."),
    ] = None,
    rubric: options.Rubrics = None,
    legal_facts: options.LegalFacts = None,
) -> int:
    """Show what laws and codes say about releases like this one.

    Dated facts with their sources, how well founded each is, and whether what it speaks of is so by the profile. Context,
    not legal advice: nothing is concluded, and no decision reads it. `assess --legal-context` puts it into reports.

    \b
    Examples:
      riskframe jurisdictions
      riskframe jurisdictions model.yaml
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.laws import show_jurisdictions

    return int(show_jurisdictions(begin(rubric=rubric, legal_facts=legal_facts), file))
