"""Levels, polarity, readings: the ordinal vocabulary. Levels are compared by min and max only, never added."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

BOTTOM = 1
TOP = 5
LEVELS = (1, 2, 3, 4, 5)
"""The common scale of *ease*: 5 trivial for the named actor, 1 infeasible."""


class Polarity(StrEnum):
    """Which end of a criterion's scale is the harmful one."""

    RISK = "risk"
    """The highest level is the harmful end."""
    PROTECTIVE = "protective"
    """The lowest level is the harmful end."""


Reading = Literal["conservative", "central", "optimistic", "charitable"]
"""One consistent way of taking every rating at a point.

conservative: known ratings at their harmful end, unknown ones at the harmful end of the scale.
central: known ratings at `best`, unknown ones at the harmful end.
optimistic: known ratings at their favourable end, unknown ones at the favourable end of the scale.
charitable: known ratings at `best`, unknown ones at the favourable end; it decides nothing but whether a proposed
option fails on the evidence in hand (`not_supported`) or for want of evidence (`insufficient_evidence`).
"""

READINGS: tuple[Reading, ...] = ("conservative", "central", "optimistic", "charitable")


class Zone(StrEnum):
    """What the tolerance table says of one domain under one option."""

    ACCEPTABLE = "acceptable"
    TOLERABLE = "tolerable"
    INTOLERABLE = "intolerable"


ZONES = (Zone.ACCEPTABLE, Zone.TOLERABLE, Zone.INTOLERABLE)
"""Least to most severe; a zone's place in this tuple is its code in the kernel."""

Amount = Literal["none", "partly", "full"]
AMOUNTS: tuple[Amount, ...] = ("none", "partly", "full")
"""How much of an affordance or ability an option gives; none < partly < full."""

Confidence = Literal["low", "medium", "high"]

Basis = Literal["paper", "literature", "design"]
"""Who stands behind an item: the rubric's paper, other literature, or the rubric's own authors."""

Verdict = Literal["supported", "supported_with_conditions", "insufficient_evidence", "not_supported"]


def mirrored(level: int, top: int = TOP) -> int:
    """The level at the same distance from the other end of a scale 1..top."""
    return top + BOTTOM - level
