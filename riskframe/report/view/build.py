"""view_of(): an assessment and its rubric -> everything that a report shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from riskframe.assessment import Assessment
from riskframe.report.plaintext import clean
from riskframe.report.view.analysis import analysis_view
from riskframe.report.view.analysis_records import Analysis
from riskframe.report.view.closing import basis_counts, changes, references, sign_off_block
from riskframe.report.view.decision import condition_view, date_words, decision_view
from riskframe.report.view.legal import LegalSection, legal_section
from riskframe.report.view.measured import MeasuredView, measured_view
from riskframe.report.view.names import Names
from riskframe.report.view.options import heat_map
from riskframe.report.view.outcome import Outcome, outcome_view
from riskframe.report.view.pathways import pathway_sections, shown_option, standing_risks
from riskframe.report.view.plan import component_rows, plan_view
from riskframe.report.view.records import (
    Condition,
    DecisionView,
    Fact,
    HeatMap,
    Link,
    PathwaySection,
    Standing,
    Statement,
)
from riskframe.report.view.registers import (
    BenefitRow,
    Change,
    ClassRow,
    ComponentRow,
    EvidenceRow,
    OtherSchoolRow,
    Person,
    Plan,
    RatingRow,
    Redaction,
    Reference,
    RuleRow,
    SafeguardRow,
    SignOffBlock,
    Uncertainty,
)
from riskframe.report.view.tables import (
    benefit_rows,
    evidence_rows,
    gaps,
    people,
    rating_rows,
    rule_rows,
    safeguard_rows,
)
from riskframe.report.view.together import FromOthers, Map, crossed_view, map_view
from riskframe.report.view.uncertainty import other_school, school_sentence, uncertainty
from riskframe.report.words import Words
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class View:
    """One report. Parts that a rubric without options has no answer to are None or empty."""

    words: Words
    title: str
    model: str
    version: str
    developer: str
    organisation: str
    rubric: str
    riskframe: str
    running: str
    """What stands at the foot of every page: by it a loose sheet can be traced to its document."""
    assessed_on: str
    iso_day: str
    facts: tuple[Fact, ...]
    decision: DecisionView | None
    heat: HeatMap | None
    shown_option: str
    pathways: tuple[PathwaySection, ...]
    standing: tuple[Standing, ...]
    safeguards: tuple[SafeguardRow, ...]
    benefits: tuple[BenefitRow, ...]
    uncertainty: Uncertainty | None
    unknown: tuple[Link, ...]
    measured: MeasuredView | None
    """None where there is nothing to say of results and evaluations."""
    analysis: Analysis | None
    """None where the assessment was made without the analysis."""
    plan: Plan | None
    conditions: tuple[Condition, ...]
    components: tuple[ComponentRow, ...]
    rules: tuple[RuleRow, ...]
    other_school: tuple[OtherSchoolRow, ...]
    school_sentence: Statement | None
    classes: tuple[ClassRow, ...]
    outcome: Outcome | None
    """None for a rubric with options."""
    legal: LegalSection | None
    """None where it was not asked for."""
    ratings: tuple[RatingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    gaps: tuple[Statement, ...]
    people: tuple[Person, ...]
    sign_off: SignOffBlock | None
    limits: tuple[str, ...]
    references: tuple[Reference, ...]
    basis: tuple[Fact, ...]
    changes: tuple[Change, ...] | None
    """None without a previous assessment."""
    steps: tuple[Link, ...]
    """Every step of the rubric's paths, where a sentence can lead."""
    zones: dict[int, dict[int, str]]
    """severity -> level -> zone, from the tolerance table."""
    map: Map | None = None
    """None where a rubric stands alone, or only advises."""
    from_others: FromOthers | None = None
    """None where nothing came from other rubrics."""
    redactions: tuple[Redaction, ...] = ()


