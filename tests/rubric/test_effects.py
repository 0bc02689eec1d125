"""What is said to strengthen a rubric never lets a profile come out more open, and what weakens it never less."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest

from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Profile
from riskframe.rubric.check import check_rubric
from riskframe.rubric.resolve import Rubric
from riskframe.scales import READINGS
from tests.rubric.small_rubric import planted, resolved
from tests.rubric.test_diff import SINGLE
from tests.strategies.profiles import profile_of, random_profile

DIRECTED = [
    entry
    for entry in SINGLE
    if entry[4] in ("strengthens", "weakens") and not check_rubric(resolved(planted(entry[1], *entry[2])))
]
"""Changes of which a direction is claimed, between rubrics that both pass their own check."""
PROFILES = 25


@lru_cache
def profiles() -> tuple[Profile, ...]:
    rubric = resolved()
    seeds = (Random(seed) for seed in range(PROFILES))  # noqa: S311  nothing secret hangs on it
    return tuple(profile_of(random_profile(rng, rubric)) for rng in seeds)


def evaluated(profile: Profile, rubric: Rubric) -> Evaluation:
    return evaluate(bind(profile, compile_rubric(rubric, severities_of(profile, rubric))))


@lru_cache
def before() -> tuple[Evaluation, ...]:
    return tuple(evaluated(profile, resolved()) for profile in profiles())


@pytest.mark.parametrize("entry", DIRECTED, ids=[entry[0] for entry in DIRECTED])
def test_the_direction_of_a_change_is_that_of_every_answer(
    entry: tuple[str, object, tuple[str | int, ...], str, str],
) -> None:
    _, value, path, _, effect = entry
    rubric = resolved(planted(value, *path))
    for profile, old in zip(profiles(), before(), strict=True):
        new = evaluated(profile, rubric)
        for reading in READINGS:
            more, less = (old, new) if effect == "strengthens" else (new, old)
            assert less.answer(reading) <= more.answer(reading)


def test_the_profiles_tell_answers_apart() -> None:
    assert len({found.answer("conservative") for found in before()}) >= 3
