"""The language is complete enough for other rubrics: classes over components, and first-match outcomes per vector.

And the bundled rubrics hold everything that can be proved of a rubric.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.loading.rubric_folder import read_rubric, rubric_names
from riskframe.proof.prove import Proof, prove
from riskframe.rubric.resolve import Rubric

TESTED = Path(__file__).resolve().parents[1] / "data" / "rubrics"


def proved(name: str | Path) -> tuple[Rubric, Proof]:
    rubric = read_rubric(name, cases=True).rubric
    return rubric, prove(rubric)


@pytest.mark.parametrize("name", ["openness-small", "marginal-small"])
def test_a_rubric_in_the_same_language(name: str) -> None:
    rubric, proof = proved(TESTED / name)
    assert [p for p in proof.problems if p.severity == "error"] == []
    assert [case.sentence for case in proof.cases if not case.passed] == []
    assert proof.coverage.rules_not_fired == ()
    assert proof.coverage.rules_not_quiet == ()
    assert [o for o in proof.coverage.missing if o.of != "start"] == []
    assert len(proof.cases) >= 6
    assert rubric.rules


def test_classes_of_openness_fail_closed() -> None:
    """In the positive form that one would write, an unlisted component keeps a class from being reached."""
    rubric, _ = proved(TESTED / "openness-small")
    assert {rule.id: rule.missing_holds for rule in rubric.rules} == {
        "class-i": False, "class-ii": False, "class-iii": False, "wrong-type": True, "open-in-name": True,
    }  # fmt: skip


def test_marginal_risk_comes_out_at_both_options_that_its_classes_allow() -> None:
    _, proof = proved(TESTED / "marginal-small")
    assert proof.coverage.starts == ("hosted", "open_weights")
    assert [p.code for p in proof.problems] == ["W442"]


@pytest.mark.parametrize("name", rubric_names())
def test_a_bundled_rubric_proves_itself(name: str) -> None:
    _, proof = proved(name)
    assert [p for p in proof.problems if p.severity == "error"] == []
    assert [p for p in proof.problems if p.code in ("W440", "W441", "W448")] == []
    assert proof.coverage.full_for_rules
