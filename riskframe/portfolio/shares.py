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
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from riskframe.portfolio.decide import Decider
from riskframe.portfolio.factors import Factors, Group
from riskframe.portfolio.layout import AS_MODIFIED, FIRST_KNOWN, WEIGHTS, known_states
from riskframe.sensitivity.shares import BOUNDS, Bound

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


def spread_of_code(code: int, top: int) -> dict[int, float]:
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

    @cached_property
    def factors(self) -> Factors:
        return Factors(self.decider.layout)

    def shares(self, codes: Codes, bound: Bound) -> Floats:
        """The share of each option as the most open reachable one, (options, rows); columns sum to 1.

        codes: (columns, rows). Everything without a spread stands as in the bound's reading. Raises TooEntangled.
        """
        import numpy as np

        inputs = self.decider.inputs(codes, BOUNDS[bound])
        places = len(self.decider.compiled.views)
        combos = list(product(*(range(max(self.factors.classes[s]) + 1) for s in self.factors.shared)))
        reach = np.repeat(self._shared_weights(codes, inputs, combos)[None], places, axis=0)  # (places, rows, combos)
        for number, group in enumerate(self.factors.groups):
            at = [self.factors.shared.index(s) for s in group.shared]
            own = sorted({tuple(combo[i] for i in at) for combo in combos})
            spread_out = np.array([own.index(tuple(combo[i] for i in at)) for combo in combos])
            keys, first, of_row = self._keys(group, codes, inputs)
            table = self._table(number, group, own, keys, first, codes, inputs)  # (keys, places, own)
            reach *= table[:, :, spread_out].transpose(1, 0, 2)[:, of_row, :]
        found = reach.sum(axis=2)
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
        """(keys, places, own combos): the share in which the group's constraints hold, worked out where it is new."""
        import numpy as np

        new = [(key, int(row)) for key, row in zip(keys, first, strict=True) if (number, key) not in self._seen]
        waiting: list[tuple[bytes, Bytes, Floats]] = []
        size = 0
        for key, row in new:
            cases, weights = self._cases(group, own, codes[:, row], inputs[:, row])
            waiting.append((key, cases, weights))
            size += cases.shape[1]
            if size >= AT_ONCE:
                self._work_out(number, group, own, waiting)
                waiting, size = [], 0
        self._work_out(number, group, own, waiting)
        return np.stack([self._seen[number, key] for key in keys])

    def _cases(
        self, group: Group, own: Sequence[tuple[int, ...]], codes: Codes, inputs: Bytes
    ) -> tuple[Bytes, Floats]:  # fmt: skip
        """Inputs of every case of one row, own combos outermost, and the share of each case within a combo."""
        import numpy as np

        layout = self.decider.layout
        spreads = [spread_of_code(int(codes[s]), layout.ratings[s].top) for s in group.varying]
        uncertain = [(s, spread) for s, spread in zip(group.varying, spreads, strict=True) if len(spread) > 1]
        number = len(own)
        for _, spread in uncertain:
            number *= len(spread)
        if number > LARGEST:
            raise TooEntangled
        outcomes = number // len(own)
        cases = np.repeat(inputs[:, None], number, axis=1)
        weights, stride = np.ones(outcomes), outcomes
        for slot, spread in uncertain:
            stride //= len(spread)
            each = np.repeat(np.arange(len(spread)), stride)
            pattern = np.tile(each, outcomes // len(each))
            weights *= np.array(list(spread.values()))[pattern]
            cases[slot] = np.tile(np.array(list(spread), np.uint8)[pattern], len(own))
        for slot, modified in layout.modified.items():
            if slot in group.varying and codes[slot] == AS_MODIFIED:
                cases[slot] = cases[modified]
        for i, slot in enumerate(group.shared):
            values = [self.factors.classes[slot].index(combo[i]) for combo in own]
            cases[slot] = np.repeat(np.array(values, np.uint8), outcomes)
        return cases, weights

    def _work_out(
        self, number: int, group: Group, own: Sequence[tuple[int, ...]], waiting: Sequence[tuple[bytes, Bytes, Floats]]
    ) -> None:  # fmt: skip
        import numpy as np

        if not waiting:
            return
        places = len(self.decider.compiled.views)
        inputs = np.concatenate([cases for _, cases, _ in waiting], axis=1)
        values = self.decider.compiled.program.run_batch(inputs, [c.node for c in group.constraints])
        holds = np.ones((places, inputs.shape[1]), np.bool_)
        for c, row in zip(group.constraints, values, strict=True):
            holds[c.place :] &= np.array(c.ok)[row]
        at = 0
        for key, cases, weights in waiting:
            mine = holds[:, at : at + cases.shape[1]].reshape(places, len(own), len(weights))
            self._seen[number, key] = mine @ weights
            at += cases.shape[1]
