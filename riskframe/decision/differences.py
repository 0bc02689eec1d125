"""Where several rubrics differ on one profile. Plain frozen records, as in `decision.records`."""

from __future__ import annotations

from dataclasses import dataclass

from riskframe.scales import Verdict


@dataclass(frozen=True, slots=True)
class ClassSaid:
    """The value of an outcome that is about the model as a whole."""

    id: str
    """The classification."""
    title: str
    """Its title."""
    value: str
    """Its value in the conservative reading."""


@dataclass(frozen=True, slots=True)
class RubricVerdict:
    """What one rubric says. `start`, `aim` and `verdict` are None where it has no options or nothing is proposed to it."""

    rubric: str
    """Its id."""
    version: str
    """Its version."""
    title: str
    """Its title."""
    adopted: bool
    """Whether it binds; the others advise."""
    start: str | None
    """The most open option that it authorises."""
    aim: str | None
    """Where its central reading points."""
    verdict: Verdict | None
    """On the proposed option."""
    options: dict[str, Verdict]
    """The verdict on each option if it were proposed; empty without options."""
    conditions: dict[str, int]
    """option -> how many conditions precedent it would ask for there that are not met."""
    classes: tuple[ClassSaid, ...]
    """Its outcomes that are about the model as a whole."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What in a rubric refuses an option that another allows, and the assumption behind it."""

    rubric: str
    """Whose it is."""
    kind: str
    """`domain`, `cap` or `class`."""
    id: str
    """The domain, the rule or the classification."""
    option: str
    """The least open option that it refuses."""
    title: str
    """The domain, the rule or the classification in words."""
    subjects: tuple[str, ...]
    """Titles of the domains or units that it refuses the option in; empty where it is about the model."""
    text: str
    """What it found."""
    assumption: str
    """Why the rubric holds that against the option: its own words."""
    basis: str
    """Who says so: `paper`, `literature` or `design`."""
    source: str
    """The work, and the section where that is confirmed."""
    read: tuple[str, ...]
    """What a rule's condition read, with the values found."""
    in_every_reading: bool
    """Whether it refuses in the optimistic reading too; otherwise what is unknown or wide decides."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One option on which rubrics differ."""

    option: str
    """The option."""
    allowed_by: tuple[str, ...]
    """Rubrics whose conservative reading reaches it."""
    refused_by: tuple[str, ...]
    """Rubrics whose conservative reading does not."""
    causes: tuple[Cause, ...]
    """What makes them refuse it, or a less open option on the way to it."""
    allowed_because: tuple[str, ...]
    """For each rubric that allows it: on what its permission rests."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The map: the verdict of each rubric on each option, and what makes every difference."""

    chain: tuple[str, ...]
    """Every option, least to most open, as the first rubric that has options lists them."""
    titles: dict[str, str]
    """Titles of the options."""
    proposed: str | None
    """The option that is proposed."""
    verdicts: tuple[RubricVerdict, ...]
    """What each rubric says, in the order they were given."""
    start: str | None
    """The most open option that every adopted rubric authorises; None where no adopted rubric has options."""
    strictest: tuple[str, ...]
    """The adopted rubrics that have that start."""
    together: dict[str, Verdict]
    """option -> the worst verdict of the adopted rubrics that know it."""
    differences: tuple[Difference, ...]
    """Each option on which rubrics differ, least open first."""
