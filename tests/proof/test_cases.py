"""Cases: bases and what is laid over them, expectations one by one, and what the cases reach together."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.proof.cases import Checked, case_faults, merged, run_cases
from riskframe.proof.coverage import OutcomeSeen, RuleSeen, coverage, coverage_gaps
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.prove import prove
from riskframe.proof.shown import Shown
from riskframe.rubric.resolve import Rubric
from tests.rubric.small_rubric import Raw, planted, resolved, small

EXPECT = ("cases", "cases", 0, "expect")


def results(raw: Raw) -> Any:
    return run_cases(Shown(Evaluator(resolved(raw))))


def test_the_case_of_the_small_rubric_comes_out() -> None:
    (result,) = results(small())
    assert result.passed
    assert result.sentence == "A model of which nothing is known stays closed: as expected."
    assert [check.what for check in result.checks] == [
        "start", "fires unassessed", "quiet verdict", "zone of bio under api", "completeness",
    ]  # fmt: skip


WRONG: list[tuple[Any, tuple[str | int, ...], str]] = [
    ("api", ("start",), "start: expected api, came out closed"),
    ("api", ("aim",), "aim: expected api, came out closed"),
    ("supported", ("verdict",), "verdict: expected supported, came out none, for nothing is proposed"),
    (["verdict"], ("fires",), "fires verdict: expected fires, came out quiet"),
    (["unassessed"], ("quiet",), "quiet unassessed: expected quiet, came out fires for closed, api, gated, weights"),
    (["unassessed[scams]"], ("quiet",),
     "quiet unassessed[scams]: expected quiet, came out fires for closed, api, gated, weights"),
    ({"api": {"bio": "tolerable"}}, ("zones",), "zone of bio under api: expected tolerable, came out intolerable"),
    ({"completeness": "full"}, ("classes",), "completeness: expected full, came out thin"),
    ({"finding.bio": "same"}, ("classes",), "finding.bio: expected same, came out open_question"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "path", "says"), WRONG, ids=[f"{w[1][0]}-{i}" for i, w in enumerate(WRONG)])
def test_an_expectation_that_is_not_met(value: Any, path: tuple[str | int, ...], says: str) -> None:
    (result,) = results(planted(value, *EXPECT, *path))
    assert not result.passed
    assert result.sentence == f"A model of which nothing is known stays closed: {says}."
    (problem,) = case_faults((result,))
    assert problem.code == "E447"
    assert problem.path[: len(EXPECT) + 1] == (*EXPECT, path[0])
    assert problem.message == f'case "A model of which nothing is known stays closed": {says}'


def test_the_verdict_on_a_proposed_option() -> None:
    raw = planted({"release": {"proposed": "api"}}, "cases", "cases", 0, "profile")
    raw["cases"]["cases"][0]["expect"]["verdict"] = "insufficient_evidence"
    (result,) = results(raw)
    assert result.passed


def test_a_profile_that_is_none() -> None:
    (result,) = results(planted({"model": {"modalities": 3}}, "cases", "cases", 0, "profile"))
    assert (result.passed, result.checks) == (False, ())
    (problem,) = case_faults((result,))
    assert (problem.code, problem.path) == ("E446", ("cases", "cases", 0, "profile", "model", "modalities"))
    assert result.sentence.startswith("A model of which nothing is known stays closed: its profile cannot be read: ")


def test_a_profile_that_does_not_fit_the_rubric() -> None:
    (result,) = results(planted({"context": {"security": 9}}, "cases", "cases", 0, "profile"))
    (problem,) = case_faults((result,))
    assert (problem.code, problem.path[:5]) == ("E446", ("cases", "cases", 0, "profile", "context"))


def test_laying_a_profile_over_a_base() -> None:
    base = {"a": {"x": 1, "y": [1, 2]}, "b": 2, "c": 3}
    assert merged(base, {"a": {"y": [3], "z": 4}, "b": {"w": 1}, "c": None, "d": None}) == {
        "a": {"x": 1, "y": [3], "z": 4},
        "b": {"w": 1},
    }
    assert base == {"a": {"x": 1, "y": [1, 2]}, "b": 2, "c": 3}


def test_what_the_cases_reach_together() -> None:
    rubric = resolved()
    reached = coverage(rubric, run_cases(Shown(Evaluator(rubric))))
    assert reached.starts == ("closed",)
    first = "A model of which nothing is known stays closed"
    assert OutcomeSeen("start", "api", ()) in reached.missing
    assert RuleSeen("unassessed", (first,), ()) in reached.rules
    assert RuleSeen("verdict", (), (first,)) in reached.rules
    assert reached.rules_not_fired == ("one-voice", "verdict", "speaks", "not-a-topic")
    assert "unassessed" in reached.rules_not_quiet
    assert not reached.full_for_rules
    had = [f"{o.of}: {o.value}" for o in reached.outcomes if o.cases]
    assert had == ["start: closed", "completeness: thin", "finding: open_question"]
    gaps = list(coverage_gaps(rubric, reached))
    assert (gaps[1].code, gaps[1].path, gaps[1].severity) == ("E448", ("rules", "rules", 1), "error")
    assert ("W448", ("rubric", "options", 1), "warning") in [(p.code, p.path, p.severity) for p in gaps]


def test_a_check_that_holds_says_only_what_was_expected() -> None:
    assert str(Checked("start", "api", "api", ("start",))) == "start: expected api"


def test_a_whole_proof() -> None:
    proof = prove(resolved())
    assert not proof.holds, "one case does not cover every rule"
    assert {p.code for p in proof.problems} == {"E448", "W448"}
    assert list(proof.witnesses) == ["closed", "api", "gated", "weights"]
    assert all(case.passed for case in proof.cases)


def test_a_proof_that_fails_says_so() -> None:
    proof = prove(resolved(planted("api", *EXPECT, "start")))
    assert not proof.holds
    assert [p.code for p in proof.problems if p.severity == "error" and p.code != "E448"] == ["E447"]


def test_the_proof_is_the_same_every_time() -> None:
    assert _told(resolved()) == _told(resolved())


def _told(rubric: Rubric) -> Any:
    proof = prove(rubric)
    return proof.problems, proof.witnesses, proof.coverage, [case.checks for case in proof.cases]
