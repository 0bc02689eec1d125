"""Syntax errors in plain words, at their cause; the same for both parsers of PyYAML."""

from __future__ import annotations

import pytest
import yaml

from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Source, parse

CASES = [
    ("a: ]", "E201", 1, 4),
    ("x: {a: 1,, b: 2}", "E201", 1, 10),
    ("a: 1\n...\nb: 2", "E201", 3, 1),
    ("%YAML 2.0\n---\na: 1", "E201", 1, 1),
    ("a:\n\tb: 1", "E202", 2, 1),
    ("a:\n  b: 1\n\tc: 1", "E202", 3, 1),
    ("a:\n  b: 1\n  \tc: 1", "E202", 3, 3),
    ("a:\n  b: 1\n c: 2", "E203", 3, 2),
    ("a\nb: 1", "E203", 2, 1),
    ("x: 1\na\nb: 1", "E203", 2, 1),
    ("a: 1\n  b: 2", "E203", 2, 3),
    ("- a\nb: 1", "E203", 2, 1),
    ("a: 1\n- b", "E203", 2, 1),
    ("x: - a", "E203", 1, 4),
    ("- - - a\n   - b", "E203", 2, 4),
    ('a: "x\nb: 1', "E204", 1, 4),
    ("a: 'x\nb: 1", "E204", 1, 4),
    ("a: [1, 2\nb: 3", "E204", 2, 2),
    ("a: {b: 1\n", "E204", 1, 4),
    ("a: [1\n# the end\n", "E204", 1, 4),
    ("a: b: c", "E205", 1, 5),
    ("a: @x", "E205", 1, 4),
    ("a: `x`", "E205", 1, 4),
    ("a: %x", "E205", 1, 4),
    ("a: **b**", "E205", 1, 4),
    ("a: &", "E205", 1, 4),
    ("x: >= 3", "E205", 1, 4),
    ("x: > 3", "E205", 1, 4),
    ("x: |z\n  a", "E205", 1, 4),
    ('x: "a" b', "E205", 1, 8),
    ('x: "a\\qb"', "E207", 1, 6),
    ('x: "\\xZZ"', "E207", 1, 5),
    ('x: "\\ud800"', "E207", 1, None),
    ('x: "\\UFFFFFFFF"', "E207", 1, 5),
    ("a: !e!x y", "E215", 1, 4),
    ("a: !<x\n", "E215", 1, 4),
    ("a: !%", "E215", 1, 4),
    ("a: !%zz x", "E215", 1, 4),
]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "code", "line", "column"), CASES)
def test_a_syntax_error_is_placed_at_its_cause(
    text: str, code: str, line: int, column: int | None, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, loader))
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.yaml", text))
    found = caught.value.diagnostics[-1]
    assert found.position is not None
    assert (found.code, found.position.line) == (code, line)
    assert column in (None, found.position.column)


def test_what_came_before_a_syntax_error_is_told_too() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.yaml", "a: 1\na: 2\nb: ]\n"))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["E211", "E201"]
