"""Several rubrics as one answer, from the library: the strictest adopted one wins, and every difference has its cause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import riskframe
from riskframe import assess, assess_together, load_profile, load_rubric
from riskframe.diagnostics import InvalidProblems
from riskframe.gate.codes import WORST_FIRST, ExitCode
from riskframe.gate.judge import NothingProposed, judge
from riskframe.gate.together import judge_together
from riskframe.loading.rubric_folder import rubric_names
from riskframe.profile import Component

EXAMPLE = Path(__file__).parents[2] / "examples" / "gpt-oss-120b.yaml"
DAY = date(2025, 9, 1)
WORST = ("not_supported", "insufficient_evidence", "supported_with_conditions", "supported")


@pytest.fixture(scope="module")
def found() -> riskframe.Together:
    rubrics = [load_rubric(name) for name in rubric_names()]
    return assess_together(load_profile(EXAMPLE), rubrics, adopted=["marginal-risk", "owm-evaluations"])


def test_the_strictest_adopted_rubric_wins(found: riskframe.Together) -> None:
    starts = {v.rubric: v.start for v in found.disagreement.verdicts}
    chain = found.disagreement.chain
    assert found.start == min((str(starts[name]) for name in found.adopted), key=chain.index)
    # Stricter ones are there, and only advise.
    assert any(chain.index(s) < chain.index(str(found.start)) for s in starts.values() if s is not None)
    for option, verdict in found.disagreement.together.items():
        said = {v.options[option] for v in found.disagreement.verdicts if v.adopted}
        assert verdict == next(v for v in WORST if v in said)


def test_every_difference_names_the_rule_and_its_assumption(found: riskframe.Together) -> None:
    assert found.disagreement.differences
    for difference in found.disagreement.differences:
        assert not set(difference.allowed_by) & set(difference.refused_by)
        assert {cause.rubric for cause in difference.causes} == set(difference.refused_by)
        assert len(difference.allowed_because) == len(difference.allowed_by)
        for cause in difference.causes:
            assert cause.assumption
            assert cause.basis in ("paper", "literature", "design")
            rubric = load_rubric(cause.rubric)
            known = {
                "cap": {r.id for r in rubric.rules},
                "domain": set(rubric.domains),
                "class": set(rubric.classifications),
            }
            assert cause.id in known[cause.kind]


def test_a_rubric_says_the_same_alone_and_beside_others(found: riskframe.Together) -> None:
    """Also one that knows little of the profile: what belongs to other bundled rubrics is no fault."""
    for made in found.assessments:
        alone = assess(load_profile(EXAMPLE), load_rubric(made.rubric.id))
        assert alone.disagreement is None
        assert (alone.decision, alone.classes, alone.hits, alone.crosswalk) == (
            made.decision, made.classes, made.hits, made.crosswalk,
        )  # fmt: skip
        assert alone.model == made.model


def test_only_those_that_bind_carry_the_map(found: riskframe.Together) -> None:
    assert {a.rubric.id for a in found.assessments if a.disagreement} == set(found.adopted)


def test_a_status_is_stated_once_for_two_rubrics() -> None:
    profile = load_profile(EXAMPLE)
    parts = {"weights": Component(status="open", licence_kind="open")}
    stated = profile.model_copy(update={"release": profile.release.model_copy(update={"components": parts})})
    rubric = load_rubric("openness")
    crossed, not_crossed = assess(stated, rubric), assess(stated, rubric, crosswalk="none")
    assert crossed.classes["standing.model_parameters_final"]["conservative"] == "included"
    assert not_crossed.classes["standing.model_parameters_final"]["conservative"] == "not_published"
    assert crossed.crosswalk is not None
    assert [(c.place, c.rubric, c.source) for c in crossed.crosswalk.taken] == [
        ("components.model_parameters_final", "seger-2023", "components.weights")
    ]
    assert not_crossed.crosswalk is None


def test_a_name_that_nobody_knows_is_still_a_fault() -> None:
    profile = load_profile(EXAMPLE)
    wrong = profile.model_copy(update={"facts": {**profile.facts, "no_such_fact": True}})
    with pytest.raises(InvalidProblems) as caught:
        assess(wrong, load_rubric("openness"))
    assert [(p.code, p.path) for p in caught.value.problems] == [("E421", ("facts", "no_such_fact"))]


def test_what_belongs_to_another_rubric_is_checked_as_that_one_asks() -> None:
    profile = load_profile(EXAMPLE)
    said = {"ratings": {"steps": {"threat": {"scams": 9}}}, "facts": {"monetised": "perhaps"}}
    wrong = profile.model_validate({**profile.model_dump(exclude_unset=True), **said})
    with pytest.raises(InvalidProblems) as caught:
        assess(wrong, load_rubric("openness"))
    assert {(p.code, p.path) for p in caught.value.problems} == {
        ("E421", ("ratings", "steps", "threat", "scams")), ("E422", ("facts", "monetised")),
    }  # fmt: skip


def test_the_gate_takes_the_worst_of_those_that_bind(found: riskframe.Together) -> None:
    judged = judge_together(found, DAY)
    codes = {a.rubric.id: judge(a, DAY).code for a in found.assessments if a.rubric.id in found.adopted}
    assert judged.code is min(codes.values(), key=WORST_FIRST.index)
    assert judged.code is not ExitCode.OK
    assert set(judged.strictest) == {name for name, code in codes.items() if code is judged.code}
    assert set(judged.judgements) == set(found.adopted)


def test_one_open_rubric_does_not_open_the_gate() -> None:
    profile = load_profile(EXAMPLE)
    api = profile.model_copy(update={"release": profile.release.model_copy(update={"proposed": "api"})})
    rubrics = [load_rubric("owm-evaluations"), load_rubric("seger-2023")]
    assert judge_together(assess_together(api, rubrics, adopted=["owm-evaluations"]), DAY).code is ExitCode.OK
    assert judge_together(assess_together(api, rubrics), DAY).code is not ExitCode.OK


def test_an_adopted_rubric_that_cannot_judge_keeps_the_gate_from_opening() -> None:
    profile = load_profile(EXAMPLE)
    api = profile.model_copy(update={"release": profile.release.model_copy(update={"proposed": None})})
    with pytest.raises(NothingProposed):
        judge_together(assess_together(api, [load_rubric("owm-evaluations")]), DAY)


def test_rubrics_that_cannot_be_together() -> None:
    rubric, profile = load_rubric("openness"), load_profile(EXAMPLE)
    for rubrics, adopted in (([rubric, rubric], None), ([], None), ([rubric], ["seger-2023"])):
        with pytest.raises(ValueError, match=r"given|adopted"):
            assess_together(profile, rubrics, adopted=adopted)
