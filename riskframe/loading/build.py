"""Puts a document together from the pieces a reader reports, under the limits that every format shares."""

from __future__ import annotations

import math
import re
from typing import Any

from riskframe.diagnostics import Diagnostic, Key, KeyPath
from riskframe.loading.locate import Mark, Marks
from riskframe.loading.quote import short
from riskframe.loading.scalars import Scalar
from riskframe.loading.source import Source

MAX_DEPTH = 64
"""Mappings and lists inside each other; a rubric needs about ten."""
MAX_VALUES = 200_000
"""Values in one file; a rubric has about ten thousand."""
MAX_FAULTS = 100
"""Faults collected before reading stops."""

# Lone surrogates cannot be written as UTF-8; control characters could steer a terminal that prints a name.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_DROPPED = "\x00"
"""Stands for a key that was refused (no real key can be this): the value under it is read for its own faults only."""


class Stopped(Exception):
    """Reading cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


class _Frame:
    """A mapping or list that is still open."""

    __slots__ = ("as_key", "awaits_value", "data", "inside", "is_map", "key", "key_end", "key_start")

    def __init__(self, data: Any, inside: Any, as_key: bool) -> None:
        self.data = data
        self.inside = inside
        self.is_map = type(data) is dict
        self.as_key = as_key
        self.awaits_value = not self.is_map
        self.key: Key = _DROPPED
        self.key_start = 0
        self.key_end = 0


class Builder:
    """Receives scalars, openings and closings in document order; keys and values of a mapping alternate."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data: Any = None
        self.root: Mark | None = None
        self.faults: list[Diagnostic] = []
        self.unread: set[KeyPath] = set()
        """Paths whose value was refused; a refused key counts as an entry beside its neighbours."""
        self._frames: list[_Frame] = []
        self._top: _Frame | None = None
        self._count = 0

    @property
    def expects_key(self) -> bool:
        """Whether the next piece is the key of a mapping."""
        return self._top is not None and not self._top.awaits_value

    def scalar(self, value: Scalar, start: int, end: int) -> None:
        """A scalar, as a key where one is due."""
        top = self._top
        if top is not None and not top.awaits_value:
            self._key(top, value, start, end)
        elif type(value) is float and not math.isfinite(value):
            written = short(self.source.text[start:end])
            message = (
                f"{written} is not a usable number" if written[-1:].isalpha() else f"the number {written} is too large"
            )
            self.fault("E219", message, start, end, "leave the entry out where nothing is known")
            self.refused_value(start, end)
        else:
            self._attach(value, start, end, None)

    def quoted(self, value: str, start: int, end: int) -> None:
        """A scalar whose escapes may have produced something that is not text."""
        if _UNREADABLE.search(value) is None:
            self.scalar(value, start, end)
            return
        self.fault("E207", "an escape in this text stands for no readable character", start, end, "remove the escape")
        self.refused(start, end)

    def refused(self, start: int, end: int) -> None:
        """A key or value that was refused and keeps only its place."""
        if self.expects_key:
            self.refused_key(start, end)
        else:
            self.refused_value(start, end)

    def refused_value(self, start: int, end: int) -> None:
        """A value that was refused: it counts as nothing, and validation says no more about it."""
        path = self._path()
        if self._top is not None and not self._top.is_map:
            path = (*path[:-1], len(self._top.data))
        self.unread.add(path)
        self._attach(None, start, end, None)

    def refused_key(self, start: int, end: int) -> None:
        """A key that was refused: its value is read for its own faults but not kept."""
        frame = self._frames[-1]
        frame.key, frame.key_start, frame.key_end, frame.awaits_value = _DROPPED, start, end, True
        self.unread.add(self._path())

    def open(self, data: dict[Key, Any] | list[Any], start: int, width: int) -> None:
        """A mapping or list begins; `width` is that of its opening bracket, if it has one."""
        if len(self._frames) >= MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep here"
            raise self.stopped("E217", message, start, start + 1, "check brackets and indentation")
        inside: Marks = {} if type(data) is dict else []
        as_key = self.expects_key
        if as_key:
            kind = "mapping" if type(data) is dict else "list"
            self.fault("E212", f"a {kind} cannot be a key", start, start + width, "keys are text; put text in quotes")
        else:
            self._attach(data, start, start + width, inside)
        self._top = _Frame(data, inside, as_key)
        self._frames.append(self._top)

    def close(self) -> None:
        """The innermost mapping or list ends."""
        frame = self._frames.pop()
        self._top = self._frames[-1] if self._frames else None
        if frame.as_key:
            self.refused_key(0, 0)

    def fault(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> None:
        """Something refused; reading goes on so that all faults come out at once."""
        if len(self.faults) >= MAX_FAULTS:
            raise self.stopped("E220", "too many faults: reading stops here", start, end, "mend the ones above first")
        self.faults.append(self.source.diagnostic(code, message, start, end, hint=hint))

    def stopped(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> Stopped:
        """What to raise when reading cannot go on."""
        return Stopped(self.source.diagnostic(code, message, start, end, hint=hint))

    def _key(self, frame: _Frame, value: Scalar, start: int, end: int) -> None:
        if type(value) is not str and type(value) is not int:
            written = short(self.source.text[start:end])
            message = f"the key {written} is not text" if written.strip() else "a key is missing"
            self.fault("E212", message, start, end, "put the key in quotation marks")
            self.refused_key(start, end)
            return
        if value in frame.data:
            first = self.source.line_of(frame.inside[value].key_start)
            hint = f"it is first used in line {first}; keep one of the two"
            self.fault("E211", f'duplicate key "{short(value)}"', start, end, hint)
            frame.key = _DROPPED
        else:
            frame.key = value
        frame.key_start, frame.key_end, frame.awaits_value = start, end, True

    def _attach(self, value: Any, start: int, end: int, inside: Marks) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES:,} values"
            raise self.stopped("E218", message, start, end, "cite large evaluation files instead of pasting them in")
        frame = self._top
        if frame is None:
            self.data, self.root = value, Mark(start, end, start, end, inside)
        elif not frame.is_map:
            frame.data.append(value)
            frame.inside.append(Mark(start, end, start, end, inside))
        else:
            frame.awaits_value = False
            if frame.key is not _DROPPED:
                frame.data[frame.key] = value
                frame.inside[frame.key] = Mark(frame.key_start, frame.key_end, start, end, inside)

    def _path(self) -> KeyPath:
        return tuple(frame.key if frame.is_map else len(frame.data) - 1 for frame in self._frames)
