from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.intake.writing import with_evidence
from riskframe.loading.edit import CannotEdit
from riskframe.loading.tree import Source, parse

NEW: dict[str, Any] = {
    "id": "b", "title": "a: b # c", "date": "2026-01-02", "cautions": ["self_test"], "model": {"name": "x/y"},
    "result": {"metric": "acc", "value": 1e-05, "task_version": "1.10"},
}  # fmt: skip
BEFORE = (
    "", "evidence:\n", "evidence: []\n", "evidence: []   # none yet\n", "evidence: null\n", "evidence: ~\n",
    "evidence:\n  - {id: a}\n", "evidence:\n- id: a\n  title: t   # kept\n", "evidence:\n    -   id: a\n        title: t\n",
    "evidence: [{id: a}]\n", "evidence:\n  - id: a\n    note: |\n      two\n      lines\n",
    "evidence:\n  - id: a\n    note: >-\n      folded\n", "evidence:\n  - id: a\n    note:\n  # commented\n",
    "evidence:\n  - id: a\n    domains: [x,\n      y]\n", "evidence:\n  - id: a\n    title: 'it''s\n      long'\n",
    "evidence:\n  - id: a\n    result: {metric: m, value: 1}   # end\n    # a word on a\n\n",
)  # fmt: skip
AFTER = ("", "\n# what follows\nrelease: {proposed: api}\n", "release:\n  proposed: api   # kept\n")


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_entries_are_added_and_nothing_else_changes(before: str, after: str, newline: str) -> None:
    text = f"# first\nriskframe: 1   # one\n{before}{after}".replace("\n", newline)
    old = parse(Source("", text)).data
    made = with_evidence(text, [NEW, {**NEW, "id": "c"}])
    assert parse(Source("", made)).data == {**old, "evidence": [*(old.get("evidence") or []), NEW, {**NEW, "id": "c"}]}
    # Every line that was there is there, in order; an empty list alone gives way.
    kept = [line.replace(" []", "").replace(" null", "").replace(" ~", "") for line in text.splitlines()]
    lines = iter(line.replace(" []", "") for line in made.splitlines())
    if "evidence: [{" not in text:
        assert all(any(line == found for found in lines) for line in kept)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("evidence", [None, [], [{"id": "a"}]])
def test_a_json_profile_stays_json(indent: int | None, evidence: list[Any] | None) -> None:
    document: dict[str, Any] = {"riskframe": 1} if evidence is None else {"evidence": evidence, "riskframe": 1}
    made = json.loads(with_evidence(json.dumps(document, indent=indent), [NEW]))
    assert made == {**document, "evidence": [*(evidence or []), NEW]}


@pytest.mark.parametrize("text", ["evidence: word\n", "evidence: {a: 1}\n", "[1, 2]\n"])
def test_what_is_no_list_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit):
        with_evidence(text, [NEW])


def test_no_entry_is_no_change() -> None:
    assert with_evidence("evidence: []\n", []) == "evidence: []\n"


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "title", "note"]), st.text(max_size=40), min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_any_text_survives(entries: list[dict[str, str]]) -> None:
    wanted = [dict(entry) for entry in entries]
    try:
        made = with_evidence("riskframe: 1\nevidence:\n  - id: a\n", entries)
    except CannotEdit:
        # Characters that no YAML file may hold; they never get here, because `label` takes them out.
        assert any(not character.isprintable() for entry in entries for text in entry.values() for character in text)
        return
    except ValueError:
        assert any(not character.isprintable() for entry in entries for text in entry.values() for character in text)
        return
    assert parse(Source("", made)).data["evidence"][1:] == wanted
