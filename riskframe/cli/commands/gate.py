"""`riskframe gate`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def gate(
    files: options.Files,
    rubric: options.Rubrics = None,
    advise: options.Advise = None,
    overrides: options.Overrides = None,
    format: options.Formats = None,  # noqa: A002 - the option's name
    output: options.Output = None,
    audience: options.Audience = None,
    paper: options.Paper = None,
    theme: options.Theme = None,
    templates: options.Templates = None,
    previous: options.Previous = None,
    lang: options.Language = None,
    today: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day of the release, YYYY-MM-DD. Default: SOURCE_DATE_EPOCH, or the clock."
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The weights to be released; their digest has to be the profile's."),
    ] = None,
) -> int:
    """Say by exit code whether a release may go ahead.

    \b
      0  supported, or supported with every condition precedent met
      1  not supported: the evidence in hand speaks against it
      4  insufficient evidence
      6  supported, and a condition precedent is not met
      7  expired or stale, or the weights are not those assessed
      2, 3, 5  wrong command line, invalid file, internal error

    Several files give the worst code, in the order 5, 3, 7, 1, 4, 6, 0. Reports that are asked for are written also
    when the gate is shut. In a GitHub workflow the findings are added to the step summary.

    \b
    Examples:
      riskframe gate model.yaml
      riskframe gate model.yaml --weights model.safetensors -f html -o reports/
      riskframe gate model.yaml --today 2026-12-01
    """
    from riskframe.cli.gating import gate_files
    from riskframe.cli.inputs import begin

    run = begin(
        rubric=rubric, advise=advise, overrides=overrides, format=format, output=output,
        audience=audience, paper=paper, theme=theme, templates=templates, previous=previous, lang=lang,
    )  # fmt: skip
    return int(gate_files(run, files, today, weights))
