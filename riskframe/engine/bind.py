"""Profile + compiled rubric -> the program's inputs in every reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from riskframe.engine.accepted import accepted_evidence
from riskframe.engine.compile import Compiled, OptionView
from riskframe.engine.crossing_records import Crossing
from riskframe.engine.resolved import ResolvedRating, _resolve, readings, resolve_ratings
from riskframe.engine.slots import AmountSlot, BackedSlot, RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.engine.truths import HARMFUL_READINGS, Facts, kind_state
from riskframe.evidence import Evidence
from riskframe.profile import Profile
from riskframe.rubric.conditions import Count, Literal, Unknown
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Criterion, CriterionLevel, GrantedUnless, Source
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import AMOUNTS, READINGS, Amount, Polarity, Reading

Codes = tuple[int, ...]

_NOWHERE: Codes = (0,) * len(READINGS)
"""Strength of a safeguard that is not there, in every reading."""

_STRENGTH = Criterion(
    id="strength", title="Strength of a safeguard", group="safeguard", polarity=Polarity.PROTECTIVE,
    asks="How much effort does it cost to get past it?",
    levels=tuple(CriterionLevel(level=i, text=f"strength {i}") for i in range(1, 6)),
    source=Source(ref="riskframe", basis="design"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """One profile under one rubric: every rating resolved, and the input codes of each reading."""

    compiled: Compiled
    profile: Profile
    evidence: Mapping[str, Evidence]
    """Accepted evidence by id."""
    refused: Mapping[str, str]
    """Evidence id -> why it is not accepted."""
    ratings: Mapping[str, ResolvedRating]
    strengths: Mapping[str, ResolvedRating]
    """Safeguard id -> its strength."""
    facts: Facts
    codes: Mapping[Reading, Codes]
    crossed: Mapping[str, Crossing] = field(default_factory=dict)
    """Place -> how it came across from another rubric's name (see `engine.crossing`)."""


def severities_of(profile: Profile, rubric: Rubric) -> dict[str, int]:
    """Severity of each domain: the rubric's, or the profile's where that is worse."""
    raised = {name: item.level for name, item in profile.severities.items()}
    return {name: max(level, raised.get(name, 1)) for name, level in rubric.vocabulary.domains.items()}


def bind(profile: Profile, compiled: Compiled, crossed: Mapping[str, Crossing] | None = None) -> Bound:
    """Resolve a profile's ratings and facts and give every input its code in every reading.

    crossed: what of the profile came across from another rubric's name, for the trace.
    """
    rubric = compiled.rubric
    evidence, refused = accepted_evidence(profile, rubric)
    ratings = resolve_ratings(profile, rubric, evidence)
    strengths = {s.id: _strength(profile, index, rubric, evidence) for index, s in enumerate(profile.safeguards)}
    tests = {
        s.id: frozenset(t for t, done in s.tested_against.items() if any(e in evidence for e in done.evidence))
        for s in profile.safeguards
    }
    facts = Facts(profile, rubric, evidence, ratings, strengths, tests)
    codes = _Binder(facts, compiled).codes()
    return Bound(compiled, profile, evidence, refused, ratings, strengths, facts, codes, crossed or {})


def code_without(bound: Bound, slot: Slot, *, ratings: Collection[str], safeguards: Collection[str]) -> int:
    """A slot's conservative code if these rating paths turned out unknown and these safeguards were gone."""
    facts = bound.facts
    lost = {
        path: replace(
            facts.ratings[path], lo=None, best=None, hi=None, why_unknown="it is taken as unknown", not_applicable=None,
            source=None, accepted=(),
        )
        for path in ratings
    }  # fmt: skip
    kept = tuple(s for s in bound.profile.safeguards if s.id not in safeguards)
    profile = bound.profile.model_copy(update={"safeguards": kept})
    left = Facts(profile, facts.rubric, facts.evidence, {**facts.ratings, **lost}, facts.strengths, facts.tests)
    return _Binder(left, bound.compiled).code(slot, "conservative")


def _strength(profile: Profile, index: int, rubric: Rubric, evidence: Mapping[str, Evidence]) -> ResolvedRating:
    safeguard = profile.safeguards[index]
    path = RatingPath(f"safeguard.{safeguard.id}", _STRENGTH, None, None, 5, tuple("12345"))
    tested = tuple(e for done in safeguard.tested_against.values() for e in done.evidence)
    cited = safeguard.strength.evidence or safeguard.evidence or tested
    given = safeguard.strength.model_copy(update={"evidence": cited})
    carrier = profile.model_copy(update={"ratings": {"safeguard": {"strength": given}}})
    return _resolve(path, carrier, rubric, evidence, readings(profile, rubric, evidence))


