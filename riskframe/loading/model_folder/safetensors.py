"""The header of a safetensors file: names, number formats and shapes of the tensors, never their values.

Layout: eight bytes with the header's length (little-endian), the header as JSON, the values. Everything is checked
against the file's size, since the file may come from anybody.
Source: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HEADER_LIMIT = 25_000_000
"""Bytes. The format's own reader takes four times as much; a header of 100,000 tensors has about 12,000,000."""

_BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16,
    "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "C64": 64, "F64": 64, "I64": 64, "U64": 64, "F4": 4, "F6_E2M3": 6,
    "F6_E3M2": 6,
}  # fmt: skip
_WHOLE = frozenset({"BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64"})


class NotSafetensors(ValueError):
    """The file does not begin as a safetensors file does, or its header contradicts its size."""


@dataclass(frozen=True, slots=True)
class Header:
    """How many values are stored in each number format."""

    values: dict[str, int]

    @property
    def whole_numbers(self) -> int:
        """Values stored as whole numbers: packed weights, masks, tables of positions."""
        return sum(count for dtype, count in self.values.items() if dtype in _WHOLE)


def read_header(path: Path) -> Header:
    """The header of a safetensors file. Raises NotSafetensors with the reason, OSError where it cannot be read."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= size - 8:
            raise NotSafetensors("the length it states for its header does not fit its size")
        if length > HEADER_LIMIT:
            raise NotSafetensors(f"its header is longer than {HEADER_LIMIT:,} bytes")
        try:
            header = json.loads(stream.read(length).decode("utf-8"), object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise NotSafetensors("its header is not valid JSON") from error
    if not isinstance(header, dict):
        raise NotSafetensors("its header is not a table of tensors")
    values: dict[str, int] = {}
    for name, entry in header.items():
        if name != "__metadata__":
            dtype, count = _tensor(entry, size - 8 - length)
            values[dtype] = values.get(dtype, 0) + count
    return Header(values)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


def _tensor(entry: Any, room: int) -> tuple[str, int]:
    if not isinstance(entry, dict):
        raise NotSafetensors("an entry of its header is no tensor")
    dtype, shape, offsets = entry.get("dtype"), _counts(entry.get("shape")), _counts(entry.get("data_offsets"))
    if not isinstance(dtype, str) or dtype not in _BITS:
        raise NotSafetensors("a tensor has a number format that is not known")
    if shape is None or offsets is None or len(offsets) != 2:
        raise NotSafetensors("a tensor has no readable shape or place")
    count = math.prod(shape)
    begin, end = offsets
    if not begin <= end <= room or (end - begin) * 8 != count * _BITS[dtype]:
        raise NotSafetensors("a tensor's shape does not fit the bytes that it is given")
    return dtype, count


def _counts(found: Any) -> list[int] | None:
    # A shape of many dimensions would make a number without end before its place is compared.
    if not isinstance(found, list) or len(found) > 16:
        return None
    return found if all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 1 << 63 for n in found) else None
