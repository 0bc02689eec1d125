"""Where a refused row is at fault: by key path, since nobody finds column 3188; by line and column where no key can be named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def good(seger: Rubric) -> str:
    return next(iter(profiles(seger, 1, seed=2)))


def field_of(rubric: Rubric, line: str, folder: Path) -> tuple[str, str]:
    path = folder / "models.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    assess_portfolio(read_portfolio(str(path)), Settings(rubric, Run(folder / "out")), one_by_one)
    (refused,) = map(json.loads, (folder / "out" / "refused" / "part-00000.jsonl").read_text("utf-8").splitlines())
    return refused["code"], refused["field"]


CHANGES: dict[str, tuple[Change, str, str]] = {
    "a value": (lambda raw: raw["assessment"].update(valid_months="six"), "E303", "assessment.valid_months"),
    "deep inside": (
        lambda raw: raw.update(capabilities={"cyber_offence": {"as_modified": {"level": [], "evidence": []}}}),
        "E303", "capabilities.cyber_offence.as_modified.level",
    ),
    "in a list": (lambda raw: raw["evidence"].append({**raw["evidence"][0], "voice": "hearsay"}), "E304", "evidence.1.voice"),
    "a missing key": (lambda raw: raw["model"].pop("developer"), "E302", "model.developer"),
    "an unknown key": (lambda raw: raw.update(modle={}), "E301", "modle"),
    "a very long key": (lambda raw: raw.update({"k" * 5_000: 1}), "E301", "k" * 59 + "…"),
    "what the rubric does not know": (lambda raw: raw.update(facts={"no_such": True}), "E421", "facts.no_such"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_key_path_where_there_is_one(name: str, seger: Rubric, good: str, tmp_path: Path) -> None:
    change, code, field = CHANGES[name]
    raw = json.loads(good)
    raw["evidence"] = raw.get("evidence") or []
    change(raw)
    assert field_of(seger, json.dumps(raw), tmp_path) == (code, field)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('{"riskframe": 1, "model": }', "line 1, column 27"),
        ("[]", "line 1, column 1"),
    ],
)
def test_line_and_column_where_the_text_is_at_fault(line: str, field: str, seger: Rubric, tmp_path: Path) -> None:
    assert field_of(seger, line, tmp_path)[1] == field


def test_a_key_that_stands_twice(seger: Rubric, good: str, tmp_path: Path) -> None:
    twice = good.replace("{", '{"riskframe":1,', 1)
    assert field_of(seger, twice, tmp_path)[1] == "line 1, column 16"
