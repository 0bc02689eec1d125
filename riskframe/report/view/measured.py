"""What results suggest, how good they are, and which evaluations exist: shown, and read by no rule."""

from __future__ import annotations

from typing import NamedTuple

from riskframe.measurement.elicitation import STAGES, DomainElicitation, Elicited, Gap, State
from riskframe.measurement.suggest import Suggestion
from riskframe.report.view.names import Names
from riskframe.report.view.records import Fact, Link, Mark

_LOOK: dict[State, str] = {"there": "met", "part": "slows_amateur", "none": "void"}
"""The shapes and colours of these marks."""


class TriedRow(NamedTuple):
    """A domain and its four evaluations."""

    domain: str
    states: tuple[Mark, ...]
    spent: str
    """What was spent and of which budget; empty where nobody says."""


class SuggestedRow(NamedTuple):
    """What one result suggests for one rating."""

    rating: Link
    interval: str
    evidence: Link
    gauge: str
    bounds: str
    why: str


class MeasuredView(NamedTuple):
    """The section on measured evidence."""

    heads: tuple[str, ...]
    tried: tuple[TriedRow, ...]
    lead: str
    gaps: tuple[Fact, ...]
    suggested: tuple[SuggestedRow, ...]
    nothing: tuple[Fact, ...]
    quality: tuple[Fact, ...]


def measured_view(names: Names) -> MeasuredView | None:
    """None for a rubric whose domains rest on no capability and an assessment that holds no result."""
    found, words = names.assessment.measured, names.words
    if not (found.elicitation or found.suggestions or found.no_suggestion or found.quality):
        return None
    untried = [d for d in found.elicitation if len(d.missing) == len(d.stages)]
    lead = words.number("measured.lead", len(untried), all=len(found.elicitation)) if found.elicitation else ""
    return MeasuredView(
        heads=tuple(words(f"tried.{stage}") for stage in STAGES),
        tried=tuple(_tried(d, names) for d in found.elicitation),
        lead=lead,
        gaps=tuple(Fact(d.title, _gap(g, names)) for d in found.elicitation for g in d.gaps),
        suggested=tuple(_suggested(s, names) for s in found.suggestions),
        nothing=tuple(Fact(n.evidence, n.reason) for n in found.no_suggestion),
        quality=tuple(Fact(q.evidence, f"{q.code}: {q.text}") for q in found.quality),
    )


def _tried(domain: DomainElicitation, names: Names) -> TriedRow:
    words = names.words
    marks = tuple(Mark(_LOOK[s.state], words(f"tried.state.{s.state}")) for s in domain.stages)
    spent = [text for stage in domain.stages if (text := _spent(stage, names))]
    if domain.budget_usd is not None:
        spent.append(words("tried.budget", usd=f"{domain.budget_usd:,.0f}"))
    return TriedRow(domain.title, marks, "; ".join(spent))


def _spent(stage: Elicited, names: Names) -> str:
    if stage.spend_usd is None:
        return ""
    key = "tried.spent" if stage.share_of_budget is None else "tried.spent_of"
    return names.words(key, stage=names.words(f"tried.{stage.stage}"), usd=f"{stage.spend_usd:,.0f}",
                       share=f"{stage.share_of_budget or 0:.2g}")  # fmt: skip


def _gap(gap: Gap, names: Names) -> str:
    said = {"task": gap.task, "metric": gap.metric, "value": f"{gap.value:+.3g}", "a": gap.released, "b": gap.modified}
    if gap.lower is None or gap.upper is None:
        return names.words("gap.unbounded", **said)
    return names.words("gap.bounded", **said, lower=f"{gap.lower:+.3g}", upper=f"{gap.upper:+.3g}")


def _suggested(found: Suggestion, names: Names) -> SuggestedRow:
    title = next((b.title for b in names.rubric.gauges if b.id == found.gauge), found.gauge)
    rating = names.link(f"rating:{found.path}") or Link(found.path, "")
    evidence = names.link(f"evidence:{found.evidence}") or Link(found.evidence, "")
    bounds = names.words("suggested.bounds", lower=f"{found.bounds.lower:.3g}", upper=f"{found.bounds.upper:.3g}",
                         method=found.bounds.method)  # fmt: skip
    interval = names.words("suggested.interval", lo=found.lo, hi=found.hi)
    return SuggestedRow(rating, interval, evidence, title, bounds, "; ".join(found.why))
