"""Random rubrics and random profiles for them, as hypothesis strategies over seeds.

A pair is named by two seeds, so that a failing example can be drawn again in a shell: `pair(rubric_seed, profile_seed)`.
Rubrics are kept once drawn; hypothesis chooses among a pool of them and among any number of profiles.
"""

from __future__ import annotations

import os

from hypothesis import strategies as st

from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import Compiled, compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from tests.strategies.atoms import Raw, seeded
from tests.strategies.profiles import profile_of, random_profile
from tests.strategies.rubrics import Drawn, rubric

POOL = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 100
"""How many rubrics the strategies choose from."""

__all__ = ["POOL", "Drawn", "Pair", "evaluation", "evaluation_of", "pair", "pairs", "rubric", "rubrics", "seeded"]


class Pair:
    """A random rubric and a random profile that fits it; `pair(*seeds)` draws it again.

    No dataclass: hypothesis prints those field by field, and a whole rubric tells nobody anything.
    """

    def __init__(self, drawn: Drawn, raw: Raw, profile: Profile, seeds: tuple[int, int]) -> None:
        self.drawn, self.raw, self.profile, self.seeds = drawn, raw, profile, seeds

    @property
    def rubric(self) -> Rubric:
        return self.drawn.rubric

    def __repr__(self) -> str:
        return f"pair{self.seeds}"


def pair(rubric_seed: int, profile_seed: int) -> Pair:
    """The pair that two seeds name."""
    drawn = rubric(rubric_seed)
    raw = random_profile(seeded(f"{rubric_seed}/{profile_seed}"), drawn.rubric)
    return Pair(drawn, raw, profile_of(raw), (rubric_seed, profile_seed))


def rubrics() -> st.SearchStrategy[Drawn]:
    """Random rubrics, compiled."""
    return st.integers(0, POOL - 1).map(rubric)


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Random rubrics with a random profile each."""
    return pair(draw(st.integers(0, POOL - 1)), draw(st.integers(0, 2**32)))


def compiled_for(profile: Profile, drawn: Drawn) -> Compiled:
    """The rubric compiled at the profile's severities; the one kept with it where the profile raises none."""
    severities = severities_of(profile, drawn.rubric)
    if severities == drawn.rubric.vocabulary.domains:
        return drawn.compiled
    return compile_rubric(drawn.rubric, severities)


def evaluation_of(profile: Profile, drawn: Drawn) -> Evaluation:
    """A profile evaluated under a rubric, without the check that it fits."""
    return evaluate(bind(profile, compiled_for(profile, drawn)))


def evaluation(found: Pair) -> Evaluation:
    """A pair evaluated."""
    return evaluation_of(found.profile, found.drawn)
