"""Of the faults that every branch of a union reports, keeps those of the branch the writer most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riskframe.diagnostics import Key
from riskframe.loading.shape import Branch, Place

NO_BRANCH = "no_branch"
"""Kind of a fault that stands for all branches: the value has none of the accepted kinds."""

_WRONG_KIND = ("_type", "_parsing", "_from_float", "literal_error", "enum", "none_required", "is_instance_of")
_WRONG_KEYS = ("missing", "extra_forbidden")


@dataclass(frozen=True)
class Fault:
    """One entry of a pydantic ValidationError, with its place."""

    kind: str
    place: Place
    value: Any
    context: dict[str, Any]


def fold(faults: Iterable[Fault], depth: int = 0) -> list[Fault]:
    """The faults with one branch kept for each union, in their first order."""
    kept: list[Fault] = []
    unions: dict[tuple[Any, ...], dict[Any, list[Fault]]] = {}
    for fault in faults:
        at = _next_branch(fault.place, depth)
        if at is None:
            kept.append(fault)
            continue
        steps = _identity(fault.place.steps[: at + 1])
        unions.setdefault(steps[:-1], {}).setdefault(steps[-1], []).append(fault)
    for before, branches in unions.items():
        kept.extend(_best(branches, len(before)))
    return kept


def _best(branches: dict[Any, list[Fault]], at: int) -> list[Fault]:
    fitting = {label: faults for label, faults in branches.items() if not any(_wrong_kind(f, at) for f in faults)}
    if not fitting:
        first = next(iter(branches.values()))[0]
        union = first.place.steps[at]
        schema = union.union if isinstance(union, Branch) else None
        place = Place(first.place.steps[:at], schema, first.place.owner, first.place.record)
        return [Fault(NO_BRANCH, place, first.value, {})]
    best = min(fitting.values(), key=lambda faults: _misfit(faults, at))
    return fold(best, at + 1)


def _misfit(faults: list[Fault], at: int) -> tuple[int, int, int]:
    """Smaller is a better fit: few keys out of place, then faults deep inside, then few of them."""
    wrong_keys = sum(1 for fault in faults if fault.kind in _WRONG_KEYS and _keys_below(fault, at) == 1)
    deepest = max(len(fault.place.path) for fault in faults)
    return wrong_keys, -deepest, len(faults)


def _wrong_kind(fault: Fault, at: int) -> bool:
    return _keys_below(fault, at) == 0 and (fault.kind.endswith(_WRONG_KIND) or fault.kind == NO_BRANCH)


def _keys_below(fault: Fault, at: int) -> int:
    return sum(1 for step in fault.place.steps[at:] if not isinstance(step, Branch))


def _next_branch(place: Place, depth: int) -> int | None:
    return next((i for i in range(depth, len(place.steps)) if isinstance(place.steps[i], Branch)), None)


def _identity(steps: tuple[Key | Branch, ...]) -> tuple[Any, ...]:
    # Branch holds a schema, which cannot be hashed.
    return tuple(("branch", step.label) if isinstance(step, Branch) else ("key", step) for step in steps)
