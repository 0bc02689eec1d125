"""Model files of the Model Openness Tool (MOT): read into the components of the rubric `openness`, and written from them.

Their schema: a `release` with name, producer, licences of the whole and of each kind of work, and the list of components that
are published. A component's licence is its own, else that of its kind of work, else that of the whole; the word
"unlicensed" or an empty text is a licence of its own, namely none. The lists and this order are those of the tool at
github.com/lfai/model_openness_tool, 8b5d30e90a7c; a test holds the outcome against its test files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.importers.licences import Licences, Work
from riskframe.profile import Component, Profile

PARTS: dict[str, tuple[str, Work]] = {
    "model_architecture": ("Model architecture", "code"),
    "data_preprocessing_code": ("Data preprocessing code", "code"),
    "training_code": ("Training code", "code"),
    "inference_code": ("Inference code", "code"),
    "evaluation_code": ("Evaluation code", "code"),
    "supporting_libraries_and_tools": ("Supporting libraries and tools", "code"),
    "model_parameters_final": ("Model parameters (Final)", "data"),
    "model_parameters_intermediate": ("Model parameters (Intermediate)", "data"),
    "datasets": ("Datasets", "data"),
    "evaluation_data": ("Evaluation data", "data"),
    "model_metadata": ("Model metadata", "data"),
    "sample_model_outputs": ("Sample model outputs", "document"),
    "model_card": ("Model card", "document"),
    "data_card": ("Data card", "document"),
    "technical_report": ("Technical report", "document"),
    "research_paper": ("Research paper", "document"),
    "evaluation_results": ("Evaluation results", "document"),
}
"""Id in the rubric `openness` -> the tool's name, letter by letter, and its kind of work; in the tool's order."""

MODALITIES = {"language": "text", "code": "code", "vision": "image", "image": "image", "audio": "audio",
              "video": "video", "3d": "3d"}  # fmt: skip
"""The tool's word for a model's type -> what goes in or comes out; `multimodal` and `other` do not say it."""

UNLICENSED = "unlicensed"
NOT_STATED = "not stated"
_BY_NAME = {name: part for part, (name, _) in PARTS.items()}
_CARRIED = {"name", "version", "type", "producer", "license", "components", "repository", "huggingface"}
_OF_COMPONENT = {"name", "description", "license", "license_path", "component_path"}
_LEVELS = ("code", "data", "document", "distribution")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """What a model file says, in our words. An absent component is one that the file does not list."""

    name: str
    version: str | None
    developer: str
    modalities: tuple[str, ...]
    """Empty where the file does not say what goes in and comes out."""
    url: str | None
    licence: str | None
    """Of the whole distribution."""
    components: dict[str, Component]
    notes: tuple[Problem, ...]
    """W471: what the file says and a profile does not hold. W472: a licence that the list does not know."""

    def profile(self, day: date) -> dict[str, Any]:
        """The content of a profile that the rubric `openness` can assess. `day` is that of the assessment."""
        model = {"name": self.name, "version": self.version, "developer": self.developer,
                 "modalities": list(self.modalities), "url": self.url}  # fmt: skip
        release = {
            "components": {part: _said(found) for part, found in self.components.items()},
            "licence": self.licence,
        }
        return {
            "riskframe": 1,
            "model": {key: value for key, value in model.items() if value is not None},
            "assessment": {"date": day.isoformat()},
            "release": {key: value for key, value in release.items() if value is not None},
        }


def _said(component: Component) -> dict[str, str]:
    return component.model_dump(mode="json", exclude_none=True)


def is_model_file(data: object) -> bool:
    """Whether a document looks like a model file of the tool."""
    return isinstance(data, Mapping) and isinstance(data.get("release"), Mapping) and "framework" in data


# --- reading ---------------------------------------------------------------------------------------------------------


def read_mof(data: object, licences: Licences) -> ModelFile:
    """A parsed model file in our words; pure, so the same document always gives the same answer.

    Raises InvalidProblems (E471, E472) with every fault: no release, no name, a component without a name, values of the
    wrong kind. Unknown components and keys are no faults; they are told in `notes`, as nothing is dropped silently.
    """
    reading = _Reading(licences)
    found = reading.file(data)
    if found is None or reading.faults:
        raise InvalidProblems(reading.faults)
    return found


class _Reading:
    """One document on its way; collects faults and notes with their key paths."""

    def __init__(self, licences: Licences) -> None:
        self.licences = licences
        self.faults: list[Problem] = []
        self.notes: list[Problem] = []

    def file(self, data: object) -> ModelFile | None:
        if not isinstance(data, Mapping) or not isinstance(data.get("release"), Mapping):
            self.faults.append(
                Problem("E471", (), "this is no model file of the Model Openness Tool: it has no release")
            )
            return None
        release = data["release"]
        name = self.text(release, ("release", "name"))
        if name is None:
            self.faults.append(Problem("E471", ("release", "name"), "the release has no name"))
        developer = self.text(release, ("release", "producer"))
        if developer is None:
            self.note(
                ("release", "producer"), f'the file names no producer; the developer is written as "{NOT_STATED}"'
            )
        kind = self.text(release, ("release", "type"))
        if kind is None or kind not in MODALITIES:
            said = f'the type "{kind}" does not say' if kind else "the file does not say"
            self.note(("release", "type"), f"{said} what goes in and comes out; fill in the modalities")
        places = {key: self.text(release, ("release", key)) for key in ("huggingface", "repository")}
        url = places["huggingface"] or places["repository"]
        if places["huggingface"] and places["repository"]:
            self.note(("release", "repository"), "a profile has one address, and the one at Hugging Face is taken")
        self.left_over(release, ("release",), _CARRIED)
        shared = self.shared(release)
        return ModelFile(
            name=name or "", version=self.text(release, ("release", "version")), developer=developer or NOT_STATED,
            modalities=(MODALITIES[kind],) if kind in MODALITIES else (), url=url, licence=shared.get("distribution"),
            components=self.components(release, shared), notes=tuple(self.notes),
        )  # fmt: skip

    def shared(self, release: Mapping[str, Any]) -> dict[str, str]:
        """The licences of the whole and of each kind of work; those without a name do not count."""
        given = release.get("license")
        if given is None or given == []:
            return {}
        if not isinstance(given, Mapping):
            self.faults.append(Problem("E472", ("release", "license"), "the licences of a release are a mapping"))
            return {}
        self.left_over(given, ("release", "license"), set(_LEVELS))
        found = {}
        for level in _LEVELS:
            entry, path = given.get(level), ("release", "license", level)
            if entry is None:
                continue
            if not isinstance(entry, Mapping):
                self.faults.append(Problem("E472", path, "a licence of the release is a mapping with a name"))
                continue
            name = self.text(entry, (*path, "name"))
            if name is not None:
                found[level] = name
            if self.text(entry, (*path, "path")):
                self.note((*path, "path"), "a profile has no place for the address of the release's licence")
        return found

    def components(self, release: Mapping[str, Any], shared: Mapping[str, str]) -> dict[str, Component]:
        given = release.get("components")
        if given is None:
            given = []
        if not isinstance(given, list):
            self.faults.append(Problem("E472", ("release", "components"), "the components are a list"))
            return {}
        found: dict[str, Component] = {}
        for i, entry in enumerate(given):
            path: KeyPath = ("release", "components", i)
            name = self.text(entry, (*path, "name")) if isinstance(entry, Mapping) else None
            if name is None:
                self.faults.append(Problem("E472", path, "a component is a mapping with a name"))
                continue
            if name not in _BY_NAME:
                text = f'"{name}" is none of the seventeen components and is left out'
                self.notes.append(Problem("W471", (*path, "name"), text, tuple(_BY_NAME), severity="warning"))
                continue
            if _BY_NAME[name] in found:
                self.note((*path, "name"), f'"{name}" is listed twice; the last entry counts, as in the tool')
            found[_BY_NAME[name]] = self.component(entry, path, _BY_NAME[name], shared)
        return {part: found[part] for part in PARTS if part in found}

    def component(
        self, entry: Mapping[str, Any], path: KeyPath, part: str, shared: Mapping[str, str]
    ) -> Component:  # fmt: skip
        work = PARTS[part][1]
        self.left_over(entry, path, _OF_COMPONENT)
        own = self.text(entry, (*path, "license"))
        if entry.get("license") is None:
            licence = shared.get(work) or shared.get("distribution")
        else:
            licence = own
        if licence == UNLICENSED:
            licence = None
        kind = self.licences.kind(licence, work)
        if kind == "restricted" and own is not None:
            message = f'"{licence}" is not on the list of open licences, so "{PARTS[part][0]}" does not count as open'
            self.notes.append(
                Problem("W472", (*path, "license"), message, hint=self.meant(own), severity="warning")
            )  # fmt: skip
        note = _places(self.text(entry, (*path, "component_path")), self.text(entry, (*path, "license_path")))
        return Component(status="open", licence=licence, licence_kind=kind, note=note)

    def meant(self, licence: str) -> str | None:
        """The licence that a name may stand for. It is only said: what it is called decides what it counts as."""
        import difflib

        known = {name.lower(): name for name in self.licences.open}
        close = difflib.get_close_matches(licence.lower().replace(" ", "-"), known, 1, 0.85)
        return f'did you mean "{known[close[0]]}"?' if close else None

    def text(self, holder: Mapping[str, Any], path: KeyPath) -> str | None:
        """The text under the last key; None where it is absent, empty or null. A number stands for its digits."""
        value = holder.get(str(path[-1]))
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            self.faults.append(Problem("E472", path, f'"{path[-1]}" is one line of text'))
            return None
        text = "" if value is None else str(value).strip()
        if len(text) > 200 and path[-1] in ("name", "version", "license", "producer"):
            self.faults.append(Problem("E472", path, f'"{path[-1]}" is longer than 200 characters'))
            return None
        return text or None

    def left_over(self, holder: Mapping[str, Any], path: KeyPath, known: set[str]) -> None:
        for key, value in holder.items():
            if str(key) not in known and value not in (None, "", [], {}):
                self.note((*path, key), f'a profile does not hold "{key}", so it is left out')

    def note(self, path: KeyPath, message: str) -> None:
        self.notes.append(Problem("W471", path, message, severity="warning", at="key"))


# Both ways of an address: what `_places` writes into a component's note, `_addresses` finds there again.
_AT, _LICENCE_AT = "Published at ", "Licence text at "


def _places(component: str | None, licence: str | None) -> str | None:
    parts = [f"{word}{place}" for word, place in ((_AT, component), (_LICENCE_AT, licence)) if place]
    return "; ".join(parts) or None


def _addresses(note: str | None) -> dict[str, str]:
    found = {}
    for part in (note or "").split("; "):
        for word, key in ((_AT, "component_path"), (_LICENCE_AT, "license_path")):
            if part.startswith(word):
                found[key] = part.removeprefix(word)
    return found


# --- writing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A model file in the tool's words, and what of the profile it cannot say (W473)."""

    data: dict[str, Any]
    notes: tuple[Problem, ...]


