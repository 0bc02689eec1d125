"""lm-evaluation-harness: results files of 0.2 to 0.4.x.

Format: https://github.com/EleutherAI/lm-evaluation-harness (lm_eval/loggers/evaluation_tracker.py writes it). Metric keys are
`acc` and `acc_stderr` up to 0.3, `acc,FILTER` and `acc_stderr,FILTER` since 0.4; other keys of a row are no metrics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result, Run
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, looks_broken, mapping, not_finite, number

_MEMBERS = (
    "results", "groups", "group_subtasks", "versions", "n-samples", "config", "date", "git_hash", "lm_eval_version",
    "model_name", "higher_is_better",
)  # fmt: skip
_NO_METRIC = {"alias", "name", "sample_len", "sample_count", "samples"}
_PROPORTIONS = {"acc": "accuracy", "acc_norm": "accuracy", "exact_match": "exact_match"}
"""The harness's own metrics that are shares of samples -> their kind."""

_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class _LmEval:
    name = "lm_eval"
    title = "lm-evaluation-harness results"

    def recognise(self, file: InputFile) -> float:
        if _is_samples(file):
            return CERTAIN
        keys = set(file.keys)
        if "results" not in keys or "config_general" in keys:
            return NO
        return CERTAIN if "versions" in keys and keys & {"config", "configs"} else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        if _is_samples(file):
            raise Refused(
                "it holds single samples with their prompts and answers, which are not taken over",
                "import the results_*.json of the same run",
            )
        document = file.members(*_MEMBERS)
        rows = {**mapping(document.get("groups")), **mapping(document.get("results"))}
        if not rows:
            raise Refused("its results are empty", "import the results of a finished run")
        run = _Run(document)
        yield from run.missing()
        for task, row in rows.items():
            where = "results" if task in mapping(document.get("results")) else "groups"
            yield from run.row(task, row, f"{where}.{label(task) or '?'}")


def _is_samples(file: InputFile) -> bool:
    first = mapping(file.first_line)
    return {"doc_id", "doc", "resps"} <= set(first)


@dataclass(frozen=True)
class _Pair:
    """A metric's value with its error, as the row holds them."""

    key: str
    """As the row has it, shortened."""
    metric: str
    variant: str | None
    value: object
    error: object


