"""Which rows are alike: the first of each kind, and no mistake where sums are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from riskframe.portfolio.shares import distinct, odd

words = st.integers(0, 2**64 - 1) | st.integers(0, 3)


@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(words, min_size=n, max_size=n), min_size=1, max_size=20)))
def test_rows_are_told_apart(rows: list[list[int]]) -> None:
    columns = np.array(rows, np.uint64)
    first, of_row = distinct(columns)
    assert (columns[first[of_row]] == columns).all()
    assert len(first) == len({tuple(row) for row in rows})


def test_rows_with_the_same_sum_are_told_apart() -> None:
    one, other = (int(f) for f in odd(2))
    left = [7, 9]
    right = [(7 - other) % 2**64, (9 + one) % 2**64]
    sums = (np.array([left, right], np.uint64) * odd(2)).sum(axis=1, dtype=np.uint64)
    assert sums[0] == sums[1]
    first, of_row = distinct(np.array([left, right, left], np.uint64))
    assert len(first) == 2
    assert of_row[0] == of_row[2] != of_row[1]


def test_no_rows() -> None:
    first, of_row = distinct(np.zeros((0, 2), np.uint64))
    assert (len(first), len(of_row)) == (0, 0)