def standing(facts: Facts, slot: StrengthSlot) -> tuple[str, ...]:
    """Ids of the safeguards behind a strength slot: of its kind, in its domain, and tested for its route."""
    test = next(r.test for r in facts.rubric.file.routes if r.id == slot.route)
    return tuple(
        s.id
        for s in facts.profile.safeguards
        if s.kind == slot.kind and (s.domains is None or slot.domain in s.domains) and test in facts.tests[s.id]
    )


class _Binder:
    def __init__(self, facts: Facts, compiled: Compiled) -> None:
        self.facts, self.rubric, self.views = facts, compiled.rubric, compiled.views
        self._states: dict[tuple[int, Reading], dict[str, str]] = {}
        self.slots, self._kinds = compiled.slots, {s.kind for s in facts.profile.safeguards}

    def codes(self) -> dict[Reading, Codes]:
        """The code of every slot in every reading."""
        by_slot = [self._in_every_reading(slot) for slot in self.slots]
        return dict(zip(READINGS, zip(*by_slot, strict=True), strict=True)) if by_slot else dict.fromkeys(READINGS, ())

    def _in_every_reading(self, slot: Slot) -> Codes:
        """What `code` gives in each reading, asked once where the readings cannot differ: most do not."""
        if isinstance(slot, StrengthSlot) and slot.kind not in self._kinds:
            return _NOWHERE
        if isinstance(slot, BackedSlot):
            return (self.code(slot, "conservative"),) * len(READINGS)
        if isinstance(slot, TruthSlot) and not self._varies(slot.literal):
            harmful = mild = self.code(slot, "conservative")
            if slot.harmful and (harmful or isinstance(slot.literal.atom, Unknown)):  # missing may be what made it so
                mild = self.code(slot, "optimistic")
            return tuple(harmful if r in HARMFUL_READINGS else mild for r in READINGS)
        return tuple(self.code(slot, r) for r in READINGS)

    def _varies(self, literal: Literal) -> bool:
        """Whether a literal may hold in one reading and not in another for more than that something is missing."""
        atom = literal.atom
        if isinstance(atom, Count):
            return atom.over == "safeguards" and bool(self._kinds)
        return isinstance(atom, Unknown) and atom.is_rating

    def code(self, slot: Slot, reading: Reading) -> int:
        if isinstance(slot, RatingSlot):
            return self.facts.ratings[slot.path].point(reading)
        if isinstance(slot, StrengthSlot):
            return self._strength(slot, reading)
        if isinstance(slot, BackedSlot):
            return int(self._backed(slot))
        if isinstance(slot, AmountSlot):
            view = next(v for v in self.views if v.id == slot.option)
            return AMOUNTS.index(self._amounts(view, reading)[slot.affordance])
        return int(self._truth(slot.literal, slot.place, reading, harmful=slot.harmful))

    def _strength(self, slot: StrengthSlot, reading: Reading) -> int:
        return max((self.facts.strengths[name].point(reading) for name in standing(self.facts, slot)), default=0)

    def _backed(self, slot: BackedSlot) -> bool:
        rating = self.facts.ratings[slot.path]
        if slot.by == "evidence":
            return any(self.facts.evidence[e].kind != "judgement" for e in rating.accepted)
        named = rating.source.comparators if rating.source else ()
        return any(c.result is not None and c.result in self.facts.evidence for c in named)

    def _truth(self, literal: Literal, place: int | None, reading: Reading, *, harmful: bool) -> bool:
        def state(kind: str) -> str:
            assert place is not None
            key = (place, reading)
            if key not in self._states:
                amounts = self._amounts(self.views[place], reading)
                self._states[key] = {k: kind_state(self.rubric, k, amounts) for k in self.rubric.safeguard_kinds}
            return self._states[key][kind]

        return self.facts.truth(literal, reading, harmful=harmful, state=state)

    def _amounts(self, view: OptionView, reading: Reading) -> dict[str, Amount]:
        """What an option grants to this profile: conditional amounts decided."""
        found: dict[str, Amount] = {}
        for name, granted in view.affordances.items():
            if isinstance(granted, GrantedUnless):
                condition = self.rubric.unless[view.id, name]
                found[name] = granted.then if self.facts.holds(condition, reading) else granted.amount
            else:
                found[name] = granted
        return found
