"""A refusal score never pays for weights out, gated ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe import load_profile, load_rubric
from riskframe.assessment import evaluated
from riskframe.profile import Profile, Safeguard

EXAMPLES = Path(__file__).parents[2] / "examples"


def with_refusals(profile: Profile, strength: int) -> Profile:
    """Refusal training alone, at a strength, tested in every way that the rubric knows."""
    evidence = profile.evidence[0].id
    tests = {name: {"evidence": [evidence]} for name in load_rubric().vocabulary.tests}
    refusals = Safeguard.model_validate(
        {
            "id": "refusals",
            "kind": "refusal_training",
            "lives_in": "weights",
            "strength": strength,
            "evidence": [evidence],
            "tested_against": tests,
        }
    )
    return profile.model_copy(update={"safeguards": (refusals,)})


@pytest.mark.parametrize("name", ["gpt-oss-120b", "deepseek-r1", "claude-opus-4", "llama-2-70b"])
def test_the_strongest_refusals_leave_every_level_with_weights_out_as_without_them(name: str) -> None:
    rubric, profile = load_rubric(), load_profile(EXAMPLES / f"{name}.yaml")
    without = evaluated(profile.model_copy(update={"safeguards": ()}), rubric)
    strongest = evaluated(with_refusals(profile, 5), rubric)
    held = False
    for place, option in enumerate(rubric.options):
        for domain in rubric.domains:
            before, after = (e.level(domain, place, "conservative") for e in (without, strongest))
            if option.irreversible:
                assert after == before, (domain, option.id)
            held |= after < before
    assert held or name != "gpt-oss-120b"  # it does count while the model is served
