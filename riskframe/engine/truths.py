"""What a literal about facts, evidence, safeguards or components is worth in a reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from riskframe.engine.resolved import ResolvedRating
from riskframe.evidence import Evidence
from riskframe.profile import Component, Fact, Profile, Safeguard
from riskframe.rubric.conditions import Condition, Count, Every, FactCompare, Literal, RatingCompare, Unknown
from riskframe.rubric.resolve import Rubric
from riskframe.scales import AMOUNTS, Amount, Reading

HARMFUL_READINGS: tuple[Reading, ...] = ("conservative", "central")


class Facts:
    """A profile's facts as literals ask for them. Evidence here is accepted evidence only."""

    def __init__(
        self,
        profile: Profile,
        rubric: Rubric,
        evidence: Mapping[str, Evidence],
        ratings: Mapping[str, ResolvedRating],
        strengths: Mapping[str, ResolvedRating],
        tests: Mapping[str, frozenset[str]],
    ) -> None:
        self.profile, self.rubric, self.evidence = profile, rubric, evidence
        self.ratings, self.strengths, self.tests = ratings, strengths, tests
        """strengths: safeguard id -> its strength; tests: safeguard id -> tests with accepted evidence."""

    def value(self, path: str) -> Any:
        """A fact's value; None where the profile does not say (or says it without accepted evidence)."""
        section, _, name = path.partition(".")
        if section == "facts":
            fact = self.profile.facts.get(name)
            if not isinstance(fact, Fact):
                return fact
            # A fact that names evidence stands or falls with it.
            return fact.value if not fact.evidence or any(e in self.evidence for e in fact.evidence) else None
        value: Any = getattr(self.profile, section)
        for part in name.split("."):
            value = getattr(value, part, None)
        return value

    def truth(self, literal: Literal, reading: Reading, *, harmful: bool, state: Callable[[str], str]) -> bool:
        """Whether a literal holds. `state` gives a safeguard kind's state under the option at hand.

        A missing fact makes the literal true in the conservative and central readings and false in the others
        (harmful), or false in all of them (a condition that only evidence satisfies), negated or not.
        """
        atom = literal.atom
        if isinstance(atom, Unknown):
            if atom.is_rating:
                # What does not apply is known not to; it is not unknown.
                missing = self.ratings[atom.path].why_unknown is not None
            else:
                missing = self.value(atom.path) is None
                if not harmful:
                    return literal.negated and not missing  # only a stated fact shows anything
            return (missing and reading in HARMFUL_READINGS) != literal.negated
        held = (
            fact_holds(atom, self.value(atom.path))
            if isinstance(atom, FactCompare)
            else self._count(atom, reading, state)
        )
        if held is False and literal.negated and isinstance(atom, Count) and atom.over == "evidence":
            # Evidence that is not there speaks against nothing: it is missing, and may yet be found.
            held = None
        if held is None:
            return harmful and reading in HARMFUL_READINGS
        return held != literal.negated

    def point(self, path: str, reading: Reading) -> int:
        """A rating's point, as_released never above as_modified; 0 where it does not apply."""
        point = self.ratings[path].point(reading)
        if path.startswith("capability.") and path.endswith(".as_released"):
            return min(point, self.ratings[path.replace(".as_released", ".as_modified")].point(reading))
        return point

    def holds(self, condition: Condition, reading: Reading, *, state: Callable[[str], str] | None = None) -> bool:
        """Whether a condition that only evidence satisfies (met_when, unless, a screen's when) holds."""
        if isinstance(condition, Literal):
            atom = condition.atom
            if isinstance(atom, RatingCompare):
                point = self.point(atom.path, reading)
                return point != 0 and (point in atom.levels) != condition.negated
            return self.truth(condition, reading, harmful=False, state=state or _no_option)
        held = (self.holds(item, reading, state=state) for item in condition.items)
        return all(held) if isinstance(condition, Every) else any(held)

    def _count(self, atom: Any, reading: Reading, state: Callable[[str], str]) -> bool | None:
        assert isinstance(atom, Count)
        if atom.over == "components":
            return components_hold(atom, self.profile.release.components, self.rubric.vocabulary.components)
        if atom.over == "evidence":
            matched = [all(self._evidence_matches(e, n, v) for n, v in atom.where) for e in self.evidence.values()]
        elif atom.over == "safeguards":
            matched = [
                all(self._safeguard_matches(s, n, v, reading, state) for n, v in atom.where)
                for s in self.profile.safeguards
            ]
        else:
            matched = [all(getattr(a, n) in v for n, v in atom.where) for a in self.profile.assessors]
        return sum(matched) >= atom.n

    def _evidence_matches(self, item: Evidence, name: str, values: tuple[Any, ...]) -> bool:
        if name == "domain":
            return any(d in values for d in item.domains)
        if name == "standing":
            return item.verdict is not None and item.verdict.standing in values
        if name == "cited_by":
            return any(item.id in self.ratings[path].accepted for path in values)
        return getattr(item, name) in values

    def _safeguard_matches(
        self, item: Safeguard, name: str, values: tuple[Any, ...], reading: Reading, state: Callable[[str], str]
    ) -> bool:
        if name == "domain":
            return item.domains is None or any(d in values for d in item.domains)
        if name == "route":
            return any(r in values for r in self.rubric.safeguard_kinds[item.kind].routes)
        if name == "tested":
            return any(t in values for t in self.tests[item.id])
        if name == "state":
            return state(item.kind) in values
        if name == "strength_at_least":
            return self.strengths[item.id].point(reading) >= int(min(values))
        return getattr(item, name) in values


