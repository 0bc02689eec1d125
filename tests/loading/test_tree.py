"""Documents as data with places: what is read, what is refused, and that everything refused is told at once."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
import yaml

from riskframe.diagnostics import InvalidInput, KeyPath
from riskframe.loading.build import MAX_FAULTS, MAX_VALUES
from riskframe.loading.tree import Source, Tree, parse, parse_leniently


@pytest.fixture(params=["C parser", "Python parser"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with both parsers of PyYAML: they word and place their faults differently."""
    if request.param == "Python parser":
        monkeypatch.delattr(yaml, "CSafeLoader")
    return str(request.param)


def read(text: str, name: str = "f.yaml") -> Tree:
    return parse(Source(name, text))


def faults(text: str, name: str = "f.yaml") -> list[tuple[str, int, int]]:
    with pytest.raises(InvalidInput) as caught:
        read(text, name)
    return [(d.code, d.position.line, d.position.column) for d in caught.value.diagnostics if d.position]


DOCUMENT = """\
model:                 # a comment
  name: Größe 日本
  "quoted key": 'it''s'
  sizes: [1, 2.5, {deep: true}]
  empty:
list:
- first
-   - nested
    - 1e25
12: whole
text: |
  two
  lines
"""


def test_a_document_is_plain_data() -> None:
    assert read(DOCUMENT).data == {
        "model": {
            "name": "Größe 日本",
            "quoted key": "it's",
            "sizes": [1, 2.5, {"deep": True}],
            "empty": None,
        },
        "list": ["first", ["nested", 1e25]],
        12: "whole",
        "text": "two\nlines\n",
    }


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("model",), (1, 1), (1, 1)),
        (("model", "name"), (2, 9), (2, 3)),
        (("model", "quoted key"), (3, 17), (3, 3)),
        (("model", "sizes"), (4, 10), (4, 3)),
        (("model", "sizes", 1), (4, 14), (4, 14)),
        (("model", "sizes", 2, "deep"), (4, 26), (4, 20)),
        (("model", "empty"), (5, 9), (5, 3)),
        (("list", 1, 1), (9, 7), (9, 7)),
        ((12,), (10, 5), (10, 1)),
        (("text",), (11, 7), (11, 1)),
        (("model", "absent"), (1, 1), (1, 1)),
        (("model", "sizes", 9), (4, 3), (4, 3)),
        (("model", "sizes", "x", "y"), (4, 3), (4, 3)),
        (("model", "name", "x"), (2, 3), (2, 3)),
        (("12",), (1, 1), (1, 1)),
    ],
)
def test_every_key_and_value_has_its_place(path: KeyPath, value: tuple[int, int], key: tuple[int, int]) -> None:
    tree = read(DOCUMENT)
    assert (tree.locate(path).line, tree.locate(path).column) == value
    assert (tree.locate(path, "key").line, tree.locate(path, "key").column) == key


def test_widths_cover_keys_and_values() -> None:
    tree = read(DOCUMENT)
    assert tree.locate(("model", "name")).width == 8
    assert tree.locate(("model", "quoted key"), "key").width == 12
    assert tree.locate(("text",)).width == 1
    assert tree.source_line(2) == "  name: Größe 日本"


def test_a_tree_is_asked_by_path() -> None:
    tree = read(DOCUMENT)
    assert tree.get(("model", "sizes", 2, "deep")) is True
    assert tree.written(("list", 1, 1)) == "1e25"
    assert tree.written(("model", "sizes")) is None
    assert tree.is_item(("list", 0))
    assert not tree.is_item((12,))
    assert not tree.is_item(())
    for path in (
        ("absent",),
        ("list", "x"),
        ("list", -1),
        ("list", 7),
        ("model", "name", 0),
        ("model", "name", "x", "y"),
    ):
        with pytest.raises(KeyError):
            tree.get(path)


