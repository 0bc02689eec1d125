"""Many vectors at once: every table is what it says, however it is computed, and nothing is kept too long."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riskframe import load_rubric
from riskframe.engine.compile import compile_rubric
from riskframe.engine.program import TABLE, Builder
from riskframe.engine.schedule import Schedule, _line, _steps, looking_up


@given(st.lists(st.integers(0, 255), min_size=1, max_size=12))
@example([5, 5, 4, 3, 2, 1])
@example([0, 0, 0, 1, 2, 2])
@example([5, 1, 2, 3, 4, 5])
@example([3, 3, 3])
@example([255, 0, 255, 0, 255])
def test_a_table_gives_what_stands_in_it(table: list[int]) -> None:
    places = np.arange(len(table), dtype=np.uint8)
    assert looking_up(tuple(table))(places).tolist() == table
    assert places.tolist() == list(range(len(table))), "the input is left as it was"


@pytest.mark.parametrize("start", range(4))
@pytest.mark.parametrize("end", range(4))
def test_every_short_table_of_a_line_or_of_steps(start: int, end: int) -> None:
    for a in range(4):
        for b in range(4):
            table = (start, a, b, end)
            places = np.array([0, 1, 2, 3, 3, 0], np.uint8)
            for way in (_line(table), _steps(table)):
                if way is not None:
                    assert way(places).tolist() == [*table, end, start]


def test_the_tables_of_a_rubric_are_seldom_looked_up() -> None:
    """What makes the kernel quick: a change to how rubrics are compiled that loses it should be noticed."""
    program = compile_rubric(load_rubric("seger-2023")).program
    tables = [table for kind, table in zip(program.kinds, program.tables, strict=True) if kind == TABLE]
    quick = sum(1 for table in tables if _line(table) or _steps(table))
    assert quick > 0.9 * len(tables)


def test_only_what_is_wanted_is_computed_and_kept() -> None:
    b = Builder()
    x, y, unread = b.input("x"), b.input("y"), b.input("z")
    least, most = b.minimum([x, y]), b.maximum([x, y, unread])
    flipped = b.flip(b.table(least, (0, 0, 1)))
    schedule = Schedule(b.done(), [flipped, flipped])
    inputs = np.array([[1, 2, 2], [2, 2, 0]], np.uint8)  # the third slot is not even there
    assert list(schedule.run(inputs)) == [flipped]
    assert schedule.rows(inputs).tolist() == [[1, 0, 1], [1, 0, 1]]
    with pytest.raises(IndexError):
        Schedule(b.done(), [most]).run(inputs)


def test_a_wanted_node_that_others_read_is_kept_as_computed() -> None:
    b = Builder()
    x, y, z = b.input("x"), b.input("y"), b.input("z")
    inner = b.minimum([x, y])
    outer = b.maximum([inner, z, b.const(1)])
    inputs = np.array([[3, 0], [5, 0], [4, 0]], np.uint8)
    assert Schedule(b.done(), [outer, inner]).rows(inputs).tolist() == [[4, 1], [3, 0]]
