"""Inspect AI logs: `.json` and `.eval` (a ZIP, since 2026 with zstd members), finished, failed and cut off.

Format: https://inspect.aisi.org.uk/eval-logs.html. Only the header's members are parsed; samples are passed over unread, so
prompts and transcripts never become values here. A `.eval` whose run was killed has no header and gives no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result, Run
from riskframe.intake.archive import Archive
from riskframe.intake.file import InputFile
from riskframe.intake.json_scan import members
from riskframe.intake.protocol import CERTAIN, LIKELY, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, looks_broken, mapping, not_finite, number

_MEMBERS = ("version", "status", "eval", "results", "error", "invalidated")
_ERRORS = ("stderr", "bootstrap_stderr")
_SPREADS = (*_ERRORS, "std", "var")
_PROPORTIONS = {"accuracy": "accuracy"}
_CLASS = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}(?=\()")
"""The name of an exception at the start of an error's text; what follows may quote a sample."""

_MOST_PARTS = 200_000


class _Inspect:
    name = "inspect"
    title = "Inspect AI logs"

    def recognise(self, file: InputFile) -> float:
        if file.is_zip:
            names = Archive.names(file)
            return CERTAIN if any(n == "header.json" or n.startswith("_journal/") for n in names) else NO
        keys = set(file.keys)
        if {"status", "eval"} <= keys and "version" in keys:
            return CERTAIN
        return LIKELY if _is_manifest(file) else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        if file.is_zip:
            document = _of_archive(file)
        elif _is_manifest(file):
            raise Refused("it is the manifest of an eval set, not a log", "import the logs that it names")
        else:
            document = file.members(*_MEMBERS)
        log = _Log(document)
        if not log.scores:
            raise log.without_results()
        yield from log.remarks()
        for i, score in enumerate(log.scores):
            yield from log.score(mapping(score), f"results.scores[{i}]")


def _is_manifest(file: InputFile) -> bool:
    keys = file.keys
    return bool(keys) and all(key.endswith((".eval", ".json")) for key in keys) and b'"eval"' in file.head


def _of_archive(file: InputFile) -> Mapping[str, Any]:
    with Archive(file, _MOST_PARTS) as archive:
        if "header.json" in archive.parts:
            return members(archive.read("header.json"), _MEMBERS)
        finished = sum(name.startswith("samples/") for name in archive.parts)
    raise Refused(
        f"the run was cut off: {finished} samples were finished and no results were written",
        "finish it with `inspect eval-retry` and import the log that it writes",
    )


