"""What differs between two versions of a rubric, and what each difference does to its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from typing import Literal as Choice

from riskframe.diagnostics import KeyPath
from riskframe.rubric.effects import MISSING, Changed, Effect, effect_of
from riskframe.rubric.outline import Name, Node, dotted, outline
from riskframe.rubric.resolve import Rubric

SCHEMA = "riskframe-rubric-diff/1"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` and `new` are None where the item is not there."""

    name: str
    """Keys joined by dots; items go by their id."""
    kind: Choice["added", "removed", "changed"]
    old: Any
    new: Any
    effect: Effect
    at: KeyPath
    """Where it stands in the newer rubric (in the older one, where it was removed)."""

    @property
    def text(self) -> str:
        """The change in one sentence."""
        if self.kind != "changed":
            return f"{self.name} is {self.kind}"
        return f"{self.name}: {_short(self.old)} becomes {_short(self.new)}"


@dataclass(frozen=True, slots=True)
class Side:
    """A rubric that was compared: id, version and the SHA-256 of its files."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class RubricDiff:
    """Two rubrics compared, as data that can be kept: what weakens is named, and what cannot be told apart from it."""

    schema: str
    before: Side
    after: Side
    weakens: tuple[str, ...]
    """Names of the changes by which a decision may become more open."""
    unclear: tuple[str, ...]
    """Names of those of which it cannot be told; whoever guards against weakening has to read them."""
    changes: tuple[Change, ...]


def compare(old: Rubric, new: Rubric) -> RubricDiff:
    """Every difference between two rubrics with what it does to decisions; cases are not compared."""
    found = rubric_diff(old, new)
    named = {effect: tuple(c.name for c in found if c.effect == effect) for effect in ("weakens", "unclear")}
    before, after = (Side(r.id, r.version, r.digest) for r in (old, new))
    return RubricDiff(SCHEMA, before, after, named["weakens"], named["unclear"], found)


def rubric_diff(old: Rubric, new: Rubric) -> tuple[Change, ...]:
    """Every difference between two rubrics, in the order of the older one; cases are not compared."""
    return tuple(_differences(outline(old.folder), outline(new.folder), (), old, new))


def _differences(a: Node, b: Node, name: Name, old: Rubric, new: Rubric) -> Iterator[Change]:
    if a.below is None or b.below is None:
        if (a.below, a.value) != (b.below, b.value):
            yield _change(name, _plain(a), _plain(b), old, new, b.at, "changed")
        return
    for key in dict.fromkeys((*a.below, *b.below)):
        first, second = a.below.get(key), b.below.get(key)
        below = (*name, key)
        if first is not None and second is not None:
            yield from _differences(first, second, below, old, new)
        elif first is None and second is not None:
            yield _change(below, MISSING, _plain(second), old, new, second.at, "added")
        elif first is not None:
            yield _change(below, _plain(first), MISSING, old, new, first.at, "removed")


def _change(
    name: Name, a: Any, b: Any, old: Rubric, new: Rubric, at: KeyPath, kind: Choice["added", "removed", "changed"]
) -> Change:
    effect = effect_of(Changed(name, a, b, old, new))
    return Change(dotted(name), kind, None if a is MISSING else a, None if b is MISSING else b, effect, at)


def _plain(node: Node) -> Any:
    if node.below is None:
        return node.value
    return {key: _plain(child) for key, child in node.below.items()}


def _short(value: Any) -> str:
    text = "nothing" if value is None else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 80 else text[:77] + "..."
