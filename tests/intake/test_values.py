from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.intake.values import LONGEST_LABEL, count, day, label, number


@given(st.text())
def test_a_label_is_one_short_printable_line(text: str) -> None:
    made = label(text)
    if made is None:
        return
    assert 0 < len(made) <= LONGEST_LABEL
    assert made == made.strip()
    assert "\n" not in made
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in made)


@pytest.mark.parametrize("value", [None, True, [], {}, "", " \n ", "\x00\x1b"])
def test_what_is_no_label(value: object) -> None:
    assert label(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1.0),
        ("0.25", 0.25),
        (True, None),
        ("N/A", None),
        ("NaN", None),
        (math.inf, None),
        (10**400, None),
        ([], None),
    ],
)
def test_numbers(value: object, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3, 3), (3.0, 3), (-1, None), (2.5, None), (True, None), (1e300, None), ("3", None)]
)
def test_counts(value: object, expected: int | None) -> None:
    assert count(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-10-21T01:12:03+02:00", "2025-10-21"), ("2025-02-30", "None"), (1712191475.1, "2024-04-04"), ("1777366846.6", "2026-04-28"),
        (12, "None"), (1e30, "None"), ("soon", "None"), (None, "None"),
    ],
)  # fmt: skip
def test_days(value: object, expected: str) -> None:
    assert str(day(value)) == expected
