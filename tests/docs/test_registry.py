"""The registry says of every bundled rubric what its files say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.registry import basis_counts
from riskframe.bundled import bundled_dir
from riskframe.loading.rubric_folder import FILES, load_rubric, rubric_names
from tests.docs.pages import DOCS

PAGE = (DOCS / "reference" / "rubrics.md").read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    parts = re.split(r"^## (\S+)$", PAGE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def documents(folder: Path) -> list[Any]:
    # Lists that stand beside a rubric (licences, benchmarks) are no part of it: no decision reads them.
    files = [*(folder / f"{part}.yaml" for part in FILES), *(folder / "criteria").glob("*.yaml")]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files if path.is_file()]


def sources(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"ref", "basis"} <= set(value) else []
        return own + [found for part in value.values() for found in sources(part)]
    return [found for part in value for found in sources(part)] if isinstance(value, list) else []


def test_every_bundled_rubric_has_its_section() -> None:
    assert list(sections()) == list(rubric_names())


@pytest.mark.parametrize("name", rubric_names())
def test_the_counts_are_those_of_the_files(name: str) -> None:
    found = documents(bundled_dir("rubrics") / name)
    cited = sources(found)
    assert len(cited) > 10
    works = next(d["sources"] for d in found if "sources" in d)
    count = Counter(source["basis"] for source in cited)
    read = sum(works[s["ref"]].get("read") == "text" for s in cited if s["basis"] != "design")
    counted = basis_counts(load_rubric(name))
    assert {basis: counted[basis] for basis in count} == count
    assert counted["verified"] == read
    assert counted["verified"] + counted["unverified"] == len(cited) - count["design"]
    section = sections()[name]
    assert f"{count['paper']} paper, {count['literature']} literature, {count['design']} design." in section
    assert f"{read} cite a work whose text was read" in section


@pytest.mark.parametrize("name", rubric_names())
def test_rules_criteria_digest_and_coverage_are_there(name: str) -> None:
    rubric, section = load_rubric(name), sections()[name]
    assert rubric.digest in section
    assert f"version {rubric.version}." in section
    for rule in rubric.folder.rules.rules:
        assert f"| `{rule.id}` |" in section
    for criterion in rubric.criteria:
        assert f"| `{criterion.group}.{criterion.id}` |" in section
    match = re.search(r"They see (\d+) of (\d+) rules fire and stay quiet, and reach (\d+) of (\d+) outcomes", section)
    assert match is not None
    seen, rules, reached, outcomes = map(int, match.groups())
    assert seen == rules == len(rubric.folder.rules.rules), "full coverage of rules"
    assert reached == outcomes, "full coverage of outcomes"
