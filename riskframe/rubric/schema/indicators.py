"""indicators.yaml: screens, gauges, and what would settle a rating."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Id, Name, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber, RawCondition, Source
from riskframe.scales import Basis

Founded = Literal["seen_in_files", "stated_by_tool", "published", "secondary"]
"""How well a claim about a test is founded: real result files were read; the tool that runs it states so; the
authors' own abstract or page; somebody else's account of it. What rests on memory alone is not listed."""


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


class Reached(Record):
    """What people or another model reached on the same test."""

    who: Name
    role: Literal["human", "expert", "reference_model"]
    value: Annotated[float, Field(allow_inf_nan=False)]
    """In the gauge's unit."""
    source: Source
    founded: Founded


class Band(Record):
    """The levels that results from `above` on suggest, up to the next band; the first band has no lower edge."""

    above: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """In the gauge's unit; a result belongs here when it lies above this number."""
    lo: LevelNumber
    hi: LevelNumber


class LevelBands(Record):
    """Levels by result, lowest first."""

    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    basis: Basis
    because: Text


class Gauge(Item):
    """How results of one published benchmark translate into levels, where that is well founded at all.

    It is told by the names of task and metric together: the same metric name means opposite things in different tasks.
    What benchmarks without a gauge speak of is in benchmarks.yaml.
    """

    tasks: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Names under which tools run it, without prefix of a suite; a star at the end stands for any ending."""
    metrics: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Names of the metric that it reads."""
    unit: Literal["proportion", "score"]
    """`proportion`: 0 to 1. `score`: a scale of its own."""
    direction: Literal["higher_is_riskier", "higher_is_safer"]
    criteria: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Criteria that it speaks of."""
    chance: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """What guessing reaches."""
    reached: tuple[Reached, ...] = ()
    """What people and other models reached."""
    suggests: LevelBands
    founded: Founded
    caution: Text | None = None


class EvaluationHint(Record):
    """What would resolve an unknown or wide rating."""

    criteria: tuple[Id, ...]
    evaluation: Text
    source: Source


class IndicatorsFile(Record):
    """What indicators.yaml holds."""

    screens: tuple[Screen, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    evaluations: tuple[EvaluationHint, ...] = ()
