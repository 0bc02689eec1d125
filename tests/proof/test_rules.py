"""Rules that cannot fire, or cannot stay quiet, are found; everything that is claimed is shown by a profile."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.diagnostics import Problem
from riskframe.engine.bind import bind
from riskframe.engine.evaluate import evaluate
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.rules import at_option, rule_faults
from riskframe.proof.shown import Shown
from riskframe.rubric.resolve import Rubric
from tests.rubric.small_rubric import index_of, planted, resolved
from tests.strategies import pair, rubric

Raw = dict[str, Any]
WHEN = ("rules", "rules", index_of("speaks"), "when")
"""A note: its condition may be anything."""


def shown(of: Rubric) -> tuple[Shown, list[Problem]]:
    found = Shown(Evaluator(of))
    return found, list(rule_faults(found))


def noted(when: Raw) -> list[Problem]:
    return shown(resolved(planted(when, *WHEN)))[1]


def counted(over: str, **where: Any) -> Raw:
    return {"any_of": {"over": over, "where": where}}


BIO = "capability.bio.as_modified"
NEVER: list[tuple[str, Raw, str]] = [
    ("two levels at once", {"all": [{"at_least": {BIO: 4}}, {"not": {"at_least": {BIO: 3}}}]},
     f'"{BIO} at least 4" and "not ({BIO} at least 3)" cannot be'),
    ("known to be unknown", {"all": [{"at_most": {BIO: 2}}, {"unknown": BIO}]},
     f'"{BIO} at most 2" and "{BIO} is unknown" cannot be'),
    ("worse as released than modified", {"all": [{"at_least": {"capability.bio.as_released": 4}}, {"is": {BIO: 2}}]},
     f'"capability.bio.as_released at least 4" and "{BIO} is 2" cannot be'),
    ("a level of what does not apply", {"all": [{"is": {"topics.answered.bio": "not_applicable"}},
                                              {"at_least": {"topics.answered.bio": "absent"}}]},
     '"topics.answered.bio is not_applicable" and "topics.answered.bio at least absent" cannot be'),
    ("a severity that is never so low", {"at_most": {"severity.bio": 4}}, '"severity of bio at most 4" cannot be'),
    ("an option that is both", {"all": [{"at_least": {"option": "gated"}}, {"at_most": {"option": "api"}}]},
     "its options rule each other out"),
    ("a fact that is always stated", {"unknown": "model.modalities"}, '"model.modalities is unknown" cannot be'),
    ("a voice that is and is not there",
     {"all": [counted("evidence", voice="government"),
              {"not": counted("evidence", voice=["government", "third_party"])}]},
     '"at least 1 evidence with voice government" and "not (at least 1 evidence with voice government/third_party)" cannot be'),
    ("two of which there is at most one",
     {"all": [counted("evidence", voice="government"), counted("evidence", voice="third_party"),
              {"not": {"count_at_least": {"over": "evidence", "n": 2}}}]},
     '"at least 1 evidence with voice government" and "at least 1 evidence with voice third_party" and "not (at least 2 evidence)" cannot be'),
    ("a safeguard of no kind", {"all": [counted("safeguards", kind="filtering", lives_in="contract")]},
     '"at least 1 safeguards with kind filtering and lives_in contract" cannot be'),
    ("a component both ways",
     {"all": [{"all_of": {"over": "components", "in": ["code"], "where": {"status": "open"}}},
              {"all_of": {"over": "components", "in": ["code", "paper"], "where": {"status": "closed"}}},
              {"not": {"is": {"model.modalities": "text"}}}]},
     ""),
]  # fmt: skip


@pytest.mark.parametrize(("when", "why"), [(w, y) for _, w, y in NEVER if y], ids=[n for n, _, y in NEVER if y])
def test_a_rule_that_can_never_fire(when: Raw, why: str) -> None:
    (problem,) = noted(when)
    assert (problem.code, problem.path) == ("E440", WHEN)
    assert problem.message.startswith('rule "speaks" cannot fire')
    assert problem.message.endswith(why)


def test_a_missing_component_may_be_taken_to_be_open_and_closed() -> None:
    """In the conservative reading silence makes both literals true, so the rule does fire."""
    assert noted(next(when for name, when, _ in NEVER if name == "a component both ways")) == []


def test_a_state_that_an_option_rules_out() -> None:
    """Under open weights a refusal is void, so a note on durable refusals fires for less open options only."""
    when = {"all": [{"at_least": {"option": "gated"}}, counted("safeguards", kind="refusal", state="durable")]}
    (problem,) = noted(when)
    assert problem.code == "E440"
    assert "under gated, weights: " in problem.message
    within = {"all": [{"at_most": {"option": "api"}}, counted("safeguards", kind="refusal", state="durable")]}
    assert noted(within) == []


def test_a_state_that_takes_an_exception_to_come_about() -> None:
    """Under gated weights a refusal only slows where tested controls earn the milder grant; else it is void."""
    when = {"all": [{"is": {"option": "gated"}}, counted("safeguards", kind="refusal", state="slows_amateur")]}
    assert noted(when) == []


ALWAYS: list[tuple[str, Raw]] = [
    ("a level or another", {"any": [{"at_least": {BIO: 3}}, {"at_most": {BIO: 2}}]}),
    ("nothing at all", {"all": []}),
    ("every option", {"at_least": {"option": "closed"}}),
    ("the severity as it is", {"at_least": {"severity.bio": 5}}),
    ("an unknown or a level", {"any": [{"unknown": BIO}, {"at_least": {BIO: 1}}]}),
]


@pytest.mark.parametrize("when", [w for _, w in ALWAYS], ids=[n for n, _ in ALWAYS])
def test_a_rule_that_can_never_stay_quiet(when: Raw) -> None:
    (problem,) = noted(when)
    assert (problem.code, problem.path) == ("E441", WHEN)


def test_a_rule_for_some_options_whatever_the_profile_is_in_order() -> None:
    assert noted({"at_least": {"option": "gated"}}) == []


def test_a_cap_that_never_binds() -> None:
    of_all = planted("weights", "rules", "rules", index_of("verdict"), "cap")
    (problem,) = shown(resolved(of_all))[1]
    assert (problem.code, problem.path) == ("E440", ("rules", "rules", index_of("verdict"), "cap"))
    assert problem.message == '"weights" is the most open option, so this cap never binds'


def test_a_cap_that_starts_to_speak_too_late() -> None:
    late = {"all": [{"at_least": {"option": "weights"}}, {"at_least": {BIO: 3}}]}
    (problem,) = shown(resolved(planted(late, "rules", "rules", index_of("verdict"), "when")))[1]
    assert problem.code == "E440"
    assert problem.message == "it speaks from weights on only, so it caps at gated and not at api"


def test_a_rule_that_contradicts_itself_in_every_domain_is_named_once() -> None:
    path = ("rules", "rules", index_of("unassessed"), "when")
    never = {"all": [{"unknown": "capability.$domain.as_modified"}, {"at_most": {"capability.$domain.as_modified": 2}}]}
    (problem,) = shown(resolved(planted(never, *path)))[1]
    assert problem.message.startswith('rule "unassessed[bio]" (and 1 more) cannot fire under gated, weights: ')


def test_what_the_search_cannot_decide_is_said_to_be_undecided() -> None:
    """An accepted screen needs an assessor, which the search for evidence does not know; nothing is claimed."""
    when = {"all": [counted("evidence", kind="screen"), {"not": counted("assessors")}]}
    (problem,) = noted(when)
    assert (problem.code, problem.severity) == ("W440", "warning")
    assert "was not seen to fire" in problem.message


def test_a_screen_can_be_a_witness() -> None:
    assert noted(counted("evidence", kind="screen", cited_by=BIO)) == []


def test_every_rule_of_the_small_rubric_fires_and_stays_quiet() -> None:
    found, problems = shown(resolved())
    assert problems == []
    rubric = found.evaluator.rubric
    for rule in rubric.rules:
        assert any(key == rule.key for key, _ in found.fires)
        assert any(key == rule.key for key, _ in found.quiet)


def test_what_is_shown_is_so() -> None:
    """Every witness, evaluated again by itself, does what it is kept for."""
    found, _ = shown(resolved())
    for known, fires in ((found.fires, True), (found.quiet, False)):
        for (key, place), raw in known.items():
            again = Evaluator(found.evaluator.rubric).evaluate(raw)
            assert again.fires(key, place, "conservative") is fires


@given(st.integers(0, 40), st.integers(0, 10_000))
def test_no_random_profile_contradicts_an_exact_search(rubric_seed: int, profile_seed: int) -> None:
    """What was found impossible in a random rubric (E440, E441) never happens for a random profile."""
    drawn, profile = rubric(rubric_seed), pair(rubric_seed, profile_seed).profile
    found, problems = CLAIMS.setdefault(rubric_seed, shown(drawn.rubric))
    undecided = {p.path[2] for p in problems if p.severity == "warning"}
    order = {rule.id: i for i, rule in enumerate(drawn.rubric.folder.rules.rules)}
    evaluation = evaluate(bind(profile, found.evaluator.compiled(profile)))
    chain = drawn.rubric.option_place
    for rule in drawn.rubric.rules:
        cap = chain[rule.rule.cap] if rule.rule.cap is not None else -1
        for place in evaluation.places:
            if place > cap and at_option(rule.when, place) is None and order[rule.id] not in undecided:
                known = found.fires if evaluation.fires(rule.key, place, "conservative") else found.quiet
                assert (rule.key, place) in known


CLAIMS: dict[int, tuple[Shown, list[Problem]]] = {}