def fact_holds(atom: FactCompare, value: Any) -> bool | None:
    """What a stated value makes of a comparison; None where no value is stated."""
    if value is None:
        return None
    if atom.test == "number_at_least":
        return bool(float(value) >= float(atom.values[0]))
    if atom.test == "number_above":
        return bool(float(value) > float(atom.values[0]))
    if atom.test == "date_before":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return bool(day < atom.values[0])
    if isinstance(value, tuple):
        # A list fact is "one of" only when every entry is: a model that also speaks is not audio-only.
        return bool(value) and all(v in atom.values for v in value)
    return any(value == v and isinstance(value, bool) == isinstance(v, bool) for v in atom.values)


def components_hold(atom: Count, given: Mapping[str, Component | Any], known: Iterable[str]) -> bool | None:
    """What the listed components make of a count; None where too little is said. `known` are the rubric's components."""
    names = atom.members if atom.members is not None else dict.fromkeys((*known, *given))
    held = [_component_matches(name, given.get(name), atom.where) for name in names]
    if atom.members is not None:
        # One that is known to fail decides; otherwise one of which too little is said leaves it open.
        return False if False in held else None if None in held else True
    sure = held.count(True)
    return True if sure >= atom.n else None if sure + held.count(None) >= atom.n else False


def _component_matches(
    name: str, entry: Component | str | None, where: Iterable[tuple[str, tuple[Any, ...]]]
) -> bool | None:
    """Whether a component matches; None where what is said of it (nothing, where it is not listed) leaves it open."""
    component = Component(status=entry) if isinstance(entry, str) else entry  # type: ignore[arg-type]
    held: list[bool | None] = []
    for field, values in where:
        value = name if field == "id" else getattr(component, field, None)
        held.append(None if value is None else value in values)
    return False if False in held else None if None in held or component is None else True


def _no_option(kind: str) -> str:
    # Reached only by a condition on a safeguard's state where no option is at hand; resolve() refuses those.
    raise LookupError(f"no option at hand to tell the state of {kind}")


def kind_state(rubric: Rubric, kind: str, amounts: Mapping[str, Amount]) -> str:
    """durable, slows_amateur or void: what an option's affordances leave of a safeguard kind."""
    spec = rubric.safeguard_kinds[kind]

    def beaten(by: Mapping[str, Amount]) -> bool:
        return any(AMOUNTS.index(amounts[name]) >= AMOUNTS.index(amount) for name, amount in by.items())

    return "void" if beaten(spec.void_by) else "slows_amateur" if beaten(spec.slowed_by) else "durable"
