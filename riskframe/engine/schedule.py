"""The kernel over many vectors at once: which nodes are computed, in what order, and how each is with whole arrays.

A look-up is the dear node, at some fifteen times a minimum. Most tables of a rubric are a clipped line or a few steps, which
minima and comparisons give as well; the rest are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from riskframe.engine.program import CONST, INPUT, MAX, MIN, TABLE, Node, Program

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]

MOST_STEPS = 3
"""Steps of a table that are still summed; each costs a comparison and up to two operations more."""


class Columns(Protocol):
    """Inputs (slots, batch): an array, or something that makes a column when it is asked for."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def __getitem__(self, slot: int, /) -> Any:
        """(batch,) bytes: what the slot takes in each vector."""


class Schedule:
    """A program made ready to compute some of its nodes for many vectors of inputs. Build it once for many batches.

    Only what the wanted nodes read is computed, and an intermediate is dropped after its last use.
    """

    def __init__(self, program: Program, wanted: Sequence[Node]) -> None:
        self.slots, self.wanted = program.slots, tuple(wanted)
        last = _last_uses(program, wanted)
        dropped: dict[Node, list[Node]] = {}
        for node, at in last.items():
            dropped.setdefault(at, []).append(node)
        self._steps = [
            (node, program.kinds[node], program.args[node], program.tables[node], tuple(dropped.get(node, ())))
            for node in sorted(last)
        ]

    def run(self, inputs: Columns) -> dict[Node, Bytes]:
        """The wanted nodes for inputs (slots, batch), each (batch,) and as it was computed: not to be written to.

        Inputs are codes that their slots take (`engine.slots`); what another code gives is not defined.
        """
        import numpy as np

        live: dict[Node, Bytes] = {}
        for node, kind, args, table, dropped in self._steps:
            if kind == TABLE:
                live[node] = looking_up(table)(live[args[0]])
            elif kind == INPUT:
                live[node] = inputs[args[0]]
            elif kind == CONST:
                live[node] = np.full(inputs.shape[1], args[0], np.uint8)
            else:
                join = np.minimum if kind == MIN else np.maximum
                value = join(live[args[0]], live[args[1]])
                for a in args[2:]:
                    join(value, live[a], out=value)
                live[node] = value
            for a in dropped:
                del live[a]
        return live

    def rows(self, inputs: Columns) -> Bytes:
        """The same as one array (len(wanted), batch), in the order in which they were asked for."""
        import numpy as np

        if not self.wanted:
            return np.empty((0, inputs.shape[1]), np.uint8)
        live = self.run(inputs)
        return np.stack([live[node] for node in self.wanted])


def _last_uses(program: Program, wanted: Sequence[Node]) -> dict[Node, int]:
    """Node -> the last node that reads it (past the end for a wanted one), for all that is needed."""
    last: dict[Node, int] = dict.fromkeys(wanted, len(program))
    for node in range(len(program) - 1, -1, -1):
        if node in last and program.kinds[node] in (MIN, MAX, TABLE):
            for a in program.args[node]:
                last.setdefault(a, node)
    return last


@cache
def looking_up(table: tuple[int, ...]) -> Callable[[Bytes], Bytes]:
    """A function from places in the table to what stands there, the quickest there is for it."""
    return _line(table) or _steps(table) or _take(table)


def _line(table: tuple[int, ...]) -> Callable[[Bytes], Bytes] | None:
    """The table as a line up or down that is cut at its top; what would fall below the foot wraps to something great."""
    import numpy as np

    foot, top = min(table), max(table)
    at, height, base = np.uint8(table.index(foot)), np.uint8(top - foot), np.uint8(foot)
    places = np.arange(len(table), dtype=np.uint8)
    wanted = np.array(table, np.uint8) - base
    falls, rises = at - places, places - at

    def along(x: Bytes, *, up: bool, cut: bool) -> Bytes:
        y = x - at if up else at - x
        if cut:
            np.minimum(y, np.full(len(y), height), out=y)  # against one number numpy is slower
        return np.add(y, base, out=y) if base else y

    for cut in (False, True):
        for up, line in ((True, rises), (False, falls)):
            if (np.minimum(line, height) if cut else line).tolist() == wanted.tolist():
                return partial(along, up=up, cut=cut)
    return None


def _steps(table: tuple[int, ...]) -> Callable[[Bytes], Bytes] | None:
    """The table as its first value and the steps up or down after it; going down wraps, as bytes do."""
    import numpy as np

    rises = [(np.uint8(i), (b - a) % 256) for i, (a, b) in enumerate(pairwise(table), 1) if a != b]
    if not 0 < len(rises) <= MOST_STEPS:
        return None
    first = np.uint8(table[0])

    def stepped(x: Bytes) -> Bytes:
        total: Bytes | None = None
        for place, rise in rises:
            step = (x >= place).view(np.uint8)
            if rise != 1:
                step *= np.uint8(rise)
            total = step if total is None else np.add(total, step, out=total)
        assert total is not None
        return np.add(total, first, out=total) if first else total

    return stepped


def _take(table: tuple[int, ...]) -> Callable[[Bytes], Bytes]:
    import numpy as np

    array = np.asarray(table, np.uint8)
    return array.take
