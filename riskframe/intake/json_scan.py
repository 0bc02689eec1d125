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
    """(key, start and end of its value) of each member of the outermost object."""
    depth, start = 0, 0
    key: str | None = None
    for token in _begun(buffer):
        mark = token.group(0)[:1]
        depth += (mark in b"{[") - (mark in b"}]")
        if depth == 0:
            if key is not None:
                yield key, start, token.start()
            if bytes(buffer[token.end() : token.end() + 4096]).strip():
                raise Refused("something follows the JSON object")
            return
        if depth > 1:
            continue
        if key is None:
            key = _text(token.group(0)) if mark == b'"' else None
        elif mark == b":":
            start = token.end()
        elif mark == b",":
            yield key, start, token.start()
            key = None
    raise _BrokenOff(*([key] if key else []))


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
