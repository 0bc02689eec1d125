"""`jurisdictions`: the dated facts, alone or beside a profile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from riskframe.assessment import Assessment
    from riskframe.cli.inputs import Model, Run
    from riskframe.cli.look.style import Style
    from riskframe.jurisdictions import LegalFact
    from riskframe.loading.jurisdictions_file import ReadJurisdictions
    from riskframe.report.view.legal import LegalRow


def show_jurisdictions(run: Run, file: str | None) -> ExitCode:
    """Every fact on file, or those beside a profile; the disclaimer first. Raises InvalidInput."""
    laws = _facts(run.settings.legal_facts)
    style = run.console.style
    if file is None:
        run.console.data(f"{style.wrap(laws.data.disclaimer)}\n\n{_every(laws.data.facts, style)}")
        return ExitCode.OK
    from riskframe.cli.inputs import load_rubrics
    from riskframe.report.view.legal import legal_section
    from riskframe.report.words import words

    model = load_rubrics(run).read_model(file)
    section = legal_section(with_legal_context(model.assessments()[:1], model, run)[0], words())
    assert section is not None
    parts = [style.wrap(section.disclaimer), _beside(section.rows, style) or words()("legal.none")]
    parts += [section.left_out] if section.left_out else []
    run.console.data("\n\n".join(parts) + "\n")
    return ExitCode.OK


def with_legal_context(made: Sequence[Assessment], model: Model, run: Run) -> list[Assessment]:
    """The assessments of a profile with the facts beside them; nothing else changes. Raises InvalidInput for a file of them with faults."""
    from riskframe.jurisdictions import legal_context

    laws = _facts(run.settings.legal_facts)
    return [
        replace(one, legal_context=legal_context(laws.data, model.read.profile, rubric, laws.digest))
        for one, rubric in zip(made, model.rubrics, strict=False)
    ]


def _facts(file: str | None) -> ReadJurisdictions:
    from riskframe.loading.jurisdictions_file import read_jurisdictions

    return _bundled() if file is None else read_jurisdictions(file)


@cache
def _bundled() -> ReadJurisdictions:
    from riskframe.loading.jurisdictions_file import read_jurisdictions

    return read_jurisdictions()


def _every(facts: Iterable[LegalFact], style: Style) -> str:
    parts = []
    for name, found in groupby(facts, lambda fact: fact.jurisdiction):
        lines = [f"{fact.id}: {fact.instrument}: {fact.title} ({fact.founded}, as of {fact.as_of})" for fact in found]
        parts.append(f"{style.heading(name)}\n{style.entries(lines)}\n")
    return "\n".join(parts)


def _beside(rows: Iterable[LegalRow], style: Style) -> str:
    parts = []
    for name, found in groupby(rows, lambda row: row.jurisdiction):
        lines = [f"{r.instrument}: {r.title} ({r.timing}; {r.founded}). {r.trigger}." for r in found]
        parts.append(f"{style.heading(name)}\n{style.entries(lines)}")
    return "\n\n".join(parts)