@pytest.mark.parametrize("text", ["a: 1\na: 2\na: 3\n", "{a: 1,\na: 2,\na: 3}", '{"a": 1,\n"a": 2,\n"a": 3}'])
def test_every_duplicate_is_refused_and_names_the_first(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    assert [(d.code, d.position and d.position.line, d.hint) for d in caught.value.diagnostics] == [
        ("E211", 2, "it is first used in line 1; keep one of the two"),
        ("E211", 3, "it is first used in line 1; keep one of the two"),
    ]


def test_numbers_that_are_equal_are_one_key() -> None:
    assert faults("1: a\n0x1: b\n") == [("E211", 2, 1)]
    assert read('1: a\n"1": b\n').data == {1: "a", "1": "b"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("true: 1", [("E212", 1, 1)]),
        ("~: 1", [("E212", 1, 1)]),
        (": 1", [("E203", 1, 1)]),
        ("{: 1}", [("E201", 1, 2)]),
        ("?\n: 1", [("E212", 1, 2)]),
        ("1.5: 1", [("E212", 1, 1)]),
        (".inf: 1", [("E212", 1, 1)]),
        ("[a]: 1", [("E212", 1, 1)]),
        ("? {a: {b: c}}\n: {d: 1, d: 2}", [("E212", 1, 3), ("E211", 2, 10)]),
        ("? [a, [b]]\n: [c]\ne: &x 1", [("E212", 1, 3), ("E213", 3, 4)]),
        ("a: &x 1\nb: *x", [("E213", 1, 4), ("E213", 2, 4)]),
        ("&x a: 1", [("E213", 1, 1)]),
        ("a: &x [1]", [("E213", 1, 4)]),
        ("a: &x 1\n*x : 2", [("E213", 1, 4), ("E213", 2, 1)]),
        ("a: {<<: {b: 1}}", [("E214", 1, 5)]),
        ("a: !!int 3", [("E215", 1, 4)]),
        ("a: !mine {b: 1}", [("E215", 1, 4)]),
        ("a: !<tag:x> [1]", [("E215", 1, 4)]),
        ("!k a: 1", [("E215", 1, 1)]),
        ("a: !=1", [("E215", 1, 4)]),
        ("a: 1\n---\nb: 2\n---\nc: 3", [("E216", 2, 1)]),
        ("a: .inf\nb: [-.INF, .nan, 1e999]", [("E219", 1, 4), ("E219", 2, 5), ("E219", 2, 12), ("E219", 2, 18)]),
        ('a: "\\e[31m"\n"\\0": 1', [("E207", 1, 4), ("E207", 2, 1)]),
    ],
)
def test_what_is_refused_is_told_all_at_once(text: str, found: list[tuple[str, int, int]]) -> None:
    assert faults(text) == found


def test_harmless_forms_are_read() -> None:
    assert read('%YAML 1.2\n---\na: !!str 12\n"<<": 1\n? b\n: 2\nc: ! 3\n...\n').data == {
        "a": "12",
        "<<": 1,
        "b": 2,
        "c": "3",
    }
    assert read("- a\n- 'no'\n- no\n").data == ["a", "no", "no"]
    assert read("just text").data == "just text"


def test_a_fault_leaves_the_rest_readable() -> None:
    tree = parse_leniently(Source("f", "a: &x 1\nb: *x\nc: [1, .inf]\nd: {<<: *x, e: 2}\n"))
    assert tree.data == {"a": 1, "b": None, "c": [1, None], "d": {"e": 2}}
    assert {("b",), ("c", 1), ("d", "\x00")} <= tree.unread
    assert [fault.code for fault in tree.faults] == ["E213", "E213", "E219", "E214", "E213"]


@pytest.mark.parametrize("text", ["# only a comment", "---", "--- ~", "null", "---\n# x\n..."])
def test_a_file_without_data_is_empty(text: str) -> None:
    assert faults(text) == [("E108", 1, 1)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[\n", "? ", "{? ", '{"a":'])
def test_bottomless_nesting_is_refused_quickly(opening: str) -> None:
    """100,000 levels: neither a crash of the C parser's caller nor a RecursionError, nor a long wait."""
    started = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        read(opening * 100_000)
    assert caught.value.diagnostics[-1].code == "E217"
    assert time.process_time() - started < 20


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_sixty_four_levels_are_read(brackets: str) -> None:
    opening, closing = ("[", "]") if brackets == "[]" else ('{"a":', "}")
    assert read(opening * 63 + brackets + closing * 63).data
    assert faults(opening * 64 + brackets + closing * 64)[0][0] == "E217"


def test_too_many_values_are_refused() -> None:
    assert faults("[" + "1," * MAX_VALUES + "1]")[-1][0] == "E218"


def test_an_anchor_bomb_cannot_go_off() -> None:
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert {code for code, *_ in faults("l0: &l0 [boom]\n" + layers)} == {"E213"}


def test_faults_end_with_a_word() -> None:
    found = faults("".join(f"k{n}: *x\n" for n in range(MAX_FAULTS + 50)))
    assert len(found) == MAX_FAULTS + 1
    assert found[-1][0] == "E220"


def test_many_faults_on_one_long_line_share_it() -> None:
    """A hundred copies of an 8 MB line would be 0.8 GB."""
    with pytest.raises(InvalidInput) as caught:
        read("[" + ".nan, " * 90 + "x" * 1_000_000 + "]")
    assert len({id(diagnostic.source_line) for diagnostic in caught.value.diagnostics}) == 1


def test_pydantic_is_not_needed_for_reading() -> None:
    code = "import sys, riskframe.loading.tree; sys.exit('pydantic' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
