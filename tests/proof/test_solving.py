"""The exact search itself: what it finds is consistent, what it rules out is contradictory, and it says when it stops."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.proof.components import find_components
from riskframe.proof.entries import find_entries
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.literals import Wanted
from riskframe.proof.rules import rule_faults
from riskframe.proof.shown import Shown
from riskframe.proof.solving import Search, TooHard
from riskframe.rubric.condition_reader import parse_condition
from riskframe.rubric.conditions import Condition, Literal, literals
from tests.rubric.small_rubric import Raw, described, index_of, planted, resolved, small

RUBRIC = resolved()


def condition(raw: Raw) -> Condition:
    problems: list[Any] = []
    found = parse_condition(raw, (), RUBRIC.vocabulary, problems)
    assert problems == []
    return found


def solvable(raw: Raw, *, truth: bool = True, place: int = 1, harmful: bool = True) -> bool:
    search = Search(RUBRIC, place, lambda kind: "durable")
    return next(search.ways([(condition(raw), truth, harmful)]), None) is not None


def fact(form: str, path: str, value: Any) -> Raw:
    return {form: {path: value}}


MONTHS, DAY = "assessment.valid_months", "assessment.date"
SOLVED: list[tuple[str, Raw, bool]] = [
    ("between two numbers", {"all": [fact("number_at_least", MONTHS, 3), {"not": fact("number_at_least", MONTHS, 4)}]}, True),
    ("above and below a number", {"all": [fact("number_at_least", MONTHS, 4), {"not": fact("number_at_least", MONTHS, 4)}]},
     False),
    ("at a number and not above", {"all": [fact("number_at_least", MONTHS, 4), {"not": fact("number_above", MONTHS, 4)}]}, True),
    ("above and not at least", {"all": [fact("number_above", MONTHS, 4), {"not": fact("number_at_least", MONTHS, 4)}]}, False),
    ("more months than there may be", fact("number_at_least", MONTHS, 25), False),
    ("between two days", {"all": [fact("date_before", DAY, "2026-02-01"), {"not": fact("date_before", DAY, "2026-01-01")}]},
     True),
    ("before and not before", {"all": [fact("date_before", DAY, "2026-01-01"), {"not": fact("date_before", DAY, "2026-02-01")}]},
     False),
    ("one list", {"one_of": {"model.modalities": ["text", "image"]}}, True),
    ("a list within two lists", {"all": [{"one_of": {"model.modalities": ["text", "image"]}},
                                         {"one_of": {"model.modalities": ["image", "speech"]}}]}, True),
    ("a list within two lists that share nothing", {"all": [{"one_of": {"model.modalities": ["text"]}},
                                                           {"one_of": {"model.modalities": ["speech"]}}]}, False),
    ("within one list and not within a wider one", {"all": [{"one_of": {"model.modalities": ["text"]}},
                                                           {"not": {"one_of": {"model.modalities": ["text", "image"]}}}]},
     False),
    ("unmentioned text", {"not": {"one_of": {"model.name": ["a", "b"]}}}, True),
    ("a choice outside its values", {"all": [{"not": {"is": {"facts.sector": "public"}}},
                                            {"not": {"is": {"facts.sector": "private"}}},
                                            {"not": {"unknown": "facts.sector"}}]}, False),
    ("a raised severity", {"at_least": {"severity.scams": 5}}, True),
    ("a lowered severity", {"at_most": {"severity.scams": 3}}, False),
    ("any of nothing", {"any": []}, False),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "can"), [entry[1:] for entry in SOLVED], ids=[entry[0] for entry in SOLVED])
def test_what_can_be_and_what_cannot(raw: Raw, can: bool) -> None:
    assert solvable(raw) is can


def test_silence_counts_by_what_the_condition_is_for() -> None:
    both = {"all": [{"is": {"facts.audited": True}}, {"is": {"facts.audited": False}}]}
    assert solvable(both)
    assert not solvable(both, harmful=False)
    assert solvable({"unknown": "facts.audited"})
    assert not solvable({"unknown": "facts.audited"}, harmful=False)


def test_the_smallest_contradiction_is_kept() -> None:
    search = Search(RUBRIC, 1, None)
    never = {"all": [{"at_least": {"context.security": 2}}, {"at_most": {"context.security": 4}},
                     {"at_least": {"context.security": 5}}]}  # fmt: skip
    assert list(search.ways([(condition(never), True, True)])) == []
    (conflict,) = search.conflicts
    assert {str(wanted) for wanted in conflict} == {'"context.security at most 4"', '"context.security at least 5"'}


def test_a_search_that_grows_too_large_says_so() -> None:
    search = Search(RUBRIC, 1, None, limit=2)
    with pytest.raises(TooHard):
        list(search.ways([(condition({"any": [{"unknown": "context.security"}] * 2 + [{"all": []}]}), True, True)]))


def test_a_rule_whose_search_grows_too_large_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskframe.proof.rules.TRIES", 1)
    monkeypatch.setattr(Search, "ways", _hopeless)
    never = {"all": [{"at_least": {"context.security": 4}}, {"at_most": {"context.security": 2}}]}
    shown = Shown(Evaluator(resolved(planted(never, "rules", "rules", index_of("speaks"), "when"))))
    assert "W440" in {problem.code for problem in rule_faults(shown)}


def _hopeless(self: Search, goals: object) -> Any:
    raise TooHard


def wanted(raw: Raw, *, truth: bool = True) -> list[Wanted]:
    return [Wanted(literal, truth, True) for literal in literals(condition(raw))]


def test_entries_meet_every_count_at_once() -> None:
    found = find_entries(
        "evidence",
        wanted({"all": [
            {"count_at_least": {"over": "evidence", "where": {"voice": "third_party"}, "n": 2}},
            {"not": {"count_at_least": {"over": "evidence", "n": 3}}},
            {"any_of": {"over": "evidence", "where": {"kind": "audit", "domain": "bio"}}},
        ]}),
        RUBRIC,
        cited=["context.security"],
    )  # fmt: skip
    assert found is not None
    assert len(found) == 2
    assert all(entry["voice"] == "third_party" for entry in found)
    assert any(entry["kind"] == "audit" and "bio" in entry["domain"] for entry in found)
    assert any("context.security" in entry["cited_by"] for entry in found)


def test_a_known_rating_needs_something_that_it_cites() -> None:
    nothing = wanted({"not": {"any_of": {"over": "evidence", "where": {"cited_by": "context.security"}}}})
    assert find_entries("evidence", nothing, RUBRIC) == []
    assert find_entries("evidence", nothing, RUBRIC, cited=["context.security"]) is None


def test_components_are_searched_to_the_end_where_they_are_few() -> None:
    open_ = {"all_of": {"over": "components", "in": ["code", "paper"], "where": {"status": "open"}}}
    listed, exact = find_components(wanted(open_), RUBRIC)
    assert exact
    assert listed is not None
    odd = {"all": [{"any_of": {"over": "components", "where": {"id": "code", "status": "open"}}},
                   {"not": {"any_of": {"over": "components", "where": {"id": "paper", "status": "open"}}}}]}  # fmt: skip
    listed, exact = find_components([Wanted(w.literal, True, False) for w in wanted(odd)], RUBRIC)
    assert exact
    assert listed is not None
    assert (listed["code"].status, listed["paper"].status == "open") == ("open", False)


def test_many_components_are_moved_together_and_that_is_said() -> None:
    raw = small()
    names = [f"part{i}" for i in range(12)]
    raw["rubric"]["components"] += [described(name) for name in names]
    rubric = resolved(raw)
    problems: list[Any] = []
    twice = {"all": [
        {"all_of": {"over": "components", "in": names, "where": {"status": "open"}}},
        {"all_of": {"over": "components", "in": names, "where": {"status": "closed"}}},
    ]}  # fmt: skip
    never = parse_condition(twice, (), rubric.vocabulary, problems)
    assert find_components([Wanted(x, True, False) for x in literals(never)], rubric) == (None, False)
    assert isinstance(next(literals(never)), Literal)
