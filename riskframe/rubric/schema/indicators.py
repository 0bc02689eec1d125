"""indicators.yaml: screens, and what would settle a rating."""

from __future__ import annotations

from riskframe.records import Id, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber, RawCondition, Source


class SuggestedInterval(Record):
    """Levels that a screen suggests, lowest and highest."""

    lo: LevelNumber
    hi: LevelNumber


class Screen(Item):
    """A checkable fact that suggests an interval. It becomes a rating only when a named assessor accepts it."""

    when: RawCondition
    suggests: dict[Id, SuggestedInterval]
    """Rating path -> interval; `hi` of a risk criterion is never below 2."""
    because: Text


class EvaluationHint(Record):
    """What would resolve an unknown or wide rating."""

    criteria: tuple[Id, ...]
    evaluation: Text
    source: Source


class IndicatorsFile(Record):
    """What indicators.yaml holds."""

    screens: tuple[Screen, ...] = ()
    evaluations: tuple[EvaluationHint, ...] = ()
