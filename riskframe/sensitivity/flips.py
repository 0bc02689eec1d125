"""Flip sets: the smallest sets of rating changes that move the conservative answer up or down, exactly.

The sets come from the program's own clauses (engine.goals), so a listed set is minimal, and "none of size k or less"
is proved by exhausting them. What moves is what evidence could settle: ratings and safeguards; facts stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Literal

from riskframe.decision.settling import evaluations_for, movers
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED, Clause, Clauses, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.slots import RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Unknown
from riskframe.sensitivity.records import Change, Flip, Flips

LARGEST = 3
MOST = 40


BECOMES_UNKNOWN = 0
"""The level of a change by which a rating is no longer known."""

ANY_KNOWN = frozenset({-1})
ANY_UNKNOWN = frozenset({-2})
"""Stand for "known, at whatever level" and "no longer known" among the levels that meet a clause."""

Element = tuple[str, frozenset[int]]
"""A mover and the codes of it that are enough."""


def flips(found: Evaluation, option: str, direction: Literal["reach", "lose"], *, largest: int = LARGEST) -> Flips:
    """The smallest sets of rating changes after which an option is reachable (or no longer is)."""
    place = found.rubric.option_place[option]
    if place == 0 or found.reachable(place, "conservative") == (direction == "reach"):
        # Nothing to change, or (the floor of the chain) nothing that could.
        return Flips(option, direction, (), largest, True, place != 0)
    reader = _Reader(found, favourable=direction == "reach")
    try:
        needed = reader.clauses(place)
    except TooMany:
        return Flips(option, direction, (), largest, False)
    if needed == FAILED:
        return Flips(option, direction, (), largest, True, ever=False)
    by_name = frozenset(frozenset(name for name, _ in clause) for clause in needed)
    sets, proved = minimal_hitting_sets(by_name, largest=largest, most=MOST)
    listed = [
        Flip(tuple(reader.change(name, level) for name, level in sorted(levels.items())))
        for names in sets
        for levels in reader.least(frozenset(map(str, names)), needed)
    ]
    return Flips(option, direction, tuple(listed), largest, proved)


class _Reader:
    def __init__(self, found: Evaluation, *, favourable: bool) -> None:
        self.found, self.favourable = found, favourable
        self.now = found.bound.codes["conservative"]

    def clauses(self, place: int) -> Clauses:
        slots = self.found.compiled.slots
        goal = (not self.favourable, int(self.favourable))

        def judge(slot: int, wanted: frozenset[int]) -> bool | Clause:
            if self.now[slot] in wanted:
                return True
            able = self._able(slots[slot], wanted)
            names = movers(self.found, slots[slot])
            return frozenset((name, able) for name in names) if able and names else False

        return clauses(self.found.compiled.program, self.found.compiled.reachable[place], goal, judge)

    def _able(self, slot: Slot, wanted: frozenset[int]) -> frozenset[int]:
        """Levels of a slot's mover that give it a wanted code, by a change in the direction looked at."""
        if isinstance(slot, RatingSlot):
            rating = self.found.rubric.ratings[slot.path]
            return wanted & frozenset(range(1, rating.top + 1))
        if isinstance(slot, StrengthSlot):
            return wanted & frozenset(range(6))
        if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown):
            # Asked is only whether the rating is known, so any level will do, or only the loss of it.
            unknown = not self.favourable
            if int(slot.literal.negated != unknown) in wanted:
                return ANY_UNKNOWN if unknown else ANY_KNOWN
        return frozenset()

    def least(self, names: frozenset[str], needed: Clauses) -> Iterable[dict[str, int]]:
        """The mildest levels of a set's members that meet every clause (all Pareto-minimal choices)."""
        ladders = {name: self._ladder(name) for name in sorted(names)}
        good: list[dict[str, int]] = []
        for steps in sorted(product(*(range(len(ladder)) for ladder in ladders.values())), key=lambda s: (sum(s), s)):
            chosen = {n: ladder[i] for (n, ladder), i in zip(ladders.items(), steps, strict=True)}
            place = dict(zip(ladders, steps, strict=True))
            if any(all(old[n] <= place[n] for n in place) for old in (self._places(g, ladders) for g in good)):
                continue
            if all(any(n in chosen and self._fits(n, chosen[n], able) for n, able in c) for c in needed):
                good.append(chosen)
        return good

    @staticmethod
    def _places(levels: Mapping[str, int], ladders: Mapping[str, list[int]]) -> dict[str, int]:
        return {n: ladders[n].index(level) for n, level in levels.items()}

    def _ladder(self, name: str) -> list[int]:
        """Levels that a mover may go to, the mildest change first. An unknown may settle at any level."""
        rating = self.found.bound.ratings.get(name)
        if rating is None:  # safeguards: stronger to reach, weaker or gone to lose
            levels = [self.now[i] for i, s in enumerate(self.found.compiled.slots) if name in movers(self.found, s)]
            # A kind may stand in several domains and routes at different strengths; any of them may be the one.
            return list(range(min(levels) + 1, 6)) if self.favourable else list(range(max(levels) - 1, -1, -1))
        point, top = rating.point("conservative"), rating.rating.top
        if rating.not_applicable is not None:  # the claim that it does not apply may fall, to any level
            levels = sorted(range(1, top + 1), key=lambda x: abs(x - rating.rating.favourable_end))
            return levels if self.favourable else [*levels, BECOMES_UNKNOWN]
        upward = (rating.rating.favourable_end == top) == self.favourable
        around = list(range(point + 1, top + 1)) if upward else list(range(point - 1, 0, -1))
        if self.favourable:
            # Staying at the level while becoming known is already a change for "unknown" conditions.
            return ([] if rating.known else [point]) + around
        # Becoming unknown is the worst: the harmful end, and whatever asks whether it is known.
        return [*around, BECOMES_UNKNOWN] if rating.known else around

    def _fits(self, name: str, level: int, able: frozenset[int]) -> bool:
        rating = self.found.bound.ratings.get(name)
        if rating is not None and level == BECOMES_UNKNOWN:
            # Lost, a rating stands at its harmful end and is asked for as unknown.
            return able == ANY_UNKNOWN or (able != ANY_KNOWN and rating.rating.harmful_end in able)
        return able == ANY_KNOWN or level in able

    def change(self, name: str, level: int) -> Change:
        rating = self.found.bound.ratings.get(name)
        known = rating is not None and rating.known
        now = rating.point("conservative") if rating is not None and known else None
        if rating is None:
            codes = [self.now[i] for i, s in enumerate(self.found.compiled.slots) if name in movers(self.found, s)]
            now = max(codes)
        return Change(name, now, level, evaluations_for(self.found, name))
