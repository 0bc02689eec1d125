"""The top level of a JSON object, found without reading what stands below it.

A log may hold gigabytes of samples beside a few hundred bytes of results. Only the members asked for are parsed, so the
rest, prompts and completions included, never becomes a value in this process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from riskframe.intake.records import Refused

if TYPE_CHECKING:
    import mmap

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|["\[\]{}:,]', re.DOTALL)
MEMBER = 64 * 1024 * 1024
"""Bytes of one member that is read."""


class _BrokenOff(Exception):
    """The buffer ends inside an object; carries the key whose value was not complete."""


def top_keys(head: bytes) -> tuple[str, ...]:
    """The keys of the outermost object, as far as the bytes go; empty when they do not begin an object."""
    found: list[str] = []
    try:
        found.extend(key for key, _, _ in _spans(head))
    except _BrokenOff as error:
        found.extend(error.args)
    except Refused:
        return ()
    return tuple(found)


def members(buffer: bytes | mmap.mmap, keys: Sequence[str]) -> dict[str, Any]:
    """The values of some keys of the outermost object. Raises Refused for what is no complete object."""
    from riskframe.intake.file import parsed

    found: dict[str, Any] = {}
    try:
        for key, start, end in _spans(buffer):
            if key not in keys:
                continue
            if key in found:
                raise Refused(f'it is not sound JSON: the key "{key}" is given twice')
            if end - start > MEMBER:
                raise Refused(f'its "{key}" has {end - start:,} bytes, and {MEMBER:,} is the limit')
            found[key] = parsed(bytes(buffer[start:end]))
    except _BrokenOff:
        raise Refused("it breaks off in the middle", "copy the file again, or let the run finish writing it") from None
    return found


def _spans(buffer: bytes | mmap.mmap) -> Iterator[tuple[str, int, int]]:
    """(key, start and end of its value) of each member of the outermost object.

    What stands inside a value is not looked at. Between members everything has to be as JSON has it, or a value could be
    taken for that of another key.
    """
    depth, last = 0, 0
    member = _Member()
    for token in _begun(buffer):
        mark = token.group(0)[:1]
        above, depth = depth, depth + (mark in b"{[") - (mark in b"}]")
        if above == 1:
            between = bytes(buffer[last : token.start()]).strip()
            ended = member.take(mark, token, scalar=bool(between))
            if ended is not None:
                yield ended, member.start, token.start()
                member = _Member()
        if depth <= 1:
            last = token.end()
        if depth == 0:
            if mark != b"}" or bytes(buffer[last : last + 4096]).strip():
                raise Refused("it is not valid JSON: something follows the object, or closes it wrongly")
            return
    raise _BrokenOff(*([member.key] if member.key else []))


class _Member:
    """One member of the outermost object as far as it was read: key, colon, value."""

    def __init__(self) -> None:
        self.key: str | None = None
        self.start = 0
        """Where the value begins; 0 before the colon."""
        self.done = False
        """Whether a text or a bracketed value stood there."""

    def take(self, mark: bytes, token: re.Match[bytes], *, scalar: bool) -> str | None:
        """The key where the token ends the member. `scalar`: something stood before the token. Raises Refused."""
        if not self.start:
            if self.key is None and mark == b'"' and not scalar:
                self.key = _text(token.group(0))
            elif self.key is not None and mark == b":" and not scalar:
                self.start = token.end()
            elif self.key is not None or mark not in b"}]" or scalar:
                raise Refused(_WRONG)
            return None
        if mark in b",}]" and scalar != self.done:
            return self.key
        if mark not in b'"{[' or scalar or self.done:
            raise Refused(_WRONG)
        self.done = True
        return None


_WRONG = "it is not valid JSON: a key, colon or comma of its top level is missing or misplaced"


def _begun(buffer: bytes | mmap.mmap) -> Iterator[re.Match[bytes]]:
    """The tokens of an object, as far as they are complete."""
    tokens = _TOKEN.finditer(buffer)
    first = next(tokens, None)
    if first is None or first.group(0) != b"{" or bytes(buffer[: first.start()]).strip(b" \t\r\n\xef\xbb\xbf"):
        raise Refused("it is not a JSON object")
    yield first
    for token in tokens:
        if token.group(0) == b'"':
            return  # a string without an end
        yield token


def _text(token: bytes) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return ""
