"""Diagnostics as text: the exact form, and nothing of the input that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from riskframe.diagnostics import Diagnostic, Position
from riskframe.loading.render import escaped, render, summary


def at(line: int, column: int, width: int = 1, file: str = "f.yaml") -> Position:
    return Position(file, line, column, width)


def shown(diagnostic: Diagnostic) -> list[str]:
    return render([diagnostic], colour=False).splitlines()


def test_the_form() -> None:
    diagnostic = Diagnostic(
        "E304",
        '"hihg" is not one of the allowed values',
        at(6, 12, 4, "profile.yaml"),
        "    level: hihg",
        ("none", "low", "moderate", "substantial"),
        'did you mean "high"?',
    )
    assert render([diagnostic], colour=False) == (
        'profile.yaml:6:12: error E304: "hihg" is not one of the allowed values\n'
        "6 |     level: hihg\n"
        "  |            ^^^^\n"
        "  = allowed: none, low, moderate, substantial\n"
        '  = did you mean "high"?\n'
        "\n"
        "1 error\n"
    )


def test_nothing_to_say() -> None:
    assert render([], colour=True) == ""


def test_sorted_by_file_line_and_column_and_counted_once() -> None:
    diagnostics = [
        Diagnostic("E301", "c", at(10, 1, file="b.yaml")),
        Diagnostic("E301", "b", at(2, 9)),
        Diagnostic("W301", "a", at(2, 3), severity="warning"),
        Diagnostic("E101", "first", None),
        Diagnostic("E301", "b", at(2, 9)),
    ]
    text = render(diagnostics, colour=False)
    assert re.findall(r"(?:error|warning) \w+: (\w+)", text) == ["first", "c", "a", "b"]
    assert text.endswith("\n\n3 errors, 1 warning\n")
    assert summary(diagnostics[2:3]) == "1 warning"


def test_without_a_place_the_message_stands_alone() -> None:
    assert shown(Diagnostic("E101", "there is no file", None, hint="look"))[:2] == [
        "error E101: there is no file",
        " = look",
    ]


def test_colour_is_added_to_the_same_text() -> None:
    diagnostic = Diagnostic("E301", "m", at(3, 2, 2), "abcd", ("x",), "h")
    coloured = render([diagnostic], colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render([diagnostic], colour=False)
    assert coloured.count("\x1b[0m") >= 4


def test_escapes_of_the_input_are_not_obeyed() -> None:
    diagnostic = Diagnostic(
        "E301", "key \x1b[2J\r\n", at(1, 3, 1, "a\x1b]0;x\x07.yaml"), "a\x1b[31mred\u202e", ("\x9b1m",), "\u2028 \u200b"
    )
    text = render([diagnostic], colour=False)
    assert "a\\x1b[31mred\\u202e" in text
    assert "key \\x1b[2J\\r\\n" in text
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def test_the_caret_stands_below_tabs_wide_and_combining_characters() -> None:
    assert shown(Diagnostic("E1", "m", at(1, 3, 2), "\t\tab"))[1:3] == ["1 |         ab", "  |         ^^"]
    assert shown(Diagnostic("E1", "m", at(1, 4, 2), "日本 語x"))[1:3] == ["1 | 日本 語x", "  |      ^^^"]
    assert shown(Diagnostic("E1", "m", at(1, 3, 1), "e\u0301x"))[1:3] == ["1 | e\u0301x", "  |  ^"]
    assert shown(Diagnostic("E1", "m", at(1, 2, 1), "\x1bx"))[1:3] == ["1 | \\x1bx", "  |     ^"]
    assert shown(Diagnostic("E1", "m", at(1, 3, 1), "ab"))[1:3] == ["1 | ab", "  |   ^"]


def test_a_long_line_is_cut_around_its_caret() -> None:
    line = "a" * 500 + "HERE" + "b" * 500
    source, caret = shown(Diagnostic("E1", "m", at(1, 501, 4), line))[1:3]
    assert len(source) < 110
    assert source[caret.index("^") : caret.rindex("^") + 1] == "HERE"
    assert source.startswith("1 | …a")
    assert source.endswith("b…")


def test_long_lists_are_counted() -> None:
    allowed = tuple(f"word{n}" for n in range(50))
    assert shown(Diagnostic("E1", "m", at(1, 1), None, allowed))[1].endswith("word39, and 10 more")


@given(st.text(max_size=300), st.integers(1, 400), st.integers(1, 400), st.booleans())
def test_any_line_can_be_shown(line: str, column: int, width: int, colour: bool) -> None:
    """Two lines, a caret, at most a hundred cells, and no raw control characters."""
    line = line.replace("\n", "").replace("\r", "")
    text = render([Diagnostic("E1", line, at(1, column, width, line), line, (line,), "h")], colour=colour)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = plain.split("\n")
    source, caret = lines[1], lines[2]
    assert source.startswith("1 |")
    assert re.fullmatch(r"  \| *\^+", caret)
    assert len(caret) <= 4 + 102
    assert not [c for c in plain if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]


@given(st.text())
def test_escaping_twice_changes_nothing_more(text: str) -> None:
    assert escaped(escaped(text)) == escaped(text)
