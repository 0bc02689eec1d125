"""What may follow: stages, settling sets, single points, the component plan; and the sentences about it all."""

from __future__ import annotations

from datetime import date
from typing import Any

from riskframe.assessment import assess, assessment_of, evaluated, months_later, profile_digest, unknown_ratings
from riskframe.decision.decide import decide
from riskframe.decision.records import Decision
from riskframe.decision.settling import settling_sets, single_points
from riskframe.engine.fit import fit_problems
from riskframe.explanation import arguments_against, reasons
from riskframe.rubric.resolve import Rubric
from tests.engine.toy import (
    API,
    WEIGHTS,
    available,
    decision,
    eases,
    evaluation,
    folder,
    known,
    profile,
    record,
    resolved,
    rubric,
    rule,
    safeguard,
)
from tests.strategies.profiles import profile_of


def harm(modified: Any, released: Any = 1, off: Any = 1) -> Any:
    return {"as_released": known(released), "safeguards_off": known(off), "as_modified": modified}


WIDE = known({"lo": 1, "best": 2, "hi": 4})


def only_stage(found: Decision) -> Any:
    (stage,) = found.stages
    return stage


# --- stages


def test_a_stage_names_what_has_to_narrow() -> None:
    stage = only_stage(decision(harm=harm(WIDE)))
    assert (stage.option, stage.how, stage.complete) == ("weights", "narrowing", True)
    assert [n.criteria for n in stage.needs] == [("capability.harm.as_modified",)]
    assert stage.needs[0].evaluations == ("Measure the uplift.",)
    assert stage.way_back == "Way back from api."


def test_a_stage_names_what_has_to_turn_out_well() -> None:
    stage = only_stage(decision(harm=harm("unknown")))
    assert (stage.how, [n.criteria for n in stage.needs]) == ("resolving", [("capability.harm.as_modified",)])


def test_an_api_says_nothing_about_the_modified_model() -> None:
    assert only_stage(decision(harm=harm(WIDE))).not_settled_here == ("capability.harm.as_modified",)


def test_where_nothing_helps_a_stage_says_so() -> None:
    stage = only_stage(decision(harm=harm(known(5))))
    assert (stage.how, stage.needs, stage.complete) == ("none", (), True)


def test_a_cap_that_no_settling_lifts_comes_first() -> None:
    audited = rule("audited", {"not": {"is": {"facts.audited": True}}}, cap="api")
    unassessed = rule("unassessed", {"unknown": "capability.harm.as_modified"}, cap="api")
    stage = only_stage(decision(audited, unassessed, harm=harm("unknown")))
    assert (stage.how, stage.rules_first) == ("none", ("audited",))


def test_a_tolerable_stage_needs_a_goal() -> None:
    given = harm(known({"lo": 1, "best": 3, "hi": 4}))
    assert not only_stage(decision(harm=given)).goal_needed
    assert only_stage(decision(harm=given, release={"proposed": "weights"})).goal_needed


def test_beyond_the_last_option_there_is_no_stage() -> None:
    assert decision().stages == ()


# --- settling sets and single points


def test_two_paths_have_to_settle_together() -> None:
    # bypass stands at 4 by safeguards_off, weights at 4 by as_modified.
    found = evaluation(harm=harm(WIDE, off={"lo": 1, "best": 2, "hi": 4}))
    sets, complete = settling_sets(found, WEIGHTS, "central")
    assert (sets, complete) == ((("capability.harm.as_modified", "capability.harm.safeguards_off"),), True)


def test_either_of_two_steps_on_one_path_may_settle_it() -> None:
    # A lone actor's run and the modified capability both hold the one path; for groups running is never below 3.
    found = evaluation(harm=harm(known({"lo": 1, "best": 3, "hi": 4})), run_ease=known({"lo": 2, "best": 2, "hi": 5}))
    sets, _ = settling_sets(found, WEIGHTS, "central")
    assert sets == (("capability.harm.as_modified",), ("context.run_ease",))


