"""Rows of codes as the inputs of a rubric's program, in one reading: each column when it is asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from riskframe.portfolio.layout import (
    AS_MODIFIED,
    BASE,
    FIRST_KNOWN,
    NOT_APPLICABLE,
    UNKNOWN,
    Layout,
    known_states,
)
from riskframe.scales import READINGS, Polarity, Reading

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint16]
    Bytes = npt.NDArray[np.uint8]


class NoCode(ValueError):
    """A number that its column cannot hold. row: place among the rows at hand."""

    def __init__(self, row: int, column: str, code: int, why: str = "is no code of it") -> None:
        self.row, self.column, self.code, self.why = row, column, code, why
        super().__init__(f"column {column}: {code} {why}")

    def __reduce__(self) -> tuple[type[NoCode], tuple[int, str, int, str]]:
        return NoCode, (self.row, self.column, self.code, self.why)


def check(codes: Codes, layout: Layout) -> None:
    """Raises NoCode for numbers that are no codes at a glance; the rest of them show when they are read. codes: (columns, rows)."""
    if not codes.size:
        return
    most = codes.max(axis=1)
    for slot, name in enumerate(layout.columns):
        row = codes[slot]
        if most[slot] > layout.largest(slot):
            raise NoCode(int(row.argmax()), name, int(most[slot]))
        if slot in layout.ratings and slot not in layout.modified and (row == AS_MODIFIED).any():
            at = int((row == AS_MODIFIED).argmax())
            raise NoCode(at, name, AS_MODIFIED, "says that as_modified stands for it, which is for safeguards_off only")


class Inputs:
    """Rows of codes (columns, rows) in one reading; `check` has seen them.

    A column is decoded where the program reads it, so that it is still in the processor's cache; thousands of rows at once are best.
    """

    def __init__(self, layout: Layout, codes: Codes, reading: Reading) -> None:
        self.layout, self.codes, self.reading = layout, codes, reading
        self.shape = codes.shape
        self._place = READINGS.index(reading)

    def __getitem__(self, slot: int) -> Bytes:
        """(rows,): what the program reads in a slot. Raises NoCode where the slot does not take it."""
        import numpy as np

        codes, rating = self.codes[slot], self.layout.ratings.get(slot)
        if rating is None:
            digits = codes // np.uint16(BASE**self._place) if self._place else codes
            if self._place < len(READINGS) - 1:
                digits = digits - digits // np.uint16(BASE) * np.uint16(BASE)  # quicker than %, and than a look-up
            read: Bytes = digits.astype(np.uint8)
            if read.size and read.max() >= self.layout.digits(slot):
                at = int(read.argmax())
                raise NoCode(at, self.layout.columns[slot], int(codes[at]))
            return read
        levels: Bytes = levels_of_codes(rating.top, rating.polarity, self.reading).take(codes)
        modified = self.layout.modified.get(slot)
        if modified is not None:
            levels = np.where(codes == AS_MODIFIED, self[modified], levels)
        return levels

    def whole(self) -> Bytes:
        """(columns, rows): every column."""
        import numpy as np

        return np.stack([self[slot] for slot in range(len(self.codes))])


@cache
def levels_of_codes(top: int, polarity: Polarity, reading: Reading) -> Bytes:
    """The level that each code of a rating on 1..top is read at; 0 where it does not apply."""
    import numpy as np

    risk = polarity is Polarity.RISK
    harmful, favourable = (top, 1) if risk else (1, top)
    table = np.zeros(FIRST_KNOWN + len(known_states(top)), np.uint8)
    table[NOT_APPLICABLE] = 0
    table[UNKNOWN] = harmful if reading in ("conservative", "central") else favourable
    for code, (lo, best, hi, _) in enumerate(known_states(top), FIRST_KNOWN):
        ends = {"conservative": hi if risk else lo, "optimistic": lo if risk else hi}
        table[code] = ends.get(reading, best)
    return table
