"""Does a condition hold more often than another? Compared by their shape; what the shapes do not tell is unclear."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal as Choice

from riskframe.rubric.conditions import (
    Condition,
    Count,
    Every,
    FactCompare,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Some,
)

Often = Choice["same", "more", "less", "unclear"]
_OTHER: dict[Often, Often] = {"more": "less", "less": "more", "same": "same", "unclear": "unclear"}


def more_often(old: Condition, new: Condition) -> Often:
    """`more` where the new condition holds wherever the old one did, and elsewhere; `less` the other way round."""
    if old == new:
        return "same"
    if isinstance(old, Literal) and isinstance(new, Literal):
        return _literals(old, new)
    kind = Some if isinstance(old, Some) or isinstance(new, Some) else Every
    if kind is Some and (isinstance(old, Every) or isinstance(new, Every)):
        return _mixed(old, new)
    gone, come = _parts(old, kind), _parts(new, kind)
    shared = [item for item in gone if item in come]
    gone = [item for item in gone if item not in shared]
    come = [item for item in come if item not in shared]
    if len(gone) == len(come):
        return _together(more_often(a, b) for a, b in zip(gone, come, strict=True))
    if gone and come:
        return "unclear"
    # One more part makes `all` harder to meet and `any` easier.
    return "less" if bool(come) is (kind is Every) else "more"


def _mixed(old: Condition, new: Condition) -> Often:
    """`all` against `any`: the one may be a part of the other."""
    for first, second, often in ((old, new, "more"), (new, old, "less")):
        if isinstance(second, Some) and first in second.items:
            return often  # type: ignore[return-value]
        if isinstance(first, Every) and second in first.items:
            return often  # type: ignore[return-value]
    return "unclear"


def _parts(condition: Condition, kind: type[Every] | type[Some]) -> list[Condition]:
    return list(condition.items) if isinstance(condition, kind) else [condition]


def _together(found: Iterable[Often]) -> Often:
    ways = set(found) - {"same"}
    return "same" if not ways else ways.pop() if len(ways) == 1 else "unclear"


def _literals(old: Literal, new: Literal) -> Often:
    if old.negated != new.negated or type(old.atom) is not type(new.atom):
        return "unclear"
    found = _atoms(old.atom, new.atom)
    return _OTHER[found] if old.negated else found


def _atoms(old: object, new: object) -> Often:
    if isinstance(old, RatingCompare) and isinstance(new, RatingCompare) and old.path == new.path:
        return _sets({*old.levels, *([0] if old.na else [])}, {*new.levels, *([0] if new.na else [])})
    if isinstance(old, OptionCompare) and isinstance(new, OptionCompare):
        return _sets(old.places, new.places)
    if isinstance(old, SeverityCompare) and isinstance(new, SeverityCompare) and old.domain == new.domain:
        return _sets(old.levels, new.levels)
    if isinstance(old, FactCompare) and isinstance(new, FactCompare) and (old.path, old.test) == (new.path, new.test):
        if old.test == "one_of":
            return _sets(old.values, new.values)
        before, after = old.values[0], new.values[0]
        if before == after:
            return "same"
        return "more" if (after > before) is (old.test == "date_before") else "less"
    if isinstance(old, Count) and isinstance(new, Count) and old.over == new.over:
        return _counts(old, new)
    return "unclear"


def _counts(old: Count, new: Count) -> Often:
    if (old.members is None) != (new.members is None):
        return "unclear"
    before, after = dict(old.where), dict(new.where)
    ways: list[Often] = []
    for name in dict.fromkeys((*before, *after)):
        if name not in after or name not in before:
            ways.append("more" if name in before else "less")
        elif name == "strength_at_least":
            low, high = min(before[name]), min(after[name])
            ways.append("same" if low == high else "more" if high < low else "less")
        else:
            ways.append(_sets(before[name], after[name]))
    if old.members is not None and new.members is not None:
        ways.append(_OTHER[_sets(old.members, new.members)])
    ways.append("same" if old.n == new.n else "more" if new.n < old.n else "less")
    return _together(ways)


def _sets(old: Iterable[object], new: Iterable[object]) -> Often:
    before, after = set(old), set(new)
    if before == after:
        return "same"
    return "more" if before < after else "less" if after < before else "unclear"
