"""tolerance.yaml: what is tolerable, and the eases that are not ratings."""

from __future__ import annotations

from riskframe.records import Id, Record, Text
from riskframe.rubric.schema.items import LevelNumber, Source
from riskframe.scales import Amount, Zone


class SeverityLevel(Record):
    """One severity in words."""

    level: LevelNumber
    text: Text


class ToleranceFile(Record):
    """What tolerance.yaml holds."""

    source: Source
    severities: tuple[SeverityLevel, ...]
    table: dict[LevelNumber, dict[LevelNumber, Zone]]
    """severity -> risk level -> zone."""
    floors: dict[LevelNumber, LevelNumber]
    """severity -> no step outside the model is harder than this."""
    unbacked: LevelNumber = 4
    """A step outside the model without the evidence that it needs is never harder than this."""
    prevalence: dict[Id, dict[LevelNumber, LevelNumber]]
    """actor -> severity -> how many such actors there are, as an ease."""
    amounts: dict[Amount, LevelNumber]
    """none, partly, full as eases."""
    slowed_for_groups: LevelNumber = 5
    """Ease of a safeguard that only slows an amateur, for better-resourced actors."""
    lone_actors: tuple[Id, ...] = ()
    """Actors whom a slowing safeguard does slow."""