def test_safeguards_of_one_kind_move_together() -> None:
    strengths = {"lo": 1, "best": 4, "hi": 5}
    items = [safeguard(n, "data_filtering", {**strengths, "lo": 2}) for n in ("a", "b")]
    found = evaluation(harm=harm(known(4)), safeguards=items)
    assert settling_sets(found, WEIGHTS, "central")[0] == (("all data_filtering",),)
    assert settling_sets(evaluation(harm=harm(known(4)), safeguards=items[:1]), WEIGHTS, "central")[0] == (("a",),)


def test_a_lost_rating_is_a_single_point() -> None:
    # as_modified 2 holds the weights path, safeguards_off 1 the bypass.
    assert single_points(evaluation(harm=harm(known(2))), WEIGHTS) == (
        "capability.harm.as_modified", "capability.harm.safeguards_off",
    )  # fmt: skip


def test_what_another_step_holds_as_well_is_no_single_point() -> None:
    # Under the API as_released counts as no more than as_modified, and the bypass is held by the refusal, too.
    found = evaluation(harm=harm(known(2)), safeguards=[safeguard("a", "refusal", 5)])
    assert single_points(found, API) == ()


def test_a_safeguard_that_alone_holds_a_path_is_a_single_point() -> None:
    found = decision(harm=harm(known(4), off=4), safeguards=[safeguard("a", "refusal", 5)])
    assert (found.recommendation.start, [p.text for p in found.single_points]) == (
        "api", ["safeguard a", "Harm, as released"],
    )  # fmt: skip


def test_a_safeguard_that_a_rule_counts_is_a_single_point() -> None:
    screened = {"not": {"any_of": {"over": "safeguards", "where": {"kind": "refusal", "tested": "bypass"}}}}
    found = evaluation(rule("screened", screened, cap="closed"), safeguards=[safeguard("a", "refusal", 3)])
    assert "a" in single_points(found, API)


def test_the_floor_of_the_chain_has_no_single_points() -> None:
    assert single_points(evaluation(), 0) == ()


# --- components


def test_publishing_documentation_is_no_risk_and_publishing_weights_may_be() -> None:
    plan = {c.component: c for c in decision(harm=harm(known(4))).components}
    assert (plan["documentation"].publish, plan["weights"].publish) == (True, False)
    assert plan["weights"].because == "it would change the zone of Harm"
    assert plan["documentation"].because == "no domain changes zone when it accompanies Api"


def test_a_component_may_fire_a_cap() -> None:
    held = {"not": {"any_of": {"over": "safeguards", "where": {"state": ["durable", "slows_amateur"]}}}}
    items = [safeguard("a", "filter", 3)]
    found = decision(rule("held", held, cap="closed"), harm=harm(known(1)), safeguards=items)
    plan = {c.component: c for c in found.components}
    assert found.recommendation.start == "api"
    assert (plan["weights"].publish, plan["weights"].because) == (False, "it would fire the rule “Held”")


def test_the_plan_shows_what_was_proposed() -> None:
    given = {"components": {"weights": "open", "documentation": {"status": "gated"}}}
    assert {c.component: c.proposed for c in decision(release=given).components} == {
        "weights": "open", "documentation": "gated",
    }  # fmt: skip


def conditional() -> Rubric:
    """The toy rubric in which the API lets models run unless it is audited, and weights add to that."""
    raw = folder()
    granted = {"amount": "partly", "unless": {"is": {"facts.audited": True}}, "then": "none"}
    raw["rubric"]["options"][1]["affordances"]["run"] = granted
    return resolved(raw)


def test_a_conditional_affordance_is_granted_until_evidence_shows_otherwise() -> None:
    def download(**changes: Any) -> int:
        return eases(evaluation(under=conditional(), **changes), "weights", API)["download"]

    assert (download(), download(facts={"audited": False}), download(facts={"audited": True})) == (3, 3, 1)


