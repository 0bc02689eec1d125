"""lighteval: results files. Rows are keyed `suite:task|shots` (`suite|task|shots` in older versions).

Format: https://github.com/huggingface/lighteval. Rows named `all` and `..._average` are made from the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result, Run
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import label, looks_broken, mapping, not_finite, number

_SHARES = frozenset({"acc", "acc_norm", "em", "exact_match", "pem", "qem", "pqem"})


class _Lighteval:
    name = "lighteval"
    title = "lighteval results"

    def recognise(self, file: InputFile) -> float:
        return CERTAIN if {"config_general", "results"} <= set(file.keys) else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        document = file.members("config_general", "results", "versions")
        rows = mapping(document.get("results"))
        if not rows:
            raise Refused("its results are empty", "import the results of a finished run")
        config = mapping(document.get("config_general"))
        inner = mapping(config.get("model_config"))
        model = label(config.get("model_name")) or label(inner.get("model_name"))
        commit = label(config.get("lighteval_sha"))
        revision = label(config.get("model_sha")) or label(inner.get("revision"))
        run = _Run(
            MeasuredModel(name=model, revision=None if revision == "main" else revision) if model else None,
            None if commit in (None, "?") else commit,
            config.get("max_samples") is not None,
        )
        for about, given in (("lighteval_sha", run.commit), ("model_name", model)):
            if given is None:
                yield Remark(kind="missing", about=about, reason="not given")
        yield Remark(kind="missing", about="date", reason="the file holds no calendar date")
        for task, row in rows.items():
            name = label(task)
            if name is None or not isinstance(row, dict):
                yield Remark(kind="refused", about="results", reason="a row is no row of metrics")
                continue
            yield from run.row(name, row)


class _Run:
    def __init__(self, model: MeasuredModel | None, commit: str | None, limited: bool) -> None:
        self.model, self.commit, self.limited = model, commit, limited

    def row(self, task: str, row: Mapping[str, Any]) -> Iterator[Item]:
        aggregate = task == "all" or "_average" in task
        plain, _, shots = task.rpartition("|")
        for key, given in row.items():
            metric = label(key)
            if metric is None or key.endswith("_stderr"):
                continue
            value, error = number(given), number(row.get(f"{key}_stderr"))
            if value is None and not not_finite(given):
                yield Remark(kind="unmapped", about=f"results.{task}"[:200], reason="an entry is no number")
                continue
            share = metric in _SHARES and value is not None and 0 <= value <= 1
            cautions: list[Caution] = ["direction_unknown", "model_unbound"]
            cautions += looks_broken(value if share else None, error, None, 0.0, 1.0)
            cautions += ["not_finite"] if value is None else []
            cautions += [] if share else ["unit_unknown"]
            cautions += ["limited_run"] if self.limited else []
            cautions += ["aggregate"] if aggregate else []
            cautions += ["version_unknown"] if self.commit is None else []
            has_error = error is not None and error >= 0
            yield Measurement(
                tool=Tool(name="lighteval", version=self.commit[:12] if self.commit else None),
                result=Result(
                    task=(plain or task).replace("|", ":").rpartition(":")[2] if aggregate else _task(plain or task),
                    metric=metric,
                    metric_kind="accuracy" if share else None,
                    variant=f"{shots} shots" if plain and shots.isdigit() else None,
                    aggregate=aggregate or None,
                    value=value,
                    unit="proportion" if share else None,
                    minimum=0.0 if share else None,
                    maximum=1.0 if share else None,
                    uncertainty="standard_error" if has_error else None,
                    standard_error=error if has_error else None,
                ),
                locator=f"results.{task}.{metric}",
                model=self.model,
                run=Run(revision=self.commit) if self.commit else None,
                cautions=tuple(dict.fromkeys(cautions)),
            )


def _task(name: str) -> str:
    """`mmlu:anatomy` is mmlu_anatomy, as other tools write it; a suite in front is cut off."""
    parts = [part for part in name.replace("|", ":").split(":") if part]
    if len(parts) > 1 and parts[0] in (
        "leaderboard",
        "lighteval",
        "helm",
        "harness",
        "original",
        "community",
        "extended",
    ):
        parts = parts[1:]
    return "_".join(parts)


IMPORTER = _Lighteval()
