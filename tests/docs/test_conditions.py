"""The page on conditions says what the reader accepts and what the engine does."""

from __future__ import annotations

import re
from typing import Any

import pytest

from riskframe.engine.resolved import resolve_ratings
from riskframe.engine.truths import Facts
from riskframe.loading.rubric_folder import load_rubric
from riskframe.profile import Profile
from riskframe.rubric.condition_reader import _WHERE, _Parser, parse_condition
from riskframe.rubric.conditions import Condition, Literal, RatingCompare
from riskframe.rubric.resolve import Rubric
from riskframe.scales import READINGS, Reading
from tests.docs.pages import DOCS

PAGE = (DOCS / "reference" / "conditions.md").read_text(encoding="utf-8")
SILENT = Profile.model_validate({
    "riskframe": 1, "model": {"name": "m", "developer": "d", "modalities": ["text"]}, "assessment": {"date": "2026-01-01"},
})  # fmt: skip
"""A profile that says nothing."""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric("seger-2023")


def rows(heading: str) -> list[list[str]]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ][2:]


def test_every_form_has_its_row(rubric: Rubric) -> None:
    forms = {re.match(r"`(\w+):", row[0])[1] for row in rows("Forms")}  # type: ignore[index]
    assert forms == set(_Parser(rubric.vocabulary, [], None).forms)


def test_every_collection_has_its_fields() -> None:
    listed = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[1])) for row in rows("Collections")}
    assert listed == _WHERE


RATING = {"at_least": {"capability.cyber_offence.as_modified": 3}}
UNKNOWN_RATING = {"unknown": "capability.cyber_offence.as_modified"}
FACT = {"is": {"facts.update_channel": True}}
UNKNOWN_FACT = {"unknown": "facts.update_channel"}
EVIDENCE = {"any_of": {"over": "evidence", "where": {"kind": "audit"}}}
SAFEGUARDS = {"any_of": {"over": "safeguards", "where": {"kind": "refusal_training"}}}
COMPONENTS = {"all_of": {"over": "components", "in": ["weights"], "where": {"status": "open"}}}
ASSESSORS = {"any_of": {"over": "assessors", "where": {"organisation": "nobody"}}}

SAID: dict[str, list[dict[str, Any]]] = {
    "`unknown` of an unknown rating": [UNKNOWN_RATING],
    "`not unknown` of an unknown rating": [{"not": UNKNOWN_RATING}],
    "a comparison with a fact that is not stated": [FACT],
    "`unknown` of a fact that is not stated": [UNKNOWN_FACT],
    "`not unknown` of a fact that is not stated": [{"not": UNKNOWN_FACT}],
    "a count over evidence that finds too little": [EVIDENCE],
    "a count over safeguards that finds too little": [SAFEGUARDS],
    "a count over components of which too little is said": [COMPONENTS],
    "a count over assessors that finds too little": [ASSESSORS],
}


def truth(rubric: Rubric, raw: dict[str, Any], reading: Reading, *, harmful: bool) -> bool:
    problems: list[Any] = []
    found: Condition = parse_condition(raw, (), rubric.vocabulary, problems)
    assert not problems
    assert isinstance(found, Literal)
    facts = Facts(SILENT, rubric, {}, resolve_ratings(SILENT, rubric, {}), {}, {})
    return facts.truth(found, reading, harmful=harmful, state=lambda kind: "durable")


def missing_rows() -> list[tuple[dict[str, Any], list[str]]]:
    found, last = [], ""
    for name, *cells in rows("Missing")[1:]:
        if name == "the same under `not`":
            found.append(({"not": SAID[last][0]}, cells))
        else:
            found.append((SAID[name][0], cells))
            last = name
    return found


@pytest.mark.parametrize(("raw", "cells"), missing_rows(), ids=lambda x: str(x)[:60])
def test_what_missing_means_is_what_the_engine_does(rubric: Rubric, raw: dict[str, Any], cells: list[str]) -> None:
    harmful = {r: truth(rubric, raw, r, harmful=True) for r in READINGS}
    shown = {r: truth(rubric, raw, r, harmful=False) for r in READINGS}
    words = {True: "true", False: "false"}
    assert {words[harmful["conservative"]], words[harmful["central"]]} == {cells[0]}
    assert {words[harmful["optimistic"]], words[harmful["charitable"]]} == {cells[1]}
    if cells[2] == "likewise":
        assert shown == harmful
    else:
        assert {words[value] for value in shown.values()} == {cells[2]}


def test_an_unknown_rating_is_compared_at_the_end_that_the_page_names(rubric: Rubric) -> None:
    assert rows("Missing")[0] == [
        "a comparison with an unknown rating",
        "at the harmful end",
        "at the favourable end",
        "likewise",
    ]
    rating = resolve_ratings(SILENT, rubric, {})["capability.cyber_offence.as_modified"]
    assert [rating.point(r) for r in READINGS] == [5, 5, 1, 1]
    found = parse_condition(RATING, (), rubric.vocabulary, [])
    assert isinstance(found, Literal)
    assert isinstance(found.atom, RatingCompare)
    assert found.atom.levels == {3, 4, 5}
