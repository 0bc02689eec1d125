"""benchmarks.yaml: what results of published benchmarks speak of. Read by `import` alone; no decision needs it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Id, Name, Record, Text
from riskframe.rubric.schema.items import Item

Direction = Literal["higher_is_riskier", "higher_is_safer"]


class Baseline(Record):
    """What people reach on the same test."""

    value: float
    who: Name
    """Experts in the field, people with a search engine ..."""


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
    caution: Text | None = None


class BenchmarksFile(Record):
    """What benchmarks.yaml holds."""

    benchmarks: tuple[Benchmark, ...] = ()