class _Run:
    """What all rows of one file share."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        config = mapping(document.get("config"))
        self.tool = Tool(name="lm_eval", version=label(document.get("lm_eval_version")))
        self.date = day(document.get("date"))
        self.limit = config.get("limit")
        self.mock = config.get("model") == "dummy"
        self.model = _model(document.get("model_name"), config)
        self.revision = label(document.get("git_hash"))
        self.samples = mapping(document.get("n-samples"))
        self.versions = mapping(document.get("versions"))
        self.groups = _groups(mapping(document.get("group_subtasks")))
        self.group_rows = set(mapping(document.get("groups")))
        self.better = mapping(document.get("higher_is_better"))

    def missing(self) -> Iterator[Remark]:
        for about, given in (
            ("lm_eval_version", self.tool.version), ("date", self.date), ("model_name", self.model),
            ("n-samples", self.samples),
        ):  # fmt: skip
            if not given:
                yield Remark(kind="missing", about=about, reason="not given")
        if self.better:
            reason = "says which way is better at a task; that is not the same as safer"
            yield Remark(kind="unmapped", about="higher_is_better", reason=reason)

    def row(self, task: str, row: object, where: str) -> Iterator[Item]:
        name = label(task)
        if name is None or not isinstance(row, dict):
            yield Remark(kind="refused", about=where, reason="it is no row of metrics")
            return
        pairs, rest = _pairs(row)
        for key in rest:
            yield Remark(
                kind="unmapped", about=label(f"{where}.{key}") or where, reason="it is no metric with a number"
            )
        if not pairs and not rest and not set(row) & _NO_METRIC:
            yield Remark(kind="missing", about=where, reason="the row is empty")
        for pair in pairs:
            yield self._measurement(task, name, pair, row, where)

    def _measurement(self, task: str, name: str, pair: _Pair, row: Mapping[str, Any], where: str) -> Measurement:
        value, error = number(pair.value), number(pair.error)
        planned, completed = self._counts(task, row)
        aggregate = task in self.group_rows or task in self.groups.parents
        kind = _PROPORTIONS.get(pair.metric)
        if kind is not None and value is not None and not 0 <= value <= 1:
            kind = None
        cautions: list[Caution] = ["direction_unknown"]
        cautions += looks_broken(value if kind else None, error, completed, 0.0, 1.0)
        cautions += ["not_finite"] if value is None or not_finite(pair.value) else []
        cautions += ["unit_unknown"] if kind is None else []
        cautions += ["limited_run"] if (number(self.limit) or 0) > 0 else []
        cautions += ["mock_model"] if self.mock else []
        cautions += ["aggregate"] if aggregate else []
        cautions += ["version_unknown"] if self.tool.version is None else []
        cautions += ["model_unbound"] if self.model is None or self.model.revision is None else []
        has_error = error is not None and error >= 0
        result = Result(
            task=name,
            task_version=_version(self.versions.get(task)),
            metric=pair.metric,
            metric_kind=kind,
            variant=pair.variant,
            aggregate=aggregate or None,
            value=value,
            unit="proportion" if kind else None,
            minimum=0.0 if kind else None,
            maximum=1.0 if kind else None,
            uncertainty="standard_error" if has_error else None,
            standard_error=error if has_error else None,
            samples_planned=planned,
            samples_completed=completed,
        )
        return Measurement(
            tool=self.tool,
            result=result,
            locator=f'{where}["{pair.key}"]',
            part_of=tuple(filter(None, map(label, self.groups.above(task)))),
            date=self.date,
            model=self.model,
            run=Run(revision=self.revision) if self.revision else None,
            cautions=tuple(cautions),
        )

    def _counts(self, task: str, row: Mapping[str, Any]) -> tuple[int | None, int | None]:
        given = mapping(self.samples.get(task))
        planned, completed = count(given.get("original")), count(given.get("effective"))
        if completed is None:
            completed = count(row.get("sample_len"))
        if planned is not None and completed is not None and planned < completed:
            planned = None
        return planned, completed


@dataclass(frozen=True)
class _Groups:
    parents: Mapping[str, tuple[str, ...]]
    """Group -> what it is made from."""

    def above(self, task: str) -> tuple[str, ...]:
        """Every group that counts the task in, sorted."""
        found: set[str] = set()
        todo = [task]
        while todo:
            below = todo.pop()
            more = {group for group, inside in self.parents.items() if below in inside} - found
            found |= more
            todo += more
        return tuple(sorted(found - {task}))


def _groups(given: Mapping[str, Any]) -> _Groups:
    return _Groups({
        group: tuple(part for part in inside if isinstance(part, str))
        for group, inside in given.items()
        if isinstance(inside, list) and inside
    })  # fmt: skip


def _pairs(row: Mapping[str, Any]) -> tuple[list[_Pair], list[str]]:
    """The metrics of a row, and the keys that are neither metrics nor known to be something else."""
    pairs, rest = [], []
    for key, value in row.items():
        if key in _NO_METRIC:
            continue
        metric, comma, variant = key.partition(",")
        if metric.endswith("_stderr"):
            base = metric.removesuffix("_stderr") + comma + variant
            if base not in row:
                rest.append(key)
            continue
        shown, kept = label(metric), label(variant)
        if shown is None or (number(value) is None and not not_finite(value)) or isinstance(value, dict | list):
            rest.append(key)
            continue
        error = row.get(f"{metric}_stderr{comma}{variant}")
        pairs.append(_Pair(label(key) or shown, shown, None if kept in (None, "none") else kept, value, error))
    return pairs, rest


def _version(value: object) -> str | None:
    found = label(value)
    return None if found in (None, "N/A", "Yaml") else found


def _model(name: object, config: Mapping[str, Any]) -> MeasuredModel | None:
    """The model as named; arguments may hold anything, keys of services included, so only known ones are looked at."""
    arguments = config.get("model_args")
    if isinstance(arguments, str):
        arguments = dict(part.split("=", 1) for part in arguments.split(",") if "=" in part)
    given = mapping(arguments)
    shown = label(name) or label(given.get("pretrained")) or label(given.get("model")) or label(given.get("path"))
    digest = config.get("model_sha")
    revision = digest if isinstance(digest, str) and _SHA.fullmatch(digest) else label(given.get("revision"))
    if revision is None and config.get("model_revision") != "main":
        revision = label(config.get("model_revision"))
    return MeasuredModel(name=shown, revision=revision) if shown or revision else None


IMPORTER = _LmEval()
