"""view_of(): an assessment and its rubric -> everything that a report shows."""

from __future__ import annotations

from dataclasses import dataclass

from riskframe.assessment import Assessment
from riskframe.profile import Profile
from riskframe.report.view.decision import date_words, decision_view
from riskframe.report.view.names import Names
from riskframe.report.view.options import heat_map
from riskframe.report.view.plan import component_rows, plan_view
from riskframe.report.view.records import ComponentRow, DecisionView, Fact, HeatMap, Link, Plan
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
    facts: tuple[Fact, ...]
    decision: DecisionView | None
    heat: HeatMap | None
    plan: Plan | None
    components: tuple[ComponentRow, ...]
    unknown: tuple[Link, ...]


def view_of(assessment: Assessment, rubric: Rubric, words: Words, *, profile: Profile | None = None) -> View:
    """What a report of the assessment shows.

    `rubric` is the one it was made with. `profile` adds what an assessment does not repeat: comparators, raised
    severities, the organisation and the question asked.
    """
    names, decision, model = Names(assessment, rubric, words), assessment.decision, assessment.model
    question = (profile.assessment.decision_asked if profile else None) or rubric.file.question
    return View(
        words=words,
        title=words("title", model=model.name),
        model=model.name,
        version=model.version or "",
        developer=model.developer,
        organisation=(profile.assessment.organisation if profile else None) or "",
        facts=_facts(assessment, words),
        decision=decision_view(assessment, decision, names, question) if decision else None,
        heat=heat_map(decision, names, profile) if decision and decision.domains else None,
        plan=plan_view(decision, names) if decision else None,
        components=component_rows(decision, names) if decision else (),
        unknown=tuple(link for path in assessment.unknown if (link := names.link(f"rating:{path}"))),
    )


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
