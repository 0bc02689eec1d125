"""Diagnostics as people read them: place, message, the line with a caret, what is allowed, what to do.

    profile.yaml:6:12: error E304: "hihg" is not one of the allowed values
    6 |     level: hihg
      |            ^^^^
      = allowed: none, low, moderate, substantial
      = did you mean "high"?

Whatever an input holds, the output is safe to print: control characters and text direction marks come out as escapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from riskframe.diagnostics import Diagnostic, Position
from riskframe.loading.quote import short

_WIDTH = 100
"""Cells of a source line that are shown; a longer line is cut around its caret."""
_LEAD = 30
"""Cells kept before the caret when a line is cut."""
_SHOWN_ALLOWED = 40
"""Allowed words listed before the rest is only counted."""
_LONGEST_TEXT = 1000

_RESET = "\x1b[0m"
_STYLES = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "quiet": "\x1b[34m", "strong": "\x1b[1m"}

_ORDINARY = re.compile(r"[\x20-\x7e]*\Z")
_SPECIAL = {"\t": "    ", "\n": "\\n", "\r": "\\r"}
_JOINERS = "\u200c\u200d"
"""Format characters that Persian, Indic scripts and emoji need; they change no direction and hide nothing."""


def render(diagnostics: Iterable[Diagnostic], colour: bool) -> str:
    """All diagnostics, sorted by file, line and column, and a closing count; empty when there are none."""
    ordered = sorted(dict.fromkeys(diagnostics), key=_place)  # files read together may report a fault twice
    if not ordered:
        return ""
    blocks = [_block(diagnostic, colour) for diagnostic in ordered]
    return "\n\n".join([*blocks, summary(ordered)]) + "\n"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`3 errors, 1 warning`, leaving out what there is none of."""
    counts = {"error": 0, "warning": 0}
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count)


def escaped(text: str) -> str:
    """The text with everything that a terminal could obey, hide or reorder written as an escape."""
    return text if _ORDINARY.match(text) else "".join(_shown(character) for character in text)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    at = diagnostic.position
    file, line, column = (at.file, at.line, at.column) if at else ("", 0, 0)
    return file, line, column, diagnostic.code, diagnostic.message


def _block(diagnostic: Diagnostic, colour: bool) -> str:
    at = diagnostic.position
    place = f"{escaped(at.file)}:{at.line}:{at.column}: " if at else ""
    severity = _styled(f"{diagnostic.severity} {diagnostic.code}:", diagnostic.severity, colour)
    lines = [f"{_styled(place, 'strong', colour)}{severity} {escaped(short(diagnostic.message, _LONGEST_TEXT))}"]
    gutter = " " * (len(str(at.line)) if at else 0)
    if at and diagnostic.source_line is not None:
        shown, caret = _excerpt(diagnostic.source_line, at)
        lines.append(f"{_styled(f'{at.line} |', 'quiet', colour)} {shown}".rstrip())
        caret = _styled(caret, diagnostic.severity, colour, lead=True)
        lines.append(f"{_styled(f'{gutter} |', 'quiet', colour)} {caret}")
    mark = _styled(f"{gutter} =", "quiet", colour)
    if diagnostic.allowed:
        lines.append(f"{mark} allowed: {escaped(_listed(diagnostic.allowed))}")
    lines.extend(f"{mark} {escaped(short(hint, _LONGEST_TEXT))}" for hint in (diagnostic.hint or "").splitlines())
    return "\n".join(lines)


def _listed(allowed: tuple[str, ...]) -> str:
    rest = len(allowed) - _SHOWN_ALLOWED
    more = f", and {rest} more" if rest > 0 else ""
    return ", ".join(short(word, 200) or '""' for word in allowed[:_SHOWN_ALLOWED]) + more


def _excerpt(line: str, at: Position) -> tuple[str, str]:
    """The visible part of a line, and below it the carets."""
    first = min(at.column - 1, len(line))
    start = _cut_start(line, first)
    shown, cells_before, caret_cells, used = ("…" if start else ""), (1 if start else 0), 0, (1 if start else 0)
    for index in range(start, len(line)):
        text = _shown(line[index])
        cells = _cells(text)
        if used + cells > _WIDTH:
            shown += "…"
            break
        shown += text
        used += cells
        if index < first:
            cells_before += cells
        elif index < first + at.width:
            caret_cells += cells
    return shown, " " * cells_before + "^" * max(1, caret_cells)


def _cut_start(line: str, first: int) -> int:
    """The first character to show: the line's start, unless the caret would then be out of sight."""
    if len(line) <= _WIDTH and _cells(escaped(line)) <= _WIDTH:
        return 0
    if first <= _WIDTH and _cells(escaped(line[:first])) <= _WIDTH - _LEAD:
        return 0
    start, cells = first, 0
    while start > 0 and cells < _LEAD:
        start -= 1
        cells += _cells(_shown(line[start]))
    return start


def _shown(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _cells(text: str) -> int:
    """How many terminal cells the text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _styled(text: str, style: str, colour: bool, *, lead: bool = False) -> str:
    if not colour or not text:
        return text
    blank = len(text) - len(text.lstrip()) if lead else 0
    return f"{text[:blank]}{_STYLES[style]}{text[blank:]}{_RESET}"
