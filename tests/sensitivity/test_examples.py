"""The analysis of real profiles: exact against a million draws, and the same bytes whatever the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from math import exp, lgamma, log
from pathlib import Path

import pytest

from riskframe import load_profile, load_rubric
from riskframe.assessment import assess, evaluated
from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.draws import drawn_shares
from riskframe.sensitivity.shares import BOUNDS, COUPLINGS, Bound, Coupling, exact_shares

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(p.stem for p in EXAMPLES.glob("*.yaml") if p.stem != "history")
DRAWS = 1_000_000
OUTSIDE = 1e-6
"""Two-sided chance of a draw count as far out as this, above which the draws are taken to agree."""


def log_chance(n: int, k: int, p: float) -> float:
    """log of the binomial chance of exactly k in n."""
    if p in (0.0, 1.0):
        return 0.0 if k == n * p else float("-inf")
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p)


def chance_as_far_out(n: int, k: int, p: float) -> float:
    """Chance of a count at least as far from its mean on k's side, exactly; terms fall fast, so few are summed."""
    if p in (0.0, 1.0):
        return 1.0 if k == round(n * p) else 0.0
    step = 1 if k >= n * p else -1
    total, at = 0.0, k
    while 0 <= at <= n:
        term = exp(log_chance(n, at, p))
        total += term
        if term < total * 1e-12:
            break
        at += step
    return min(1.0, total)


@pytest.fixture(scope="module")
def found() -> dict[str, Evaluation]:
    rubric = load_rubric("seger-2023")
    return {name: evaluated(load_profile(EXAMPLES / f"{name}.yaml"), rubric) for name in NAMES}


def test_the_chance_is_that_of_the_binomial() -> None:
    assert abs(chance_as_far_out(10, 8, 0.5) - 56 / 1024) < 1e-12
    assert abs(chance_as_far_out(10, 2, 0.5) - 56 / 1024) < 1e-12


@pytest.mark.parametrize("coupling", COUPLINGS)
@pytest.mark.parametrize("bound", list(BOUNDS))
def test_a_million_draws_lie_within_the_exact_binomial_interval(
    found: dict[str, Evaluation], bound: Bound, coupling: Coupling
) -> None:
    names = (
        NAMES if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else ("gpt-2", "gpt-oss-120b", "stable-diffusion-1")
    )
    for seed, name in enumerate(names):
        exact = exact_shares(found[name], bound, coupling).most_open
        drawn = drawn_shares(found[name], bound, coupling, draws=DRAWS, seed=seed)
        for option, share in exact.items():
            count = round(drawn[option] * DRAWS)
            assert chance_as_far_out(DRAWS, count, min(1.0, max(0.0, share))) > OUTSIDE / 2, (name, option)


SCRIPT = """
import json, os, sys
cores = int(sys.argv[2])
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
from dataclasses import asdict
from riskframe import assess, load_profile, load_rubric
from riskframe.profile import Benefit
from riskframe.sensitivity.draws import drawn_shares
from riskframe.assessment import evaluated
profile, rubric = load_profile(sys.argv[1]), load_rubric("seger-2023")
# With weights, so that the value of evidence is among the bytes.
known = {"size": {"level": 3, "evidence": [profile.evidence[0].id]}, "evidence": (profile.evidence[0].id,)}
benefits = {name: Benefit(**known, weight=w) for name, w in (("integration", 2.0), ("innovation", 1.0))}
profile = profile.model_copy(update={"benefits": benefits})
assert assess(profile, rubric, analysis=True).sensitivity.value.ratings
drawn = drawn_shares(evaluated(profile, rubric), "unknowns_harmful", "comonotone", draws=50_000, seed=3)
print(json.dumps([asdict(assess(profile, rubric, analysis=True)), drawn], sort_keys=False))
"""


def test_same_bytes_on_one_core_and_on_two_with_other_hashing() -> None:
    outputs = set()
    for hashing, cores in (("0", "1"), ("1", "2")):
        environment = {**os.environ, "PYTHONHASHSEED": hashing, "OPENBLAS_NUM_THREADS": cores}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(EXAMPLES / "gpt-oss-120b.yaml"), cores],
            env=environment, capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_the_analysis_changes_nothing_of_the_decision() -> None:
    rubric, profile = load_rubric("seger-2023"), load_profile(EXAMPLES / "gpt-oss-120b.yaml")
    plain, analysed = asdict(assess(profile, rubric)), asdict(assess(profile, rubric, analysis=True))
    assert plain.pop("sensitivity") is None
    assert analysed.pop("sensitivity") is not None
    assert json.dumps(plain) == json.dumps(analysed)