def test_a_component_adds_to_a_conditional_affordance() -> None:
    given = harm(known({"lo": 1, "best": 1, "hi": 3}))
    found = decision(under=conditional(), harm=given, facts={"audited": True}, release={})
    assert found.recommendation.start == "api"
    assert {c.component: c.publish for c in found.components} == {"weights": False, "documentation": True}


def test_the_state_of_a_safeguard_under_a_conditional_affordance() -> None:
    items = [safeguard("a", "refusal", 3)]
    (row,) = decision(under=conditional(), safeguards=items).safeguards
    assert row.state == {"closed": "durable", "api": "durable", "weights": "void"}
    assert (row.strength, row.tested, row.routes, row.untested_routes) == (
        3,
        ("bypass", "tampering"),
        ("on_query",),
        (),
    )


# --- sentences


def said(**changes: Any) -> tuple[list[str], list[str]]:
    rules = changes.pop("rules", ())
    found = evaluation(*rules, under=changes.pop("under", None), **changes)
    decided = decide(found)
    return [s.text for s in reasons(found, decided)], [s.text for s in arguments_against(found, decided)]


def test_the_floor_is_no_finding_of_safety() -> None:
    (start, further, unknown), (too_open, _) = said(harm=harm(known(5), 5, 5))
    assert start == "Closed is the floor of the chain of options, not a finding of safety; no other option is left."
    assert further.startswith("Api is not reached in the conservative reading: Harm: risk level 5 is intolerable")
    assert unknown == "All 7 ratings that the rubric reads are known."
    assert too_open == "Too open: nothing is released, so only the standing risk remains."


def test_what_holds_a_start_is_named() -> None:
    (start, further, _), (too_open, _) = said(harm=harm(known(2)))
    assert start == (
        "Under Weights every domain is acceptable in the conservative reading; the highest is Harm at level 2, held "
        "there by as modified."
    )
    assert further == "No more open option exists in this rubric."
    assert "a mistake in one of these alone would take Weights out of reach" in too_open


def test_a_tolerable_start_says_how_many_domains_are_only_tolerable() -> None:
    (start, _, _), (too_open, _) = said(harm=harm(known(5)), availability=available(5))
    assert "no domain is intolerable in the conservative reading; 1 of 1 is only tolerable" in start
    assert too_open.startswith("Too open: Harm would be in another zone if nothing comparable were available")


def test_a_missing_goal_is_named() -> None:
    (_, further, _), _ = said(harm=harm(known(3)), release={})
    assert further == (
        "Weights is within tolerance, but some domain is only tolerable there and no stated goal of known size needs it, "
        "so the start falls to Api."
    )


def test_what_is_not_known_is_counted() -> None:
    (_, _, unknown), _ = said(harm=harm("unknown"), availability="unknown")
    assert unknown == "2 of the 7 ratings that the rubric reads are unknown and stand at the harmful end."


def test_more_than_two_reasons_are_counted() -> None:
    caps = [rule(f"cap{i}", {"all": []}, cap="closed") for i in range(3)]
    (_, further, _), _ = said(rules=caps)
    assert further.endswith("the rule “Cap0” caps at Closed; the rule “Cap1” caps at Closed (and 1 more).")


def test_too_closed_speaks_of_the_optimistic_reading_or_of_what_is_lost() -> None:
    _, (_, too_closed) = said(harm=harm(WIDE))
    assert too_closed.startswith(
        "Too closed: with every rating at its favourable end, Weights would be within tolerance"
    )
    _, (_, too_closed) = said(harm=harm(known(5)))
    assert too_closed == "Too closed: research, rated 3 of 5, keeps a share of 0.4 of what full openness would give it."
    _, (_, too_closed) = said(harm=harm(known(5)), benefits={})
    assert too_closed == "Too closed: no benefit of known size speaks for a more open option."


