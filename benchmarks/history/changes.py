"""Which cases a change of the rubric moves: every case assessed with and without the rules that came with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from benchmarks.history.answers import Answer, answer_of, rubric
from benchmarks.history.cases import HERE, cases, plain, with_hindsight
from riskframe import Assessment, Profile, assess
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True)
class Moved:
    """One case under the rubric without a change, and with it."""

    slug: str
    later: bool
    """With what came out after the release."""
    before: Answer
    after: Answer
    gained: tuple[str, ...]
    """Conditions that only the rubric with the change asks for."""


def record() -> dict[str, list[dict[str, Any]]]:
    """Changes made, and changes tried and rejected, as written down by hand."""
    found: dict[str, list[dict[str, Any]]] = plain(HERE / "changes.yaml")
    return found


def without(rules: tuple[str, ...]) -> Rubric:
    """The rubric without some of its rules. Raises LookupError where it has no such rule."""
    if missing := [r for r in rules if r not in {rule.id for rule in rubric().rules}]:
        raise LookupError(f"the rubric has no rule {', '.join(missing)}")
    return replace(rubric(), rules=tuple(rule for rule in rubric().rules if rule.id not in rules))


@cache
def moved(rules: tuple[str, ...]) -> tuple[Moved, ...]:
    """The cases that these rules move, on the day and with hindsight."""
    old, new = without(rules), rubric()
    found = []
    for c in cases():
        for later, profile in ((False, c.profile), (True, with_hindsight(c))):
            if profile is None:
                continue
            before, after = _assessed(profile, old), _assessed(profile, new)
            gained = tuple(x for x in _conditions(after) if x not in _conditions(before))
            if gained or answer_of(before) != answer_of(after):
                found.append(Moved(c.slug, later, answer_of(before), answer_of(after), gained))
    return tuple(found)


def _assessed(profile: Profile, under: Rubric) -> Assessment:
    return assess(profile, under, analysis=False)


def _conditions(found: Assessment) -> list[str]:
    assert found.decision is not None
    return list(dict.fromkeys(c.id for c in found.decision.conditions))
