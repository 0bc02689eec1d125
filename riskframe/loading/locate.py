"""Where each key and value of a document stands in its text.

The readers record character offsets while they build the data; lines and columns are worked out only when asked for.
"""

from __future__ import annotations

from typing import NamedTuple

from riskframe.diagnostics import Key, KeyPath


class Mark(NamedTuple):
    """The offsets of one value, and of the key it stands under (its own offsets in a list and at the top)."""

    key_start: int
    key_end: int
    start: int
    end: int
    inside: Marks = None
    """The marks of a mapping's or list's own entries."""


Marks = dict[Key, Mark] | list[Mark] | None


def descend(root: Mark, path: KeyPath) -> tuple[Mark, int]:
    """The mark at `path`, or that of its deepest existing parent, with the number of keys that were followed."""
    mark = root
    for followed, key in enumerate(path):
        found = _entry(mark.inside, key)
        if found is None:
            return mark, followed
        mark = found
    return mark, len(path)


def _entry(inside: Marks, key: Key) -> Mark | None:
    if isinstance(inside, dict):
        return inside.get(key)
    if isinstance(inside, list) and isinstance(key, int) and 0 <= key < len(inside):
        found: Mark = inside[key]
        return found
    return None
