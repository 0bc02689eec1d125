"""A section in somebody else's file: every byte outside the markers stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.diagnostics import InvalidInput
from riskframe.loading.markers import BEGIN, END, with_section
from riskframe.loading.render import render

SECTION = "## Decision\n\nOne.\n"


def card(folder: Path, content: bytes) -> Path:
    path = folder / "README.md"
    path.write_bytes(content)
    return path


def put(folder: Path, content: bytes, section: str = SECTION) -> bytes:
    before, after = with_section(card(folder, content), section)
    assert before == content
    return after


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (b"", b""),
        (b"---\nlicense: mit\n---\n# Model\n\n", b"\n## After\n"),
        (b"\xef\xbb\xbf# Model\n", b"no line end at the end"),
        (b"# Mod\xc3\xa9l \xf0\x9f\x99\x82\t  \n\n\n", b"  trailing  \n\n\n"),
        (b"mixed\r\nends\n", b"\r\n\n\r\n"),
    ],
)
def test_only_what_stands_between_the_markers_changes(tmp_path: Path, head: bytes, tail: bytes) -> None:
    for old in (b"", b"old\n", b"old\nlines\n\n"):
        made = put(tmp_path, head + BEGIN + b"\n" + old + END + b"\n" + tail)
        assert made == head + BEGIN + b"\n" + SECTION.encode() + END + b"\n" + tail
        assert put(tmp_path, made) == made


def test_the_ends_of_lines_are_those_of_the_file(tmp_path: Path) -> None:
    made = put(tmp_path, b"# Model\r\n" + BEGIN + b"\r\nold\r\n" + END + b"\r\nrest\n")
    assert made == b"# Model\r\n" + BEGIN + b"\r\n## Decision\r\n\r\nOne.\r\n" + END + b"\r\nrest\n"
    assert put(tmp_path, made) == made


@pytest.mark.parametrize(
    ("content", "before"),
    [(b"", b""), (b"# Model\n", b"# Model\n\n"), (b"# Model", b"# Model\n\n"), (b"# Model\r\n", b"# Model\r\n\r\n")],
)
def test_a_card_without_markers_gets_the_section_at_its_end(tmp_path: Path, content: bytes, before: bytes) -> None:
    if not content:
        with pytest.raises(InvalidInput):
            with_section(card(tmp_path, content), SECTION)
        return
    made = put(tmp_path, content)
    end = b"\r\n" if b"\r" in content else b"\n"
    assert made == before + BEGIN + end + SECTION.encode().replace(b"\n", end) + END + end
    assert put(tmp_path, made) == made


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (f"{BEGIN.decode()}\n{BEGIN.decode()}\n{END.decode()}\n", ["2:1: error E153: this marker stands twice"]),
        (f"{BEGIN.decode()}\n{END.decode()}\n\n{END.decode()}\n", ["4:1: error E153: this marker stands twice"]),
        (f"x\n{BEGIN.decode()}\n", ["2:1: error E153: nothing ends the section"]),
        (f"x\n\n{END.decode()}\n", ["3:1: error E153: nothing begins the section"]),
        (f"{END.decode()}\n{BEGIN.decode()}\n", ["1:1: error E153: the section ends before it begins"]),
        (
            f"see {BEGIN.decode()}\n{END.decode()}\n",
            ["1:1: error E153: a marker shares its line", "2:1: error E153: nothing begins"],
        ),
        (
            f"  <!-- riskframe:beginn -->\n{END.decode()}",
            ['1:3: error E153: "<!-- riskframe:beginn -->" is no marker', "2:1"],
        ),
        (f"<!--riskframe:begin-->\n{END.decode()}", ["1:1: error E153", "2:1"]),
    ],
)
def test_broken_markers_are_refused_at_their_lines(tmp_path: Path, text: str, faults: list[str]) -> None:
    path = card(tmp_path, text.encode())
    with pytest.raises(InvalidInput) as refused:
        with_section(path, SECTION)
    said = render(refused.value.diagnostics, colour=False)
    for fault in faults:
        assert f"README.md:{fault}" in said
    assert len(refused.value.diagnostics) == len(faults)
    assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("content", ["# Modèle\n".encode("latin-1"), "# Model\n".encode("utf-16"), b"\x00\x01"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidInput):
        with_section(card(tmp_path, content), SECTION)
