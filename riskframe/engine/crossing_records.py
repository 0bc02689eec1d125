"""What the crosswalk did for one rubric: what came across, what does not agree, and where evidence may be found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crossing:
    """A rating, fact or status that comes from another rubric's name for the same thing."""

    place: str
    """Rating path, `facts.<id>` or `components.<id>` of this rubric."""
    rubric: str
    """The rubric under whose name the profile states it."""
    source: str
    """The place there."""
    said: str
    """What crossed, in the levels of this rubric."""
    reason: str
    """Why the two are the same."""
    basis: str
    """Whose judgement that is: `paper`, `literature` or `design`."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Statements of the same thing under several names that do not agree."""

    place: str
    """The place in this rubric."""
    stands: str
    """What counts: this rubric's own statement, or `unknown` where only others made one."""
    own: bool
    """Whether the profile states it under this rubric's own name."""
    others: tuple[tuple[str, str, str], ...]
    """(rubric, place, what it says)."""
    reason: str
    """Why they are taken to be the same."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Evidence in the profile that was given for another rubric, and speaks to something that is unknown here."""

    place: str
    """The rating path or fact that is unknown."""
    evidence: tuple[str, ...]
    """Ids of accepted items."""
    given_for: tuple[str, ...]
    """`<rubric> <place>`."""
    reasons: tuple[str, ...]
    """Why it is worth reading for this one."""


@dataclass(frozen=True, slots=True)
class CrosswalkUsed:
    """A crosswalk, and all that it did for one rubric and profile."""

    title: str
    """What the file calls itself."""
    digest: str
    """SHA-256 of its text."""
    taken: tuple[Crossing, ...]
    """What came across and counts."""
    differing: tuple[Differing, ...]
    """Statements of the same thing that do not agree."""
    leads: tuple[Lead, ...]
    """Evidence given for other rubrics that speaks to something that is unknown here."""
