"""Changes to the text of a YAML file that leave everything else as it is: comments, order, spacing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from riskframe.diagnostics import Key, KeyPath
from riskframe.loading.locate import Mark, descend
from riskframe.loading.tree import Source, parse

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9_]\Z|[A-Za-z]\Z")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


class CannotEdit(ValueError):
    """The value at this place is not one that can be replaced without touching what stands around it."""


def with_value(text: str, path: KeyPath, value: Any) -> str:
    """The text with `value` at a key path: in place of a scalar or of an empty list or mapping, or as a new key.

    Raises CannotEdit where something else stands there, InvalidInput where the text cannot be read.
    """
    root = parse(Source("", text)).root
    mark, followed = descend(root, path)
    if followed == len(path):
        made = _replaced(text, mark, flow(value))
    else:
        made = _inserted(text, mark, path[followed:], value, path)
    return _checked(made, path, value)


def with_item(text: str, path: KeyPath, value: Any) -> str:
    """The text with one more item in the list at a key path, before the others; the list is made where there is none."""
    root = parse(Source("", text)).root
    mark, followed = descend(root, path)
    if followed < len(path):
        return with_value(text, path, [value])
    if not isinstance(mark.inside, list):
        raise CannotEdit(f"{'.'.join(map(str, path))} is not a list")
    if not mark.inside:
        return _checked_item(_replaced(text, mark, f"\n{_indent(text, mark)}  - {flow(value)}"), path, value)
    first = mark.inside[0]
    if text[mark.start] == "[":
        made = f"{text[: first.start]}{flow(value)}, {text[first.start :]}"
    else:
        line = text.rfind("\n", 0, first.start) + 1
        dash = text[line : first.start]
        if dash.strip() != "-":
            raise CannotEdit("the first item does not stand beside its dash")
        made = f"{text[:line]}{dash}{flow(value)}\n{text[line:]}"
    return _checked_item(made, path, value)


def flow(value: Any) -> str:
    """A value in one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _PLAIN.match(text) and text.lower() not in _RESERVED:
        return text
    return _quoted(text)


def block(data: Mapping[str, Any], indent: str = "") -> str:
    """Plain data as YAML in block style, texts in quotes wherever a reader could take them for something else."""
    lines = []
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            lines.append(f"{indent}{flow(str(key))}:\n{block(value, indent + '  ')}")
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            items = "".join(_block_item(item, indent + "  ") for item in value)
            lines.append(f"{indent}{flow(str(key))}:\n{items}")
        else:
            lines.append(f"{indent}{flow(str(key))}: {flow(value)}\n")
    return "".join(lines)


def _block_item(item: Mapping[str, Any], indent: str) -> str:
    inner = block(item, indent + "  ")
    return f"{indent}- {inner.removeprefix(indent + '  ')}"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _replaced(text: str, mark: Mark, new: str) -> str:
    end = mark.end
    if mark.inside is not None:
        empty = re.compile(r"\[\s*\]|\{\s*\}").match(text, mark.start)
        if empty is None:
            raise CannotEdit("a list or mapping with entries stands there")
        end = empty.end()
        if new.startswith("\n"):
            start = mark.start - (len(text[: mark.start]) - len(text[: mark.start].rstrip(" ")))
            return text[:start] + new + text[end:]
    # A block scalar takes its line break with it.
    tail = "\n" if text[mark.start : end].endswith("\n") else ""
    return text[: mark.start] + new + tail + text[end:]


def _inserted(text: str, parent: Mark, missing: KeyPath, value: Any, path: KeyPath) -> str:
    for key in reversed(missing[1:]):
        value = {key: value}
    entry = f"{flow(str(missing[0]))}: {flow(value)}"
    if parent.inside is None:
        if text[parent.start : parent.end].strip() in ("", "null", "~"):
            return text[: parent.start].rstrip(" ") + f" {{{entry}}}" + text[parent.end :]
        raise CannotEdit(f"{'.'.join(map(str, path[: -len(missing)]))} holds a value")
    if not isinstance(parent.inside, dict):
        raise CannotEdit("a list stands there")
    if text[parent.start] == "{":
        comma = ", " if parent.inside else ""
        return f"{text[: parent.start + 1]}{entry}{comma}{text[parent.start + 1 :].lstrip(' ')}"
    first = next(iter(parent.inside.values()))
    line = text.rfind("\n", 0, first.key_start) + 1
    indent = text[line : first.key_start]
    if indent.strip():
        raise CannotEdit("the first entry does not stand on a line of its own")
    return f"{text[:line]}{indent}{entry}\n{text[line:]}"


def _indent(text: str, mark: Mark) -> str:
    line = text.rfind("\n", 0, mark.key_start) + 1
    head = text[line : mark.key_start]
    return head[: len(head) - len(head.lstrip(" "))]


def _checked(text: str, path: KeyPath, value: Any) -> str:
    found = parse(Source("", text)).get(path)
    if found != _plain(value):
        raise CannotEdit(f"{'.'.join(map(str, path))} would read as {found!r}")
    return text


def _checked_item(text: str, path: KeyPath, value: Any) -> str:
    first: Key = 0
    return _checked(text, (*path, first), value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
