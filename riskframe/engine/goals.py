"""What would have to be otherwise for a result to be otherwise: exact minimal sets, read off the program.

"Node takes one of these values" is pushed back through minima, maxima and tables to conditions on inputs. Inputs that
already fit drop out, inputs that cannot move make their alternative fail, and what is left are clauses: each must be
met by moving one of its members. Minimal sets are the minimal hitting sets of the clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

from riskframe.engine.program import CONST, INPUT, MAX, MIN, Program

Clause = frozenset[Any]
"""Movers (hashable, of the caller's making), any of which meets the clause."""
Clauses = frozenset[Clause]

MET: Clauses = frozenset()
"""Nothing has to move."""
FAILED: Clauses = frozenset({frozenset()})
"""Nothing that may move helps."""

Judge = Callable[[int, frozenset[int]], bool | Clause]
"""(slot, wanted codes) -> True: it has one now; False: no move gives one; else the movers, any of which does."""

AtMost = tuple[bool, int]
"""(True, k): at most k. (False, k): at least k."""


class TooMany(Exception):
    """The clauses grew past the limit; the caller says so instead of guessing."""


def clauses(program: Program, node: int, goal: AtMost, judge: Judge, *, limit: int = 20_000) -> Clauses:
    """Clauses under which a node meets a goal. Raises TooMany past `limit` clauses."""
    return _Reader(program, judge, limit).read(node, goal)


class _Reader:
    def __init__(self, program: Program, judge: Judge, limit: int) -> None:
        self.program, self.judge, self.limit = program, judge, limit
        self._known: dict[tuple[int, AtMost], Clauses] = {}

    def read(self, node: int, goal: AtMost) -> Clauses:
        key = (node, goal)
        if key not in self._known:
            self._known[key] = self._read(node, goal)
        return self._known[key]

    def _read(self, node: int, goal: AtMost) -> Clauses:
        kind, args = self.program.kinds[node], self.program.args[node]
        if kind == CONST:
            return MET if _meets(args[0], goal) else FAILED
        if kind == INPUT:
            return self._input(args[0], _codes(goal))
        if kind in (MIN, MAX):
            # A minimum is low when some argument is and high when all are; a maximum the other way round.
            parts = [self.read(a, goal) for a in args]
            return self._either(parts) if goal[0] == (kind == MIN) else self._both(parts)
        table = self.program.tables[node]
        inside = _inside(table, goal)
        if not inside:
            return FAILED
        if self.program.kinds[args[0]] == INPUT:
            return self._input(self.program.args[args[0]][0], inside)
        ways = [self._both([self.read(args[0], goal) for goal in way]) for way in _as_goals(inside, len(table))]
        return self._either(ways)

    def _input(self, slot: int, wanted: frozenset[int]) -> Clauses:
        found = self.judge(slot, wanted)
        return MET if found is True else FAILED if found is False or not found else frozenset({found})

    def _both(self, parts: list[Clauses]) -> Clauses:
        return self._minimal(frozenset().union(*parts))

    def _either(self, parts: list[Clauses]) -> Clauses:
        if MET in parts:
            return MET
        parts = [p for p in dict.fromkeys(parts) if p != FAILED]
        if not parts:
            return FAILED
        found = parts[0]
        for part in parts[1:]:
            if len(found) * len(part) > self.limit:
                raise TooMany
            found = self._minimal(frozenset(a | b for a, b in product(found, part)))
        return found

    def _minimal(self, found: frozenset[Clause]) -> Clauses:
        if frozenset() in found:
            return FAILED
        kept: list[Clause] = []
        for clause in sorted(found, key=len):
            if not any(k <= clause for k in kept):
                kept.append(clause)
        if len(kept) > self.limit:
            raise TooMany
        return frozenset(kept)


def minimal_hitting_sets(found: Clauses, *, largest: int, most: int = 50) -> tuple[tuple[Clause, ...], bool]:
    """Minimal sets with a member in every clause, smallest first, up to a size and a number.

    Returns the sets and whether the list is complete up to that size. The empty clause cannot be hit: no sets.
    """
    if frozenset() in found:
        return (), True
    results: list[Clause] = []
    for size in range(largest + 1):
        fresh: set[Clause] = set()
        if not _search(frozenset(), size, sorted(found, key=_clause_order), results, fresh, most):
            results += sorted(fresh, key=_set_order)
            return tuple(results[:most]), False
        results += sorted(fresh, key=_set_order)
    return tuple(results), True


def _search(
    chosen: Clause,
    left: int,
    open_clauses: list[Clause],
    smaller: list[Clause],
    fresh: set[Clause],
    most: int,
) -> bool:
    if not open_clauses:
        if left == 0:
            fresh.add(chosen)
        return len(fresh) + len(smaller) <= most
    if left == 0 or _disjoint(open_clauses) > left:
        return True
    for member in sorted(open_clauses[0], key=str):
        grown = chosen | {member}
        if any(s <= grown for s in smaller):
            continue
        if not _search(grown, left - 1, [c for c in open_clauses if member not in c], smaller, fresh, most):
            return False
    return True


def _disjoint(open_clauses: list[Clause]) -> int:
    """A lower bound on how many members are still needed: clauses that share none."""
    used: set[Any] = set()
    count = 0
    for clause in open_clauses:
        if used.isdisjoint(clause):
            used |= clause
            count += 1
    return count


def _meets(value: int, goal: AtMost) -> bool:
    return value <= goal[1] if goal[0] else value >= goal[1]


@cache
def _codes(goal: AtMost) -> frozenset[int]:
    return frozenset(c for c in range(16) if _meets(c, goal))


@cache
def _inside(table: tuple[int, ...], goal: AtMost) -> frozenset[int]:
    """The indices whose entry meets a goal."""
    return frozenset(i for i, value in enumerate(table) if _meets(value, goal))


@cache
def _as_goals(inside: frozenset[int], size: int) -> tuple[tuple[AtMost, ...], ...]:
    """A set of table indices as goals for the node that indexes the table: one way for each run of indices, each with
    the goals that it has to meet together."""
    ways: list[tuple[AtMost, ...]] = []
    for first in sorted(i for i in inside if i - 1 not in inside):
        last = next(i for i in range(first, size) if i + 1 not in inside)
        least: tuple[AtMost, ...] = ((False, first),) if first > 0 else ()
        most: tuple[AtMost, ...] = ((True, last),) if last + 1 < size else ()
        ways.append((*least, *most))
    return tuple(ways)


def _clause_order(clause: Clause) -> tuple[int, list[str]]:
    return len(clause), sorted(map(str, clause))


def _set_order(found: Clause) -> tuple[int, list[str]]:
    return len(found), sorted(map(str, found))
