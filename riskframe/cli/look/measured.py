"""Measured evidence in a terminal: what results suggest, how good they are, and which evaluations exist."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.measurement.elicitation import DomainElicitation, Gap, Stage
from riskframe.measurement.measured import Measured
from riskframe.measurement.suggest import Suggestion

STAGES: dict[Stage, str] = {
    "safeguards_off": "safeguards off", "undoing": "undoing safeguards", "amplified": "tuning and tools",
    "worst_case": "worst-case proxy",
}  # fmt: skip


def measured_sections(measured: Measured) -> Iterator[tuple[str, list[str]]]:
    """Titles and entries, empty ones left out. Nothing of it has changed a level."""
    if measured.suggestions:
        yield "Results suggest (nothing counts until an assessor accepts it)", [said(s) for s in measured.suggestions]
    if measured.no_suggestion:
        yield "Results that suggest nothing", [f"{n.evidence}: {n.reason}" for n in measured.no_suggestion]
    if measured.quality:
        yield "Quality of the results", [f"{q.evidence}: {q.code} {q.text}" for q in measured.quality]
    tried = [d for d in measured.elicitation if len(d.missing) < len(d.stages)]
    if tried:
        yield "Evaluations for an open release", [elicited(d) for d in tried]
        gaps = [f"{d.title}: {gap_words(gap)}" for d in tried for gap in d.gaps]
        if gaps:
            yield "Elicitation gap (modified minus released)", gaps


def said(found: Suggestion) -> str:
    """One suggestion in a line, with the bounds that it was read by."""
    bounds = f"{found.bounds.lower:.3g} to {found.bounds.upper:.3g}"
    return f"{found.path}: {found.lo} to {found.hi} from {found.evidence} ({found.gauge}, {bounds}; {found.basis})"


def elicited(domain: DomainElicitation) -> str:
    """What was tried in a domain, what it cost, and what is missing."""
    parts = []
    for one in domain.stages:
        cost = f" ({_usd(one.spend_usd)}" if one.spend_usd is not None else ""
        if cost:
            cost += f", {one.share_of_budget:.2g} of the budget)" if one.share_of_budget is not None else ")"
        word = {"there": "yes", "part": "in part", "none": "no"}[one.state]
        parts.append(f"{STAGES[one.stage]} {word}{cost}")
    return f"{domain.title}: {', '.join(parts)}"


def gap_words(gap: Gap) -> str:
    """One gap as a number, with the widest difference that the bounds allow."""
    if gap.lower is None or gap.upper is None:
        return f"{gap.task} {gap.metric} {gap.value:+.3g} ({gap.released} to {gap.modified}; no bounds)"
    return f"{gap.task} {gap.metric} {gap.value:+.3g}, {gap.lower:+.3g} to {gap.upper:+.3g} ({gap.released} to {gap.modified})"


def _usd(amount: float) -> str:
    return f"USD {amount:,.0f}"
