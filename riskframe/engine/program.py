"""The kernel: a rubric as one straight program of minima, maxima and table look-ups over small integers.

Every value is a small non-negative integer: a level 1..5, a code, or 0/1. A node is an input, a constant, the minimum
or maximum of earlier nodes, or a table look-up of one earlier node. One model, many draws or many models are the same
program; `run` takes integers, `run_batch` takes arrays with a batch axis and needs numpy.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

INPUT: Final = 0
CONST: Final = 1
MIN: Final = 2
MAX: Final = 3
TABLE: Final = 4

Node = int


@dataclass(frozen=True, slots=True)
class Program:
    """Nodes in an order in which every node comes after those it reads.

    kinds[i] says what node i is; args[i] are the nodes it reads (INPUT: its slot number; CONST: its value);
    tables[i] is a TABLE node's table, indexed by the value of its one argument.
    """

    kinds: tuple[int, ...]
    args: tuple[tuple[int, ...], ...]
    tables: tuple[tuple[int, ...], ...]
    slots: int
    """Number of inputs."""

    def __len__(self) -> int:
        return len(self.kinds)

    def run(self, inputs: Sequence[int]) -> list[int]:
        """The value of every node for one vector of `slots` input codes."""
        values: list[int] = []
        push = values.append
        for kind, args, table in zip(self.kinds, self.args, self.tables, strict=True):
            if kind == MIN:
                push(min([values[a] for a in args]))
            elif kind == MAX:
                push(max([values[a] for a in args]))
            elif kind == TABLE:
                push(table[values[args[0]]])
            elif kind == INPUT:
                push(inputs[args[0]])
            else:
                push(args[0])
        return values

    def run_batch(self, inputs: npt.NDArray[np.uint8], wanted: Sequence[Node]) -> npt.NDArray[np.uint8]:
        """The wanted nodes for a batch: inputs (slots, batch) uint8 -> (len(wanted), batch) uint8.

        For many batches of the same, make one `engine.schedule.Schedule`.
        """
        from riskframe.engine.schedule import Schedule

        return Schedule(self, wanted).rows(inputs)


class Builder:
    """Builds a Program; equal nodes are shared and constants are folded while building."""

    def __init__(self) -> None:
        self._kinds: list[int] = []
        self._args: list[tuple[int, ...]] = []
        self._tables: list[tuple[int, ...]] = []
        self._seen: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Node] = {}
        self._slots: dict[Hashable, int] = {}

    @property
    def slots(self) -> tuple[Hashable, ...]:
        """What each input stands for, in slot order."""
        return tuple(self._slots)

    def _add(self, kind: int, args: tuple[int, ...], table: tuple[int, ...] = ()) -> Node:
        key = (kind, args, table)
        node = self._seen.get(key)
        if node is None:
            node = self._seen[key] = len(self._kinds)
            self._kinds.append(kind)
            self._args.append(args)
            self._tables.append(table)
        return node

    def input(self, meaning: Hashable) -> Node:
        """The input that stands for `meaning`; the same meaning is the same input."""
        slot = self._slots.setdefault(meaning, len(self._slots))
        return self._add(INPUT, (slot,))

    def const(self, value: int) -> Node:
        return self._add(CONST, (value,))

    def value_of(self, node: Node) -> int | None:
        """A constant node's value; None for any other."""
        return self._args[node][0] if self._kinds[node] == CONST else None

    def minimum(self, nodes: Iterable[Node], *, top: int = 5) -> Node:
        """The least of the nodes; `top` (the value of an empty minimum) is the greatest value any of them takes."""
        return self._join(MIN, nodes, identity=top, absorbing=None)

    def maximum(self, nodes: Iterable[Node], *, bottom: int = 0) -> Node:
        """The greatest of the nodes; `bottom` (the value of an empty maximum) is the least value any of them takes."""
        return self._join(MAX, nodes, identity=bottom, absorbing=None)

    def every(self, nodes: Iterable[Node]) -> Node:
        """1 where all 0/1 nodes are 1."""
        return self._join(MIN, nodes, identity=1, absorbing=0)

    def some(self, nodes: Iterable[Node]) -> Node:
        """1 where some 0/1 node is 1."""
        return self._join(MAX, nodes, identity=0, absorbing=1)

    def _join(self, kind: int, nodes: Iterable[Node], *, identity: int, absorbing: int | None) -> Node:
        pick = min if kind == MIN else max
        constant = identity
        rest: set[Node] = set()
        for node in nodes:
            value = self.value_of(node)
            if value is None:
                rest.add(node)
            else:
                constant = pick(constant, value)
        if not rest or constant == absorbing:
            return self.const(constant)
        if constant != identity:
            rest.add(self.const(constant))
        if len(rest) == 1:
            return rest.pop()
        return self._add(kind, tuple(sorted(rest)))

    def table(self, node: Node, table: Sequence[int]) -> Node:
        """table[value of node]."""
        entries = tuple(table)
        value = self.value_of(node)
        if value is not None:
            return self.const(entries[value])
        if len(set(entries)) == 1:
            return self.const(entries[0])
        if all(entry == i for i, entry in enumerate(entries)):
            return node
        return self._add(TABLE, (node,), entries)

    def flip(self, node: Node) -> Node:
        """1 where a 0/1 node is 0."""
        return self.table(node, (1, 0))

    def done(self) -> Program:
        return Program(tuple(self._kinds), tuple(self._args), tuple(self._tables), len(self._slots))
