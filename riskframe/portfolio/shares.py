"""Exact shares of many profiles at once: given the few ratings that several domains read, a domain at a time.

An option is reachable where every one of its constraints holds (a domain within tolerance, a cap that does not fire). Most constraints
read ratings of one domain only. Given the shared ratings, groups of constraints are independent, so an option's share is a sum
over the shared ratings of a product over groups. A group's factor depends on few columns, and in a portfolio the same
combinations come again: each is worked out once, by the same program that decides one model.

Ratings vary as in `sensitivity.shares` under the independent coupling. A safeguard's strength and a spread given by hand do
not fit into codes: rows that have either are marked when they are packed, and bring shares that were worked out one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from math import prod
from threading import Lock
from typing import TYPE_CHECKING

from riskframe.portfolio.decide import Decider
from riskframe.portfolio.factors import Factors, Group
from riskframe.portfolio.inputs import Inputs
from riskframe.portfolio.layout import AS_MODIFIED, FIRST_KNOWN, WEIGHTS, known_states
from riskframe.sensitivity.shares import BOUNDS, Bound
from riskframe.sensitivity.spread import Spread

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint16]
    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.intp]

LARGEST = 2_000_000
"""Cases of one group of one row that are still counted through; past it the rubric is too entangled for this way."""
AT_ONCE = 200_000
"""Cases that the program runs over at once."""


class TooEntangled(Exception):
    """A group of constraints reads so many uncertain ratings that its cases cannot be counted through."""


@cache
def spread_of_code(code: int, top: int) -> Spread:
    """level -> share of a rating's code; empty where it is unknown, does not apply, or stands as another."""
    if code < FIRST_KNOWN:
        return {}
    lo, best, hi, place = known_states(top)[code - FIRST_KNOWN]
    if lo == hi:
        return {lo: 1.0}
    others = (1 - WEIGHTS[place]) / (hi - lo)
    return {level: WEIGHTS[place] if level == best else others for level in range(lo, hi + 1)}


@cache
def _tables_of(top: int) -> tuple[Bytes, Bytes, Floats]:
    """Per code of a rating on 1..top: how many levels it is spread over (1 where it is not), the first, and their shares in order."""
    import numpy as np

    states = known_states(top)
    number = np.ones(FIRST_KNOWN + len(states), np.uint8)
    first = np.zeros(FIRST_KNOWN + len(states), np.uint8)
    weights = np.zeros((FIRST_KNOWN + len(states), top))
    weights[:, 0] = 1.0
    for code in range(FIRST_KNOWN, FIRST_KNOWN + len(states)):
        spread = spread_of_code(code, top)  # an interval: its levels follow each other
        number[code], first[code] = len(spread), min(spread)
        weights[code, : len(spread)] = list(spread.values())
    return number, first, weights


@cache
def odd(number: int) -> npt.NDArray[np.uint64]:
    """Odd factors, the same ones each time; times one of them no two words are alike."""
    import numpy as np

    return np.random.Generator(np.random.PCG64(0)).integers(2**62, 2**63, number, dtype=np.uint64) | np.uint64(1)


def distinct(columns: npt.NDArray[np.uint64]) -> tuple[Places, Places]:
    """A row for each of the distinct rows, and for every row which of them it is like. columns: (rows, words).

    Told apart by a sum, which is quick; two rows that differ and have the same sum are noticed, and sorted as they are.
    """
    import numpy as np
    import pyarrow as pa

    sums = (columns * odd(columns.shape[1])).sum(axis=1, dtype=np.uint64)
    of_row = pa.array(sums).dictionary_encode().indices.to_numpy().astype(np.intp)
    # Places count up as they are met, so a row is the first of its kind where the greatest so far rises.
    first = np.flatnonzero(np.diff(np.maximum.accumulate(of_row), prepend=-1))
    if columns.shape[1] > 1 and not (columns[first[of_row]] == columns).all():
        _, first, of_row = np.unique(columns, axis=0, return_index=True, return_inverse=True)
    return first, of_row.ravel()


@dataclass
class _Known:
    """The factors of one group that are already worked out: key -> place in `table`, (place, own combos, places of options)."""

    at: dict[bytes, int]
    table: Floats


