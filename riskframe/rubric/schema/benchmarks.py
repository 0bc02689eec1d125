"""benchmarks.yaml: what results of published benchmarks speak of. Read by `import` alone; no decision needs it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from riskframe.records import Id, Name, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber

Direction = Literal["higher_is_riskier", "higher_is_safer"]


class Baseline(Record):
    """What people reach on the same test."""

    value: float
    who: Name
    """Experts in the field, people with a search engine ..."""


class Band(Record):
    """Levels that a score suggests, from a value on and up to the next band."""

    at_least: float
    lo: LevelNumber
    hi: LevelNumber


class Benchmark(Item):
    """A published benchmark: which criteria its results speak of, and which way each of its metrics points.

    A result never becomes a rating by itself, and of another metric than these the direction is not known.
    """

    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Tasks as evaluation tools name them, with `*` for any text; `TOOL:TASK` where only that tool means it."""
    criteria: tuple[Id, ...] = ()
    """Criteria of this rubric; none where it only gives context."""
    shows: Literal["capability", "safeguard", "flaw", "context"]
    """`safeguard`: a score of the released model says nothing about the modified one."""
    metrics: dict[Name, Direction] = {}
    """Metric, or `VARIANT/METRIC`, with `*` for any text -> its direction; the first that fits counts."""
    chance: float | None = None
    """What guessing gives, in the metric's unit."""
    baseline: Baseline | None = None
    bands: tuple[Band, ...] = ()
    """Levels that scores suggest, in rising order; only for metrics of which higher is riskier."""
    caution: Text | None = None

    @model_validator(mode="after")
    def _bands_rise(self) -> Benchmark:
        for before, after in pairwise(self.bands):
            if after.at_least <= before.at_least or after.lo < before.lo or after.hi < before.hi:
                raise ValueError("bands rise: each begins above the one before, and suggests no less")
        if any(band.lo > band.hi for band in self.bands):
            raise ValueError("a band's lo is at most its hi")
        return self


class BenchmarksFile(Record):
    """What benchmarks.yaml holds."""

    benchmarks: tuple[Benchmark, ...] = ()
