"""CycloneDX ML-BOM, 1.5 to 1.7 and the draft of 2.0, as JSON.

Format: https://cyclonedx.org/capabilities/mlbom/. Every component of type machine-learning-model is read, wherever it
stands; descriptions and considerations are prose and are not. Values of performance metrics are texts in this format,
and only those that are numbers are measurements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Statement, Tool
from riskframe.intake.values import day, label, mapping, number

_ML = "machine-learning-model"
_MOST, _DEEPEST = 200, 8


class _CycloneDx:
    name = "cyclonedx"
    title = "CycloneDX ML-BOM (JSON)"

    def recognise(self, file: InputFile) -> float:
        keys = set(file.keys)
        if "bomFormat" in keys or ("specFormat" in keys and "specVersion" in keys):
            return CERTAIN
        return CERTAIN if b"http://cyclonedx.org/schema/bom/" in file.head[:2000] else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        if file.head.lstrip().startswith(b"<"):
            raise Refused("CycloneDX as XML is not read", "convert it to JSON: cyclonedx convert")
        document = mapping(file.json())
        version = label(document.get("specVersion")) or "unknown"
        tool = Tool(name="cyclonedx", version=version)
        found = [c for c in _components(document, 0) if c.get("type") == _ML][:_MOST]
        if not found:
            raise Refused("it names no component of type machine-learning-model")
        metadata = mapping(document.get("metadata"))
        date = day(metadata.get("timestamp"))
        names = {label(component.get("name")) for component in found}
        for i, component in enumerate(found):
            # The model itself is told from models that it merely uses only where one name is there.
            yield from _Component(tool, component, f"machine-learning-model[{i}]", len(names) == 1, date).items()


def _components(node: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    main = mapping(node.get("metadata")).get("component")
    for component in (main, *_list(node.get("components"))):
        if isinstance(component, dict):
            yield component
            yield from _components(component, depth + 1)


class _Component:
    def __init__(self, tool: Tool, component: Mapping[str, Any], where: str, alone: bool, date: Any) -> None:
        self.tool, self.component, self.where, self.alone, self.date = tool, component, where, alone, date
        self.name = label(component.get("name"))

    def items(self) -> Iterator[Item]:
        if self.name is None:
            yield Remark(kind="refused", about=self.where, reason="the component has no name")
            return
        yield from self._identity()
        card = mapping(self.component.get("modelCard"))
        if not card:
            yield Remark(kind="missing", about=f"{self.where}.modelCard", reason="there is no model card")
        parameters = mapping(card.get("modelParameters"))
        for key in ("task", "architectureFamily", "modelArchitecture"):
            if found := label(parameters.get(key)):
                yield self._statement(key, found, f"modelCard.modelParameters.{key}")
        for key in ("considerations", "properties"):
            if card.get(key):
                yield Remark(kind="unmapped", about=f"{self.where}.modelCard.{key}", reason="prose; read it yourself")
        for i, metric in enumerate(_list(mapping(card.get("quantitativeAnalysis")).get("performanceMetrics"))):
            at = f"{self.where}.modelCard.quantitativeAnalysis.performanceMetrics[{i}]"
            yield self._metric(mapping(metric), label(parameters.get("task")), at)

    def _identity(self) -> Iterator[Statement]:
        said = self.component
        for key, about in (("name", "model.name"), ("version", "model.version"), ("publisher", "model.developer"),
                           ("purl", "purl")):  # fmt: skip
            if found := label(said.get(key)):
                yield self._statement(about, found, key)
        licences = tuple(dict.fromkeys(_licences(said.get("licenses"))))
        if licences:
            yield self._statement("release.licence", licences[0] if len(licences) == 1 else licences, "licenses")
        for entry in _list(said.get("hashes")):
            digest = label(mapping(entry).get("content"))
            if digest and str(mapping(entry).get("alg")).upper() == "SHA-256":
                yield self._statement("model.weights.sha256", digest.lower(), "hashes")

    def _statement(self, about: str, value: str | tuple[str, ...], key: str) -> Statement:
        told = about if self.alone else f"component {self.name}: {about}"
        return Statement(
            tool=self.tool, about=told[:200], value=value, locator=f"{self.where}.{key}", kind="attestation"
        )

    def _metric(self, given: Mapping[str, Any], task: str | None, at: str) -> Item:
        kind, value = label(given.get("type")), number(given.get("value"))
        if kind is None or value is None:
            return Remark(kind="unmapped", about=at, reason="its value is no number")
        spread = mapping(given.get("confidenceInterval"))
        lower, upper = number(spread.get("lowerBound")), number(spread.get("upperBound"))
        bounded = lower is not None and upper is not None and lower <= upper
        cautions: tuple[Caution, ...] = ("direction_unknown", "unit_unknown", "model_unbound", "self_reported")
        return Measurement(
            tool=self.tool,
            result=Result(
                task=task, metric=kind, variant=label(given.get("slice")), value=value,
                lower=lower if bounded else None, upper=upper if bounded else None,
                uncertainty="confidence_interval" if bounded else None,
            ),
            locator=at,
            date=self.date,
            model=MeasuredModel(name=self.name),
            cautions=cautions,
        )  # fmt: skip


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _licences(given: Any) -> Iterator[str]:
    for entry in _list(given):
        inner = mapping(mapping(entry).get("license"))
        found = label(inner.get("id")) or label(inner.get("name")) or label(mapping(entry).get("expression"))
        if found:
            yield found


IMPORTER = _CycloneDx()
