"""JSON Schemas: fresh, valid, true to what is read and written, and with the code's own words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from riskframe import assess, load_profile, load_rubric
from riskframe.inquiry.starter import starter
from riskframe.loading.rubric_folder import rubric_names
from riskframe.loading.schema import KINDS, schema_of, schema_text
from riskframe.loading.tree import Source, parse, read_source
from riskframe.report.json import to_json

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "reference" / "schemas"
SMALL = ROOT / "tests" / "cli" / "small"
RUBRICS = [*(ROOT / "rubrics" / name for name in rubric_names()), SMALL]


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind))


def faults(kind: str, data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator(kind).iter_errors(_as_json(data))]


def _as_json(data: Any) -> Any:
    """As a JSON Schema sees it: keys are text."""
    if isinstance(data, dict):
        return {str(key): _as_json(value) for key, value in data.items()}
    return [_as_json(value) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_fresh(kind: str) -> None:
    """RISKFRAME_WRITE_EXPECTED=1 writes it anew."""
    path = COMMITTED / f"{kind}.json"
    if os.environ.get("RISKFRAME_WRITE_EXPECTED") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(kind), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schema_text(kind)


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in COMMITTED.glob("*.json")} == {*KINDS, "gate-statement"}, (
        "the statement's is of no file that is read"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))
    assert schema_of(kind)["title"]
    assert "riskframe." not in schema_text(kind), "no module path of ours"


PROFILES = [
    *sorted((ROOT / "examples").glob("*.yaml")),
    SMALL / "model.yaml",
    *sorted((ROOT / "riskframe/cli/demo").glob("*.yaml")),
]


@pytest.mark.parametrize("path", [p for p in PROFILES if p.name != "history.yaml"], ids=lambda path: path.name)
def test_every_profile_of_ours_is_valid(path: Path) -> None:
    assert faults("profile", parse(read_source(path)).data) == []


@pytest.mark.parametrize("folder", RUBRICS, ids=lambda path: path.name)
def test_every_file_of_a_rubric_is_valid(folder: Path) -> None:
    files = [(path.stem, path) for path in folder.glob("*.yaml") if path.stem in KINDS]
    files += [(part, path) for part in ("criteria", "cases") for path in (folder / part).glob("*.yaml")]
    assert {"rubric", "rules", "cases"} <= {kind for kind, _ in files}
    for kind, path in files:
        if path.name != "model.yaml":
            assert faults(kind, parse(read_source(path)).data) == [], path


@pytest.mark.parametrize("name", rubric_names())
def test_what_init_writes_is_valid(name: str) -> None:
    assert faults("profile", parse(Source("x", starter(load_rubric(name), date(2026, 1, 31)))).data) == []


@pytest.mark.parametrize("analysis", [False, True])
def test_a_result_is_valid(analysis: bool) -> None:
    result = assess(load_profile(SMALL / "model.yaml"), load_rubric(SMALL), analysis=analysis)
    assert faults("result", json.loads(to_json(result))) == []


def test_a_result_with_something_else_in_it_is_not() -> None:
    result = json.loads(to_json(assess(load_profile(SMALL / "model.yaml"), load_rubric(SMALL))))
    assert faults("result", {**result, "schema": 3})
    del result["validity"]
    assert faults("result", result)


SHAPES = ["facet", "interval-key", "top-key", "component-status", "evidence-kind", "evidence-voice", "format-version",
          "interval-as", "level-too-high", "level-zero", "level-yes", "level-with", "model-missing", "developer-missing",
          "modalities", "parameters", "severity-out", "severity-without", "validity", "weights-digest", "evidence-as"]  # fmt: skip


def broken() -> Iterator[Path]:
    for path in sorted((ROOT / "tests" / "invalid").glob("*.yaml")):
        if any(path.name.startswith(name) for name in SHAPES):
            yield path


@pytest.mark.parametrize("path", list(broken()), ids=lambda path: path.name)
def test_an_editor_sees_faults_of_shape(path: Path) -> None:
    """What the loader refuses for its shape, the schema refuses as well."""
    assert faults("profile", parse(read_source(path)).data), path.name


def test_files_of_organisations_and_assessors() -> None:
    change = {"what": "tolerance.unbacked", "to": 5, "owner": "The board", "reason": "Less trust in judgement."}
    base = {"riskframe_organisation": 1, "organisation": "Lab", "rubric": "small"}
    assert faults("organisation", {**base, "tighten": [change]}) == []
    assert faults("organisation", {**base, "loosen": [change]}), "a loosening ends on a day"
    assert faults("organisation", {**base, "loosen": [{**change, "expires": "2026-03-31"}]}) == []
    ratings = {
        "riskframe_ratings": 1,
        "assessor": {"id": "a", "role": "Evaluator"},
        "capabilities": {"bio": {"as_modified": 3}},
    }
    assert faults("ratings", ratings) == []
    assert faults("ratings", {**ratings, "frob": 1})


def test_shorthands_are_accepted() -> None:
    base = {
        "riskframe": 1,
        "model": {"name": "x", "developer": "y", "modalities": []},
        "assessment": {"date": "2026-01-31"},
    }
    for rating in (3, "unknown", "high", {"lo": 1, "best": 2, "hi": 3}, {"by": {"a": 2, "b": {"unknown": True}}}):
        assert faults("profile", {**base, "capabilities": {"bio": {"as_modified": rating}}}) == []
        assert faults("profile", {**base, "context": {"one": rating, "many": {"bio": rating}}}) == []
    assert faults("profile", {**base, "context": {"empty": {}}}) == []
    assert faults("profile", {**base, "facts": {"a": True, "b": 3, "c": "x", "d": {"value": 1.5}}}) == []
    assert (
        faults("profile", {**base, "release": {"components": {"weights": "open", "data": {"status": "gated"}}}}) == []
    )


def test_the_sentence_below_a_field_is_its_description() -> None:
    model = schema_of("profile")["$defs"]["ModelFacts"]["properties"]
    assert model["training_compute_flop"]["description"] == "Floating-point operations used in training."
    assert "authorised" in schema_of("result")["$defs"]["Recommendation"]["description"]


def test_the_condition_language_is_closed_in_the_schema_too() -> None:
    rule = {
        "id": "r", "title": "t", "source": {"ref": "x", "basis": "design"}, "note": "n", "because": "b", "remedy": "r",
        "when": {"all": [{"unknown": "capability.bio.as_modified"}, {"not": {"at_least": {"option": "api"}}}]},
    }  # fmt: skip
    assert faults("rules", {"rules": [rule]}) == []
    wrong: list[dict[str, Any]] = [
        {"frob": 1}, {}, {"all": [], "any": []}, {"any_of": {"over": "files"}}, {"at_least": {"a": 1, "b": 2}},
    ]  # fmt: skip
    for when in wrong:
        assert faults("rules", {"rules": [{**rule, "when": when}]}), when
