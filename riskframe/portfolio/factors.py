"""A rubric's choice as groups of constraints that are independent once a few shared ratings are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from riskframe.engine.program import CONST, INPUT, MAX, MIN, TABLE, Program
from riskframe.engine.schedule import Schedule
from riskframe.portfolio.layout import Layout

Slots = frozenset[int]


@dataclass(frozen=True)
class Constraint:
    """A node that has to come out right: `ok[value]` says for which values. `place`: the first option that it is about."""

    node: int
    ok: tuple[bool, ...]
    place: int


@dataclass(frozen=True)
class Group:
    """Constraints that share ratings of their own.

    varying: slots of those ratings; shared: slots of the shared ratings that it reads; fixed: nodes that no rating enters and that it
    reads. `program` is what is left of the rubric's: its inputs are varying, shared and fixed, in this order; `wanted` are
    the constraints' nodes in it.
    """

    constraints: tuple[Constraint, ...]
    varying: tuple[int, ...]
    shared: tuple[int, ...]
    fixed: tuple[int, ...]
    program: Program
    wanted: tuple[int, ...]

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule(self.program, self.wanted)


@dataclass(frozen=True)
class Factors:
    """A layout's constraints: those that no rating enters, groups, and the shared ratings with the values that differ."""

    layout: Layout

    @property
    def program(self) -> Program:
        return self.layout.compiled.program

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What has to hold for each option, split as far as it is a plain conjunction."""
        found: dict[tuple[int, tuple[bool, ...]], int] = {}
        for place, node in enumerate(self.layout.compiled.reachable):
            for part in self._parts(node):
                found.setdefault(part, place)
        return tuple(Constraint(node, ok, place) for (node, ok), place in found.items())

    def _parts(self, node: int) -> Iterable[tuple[int, tuple[bool, ...]]]:
        program = self.program
        kind, args = program.kinds[node], program.args[node]
        if kind == MIN:
            for a in args:
                yield from self._parts(a)
        elif kind == TABLE and program.kinds[args[0]] == MAX and program.tables[node] == (1, 0):
            for a in program.args[args[0]]:  # a maximum of truths that has to be 0: each of them has to
                yield a, (True, False)
        else:
            yield node, (False, True)

    @cached_property
    def _reads(self) -> tuple[Slots, ...]:
        reads: list[Slots] = []
        for kind, args in zip(self.program.kinds, self.program.args, strict=True):
            if kind == INPUT:
                reads.append(frozenset(args))
            elif kind in (MIN, MAX, TABLE):
                reads.append(frozenset[int]().union(*(reads[a] for a in args)))
            else:
                reads.append(frozenset())
        return tuple(reads)

    @cached_property
    def fixed(self) -> tuple[Constraint, ...]:
        """Constraints that no rating enters."""
        ratings = self.layout.ratings
        return tuple(c for c in self.constraints if not any(s in ratings for s in self._reads[c.node]))

    @cached_property
    def shared(self) -> tuple[int, ...]:
        """Slots of ratings without a domain that tie together what would otherwise be independent."""
        free = {s for s, rating in self.layout.ratings.items() if rating.domain is None}
        label = self._joined(free)
        found = []
        for slot in sorted(free):
            touched = {
                label[other]
                for c in self.constraints
                if slot in self._reads[c.node]
                for other in self._reads[c.node] & label.keys()
            }
            if len(touched) > 1:
                found.append(slot)
        return tuple(found)

    def _joined(self, leaving: Iterable[int]) -> dict[int, int]:
        """Rating slot -> label of what it is tied to by constraints, the slots in `leaving` left out."""
        out = set(leaving)
        parent = {s: s for s in self.layout.ratings if s not in out}

        def root(s: int) -> int:
            while parent[s] != s:
                s = parent[s]
            return s

        ties: list[Iterable[int]] = [self._reads[c.node] for c in self.constraints]
        ties += list(self.layout.modified.items())  # one can stand for the other: they vary together
        for tie in ties:
            mine = sorted(s for s in tie if s in parent)
            for s in mine[1:]:
                parent[root(s)] = root(mine[0])
        return {s: root(s) for s in parent}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The constraints that ratings enter, in groups that read no rating in common but the shared ones."""
        label = self._joined(self.shared)
        by_group: dict[int, list[Constraint]] = {}
        alone = []
        for c in self.constraints:
            if c in self.fixed:
                continue
            own = sorted(label[s] for s in self._reads[c.node] if s in label)
            if own:
                by_group.setdefault(own[0], []).append(c)
            else:
                alone.append([c])
        return tuple(self._group(found) for found in (*by_group.values(), *alone))

    def _group(self, constraints: Sequence[Constraint]) -> Group:
        read = frozenset[int]().union(*(self._reads[c.node] for c in constraints))
        read |= {modified for slot, modified in self.layout.modified.items() if slot in read}
        shared = tuple(s for s in self.shared if s in read)
        varying = tuple(s for s in sorted(read) if s in self.layout.ratings and s not in shared)
        nodes, fixed = self._below([c.node for c in constraints])
        slots = {slot: number for number, slot in enumerate((*varying, *shared))}
        leaves = {node: len(slots) + number for number, node in enumerate(fixed)}
        program, at = _program(self.program, nodes, slots, leaves)
        return Group(tuple(constraints), varying, shared, fixed, program, tuple(at[c.node] for c in constraints))

    def slots_of(self, group: Group) -> Slots:
        """Every slot that a group's constraints read, ratings or not."""
        return frozenset[int]().union(*(self._reads[c.node] for c in group.constraints), group.varying)

    def _below(self, tops: Sequence[int]) -> tuple[list[int], tuple[int, ...]]:
        """Nodes under some that ratings enter, in program order; and those just below them that none enters."""
        seen: set[int] = set()
        stack = list(tops)
        while stack:
            node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            if self.program.kinds[node] not in (INPUT, CONST) and self._rated(node):
                stack.extend(self.program.args[node])
        fixed = tuple(n for n in sorted(seen) if not self._rated(n) and self.program.kinds[n] != CONST)
        return sorted(seen), fixed

    def _rated(self, node: int) -> bool:
        return any(s in self.layout.ratings for s in self._reads[node])

    @cached_property
    def classes(self) -> Mapping[int, tuple[int, ...]]:
        """Shared slot -> for every value 0..top the class that it falls in: values of one class act alike everywhere."""
        return {slot: self._classes(slot) for slot in self.shared}

    def _classes(self, slot: int) -> tuple[int, ...]:
        program, top = self.program, self.layout.ratings[slot].top
        (node,) = (n for n, kind in enumerate(program.kinds) if kind == INPUT and program.args[n] == (slot,))
        tables = []
        for kind, args, table in zip(program.kinds, program.args, program.tables, strict=True):
            if kind in (MIN, MAX) and node in args:
                return tuple(range(top + 1))
            if kind == TABLE and args == (node,):
                tables.append(table)
        seen: dict[tuple[int, ...], int] = {}
        return tuple(seen.setdefault(tuple(t[value] for t in tables), len(seen)) for value in range(top + 1))


def _program(
    whole: Program, nodes: Sequence[int], slots: Mapping[int, int], leaves: Mapping[int, int]
) -> tuple[Program, dict[int, int]]:
    """A part of a program: `slots` keep being inputs, `leaves` become some; and where each node is in it."""
    at: dict[int, int] = {}
    kinds: list[int] = []
    arguments: list[tuple[int, ...]] = []
    tables: list[tuple[int, ...]] = []
    for node in nodes:
        kind, args, table = whole.kinds[node], whole.args[node], whole.tables[node]
        if node in leaves:
            kind, args, table = INPUT, (leaves[node],), ()
        elif kind == INPUT:
            args = (slots[args[0]],)
        elif kind != CONST:
            args = tuple(at[a] for a in args)
        at[node] = len(kinds)
        kinds.append(kind)
        arguments.append(args)
        tables.append(table)
    return Program(tuple(kinds), tuple(arguments), tuple(tables), len(slots) + len(leaves)), at
