"""The file of facts: faults at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.bundled import bundled_dir
from riskframe.diagnostics import InvalidInput
from riskframe.loading.jurisdictions_file import read_jurisdictions

TEXT = (bundled_dir("rubrics") / "jurisdictions.yaml").read_text(encoding="utf-8")


def faults(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "laws.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as error:
        read_jurisdictions(path)
    return [f"{d.position.line}:{d.position.column} {d.code}" for d in error.value.diagnostics if d.position]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_digest_is_that_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "same.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(TEXT + "# one more line\n", encoding="utf-8")
    assert read_jurisdictions(tmp_path / "same.yaml").digest == read_jurisdictions().digest
    assert read_jurisdictions(tmp_path / "other.yaml").digest != read_jurisdictions().digest


def test_every_fault_is_told_at_its_line(tmp_path: Path) -> None:
    text = TEXT.replace("kind: law", "kind: laww", 1).replace("    founded: secondary", "    founded: rumour", 1)
    found = faults(text, tmp_path)
    assert [f.partition(" ")[0].split(":")[0] for f in found] == [
        str(line_of(text, "kind: laww")), str(line_of(text, "founded: rumour")),
    ]  # fmt: skip


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    text = TEXT.replace("source: {ref: ny-raise}", "source: {ref: ny-rase}", 1)
    assert faults(text, tmp_path) == [f"{line_of(text, 'source: {ref: ny-rase}')}:19 E412"]


def test_an_address_is_a_web_address(tmp_path: Path) -> None:
    text = TEXT.replace("url: https://code-of-practice.ai", "url: javascript:alert(1)", 1)
    assert len(faults(text, tmp_path)) == 1
