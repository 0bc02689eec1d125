"""`riskframe schema`."""

from __future__ import annotations

from typing import Annotated

import typer


def _kinds(incomplete: str) -> list[str]:
    from riskframe.loading.schema import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            autocompletion=_kinds,
            help="profile, ratings, organisation, theme, release, waivers, lock, plan, result, or a file of a rubric: rubric, criteria, pathways, tolerance, rules, benefits, indicators, cases.",
        ),
    ] = "profile",
) -> int:
    """Print a JSON Schema, for editors and validators.

    \b
    Examples:
      riskframe schema > profile.schema.json
      riskframe schema result | jq '."$defs".Recommendation'

    An editor that runs the YAML language server finds the schema by the first line of a file:

    \b
      # yaml-language-server: $schema=profile.schema.json
    """
    from riskframe.cli.console import Console
    from riskframe.cli.usage import WrongUsage
    from riskframe.loading.schema import KINDS, schema_text
    from riskframe.loading.suggest import did_you_mean

    if kind not in KINDS:
        raise WrongUsage(f'there is no schema "{kind}": {", ".join(KINDS)}', did_you_mean(kind, KINDS))
    Console().data(schema_text(kind))
    return 0
