"""The scorings of seven studies that Kapoor et al. (2024) publish, cell by cell.

What the text of the paper confirms: which study stands for which vector, that one of them covers every step, that the other
six are incomplete, and the outcomes of two worked examples. The level of each other cell is our reading of Appendix B, and
says so in the evidence that it cites.
"""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.loading.rubric_folder import read_rubric
from riskframe.proof.cases import CaseResult, run_cases
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.shown import Shown

STEPS = ("threat", "existing_risk", "existing_defence", "marginal_evidence", "ease_of_defence", "uncertainty")
WORDS = {"c": "clear", "p": "partial", "a": "absent"}
READ = {
    "Hazell (2023)": ("spear_phishing", "cppapa"),
    "Seger et al. (2023)": ("cybersecurity", "papapp"),
    "Musser (2023)": ("disinformation", "cppppc"),
    "Gopal et al. (2023)": ("biosecurity", "capapa"),
    "Ovadya and Whittlestone (2019)": ("voice_cloning", "cppppc"),
    "Lakatos (2023)": ("intimate_imagery", "cpappa"),
}
"""Study -> vector and levels of the steps 1 to 6, as we read Appendix B."""
COVERS_EVERY_STEP = ("Thiel et al. (2023)", "child_abuse_material")
WORKED = {"automated vulnerability detection": ("cybersecurity", "low"),
          "digitally altered intimate imagery": ("intimate_imagery", "considerable")}  # fmt: skip


@pytest.fixture(scope="module")
def cases() -> dict[str, CaseResult]:
    rubric = read_rubric("marginal-risk", cases=True).rubric
    return {case.name: case for case in run_cases(Shown(Evaluator(rubric)))}


def of(cases: dict[str, CaseResult], name: str) -> CaseResult:
    (found,) = (case for title, case in cases.items() if title.startswith(name))
    assert found.passed, found.sentence
    return found


def cells(case: CaseResult, vector: str) -> list[tuple[str, str, list[str]]]:
    steps: dict[str, Any] = case.profile["ratings"]["steps"]
    return [(step, steps[step][vector]["level"], list(steps[step][vector]["evidence"])) for step in STEPS]


def value(case: CaseResult, name: str, vector: str) -> str:
    assert case.evaluation is not None
    return case.evaluation.class_value(name, vector, "conservative")


@pytest.mark.parametrize(("study", "expected"), READ.items(), ids=READ.keys())
def test_an_incomplete_study_cell_by_cell_and_marked_as_our_reading(
    cases: dict[str, CaseResult], study: str, expected: tuple[str, str]
) -> None:
    vector, levels = expected
    case = of(cases, study)
    assert cells(case, vector) == [
        (step, WORDS[level], ["reading"]) for step, level in zip(STEPS, levels, strict=True)
    ]  # fmt: skip
    # Confirmed by the paper, whatever our reading of the cells.
    assert value(case, "completeness", vector) == "incomplete"
    assert value(case, "marginal_risk", vector) == "undetermined"


def test_the_one_study_that_covers_every_step_cites_the_paper(cases: dict[str, CaseResult]) -> None:
    study, vector = COVERS_EVERY_STEP
    case = of(cases, study)
    assert cells(case, vector) == [(step, "clear", ["table"]) for step in STEPS]
    assert value(case, "completeness", vector) == "complete"
    finding = case.profile["ratings"]["finding"]
    assert {tuple(rating[vector]["evidence"]) for rating in finding.values()} == {("reading",)}


def test_six_of_seven_are_incomplete(cases: dict[str, CaseResult]) -> None:
    vectors = {study: vector for study, (vector, _) in READ.items()} | dict([COVERS_EVERY_STEP])
    grades = [value(of(cases, study), "completeness", vector) for study, vector in vectors.items()]
    assert sorted(grades) == ["complete", *["incomplete"] * 6]
    assert len(set(vectors.values())) == 7


@pytest.mark.parametrize(("name", "expected"), WORKED.items(), ids=WORKED.keys())
def test_a_worked_example_comes_out_as_the_paper_says(
    cases: dict[str, CaseResult], name: str, expected: tuple[str, str]
) -> None:
    vector, outcome = expected
    assert value(of(cases, f"Worked example: {name}"), "marginal_risk", vector) == outcome


def test_the_evidence_says_what_is_our_reading(cases: dict[str, CaseResult]) -> None:
    for study in (*READ, COVERS_EVERY_STEP[0]):
        listed = {item["id"]: item["title"] for item in of(cases, study).profile["evidence"]}
        assert listed["reading"].startswith("Our reading")
        assert listed["table"].startswith("Kapoor et al. (2024)")