class _Log:
    """What all scores of one log share."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.status = label(document.get("status"))
        self.error = document.get("error")
        self.invalidated = document.get("invalidated") is True
        evaluation, results = mapping(document.get("eval")), mapping(document.get("results"))
        self.config = mapping(evaluation.get("config"))
        self.dataset = mapping(evaluation.get("dataset"))
        packages = mapping(evaluation.get("packages"))
        self.tool = Tool(name="inspect_ai", version=label(packages.get("inspect_ai")))
        self.task = label(evaluation.get("task"))
        version = mapping(evaluation.get("metadata")).get("full_task_version", evaluation.get("task_version"))
        self.task_version = label(version)
        model = label(evaluation.get("model"))
        self.model = MeasuredModel(name=model) if model else None
        self.date = day(evaluation.get("created"))
        code = mapping(evaluation.get("revision"))
        self.run = Run(
            id=label(evaluation.get("eval_id")) or label(evaluation.get("run_id")),
            status=self.status,
            revision=label(code.get("commit")),
            dirty=code["dirty"] if isinstance(code.get("dirty"), bool) else None,
        )
        self.planned, self.completed = count(results.get("total_samples")), count(results.get("completed_samples"))
        scores = results.get("scores")
        if scores is None and "metrics" in results:  # before 0.3.20: one scorer
            scores = [{**mapping(results.get("scorer")), "metrics": results["metrics"]}]
        self.scores = scores if isinstance(scores, list) else []

    def without_results(self) -> Refused:
        """Why there is nothing to take, without a word of the error's text: it may quote a sample."""
        if self.status == "success":
            return Refused(
                "its status is success and it has no scores: every sample failed, or nothing was scored",
                "look at the samples' errors in `inspect view`, and score it with `inspect score`",
            )
        text = mapping(self.error).get("message")
        kind = _CLASS.match(text) if isinstance(text, str) else None
        why = f" ({kind.group(0)})" if kind else ""
        reason = f"the run ended with status {self.status or 'unknown'}{why} before any result was worked out"
        return Refused(reason, "finish it with `inspect eval-retry` and import the log that it writes")

    def remarks(self) -> Iterator[Remark]:
        for about, given in (
            ("eval.task", self.task), ("eval.model", self.model), ("eval.created", self.date),
            ("eval.packages.inspect_ai", self.tool.version), ("results.completed_samples", self.completed),
        ):  # fmt: skip
            if given is None:
                yield Remark(kind="missing", about=about, reason="not given")
        if self.status != "success":
            yield Remark(kind="note", about="status", reason=f"the run did not end well: {self.status or 'not given'}")
        if self.invalidated:
            yield Remark(kind="note", about="invalidated", reason="somebody marked samples of this log as not valid")
        epochs = count(self.config.get("epochs"))
        if epochs is not None and epochs > 1:
            counted = "of samples" if self._once is not None else "of runs, which are not independent"
            done = "" if self.completed is None else f", {self.completed:,} runs in all"
            reason = f"each sample was run {epochs} times{done}; the counts given are {counted}"
            yield Remark(kind="note", about="eval.config.epochs", reason=reason)

    def score(self, score: Mapping[str, Any], where: str) -> Iterator[Item]:
        metrics = mapping(score.get("metrics"))
        scorer, reducer = label(score.get("name")) or label(score.get("scorer")), label(score.get("reducer"))
        measured = {key: mapping(value) for key, value in metrics.items() if _bare(key) not in _SPREADS}
        errors = {key: mapping(value).get("value") for key, value in metrics.items() if _bare(key) in _ERRORS}
        error = next(iter(errors.values())) if len(errors) == 1 else None
        main = _main(measured)
        if not measured:
            yield Remark(kind="missing", about=where, reason="it has no metric")
        for key, metric in measured.items():
            spread = error if key in main else None
            yield self._measurement(key, metric, scorer, reducer, spread, score, where)
        for key, value in metrics.items():
            if _bare(key) in _SPREADS and not (key in errors and error is not None and main):
                found = number(mapping(value).get("value"))
                reason = f"a spread of the samples: {found:g}" if found is not None else "a spread that is no number"
                yield Remark(kind="unmapped", about=label(f"{where}.metrics.{key}") or where, reason=reason)

    def _measurement(
        self, key: str, metric: Mapping[str, Any], scorer: str | None, reducer: str | None, error: object,
        score: Mapping[str, Any], where: str,
    ) -> Measurement:  # fmt: skip
        grouped = metric.get("group") == "grouped"
        inner = mapping(mapping(mapping(metric.get("params")).get("metric")))
        name = label(_bare(str(inner.get("name")))) if grouped and inner.get("name") else label(_bare(key))
        name = name or "metric"
        kind = _PROPORTIONS.get(name)
        value, spread = number(metric.get("value")), number(error)
        if kind is not None and value is not None and not 0 <= value <= 1:
            kind = None
        part = grouped and key != "all"
        scored = count(score.get("scored_samples"))
        completed = None if part else scored if scored is not None else self._once or self.completed
        parts = [scorer, f"reducer {reducer}" if reducer else None, label(key) if grouped else None]
        has_error = spread is not None and spread >= 0
        result = Result(
            task=self.task,
            task_version=self.task_version,
            metric=name,
            metric_kind=kind,
            variant=label(", ".join(filter(None, parts))),
            value=value,
            unit="proportion" if kind else None,
            minimum=0.0 if kind else None,
            maximum=1.0 if kind else None,
            uncertainty="standard_error" if has_error else None,
            standard_error=spread if has_error else None,
            samples_planned=None if part else self._planned(completed),
            samples_completed=completed,
            samples_errored=None if part else self._errored(),
        )
        return Measurement(
            tool=self.tool,
            result=result,
            locator=label(f"{where}.metrics.{key}") or where,
            part_of=("all",) if part else (),
            date=self.date,
            model=self.model,
            run=self.run,
            cautions=self._cautions(metric.get("value"), value if kind else None, spread, completed, kind),
        )

    @property
    def _once(self) -> int | None:
        """The number of samples, where the log counts each as often as it was run and all runs were completed."""
        epochs = count(self.config.get("epochs")) or 1
        if self.completed is None or self.completed != self.planned or self.completed % epochs:
            return None
        return self.completed // epochs

    def _planned(self, completed: int | None) -> int | None:
        planned = self._once if self._once is not None else self.planned
        return None if planned is not None and completed is not None and completed > planned else planned

    def _errored(self) -> int | None:
        if self.planned is None or self.completed is None or self.completed > self.planned:
            return None
        return self.planned - self.completed

    def _cautions(
        self, found: object, value: float | None, error: float | None, n: int | None, kind: str | None
    ) -> tuple[Caution, ...]:
        cautions: list[Caution] = ["direction_unknown", "model_unbound"]
        cautions += looks_broken(value, error, n, 0.0, 1.0)
        cautions += ["not_finite"] if not_finite(found) or number(found) is None else []
        cautions += ["unit_unknown"] if kind is None else []
        cautions += ["limited_run"] if self.config.get("limit") is not None else []
        cautions += ["partial_run"] if self.status != "success" or self.invalidated else []
        cautions += ["errored_samples"] if (self._errored() or 0) > 0 else []
        cautions += ["mock_model"] if self.model and str(self.model.name).startswith(("mockllm/", "none/")) else []
        cautions += ["dirty_revision"] if self.run.dirty else []
        cautions += ["version_unknown"] if self.tool.version is None else []
        samples, epochs = count(self.dataset.get("samples")), count(self.config.get("epochs")) or 1
        if samples is not None and self.planned is not None and self.planned > samples * epochs:
            cautions.append("counts_disagree")
        return tuple(dict.fromkeys(cautions))


def _bare(key: str) -> str:
    """A metric's name without its package: `inspect_ai/accuracy` is accuracy."""
    return key.rsplit("/", 1)[-1]


def _main(measured: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Which of the metrics the one standard error belongs to: the mean over all samples."""
    means = {key for key in measured if _bare(key) in ("accuracy", "mean") and measured[key].get("group") != "grouped"}
    if not means:
        means = {key for key in measured if key == "all"}
    return means or (set(measured) if len(measured) == 1 else set())


IMPORTER = _Inspect()
