"""Exact shares of many profiles at once: given the few ratings that several domains read, a domain at a time.

An option is reachable where every one of its constraints holds (a domain within tolerance, a cap that does not fire). Most constraints
read ratings of one domain only. Given the shared ratings, groups of constraints are independent, so an option's share is a sum
over the shared ratings of a product over groups. A group's factor depends on few columns, and in a portfolio the same
combinations come again: each is worked out once, by the same program that decides one model.

Ratings vary as in `sensitivity.shares` under the independent coupling. A safeguard's strength and a spread given by hand do
not fit into codes: rows that have either are marked when they are packed, and bring shares that were worked out one at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from riskframe.portfolio.decide import Decider
from riskframe.portfolio.factors import Factors, Group
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


@dataclass(frozen=True)
class Sharer:
    """A decider that also gives shares. It remembers the factors that it has seen; build one for a process."""

    decider: Decider
    _seen: dict[tuple[int, bytes], Floats] = field(default_factory=dict, compare=False)
    """(group, key) -> (own combos, places): the share in which the group's constraints hold."""
    _held: dict[tuple[int, bytes], Floats] = field(default_factory=dict, compare=False)
    """(group, support) -> (own combos, places, cases): where they hold, whatever the weights."""

    @cached_property
    def factors(self) -> Factors:
        return Factors(self.decider.layout)

    def shares(self, codes: Codes, bound: Bound) -> Floats:
        """The share of each option as the most open reachable one, (options, rows); columns sum to 1.

        codes: (columns, rows). Everything without a spread stands as in the bound's reading. Raises TooEntangled.
        """
        import numpy as np

        inputs = self.decider.inputs(codes, BOUNDS[bound])
        rows, places = codes.shape[1], len(self.decider.compiled.views)
        combos = list(product(*(range(max(self.factors.classes[s]) + 1) for s in self.factors.shared)))
        weights = self._shared_weights(codes, inputs, combos)
        row, combo = np.nonzero(weights)  # most rows know most shared ratings: few combinations have any weight
        reach = np.repeat(weights[row, combo][:, None], places, axis=1)  # (row and combination, places)
        for number, group in enumerate(self.factors.groups):
            at = [self.factors.shared.index(s) for s in group.shared]
            own = sorted({tuple(one[i] for i in at) for one in combos})
            place_of = np.array([own.index(tuple(one[i] for i in at)) for one in combos])
            keys, first, of_row = self._keys(group, codes, inputs)
            table = self._table(number, group, own, keys, first, codes, inputs)  # (keys, own, places)
            reach *= table[of_row[row], place_of[combo]]
        found = np.zeros((places, rows))
        if rows:
            found[:] = np.add.reduceat(reach, np.searchsorted(row, np.arange(rows)), axis=0).T
        self._fix(found, inputs)
        found[:-1] -= found[1:].copy()
        shares: Floats = np.clip(found, 0.0, 1.0)
        return shares

    def _fix(self, reach: Floats, inputs: Bytes) -> None:
        """What no rating enters either holds or not."""
        import numpy as np

        fixed = self.factors.fixed
        values = self.decider.compiled.program.run_batch(inputs, [c.node for c in fixed])
        for c, row in zip(fixed, values, strict=True):
            reach[c.place :] *= np.array(c.ok)[row]

    def _shared_weights(self, codes: Codes, inputs: Bytes, combos: Sequence[tuple[int, ...]]) -> Floats:
        """(rows, combos): the share of each combination of classes of the shared ratings."""
        import numpy as np

        weights = np.ones((codes.shape[1], len(combos)))
        for i, slot in enumerate(self.factors.shared):
            top, classes = self.decider.layout.ratings[slot].top, self.factors.classes[slot]
            known = np.zeros((self.decider.layout.largest(slot) + 1, max(classes) + 1))
            for code in range(FIRST_KNOWN, len(known)):
                for level, share in spread_of_code(code, top).items():
                    known[code, classes[level]] += share
            mine = known[codes[slot]]
            point = np.eye(max(classes) + 1)[np.array(classes)[inputs[slot]]]
            mine = np.where((codes[slot] < FIRST_KNOWN)[:, None], point, mine)
            weights *= mine[:, [combo[i] for combo in combos]]
        return weights

    def _keys(self, group: Group, codes: Codes, inputs: Bytes) -> tuple[list[bytes], Places, Places]:
        """What the group's factor depends on: the distinct keys, a row that has each, and which key each row has."""
        import numpy as np

        # A rating without a spread enters by its point; so unknowns of different origin share a factor.
        varying = [
            np.where(
                codes[s] >= FIRST_KNOWN,
                codes[s],
                np.where(codes[s] == AS_MODIFIED, 1000, 2000 + inputs[s].astype(np.uint16)),
            )
            for s in group.varying
        ]
        columns = np.stack([*varying, *(inputs[s] for s in group.fixed)], axis=1).astype(np.uint16)
        packed = np.ascontiguousarray(columns).view(np.dtype((np.void, columns.shape[1] * 2))).ravel()
        keys, first, of_row = np.unique(packed, return_index=True, return_inverse=True)
        return [key.tobytes() for key in keys], first, of_row

    def _table(
        self, number: int, group: Group, own: Sequence[tuple[int, ...]], keys: Sequence[bytes], first: Places,
        codes: Codes, inputs: Bytes,
    ) -> Floats:  # fmt: skip
        """(keys, own combos, places): the share in which the group's constraints hold, worked out where it is new."""
        import numpy as np

        new = [(key, int(row)) for key, row in zip(keys, first, strict=True) if (number, key) not in self._seen]
        waiting: dict[bytes, tuple[int, list[Spread]]] = {}
        asked: list[tuple[bytes, bytes, list[Spread]]] = []
        size = 0
        for key, row in new:
            spreads = [spread_of_code(int(codes[s, row]), self.decider.layout.ratings[s].top) for s in group.varying]
            support = self._support(group, spreads, codes[:, row], inputs[:, row])
            asked.append((key, support, spreads))
            if (number, support) in self._held or support in waiting:
                continue
            waiting[support] = (row, spreads)
            size += len(own) * prod(max(len(s), 1) for s in spreads)
            if size >= AT_ONCE:
                self._work_out(number, group, own, waiting, codes, inputs)
                waiting, size = {}, 0
        self._work_out(number, group, own, waiting, codes, inputs)
        for key, support, spreads in asked:
            weights = np.ones(1)
            for spread in spreads:
                if len(spread) > 1:
                    weights = np.multiply.outer(weights, np.fromiter(spread.values(), float)).ravel()
            self._seen[number, key] = self._held[number, support] @ weights
        return np.stack([self._seen[number, key] for key in keys])

    def _support(self, group: Group, spreads: Sequence[Spread], codes: Codes, inputs: Bytes) -> bytes:
        """What a group's cases depend on, the weights left out: levels that are possible, and every fixed input."""
        levels = (
            tuple(spread) if len(spread) > 1 else AS_MODIFIED if codes[s] == AS_MODIFIED else int(inputs[s]) + 10
            for s, spread in zip(group.varying, spreads, strict=True)
        )
        return repr((*levels, inputs[list(group.fixed)].tobytes())).encode()

    def _cases(
        self, group: Group, own: Sequence[tuple[int, ...]], spreads: Sequence[Spread], codes: Codes, inputs: Bytes
    ) -> Bytes:  # fmt: skip
        """Inputs of every case of one row, own combos outermost, the last rating's levels innermost."""
        import numpy as np

        layout = self.decider.layout
        outcomes = prod(max(len(s), 1) for s in spreads)
        if outcomes * len(own) > LARGEST:
            raise TooEntangled
        # Slots that the group does not read are left at 0: nothing looks at them.
        cases = np.zeros((len(inputs), outcomes * len(own)), np.uint8)
        read = [*group.varying, *group.fixed]
        cases[read] = inputs[read, None]
        stride = outcomes
        for slot, spread in zip(group.varying, spreads, strict=True):
            if len(spread) > 1:
                stride //= len(spread)
                pattern = np.repeat(np.fromiter(spread, np.uint8), stride)
                cases[slot] = np.tile(pattern, cases.shape[1] // len(pattern))
        for slot, modified in layout.modified.items():
            if slot in group.varying and codes[slot] == AS_MODIFIED:
                cases[slot] = cases[modified]
        for i, slot in enumerate(group.shared):
            values = [self.factors.classes[slot].index(combo[i]) for combo in own]
            cases[slot] = np.repeat(np.array(values, np.uint8), outcomes)
        return cases

    def _work_out(
        self, number: int, group: Group, own: Sequence[tuple[int, ...]], waiting: Mapping[bytes, tuple[int, list[Spread]]],
        codes: Codes, inputs: Bytes,
    ) -> None:  # fmt: skip
        import numpy as np

        if not waiting:
            return
        places = len(self.decider.compiled.views)
        parts = [self._cases(group, own, spreads, codes[:, row], inputs[:, row]) for row, spreads in waiting.values()]
        values = self.decider.compiled.program.run_batch(
            np.concatenate(parts, axis=1), [c.node for c in group.constraints]
        )
        holds = np.ones((places, values.shape[1]), np.float64)
        for c, row_values in zip(group.constraints, values, strict=True):
            holds[c.place :] *= np.array(c.ok)[row_values]
        at = 0
        for support, part in zip(waiting, parts, strict=True):
            mine = holds[:, at : at + part.shape[1]].reshape(places, len(own), -1)
            self._held[number, support] = np.ascontiguousarray(mine.transpose(1, 0, 2))
            at += part.shape[1]
