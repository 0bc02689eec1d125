"""What the inputs of a compiled rubric stand for. `engine.bind` gives each a code in every reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

from riskframe.rubric.conditions import Literal


@dataclass(frozen=True, slots=True)
class RatingSlot:
    """A rating's point: 0 does not apply, else level 1..top."""

    path: str


@dataclass(frozen=True, slots=True)
class StrengthSlot:
    """The greatest strength of the safeguards of one kind that stand in a domain and were tested for a route.

    0 where there is none, else 1..5.
    """

    domain: str
    kind: str
    route: str


@dataclass(frozen=True, slots=True)
class BackedSlot:
    """1 where a rating has the evidence without which a step outside the model does not count."""

    path: str
    by: Choice["comparator", "evidence"]


@dataclass(frozen=True, slots=True)
class TruthSlot:
    """1 where a literal that is not about ratings holds; `place` where it depends on the option at hand.

    `harmful`: a missing fact makes it true in the conservative and central readings (else false there).
    """

    literal: Literal
    place: int | None
    harmful: bool


@dataclass(frozen=True, slots=True)
class AmountSlot:
    """How much of an affordance a conditional option grants: 0 none, 1 partly, 2 full."""

    option: str
    affordance: str


Slot = RatingSlot | StrengthSlot | BackedSlot | TruthSlot | AmountSlot


def codes_of(slot: Slot, top: int = 5) -> int:
    """How many codes a slot takes (0 .. n-1); `top` is the rating's scale."""
    if isinstance(slot, RatingSlot):
        return top + 1
    if isinstance(slot, StrengthSlot):
        return 6
    return 3 if isinstance(slot, AmountSlot) else 2
