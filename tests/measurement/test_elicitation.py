"""Which of the four evaluations exist, what they cost, and how far apart the two models are."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.measurement.elicitation import DomainElicitation
from tests.measurement.made import assessed, item, result

CYBER = ["cyber_offence"]


def cyber(*evidence: dict[str, Any], **more: Any) -> DomainElicitation:
    found = {d.domain: d for d in assessed(*evidence, **more).measured.elicitation}
    return found["cyber_offence"]


def states(found: DomainElicitation) -> dict[str, str]:
    return {s.stage: s.state for s in found.stages}


NONE = {"safeguards_off": "none", "undoing": "none", "amplified": "none", "worst_case": "none"}


def test_with_no_evidence_all_four_are_missing_everywhere() -> None:
    for found in assessed().measured.elicitation:
        assert states(found) == NONE
        assert found.missing == ("safeguards_off", "undoing", "amplified", "worst_case")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"elicitation": "as_released"}, {}),
        ({"elicitation": "helpful_only"}, {"safeguards_off": "there"}),
        ({"elicitation": "fine_tuned"}, {"amplified": "part"}),
        ({"elicitation": "tools"}, {"amplified": "part"}),
        ({"elicitation": "domain_rl"}, {"amplified": "part", "worst_case": "part"}),
        ({"elicitation": None, "kind": "tampering_test"}, {"undoing": "there"}),
        ({"elicitation": None, "kind": "uplift_study"}, {"worst_case": "there"}),
        ({"elicitation": "fine_tuned", "kind": "literature"}, {}),
        ({"elicitation": "fine_tuned", "status": "rejected"}, {}),
    ],
)
def test_what_counts_as_what(changes: dict[str, Any], found: dict[str, str]) -> None:
    assert states(cyber(item(domains=CYBER, **changes))) == NONE | found


def test_tuning_and_tools_make_the_whole() -> None:
    found = cyber(item("a", "fine_tuned", domains=CYBER), item("b", "tools", domains=CYBER))
    assert states(found)["amplified"] == "there"


def test_evidence_of_another_domain_does_not_count_unless_cited() -> None:
    other = item(domains=["scams"])
    assert states(cyber(other)) == NONE
    cited = {"cyber_offence": {"as_modified": 3, "evidence": ["run"]}}
    assert states(cyber(other, capabilities=cited))["amplified"] == "part"


def test_a_tampering_test_of_a_safeguard_counts_where_it_stands() -> None:
    guard = {
        "id": "g", "kind": "tamper_resistant_training", "lives_in": "weights", "strength": 3, "domains": CYBER,
        "tested_against": {"tampering": {"evidence": ["run"], "budget_usd": 5000}},
    }  # fmt: skip
    found = cyber(item(elicitation=None), safeguards=[guard])
    assert states(found) == NONE | {"undoing": "there"}
    assert found.stages[1].spend_usd == 5000


def test_spend_against_the_actors_budget() -> None:
    rating = {"level": 3, "evidence": ["a", "b"], "actor": "organised", "budget_usd": 100_000}
    found = cyber(
        item("a", "fine_tuned", spend_usd=20_000),
        item("b", "tools"),
        capabilities={"cyber_offence": {"as_modified": rating}},
    )
    amplified = found.stages[2]
    assert (found.budget_usd, amplified.spend_usd, amplified.share_of_budget) == (100_000, 20_000, 0.2)


def test_the_gap_is_a_number_with_the_widest_bounds() -> None:
    before = item("a", "as_released", domains=CYBER, result=result("cybench", "accuracy", 0.1, 40))
    after = item("b", "fine_tuned", domains=CYBER, result=result("inspect_evals/cybench", "accuracy", 0.3, 40))
    (gap,) = cyber(before, after).gaps
    assert (gap.released, gap.modified, round(gap.value, 3)) == ("a", "b", 0.2)
    assert gap.lower is not None
    assert gap.upper is not None
    assert gap.lower < 0 < 0.2 < gap.upper
    assert round(gap.upper, 3) == round(0.4542 - 0.0396, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"result": result("cybench", "accuracy", 0.3, 40, task_version="2")},
        {"result": result("cybench", "best", 0.3, 40)},
        {"result": result("threecb", "accuracy", 0.3, 40)},
        {"result": result("cybench", "accuracy", None, 40)},
        {"library": "another tool"},
        {"elicitation": "as_released"},
    ],
)
def test_what_cannot_be_subtracted_is_not(changes: dict[str, Any]) -> None:
    before = item("a", "as_released", domains=CYBER, result=result("cybench", "accuracy", 0.1, 40))
    after = item("b", "fine_tuned", domains=CYBER, result=result("cybench", "accuracy", 0.3, 40)) | changes
    assert cyber(before, after).gaps == ()
