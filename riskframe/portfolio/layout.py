"""How a profile becomes a row of small codes: one column for each thing that a rubric's program reads.

A row of codes is what many profiles are decided from (`portfolio.decide`), and what `riskframe portfolio pack` writes. It holds
ratings with their intervals and confidence, and every other input in all four readings; it does not hold what nothing
decides (titles, rationales, sources). It means something under one rubric only, whose digest is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from riskframe.engine.bind import Bound
from riskframe.engine.compile import Compiled
from riskframe.engine.resolved import ResolvedRating
from riskframe.engine.slots import BackedSlot, RatingSlot, Slot, StrengthSlot, TruthSlot, codes_of
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import READINGS
from riskframe.sensitivity.spread import WEIGHT_OF_BEST

NOT_APPLICABLE, UNKNOWN, AS_MODIFIED, FIRST_KNOWN = 0, 1, 2, 3
"""Codes of a rating; from FIRST_KNOWN on they count through its intervals (`known_states`)."""

WEIGHTS: tuple[float, ...] = (WEIGHT_OF_BEST["low"], WEIGHT_OF_BEST["medium"], WEIGHT_OF_BEST["high"])
"""Share of belief at `best`, by confidence; one that is not stated counts as low."""

BASE = 6
"""The other inputs take codes 0..5; a column holds the codes of all readings as digits in this base."""

State = tuple[int, int, int, int]
"""A known rating: lo, best, hi (levels 1..top) and the place of its weight in WEIGHTS."""


@cache
def known_states(top: int) -> tuple[State, ...]:
    """Every known rating on a scale 1..top, in the order of its codes."""
    return tuple(
        (lo, best, hi, weight)
        for lo in range(1, top + 1)
        for best in range(lo, top + 1)
        for hi in range(best, top + 1)
        for weight in range(len(WEIGHTS))
    )


def column_of(slot: Slot, number: int) -> str:
    """The name of a slot's column."""
    if isinstance(slot, RatingSlot):
        return f"rating.{slot.path}"
    if isinstance(slot, StrengthSlot):
        return f"strength.{slot.domain}.{slot.kind}.{slot.route}"
    if isinstance(slot, BackedSlot):
        return f"backed.{slot.path}.{slot.by}"
    if isinstance(slot, TruthSlot):
        return f"truth.{number}"
    return f"amount.{slot.option}.{slot.affordance}"


@dataclass(frozen=True)
class Layout:
    """The columns of one rubric, one for each slot of its program and in that order."""

    compiled: Compiled

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(column_of(slot, number) for number, slot in enumerate(self.compiled.slots))

    @cached_property
    def ratings(self) -> Mapping[int, RatingPath]:
        """Slot number -> the rating that it reads."""
        paths = self.compiled.rubric.ratings
        return {n: paths[s.path] for n, s in enumerate(self.compiled.slots) if isinstance(s, RatingSlot)}

    @cached_property
    def _codes(self) -> Mapping[int, Mapping[State, int]]:
        tops = {rating.top for rating in self.ratings.values()}
        return {top: {state: code for code, state in enumerate(known_states(top), FIRST_KNOWN)} for top in tops}

    @cached_property
    def modified(self) -> Mapping[int, int]:
        """Slot of a safeguards_off rating -> slot of the as_modified one that stands for it where it is not given."""
        at = {rating.path: n for n, rating in self.ratings.items()}
        return {
            n: at[rating.path.replace(".safeguards_off", ".as_modified")]
            for n, rating in self.ratings.items()
            if rating.facet == "safeguards_off" and rating.path.replace(".safeguards_off", ".as_modified") in at
        }

    def largest(self, slot: int) -> int:
        """The greatest code that a slot's column may hold. Not every lesser one is a code of what is no rating: `digits`."""
        if slot in self.ratings:
            return FIRST_KNOWN + len(known_states(self.ratings[slot].top)) - 1
        return (self.digits(slot) - 1) * int(BASE ** len(READINGS) - 1) // (BASE - 1)

    def digits(self, slot: int) -> int:
        """How many codes a slot that is no rating takes in each reading."""
        return codes_of(self.compiled.slots[slot])

    def encode(self, bound: Bound) -> tuple[int, ...]:
        """A bound profile's codes, one for each column. Raises LookupError where it belongs to another compiled rubric."""
        if bound.compiled is not self.compiled:
            raise LookupError("the profile is bound to another rubric, or to other severities")
        return tuple(
            self._rating(number, bound.ratings[rating.path])
            if (rating := self.ratings.get(number)) is not None
            else sum(bound.codes[r][number] * BASE**power for power, r in enumerate(READINGS))
            for number in range(len(self.compiled.slots))
        )

    def _rating(self, slot: int, found: ResolvedRating) -> int:
        if found.path != self.ratings[slot].path and slot in self.modified:
            return AS_MODIFIED
        if found.not_applicable is not None:
            return NOT_APPLICABLE
        if not found.known:
            return UNKNOWN
        assert found.lo is not None
        assert found.best is not None
        assert found.hi is not None
        weight = WEIGHTS.index(WEIGHT_OF_BEST[found.confidence])
        return self._codes[found.rating.top][found.lo, found.best, found.hi, weight]
