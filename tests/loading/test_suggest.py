"""Did you mean: helpful for slips of the hand, silent otherwise, always the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.loading.suggest import closest, did_you_mean

LEVELS = ["none", "low", "moderate", "substantial", "high", "open", "open_weights", "closed"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hihg", "high"),
        ("opne", "open"),
        ("moderat", "moderate"),
        ("subst", "substantial"),
        ("open-weights", "open_weights"),
        ("Open Weights", "open_weights"),
        ("HIGH", "high"),
        ("openweights", "open_weights"),
        ("clsoed", "closed"),
        ("xyzzy", None),
        ("", None),
        ("h", None),
        ("x" * 10_000, None),
    ],
)
def test_a_slip_finds_its_word(word: str, meant: str | None) -> None:
    assert closest(word, LEVELS) == meant


def test_the_phrase() -> None:
    assert did_you_mean("hihg", LEVELS) == 'did you mean "high"?'
    assert did_you_mean("zzz", LEVELS) is None
    assert did_you_mean("high", LEVELS) is None
    assert did_you_mean("high", []) is None


@given(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_matter(word: str, options: list[str], random: object) -> None:
    shuffled = list(options)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert closest(word, options) == closest(word, shuffled)
    assert closest(word, options) in [None, *options]
