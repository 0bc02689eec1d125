"""The bytes of one input file as text, or a diagnostic that says why not.

Everything here happens before any parsing: a file that is missing, too large, binary or not UTF-8 is refused without
being read further than needed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal

from riskframe.diagnostics import Diagnostic, InvalidInput, Position

DEFAULT_LIMIT = 8 * 1024 * 1024
"""Bytes accepted for one YAML or JSON file; a rubric is about 0.2 MB."""

STDIN = "<stdin>"

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


@dataclass(frozen=True)
class Source:
    """A named text whose characters can be found again by line and column."""

    name: str
    text: str
    sha256: str | None = field(default=None, compare=False)
    """Of the bytes that were read; None for a text that came from no file."""

    def line(self, number: int) -> str:
        """The line of that number (from 1) without its line break; empty beyond the end of the text."""
        if not 1 <= number <= len(self._starts):
            return ""
        cached = self._lines.get(number)
        if cached is None:
            end = self._starts[number] if number < len(self._starts) else len(self.text)
            cached = self._lines[number] = self.text[self._starts[number - 1] : end].rstrip("\r\n")
        return cached

    def position(self, start: int, end: int) -> Position:
        """The place of the characters `start` to `end`; a span over several lines keeps its first line only.

        An offset behind the last visible character (the end of an unfinished file) is drawn back to it.
        """
        start = min(start, self._visible_length)
        number = bisect_right(self._starts, start)
        column = start - self._starts[number - 1]
        visible = len(self.line(number).rstrip())
        return Position(self.name, number, column + 1, max(1, min(end - start, visible - column)))

    def line_of(self, offset: int) -> int:
        """The number of the line (from 1) that holds the character at `offset`."""
        return self.position(offset, offset).line

    def diagnostic(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        *,
        hint: str | None = None,
        allowed: tuple[str, ...] = (),
        severity: Literal["error", "warning"] = "error",
    ) -> Diagnostic:
        """A diagnostic about the characters `start` to `end` of this text."""
        position = self.position(start, end)
        return Diagnostic(code, message, position, self.line(position.line), allowed, hint, severity)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    @cached_property
    def _lines(self) -> dict[int, str]:
        # Many faults on one very long line must share one string.
        return {}

    @cached_property
    def _visible_length(self) -> int:
        return len(self.text.rstrip())


def read_source(path: str | os.PathLike[str], *, limit: int = DEFAULT_LIMIT, stdin: BinaryIO | None = None) -> Source:
    """The text of a file, or of standard input for `-`.

    `limit` is in bytes; a larger file is refused from its size alone. `stdin` stands in for the process's own.
    Raises InvalidInput with one diagnostic (codes E101 to E108).
    """
    name = os.fspath(path)
    if name == "-":
        return decoded(STDIN, _read_stdin(stdin, limit), limit)
    return decoded(name, _read_regular(name, limit), limit)


def file_sha256(path: str | os.PathLike[str], *, limit: int = DEFAULT_LIMIT) -> str:
    """SHA-256 of a file's bytes, whatever they hold. Raises InvalidInput where it cannot be read (E101 to E105)."""
    return hashlib.sha256(_read_regular(os.fspath(path), limit)).hexdigest()


def _read_stdin(stdin: BinaryIO | None, limit: int) -> bytes:
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise _refused("E103", "standard input is closed, so there is nothing to read")
    try:
        content: bytes = stream.read(limit + 1)
    except OSError as error:
        raise _refused("E103", f"standard input cannot be read: {_reason(error)}") from None
    return content


def _read_regular(name: str, limit: int) -> bytes:
    try:
        _check_kind(name, Path(name).stat(), limit)
        # A FIFO that takes the file's place after the check must not make us wait for a writer.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        with os.fdopen(os.open(name, flags), "rb") as stream:
            return stream.read(limit + 1) or b""
    except InvalidInput:
        raise
    except FileNotFoundError:
        raise _refused("E101", f'there is no file "{name}"', hint=_neighbour(name)) from None
    except NotADirectoryError:
        raise _refused("E101", f'there is no file "{name}": a part of the path is a file, not a folder') from None
    except PermissionError:
        raise _refused(
            "E103", f'"{name}" cannot be read: permission denied', hint="check the file's permissions"
        ) from None
    except (OSError, ValueError) as error:
        raise _refused("E103", f'"{name}" cannot be read: {_reason(error)}') from None


