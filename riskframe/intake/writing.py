"""Evidence entries added to the text of a profile, below those that are there; everything else stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from riskframe.loading.edit import CannotEdit, flow
from riskframe.loading.locate import Mark, descend
from riskframe.loading.tree import Source, parse

_BLOCK = ("result",)
"""Parts of an entry that get lines of their own; the others are short."""


def with_evidence(text: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """The text with the entries at the end of its list `evidence`, which is made where there is none.

    Raises CannotEdit where something else than a list stands there, InvalidInput where the text cannot be read.
    """
    if not entries:
        return text
    tree = parse(Source("", text))
    if not isinstance(tree.data, dict):
        raise CannotEdit("the profile is no mapping")
    before = tree.data.get("evidence")
    if before is not None and not isinstance(before, list):
        raise CannotEdit("evidence is not a list")
    made = _made(text, tree.root, entries)
    wanted = {**tree.data, "evidence": [*(before or []), *map(dict, entries)]}
    if parse(Source("", made)).data != wanted:
        raise CannotEdit("the entries would change how the rest of the file reads")
    return made


def _made(text: str, root: Mark, entries: Sequence[Mapping[str, Any]]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    in_flow = text[root.start : root.start + 1] == "{"
    inline = ", ".join(_inline(text, entry) for entry in entries)
    mark, followed = descend(root, ("evidence",))
    if followed == 0:
        if in_flow:
            end = text.rindex("}")
            comma = ", " if isinstance(root.inside, dict) and root.inside else ""
            return f'{text[:end].rstrip()}{comma}"evidence": [{inline}]{text[end:]}'
        return _below(text, _end(text, root), "evidence:" + newline + _block(entries, "  ", newline), newline)
    if isinstance(mark.inside, list) and mark.inside:
        end = _end(text, mark.inside[-1])
        if text[mark.start] == "[":
            return f"{text[:end]}, {inline}{text[end:]}"
        line = text.rfind("\n", 0, mark.inside[0].start) + 1
        return _below(text, end, _block(entries, text[line : text.index("-", line)], newline), newline)
    # An empty list, or nothing: the value gives way.
    start, end = mark.start, mark.end
    if text[start : start + 1] == "[":
        end = text.index("]", start) + 1
    head = text[:start].rstrip(" ")
    if in_flow:
        return f"{head} [{inline}]{text[end:]}"
    return _below(head + text[end:], len(head), _block(entries, "  ", newline), newline)


def _inline(text: str, entry: Mapping[str, Any]) -> str:
    # A JSON file stays one; YAML reads both.
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return json.dumps(entry, ensure_ascii=False)
    return flow(dict(entry))


def _block(entries: Sequence[Mapping[str, Any]], indent: str, newline: str) -> str:
    lines = []
    for entry in entries:
        lead = f"{indent}- "
        for key, value in entry.items():
            if key in _BLOCK and isinstance(value, Mapping):
                lines.append(f"{lead}{key}:")
                lines += [f"{indent}    {inner}: {flow(part)}" for inner, part in value.items()]
            else:
                lines.append(f"{lead}{key}: {flow(value)}")
            lead = f"{indent}  "
    return newline.join(lines)


def _below(text: str, end: int, block: str, newline: str) -> str:
    """The block on lines of its own below the line that holds `end`, whose comment stays where it is."""
    stop = text.find("\n", end)
    if stop < 0:
        return f"{text}{newline}{block}{newline}"
    return f"{text[: stop + 1]}{block}{newline}{text[stop + 1 :]}"


def _end(text: str, mark: Mark) -> int:
    """Where a value really ends: marks of collections do not say, and those of a block reach over comments below it."""
    inside = mark.inside
    parts = list(inside.values()) if isinstance(inside, dict) else inside or []
    last = max((_end(text, part) for part in parts), default=mark.start + 1)
    opening = text[mark.start : mark.start + 1]
    if inside is not None and opening in ("{", "["):
        return _closing(text, last, "}" if opening == "{" else "]")
    if parts:
        return last
    if mark.start == mark.end:  # nothing at all is written: `note:`
        return mark.key_end
    return mark.start + len(text[mark.start : mark.end].rstrip())


def _closing(text: str, start: int, bracket: str) -> int:
    """The end of a collection in brackets, behind its last part; comments may hold brackets."""
    found = re.compile(rf"(?:\s|,|#[^\n]*)*\{bracket}").match(text, start)
    if found is None:
        raise CannotEdit("a list in brackets does not end where it should")
    return found.end()
