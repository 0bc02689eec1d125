"""Gauges read one way, their bands rise with it, none claims the mildest level alone, and benchmarks.yaml agrees (E491)."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import pairwise

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Gauge
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

CODE = "E491"


def gauge_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of the gauges of indicators.yaml."""
    taken: dict[tuple[str, str], str] = {}
    for i, entry in enumerate(rubric.gauges):
        where: KeyPath = ("indicators", "gauges", i)
        for task in entry.tasks:
            for metric in entry.metrics:
                other = taken.setdefault((task.lower(), metric.lower()), entry.id)
                if other != entry.id:
                    message = f'"{task}" with "{metric}" is listed under {other} already'
                    yield Problem(CODE, (*where, "tasks"), message)
        if entry.unit == "proportion":
            numbers = [
                (("chance",), entry.chance),
                *((("reached", j), b.value) for j, b in enumerate(entry.reached)),
            ]
            numbers += [(("suggests", "bands", j), b.above) for j, b in enumerate(entry.suggests.bands)]
            for at, value in numbers:
                if value is not None and not 0 <= value <= 1:
                    yield Problem(CODE, (*where, *at), f"{value:g} is no proportion")
        yield from _suggestion(rubric, entry, where)
        yield from _beside_benchmarks(rubric, entry, where)


def _beside_benchmarks(rubric: Rubric, entry: Gauge, where: KeyPath) -> Iterator[Problem]:
    """What benchmarks.yaml says of the same tasks: `import` shows it beside what the gauge suggests."""
    for benchmark in rubric.folder.benchmarks.benchmarks:
        names = [name.lower() for name in benchmark.names if ":" not in name]  # with a tool, another task may be meant
        if not any(fnmatchcase(task.lower().replace("*", "-"), name) for task in entry.tasks for name in names):
            continue
        for criterion in entry.criteria:
            if criterion not in benchmark.criteria:
                message = f"benchmark {benchmark.id} of the same task does not speak of {criterion}"
                yield Problem(CODE, (*where, "criteria", entry.criteria.index(criterion)), message)
        for metric in entry.metrics:
            told = next(
                (d for pattern, d in benchmark.metrics.items() if fnmatchcase(metric.lower(), pattern.lower())), None
            )
            if told is not None and told != entry.direction:
                message = f"benchmark {benchmark.id} of the same task says of {metric} that {told}"
                yield Problem(CODE, (*where, "direction"), message)


def _suggestion(rubric: Rubric, entry: Gauge, where: KeyPath) -> Iterator[Problem]:
    at: KeyPath = (*where, "suggests")
    first, *later = entry.suggests.bands
    edges = [band.above for band in later if band.above is not None]
    if first.above is not None or len(edges) < len(later) or any(a >= b for a, b in pairwise(edges)):
        yield Problem(
            CODE, (*at, "bands"), "the first band has no `above`, and each later one a higher one than before"
        )
        return
    for rating in rubric.ratings.values():
        if f"{rating.criterion.group}.{rating.criterion.id}" in entry.criteria:
            yield from _levels(entry, rating, at)


def _levels(entry: Gauge, rating: RatingPath, at: KeyPath) -> Iterator[Problem]:
    rises = (entry.direction == "higher_is_riskier") is (rating.polarity is Polarity.RISK)
    before = None
    for j, band in enumerate(entry.suggests.bands):
        place: KeyPath = (*at, "bands", j)
        if band.lo > band.hi or band.hi > rating.top:
            yield Problem(CODE, place, f"{band.lo} to {band.hi} is no interval of levels 1 to {rating.top}")
        if rating.polarity is Polarity.RISK and band.hi < min(2, rating.top):
            yield Problem(CODE, place, "no gauge shows the mildest level alone: hi is at least 2")
        if rating.polarity is Polarity.PROTECTIVE and band.lo > rating.top - 1:
            yield Problem(CODE, place, f"no gauge shows the mildest level alone: lo is at most {rating.top - 1}")
        if before is not None:
            lower, upper = (before, band) if rises else (band, before)
            if lower.lo > upper.lo or lower.hi > upper.hi:
                yield Problem(CODE, place, f"its levels run against the direction {entry.direction}")
        before = band
