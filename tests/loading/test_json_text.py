"""JSON: read wherever YAML is, with the same limits, and explained as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Source, parse

JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('abc é"\\', max_size=3), inner, max_size=4),
    max_leaves=15,
)


@given(st.lists(JSON_VALUES, min_size=1), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_what_python_writes_is_read_back(value: Any, indent: int | str | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    read = parse(Source("f.json", text)).data
    assert json.dumps(read) == json.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "[[]]",
        "[{}, []]",
        '{"a": [], "b": {}}',
        " \t\r\n[ 1 ,\t2 ]\n",
        "[-0, 0.5, 1E5, -1e-5]",
        '["\\u00e9\\n\\/"]',
    ],
)
def test_small_documents(text: str) -> None:
    assert parse(Source("f.json", text)).data == json.loads(text)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("[1, 2", 6, 'the file ends before its last "]"'),
        ('{"a"', 5, 'the file ends before its last "}"'),
        ('{"a": ', 6, 'the file ends before its last "}"'),
        ("[1,]", 3, "the last entry is followed by a comma"),
        ('{"a": 1,}', 8, "the last entry is followed by a comma"),
        ("[1 2]", 4, 'a "," or "]" is missing before this'),
        ('{"a": 1 "b": 2}', 9, 'a "," or "}" is missing before this'),
        ('{"a" 1}', 6, 'a ":" is missing before this'),
        ("{a: 1}", 2, "a key in double quotation marks is due here"),
        ("['a']", 2, "a value is due here"),
        ("[01]", 2, "a value is due here"),
        ("[1.]", 2, "a value is due here"),
        ("[+1]", 2, "a value is due here"),
        ("[True]", 2, "a value is due here"),
        ('{"a": }', 7, "a value is due here"),
        ("[,1]", 2, "a value is due here"),
        ("[1}", 3, 'a "," or "]" is missing before this'),
        ('["a\nb"]', 2, "this quotation mark is never closed"),
        ('["\\q"]', 3, "this is not an escape"),
        ('["\\u12"]', 4, "this is not an escape"),
        ("[1] [2]", 5, "nothing may follow the end of the document"),
        ("[1]]", 4, "nothing may follow the end of the document"),
        ("{} // x", 4, "nothing may follow the end of the document"),
    ],
)
def test_faults_of_a_json_file_are_told_as_json(text: str, column: int, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.json", text))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("E206", f"this is not valid JSON: {message}")
    assert found.position is not None
    assert found.position.column == column


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[NaN]", "E219"),
        ("[-Infinity, 1e999]", "E219"),
        ('["\\ud800"]', "E207"),
        ('["\\u0000"]', "E207"),
        ('{"a": 1, "a": 2}', "E211"),
    ],
)
def test_what_json_allows_and_a_profile_does_not(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.json", text))
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {code}


def test_yaml_that_begins_like_json_is_yaml() -> None:
    assert parse(Source("f.yaml", "{a: 1, b: [no, 0x10]}  # comment\n")).data == {"a": 1, "b": ["no", 16]}
    assert parse(Source("<stdin>", "[a,\n b,\n]\n")).data == ["a", "b"]


def test_json_in_a_yaml_file_may_use_tabs() -> None:
    assert parse(Source("f.yaml", '{\n\t"a":\t"b\tc"\n}')).data == {"a": "b\tc"}


def test_of_two_explanations_the_further_one_is_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.yaml", '{"a": 1, b: [1, 2}'))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["E204"]


def test_a_refusal_that_is_not_about_syntax_is_final() -> None:
    """A JSON file that is nested too deeply is not read a second time as YAML."""
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.yaml", "[" * 70))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["E217"]
