"""A section of somebody else's file, between two markers. Every byte outside them stays as it is."""

from __future__ import annotations

import re
from os import PathLike, fspath
from pathlib import Path

from riskframe.diagnostics import Diagnostic, InvalidInput, Position
from riskframe.loading.source import read_source

BEGIN, END = b"<!-- riskframe:begin -->", b"<!-- riskframe:end -->"
_MARKER = re.compile(rb"<!--\s*riskframe:(\S*)\s*-->", re.IGNORECASE)


def with_section(path: str | PathLike[str], section: str) -> tuple[bytes, bytes]:
    """The file as it is, and with the section between its markers; at its end where it has none yet.

    The line ends of the section are those of the file. Writing the same section again changes nothing.
    Raises InvalidInput for a file that is no text (E101 to E107), and for markers that are broken (E153).
    """
    read_source(path)  # says what is wrong with a file that is none, is too large or is no text
    content = Path(path).read_bytes()
    lines = content.splitlines(keepends=True)
    places = _places(fspath(path), lines)
    end_of_line = b"\r\n" if _has_crlf(lines[places[0]] if places else content) else b"\n"
    body = section.rstrip("\n").encode().replace(b"\n", end_of_line) + end_of_line
    if not places:
        gap = b"" if not content else end_of_line if content.endswith((b"\n", b"\r")) else end_of_line * 2
        return content, content + gap + BEGIN + end_of_line + body + END + end_of_line
    begin, end = places
    return content, b"".join((*lines[: begin + 1], body, *lines[end:]))


def _has_crlf(text: bytes) -> bool:
    first = text.find(b"\n")
    return first > 0 and text[first - 1 : first] == b"\r"


def _places(name: str, lines: list[bytes]) -> tuple[int, int] | None:
    """The numbers (from 0) of the lines with the two markers. Raises InvalidInput with every marker that is wrong."""
    found: list[tuple[int, bytes]] = []
    faults: list[Diagnostic] = []

    def fault(place: int, message: str) -> None:
        shown = lines[place].decode("utf-8", "replace").rstrip("\r\n")
        column = len(lines[place]) - len(lines[place].lstrip()) + 1
        hint = f"{BEGIN.decode()} and {END.decode()} stand on lines of their own, each once"
        faults.append(Diagnostic("E153", message, Position(name, place + 1, column), shown[:200], hint=hint))

    for place, line in enumerate(lines):
        for marker in _MARKER.finditer(line):
            if line.strip() == marker[0] and marker[0] in (BEGIN, END):
                found.append((place, marker[0]))
            elif line.strip() == marker[0]:
                fault(place, f'"{marker[0].decode("utf-8", "replace")[:80]}" is no marker')
            else:
                fault(place, "a marker shares its line with something else")
    begins = [place for place, marker in found if marker == BEGIN]
    ends = [place for place, marker in found if marker == END]
    for again in (*begins[1:], *ends[1:]):
        fault(again, "this marker stands twice")
    if begins and not ends:
        fault(begins[0], "nothing ends the section that begins here")
    if ends and not begins:
        fault(ends[0], "nothing begins the section that ends here")
    if begins and ends and ends[0] < begins[0]:
        fault(ends[0], "the section ends before it begins")
    if faults:
        raise InvalidInput(sorted(faults, key=lambda one: one.position.line if one.position else 0))
    return (begins[0], ends[0]) if begins else None
