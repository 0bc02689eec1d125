"""Which gauge of a rubric a result belongs to: by the names of its task and of its metric, both."""

from __future__ import annotations

import re

from riskframe.evidence import Result
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Gauge

_PREFIX = re.compile(r"^(inspect_evals/|leaderboard[_|]|helm[_|]|.*::)")
_SUFFIX = re.compile(r"(_generative|_\d+_?shot|\|\d+)$")


def gauge_of(rubric: Rubric, result: Result) -> Gauge | None:
    """The first entry that lists the result's task and metric; None where the rubric knows no such pair."""
    metric = metric_name(result.metric)
    for entry in rubric.gauges:
        if metric in map(metric_name, entry.metrics) and _runs(entry, result.task or ""):
            return entry
    return None


def plain_task(task: str) -> str:
    """A task's name without what tools put around it: `leaderboard_mmlu_pro` and `inspect_evals/mmlu_pro` are mmlu_pro."""
    name, before = task.strip().lower(), None
    while name != before:
        before = name
        name = _SUFFIX.sub("", _PREFIX.sub("", name))
    return name.replace(" ", "_")


def task_names(task: str) -> tuple[str, ...]:
    """What a task may be listed as: its name as the tool wrote it, without what stands around it, and its last part."""
    plain = plain_task(task)
    found = (task.strip().lower(), plain, plain.rpartition("/")[2])
    return tuple(dict.fromkeys(name for name in found if name))


def metric_name(metric: str) -> str:
    """A metric's name without the package that it comes from: `inspect_ai/accuracy` is accuracy."""
    return metric.strip().lower().rpartition("/")[2]


def _runs(entry: Gauge, task: str) -> bool:
    return any(_same(name, listed) for listed in entry.tasks for name in task_names(task))


def _same(name: str, listed: str) -> bool:
    listed = listed.lower()
    return name.startswith(listed[:-1]) if listed.endswith("*") else name == listed
