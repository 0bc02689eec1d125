"""The answer, the recommendation, the verdict, goals, and who signs (design 1.4, 1.6, 1.7)."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.assessment import assess
from riskframe.decision.records import Decision
from riskframe.scales import Zone
from tests.engine.toy import (
    API,
    CLOSED,
    WEIGHTS,
    available,
    criterion,
    decision,
    described,
    evaluation,
    folder,
    known,
    record,
    resolved,
    rule,
)


def harm(modified: Any, released: Any = 1, off: Any = None) -> Any:
    found = {"as_released": known(released), "as_modified": known(modified)}
    return found if off is None else {**found, "safeguards_off": known(off)}


def recommended(found: Decision) -> tuple[str, str, str]:
    return found.recommendation.start, found.recommendation.aim, found.recommendation.headline


def test_the_answer_is_the_most_open_reachable_option() -> None:
    assert evaluation().answer("conservative") == WEIGHTS
    assert evaluation(harm=harm(4, off=1)).answer("conservative") == API


def test_closed_is_always_admissible_as_the_floor_and_not_as_a_finding_of_safety() -> None:
    found = evaluation(harm=harm(5, 5))
    assert (found.answer("optimistic"), found.reachable(CLOSED, "conservative")) == (CLOSED, True)


def test_an_option_is_reached_over_every_less_open_one() -> None:
    # A cap on the API alone; the self-check refuses such a rule, and the chain would hold without it.
    found = evaluation(rule("gap", {"is": {"option": "api"}}, cap="closed"))
    assert [found.blocked(p, "conservative") for p in (API, WEIGHTS)] == [True, False]
    assert not found.reachable(WEIGHTS, "conservative")


def test_start_is_the_conservative_answer_and_aim_the_central_one() -> None:
    found = decision(harm=harm({"lo": 1, "best": 2, "hi": 4}, off=1))
    assert recommended(found) == ("api", "weights", "staged_release")
    assert found.recommendation.text == "Staged release, starting at Api"
    assert found.recommendation.answers == {"conservative": "api", "central": "weights", "optimistic": "weights"}


def test_where_start_and_aim_agree_the_option_has_its_own_headline() -> None:
    assert recommended(decision()) == ("weights", "weights", "open_weights")
    assert decision().recommendation.text == "Open weights"


def test_where_nothing_is_reached_it_is_not_for_now() -> None:
    assert recommended(decision(harm=harm(5, 5))) == ("closed", "closed", "not_for_now")
    # Also where the aim is further: only the start is authorised.
    assert recommended(decision(harm={"as_modified": known({"lo": 1, "best": 1, "hi": 4})}))[0:3:2] == (
        "closed",
        "not_for_now",
    )


def test_an_option_may_be_printed_in_words_of_its_own() -> None:
    raw = folder()
    raw["rubric"]["options"][2]["print_as"] = "Weights for all"
    toy = resolved(raw)
    assert decision(under=toy).recommendation.text == "Weights for all"


# --- goals: the one place where benefits count


def tolerable(**changes: Any) -> Decision:
    """Weights out is tolerable (level 3), the API acceptable (1)."""
    return decision(harm=harm(3, off=1), **changes)


def goal(found: Decision) -> Any:
    return next(c for c in found.conditions if c.id == "goal-needed" and c.options == ("weights",))


def test_a_tolerable_option_stands_for_a_goal_that_needs_it() -> None:
    found = tolerable()
    assert (found.recommendation.start, found.recommendation.goal_falls) == ("weights", ())
    assert goal(found).met


@pytest.mark.parametrize(
    "changes",
    [
        {"release": {"proposed": "weights"}},
        {"benefits": {}},
        {"benefits": {"research": {"size": "unknown", "evidence": ["seen"]}}},
        {"benefits": {"research": {"size": 4}}},
        {"benefits": {"research": {"size": {"lo": 1, "best": 3, "hi": 5}, "evidence": ["seen"]}}},
        {"benefits": {"research": {"size": {"by": {"ann": 3, "bob": "unknown"}}, "evidence": ["seen"]}}},
        {"benefits": {"research": {"size": 1, "evidence": ["seen"]}}},
    ],
    ids=[
        "no goal",
        "no benefit",
        "unknown size",
        "no evidence",
        "the whole scale",
        "one does not know",
        "no benefit at all",
    ],
)
def test_without_a_goal_of_known_size_the_start_falls(changes: Any) -> None:
    found = tolerable(**changes)
    assert (found.recommendation.start, found.recommendation.goal_falls) == ("api", ("weights",))
    assert found.recommendation.aim == "weights"
    assert not goal(found).met


def test_the_size_of_a_benefit_is_the_least_that_somebody_holds() -> None:
    sizes = {"research": {"size": {"by": {"ann": {"lo": 2, "best": 3, "hi": 4}, "bob": 3}}, "evidence": ["seen"]}}
    assert tolerable(benefits=sizes).benefits[0].size == 2


def test_a_goal_that_an_alternative_recovers_justifies_nothing() -> None:
    raw = folder()
    audit = described("audit", recovers={"research": 1.0}, up_to="api")
    raw["benefits"]["alternatives"] = [audit]
    assert tolerable(under=resolved(raw)).recommendation.start == "api"
    raw["benefits"]["alternatives"] = [{**audit, "up_to": "closed"}]
    assert tolerable(under=resolved(raw)).recommendation.start == "weights"


def test_benefits_never_open_anything() -> None:
    huge = {"research": {"size": 5, "evidence": ["seen"]}}
    assert decision(harm=harm(4, off=1), benefits=huge).recommendation.start == "api"


def test_the_premium_and_the_alternatives_of_a_benefit_are_shown() -> None:
    raw = folder()
    raw["benefits"]["alternatives"] = [
        described("bounty", recovers={"research": 0.6}, up_to="weights"),
        described("audit", recovers={"research": 0.8}, up_to="api"),
        described("little", recovers={"research": 0.1}, up_to="api"),
    ]
    (row,) = decision(under=resolved(raw), harm=harm(4, off=1)).benefits
    assert row.premium == {"closed": 0.0, "api": 0.4, "weights": 0.6}
    assert row.alternatives == (("audit", 0.8), ("bounty", 0.6))


# --- the verdict on what is proposed


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (harm(2), "supported"),
        (harm(3), "supported_with_conditions"),
        (harm({"lo": 2, "best": 2, "hi": 4}), "insufficient_evidence"),
        ({"as_released": known(1), "as_modified": "unknown"}, "insufficient_evidence"),
        (harm(4), "not_supported"),
        (harm({"lo": 2, "best": 4, "hi": 4}), "not_supported"),
    ],
)
def test_the_verdict_on_weights(given: Any, verdict: str) -> None:
    found = decision(harm=given).proposed
    assert found is not None
    assert found.verdict == verdict
    assert bool(found.reasons) == (verdict in ("insufficient_evidence", "not_supported"))


def test_a_requirement_alone_makes_conditions() -> None:
    spec = {"text": "Have it audited.", "met_when": {"is": {"facts.audited": True}}}
    found = decision(rule("audit", {"at_least": {"option": "api"}}, require=spec)).proposed
    assert found is not None
    assert found.verdict == "supported_with_conditions"


def test_without_a_proposal_there_is_no_verdict() -> None:
    assert decision(release={}).proposed is None


def test_reasons_name_the_domain_and_the_rule() -> None:
    found = decision(rule("cap", {"all": []}, cap="closed"), harm=harm(4)).proposed
    assert found is not None
    assert found.reasons == (
        "Harm: risk level 4 is intolerable at severity 5", "rule cap caps at closed: Cap",
    )  # fmt: skip


# --- tolerance and signing


def test_the_tolerance_table_maps_levels_to_zones() -> None:
    zones = [evaluation(harm=harm(x)).zone("harm", WEIGHTS, "conservative") for x in (1, 2, 3, 4, 5)]
    assert zones == [Zone.ACCEPTABLE, Zone.ACCEPTABLE, Zone.TOLERABLE, Zone.INTOLERABLE, Zone.INTOLERABLE]


def signed(**changes: Any) -> Any:
    found = decision(**changes).sign_off
    assert found is not None
    return found


def test_every_release_is_signed() -> None:
    found = signed(harm=harm(4, off=1))
    assert (found.level, found.title, found.because) == ("owner", "Owner", ("every release decision",))


def test_what_cannot_be_taken_back_is_signed_higher() -> None:
    assert signed().because == ("the option cannot be taken back",)


def test_a_tolerable_domain_is_signed_by_its_severity() -> None:
    assert signed(harm=harm(3)).because == ("the option cannot be taken back", "Harm is only tolerable, at severity 5")


def test_what_rests_on_novelty_is_signed_by_the_board() -> None:
    found = decision(harm=harm(5), availability=available(5))
    assert found.sign_off is not None
    assert (found.sign_off.level, found.recommendation.rests_on) == ("board", ("novelty",))


def test_a_start_that_leans_on_judgement_says_so() -> None:
    thought = {"level": 1, "evidence": ["thought"]}
    found = decision(harm={"as_released": thought, "safeguards_off": thought, "as_modified": thought})
    assert (found.recommendation.start, found.recommendation.rests_on) == ("weights", ("judgement",))


# --- rubrics without options


def test_a_rubric_without_options_classifies_only() -> None:
    raw = folder()
    cls = described("grade", values=["poor", "good"], otherwise="good")
    raw["rubric"] |= {
        "options": [], "affordances": [], "abilities": [], "safeguard_kinds": [], "routes": [], "tests": [],
        "components": [], "escalation": None, "classifications": [cls],
    }  # fmt: skip
    raw["pathways"] = raw["tolerance"] = raw["benefits"] = raw["indicators"] = None
    raw["criteria"]["criteria"] = [criterion("care", "reporting", "protective")]
    raw["rules"]["rules"] = [rule("low", {"at_most": {"care.reporting": 2}}, classify={"grade": "poor"})]
    checklist = resolved(raw)
    given: Any = {"capabilities": {}, "context": {}, "benefits": {}, "release": {}, "safeguards": []}
    found = assess(record(**given, ratings={"care": {"reporting": known({"lo": 2, "best": 3, "hi": 4})}}), checklist)
    assert found.decision is None
    assert (found.verdict, found.start, found.aim, found.reasons) == (None, None, None, ())
    assert found.classes == {"grade": {"conservative": "poor", "central": "good", "optimistic": "good"}}
    assert [(h.key, h.options["conservative"], h.options["central"]) for h in found.hits] == [("low", ("any",), ())]
    assert found.validity.expires_on == "2026-09-30"
