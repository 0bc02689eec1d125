"""The YAML 1.2 core schema, case by case (YAML 1.2.2, section 10.3.2)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.loading.scalars import Scalar, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"),
        ("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"),
        ("false", False), ("False", False), ("FALSE", False),
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("NO", "NO"),
        ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("012", 12), ("-012", -12),
        ("0o17", 15), ("0o18", "0o18"), ("-0o17", "-0o17"), ("0x1F", 31), ("0xfg", "0xfg"), ("0b1", "0b1"),
        ("1e25", 1e25), ("1E+25", 1e25), ("7.0e10", 7e10), ("-1.5e-3", -0.0015), (".5", 0.5), ("5.", 5.0), ("+.5", 0.5),
        ("1_000", "1_000"), ("1,000", "1,000"), ("1e", "1e"), ("e5", "e5"), (".", "."), ("-", "-"), ("+", "+"), ("..5", "..5"),
        ("1.2.3", "1.2.3"), ("12:30:45", "12:30:45"), ("190:20", "190:20"), ("0.7 ", "0.7 "), ("--1", "--1"),
        ("2026-11-01", "2026-11-01"), ("2026-11-01T10:00:00Z", "2026-11-01T10:00:00Z"), ("1/2", "1/2"),
        ("٣", "٣"), ("１", "１"), ("=", "="), ("<<", "<<"), ("inf", "inf"), ("NaN", "NaN"), ("-.Nan", "-.Nan"),
    ],
)  # fmt: skip
def test_an_unquoted_word_means(text: str, value: Scalar) -> None:
    read = plain(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    "text", [".inf", "+.Inf", "-.INF", "1e999", "-1e999", "9" * 301, "-" + "9" * 400, "0x" + "f" * 260]
)
def test_what_is_not_finite_comes_back_so(text: str) -> None:
    read = plain(text)
    assert isinstance(read, float)
    assert math.isinf(read)
    assert (read < 0) == text.startswith("-")


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_nan_is_nan(text: str) -> None:
    read = plain(text)
    assert isinstance(read, float)
    assert math.isnan(read)


@given(st.integers(min_value=-(10**290), max_value=10**290) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_written_by_python_are_read_back(number: float) -> None:
    assert plain(repr(number)) == number


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    read = plain(text)
    assert read == text or not isinstance(read, str)