@dataclass(frozen=True)
class Sharer:
    """A decider that also gives shares. It remembers the factors that it has seen; threads may share it, and wait for each other there."""

    decider: Decider
    _known: dict[int, _Known] = field(default_factory=dict, compare=False)
    _writing: Lock = field(default_factory=Lock, compare=False, repr=False)

    @cached_property
    def factors(self) -> Factors:
        return Factors(self.decider.layout)

    @cached_property
    def combos(self) -> tuple[tuple[int, ...], ...]:
        """Every combination of classes of the shared ratings."""
        return tuple(product(*(range(max(self.factors.classes[s]) + 1) for s in self.factors.shared)))

    def shares(self, codes: Codes, bound: Bound, settled: Bytes) -> Floats:
        """The share of each option as the most open reachable one, (options, rows); columns sum to 1.

        codes: (columns, rows), some that `inputs.check` accepts. Everything without a spread stands as in the bound's reading;
        `settled` are the values of `settled_nodes` in it (`Decider.decide` gives them). Raises TooEntangled.
        """
        import numpy as np

        inputs = Inputs(self.decider.layout, codes, BOUNDS[bound])
        rows, places = codes.shape[1], len(self.decider.compiled.views)
        weights = self._shared_weights(codes, inputs)
        row, combo = np.nonzero(weights)  # most rows know most shared ratings: few combinations have any weight
        reach = np.repeat(weights[row, combo][:, None], places, axis=1)  # (row and combination, places)
        at = {node: number for number, node in enumerate(self.settled_nodes)}
        for number, group in enumerate(self.factors.groups):
            own, own_of = self._own(group)
            columns = self._columns(group, codes, inputs, settled[[at[node] for node in group.fixed]])
            table, of_row = self._factors(number, group, own, columns)
            reach *= table[of_row[row], own_of[combo]]
        found = np.zeros((places, rows))
        if rows:
            found[:] = np.add.reduceat(reach, np.searchsorted(row, np.arange(rows)), axis=0).T
        for c in self.factors.fixed:
            found[c.place :] *= np.array(c.ok)[settled[at[c.node]]]
        found[:-1] -= found[1:].copy()
        shares: Floats = np.clip(found, 0.0, 1.0)
        return shares

    @cached_property
    def settled_nodes(self) -> tuple[int, ...]:
        """Nodes that no rating enters and that are a constraint, or that some group reads: they hold or not, whatever the ratings."""
        nodes = {c.node for c in self.factors.fixed}.union(*(group.fixed for group in self.factors.groups))
        return tuple(sorted(nodes))

    def _own(self, group: Group) -> tuple[list[tuple[int, ...]], Places]:
        """The combinations of the shared ratings that a group reads, and which of them each combination of all is."""
        import numpy as np

        at = [self.factors.shared.index(s) for s in group.shared]
        own = sorted({tuple(one[i] for i in at) for one in self.combos})
        return own, np.array([own.index(tuple(one[i] for i in at)) for one in self.combos])

    def _shared_weights(self, codes: Codes, inputs: Inputs) -> Floats:
        """(rows, combos): the share of each combination of classes of the shared ratings."""
        import numpy as np

        weights = np.ones((codes.shape[1], len(self.combos)))
        for i, slot in enumerate(self.factors.shared):
            top, classes = self.decider.layout.ratings[slot].top, self.factors.classes[slot]
            known = np.zeros((self.decider.layout.largest(slot) + 1, max(classes) + 1))
            for code in range(FIRST_KNOWN, len(known)):
                for level, share in spread_of_code(code, top).items():
                    known[code, classes[level]] += share
            mine = known[codes[slot]]
            point = np.eye(max(classes) + 1)[np.array(classes)[inputs[slot]]]
            mine = np.where((codes[slot] < FIRST_KNOWN)[:, None], point, mine)
            weights *= mine[:, [combo[i] for combo in self.combos]]
        return weights

    def _columns(self, group: Group, codes: Codes, inputs: Inputs, fixed: Bytes) -> Codes:
        """(rows, columns): what the group's factor depends on: per rating its code and where it stands, and the fixed nodes; the
        rest is 0.

        The code of a rating that has no spread says nothing beyond its point, so it is left out.
        """
        import numpy as np

        own: list[Codes | Bytes] = []
        for slot in group.varying:
            number, _, _ = _tables_of(self.decider.layout.ratings[slot].top)
            spread = (number[codes[slot]] > 1) | (codes[slot] == AS_MODIFIED)
            own += [np.where(spread, codes[slot], 0), np.where(spread, 0, inputs[slot])]
        size = np.dtype(np.uint8 if self._narrow else np.uint16)
        per_word = 8 // size.itemsize
        words = -(-max(len(own) + len(fixed), 1) // per_word)  # `distinct` takes whole words
        columns = np.zeros((codes.shape[1], words * per_word), size)
        for at, column in enumerate((*own, *fixed)):
            columns[:, at] = column
        return columns

    @cached_property
    def _narrow(self) -> bool:
        return all(self.decider.layout.largest(slot) < 256 for slot in self.decider.layout.ratings)

    def _factors(
        self, number: int, group: Group, own: Sequence[tuple[int, ...]], columns: Codes
    ) -> tuple[Floats, Places]:
        """A table of the group's factors, (place, own combos, options), and the place of each row in it."""
        import numpy as np

        width = columns.shape[1] * columns.itemsize
        first, of_row = distinct(columns.view(np.uint64))
        raw = np.ascontiguousarray(columns[first]).tobytes()
        names = [raw[i * width : (i + 1) * width] for i in range(len(first))]
        nothing = _Known({}, np.empty((0, len(own), len(self.decider.compiled.views))))
        with self._writing:
            known = self._known.setdefault(number, nothing)
            new = [i for i, name in enumerate(names) if name not in known.at]
            if new:
                more = self._worked_out(group, own, columns[first[new]])
                known.at.update((names[i], len(known.table) + k) for k, i in enumerate(new))
                known.table = np.concatenate([known.table, more])
            table, at = known.table, np.array([known.at[name] for name in names], np.intp)
        return table, at[of_row]

    def _worked_out(self, group: Group, own: Sequence[tuple[int, ...]], keys: Codes) -> Floats:
        """(keys, own combos, options): the share in which every constraint up to an option holds."""
        import numpy as np

        ratings = [self.decider.layout.ratings[slot] for slot in group.varying]
        numbers = [_tables_of(r.top)[0][keys[:, 2 * i]] for i, r in enumerate(ratings)]
        shapes = np.stack(numbers, axis=1) if numbers else np.ones((len(keys), 0), np.uint8)
        found = np.empty((len(keys), len(own), len(self.decider.compiled.views)))
        for shape in np.unique(shapes, axis=0):
            cases = prod(int(n) for n in shape) * len(own)
            if cases > LARGEST:
                raise TooEntangled
            mine = np.flatnonzero((shapes == shape).all(axis=1))
            for at in range(0, len(mine), max(1, AT_ONCE // cases)):
                some = mine[at : at + max(1, AT_ONCE // cases)]
                found[some] = self._of_shape(group, own, keys[some], [int(n) for n in shape])
        return found

    def _of_shape(self, group: Group, own: Sequence[tuple[int, ...]], keys: Codes, shape: Sequence[int]) -> Floats:
        """The same for keys whose ratings are spread over as many levels each: cases are (keys, own combos, levels of each)."""
        import numpy as np

        n, varying = len(keys), len(group.varying)
        cases = np.empty((group.program.slots, n, len(own), *shape), np.uint8)
        weights = np.ones((n, *(1 for _ in shape)))
        for i, slot in enumerate(group.varying):
            _, firsts, shares = _tables_of(self.decider.layout.ratings[slot].top)
            code, point = keys[:, 2 * i], keys[:, 2 * i + 1]
            if shape[i] == 1:
                cases[i] = point.reshape(n, *(1 for _ in cases.shape[2:]))
                continue
            levels = firsts[code][:, None] + np.arange(shape[i], dtype=np.uint8)
            along = [shape[i] if k == i else 1 for k in range(varying)]
            cases[i] = levels.reshape(n, 1, *along)
            weights = weights * shares[code, : shape[i]].reshape(n, *along)
        for slot, modified in self.decider.layout.modified.items():
            if slot in group.varying:
                i, k = group.varying.index(slot), group.varying.index(modified)
                alike = keys[:, 2 * i] == AS_MODIFIED
                cases[i, alike] = cases[k, alike]
        for i, slot in enumerate(group.shared):
            values = [self.factors.classes[slot].index(combo[i]) for combo in own]
            cases[varying + i] = np.array(values, np.uint8).reshape(1, -1, *(1 for _ in shape))
        for i in range(len(group.fixed)):
            cases[varying + len(group.shared) + i] = keys[:, 2 * varying + i].reshape(n, *(1 for _ in cases.shape[2:]))
        values_of = group.schedule.rows(cases.reshape(group.program.slots, -1))
        holds = np.ones((len(self.decider.compiled.views), values_of.shape[1]), np.bool_)
        for c, row in zip(group.constraints, values_of, strict=True):
            holds[c.place :] &= np.array(c.ok)[row]
        by_key = holds.reshape(len(holds), n, len(own), -1)
        result: Floats = np.einsum("pnoc,nc->nop", by_key, weights.reshape(n, -1))
        return result
