"""Conditions as the YAML has them, evaluated by recursion for one option in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riskframe.profile import Component
from riskframe.rubric.schema import GrantedUnless, Option
from tests.reference.evidence import WORST_CASE, Known, fact_is

AMOUNTS = ("none", "partly", "full")


@dataclass(frozen=True)
class Place:
    """Where a condition is evaluated: the option at hand (or none), `$domain`, and whether only evidence satisfies it."""

    reading: str
    option: Option | None = None
    domain: str | None = None
    helpful: bool = False


class Conditions:
    """Evaluates raw conditions against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.chain = [o.id for o in known.folder.rubric.options]

    def holds(self, raw: Any, at: Place, *, negated: bool = False) -> bool:
        ((form, body),) = raw.items()
        if form == "not":
            return self.holds(body, at, negated=not negated)
        if form in ("all", "any"):
            parts = [self.holds(item, at, negated=negated) for item in body]
            return all(parts) if (form == "all") != negated else any(parts)
        if form == "unknown":
            return self.unknown(self.named(body, at), at, negated=negated)
        value = self.collection(form, body, at) if form.endswith("_of") or form == "count_at_least" else None
        if form == "one_of" or not (form.endswith("_of") or form == "count_at_least"):
            ((path, wanted),) = body.items()
            path = self.named(path, at)
            if path != "option" and not path.startswith(("severity.", "facts.", "model.", "release.", "assessment.")):
                return self.rating(form, path, wanted, at, negated=negated)
            value = self.compare(form, path, wanted, at)
        if value is False and negated and form in ("any_of", "count_at_least") and body["over"] == "evidence":
            value = None  # evidence that is not there is missing, and shows nothing
        if value is None:
            # Missing: against the release where a rule asks, and never enough where something has to be shown.
            return not at.helpful and at.reading in WORST_CASE
        return value != negated

    def named(self, path: str, at: Place) -> str:
        return path.replace("$domain", at.domain) if at.domain else path

    def unknown(self, path: str, at: Place, *, negated: bool) -> bool:
        is_rating = not path.startswith(("facts.", "model.", "release.", "assessment."))
        missing = self.known.is_unknown(path) if is_rating else self.known.fact(path) is None
        if at.helpful and not is_rating:
            return negated and not missing  # only a stated fact shows anything
        return (missing and at.reading in WORST_CASE) != negated

    def rating(self, form: str, path: str, wanted: Any, at: Place, *, negated: bool) -> bool:
        """A comparison with a rating's point. What does not apply meets a comparison only by that name."""
        point = self.known.point(path, at.reading)
        values = wanted if form == "one_of" else [wanted]
        if point is None:
            return "not_applicable" in values and not negated
        words = self.known.words(self.known.criterion(path))
        levels = [v if isinstance(v, int) else words.index(v) + 1 for v in values if v != "not_applicable"]
        if form == "at_least":
            met = point >= levels[0]
        elif form == "at_most":
            met = point <= levels[0]
        else:
            met = point in levels
        return met != negated

    def compare(self, form: str, path: str, wanted: Any, at: Place) -> bool | None:
        if path == "option":
            assert at.option is not None
            here = self.chain.index(at.option.id)
            if form == "at_least":
                return here >= self.chain.index(wanted)
            if form == "at_most":
                return here <= self.chain.index(wanted)
            return at.option.id in (wanted if form == "one_of" else [wanted])
        if path.startswith("severity."):
            severity = self.severity(path.removeprefix("severity."))
            return bool(severity >= wanted if form == "at_least" else severity <= wanted)
        value = self.known.fact(path)
        return None if value is None else fact_is(form, value, wanted)

    def severity(self, domain: str) -> int:
        """The rubric's severity, or the profile's where it is worse."""
        assert self.known.folder.pathways is not None
        severity = self.known.folder.pathways.domains[domain].severity
        raised = self.known.profile.severities.get(domain)
        return max(severity, raised.level) if raised else severity

    # -- collections

    def collection(self, form: str, body: Any, at: Place) -> bool | None:
        if form == "one_of":
            return None
        over, n = body["over"], body.get("n", 1)
        where = {
            name: [self.named(v, at) if isinstance(v, str) else v for v in (raw if isinstance(raw, list) else [raw])]
            for name, raw in (body.get("where") or {}).items()
        }
        if over == "components":
            return self.components(where, n, body.get("in"))
        count = 0
        if over == "evidence":
            for item in self.known.accepted.values():
                count += all(self.evidence_matches(item, name, values) for name, values in where.items())
        elif over == "safeguards":
            for number in range(len(self.known.profile.safeguards)):
                count += all(self.safeguard_matches(number, name, values, at) for name, values in where.items())
        else:
            for assessor in self.known.profile.assessors:
                count += all(getattr(assessor, name) in values for name, values in where.items())
        return count >= int(n)

    def evidence_matches(self, item: Any, name: str, values: list[Any]) -> bool:
        if name == "domain":
            return any(d in values for d in item.domains)
        if name == "standing":
            return item.verdict is not None and item.verdict.standing in values
        if name == "cited_by":
            return any(item in self.known.backing(path) for path in values)
        return getattr(item, name) in values

    def safeguard_matches(self, number: int, name: str, values: list[Any], at: Place) -> bool:
        item = self.known.profile.safeguards[number]
        if name == "domain":
            return item.domains is None or any(d in values for d in item.domains)
        if name == "tested":
            return any(self.known.tested(number, test) for test in values)
        if name == "strength_at_least":
            return self.known.strength(number, at.reading) >= int(values[0])
        if name == "route":
            kind = next(k for k in self.known.folder.rubric.safeguard_kinds if k.id == item.kind)
            return any(r in values for r in kind.routes)
        if name == "state":
            assert at.option is not None
            return self.state(item.kind, at.option, at.reading) in values
        return getattr(item, name) in values

    def components(self, where: dict[str, list[Any]], n: int, members: list[str] | None) -> bool | None:
        """Three-valued: what a component is like is a fact, and a fact may be missing."""
        given = self.known.profile.release.components
        verdicts: dict[str, bool | None] = {}
        for kind in self.known.folder.rubric.components:
            entry = given.get(kind.id)
            if isinstance(entry, str):
                entry = Component(status=entry)
            fits: list[bool | None] = []
            for name, values in where.items():
                value = kind.id if name == "id" else None if entry is None else getattr(entry, name)
                fits.append(None if value is None else value in values)
            verdicts[kind.id] = False if False in fits else None if None in fits or entry is None else True
        asked = [verdicts[m] for m in members] if members else list(verdicts.values())
        if members:
            return False if False in asked else None if None in asked else True
        sure, possible = asked.count(True), asked.count(True) + asked.count(None)
        return True if sure >= n else False if possible < n else None

    # -- what an option grants, and what that leaves of a safeguard

    def amount(self, option: Option, affordance: str, reading: str) -> str:
        granted = option.affordances[affordance]
        if isinstance(granted, GrantedUnless):
            shown = self.holds(granted.unless, Place(reading, helpful=True))
            return granted.then if shown else granted.amount
        return granted

    def state(self, kind: str, option: Option, reading: str) -> str:
        spec = next(k for k in self.known.folder.rubric.safeguard_kinds if k.id == kind)
        for state, beaten_by in (("void", spec.void_by), ("slows_amateur", spec.slowed_by)):
            for affordance, enough in beaten_by.items():
                if AMOUNTS.index(self.amount(option, affordance, reading)) >= AMOUNTS.index(enough):
                    return state
        return "durable"
