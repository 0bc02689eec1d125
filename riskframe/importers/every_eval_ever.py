"""Every Eval Ever: the exchange format of evaluation results, versions 0.2 and 0.3.

Format: https://github.com/evaleval/every_eval_ever (eval.schema.json). Of all formats it alone says which way a metric is
better. Better at the task is not safer, so that is kept as a remark and gives no direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, Evaluator, MeasuredModel, Relationship, Result, Run
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, mapping, number

_RELATIONSHIPS: dict[object, Relationship] = {
    "first_party": "first_party", "third_party": "third_party", "collaborative": "collaborative", "other": "other",
}  # fmt: skip
_KNOWN = ("0.2", "0.3")


class _EveryEvalEver:
    name = "every_eval_ever"
    title = "Every Eval Ever"

    def recognise(self, file: InputFile) -> float:
        keys = set(file.keys)
        return CERTAIN if {"schema_version", "evaluation_id"} <= keys and "model_info" in keys else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        document = mapping(file.json())
        version = label(document.get("schema_version")) or "unknown"
        if not version.startswith(_KNOWN):
            yield Remark(kind="note", about="schema_version", reason=f"version {version} is read as 0.3")
        results = document.get("evaluation_results")
        if not isinstance(results, list) or not results:
            raise Refused("it has no evaluation_results", "export it again with the results")
        run = _Run(document)
        yield from run.missing()
        for i, entry in enumerate(results):
            yield from run.result(mapping(entry), f"evaluation_results[{i}]")


class _Run:
    """What all results of one file share."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        library, model = mapping(document.get("eval_library")), mapping(document.get("model_info"))
        source = mapping(document.get("source_metadata"))
        version = label(library.get("version"))
        self.tool = Tool(
            name=label(library.get("name")) or "every_eval_ever", version=None if version == "unknown" else version
        )
        self.model_name = label(model.get("id")) or label(model.get("name"))
        self.date = day(document.get("evaluation_timestamp"))
        relationship = _RELATIONSHIPS.get(source.get("evaluator_relationship"))
        self.evaluator = Evaluator(name=label(source.get("source_organization_name")), relationship=relationship)
        self.id = label(document.get("evaluation_id"))
        self.documented = source.get("source_type") == "documentation"

    def missing(self) -> Iterator[Remark]:
        """What the format asks for and this file does not have."""
        for about, given in (
            ("eval_library.version", self.tool.version),
            ("evaluation_timestamp", self.date),
            ("model_info.id", self.model_name),
            ("source_metadata.evaluator_relationship", self.evaluator.relationship),
        ):
            if given is None:
                yield Remark(kind="missing", about=about, reason="not given")
        if self.documented:
            yield Remark(
                kind="note", about="source_metadata.source_type", reason="taken from documents, not from a run"
            )

    def result(self, entry: Mapping[str, Any], where: str) -> Iterator[Item]:
        config, details = mapping(entry.get("metric_config")), mapping(entry.get("score_details"))
        task = label(entry.get("evaluation_name"))
        if task is None:
            yield Remark(kind="refused", about=where, reason="it has no evaluation_name")
            return
        value = number(details.get("score"))
        cautions: list[Caution] = ["direction_unknown", "model_unbound"]
        if value is None:
            cautions.append("not_finite")
        unit = label(config.get("metric_unit"))
        if unit is None:
            cautions.append("unit_unknown")
        if self.tool.version is None:
            cautions.append("version_unknown")
        if self.evaluator.relationship == "first_party":
            cautions.append("self_reported")
        spread = _spread(mapping(details.get("uncertainty")))
        result = Result(
            task=task,
            metric=label(config.get("metric_name")) or label(config.get("metric_id")) or "score",
            metric_kind=label(config.get("metric_kind")),
            value=value,
            unit=unit,
            minimum=number(config.get("min_score")),
            maximum=number(config.get("max_score")),
            samples_planned=count(mapping(entry.get("source_data")).get("samples_number")),
            **spread,
        )
        yield Measurement(
            tool=self.tool,
            result=result,
            locator=where,
            date=day(entry.get("evaluation_timestamp")) or self.date,
            model=MeasuredModel(name=self.model_name) if self.model_name else None,
            evaluator=self.evaluator if self.evaluator != Evaluator() else None,
            run=Run(id=self.id) if self.id else None,
            elicitation="tools" if _has_tools(entry) else None,
            cautions=tuple(cautions),
        )
        if isinstance(config.get("lower_is_better"), bool):
            better = "lower" if config["lower_is_better"] else "higher"
            yield Remark(kind="unmapped", about=f"{where}.metric_config.lower_is_better",
                         reason=f"{better} is better at the task; that is not the same as safer")  # fmt: skip


def _spread(uncertainty: Mapping[str, Any]) -> dict[str, Any]:
    interval, error = mapping(uncertainty.get("confidence_interval")), mapping(uncertainty.get("standard_error"))
    found: dict[str, Any] = {"samples_completed": count(uncertainty.get("num_samples"))}
    lower, upper = number(interval.get("lower")), number(interval.get("upper"))
    level = number(interval.get("confidence_level"))
    if lower is not None and upper is not None and lower <= upper:
        found |= {"uncertainty": "confidence_interval", "lower": lower, "upper": upper}
        found |= {"confidence_level": level if level is not None and 0 < level < 1 else None}
        found |= {"method": label(interval.get("method"))}
    spread = number(error.get("value"))
    if spread is not None and spread >= 0:
        found |= {"standard_error": spread}
        found.setdefault("uncertainty", "standard_error")
        found.setdefault("method", label(error.get("method")))
    return found


def _has_tools(entry: Mapping[str, Any]) -> bool:
    arguments = mapping(mapping(entry.get("generation_config")).get("generation_args"))
    return bool(mapping(arguments.get("agentic_eval_config")).get("available_tools"))


IMPORTER = _EveryEvalEver()
