"""Bounds come from what the evidence says, or from its counts; where neither is there, there are none."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.evidence import Result
from riskframe.measurement.bounds import Bounds, bounds_of, value_in, wilson


def bounds(due: str = "proportion", /, **said: Any) -> Bounds | str:
    return bounds_of(Result(metric="acc", **said), due)


def test_wilson_by_published_numbers() -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81/263, 15/148, 0/20, 1/29."""
    for hits, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(hits / n, n)
        assert [round(x, 4) for x in found] == [low, high]


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (1.1, 3), (-0.1, 3), (math.nan, 3)])
def test_wilson_refuses_what_is_no_proportion(share: float, n: int) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(share, n)


@given(st.floats(0, 1), st.integers(1, 10**9))
def test_wilson_holds_the_value_and_stays_on_the_scale(share: float, n: int) -> None:
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


@given(st.floats(0, 1), st.integers(1, 10**6))
def test_more_samples_never_widen(share: float, n: int) -> None:
    few, many = wilson(share, n), wilson(share, 2 * n)
    assert many[1] - many[0] <= few[1] - few[0] + 1e-12


def test_a_stated_interval_comes_first() -> None:
    found = bounds(value=0.4, lower=0.3, upper=0.5, samples_completed=10, confidence_level=0.9, method="bootstrap")
    assert found == Bounds(0.3, 0.5, "bootstrap as stated at confidence 0.9")


def test_counts_and_error_give_the_wider_of_the_two() -> None:
    narrow, wide = (bounds(value=0.4, standard_error=e, samples_completed=100) for e in (0.001, 0.2))
    assert isinstance(narrow, Bounds)
    assert isinstance(wide, Bounds)
    assert (round(narrow.lower, 3), round(narrow.upper, 3)) == tuple(round(x, 3) for x in wilson(0.4, 100))
    assert (round(wide.lower, 3), round(wide.upper, 3)) == (0.008, 0.792)
    assert "Wilson, n = 100" in narrow.method


def test_percent_is_made_a_proportion_and_nothing_else_is() -> None:
    found = bounds(value=40, unit="percent", samples_completed=100)
    assert isinstance(found, Bounds)
    assert round(found.lower, 3) == 0.309
    assert value_in(Result(metric="acc", value=40, unit="%"), "proportion") == pytest.approx(0.4)
    assert bounds(value=0.4, unit="points", samples_completed=9) == 'its unit is "points", and a proportion is due'
    assert bounds(value=40, samples_completed=100) == "it lies outside 0 to 1, so it is no proportion"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "no finite value"),
        ({"value": 0.4}, "neither an interval nor a sample count"),
        ({"value": 0.4, "standard_error": 0}, "neither an interval nor a sample count"),
        ({"value": 0.4, "lower": 0.5, "upper": 0.6}, "outside its own interval"),
        ({"value": 0.4, "standard_error": 0.1, "samples_errored": 3}, "cannot be bounded"),
    ],
)
def test_where_there_are_none_there_is_a_reason(said: dict[str, Any], why: str) -> None:
    found = bounds(**said)
    assert isinstance(found, str)
    assert why in found


def test_errored_samples_could_have_gone_either_way() -> None:
    found = bounds(value=0.5, samples_completed=80, samples_errored=20)
    assert isinstance(found, Bounds)
    low, high = wilson(0.5, 80)
    assert found.lower == pytest.approx(low * 0.8)
    assert found.upper == pytest.approx(high * 0.8 + 0.2)


def test_a_score_without_scale_needs_its_own_uncertainty() -> None:
    assert isinstance(bounds("score", value=1.2, samples_completed=50), str)
    found = bounds("score", value=1.2, standard_error=0.1)
    assert isinstance(found, Bounds)
    assert found.upper == pytest.approx(1.396, abs=0.001)
