"""Numbers that no rubric wrote are refused wherever something reads them; the others are read as they were packed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import load_rubric
from riskframe.engine.schedule import Schedule
from riskframe.portfolio.codes import WrongTable
from riskframe.portfolio.inputs import Inputs, NoCode, check
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.layout import AS_MODIFIED, BASE
from riskframe.portfolio.packing import Packer
from riskframe.rubric.resolve import Rubric
from riskframe.scales import READINGS

RUBRIC = load_rubric("seger-2023")
LAYOUT = Packer(RUBRIC).layout("")
SCHEDULE = Schedule(LAYOUT.compiled.program, [LAYOUT.compiled.answer])


class Noted(Inputs):
    """Inputs that note which slots were read."""

    seen: set[int]

    def __getitem__(self, slot: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        self.seen.add(slot)
        return super().__getitem__(slot)


def facts_read() -> list[int]:
    """The slots that are no ratings and that the answer reads."""
    noted = Noted(LAYOUT, np.zeros((len(LAYOUT.columns), 1), np.uint16), "conservative")
    noted.seen = set()
    SCHEDULE.run(noted)
    return sorted(noted.seen - LAYOUT.ratings.keys())


FACTS = facts_read()


def read(codes: np.ndarray[tuple[int, int], np.dtype[np.uint16]]) -> list[Inputs]:
    """Rows in every reading, run as a decision runs them. Raises NoCode."""
    check(codes, LAYOUT)
    inputs = [Inputs(LAYOUT, codes, reading) for reading in READINGS]
    for one in inputs:
        SCHEDULE.run(one)
    return inputs


@given(st.sampled_from(FACTS), st.integers(0, 2**16 - 1) | st.integers(0, BASE**4 - 1))
def test_a_number_is_refused_or_what_every_reading_says(slot: int, number: int) -> None:
    codes = np.full((len(LAYOUT.columns), 3), 0, np.uint16)
    codes[slot, 1] = number
    digits = [number // BASE**place % BASE for place in range(len(READINGS))]
    legal = number < BASE ** len(READINGS) and max(digits) < LAYOUT.digits(slot)
    if not legal:
        with pytest.raises(NoCode, match=f"column {LAYOUT.columns[slot]}: {number} is no code of it") as error:
            read(codes)
        assert error.value.row == 1
    else:
        assert [one[slot].tolist() for one in read(codes)] == [[0, digit, 0] for digit in digits]


def test_only_safeguards_off_stands_as_as_modified() -> None:
    slot = next(s for s in LAYOUT.ratings if s not in LAYOUT.modified)
    codes = np.zeros((len(LAYOUT.columns), 2), np.uint16)
    codes[slot, 1] = AS_MODIFIED
    with pytest.raises(NoCode, match="which is for safeguards_off only"):
        check(codes, LAYOUT)


def test_the_row_that_is_named_is_the_portfolios(seger: Rubric, assessed: object) -> None:
    table = ds.dataset(f"{assessed}/codes", format="parquet").to_table()
    slot = FACTS[0]
    name = LAYOUT.columns[slot]
    values = table.column(name).to_pylist()
    values[7] = LAYOUT.digits(slot)  # one past the last, in the conservative reading
    at = table.column_names.index(name)
    spoilt = table.set_column(at, table.schema.field(at), pa.array(values, pa.uint16()))
    row = table.column("row")[7].as_py()
    with pytest.raises(WrongTable, match=rf"row {row}, column {name}: {values[7]} is no code of it"):
        Judge(seger)(spoilt)
