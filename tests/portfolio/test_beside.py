"""A row may speak to other bundled rubrics too, as a single profile may: what is theirs is no fault, and what means the same crosses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from riskframe import assess, load_rubric
from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.loading.crosswalk_file import bundled_beside, load_crosswalk
from riskframe.loading.tree import Source, parse, read_source
from riskframe.portfolio.codes import Placed, codes_table
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.packing import Packed, Packer
from riskframe.portfolio.reading import read_row
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from tests.engine.packs import profile as described_profile
from tests.engine.test_crossing import ONE, TWO, WALK

EXAMPLES = Path(__file__).parents[2] / "examples"
RUBRICS = ("seger-2023", "marginal-risk", "nist-800-1", "preparedness", "owm-evaluations")


@cache
def raw(name: str) -> dict[str, Any]:
    found: dict[str, Any] = parse(read_source(EXAMPLES / f"{name}.yaml")).data
    return found


def profile(name: str, **more: Any) -> Profile:
    return read_row(Source("row.json", json.dumps({**raw(name), **more}, default=str)))


@cache
def packer(rubric: str) -> Packer:
    return Packer(load_rubric(rubric), shares=False)


def alone(given: Profile, rubric: Rubric) -> dict[str, Any] | list[tuple[str, ...]]:
    """What a single profile is told: the answers, or the faults."""
    try:
        one = assess(given, rubric)
    except InvalidProblems as error:
        return [(p.code, *map(str, p.path), p.message) for p in error.problems if p.severity == "error"]
    return {"start": one.start, "aim": one.aim, "verdict": one.verdict, "profile": one.model.profile_digest}


def as_row(given: Profile, packing: Packer) -> dict[str, Any] | list[tuple[str, ...]]:
    packed = packing.pack(given)
    if not isinstance(packed, Packed):
        return [(p.code, *map(str, p.path), p.message) for p in packed]
    table = Judge(packing.rubric)(
        codes_table([Placed(0, "a", packed)], packing.layout(packed.severities), shares=False)
    )
    (row,) = table.to_pylist()
    return {name: row[name] for name in ("start", "aim", "verdict", "profile")}


STEPS = {"steps": {"threat": {"cybersecurity": {"level": "clear", "evidence": []}}}}


@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("name", ["gpt-2", "minimal"])
def test_it_says_what_a_single_profile_does(name: str, rubric: str) -> None:
    """Among these: names of another rubric, a level that it does not have, a name of none, options and safeguards of others."""
    given = [
        profile(name),
        profile(name, ratings=STEPS),
        profile(name, ratings={"steps": {"threat": {"cybersecurity": {"level": "purple"}}}}),
        profile(name, ratings={"steps": {"thraet": {"cybersecurity": {"level": "clear"}}}}),
        profile(name, facts={"no_such_fact": True}),
        profile(name, release={"proposed": "no_such_option"}),
        profile(name, release={"components": {"model_parameters_final": "open"}}),
    ]
    packing = packer(rubric)
    for one in given:
        assert as_row(one, packing) == alone(one, packing.rubric)


@pytest.mark.parametrize("rubric", RUBRICS)
def test_a_step_of_another_rubric_is_no_fault(rubric: str) -> None:
    assert isinstance(packer(rubric).pack(profile("gpt-2", ratings=STEPS)), Packed)


def test_what_means_the_same_crosses() -> None:
    """Between toys, since what crosses between the bundled rubrics moves no code of theirs."""
    packing = Packer(TWO, shares=False)
    packing.__dict__ |= {"_beside": (ONE,), "_crosswalk": WALK}

    def codes(**ratings: Any) -> tuple[int, ...]:
        packed = packing.pack(described_profile(ratings=ratings))
        assert isinstance(packed, Packed)
        return packed.codes

    given = {"level": "partial", "evidence": ["shown"]}
    assert codes(work={"x": given}) == codes(other={"w": {**given, "level": "little"}}) != codes()


def test_the_bundled_crosswalk_is_the_one_that_crosses() -> None:
    packing = packer("seger-2023")
    assert packing._crosswalk == load_crosswalk(None, (packing.rubric,), bundled_beside([packing.rubric])).crosswalk


def test_a_name_of_no_rubric_is_a_fault_of_the_row() -> None:
    packed = packer("seger-2023").pack(profile("gpt-2", facts={"no_such_fact": True}))
    assert not isinstance(packed, Packed)
    assert [(type(p), p.code, p.path) for p in packed] == [(Problem, "E421", ("facts", "no_such_fact"))]