def _check_kind(name: str, status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _refused("E102", f'"{name}" is a folder, not a file', hint="name a file inside it")
    if not stat.S_ISREG(status.st_mode):
        raise _refused(
            "E104",
            f'"{name}" is a device, pipe or socket, not a file',
            hint='to read from a pipe, give "-" as the file',
        )
    if status.st_size > limit:
        raise _too_large(name, limit, _megabytes(status.st_size))


def decoded(name: str, content: bytes, limit: int = DEFAULT_LIMIT) -> Source:
    """Bytes that are at hand already, as the text of a file that holds them. Raises InvalidInput (codes E105 to E108)."""
    if len(content) > limit:
        raise _too_large(name, limit, f"more than {_megabytes(limit)}")
    wide = next((encoding for bom, encoding in _WIDE_BOMS if content.startswith(bom)), None) or _wide_without_bom(
        content
    )
    if wide:
        raise _at_start(name, "E106", f"the file is {wide}, not UTF-8", hint="save it again as UTF-8")
    if b"\x00" in content:
        raise _at_start(name, "E107", "this is a binary file, not text", hint="give the YAML or JSON file instead")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, content, error.start if content[:3] != b"\xef\xbb\xbf" else error.start + 3) from None
    source = Source(name, text, hashlib.sha256(content).hexdigest())
    if (unreadable := _NOT_TEXT.search(text)) is not None:
        start = unreadable.start()
        message = f"the control character U+{ord(text[start]):04X} does not belong in a text file"
        raise InvalidInput([source.diagnostic("E107", message, start, start + 1, hint="delete it")])
    if not text.strip():
        raise _at_start(name, "E108", "the file is empty", hint="")
    return source


def _not_utf8(name: str, content: bytes, offset: int) -> InvalidInput:
    line_start = max(content.rfind(b"\n", 0, offset), content.rfind(b"\r", 0, offset)) + 1
    # CRLF counts once, as in Source.
    before = _LINE_BREAK.findall(content[:line_start].decode("utf-8", "replace"))
    column = len(content[line_start:offset].decode("utf-8", "replace").lstrip("\ufeff"))
    line = re.split(rb"[\r\n]", content[line_start : line_start + 4000], maxsplit=1)[0].decode("utf-8", "replace")
    position = Position(name, len(before) + 1, column + 1)
    message = f"the byte 0x{content[offset]:02X} at offset {offset} is not UTF-8"
    hint = "save the file as UTF-8 (its accents are probably in Latin-1 or Windows-1252)"
    return InvalidInput([Diagnostic("E106", message, position, line.lstrip("\ufeff"), hint=hint)])


def _wide_without_bom(content: bytes) -> str | None:
    """ASCII text saved as UTF-16 without a mark has a zero in every second byte."""
    head = content[:400]
    if len(head) < 4 or len(content) % 2:
        return None
    for first in (0, 1):
        zeros, others = head[first::2], head[1 - first :: 2]
        if zeros.count(0) == len(zeros) and 0 not in others:
            return "UTF-16"
    return None


def _neighbour(name: str) -> str | None:
    """A file beside the missing one whose name is close to it."""
    from riskframe.loading.suggest import did_you_mean

    path = Path(name)
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return f'there is no folder "{path.parent}" either'
    return did_you_mean(path.name, names)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f} MiB" if size >= 104858 else f"{size} bytes"


def _too_large(name: str, limit: int, found: str) -> InvalidInput:
    message = f'"{name}" is too large to be a profile or rubric: {found}, and {_megabytes(limit)} is the limit'
    return _refused("E105", message, hint="cite large evaluation files as evidence instead of pasting them in")


def _at_start(name: str, code: str, message: str, hint: str) -> InvalidInput:
    return InvalidInput([Diagnostic(code, message, Position(name, 1, 1), hint=hint or None)])


def _refused(code: str, message: str, hint: str | None = None) -> InvalidInput:
    return InvalidInput([Diagnostic(code, message, hint=hint)])
