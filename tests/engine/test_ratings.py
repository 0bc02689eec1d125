"""What a rating is worth: unknown, evidence, judgement, screens, several assessors (design 1.1)."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import InvalidProblems
from riskframe.engine.resolved import ResolvedRating
from riskframe.scales import mirrored
from tests.engine.toy import API, WEIGHTS, eases, evaluation, known, profile, rubric

MODIFIED, AVAILABILITY = "capability.harm.as_modified", "context.availability"


def as_modified(given: Any, **changes: Any) -> ResolvedRating:
    return evaluation(harm={"as_released": known(1), "as_modified": given}, **changes).bound.ratings[MODIFIED]


def availability(given: Any) -> ResolvedRating:
    return evaluation(availability=given).bound.ratings[AVAILABILITY]


def interval(found: ResolvedRating) -> tuple[int | None, int | None, int | None]:
    return found.lo, found.best, found.hi


def test_a_level_is_an_interval_of_one_point() -> None:
    assert interval(as_modified(known(3))) == (3, 3, 3)


def test_a_risk_is_read_at_its_high_end_at_best_and_at_its_low_end() -> None:
    found = as_modified(known({"lo": 2, "best": 3, "hi": 4}))
    assert [found.point(r) for r in ("conservative", "central", "optimistic", "charitable")] == [4, 3, 2, 3]


def test_protection_is_read_the_other_way_round() -> None:
    found = availability(known({"lo": 2, "best": 3, "hi": 4}))
    assert [found.point(r) for r in ("conservative", "central", "optimistic", "charitable")] == [2, 3, 4, 3]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (None, "no rating is given"),
        ("unknown", "it is rated unknown"),
        (3, "it cites no accepted evidence"),
        (known(3) | {"evidence": ["rejected"]}, "it cites no accepted evidence"),
        (known({"lo": 1, "best": 2, "hi": 5}), "its interval is the whole scale"),
        ({"evidence": ["seen"]}, "it is rated unknown"),
    ],
)
def test_there_are_several_ways_of_not_knowing(given: Any, why: str) -> None:
    evidence = [*profile()["evidence"], {"id": "rejected", "title": "No", "kind": "audit", "status": "rejected"}]
    harm = {"as_released": known(1)} | ({} if given is None else {"as_modified": given})
    found = evaluation(harm=harm, evidence=evidence).bound.ratings[MODIFIED]
    assert found.why_unknown == why
    assert not found.known


def test_unknown_is_the_worst_value_but_in_the_optimistic_reading() -> None:
    found = as_modified("unknown")
    assert [found.point(r) for r in ("conservative", "central", "optimistic", "charitable")] == [5, 5, 1, 1]


def test_unknown_protection_is_the_worst_value_as_well() -> None:
    found = availability("unknown")
    assert [found.point(r) for r in ("conservative", "central", "optimistic", "charitable")] == [1, 1, 5, 5]


def test_the_evidence_of_a_block_stands_for_a_level_in_it() -> None:
    found = evaluation(harm={"as_modified": 3, "evidence": ["seen"]}).bound.ratings[MODIFIED]
    assert interval(found) == (3, 3, 3)


def test_a_facet_rated_unknown_claims_none_of_its_blocks_evidence() -> None:
    found = evaluation(harm={"as_modified": "unknown", "evidence": ["seen"]}).bound.ratings[MODIFIED]
    assert found.accepted == ()


# --- judgement and screens


def test_judgement_alone_keeps_the_high_end_a_level_above_best() -> None:
    found = as_modified({"level": 3, "evidence": ["thought"]})
    assert (interval(found), found.rests_on, found.widened) == ((3, 3, 4), "judgement", True)


def test_judgement_of_protection_keeps_the_low_end_a_level_below_best() -> None:
    assert interval(availability({"level": 3, "evidence": ["thought"]})) == (2, 3, 3)


def test_judgement_beside_an_observation_widens_nothing() -> None:
    found = as_modified({"level": 3, "evidence": ["thought", "seen"]})
    assert (interval(found), found.rests_on, found.widened) == ((3, 3, 3), "evidence", False)


def test_a_judgement_without_a_role_does_not_count() -> None:
    nobody = {"id": "nobody", "title": "Rumour", "kind": "judgement", "rationale": "They say so."}
    found = as_modified({"level": 1, "evidence": ["nobody"]}, evidence=[*profile()["evidence"], nobody])
    assert found.why_unknown == "it cites no accepted evidence"


def screened(level: Any, **screen: Any) -> ResolvedRating:
    item = {
        "id": "hears", "title": "Hears", "kind": "screen", "screen": "audio", "accepted_by": "ann",
        "facts": {"model.modalities": ["speech"]}, **screen,
    }  # fmt: skip
    model = {"name": "model", "developer": "somebody", "modalities": ["speech"]}
    rating = {**({"level": level} if isinstance(level, int) else level), "evidence": ["hears"]}
    return as_modified(rating, evidence=[*profile()["evidence"], item], model=model)


def test_a_screen_never_shows_the_mildest_level() -> None:
    found = screened(1)
    assert (interval(found), found.rests_on) == ((1, 1, 2), "screen")


def test_a_screen_never_narrows_what_an_assessor_holds() -> None:
    assert interval(screened({"lo": 1, "best": 2, "hi": 4})) == (1, 2, 4)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"accepted_by": "nobody"}, "a screen counts only when a named assessor has accepted it"),
        ({"accepted_by": None}, "a screen counts only when a named assessor has accepted it"),
        ({"facts": {"model.modalities": ["text"]}}, "its fact model.modalities has changed since it was accepted"),
        ({"facts": {}}, "it does not record the fact model.modalities that the screen rests on"),
        ({"screen": "video"}, "rubric toy has no screen 'video'"),
    ],
)
def test_a_screen_is_void(fault: Any, why: str) -> None:
    assert screened(1, **fault).why_unknown == "it cites no accepted evidence"
    item = {"id": "hears", "title": "Hears", "kind": "screen", "screen": "audio", "accepted_by": "ann",
            "facts": {"model.modalities": ["speech"]}, **fault}  # fmt: skip
    model = {"name": "model", "developer": "somebody", "modalities": ["speech"]}
    found = evaluation(evidence=[*profile()["evidence"], item], model=model)
    assert found.bound.refused["hears"] == why


def test_a_screen_whose_facts_do_not_meet_its_condition_is_void() -> None:
    item = {"id": "hears", "title": "Hears", "kind": "screen", "screen": "audio", "accepted_by": "ann",
            "facts": {"model.modalities": ["text", "speech"]}}  # fmt: skip
    model = {"name": "model", "developer": "somebody", "modalities": ["speech", "text"]}
    found = evaluation(evidence=[*profile()["evidence"], item], model=model)
    assert found.bound.refused["hears"] == "the facts do not meet the screen's condition"


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"status": "superseded"}, "it is marked superseded"),
        ({"valid_until": "2026-03-30"}, "it was valid until 2026-03-30"),
        ({"result": {"metric": "score", "samples_completed": 0}}, "no sample of it was completed"),
    ],
)
def test_evidence_does_not_count(fault: Any, why: str) -> None:
    first, *rest = profile()["evidence"]
    found = evaluation(evidence=[{**first, **fault}, *rest])
    assert found.bound.refused == {"seen": why}


def test_evidence_counts_on_the_day_it_expires() -> None:
    first, *rest = profile()["evidence"]
    assert evaluation(evidence=[{**first, "valid_until": "2026-03-31"}, *rest]).bound.refused == {}


# --- several assessors


def test_assessors_are_pooled_to_the_widest_interval() -> None:
    found = as_modified(known({"by": {"ann": {"lo": 2, "best": 2, "hi": 3}, "bob": 4}}))
    assert interval(found) == (2, 4, 4)
    assert found.by_assessor == {"ann": (2, 2, 3), "bob": (4, 4, 4)}


def test_the_median_of_two_is_the_one_nearer_harm() -> None:
    assert as_modified(known({"by": {"ann": 2, "bob": 4}})).best == 4
    assert availability(known({"by": {"ann": 2, "bob": 4}})).best == 2


def test_one_assessors_unknown_makes_the_pool_unknown() -> None:
    found = as_modified(known({"by": {"ann": 2, "bob": "unknown"}}))
    assert found.why_unknown == "it is rated unknown"
    assert found.by_assessor == {"ann": (2, 2, 2), "bob": None}


# --- the three facets


def test_safeguards_off_stands_as_as_modified_where_it_is_not_given() -> None:
    found = evaluation(harm={"as_released": known(1), "as_modified": known({"lo": 2, "best": 3, "hi": 4})})
    assert interval(found.bound.ratings["capability.harm.safeguards_off"]) == (2, 3, 4)


def test_as_released_counts_as_no_more_than_as_modified() -> None:
    harm = {"as_released": "unknown", "as_modified": known(2)}
    assert eases(evaluation(harm=harm), "ask", API)["as_released"] == 2


def test_as_released_above_as_modified_is_refused_on_its_line() -> None:
    with pytest.raises(InvalidProblems) as refused:
        evaluation(harm={"as_released": known(3), "as_modified": known(2)})
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("E424", ("capabilities", "harm", "as_released"))


def test_a_step_is_as_easy_as_the_level_of_a_risk_and_the_mirror_of_a_protection() -> None:
    found = evaluation(availability=known(2, comparators=[{"name": "A", "date": "2025-01-01", "result": "seen"}]))
    assert eases(found, "weights", WEIGHTS)["as_modified"] == 2
    assert eases(found, "weights", WEIGHTS)["novelty"] == 4
    assert [mirrored(level) for level in (1, 2, 5)] == [5, 4, 1]
    assert mirrored(1, top=3) == 3


def test_a_named_level_is_its_place_on_the_scale() -> None:
    rating = rubric().ratings[MODIFIED]
    assert (rating.level_of("3"), rating.level_of(3), rating.level_of(6), rating.level_of("high"), rating.level_of(True)) == (
        3, 3, None, None, None,
    )  # fmt: skip
