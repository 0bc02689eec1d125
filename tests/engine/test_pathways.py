"""How risky a domain is under an option: steps, paths, safeguards, floors, novelty, standing risk (design 1.2, 1.3)."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.scales import Zone
from tests.engine.toy import (
    API,
    CLOSED,
    WEIGHTS,
    available,
    decision,
    eases,
    evaluation,
    folder,
    known,
    resolved,
    safeguard,
)


def level(place: int, reading: Any = "conservative", **changes: Any) -> int:
    return evaluation(**changes).level("harm", place, reading)


def test_a_path_is_as_easy_as_its_hardest_step() -> None:
    # ask under the API: prevalence 5, query 5, as_released 1, novelty 5, outside 5.
    found = evaluation(harm={"as_released": known(1), "safeguards_off": known(1), "as_modified": known(1)})
    assert eases(found, "ask", API) == {"prevalence": 5, "query": 5, "as_released": 1, "novelty": 5, "outside": 5}
    assert found.level("harm", API, "conservative") == 1


def test_a_risk_is_as_high_as_its_easiest_path() -> None:
    # ask stands at 1; bypass at 2, by safeguards_off.
    assert level(API, harm={"as_released": known(1), "safeguards_off": known(2), "as_modified": known(3)}) == 2


def test_an_option_that_grants_nothing_closes_every_path() -> None:
    assert level(CLOSED, harm={"as_modified": known(5)}) == 1


def test_weights_lead_to_the_modified_model() -> None:
    harm = {"as_released": known(1), "safeguards_off": known(1), "as_modified": known(4)}
    assert (level(API, harm=harm), level(WEIGHTS, harm=harm)) == (1, 4)


def test_levels_are_told_by_actor() -> None:
    # Running it is beyond a lone actor (1) and hard for a group, which is never below 3 there.
    found = evaluation(
        harm={"as_released": known(1), "safeguards_off": known(1), "as_modified": known(4)}, run_ease=known(1)
    )
    assert found.actor_level("harm", "lone", WEIGHTS, "conservative") == 1
    assert found.actor_level("harm", "group", WEIGHTS, "conservative") == 3


def test_there_are_fewer_groups_than_lone_actors() -> None:
    found = evaluation(harm={"as_modified": known(5)})
    assert eases(found, "weights", WEIGHTS, "group")["prevalence"] == 4
    assert found.actor_level("harm", "group", WEIGHTS, "conservative") == 4


# --- safeguards


def bypass(place: int, *items: Any, actor: str = "lone", reading: Any = "conservative") -> int:
    return eases(evaluation(safeguards=list(items)), "bypass", place, actor, reading)["bypass"]


def removal(*items: Any, actor: str = "lone") -> int:
    return eases(evaluation(safeguards=list(items)), "weights", WEIGHTS, actor)["removal"]


def test_without_safeguards_getting_past_them_is_trivial() -> None:
    assert bypass(API) == 5


def test_a_durable_safeguard_is_as_hard_as_it_is_strong() -> None:
    assert [bypass(API, safeguard("a", "refusal", s)) for s in (1, 3, 5)] == [5, 3, 1]


def test_a_slowed_safeguard_stops_the_lone_and_not_the_group() -> None:
    item = safeguard("a", "filter", 4)
    assert (bypass(API, item, actor="lone"), bypass(API, item, actor="group")) == (2, 5)


def test_a_void_safeguard_stops_nobody() -> None:
    assert bypass(WEIGHTS, safeguard("a", "refusal", 5)) == 5


def test_a_safeguard_counts_only_on_the_route_that_it_was_tested_on() -> None:
    assert bypass(API, safeguard("a", "refusal", 5, tests=("tampering",))) == 5
    assert bypass(API, safeguard("a", "refusal", 5, tests=("bypass",))) == 1


def test_a_test_without_accepted_evidence_is_none() -> None:
    item = safeguard("a", "refusal", 5)
    item["tested_against"]["bypass"] = {"evidence": ["gone"]}
    gone = {"id": "gone", "title": "Gone", "kind": "audit", "status": "rejected"}
    found = evaluation(safeguards=[item], evidence=[{"id": "seen", "title": "S", "kind": "audit"}, gone])
    assert eases(found, "bypass", API)["bypass"] == 5


def test_a_safeguard_of_unknown_strength_stops_nobody_but_in_the_optimistic_reading() -> None:
    item = safeguard("a", "refusal", 5) | {"strength": "unknown"}
    assert (bypass(API, item), bypass(API, item, reading="central"), bypass(API, item, reading="optimistic")) == (
        5,
        5,
        1,
    )


def test_layers_earn_no_extra_credit() -> None:
    one, two = safeguard("a", "refusal", 3), safeguard("b", "filter", 3)
    assert bypass(API, one) == bypass(API, one, two) == 3


def test_the_strongest_safeguard_on_a_route_holds() -> None:
    assert bypass(API, safeguard("a", "refusal", 2), safeguard("b", "refusal", 4), safeguard("c", "filter", 3)) == 2


def test_a_safeguard_of_another_route_stands_elsewhere() -> None:
    item = safeguard("a", "tamper_resistance", 4)
    assert (bypass(API, item), removal(item), removal(item, actor="group")) == (5, 2, 5)


def test_what_no_affordance_defeats_is_durable_for_everybody() -> None:
    item = safeguard("a", "data_filtering", 4)
    assert (removal(item), removal(item, actor="group")) == (2, 2)


def test_a_safeguard_may_stand_in_some_domains_only() -> None:
    assert bypass(API, safeguard("a", "refusal", 5, domains=[])) == 5


def test_a_refusal_score_never_pays_for_weights() -> None:
    harm = {"as_released": known(1), "as_modified": known(4)}
    without, with_it = evaluation(harm=harm), evaluation(harm=harm, safeguards=[safeguard("a", "refusal", 5)])
    assert with_it.level("harm", API, "conservative") < without.level("harm", API, "conservative")
    assert with_it.level("harm", WEIGHTS, "conservative") == without.level("harm", WEIGHTS, "conservative") == 4


# --- outside the model


def test_context_alone_never_brings_a_catastrophe_below_the_floor() -> None:
    # Availability 5 is ease 1; at severity 5 the floor is 3.
    found = evaluation(harm={"as_modified": known(5)}, availability=available(5))
    assert eases(found, "weights", WEIGHTS)["novelty"] == 3
    assert found.zone("harm", WEIGHTS, "conservative") is Zone.TOLERABLE


def test_novelty_counts_only_with_a_comparator_that_has_a_result() -> None:
    named = known(5, comparators=[{"name": "Another", "date": "2025-06-01"}])
    assert eases(evaluation(availability=known(5)), "weights", WEIGHTS)["novelty"] == 4
    assert eases(evaluation(availability=named), "weights", WEIGHTS)["novelty"] == 4


def test_judgement_alone_backs_no_step_outside_the_model() -> None:
    assert eases(evaluation(defences={"level": 5, "evidence": ["thought"]}), "weights", WEIGHTS)["outside"] == 4
    assert eases(evaluation(defences=known(5)), "weights", WEIGHTS)["outside"] == 3


def test_the_absolute_level_is_as_if_nothing_comparable_were_available() -> None:
    found = evaluation(harm={"as_modified": known(5)}, availability=available(5))
    assert (found.level("harm", WEIGHTS, "conservative"), found.absolute_level("harm", WEIGHTS, "conservative")) == (
        3,
        5,
    )
    assert found.rests_on_novelty("harm", WEIGHTS, "conservative")


def test_a_level_does_not_rest_on_novelty_where_something_else_holds_it() -> None:
    found = evaluation(harm={"as_modified": known(2)}, availability=available(5))
    assert not found.rests_on_novelty("harm", WEIGHTS, "conservative")


def test_a_raised_severity_is_read_instead_of_the_rubrics() -> None:
    raw = folder()
    raw["pathways"]["domains"]["harm"]["severity"] = 3

    milder = resolved(raw)
    harm = {"as_modified": known(3)}
    assert evaluation(under=milder, harm=harm).zone("harm", WEIGHTS, "conservative") is Zone.ACCEPTABLE
    raised = evaluation(under=milder, harm=harm, severities={"harm": {"level": 5, "reason": "Worse here."}})
    assert raised.zone("harm", WEIGHTS, "conservative") is Zone.TOLERABLE


# --- what holds a level


def test_binding_steps_are_all_that_stand_at_the_minimum_of_a_widest_path() -> None:
    found = evaluation(harm={"as_released": known(1), "as_modified": known(3)}, availability=available(5))
    # weights for the lone actor: as_modified 3 and novelty 3; bypass: safeguards_off 3 and novelty 3.
    assert found.binding_steps("harm", WEIGHTS, "conservative") == ("safeguards_off", "novelty", "as_modified")


def test_nothing_binds_at_level_five() -> None:
    found = evaluation(harm={"as_modified": known(5)})
    assert (found.level("harm", WEIGHTS, "conservative"), found.binding_steps("harm", WEIGHTS, "conservative")) == (
        5,
        (),
    )


def test_the_number_of_ways_at_a_level_is_counted() -> None:
    # Under weights both bypass and weights stand at 2, for the lone actor and for the group.
    cell = next(c for c in decision().domains if c.option == "weights")
    assert (cell.level["conservative"], cell.widest_paths, cell.by_actor) == (2, 4, {"lone": 2, "group": 2})


# --- standing risk


def test_standing_risk_never_chooses_between_options() -> None:
    harm = {"as_released": known(1), "safeguards_off": known(1), "as_modified": known(5)}
    found = evaluation(harm=harm, security=known(1))
    assert found.level("harm", API, "conservative") == 1
    assert found.standing_level("harm", "conservative") == 5
    assert found.answer("conservative") == API


def test_an_intolerable_standing_risk_is_a_condition_of_keeping_the_weights() -> None:
    harm = {"as_released": known(1), "safeguards_off": known(1), "as_modified": known(5)}
    found = decision(harm=harm, security=known(1))
    (standing,) = (c for c in found.conditions if c.id == "standing-risk")
    assert (standing.stage, standing.met, standing.options) == ("precedent", False, ("closed", "api"))
    assert found.sign_off is not None
    assert "the standing risk of Harm is intolerable" in found.sign_off.because


def test_a_thief_meets_the_safeguards_that_a_download_leaves() -> None:
    # Tamper resistance of 4 slows the lone thief to 2; the group gets past it.
    found = decision(
        harm={"as_modified": known(5)}, security=known(1), safeguards=[safeguard("a", "tamper_resistance", 4)]
    )
    (theft,) = (p for p in found.paths if p.standing)
    assert (theft.actor, theft.level) == ("group", 4)


@pytest.mark.parametrize(("amount", "ease"), [("full", 1), ("partly", 3), ("none", 5)])
def test_what_the_developer_can_still_do_closes_a_step(amount: str, ease: int) -> None:

    raw = folder()
    raw["pathways"]["default"]["steps"]["unpatched"] = {"title": "Unpatched", "ability": "patch"}
    raw["pathways"]["default"]["paths"].append({"id": "spread", "path": ["query", "unpatched"]})
    raw["rubric"]["options"][1]["abilities"]["patch"] = amount
    raw["rubric"]["options"][0]["abilities"]["patch"] = "full"
    assert eases(evaluation(under=resolved(raw)), "spread", API)["unpatched"] == ease
