"""Rules: what fires, what a missing fact does, what caps, asks, signs and classifies (design 1.5)."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.engine.evaluate import Evaluation
from riskframe.scales import READINGS
from tests.engine.toy import (
    API,
    CLOSED,
    WEIGHTS,
    Raw,
    criterion,
    decision,
    described,
    evaluation,
    folder,
    known,
    profile,
    resolved,
    rubric,
    rule,
    safeguard,
)


def fires(when: Raw, place: int = API, **changes: Any) -> list[bool]:
    """Whether a cap on this condition fires, reading by reading."""
    found = evaluation(rule("cap", when, cap="closed"), **changes)
    return [found.fires("cap", place, r) for r in READINGS]


def everywhere(*, harmful: bool) -> list[bool]:
    """True in the two readings that take what is not known for the worst, or nowhere."""
    return [harmful, harmful, False, False]


# --- atoms


def test_a_comparison_reads_the_point_of_each_reading() -> None:
    harm = {"as_released": known(1), "as_modified": known({"lo": 2, "best": 3, "hi": 4})}
    assert fires({"at_least": {"capability.harm.as_modified": 4}}, harm=harm) == [True, False, False, False]
    assert fires({"at_least": {"capability.harm.as_modified": 3}}, harm=harm) == [True, True, False, True]


def test_a_rule_reads_as_released_as_the_paths_do() -> None:
    harm = {"as_released": "unknown", "as_modified": known(2)}
    assert fires({"at_least": {"capability.harm.as_released": 3}}, harm=harm) == everywhere(harmful=False)


def test_unknown_is_true_where_the_unknown_is_taken_for_the_worst() -> None:
    when = {"unknown": "capability.harm.as_modified"}
    assert fires(when, harm={"as_modified": "unknown"}) == everywhere(harmful=True)
    assert fires(when) == everywhere(harmful=False)


def test_a_fact_that_is_not_stated_counts_against_the_release_under_not_as_well() -> None:
    plain, negated = {"is": {"facts.audited": False}}, {"not": {"is": {"facts.audited": True}}}
    assert fires(plain) == fires(negated) == everywhere(harmful=True)
    assert fires(plain, facts={"audited": True}) == fires(negated, facts={"audited": True}) == [False] * 4
    assert fires(plain, facts={"audited": False}) == fires(negated, facts={"audited": False}) == [True] * 4


def test_a_fact_stands_or_falls_with_its_evidence() -> None:
    first, *rest = profile()["evidence"]
    stated = {"audited": {"value": True, "evidence": ["seen"]}}
    assert fires({"is": {"facts.audited": False}}, facts=stated) == [False] * 4
    gone = [{**first, "status": "rejected"}, *rest]
    assert fires({"is": {"facts.audited": False}}, facts=stated, evidence=gone) == everywhere(harmful=True)


@pytest.mark.parametrize(("users", "expected"), [(999, False), (1000, True)])
def test_numbers_are_compared(users: int, expected: bool) -> None:
    assert fires({"number_at_least": {"facts.users": 1000}}, facts={"users": users}) == [expected] * 4


@pytest.mark.parametrize(("users", "expected"), [(999, False), (1000, False), (1000.5, True)])
def test_above_is_not_at_least(users: float, expected: bool) -> None:
    assert fires({"number_above": {"facts.users": 1000}}, facts={"users": users}) == [expected] * 4
    assert fires({"not": {"number_above": {"facts.users": 1000}}}, facts={"users": users}) == [not expected] * 4
    assert fires({"not": {"number_above": {"facts.users": 1000}}}) == everywhere(
        harmful=True
    )  # missing, negated or not


@pytest.mark.parametrize(("day", "expected"), [("2026-01-31", True), ("2026-02-01", False)])
def test_dates_are_compared(day: str, expected: bool) -> None:
    assert fires({"date_before": {"release.date": "2026-02-01"}}, release={"date": day}) == [expected] * 4


@pytest.mark.parametrize(("modalities", "expected"), [(["speech"], True), (["speech", "text"], False), ([], False)])
def test_a_list_is_one_of_when_all_its_entries_are(modalities: list[str], expected: bool) -> None:
    model = {"name": "model", "developer": "somebody", "modalities": modalities}
    assert fires({"one_of": {"model.modalities": ["speech", "image"]}}, model=model) == [expected] * 4


def test_yes_is_not_the_number_one() -> None:
    assert fires({"is": {"facts.users": 1}}, facts={"users": 1}) == [True] * 4
    assert fires({"is": {"facts.audited": True}}, facts={"audited": True}) == [True] * 4


def test_a_rule_may_speak_of_some_options_only() -> None:
    when = {"at_least": {"option": "weights"}}
    assert fires(when, API) == [False] * 4
    assert fires(when, WEIGHTS) == [True] * 4


def test_a_rule_may_speak_of_severe_domains_only() -> None:
    assert fires({"at_least": {"severity.harm": 5}}) == [True] * 4
    severe = rule("severe", {"all": []}, cap="closed", for_each_domain={"severity_at_least": 5})
    assert evaluation(severe).fires("severe[harm]", API, "optimistic")


def test_only_accepted_evidence_is_counted() -> None:
    when = {"any_of": {"over": "evidence", "where": {"voice": "third_party"}}}
    first, *rest = profile()["evidence"]
    assert fires(when) == [True] * 4
    assert fires(when, evidence=[{**first, "status": "rejected"}, *rest]) == [False] * 4


def test_evidence_that_is_not_there_is_missing() -> None:
    when = {"not": {"any_of": {"over": "evidence", "where": {"voice": "government"}}}}
    assert fires(when) == everywhere(harmful=True)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"kind": ["red_team", "audit"]}, True), ({"kind": "audit"}, False), ({"domain": "harm"}, True),
        ({"standing": "at_or_above"}, True), ({"standing": "below"}, False),
        ({"cited_by": "capability.harm.as_modified"}, True), ({"cited_by": "context.availability"}, False),
        ({"elicitation": "fine_tuned"}, True),
    ],
)  # fmt: skip
def test_evidence_is_counted_by_what_it_is(where: Raw, expected: bool) -> None:
    first, *rest = profile()["evidence"]
    item = {
        **first, "id": "other", "domains": ["harm"], "elicitation": "fine_tuned",
        "verdict": {"framework": "theirs", "level": "high", "standing": "at_or_above"},
    }  # fmt: skip
    harm = {"as_released": known(1), "as_modified": {"level": 2, "evidence": ["other"]}}
    when = {"any_of": {"over": "evidence", "where": where}}
    assert fires(when, evidence=[first, item, *rest], harm=harm, availability="unknown") == [expected] * 4


def test_a_count_needs_enough_of_them() -> None:
    when = {"count_at_least": {"over": "assessors", "n": 2}}
    assert fires(when) == [True] * 4
    assert fires(when, assessors=[{"id": "ann", "role": "lead"}]) == [False] * 4


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"kind": "refusal"}, True), ({"kind": "filter"}, False), ({"lives_in": "weights"}, True),
        ({"domain": "harm"}, True), ({"route": "on_query"}, True), ({"route": "on_weights"}, False),
        ({"tested": "bypass"}, True), ({"tested": "tampering"}, False), ({"strength_at_least": 3}, True),
        ({"strength_at_least": 4}, False), ({"state": "durable"}, True), ({"state": "void"}, False),
    ],
)  # fmt: skip
def test_safeguards_are_counted_by_what_they_are(where: Raw, expected: bool) -> None:
    items = [safeguard("a", "refusal", 3, tests=("bypass",))]
    assert fires({"any_of": {"over": "safeguards", "where": where}}, safeguards=items) == [expected] * 4


def test_what_is_left_of_a_safeguard_depends_on_the_option() -> None:
    items = [safeguard("a", "refusal", 3), safeguard("b", "filter", 3)]
    for state, places in {"durable": [CLOSED, API], "slows_amateur": [API], "void": [WEIGHTS]}.items():
        when = {"any_of": {"over": "safeguards", "where": {"state": state}}}
        assert [p for p in (CLOSED, API, WEIGHTS) if fires(when, p, safeguards=items)[0]] == places


COMPONENTS: list[tuple[Raw, Raw, bool | None]] = [
    ({"over": "components", "where": {"status": "open"}}, {"weights": "open"}, True),
    ({"over": "components", "where": {"status": "open"}}, {"weights": "closed", "documentation": "closed"}, False),
    ({"over": "components", "where": {"status": "open"}}, {"weights": "closed"}, None),
    ({"over": "components", "where": {"status": "open", "id": "weights"}}, {"weights": "closed"}, False),
    ({"over": "components", "where": {"licence_kind": "open"}}, {"weights": "open", "documentation": "open"}, None),
    ({"over": "components", "in": ["weights"], "where": {"status": "open"}}, {"weights": "open"}, True),
    ({"over": "components", "in": ["weights"], "where": {"status": "open"}}, {}, None),
    (
        {"over": "components", "in": ["weights", "documentation"], "where": {"status": "open"}},
        {"weights": {"status": "closed"}}, False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "given", "expected"), COMPONENTS)
def test_a_component_of_which_nothing_is_said_leaves_a_condition_open(
    body: Raw, given: Raw, expected: bool | None
) -> None:
    when = {"all_of" if "in" in body else "any_of": body}
    for condition, value in ((when, expected), ({"not": when}, None if expected is None else not expected)):
        found = fires(condition, release={"components": given})
        assert found == (everywhere(harmful=True) if value is None else [value] * 4)


# --- what does not apply


def reporting() -> Any:
    """The toy rubric with an item that may not apply, and rules on it."""
    raw = folder()
    raw["criteria"]["criteria"].append(criterion("care", "reporting", "protective", may_not_apply=True))
    raw["rules"]["rules"] = [
        rule("low", {"at_most": {"care.reporting": 2}}, cap="closed"),
        rule("high", {"not": {"at_most": {"care.reporting": 2}}}, note="Well done."),
        rule("unknown", {"unknown": "care.reporting"}, cap="closed"),
        rule("excused", {"is": {"care.reporting": "not_applicable"}}, note="Excused."),
        rule("rated", {"not": {"is": {"care.reporting": "not_applicable"}}}, note="Rated."),
    ]
    return resolved(raw)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"not_applicable": "It reports nothing."}, {"excused"}), (known(2), {"low", "rated"}), (known(3), {"high", "rated"}),
        ("unknown", {"low", "unknown", "rated"}),
    ],
)  # fmt: skip
def test_what_does_not_apply_is_neither_unknown_nor_any_level(given: Any, expected: set[str]) -> None:
    found = evaluation(under=reporting(), ratings={"care": {"reporting": given}})
    assert {r.key for r in found.rubric.rules if found.fires(r.key, API, "conservative")} == expected


# --- effects


def test_a_cap_keeps_what_is_more_open_out_of_reach() -> None:
    found = evaluation(
        rule("cap", {"unknown": "capability.harm.as_modified"}, cap="api"), harm={"as_modified": "unknown"}
    )
    assert [found.blocked(p, "conservative") for p in (CLOSED, API, WEIGHTS)] == [False, False, True]
    assert not found.blocked(WEIGHTS, "optimistic")


def test_the_strictest_cap_wins() -> None:
    found = evaluation(rule("wide", {"all": []}, cap="api"), rule("narrow", {"all": []}, cap="closed"))
    assert found.answer("optimistic") == CLOSED


def test_every_hit_is_listed_with_what_it_read() -> None:
    found = decision(
        rule("cap", {"all": [{"at_least": {"capability.harm.as_modified": 2}}, {"unknown": "facts.audited"},
                             {"not": {"any_of": {"over": "evidence", "where": {"kind": "audit"}}}},
                             {"at_least": {"option": "api"}}]}, cap="closed", hard=True),
        rule("quiet", {"at_least": {"capability.harm.as_modified": 3}}, escalate="board"),
    )  # fmt: skip
    (hit,) = found.hits
    assert (hit.rule, hit.effect, hit.value, hit.hard) == ("cap", "cap", "closed", True)
    assert hit.options["conservative"] == ("api", "weights")
    assert hit.options["optimistic"] == ()
    assert hit.read == (
        "capability.harm.as_modified: 2", "facts.audited: not stated", "at least 1 evidence with kind audit",
    )  # fmt: skip


def test_a_hit_shows_an_interval_an_unknown_and_a_list() -> None:
    when = {"any": [{"unknown": "context.availability"}, {"at_least": {"capability.harm.as_modified": 2}},
                    {"one_of": {"model.modalities": ["text"]}}, {"at_least": {"severity.harm": 1}}]}  # fmt: skip
    harm = {"as_released": known(1), "as_modified": known({"lo": 1, "best": 2, "hi": 3})}
    (hit,) = decision(rule("cap", when, cap="closed"), harm=harm, availability="unknown").hits
    assert hit.read == (
        "context.availability: unknown (it is rated unknown)", "capability.harm.as_modified: 1 to 3, best 2",
        "model.modalities: text",
    )  # fmt: skip


def required(**changes: Any) -> Any:
    spec = {"text": "Have it audited.", "met_when": {"is": {"facts.audited": True}}}
    found = decision(rule("audit", {"at_least": {"option": "api"}}, require=spec), **changes)
    return next(c for c in found.conditions if c.id == "audit")


def test_a_requirement_is_met_by_evidence_only() -> None:
    assert (required().met, required().stage, required().options) == (False, "precedent", ("api", "weights"))
    assert required(facts={"audited": True}).met
    assert not required(facts={"audited": False}).met


def test_a_missing_fact_meets_nothing_under_not_either() -> None:
    def met(when: Raw, **changes: Any) -> bool:
        spec = {"text": "Show it.", "met_when": when}
        return evaluation(rule("r", {"all": []}, require=spec), **changes).met("r", API, "optimistic")

    assert not met({"not": {"is": {"facts.audited": False}}})
    assert not met({"not": {"unknown": "facts.audited"}})
    assert not met({"unknown": "facts.audited"})
    assert met({"not": {"unknown": "facts.audited"}}, facts={"audited": False})
    assert met({"not": {"unknown": "capability.harm.as_modified"}})


def test_an_escalation_says_who_signs_and_why() -> None:
    found = decision(rule("watch", {"at_least": {"option": "api"}}, escalate="board"))
    assert found.sign_off is not None
    assert (found.sign_off.level, found.sign_off.because) == ("board", ("the rule “Watch” fires",))


# --- classifications


def classified(decide: str = "strictest", otherwise: str = "fine", **more: Any) -> Evaluation:
    """severe when the modified capability is at least 3, mixed when at least 2, by two rules in this order."""
    cls = described("grade", values=["severe", "mixed", "fine"], otherwise=otherwise, decide=decide, **more)
    toy = rubric(
        rule("two", {"at_least": {"capability.harm.as_modified": 2}}, classify={"grade": "mixed"}),
        rule("three", {"at_least": {"capability.harm.as_modified": 3}}, classify={"grade": "severe"}),
        classifications=[cls],
    )
    return evaluation(under=toy, harm={"as_released": known(1), "as_modified": known({"lo": 1, "best": 2, "hi": 3})})


def test_the_strictest_value_that_a_rule_sets_stands() -> None:
    found = classified()
    values = [found.class_value("grade", None, r) for r in ("conservative", "central", "optimistic")]
    assert values == ["severe", "mixed", "fine"]


def test_the_first_rule_that_matches_decides() -> None:
    found = classified("first_match", order=["two", "three"])
    assert found.class_value("grade", None, "conservative") == "mixed"
    assert classified("first_match", order=["three", "two"]).class_value("grade", None, "conservative") == "severe"


def test_a_class_binds_only_through_its_caps() -> None:
    assert classified().answer("conservative") == WEIGHTS
    capped = classified(caps={"severe": "closed", "mixed": "api"})
    assert [capped.answer(r) for r in ("conservative", "central", "optimistic")] == [CLOSED, API, WEIGHTS]


def test_a_class_may_be_told_for_each_domain() -> None:
    found = classified(per="domain")
    assert found.class_value("grade", "harm", "conservative") == "severe"
    assert decision(under=found.rubric).classes == {
        "grade.harm": {"conservative": "mixed", "central": "mixed", "optimistic": "mixed"}
    }


def test_a_capping_class_is_a_reason() -> None:
    cls = described("grade", values=["severe", "fine"], otherwise="fine", caps={"severe": "closed"})
    toy = rubric(rule("r", {"at_least": {"capability.harm.as_modified": 2}}, classify={"grade": "severe"}),
                 classifications=[cls])  # fmt: skip
    found = decision(under=toy)
    blockers = next(o for o in found.options if o.option == "api").blockers
    assert [(b.kind, b.id, b.text) for b in blockers] == [("class", "grade", "Grade is severe, which caps at closed")]
    assert found.proposed is not None
    assert found.proposed.verdict == "not_supported"
