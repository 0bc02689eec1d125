"""What a measurement speaks of: the benchmark of a rubric that it is, its criteria, its direction.

A task is found by name alone, as evaluation tools write it; a metric that the benchmark does not list has no direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from riskframe.intake.records import Measurement
from riskframe.measurement.gauges import plain_task
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema.benchmarks import Benchmark, Direction


@dataclass(frozen=True, slots=True)
class Mapped:
    """A benchmark of a rubric, and which way the measured metric points; None where the rubric does not say."""

    rubric: str
    benchmark: Benchmark
    direction: Direction | None
    domains: tuple[str, ...]


def mapped(measurement: Measurement, rubrics: Sequence[Rubric]) -> Mapped | None:
    """The first benchmark, over the rubrics in their order, that the measurement is one of; None where there is none."""
    for rubric in rubrics:
        for benchmark in rubric.folder.benchmarks.benchmarks:
            if _is(measurement, benchmark):
                return Mapped(rubric.id, benchmark, _direction(measurement, benchmark), _domains(benchmark, rubric))
    return None


def _is(measurement: Measurement, benchmark: Benchmark) -> bool:
    task = measurement.result.task
    if task is None:
        return False
    for pattern in benchmark.names:
        tool, colon, name = pattern.lower().rpartition(":")
        if colon and tool != measurement.tool.name.lower():
            continue
        if fnmatchcase(plain_task(task), name) or fnmatchcase(task.lower(), name):
            return True
    return False


def _direction(measurement: Measurement, benchmark: Benchmark) -> Direction | None:
    metric, variant = measurement.result.metric.lower(), (measurement.result.variant or "").lower()
    for pattern, direction in benchmark.metrics.items():
        wanted = pattern.lower()
        if fnmatchcase(f"{variant}/{metric}" if "/" in wanted else metric, wanted):
            return direction
    return None


def _domains(benchmark: Benchmark, rubric: Rubric) -> tuple[str, ...]:
    """The risk domains of a benchmark's criteria: a capability criterion has the name of its domain."""
    names = dict.fromkeys(path.rpartition(".")[2] for path in benchmark.criteria)
    return tuple(name for name in names if name in rubric.vocabulary.subjects)
