"""`mot read` and `mot write`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

FILES = Path(__file__).resolve().parents[1] / "data" / "mof"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKFRAME_TODAY", "2026-10-01")


def test_a_model_file_becomes_a_profile_that_can_be_assessed(rf: Run, clean: Path) -> None:
    done = rf("mot", "read", FILES / "OLMo-7B.yml", "-o", "model.yaml")
    assert done.code == 0
    assert "wrote model.yaml" in done.err
    assert 'OLMo-7B.yml:8:3: warning W471: a profile does not hold "date"' in done.err
    assert "Class of openness: class i\n" in rf("assess", "model.yaml", "-r", "openness").out


def test_there_and_back(rf: Run, clean: Path) -> None:
    text = rf("mot", "read", FILES / "BLOOM.yml").out
    (clean / "model.yaml").write_text(text, encoding="utf-8")
    written = rf("mot", "write", "model.yaml")
    assert (written.code, written.err) == (0, "")
    again = rf("mot", "read", "-", stdin=written.out).out
    assert again.split("\n", 1)[1] == text.split("\n", 1)[1]


def test_what_is_no_model_file_is_told_at_its_place(rf: Run, clean: Path) -> None:
    (clean / "a.yml").write_text("release:\n  components: Model card\n", encoding="utf-8")
    done = rf("mot", "read", "a.yml")
    assert (done.code, done.out) == (3, "")
    assert "a.yml:1:1: error E471: the release has no name" in done.err
    assert "a.yml:2:15: error E472: the components are a list" in done.err


def test_a_profile_at_fault_is_told(rf: Run, clean: Path) -> None:
    (clean / "model.yaml").write_text("riskframe: 1\n", encoding="utf-8")
    assert rf("mot", "write", "model.yaml").code == 3


def test_nothing_is_written_over_unasked(rf: Run, clean: Path) -> None:
    (clean / "model.yaml").write_text("mine", encoding="utf-8")
    done = rf("mot", "read", FILES / "OLMo-7B.yml", "-o", "model.yaml")
    assert done.code == 2
    assert (clean / "model.yaml").read_text() == "mine"
    assert rf("mot", "read", FILES / "OLMo-7B.yml", "-o", "model.yaml", "--force").code == 0
    assert "OLMo" in (clean / "model.yaml").read_text()
