"""Hugging Face model cards: the front matter with its `model-index`, and files of `.eval_results`.

Format: https://huggingface.co/docs/hub/model-cards and /eval-results. What a card says is the publisher's claim. Whether
a number is a fraction or a percentage is not stated anywhere, so the unit stays open. The text below the front matter
is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.diagnostics import InvalidInput
from riskframe.evidence import Caution, Evaluator, MeasuredModel, Result
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import LIKELY, NO, POSSIBLE
from riskframe.intake.records import Item, Measurement, Refused, Remark, Statement, Tool
from riskframe.intake.values import day, label, mapping, not_finite, number
from riskframe.loading.model_card import Card, read_card
from riskframe.loading.tree import Source, parse

_TOOL = Tool(name="model_card")
_STATED = (("license", "release.licence"), ("license_name", "release.licence"), ("base_model", "model.base_model"),
           ("pipeline_tag", "pipeline_tag"), ("datasets", "datasets"), ("library_name", "library_name"))  # fmt: skip
_OF_FOLDER = {"model_type", "weight_map", "transformers_version", "_class_name", "_diffusers_version"}
"""Keys of config.json, of the index of the weights and of their like."""


class _ModelCard:
    name = "model_card"
    title = "Hugging Face model cards and .eval_results"

    def recognise(self, file: InputFile) -> float:
        lines = file.head[:100_000].split(b"\n")
        first = lines[0].strip()
        if first == b"---" and any(line.strip() == b"---" for line in lines[1:]):
            return LIKELY
        if first.startswith(b"- dataset:") and b"value:" in file.head:
            return LIKELY
        if set(file.keys) & _OF_FOLDER:
            return LIKELY
        return POSSIBLE if file.name.lower().endswith(".md") else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        if set(file.keys) & _OF_FOLDER:
            raise Refused(
                "it is a part of a model folder and holds no results", "riskframe init --from FOLDER reads it"
            )
        text = file.text(4_000_000)
        if text.lstrip("\ufeff").startswith("- dataset:"):
            yield from _eval_results(file.name, text)
            return
        card = read_card(file.name, text)
        if not card.there:
            raise Refused("it has no front matter, so there is nothing to read but prose", "enter what it says by hand")
        if card.fault:
            raise Refused(card.fault, "correct the lines between the two ---")
        yield from _statements(card)
        index = card.said.get("model-index")
        if index is not None and not isinstance(index, list):
            yield Remark(kind="refused", about="model-index", reason="it is not a list")
        for i, entry in enumerate(index if isinstance(index, list) else []):
            yield from _model(mapping(entry), f"model-index[{i}]")
        known = {name for name, _ in _STATED} | {"model-index"}
        rest = sorted(key for key in card.said if key not in known and not key.startswith("extra_gated"))
        if rest:
            yield Remark(kind="unmapped", about="front matter", reason=label(", ".join(rest)) or "other keys")


def _statements(card: Card) -> Iterator[Item]:
    own = card.text("license_name")
    for key, about in _STATED:
        found = tuple(name for text in card.texts(key) if (name := label(text)))
        # `license: other` only says that license_name does.
        if not found or (key == "license" and found == ("other",) and own):
            continue
        yield Statement(tool=_TOOL, about=about, value=found[0] if len(found) == 1 else found, locator=key)
    if not card.texts("license"):
        yield Remark(kind="missing", about="license", reason="the front matter names no licence")
    if any(key.startswith("extra_gated") for key in card.said):
        reason = "a sign of gated access; a copy keeps the text without the gate"
        yield Remark(kind="note", about="extra_gated", reason=reason)


def _model(entry: Mapping[str, Any], where: str) -> Iterator[Item]:
    model = label(entry.get("name"))
    results = entry.get("results")
    for i, result in enumerate(results if isinstance(results, list) else []):
        found = mapping(result)
        data, metrics = mapping(found.get("dataset")), found.get("metrics")
        task = label(data.get("name")) or label(data.get("type")) or label(mapping(found.get("task")).get("type"))
        at = f"{where}.results[{i}]"
        if task is None or not isinstance(metrics, list):
            yield Remark(kind="refused", about=at, reason="it has no data set or no metrics")
            continue
        for j, given in enumerate(metrics):
            yield _metric(mapping(given), data, task, model, f"{at}.metrics[{j}]")


def _metric(given: Mapping[str, Any], data: Mapping[str, Any], task: str, model: str | None, where: str) -> Item:
    metric = label(given.get("type")) or label(given.get("name"))
    value = number(given.get("value"))
    if metric is None or (value is None and not not_finite(given.get("value"))):
        return Remark(kind="refused", about=where, reason="it is no metric with a number")
    verified = given.get("verified") is True
    variant = label(", ".join(filter(None, (label(data.get("config")), label(data.get("split"))))))
    return Measurement(
        tool=_TOOL,
        result=Result(task=task, task_version=label(data.get("revision")), metric=metric, variant=variant, value=value),
        locator=where,
        model=MeasuredModel(name=model) if model else None,
        evaluator=None if verified else Evaluator(relationship="first_party"),
        cautions=_cautions(value, claimed=not verified),
    )


def _cautions(value: float | None, *, claimed: bool) -> tuple[Caution, ...]:
    found: list[Caution] = ["direction_unknown", "unit_unknown", "model_unbound", "version_unknown"]
    found += ["not_finite"] if value is None else []
    found += ["self_reported"] if claimed else []
    return tuple(found)


def _eval_results(name: str, text: str) -> Iterator[Item]:
    try:
        entries = parse(Source(name, text)).data
    except InvalidInput as error:
        raise Refused(f"it cannot be read: {label(error.diagnostics[0].message)}") from None
    if not isinstance(entries, list):
        raise Refused("it is not a list of results")
    for i, entry in enumerate(entries):
        found = mapping(entry)
        data, value = mapping(found.get("dataset")), number(found.get("value"))
        task = label(data.get("task_id")) or label(data.get("id"))
        if task is None or value is None:
            yield Remark(kind="refused", about=f"[{i}]", reason="it has no data set or no value")
            continue
        proven = label(found.get("verifyToken")) is not None
        if proven:
            yield Remark(kind="note", about=f"[{i}].verifyToken", reason="there is a token, and it was not checked")
        yield Measurement(
            tool=_TOOL,
            result=Result(task=task, task_version=label(data.get("revision")), metric="score",
                          variant=label(data.get("id")), value=value),
            locator=f"[{i}]",
            date=day(found.get("date")),
            evaluator=Evaluator(name=label(mapping(found.get("source")).get("name"))) if mapping(found.get("source")) else None,
            cautions=_cautions(value, claimed=not proven),
        )  # fmt: skip


IMPORTER = _ModelCard()
