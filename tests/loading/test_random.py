"""Any input gives a tree or an InvalidInput that can be shown; and whatever was written is found again at its place."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from riskframe.diagnostics import Diagnostic, InvalidInput, KeyPath
from riskframe.loading.render import render
from riskframe.loading.source import Source, read_source
from riskframe.loading.tree import Tree, parse, parse_leniently
from riskframe.loading.validate import validate
from riskframe.profile import Profile

PROFILE = """\
riskframe: 1
model: {name: Example, developer: "Example Lab", modalities: [text, image], parameters: 7.0e10}
assessment: {date: 2026-11-01, valid_months: 6}
release: {proposed: open_weights, goals: [external_evaluation], components: {weights: open}}
evidence:
  - id: audit
    title: An audit
    kind: audit
    result: {metric: accuracy, value: 0.5}
capabilities:
  cyber_offence:
    as_released: 2
    as_modified: {lo: 3, best: 3, hi: 4}
    safeguards_off: {by: {anna: 3, ben: unknown}}
    evidence: [audit]
    rationale: >
      Folded
      text.
context:
  availability: {level: 3}
  weight_security: {cyber_offence: {shares: {1: 0.5, 2: 0.5}}}
facts: {a: true, b: {value: no}}
"""
PIECES = [
    *(" ", "\n", "\n  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "!x ", "!!str ", "|", ">", "'", '"', "\\", "?"),
    *("<<: ", "---\n", "...\n", "%YAML 1.1\n", ".inf", "1e999", "null", "true", "~", "0x", "é", "\u2028", "\x85", "😀", "\r", "\r\n"),
    *('"\\ud800"', '"\\0"', "9" * 400, "x" * 2000, "{" * 70, "- " * 70, '{"a": ', "level", "unknown"),
]  # fmt: skip

edits = st.lists(
    st.tuples(st.integers(0, len(PROFILE)), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=6
)


def judge(source_of: Any) -> list[Diagnostic]:
    """Everything the loader says of an input; anything but InvalidInput fails the test."""
    try:
        source = source_of()
        _, found = validate(Profile, parse_leniently(source))
    except InvalidInput as error:
        found = list(error.diagnostics)
        assert found
    for diagnostic in found:
        at = diagnostic.position
        if at is not None and diagnostic.source_line is not None:
            assert 1 <= at.column <= len(diagnostic.source_line) + 1
            assert at.width >= 1
    shown = render(found, colour=False)
    assert shown.count(": error ") + shown.count("error E1") >= (1 if found else 0)
    return found


@given(st.binary(max_size=200))
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbf\xff")
@example(b"\x80\r\n")
def test_random_bytes_are_judged(content: bytes) -> None:
    judge(lambda: read_source("-", stdin=io.BytesIO(content)))


@given(st.text(st.sampled_from("[]{}:,-?&*!|>'\"%@`#~ab1.\n\t \\\r"), max_size=60))
@example("? {")
@example("? [a]: b")
@example("[? a: b]")
@example("{[a]: b}")
def test_random_punctuation_is_judged(text: str) -> None:
    judge(lambda: Source("f.yaml", text or " "))


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_mutated_profiles_are_judged(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, loader))

    @given(edits)
    def mutate(changes: list[tuple[int, int, str]]) -> None:
        text = PROFILE
        for start, length, piece in changes:
            text = text[:start] + piece + text[start + length :]
        judge(lambda: read_source("-", stdin=io.BytesIO(text.encode("utf-8", "surrogatepass"))))

    mutate()


@given(st.data())
def test_any_value_in_any_place_is_judged(data: st.DataObject) -> None:
    """A profile in which one value is replaced by something else is refused without a crash, or valid."""
    document = parse(Source("f.yaml", PROFILE)).data
    path = data.draw(st.sampled_from(list(paths(document))))
    parent = document
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = data.draw(VALUES)
    judge(lambda: Source("f.json", json.dumps(document)))


def test_the_profile_itself_is_valid() -> None:
    assert judge(lambda: Source("f.yaml", PROFILE)) == []


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"), max_size=12)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from(
        ["no", "012", "1e25", "~", "2026-11-01", "<<", "a: b", "#", "- x", "two\nlines", " spaced ", "'", '"']
    )
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | st.integers(-5, 20), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.lists(VALUES, min_size=1, max_size=4) | st.dictionaries(TEXT | st.integers(-5, 20), VALUES, min_size=1)


def paths(value: Any, path: KeyPath = ()) -> Any:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from paths(entry, (*path, key))


def reads_as(tree: Tree, path: KeyPath, key: Any) -> Any:
    """What the characters at a place mean by themselves."""
    at = tree.locate(path, "key" if key is not None else "value")
    line = tree.source_line(at.line)
    return parse(Source("piece.yaml", f"[{line[at.column - 1 : at.column - 1 + at.width]}]")).data[0]


@given(DOCUMENTS, st.booleans(), st.integers(2, 6))
def test_every_yaml_scalar_is_found_at_its_place(value: Any, flow: bool, indent: int) -> None:
    text = yaml.dump(
        value, Dumper=Core, default_flow_style=flow, indent=indent, width=10**9, sort_keys=False, allow_unicode=True
    )
    found_again(value, parse(Source("f.yaml", text)))


@given(DOCUMENTS, st.sampled_from([None, 2, "\t"]))
def test_every_json_scalar_is_found_at_its_place(value: Any, indent: int | str | None) -> None:
    value = json.loads(json.dumps(value))
    found_again(value, parse(Source("f.json", json.dumps(value, indent=indent))))


def found_again(value: Any, tree: Tree) -> None:
    assert repr(tree.data) == repr(value)
    for path in paths(value):
        scalar = tree.get(path)
        if not isinstance(scalar, (dict, list)) and "\n" not in (tree.written(path) or ""):
            assert repr(reads_as(tree, path, None)) == repr(scalar)
        if not tree.is_item(path) and "\n" not in str(path[-1]):
            assert repr(reads_as(tree, path, path[-1])) == repr(path[-1])


class Core(yaml.SafeDumper):
    """Writes all text in double quotation marks: PyYAML itself decides by YAML 1.1 what needs them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Core.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
