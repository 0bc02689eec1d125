"""HELM: the folder of one run. stats.json holds the numbers, run_spec.json beside it what was run.

Format: https://crfm-helm.readthedocs.io. `count` of a statistic is the number of training trials and not of instances;
these are in the statistic `num_instances`. Statistics under a perturbation (robustness, fairness) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, LIKELY, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, label, looks_broken, mapping, number

_STATS, _SPEC = "stats.json", "run_spec.json"
_NOT_METRICS = (
    "num_", "inference_", "training_", "finish_reason_", "batch_size", "prompt_truncated", "logprob", "perplexity",
    "bits_per_byte", "max_prob",
)  # fmt: skip
"""Beginnings of statistics that are bookkeeping of the run."""

_SHARES = (
    "exact_match", "quasi_exact_match", "prefix_exact_match", "quasi_prefix_exact_match", "bbq_accuracy",
)  # fmt: skip
_SCORES = ("harm_bench_", "sst_", "xst_", "art_", "safety_", "air_")
"""Judged scores from 0 to 1."""


class _Helm:
    name = "helm"
    title = "HELM runs"

    def recognise(self, file: InputFile) -> float:
        keys = set(file.keys)
        if {"scenario_spec", "adapter_spec"} <= keys or {"adapter_spec", "request_states"} <= keys:
            return CERTAIN
        if {"name", "description", "tags", "definition_path"} <= keys:
            return LIKELY
        head = file.head[:4096].lstrip()
        if not head.startswith(b"["):
            return NO
        if b'"name"' in head and b'"split"' in head and b'"count"' in head:
            return CERTAIN
        if b'"instance_id"' in head and b'"train_trial_index"' in head:
            return CERTAIN
        return CERTAIN if b'"title"' in head and b'"header"' in head else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        keys = set(file.keys)
        if "request_states" in keys:
            raise Refused(
                "it holds prompts and answers, which are not taken over", f"import the {_STATS} of the same run"
            )
        if "scenario_spec" in keys or "definition_path" in keys:
            if file.beside(_STATS) is None:
                raise Refused(f"it says what was run, and the numbers are in {_STATS}, which is not beside it")
            yield Remark(kind="note", about=file.name, reason=f"read along with {_STATS}")
            return
        head = file.head[:4096]
        if b'"instance_id"' in head:
            raise Refused("it holds one row for each instance", f"import the {_STATS} of the same run")
        if b'"header"' in head and b'"title"' in head:
            raise Refused(
                "it is a table of many models, so it does not say which numbers are this model's",
                f"import the run folders of the model ({_SPEC} and {_STATS})",
            )
        yield from _stats(file)


def _stats(file: InputFile) -> Iterator[Item]:
    document = file.json()
    beside = file.beside(_SPEC)
    if beside is None:
        raise Refused(
            f"{_SPEC} is not beside it, and without it nobody knows what was run", "keep a run's files together"
        )
    spec = mapping(beside.json())
    stats = [s for s in document if isinstance(s, dict)] if isinstance(document, list) else []
    run = _Run(spec, stats)
    if run.task is None:
        raise Refused(f"{_SPEC} beside it has no name")
    yield Remark(kind="missing", about="date", reason="HELM writes none into these files")
    perturbed = sum("perturbation" in mapping(s.get("name")) for s in stats)
    if perturbed:
        reason = f"{perturbed} statistics under a perturbation are left out"
        yield Remark(kind="note", about="perturbation", reason=reason)
    for i, stat in enumerate(stats):
        found = run.measurement(stat, i)
        if found is not None:
            yield found


class _Run:
    def __init__(self, spec: Mapping[str, Any], stats: list[dict[str, Any]]) -> None:
        adapter = mapping(spec.get("adapter_spec"))
        task, _, arguments = (label(spec.get("name")) or "").partition(":")
        self.task = task or None
        told = [part for part in arguments.split(",") if part and not part.startswith(("model=", "method="))]
        self.variant = ",".join(told)
        self.model = label(adapter.get("model"))
        self.most = count(adapter.get("max_eval_instances"))
        self.instances: dict[object, int] = {}
        for stat in stats:
            name = mapping(stat.get("name"))
            n = count(number(stat.get("mean")))
            if name.get("name") == "num_instances" and "perturbation" not in name and n is not None:
                self.instances[name.get("split")] = n

    def measurement(self, stat: Mapping[str, Any], place: int) -> Measurement | None:
        name = mapping(stat.get("name"))
        metric, split = label(name.get("name")), label(name.get("split"))
        if metric is None or "perturbation" in name or metric.startswith(_NOT_METRICS):
            return None
        value = number(stat.get("mean"))
        n = self.instances.get(name.get("split"))
        share = metric.partition("@")[0] in _SHARES
        scaled = (share or metric.startswith(_SCORES)) and (value is None or 0 <= value <= 1)
        cautions: list[Caution] = ["direction_unknown", "model_unbound", "version_unknown"]
        cautions += looks_broken(value if scaled else None, None, n, 0.0, 1.0)
        cautions += ["not_finite"] if value is None else []
        cautions += [] if scaled else ["unit_unknown"]
        cautions += ["limited_run"] if self.most is not None and sum(self.instances.values()) >= self.most else []
        cautions += ["mock_model"] if (self.model or "").startswith("simple/") else []
        told = [self.variant, split or "", label(name.get("sub_split")) or ""]
        result = Result(
            task=self.task,
            metric=metric,
            metric_kind="exact_match" if share and scaled else None,
            variant=label(", ".join(part for part in told if part)),
            value=value,
            unit="proportion" if scaled else None,
            minimum=0.0 if scaled else None,
            maximum=1.0 if scaled else None,
            samples_completed=n,
        )
        return Measurement(
            tool=Tool(name="helm"),
            result=result,
            locator=f"[{place}] {metric}",
            model=MeasuredModel(name=self.model) if self.model else None,
            cautions=tuple(dict.fromkeys(cautions)),
        )


IMPORTER = _Helm()
