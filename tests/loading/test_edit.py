"""Edits of a YAML text: the value changes, everything else stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import load_rubric
from riskframe.inquiry.questions import questions
from riskframe.inquiry.starter import starter
from riskframe.loading.edit import CannotEdit, flow, with_item, with_value
from riskframe.loading.tree import Source, parse

TEXT = """\
# head
a: 1   # one
b:
  # inside
  c: unknown
  d: {e: unknown, f: []}
list: []
items:
  - {id: x}
  - {id: y}
flow: [1, 2]
empty: {}
text: |
  two
  lines
last: null
"""


def data(text: str) -> object:
    return parse(Source("", text)).data


def test_a_scalar() -> None:
    made = with_value(TEXT, ("b", "c"), {"lo": 1, "best": 2, "hi": 3})
    assert made == TEXT.replace("c: unknown", "c: {lo: 1, best: 2, hi: 3}")
    assert with_value(TEXT, ("b", "d", "e"), 3) == TEXT.replace("e: unknown", "e: 3")
    assert with_value(TEXT, ("a",), "x") == TEXT.replace("a: 1 ", "a: x ")
    assert with_value(TEXT, ("text",), "one") == TEXT.replace("|\n  two\n  lines\n", "one\n")


def test_a_new_key_stands_before_its_neighbours() -> None:
    assert with_value(TEXT, ("b", "new"), 3) == TEXT.replace("  c: unknown", "  new: 3\n  c: unknown")
    assert with_value(TEXT, ("b", "d", "new"), 3) == TEXT.replace("{e:", "{new: 3, e:")
    assert with_value(TEXT, ("empty", "new"), 3) == TEXT.replace("empty: {}", "empty: {new: 3}")
    assert with_value(TEXT, ("last", "new", "deep"), 3) == TEXT.replace("last: null", "last: {new: {deep: 3}}")
    assert with_value(TEXT, ("top", "below"), 3) == TEXT.replace("a: 1", "top: {below: 3}\na: 1")
    assert data(with_value("a:\n", ("a", "b"), 3)) == {"a": {"b": 3}}


def test_an_item() -> None:
    assert with_item(TEXT, ("list",), {"id": "new"}) == TEXT.replace("list: []", "list:\n  - {id: new}")
    assert with_item(TEXT, ("items",), {"id": "new"}) == TEXT.replace("  - {id: x}", "  - {id: new}\n  - {id: x}")
    assert with_item(TEXT, ("flow",), 0) == TEXT.replace("[1, 2]", "[0, 1, 2]")
    assert with_item(TEXT, ("b", "none"), 1) == TEXT.replace("  c: unknown", "  none: [1]\n  c: unknown")


@pytest.mark.parametrize("path", [("b",), ("items",), ("flow",)])
def test_what_holds_more_is_not_replaced(path: tuple[str, ...]) -> None:
    with pytest.raises(CannotEdit):
        with_value(TEXT, path, 3)


def test_what_cannot_hold_it() -> None:
    with pytest.raises(CannotEdit):
        with_value(TEXT, ("a", "b"), 3)
    with pytest.raises(CannotEdit):
        with_value(TEXT, ("items", "x"), 3)
    with pytest.raises(CannotEdit):
        with_item(TEXT, ("a",), 3)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("pqr"), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(PLAIN)
def test_whatever_is_written_reads_back(value: object) -> None:
    assert data(f"x: {flow(value)}") == {"x": value}
    made = with_value(TEXT, ("b", "c"), value)
    assert data(made) == {**data(TEXT), "b": {"c": value, "d": {"e": "unknown", "f": []}}}  # type: ignore[dict-item]


@given(st.data())
def test_any_answers_in_any_order_keep_the_comments_and_each_other(draw: st.DataObject) -> None:
    rubric = load_rubric(Path(__file__).parents[1] / "cli" / "small")
    text = starter(rubric, date(2026, 1, 31))
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    asked = [q for q in questions(rubric) if q.kind == "rating"]
    given_: dict[tuple[object, ...], object] = {}
    for question in draw.draw(st.permutations(asked)):
        answer = draw.draw(
            st.sampled_from([2, {"lo": 1, "best": 2, "hi": 4, "rationale": "a: b # c"}, {"unknown": True}])
        )
        text = with_value(text, question.place, answer)
        given_[question.place] = answer
    tree = parse(Source("", text))
    assert all(tree.get(place) == answer for place, answer in given_.items())  # type: ignore[arg-type]
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == comments