def view_of(
    assessment: Assessment,
    rubric: Rubric,
    words: Words,
    *,
    previous: Assessment | None = None,
) -> View:
    """What a report of the assessment shows. `rubric` is the one it was made with."""
    names, decision, model = Names(assessment, rubric, words), assessment.decision, assessment.model
    question = assessment.decision_asked or rubric.file.question
    heat = heat_map(decision, names) if decision and decision.domains else None
    shown = shown_option(decision, names) if decision else ""
    classes = _classes(assessment, names)
    schools = other_school(decision, heat, shown, names) if decision and heat else ()
    view = View(
        words=words,
        title=words("title", model=model.name),
        model=model.name,
        version=model.version or "",
        developer=model.developer,
        organisation=assessment.organisation or "",
        rubric=f"{assessment.rubric.id} {assessment.rubric.version}",
        riskframe=assessment.riskframe_version,
        running=words(
            "running",
            version=assessment.riskframe_version,
            rubric=assessment.rubric.id,
            rubric_version=assessment.rubric.version,
            profile=assessment.model.profile_digest[:12],
        ),
        assessed_on=date_words(assessment.validity.assessed_on, words),
        iso_day=assessment.validity.assessed_on,
        facts=_facts(assessment, words),
        decision=decision_view(assessment, decision, names, question) if decision else None,
        heat=heat,
        shown_option=names.option(shown) if shown else "",
        pathways=pathway_sections(decision, heat, names) if decision and heat else (),
        standing=standing_risks(decision, heat, names) if decision and heat else (),
        safeguards=safeguard_rows(decision, names) if decision else (),
        benefits=benefit_rows(decision, names) if decision else (),
        uncertainty=uncertainty(decision, names) if decision else None,
        unknown=tuple(link for path in assessment.unknown if (link := names.link(f"rating:{path}"))),
        measured=measured_view(names),
        analysis=analysis_view(assessment, decision, names) if decision else None,
        plan=plan_view(decision, names) if decision else None,
        conditions=tuple(condition_view(c, decision, names) for c in decision.conditions) if decision else (),
        components=component_rows(decision, names) if decision else (),
        rules=rule_rows(assessment.hits, names),
        other_school=schools,
        school_sentence=school_sentence(schools, names),
        classes=classes,
        outcome=outcome_view(assessment, classes, question, names),
        legal=legal_section(assessment, words),
        ratings=rating_rows(decision, names) if decision else (),
        evidence=evidence_rows(assessment, names),
        gaps=gaps(decision, names) if decision else (),
        people=people(assessment),
        sign_off=sign_off_block(assessment, decision, names) if decision else None,
        limits=assessment.limits,
        references=references(names),
        basis=basis_counts(names),
        changes=changes(assessment, previous, names) if previous else None,
        steps=names.steps(),
        zones=_zones(rubric),
        map=map_view(assessment, words),
        from_others=crossed_view(assessment, names),
    )
    return cleaned(view)


def cleaned(view: View) -> View:
    """The view with every text fit to be shown: what came from outside is in here and there, so all of it is cleaned."""
    return mapped(view, clean)


def mapped(view: View, change: Callable[[str], str]) -> View:
    """The view with `change` applied to every text in it."""
    given = {field.name: getattr(view, field.name) for field in fields(view)}
    changed: dict[str, Any] = {name: new for name, old in given.items() if (new := _mapped(old, change)) is not old}
    return replace(view, **changed)


def _mapped(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        parts: list[Any] = [_mapped(item, change) for item in value]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value


def _zones(rubric: Rubric) -> dict[int, dict[int, str]]:
    if rubric.tolerance is None:
        return {}
    return {severity: {n: zone.value for n, zone in row.items()} for severity, row in rubric.tolerance.table.items()}


def _classes(assessment: Assessment, names: Names) -> tuple[ClassRow, ...]:
    rows = []
    for key, values in assessment.classes.items():
        name, _, domain = key.partition(".")
        title = names.of("class", name) + (f": {names.domain(domain)}" if domain else "")
        said = (values[r].replace("_", " ") for r in ("conservative", "central", "optimistic"))
        rows.append(ClassRow(title, *said))
    return tuple(rows)


def _facts(assessment: Assessment, words: Words) -> tuple[Fact, ...]:
    model, rubric = assessment.model, assessment.rubric
    given = (
        ("fact.model", f"{model.name} {model.version}" if model.version else model.name),
        ("fact.developer", model.developer),
        ("fact.assessed", date_words(assessment.validity.assessed_on, words)),
        ("fact.expires", date_words(assessment.validity.expires_on, words)),
        ("fact.rubric", f"{rubric.title} ({rubric.id} {rubric.version})"),
        ("fact.rubric_digest", rubric.digest),
        ("fact.profile_digest", model.profile_digest),
        ("fact.weights_digest", model.weights_sha256 or words("not_stated")),
        ("fact.riskframe", assessment.riskframe_version),
        ("fact.schema", assessment.schema),
    )
    return tuple(Fact(words(key), value) for key, value in given if value)