def write_mof(profile: Profile, licences: Licences) -> Written:
    """The model file of a profile: every component that is published, each with the licence it is published under.

    A component whose licence has no name cannot be said to be open there and is
    written as unlicensed: the file never claims more than the profile. What differs when the file is read back is told.
    """
    notes: list[Problem] = []
    listed = []
    for part, (name, _) in PARTS.items():
        given = profile.release.components.get(part)
        component = Component(status=given) if isinstance(given, str) else given
        if component is not None and component.status == "open":
            entry = {"name": name, "license": component.licence or UNLICENSED, **_addresses(component.note)}
            listed.append(entry)
            notes += _component_notes(part, component, licences)
        elif component is not None and component.status in ("gated", "hosted"):
            message = f'"{part}" is {component.status}, and the tool lists only what is published'
            notes.append(_lost(part, message))
    for part in profile.release.components:
        if part not in PARTS:
            notes.append(_lost(part, f'"{part}" is none of the seventeen components'))
    kinds = {v: k for k, v in reversed(MODALITIES.items())}
    model = profile.model
    several = len(model.modalities) > 1
    licence = profile.release.licence
    release = {
        "name": model.name,
        "version": model.version or "",
        "date": profile.assessment.date.isoformat(),
        "license": {"distribution": {"name": licence, "path": ""}} if licence else {},
        "type": "multimodal" if several else next((kinds[m] for m in model.modalities if m in kinds), ""),
        "architecture": "",
        "origin": model.base_model or "",
        "producer": model.developer,
        "contact": "",
        "repository": "" if _at_hugging_face(model.url) else model.url or "",
        "huggingface": (model.url or "") if _at_hugging_face(model.url) else "",
        "components": listed,
    }
    framework = {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"}
    return Written({"framework": framework, "release": release}, tuple(notes))


def _component_notes(part: str, component: Component, licences: Licences) -> Iterator[Problem]:
    kind = licences.kind(component.licence, PARTS[part][1])
    said = component.licence_kind or "none"
    if component.licence is None and said in ("open", "open_wrong_type"):
        yield _lost(part, f'"{part}" has an open licence without a name; it is written as unlicensed')
    elif kind != said and not (component.licence is None and said == "restricted"):
        licence = component.licence or "no licence"
        yield _lost(part, f'the profile calls the licence of "{part}" {said}; the list has {licence} as {kind}')


def _lost(part: str, message: str) -> Problem:
    return Problem("W473", ("release", "components", part), message, severity="warning")


def _at_hugging_face(url: str | None) -> bool:
    return url is not None and url.removeprefix("https://").removeprefix("http://").startswith("huggingface.co/")
