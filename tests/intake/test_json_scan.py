from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.intake.json_scan import members, top_keys
from riskframe.intake.records import Refused

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(min_size=1), VALUES, max_size=6), st.sampled_from([None, 1]), st.booleans())
def test_each_member_is_what_json_reads(document: dict[str, Any], indent: int | None, plain: bool) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=plain).encode("utf-8", "surrogatepass")
    try:
        text.decode()
    except UnicodeDecodeError:
        return
    assert top_keys(text) == tuple(document)
    for key, value in document.items():
        assert members(text, [key]) == {key: value}


@given(st.dictionaries(st.text(min_size=1), VALUES, min_size=1, max_size=4), st.data())
def test_the_keys_of_a_cut_text_are_a_beginning_of_the_keys(document: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(document).encode()
    cut = data.draw(st.integers(0, len(text)))
    keys = top_keys(text[:cut])
    assert keys == tuple(document)[: len(keys)]


@pytest.mark.parametrize(
    "text", [b"", b"[1]", b"x", b"{", b'{"a": 1', b'{"a": "', b'{"a": 1} {"a": 2}', b'{"a": 1, "a": 2}']
)
def test_what_is_no_complete_object_is_refused(text: bytes) -> None:
    with pytest.raises(Refused):
        members(text, ["a"])


def test_members_that_nobody_asks_for_are_not_read() -> None:
    assert members(b'{"bad": [1, 2 3, nope], "good": {"x": NaN}}', ["good"])["good"]["x"] != 0
