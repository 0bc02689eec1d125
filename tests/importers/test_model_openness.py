"""Model files through the frame for importers."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.importers.model_openness import IMPORTER
from riskframe.intake.file import InputFile
from riskframe.intake.reading import take
from riskframe.intake.registry import importers

FILES = sorted((Path(__file__).resolve().parents[1] / "data" / "mof").rglob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:40])
def test_a_model_file_is_recognised_and_read(path: Path) -> None:
    taken = take(InputFile.at(path), importers())
    assert (taken.importer, taken.refusal, taken.measurements) == ("mot", None, ())
    listed = path.read_text(encoding="utf-8").count("description:")
    assert sum(s.about.endswith(".status") and s.value == "open" for s in taken.statements) == listed
    assert {s.about for s in taken.statements} >= {"model.name", "model.developer"}


def test_what_a_file_says_of_one_component() -> None:
    taken = take(InputFile.at(next(p for p in FILES if p.stem == "OLMo-7B")), importers())
    said = {s.about: s.value for s in taken.statements if "research_paper" in s.about}
    assert said == {
        "release.components.research_paper.status": "open",
        "release.components.research_paper.licence": "CC-BY-4.0",
        "release.components.research_paper.licence_kind": "open",
    }
    assert "release.date" in {r.about for r in taken.remarks if r.kind == "unmapped"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("framework: {name: Model Openness Framework}\nrelease: {name: [}\n", "it is no YAML that can be read: "),
        ("framework: {name: Model Openness Framework}\nrelease: {producer: P}\n", "the release has no name"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(text: str, reason: str) -> None:
    taken = take(InputFile.of("a.yml", text.encode()), [IMPORTER])
    assert taken.refusal is not None
    assert taken.refusal.reason.startswith(reason)


def test_other_files_are_left_alone() -> None:
    assert IMPORTER.recognise(InputFile.of("a.json", b'{"results": {}}')) == 0
