"""Flip sets: the smallest sets of rating changes that move the conservative answer up or down, exactly.

The sets come from the program's own clauses (engine.goals), so a listed set is minimal, and "none of size k or less"
is proved by exhausting them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from riskframe.decision.settling import movers
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED, Clause, Clauses, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.slots import RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Unknown

LARGEST = 3
MOST = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One rating or safeguard and the level that is enough (0: a safeguard is gone, or the rating becomes unknown)."""

    what: str
    now: int | None
    """Conservative level; None where it is unknown."""
    to: int
    evaluations: tuple[str, ...]
    """Evidence that could cause the change, from the rubric."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One set of changes that together are enough, none of them to spare."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """Smallest sets that make an option reachable, or unreachable, in the conservative reading.

    `proved` : every minimal set of at most `largest` changes is listed (so an empty list is a proof that there is
    none); otherwise the list was cut.
    """

    option: str
    direction: Literal["reach", "lose"]
    flips: tuple[Flip, ...]
    largest: int
    proved: bool


Element = tuple[str, frozenset[int]]
"""A mover and the codes of it that are enough."""


def flips(found: Evaluation, option: str, direction: Literal["reach", "lose"], *, largest: int = LARGEST) -> Flips:
    """The smallest sets of rating changes after which an option is reachable (or no longer is)."""
    place = found.rubric.option_place[option]
    if place == 0 or found.reachable(place, "conservative") == (direction == "reach"):
        # Nothing to change, or (the floor of the chain) nothing that could.
        return Flips(option, direction, (), largest, True)
    reader = _Reader(found, favourable=direction == "reach")
    try:
        needed = reader.clauses(place)
    except TooMany:
        return Flips(option, direction, (), largest, False)
    if needed == FAILED:
        return Flips(option, direction, (), largest, True)
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
            able = self._reachable_levels(slots[slot]) & wanted
            names = movers(self.found, slots[slot])
            return frozenset((name, able) for name in names) if able and names else False

        return clauses(self.found.compiled.program, self.found.compiled.reachable[place], goal, judge)

    def _reachable_levels(self, slot: Slot) -> frozenset[int]:
        """Codes that a slot can take by a change in the direction looked at."""
        if isinstance(slot, RatingSlot):
            rating = self.found.rubric.ratings[slot.path]
            return frozenset(range(1, rating.top + 1))
        if isinstance(slot, StrengthSlot):
            return frozenset(range(6))
        if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown):
            return frozenset({0, 1})
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
            now = levels[0] if levels else 0
            return list(range(now + 1, 6)) if self.favourable else list(range(now - 1, -1, -1))
        point, top = rating.point("conservative"), rating.rating.top
        upward = (rating.rating.favourable_end == top) == self.favourable
        around = list(range(point + 1, top + 1)) if upward else list(range(point - 1, 0, -1))
        # Staying at the level while becoming known is already a change for "unknown" conditions.
        return ([point] if not rating.known and self.favourable else []) + around or [point]

    def _fits(self, name: str, level: int, able: frozenset[int]) -> bool:
        if able <= {0, 1} and name in self.found.bound.ratings and able == {0}:
            return self.favourable  # the condition asks only that it be known
        return level in able

    def change(self, name: str, level: int) -> Change:
        rating = self.found.bound.ratings.get(name)
        known = rating is not None and rating.known
        now = rating.point("conservative") if rating is not None and known else None
        if rating is None:
            codes = [self.now[i] for i, s in enumerate(self.found.compiled.slots) if name in movers(self.found, s)]
            now = codes[0] if codes else 0
        return Change(name, now, level, evaluations_for(self.found, name))


def evaluations_for(found: Evaluation, name: str) -> tuple[str, ...]:
    """What the rubric says would settle a rating."""
    indicators = found.rubric.folder.indicators
    return tuple(
        hint.evaluation
        for hint in (indicators.evaluations if indicators else ())
        if any(name == c or name.startswith(f"{c}.") for c in hint.criteria)
    )


__all__ = ["Change", "Flip", "Flips", "evaluations_for", "flips"]
