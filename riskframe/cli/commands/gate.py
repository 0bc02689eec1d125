"""`riskframe gate`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def _forms(incomplete: str) -> list[str]:
    from riskframe.gate.attest import STATEMENTS
    from riskframe.gate.formats import FORMS

    return [name for name in (*FORMS, *STATEMENTS) if name.startswith(incomplete)]


def gate(
    files: options.Files,
    rubric: options.Rubrics = None,
    advise: options.Advise = None,
    overrides: options.Overrides = None,
    ratings: options.Ratings = None,
    crosswalk: options.Crosswalk = None,
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
    option: Annotated[
        str | None,
        typer.Option(metavar="OPTION", help="The option about to be released. Default: the one the profile proposes."),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", help="What is published: a folder with its release manifest, or a single weights file."
        ),
    ] = None,
    manifest: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The release manifest. Default: riskframe-release.yaml in the folder."),
    ] = None,
    trust_cache: Annotated[
        bool, typer.Option("--trust-cache", help="Do not hash untouched files again. It is recorded.")
    ] = False,
    waivers: Annotated[
        str | None, typer.Option(metavar="FILE", help="Waivers: what is let pass, by whom, until when.")
    ] = None,
    evidence_root: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Where evidence files lie. Default: the profile's folder."),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", show_default=False, help="A lock of a rubric, from before measuring; repeatable."),
    ] = None,
    plan: Annotated[
        str | None, typer.Option(metavar="FILE", help="The staged plan that the release has to follow.")
    ] = None,
    ledger: options.Ledger = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORM[=FILE]",
            autocompletion=_forms,
            show_default=False,
            help="Findings as lines, sarif, junit, github (annotations) or gitlab (code quality); the decision as in-toto, "
            "cyclonedx, spdx, oscal or vector; repeatable. Default FILE: standard output.",
        ),
    ] = None,
) -> int:
    """Say by exit code whether a release may go ahead.

    \b
      0  supported, or supported with every condition precedent met
      1  not supported: the evidence in hand speaks against it
      4  insufficient evidence
      6  supported, and a condition precedent is not met
      7  expired or stale, or files are not those assessed
      2, 3, 5  wrong command line, invalid file, internal error

    Every reason has a code: `riskframe explain G303`. The weights are always hashed anew, unless --trust-cache says otherwise.

    Several files give the worst code, in the order 5, 3, 7, 1, 4, 6, 0. Reports that are asked for are written also
    when the gate is shut. In a GitHub workflow the findings are added to the step summary.

    \b
    Examples:
      riskframe gate model.yaml
      riskframe gate model.yaml --weights release/ -f html -o reports/
      riskframe gate model.yaml --option api --waivers waivers.yaml
      riskframe gate model.yaml --today 2026-12-01
      riskframe gate model.yaml --report sarif=gate.sarif --report junit=gate.xml
    """
    from riskframe.cli.gating import GateOptions, gate_files
    from riskframe.cli.inputs import begin

    run = begin(
        rubric=rubric, advise=advise, overrides=overrides, ratings=ratings, crosswalk=crosswalk, format=format, output=output,
        audience=audience, paper=paper, theme=theme, templates=templates, previous=previous, lang=lang,
    )  # fmt: skip
    asked = GateOptions(
        today=today, option=option, weights=weights, manifest=manifest, trust_cache=trust_cache, waivers=waivers,
        evidence_root=evidence_root, locks=tuple(lock or ()), plan=plan, tell=tuple(report or ()), ledger=ledger,
    )  # fmt: skip
    return int(gate_files(run, files, asked))
