"""A document as plain data that still knows its places.

    tree = parse(read_source("model.yaml"))
    tree.data["model"]["name"]
    tree.locate(("model", "name"))          # Position(file, line, column, width)

YAML and JSON read alike. Nothing here knows what a profile or a rubric is; `loading.validate` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from riskframe.diagnostics import Diagnostic, InvalidInput, KeyPath, Position
from riskframe.loading.build import Builder, Stopped
from riskframe.loading.json_text import looks_like_json, read_json
from riskframe.loading.locate import Mark, descend
from riskframe.loading.source import DEFAULT_LIMIT, Source, read_source
from riskframe.loading.yaml_text import read_yaml

__all__ = ["DEFAULT_LIMIT", "Source", "Tree", "parse", "parse_leniently", "read_source"]


@dataclass(frozen=True)
class Tree:
    """Plain Python data (dict, list, str, int, float, bool, None) with the place of every key and value."""

    source: Source
    data: Any
    root: Mark
    faults: tuple[Diagnostic, ...] = ()
    """What was refused on the way; empty for every tree that `parse` returns."""
    unread: frozenset[KeyPath] = frozenset()
    """The paths those faults left without a value."""

    @property
    def name(self) -> str:
        """The file's name as it was given, `<stdin>` for standard input."""
        return self.source.name

    def locate(self, path: KeyPath, at: Literal["key", "value"] = "value") -> Position:
        """Where the key or the value at `path` stands; for a path that does not exist, its nearest parent's key.

        A mapping or list that begins below its key is pointed at by that key.
        """
        mark, followed = descend(self.root, path)
        if followed == len(path) and at == "value" and not self._begins_below(mark):
            return self.source.position(mark.start, mark.end)
        return self.source.position(mark.key_start, mark.key_end)

    def get(self, path: KeyPath) -> Any:
        """The value at `path`. Raises KeyError when there is none."""
        value = self.data
        for key in path:
            is_there = key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))
            if not is_there:
                raise KeyError(path)
            value = value[key]
        return value

    def is_item(self, path: KeyPath) -> bool:
        """Whether `path` ends in the index of a list item, not in a key (which may be a number too)."""
        try:
            return bool(path) and isinstance(self.get(path[:-1]), list)
        except KeyError:
            return False

    def written(self, path: KeyPath) -> str | None:
        """The scalar at `path` as it is written in the file (`1.10`, not 1.1); None where there is no scalar."""
        mark, followed = descend(self.root, path)
        is_scalar = followed == len(path) and mark.inside is None
        return self.source.text[mark.start : mark.end] if is_scalar else None

    def has_colon(self, path: KeyPath) -> bool:
        """Whether the key at `path` is followed by a colon; `{a: b, c}` makes c a key that has none."""
        mark, followed = descend(self.root, path)
        return followed < len(path) or not mark.key_end == mark.start == mark.end

    def source_line(self, number: int) -> str:
        """The line of that number (from 1) without its line break."""
        return self.source.line(number)

    def _begins_below(self, mark: Mark) -> bool:
        return mark.inside is not None and self.source.line_of(mark.start) > self.source.line_of(mark.key_start)


def parse(source: Source) -> Tree:
    """The document of a source. Raises InvalidInput with every fault found (codes E201 to E220)."""
    tree = parse_leniently(source)
    if tree.faults:
        raise InvalidInput(tree.faults)
    return tree


def parse_leniently(source: Source) -> Tree:
    """Like `parse`, but faults that leave the rest readable stay in `Tree.faults`.

    For callers that go on to `loading.validate`, which reports them together with its own and then gives no record.
    """
    build = Builder(source)
    try:
        if looks_like_json(source.text):
            build = _read_json_or_flow(build)
        else:
            read_yaml(build)
    except Stopped as stopped:
        raise InvalidInput([*_in_order(build.faults), stopped.diagnostic]) from None
    if build.root is None or (build.data is None and not build.faults):
        raise InvalidInput([Diagnostic("E108", "the file holds no data", Position(source.name, 1, 1))])
    return Tree(source, build.data, build.root, _in_order(build.faults), frozenset(build.unread))


def _read_json_or_flow(build: Builder) -> Builder:
    """Reads JSON, or else the YAML that happens to begin like it; of two failures the one further on is told."""
    try:
        read_json(build)
    except Stopped as json_stop:
        if json_stop.diagnostic.code != "E206" or build.source.name.endswith(".json"):
            raise
        as_yaml = Builder(build.source)
        try:
            read_yaml(as_yaml)
        except Stopped as yaml_stop:
            raise max(yaml_stop, json_stop, key=_reach) from None
        return as_yaml
    return build


def _reach(stop: Stopped) -> tuple[int, int]:
    position = stop.diagnostic.position
    return (position.line, position.column) if position else (0, 0)


def _in_order(faults: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(
        sorted(faults, key=lambda fault: (fault.position.line, fault.position.column) if fault.position else (0, 0))
    )
