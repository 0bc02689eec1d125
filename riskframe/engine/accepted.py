"""Which evidence counts. What does not is listed with the reason, never dropped silently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskframe.engine.truths import Facts
from riskframe.evidence import Evidence
from riskframe.measurement.gauges import gauge_of
from riskframe.measurement.suggest import numbers, suggestions_of, weights_of
from riskframe.profile import Profile
from riskframe.rubric.conditions import FactCompare, literals
from riskframe.rubric.resolve import Rubric


def accepted_evidence(profile: Profile, rubric: Rubric) -> tuple[dict[str, Evidence], dict[str, str]]:
    """Accepted items by id, and the reason for each that is not."""
    accepted: dict[str, Evidence] = {}
    refused: dict[str, str] = {}
    # Screens and suggestions last: a fact that one rests on may cite other evidence, but not another of them.
    for second in (False, True):
        standing = dict(accepted)
        for item in profile.evidence:
            if (item.kind in ("screen", "suggestion")) != second:
                continue
            reason = _why_not(item, profile, rubric, standing)
            if reason is None:
                accepted[item.id] = item
            else:
                refused[item.id] = reason
    return accepted, refused


def _why_not(item: Evidence, profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence]) -> str | None:
    if item.status != "accepted":
        return f"it is marked {item.status}"
    today = profile.assessment.date
    if item.valid_until is not None and item.valid_until < today:
        return f"it was valid until {item.valid_until.isoformat()}"
    if item.date is not None and item.date > today:
        return "it is dated after the assessment"
    if item.kind == "judgement":
        return None if item.role and item.rationale else "a judgement needs a role and a rationale"
    if item.kind == "screen":
        return _why_not_screen(item, profile, rubric, accepted)
    if item.kind == "suggestion":
        return _why_not_suggestion(item, profile, rubric, accepted)
    result = item.result
    if result is not None and result.samples_completed == 0:
        return "no sample of it was completed"
    return None


def _why_not_screen(item: Evidence, profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence]) -> str | None:
    screen = next((s for s in rubric.screens if s.screen.id == item.screen), None)
    if screen is None:
        return f"rubric {rubric.id} has no screen {item.screen!r}"
    if item.accepted_by not in {a.id for a in profile.assessors}:
        return "a screen counts only when a named assessor has accepted it"
    facts = Facts(profile, rubric, accepted, {}, {}, {})
    recorded = item.facts or {}
    for path in sorted(
        {literal.atom.path for literal in literals(screen.when) if isinstance(literal.atom, FactCompare)}
    ):
        if path not in recorded:
            return f"it does not record the fact {path} that the screen rests on"
    for path, then in recorded.items():
        if not _same(facts.value(path), then):
            return f"its fact {path} has changed since it was accepted"
    if not facts.holds(screen.when, "conservative"):
        return "the facts do not meet the screen's condition"
    return None


def _why_not_suggestion(
    item: Evidence, profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence]
) -> str | None:
    entry = next((b for b in rubric.gauges if b.id == item.gauge), None)
    if entry is None:
        return f"rubric {rubric.id} has no gauge {item.gauge!r}"
    if item.accepted_by not in {a.id for a in profile.assessors}:
        return "a suggestion counts only when a named assessor has accepted it"
    measured = accepted.get(item.of or "")
    if measured is None or measured.result is None:
        return f"{item.of!r} is no accepted evidence with a result"
    if gauge_of(rubric, measured.result) is not entry:
        return f"the result of {item.of} is not one of {entry.id}"
    now, then = numbers(measured.result), item.facts or {}
    changed = sorted(name for name in {*now, *then} if name not in then or name not in now or now[name] != then[name])
    if changed:
        return f"the result of {item.of} is not the one that was accepted ({', '.join(changed)})"
    found = tuple(suggestions_of(measured, entry, rubric, weights_of(profile)))
    return found[0] if found and isinstance(found[0], str) else None


def _same(now: Any, then: Any) -> bool:
    if isinstance(now, tuple) and isinstance(then, (list, tuple)):
        return sorted(map(str, now)) == sorted(map(str, then))
    return bool(now == then)