def test_where_nothing_else_speaks_against_it_the_calculus_does() -> None:
    found = said(harm=harm(known(4), off=4), safeguards=[safeguard("a", "refusal", 5), safeguard("b", "filter", 5)])
    assert found[1][0].startswith("Too open: a mistake in one of these alone would take Api out of reach")
    raw = folder()
    raw["tolerance"]["table"] = {s: dict.fromkeys(range(1, 6), "acceptable") for s in range(1, 6)}
    (start, _, _), (too_open, _) = said(under=resolved(raw), harm=harm(known(5), 5, 5))
    assert start.endswith("Harm at level 5, with no step that holds it back.")
    assert too_open == (
        "Too open: the calculus takes the hardest step of a path and does not add paths up; 1 domains stand at level 5 "
        "together."
    )


def test_a_start_that_leans_on_judgement_is_an_argument_against_it() -> None:
    raw = folder()
    raw["tolerance"]["table"] = {s: dict.fromkeys(range(1, 6), "acceptable") for s in range(1, 6)}
    thought = {"level": 2, "evidence": ["thought"]}
    given = {"as_released": known(1), "safeguards_off": known(1), "as_modified": thought}
    _, (too_open, _) = said(under=resolved(raw), harm=given)
    assert too_open == "Too open: ratings that hold some domain at its level rest on judgement."


# --- the assessment as a whole


def test_an_assessment_lists_its_evidence_with_who_cites_it() -> None:
    items = [safeguard("a", "refusal", 3)]
    found = assess(record(safeguards=items), rubric())
    seen, thought = found.evidence
    assert (seen.id, seen.accepted, seen.why_not) == ("seen", True, None)
    assert "capability.harm.as_modified" in seen.cited_by
    assert {"safeguard a", "benefit research"} <= set(seen.cited_by)
    assert thought.cited_by == ()
    assert [a.id for a in found.assessors] == ["ann", "bob"]


def test_an_assessment_names_its_verdict_start_and_aim() -> None:
    found = assess(record(harm=harm(WIDE)), rubric())
    assert (found.verdict, found.start, found.aim) == ("insufficient_evidence", "api", "weights")
    assert found.sensitivity is None


def test_the_sensitivity_is_there_when_it_is_asked_for() -> None:
    assert assess(record(), rubric(), analysis=True).sensitivity is not None


def test_only_what_is_read_is_missing() -> None:
    found = evaluated(record(harm=harm("unknown")), rubric())
    assert unknown_ratings(found) == ("capability.harm.as_modified",)
    assert assessment_of(found).unknown == ("capability.harm.as_modified",)


def test_an_assessment_holds_for_six_months_or_less() -> None:
    assert assess(record(), rubric()).validity.expires_on == "2026-09-30"
    shorter = record(assessment={"date": "2026-03-31", "valid_months": 3})
    assert assess(shorter, rubric()).validity.expires_on == "2026-06-30"
    longer = record(assessment={"date": "2026-03-31", "valid_months": 24})
    assert assess(longer, rubric()).validity.expires_on == "2026-09-30"


def test_a_month_later_is_the_same_day_or_the_last() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 15), 3) == date(2027, 2, 15)


def test_the_digest_of_a_profile_is_that_of_its_content() -> None:
    raw = profile()
    turned = dict(reversed(list(raw.items())))
    assert profile_digest(profile_of(raw)) == profile_digest(profile_of(turned))
    assert profile_digest(profile_of(raw)) != profile_digest(record(harm=harm(known(3))))


def test_evidence_that_does_not_count_is_a_warning() -> None:
    first, *rest = profile()["evidence"]
    (warning,) = fit_problems(record(evidence=[first, {**rest[0], "status": "rejected"}]), [rubric()])
    assert (warning.code, warning.severity, warning.path) == ("W420", "warning", ("evidence", 1))
