"""Findings about results: what is wrong is named, and what is right is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.measurement.made import WEIGHTS, assessed, item, result


def codes(**changes: Any) -> dict[str, str]:
    return {q.code: q.text for q in assessed(item(**changes)).measured.quality}


SOUND: dict[str, Any] = {"model": {"sha256": WEIGHTS}, "elicitation": "as_released"}


def test_nothing_is_said_of_a_sound_result() -> None:
    assert codes(**SOUND) == {}


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        ({"result": result(n=10)}, "W491", "10 samples: a proportion of one half would lie anywhere from 0.24 to 0.76"),
        ({"result": result(samples_planned=1273)}, "W491", "400 of 1273 planned samples were completed"),
        ({"result": result(n=None)}, "W491", "neither an interval nor a sample count"),
        ({"result": result(n=80, samples_errored=20)}, "W492", "20 of 100 samples errored; each"),
        ({"contamination": "canary found"}, "W493", "contamination: canary found"),
        ({"cautions": ["extreme_score"]}, "W494", "best or worst possible score"),
        ({"cautions": ["version_unknown"]}, "W495", "version of the tool"),
        ({"run": {"dirty": True}}, "W495", "no commit holds"),
        ({"voice": "developer"}, "W496", "the developer ran it"),
        ({"voice": None}, "W496", "not said"),
        ({"evaluator": {"relationship": "first_party"}}, "W496", "the developer ran it"),
        ({"valid_until": "2026-03-01"}, "W497", "2026-03-01, before the assessment does (2026-08-01)"),
        ({"model": {"name": "m"}}, "W498", "nothing binds it"),
        ({"model": {"sha256": "b" * 64}}, "W498", "other weights"),
    ],
)
def test_what_is_found(changes: dict[str, Any], code: str, text: str) -> None:
    found = codes(**SOUND | changes)
    assert list(found) == [code]
    assert text in found[code]


def test_a_tuned_model_has_other_weights_on_purpose() -> None:
    assert "W498" not in codes(elicitation="fine_tuned", model={"sha256": "b" * 64})
