"""What is left of a program when most inputs are fixed: nodes that can still take more than one value.

One pass gives every node the range of values it can take; an argument that never decides its minimum or maximum drops
out, and so does everything that only it read. What is left is small, whatever the rubric's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskframe.engine.program import CONST, INPUT, MIN, TABLE, Program


@dataclass(frozen=True, slots=True)
class Residual:
    """Nodes in program order with the arguments that still matter; fixed[node] is the value of each that is fixed."""

    steps: tuple[tuple[int, int, tuple[int, ...], tuple[int, ...]], ...]
    """(node, kind, arguments, table); an INPUT's argument is its slot."""
    fixed: dict[int, int]
    wanted: int


def needed_for(program: Program, wanted: int) -> list[int]:
    """The nodes that a node reads, directly or not, and itself, in program order."""
    seen = bytearray(len(program))
    seen[wanted] = 1
    for node in range(wanted, -1, -1):
        if seen[node] and program.kinds[node] not in (INPUT, CONST):
            for a in program.args[node]:
                seen[a] = 1
    return [node for node in range(wanted + 1) if seen[node]]


def residual(program: Program, order: Sequence[int], wanted: int, low: Sequence[int], high: Sequence[int]) -> Residual:
    """The program of one node once each slot lies between its low and its high code."""
    lows, highs = [0] * (wanted + 1), [0] * (wanted + 1)
    kept: dict[int, tuple[int, ...]] = {}
    kinds, all_args, tables = program.kinds, program.args, program.tables
    for node in order:
        kind, args = kinds[node], all_args[node]
        if kind == INPUT:
            lo, hi = low[args[0]], high[args[0]]
            kept[node] = args
        elif kind == CONST:
            lo = hi = args[0]
        elif kind == TABLE:
            below = args[0]
            entries = tables[node][lows[below] : highs[below] + 1]
            lo, hi = min(entries), max(entries)
            kept[node] = args
        elif kind == MIN:
            lo, hi = min([lows[a] for a in args]), min([highs[a] for a in args])
            if lo != hi:
                kept[node] = _deciding(args, [lows[a] < hi for a in args], [highs[a] == hi for a in args])
        else:
            lo, hi = max([lows[a] for a in args]), max([highs[a] for a in args])
            if lo != hi:
                kept[node] = _deciding(args, [highs[a] > lo for a in args], [lows[a] == lo for a in args])
        lows[node], highs[node] = lo, hi
    return _cut(program, order, wanted, lows, highs, kept)


def _deciding(args: tuple[int, ...], decides: list[bool], bounds: list[bool]) -> tuple[int, ...]:
    """Arguments that can decide, and one that gives the bound where none of those does."""
    some = tuple(a for a, d in zip(args, decides, strict=True) if d)
    if any(d and b for d, b in zip(decides, bounds, strict=True)):
        return some
    return (*some, next(a for a, b in zip(args, bounds, strict=True) if b))


def _cut(
    program: Program, order: Sequence[int], wanted: int, lows: list[int], highs: list[int], kept: dict[int, tuple[int, ...]]
) -> Residual:  # fmt: skip
    left: set[int] = {wanted}
    fixed: dict[int, int] = {}
    steps = []
    for node in reversed(order):
        if node not in left:
            continue
        if lows[node] == highs[node]:
            fixed[node] = lows[node]
            continue
        kind, args = program.kinds[node], kept[node]
        steps.append((node, kind, args, program.tables[node]))
        if kind != INPUT:
            left.update(args)
    return Residual(tuple(reversed(steps)), fixed, wanted)
