"""`riskframe verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def verify(
    result: Annotated[str, typer.Argument(metavar="RESULT", help="A JSON result of `assess` or `gate`.")],
    model: Annotated[str, typer.Option(metavar="FILE", help="The profile that was assessed.")],
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
    legal_facts: options.LegalFacts = None,
    ratings: options.Ratings = None,
    weights: Annotated[
        str | None, typer.Option(metavar="PATH", help="The folder that was published, or the weights file.")
    ] = None,
    manifest: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The release manifest. Default: riskframe-release.yaml in the folder."),
    ] = None,
    evidence_root: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where evidence files lie. Default: the profile's folder.")
    ] = None,
) -> int:
    """Recompute a result, and say what differs.

    The profile and the rubric by their digests, the assessment field by field, the published files, the evidence files,
    and the form of the result itself. Exit code 0: nothing differs; 7: something does.

    \b
    Examples:
      riskframe verify result.json --model model.yaml
      riskframe verify result.json --model model.yaml --weights release/
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.verifying import verify as verify_result

    run = begin(rubric=rubric, overrides=overrides, ratings=ratings, crosswalk=crosswalk, legal_facts=legal_facts)
    return int(verify_result(run, result, model, weights, manifest, evidence_root))
