"""A rubric folder as one tree of named values: what can be compared, and what an organisation can change.

Items of lists go by their id (levels by their number), so that order and position do not matter. A value is named by the
keys on its way, joined by dots: `tolerance.floors.5`, `rules.fine-tuning-unassessed.cap`, `benefits.innovation.keeps.api`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskframe.diagnostics import Key, KeyPath
from riskframe.rubric.schema import RubricFolder

Name = tuple[Key, ...]

_WHOLE = {"when", "met_when", "unless"}
"""Conditions are compared as wholes."""
_GRANT = {"amount", "unless", "then"}


@dataclass(frozen=True, slots=True)
class Node:
    """A value, or what stands below a name. `at` is its place in the folder."""

    value: Any
    below: Mapping[Key, Node] | None
    at: KeyPath


def outline(folder: RubricFolder) -> Node:
    """The folder as a tree. Cases are left out: they test a rubric and are no part of what it says."""
    raw = folder.model_dump(mode="python", exclude={"cases"})
    below: dict[Key, Node] = {}
    for part, content in raw.items():
        if content is None:
            continue
        node = _node(content, (part,))
        assert node.below is not None
        # A part that holds little but one list goes by the name of the list.
        if part in ("rubric", "criteria", "rules", "benefits", "indicators", "benchmarks"):
            below |= node.below
        else:
            below[part] = node
    return Node(None, below, ())


def values(node: Node, name: Name = ()) -> Iterator[tuple[Name, Node]]:
    """Every value below a node, with its name."""
    if node.below is None:
        yield name, node
        return
    for key, child in node.below.items():
        yield from values(child, (*name, key))


def dotted(name: Name) -> str:
    """A name in words."""
    return ".".join(map(str, name))


def _node(value: Any, at: KeyPath) -> Node:
    if isinstance(value, Mapping) and set(value) != _GRANT:
        below = {k: Node(v, None, (*at, k)) if k in _WHOLE else _node(v, (*at, k)) for k, v in value.items()}
        return Node(None, below, at)
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        named: dict[Key, Node] = {}
        for i, item in enumerate(value):
            child = _node(item, (*at, i))
            if at[:2] == ("criteria", "criteria") and len(at) == 2:
                group = named.setdefault(item["group"], Node(None, {}, at))
                assert isinstance(group.below, dict)
                group.below[item["id"]] = child
            else:
                named[_key(item, i)] = child
        return Node(None, named, at)
    if isinstance(value, (list, tuple)) and not value and at[-1] in _LISTS:
        return Node(None, {}, at)  # an empty list of items
    return Node(tuple(value) if isinstance(value, list) else value, None, at)


_LISTS = {
    "options", "affordances", "abilities", "actors", "routes", "tests", "safeguard_kinds", "sign_off", "components",
    "classifications", "facts", "units", "triggers", "criteria", "rules", "benefits", "alternatives", "screens",
    "benchmarks", "gauges", "bands", "reached", "evaluations", "extra_paths", "paths", "levels", "severities",
}  # fmt: skip


def _key(item: Mapping[str, Any], number: int) -> Key:
    for name in ("id", "level"):
        if item.get(name) is not None:
            return item[name]  # type: ignore[no-any-return]  # an id or a level, by the schema
    return " > ".join(item["path"]) if "path" in item else number
