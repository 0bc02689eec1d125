"""SPDX 3 with its AI profile, as JSON-LD; and the look-alike of hf2spdx, whose types have no prefix.

Format: https://spdx.github.io/spdx-spec/v3.0.1/model/AI/. Prose (training, limitations, application) is not read.
`ai_safetyRiskAssessment` uses the words of a general risk assessment of the EU and is no rating of a release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, LIKELY, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Statement, Tool
from riskframe.intake.values import day, label, mapping, number

_LICENCES = ("hasDeclaredLicense", "hasConcludedLicense")
_SAID = ("typeOfModel", "domain", "autonomyType", "useSensitivePersonalInformation", "safetyRiskAssessment")
_PROSE = (
    "informationAboutTraining", "informationAboutApplication", "limitation", "modelExplainability",
    "modelDataPreprocessing", "standardCompliance",
)  # fmt: skip


class _Spdx:
    name = "spdx"
    title = "SPDX 3 AI packages"

    def recognise(self, file: InputFile) -> float:
        keys = set(file.keys)
        if "spdxVersion" in keys:
            return LIKELY
        ours = b"spdx" in file.head[:4096].lower() and "@context" in keys
        return CERTAIN if ours and keys & {"@graph", "element"} else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        if "spdxVersion" in file.keys:
            raise Refused("it is SPDX 2, which has no place for models", "export it as SPDX 3 with the AI profile")
        document = mapping(file.json())
        listed = document.get("@graph", document.get("element"))
        elements = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
        dialect = "@graph" not in document
        if dialect:
            yield Remark(kind="note", about="element", reason="a look-alike of SPDX 3; only what is certain is read")
        packages = [e for e in elements if _type(e) == "AIPackage"]
        if not packages:
            raise Refused("it holds no AI package", "check that the AI profile was switched on")
        graph = _Graph(elements, dialect)
        for i, package in enumerate(packages):
            yield from graph.package(package, f"AIPackage[{i}]", alone=len(packages) == 1)


def _type(element: Mapping[str, Any]) -> str:
    found = element.get("type") or element.get("@type")
    return found.rpartition("_")[2] if isinstance(found, str) else ""


class _Graph:
    def __init__(self, elements: list[dict[str, Any]], dialect: bool) -> None:
        self.by_id = {_id(e): e for e in elements if _id(e)}
        self.relations = [e for e in elements if _type(e) == "Relationship"]
        info = next((e for e in elements if _type(e) == "CreationInfo"), {})
        self.tool = Tool(name="hf2spdx" if dialect else "spdx", version=label(info.get("specVersion")))

    def package(self, package: Mapping[str, Any], where: str, *, alone: bool) -> Iterator[Item]:
        name = label(package.get("name"))
        if name is None:
            yield Remark(kind="refused", about=where, reason="the package has no name")
            return

        def statement(about: str, value: str | tuple[str, ...], key: str) -> Statement:
            told = about if alone else f"package {name}: {about}"
            return Statement(
                tool=self.tool, about=told[:200], value=value, locator=f"{where}.{key}", kind="attestation"
            )

        yield statement("model.name", name, "name")
        version = label(package.get("software_packageVersion")) or label(package.get("packageVersion"))
        if version:
            yield statement("model.version", version, "packageVersion")
        for key in _SAID:
            given = package.get(f"ai_{key}", package.get(key))
            found = tuple(x for x in map(label, given if isinstance(given, list) else [given]) if x)
            if found:
                yield statement(key, found[0] if len(found) == 1 else found, key)
        for kind in _LICENCES:
            for target in self._targets(package, kind):
                yield statement(f"release.licence ({kind})", target, kind)
        for key in _PROSE:
            if package.get(f"ai_{key}", package.get(key)):
                yield Remark(kind="unmapped", about=f"{where}.{key}", reason="prose; read it yourself")
        yield from self._metrics(package, name, where)

    def _targets(self, package: Mapping[str, Any], kind: str) -> Iterator[str]:
        for relation in self.relations:
            if relation.get("from") != _id(package) or relation.get("relationshipType") != kind:
                continue
            given = relation.get("to")
            for target in given if isinstance(given, list) else [given]:
                element = self.by_id.get(target, {}) if isinstance(target, str) else mapping(target)
                stated = element.get("simplelicensing_licenseExpression") or element.get("licenseExpression")
                # A licence's text is long and says what its name says.
                found = label(stated) or label(element.get("name")) or label(str(target).rpartition("/")[2])
                if found:
                    yield found

    def _metrics(self, package: Mapping[str, Any], name: str, where: str) -> Iterator[Item]:
        given = package.get("ai_metric", package.get("metric"))
        for i, entry in enumerate(given if isinstance(given, list) else []):
            metric, value = label(mapping(entry).get("key")), number(mapping(entry).get("value"))
            at = f"{where}.ai_metric[{i}]"
            if metric is None or value is None:
                yield Remark(kind="unmapped", about=at, reason="its value is no number")
                continue
            cautions: tuple[Caution, ...] = ("direction_unknown", "unit_unknown", "model_unbound", "self_reported")
            yield Measurement(
                tool=self.tool,
                result=Result(metric=metric, value=value),
                locator=at,
                date=day(package.get("builtTime") or package.get("releaseTime")),
                model=MeasuredModel(name=name),
                cautions=cautions,
            )


def _id(element: Mapping[str, Any]) -> str:
    found = element.get("spdxId") or element.get("@id")
    return found if isinstance(found, str) else ""


IMPORTER = _Spdx()
