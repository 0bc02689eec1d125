"""The condition language: what is read, how negation is pushed down, which way a literal leans, how it is said."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.condition_reader import parse_condition
from riskframe.rubric.conditions import (
    ALWAYS,
    Condition,
    Count,
    Every,
    FactCompare,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Some,
    Unknown,
    describe_literal,
    literals,
)
from riskframe.rubric.polarity import against, leaning
from riskframe.rubric.vocabulary import Vocabulary
from tests.engine.toy import criterion, described, folder, levels, resolved

HARM, DEFENCES, CARE = "capability.harm.as_modified", "context.defences", "care.reporting"


@lru_cache(maxsize=1)
def words() -> Vocabulary:
    raw = folder()
    raw["rubric"]["scales"] = {"care": {"levels": ["absent", "partial", "complete"]}}
    raw["rubric"]["facts"].append(described("sector", type="choice", choices=["public", "private"]))
    raw["criteria"]["criteria"].append(
        criterion("care", "reporting", "protective", scale="care", levels=levels(3), may_not_apply=True)
    )
    return resolved(raw).vocabulary


def read(raw: Any, *, domain: str | None = None) -> Condition:
    problems: list[Problem] = []
    found = parse_condition(raw, ("when",), words(), problems, domain=domain)
    assert problems == []
    return found


def atom(raw: Any, **more: Any) -> Any:
    found = read(raw, **more)
    assert isinstance(found, Literal)
    return found.atom


def fault(raw: Any, *, domain: str | None = None) -> Problem:
    problems: list[Problem] = []
    found = parse_condition(raw, ("when",), words(), problems, domain=domain)
    (problem,) = problems
    assert problem.code == "E410"
    assert found == ALWAYS or not isinstance(found, Literal)
    return problem


# --- atoms


def test_a_comparison_is_a_set_of_levels() -> None:
    assert atom({"at_least": {HARM: 4}}) == RatingCompare(HARM, frozenset({4, 5}), na=False, words="at least 4")
    assert atom({"at_most": {HARM: 2}}).levels == {1, 2}
    assert atom({"is": {HARM: 3}}).levels == {3}
    assert atom({"one_of": {HARM: [1, 5]}}).levels == {1, 5}


def test_levels_have_the_names_of_their_scale() -> None:
    assert atom({"at_least": {CARE: "partial"}}).levels == {2, 3}
    assert atom({"is": {CARE: 3}}) == RatingCompare(CARE, frozenset({3}), na=False, words="is 3")


def test_what_does_not_apply_is_asked_for_by_name() -> None:
    assert atom({"is": {CARE: "not_applicable"}}) == RatingCompare(
        CARE, frozenset(), na=True, words="is not_applicable"
    )
    found = atom({"one_of": {CARE: ["complete", "not_applicable"]}})
    assert (found.levels, found.na, found.words) == ({3}, True, "is one of complete, not_applicable")


def test_the_option_is_a_set_of_places() -> None:
    assert atom({"at_least": {"option": "api"}}) == OptionCompare(frozenset({1, 2}), "at least api")
    assert atom({"at_most": {"option": "api"}}).places == {0, 1}
    assert atom({"is": {"option": "weights"}}).places == {2}
    assert atom({"one_of": {"option": ["closed", "weights"]}}).places == {0, 2}


def test_a_severity_is_a_set_of_levels() -> None:
    assert atom({"at_least": {"severity.harm": 4}}) == SeverityCompare("harm", frozenset({4, 5}), "at least 4")


def test_facts_are_compared_by_value_number_and_day() -> None:
    assert atom({"is": {"facts.audited": True}}) == FactCompare("facts.audited", "one_of", (True,))
    assert atom({"one_of": {"facts.sector": ["public"]}}) == FactCompare("facts.sector", "one_of", ("public",))
    assert atom({"number_at_least": {"model.parameters": 1e9}}).values == (1e9,)
    assert atom({"number_above": {"model.parameters": 1e9}}) == FactCompare("model.parameters", "number_above", (1e9,))
    assert atom({"date_before": {"release.date": "2026-02-01"}}).values == (date(2026, 2, 1),)
    assert atom({"is": {"model.weights.sha256": "a"}}) == FactCompare("model.weights.sha256", "one_of", ("a",))


def test_ratings_and_facts_may_be_unknown() -> None:
    assert atom({"unknown": HARM}) == Unknown(HARM, is_rating=True)
    assert atom({"unknown": "facts.audited"}) == Unknown("facts.audited", is_rating=False)


def test_collections_are_counted() -> None:
    found = atom({"count_at_least": {"over": "evidence", "where": {"voice": "government", "kind": ["audit"]}, "n": 2}})
    assert found == Count("evidence", (("kind", ("audit",)), ("voice", ("government",))), 2)
    assert atom({"any_of": {"over": "assessors"}}) == Count("assessors", (), 1)
    found = atom({"all_of": {"over": "components", "in": ["weights"], "where": {"status": "open"}}})
    assert found == Count("components", (("status", ("open",)),), 1, ("weights",))
    assert atom({"any_of": {"over": "safeguards", "where": {"state": "durable"}}}).reads_option


def test_a_rule_for_each_domain_names_the_domain_at_hand() -> None:
    assert atom({"at_least": {"capability.$domain.as_modified": 4}}, domain="harm").path == HARM
    assert atom({"unknown": "capability.$domain.as_modified"}, domain="harm").path == HARM
    found = atom(
        {"any_of": {"over": "evidence", "where": {"cited_by": "capability.$domain.as_modified"}}}, domain="harm"
    )
    assert found.where == (("cited_by", (HARM,)),)
    assert atom({"at_least": {"severity.$domain": 4}}, domain="harm").domain == "harm"


# --- joining


def test_conditions_are_joined() -> None:
    found = read({"all": [{"unknown": HARM}, {"any": [{"unknown": DEFENCES}]}]})
    assert isinstance(found, Every)
    assert isinstance(found.items[1], Some)
    assert [x.atom.path for x in literals(found) if isinstance(x.atom, Unknown)] == [HARM, DEFENCES]


def test_negation_is_pushed_down_to_the_literals() -> None:
    found = read({"not": {"all": [{"unknown": HARM}, {"any": [{"unknown": DEFENCES}, {"not": {"unknown": CARE}}]}]}})
    assert isinstance(found, Some)
    assert isinstance(found.items[1], Every)
    assert [x.negated for x in literals(found)] == [True, True, False]


def test_equal_literals_are_equal_wherever_they_stand() -> None:
    found = read({"all": [{"unknown": HARM}, {"unknown": HARM}]})
    assert isinstance(found, Every)
    assert found.items[0] == found.items[1]
    assert len({x.at for x in literals(found)}) == 2


# --- faults, each at its key


FAULTS: list[tuple[str, Any, KeyPath, str]] = [
    ("no mapping", ["unknown"], ("when",), "a condition is a mapping with exactly one key"),
    ("two keys", {"unknown": HARM, "any": []}, ("when",), "a condition is a mapping with exactly one key"),
    ("no such form", {"at_lest": {HARM: 4}}, ("when", "at_lest"), '"at_lest" is not a condition'),
    ("no list", {"all": {"unknown": HARM}}, ("when", "all"), "a list of conditions is wanted here"),
    ("no list under any", {"any": 3}, ("when", "any"), "a list of conditions is wanted here"),
    ("no pair", {"at_least": 4}, ("when", "at_least"), "one `path: value` pair is wanted here"),
    ("two pairs", {"is": {HARM: 1, DEFENCES: 1}}, ("when", "is"), "one `path: value` pair is wanted here"),
    ("no such option", {"at_least": {"option": "wieghts"}}, ("when", "at_least", "option"),
     '"wieghts" is not an option of this rubric'),
    ("no such option among several", {"one_of": {"option": ["api", "open"]}}, ("when", "one_of", "option"),
     '"open" is not an option of this rubric'),
    ("no such domain", {"at_least": {"severity.hram": 4}}, ("when", "at_least", "severity.hram"), '"hram" is not a domain'),
    ("no severity", {"at_least": {"severity.harm": 6}}, ("when", "at_least", "severity.harm"), "a severity is 1 to 5"),
    ("no such rating", {"at_least": {"context.defense": 4}}, ("when", "at_least", "context.defense"),
     '"context.defense" is not a rating, a fact or `option` of this rubric'),
    ("a fact has no order", {"at_least": {"facts.users": 4}}, ("when", "at_least", "facts.users"),
     "facts.users is a fact; at_least compares ratings (for numbers: number_at_least)"),
    ("no such level", {"at_least": {HARM: 6}}, ("when", "at_least", HARM), f'"6" is not a level of {HARM}'),
    ("no such named level", {"is": {CARE: "whole"}}, ("when", "is", CARE), f'"whole" is not a level of {CARE}'),
    ("no pair of values", {"one_of": [1, 2]}, ("when", "one_of"), "one `path: value` pair is wanted here"),
    ("no list of values", {"one_of": {HARM: 3}}, ("when", "one_of", HARM), "a list of values is wanted here"),
    ("no value at all", {"one_of": {HARM: []}}, ("when", "one_of", HARM), "a list of values is wanted here"),
    ("no such thing to compare", {"is": {"facts.weather": 1}}, ("when", "is", "facts.weather"),
     '"facts.weather" is not a rating, a fact or `option` of this rubric'),
    ("a fact of another type", {"is": {"facts.audited": "yes"}}, ("when", "is", "facts.audited"),
     "facts.audited holds yes/no values, not 'yes'"),
    ("a yes is no number", {"is": {"facts.users": True}}, ("when", "is", "facts.users"),
     "facts.users holds number values, not True"),
    ("no such choice", {"is": {"facts.sector": "mixed"}}, ("when", "is", "facts.sector"),
     '"mixed" is not a value of facts.sector'),
    ("no path", {"unknown": 3}, ("when", "unknown"), "the path of a rating or a fact is wanted here"),
    ("no such path", {"unknown": "context.x"}, ("when", "unknown"), '"context.x" is not a rating or a fact of this rubric'),
    ("no number", {"number_at_least": {"facts.users": "many"}}, ("when", "number_at_least", "facts.users"),
     "a number is wanted here"),
    ("no fact that holds a number", {"number_at_least": {"facts.audited": 1}}, ("when", "number_at_least", "facts.audited"),
     "facts.audited does not hold a number"),
    ("no number fact at all", {"number_at_least": {"facts.x": 1}}, ("when", "number_at_least", "facts.x"),
     '"facts.x" is not a rating, a fact or `option` of this rubric'),
    ("no pair of a number", {"number_at_least": 3}, ("when", "number_at_least"), "one `path: value` pair is wanted here"),
    ("no day", {"date_before": {"release.date": "soon"}}, ("when", "date_before", "release.date"),
     "a date is written YYYY-MM-DD"),
    ("a rating is no day", {"date_before": {HARM: "2026-01-01"}}, ("when", "date_before", HARM), f"{HARM} does not hold a date"),
    ("no mapping of a count", {"any_of": "evidence"}, ("when", "any_of"), "a mapping with over, where is wanted here"),
    ("an unknown key of a count", {"any_of": {"over": "evidence", "n": 2}}, ("when", "any_of", "n"), '"n" is not known here'),
    ("no such collection", {"any_of": {"over": "proofs"}}, ("when", "any_of", "over"), '"proofs" is not a collection'),
    ("no count", {"count_at_least": {"over": "evidence", "n": 0}}, ("when", "count_at_least", "n"),
     "a whole number of at least 1 is wanted here"),
    ("a yes is no count", {"count_at_least": {"over": "evidence", "n": True}}, ("when", "count_at_least", "n"),
     "a whole number of at least 1 is wanted here"),
    ("all of something else", {"all_of": {"over": "evidence", "in": ["weights"]}}, ("when", "all_of"),
     "all_of works over components and needs `in`, the list of their ids"),
    ("all of nothing", {"all_of": {"over": "components"}}, ("when", "all_of"),
     "all_of works over components and needs `in`, the list of their ids"),
    ("no such component", {"all_of": {"over": "components", "in": ["weights", "logo"]}}, ("when", "all_of", "in", 1),
     '"logo" is not a component'),
    ("no mapping of fields", {"any_of": {"over": "evidence", "where": ["kind"]}}, ("when", "any_of", "where"),
     "a mapping of field to value is wanted here"),
    ("no such field", {"any_of": {"over": "evidence", "where": {"knid": "audit"}}}, ("when", "any_of", "where", "knid"),
     'evidence have no field "knid"'),
    ("no such value", {"any_of": {"over": "evidence", "where": {"kind": "rumour"}}}, ("when", "any_of", "where", "kind"),
     '"rumour" is not a value of kind'),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "path", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_condition_that_cannot_be_read(raw: Any, path: KeyPath, message: str) -> None:
    found = fault(raw)
    assert (found.path, found.message) == (path, message)


def test_a_misspelling_is_guessed() -> None:
    assert fault({"at_lest": {HARM: 4}}).hint == 'did you mean "at_least"?'
    assert fault({"at_least": {"context.defense": 4}}).hint == 'did you mean "context.defences"?'
    assert fault({"at_least": {"option": "wieghts"}}).allowed == ("closed", "api", "weights")


def test_every_fault_of_a_condition_is_found() -> None:
    problems: list[Problem] = []
    parse_condition({"all": [{"unknown": "x"}, {"not": {"is": {"y": 1}}}, {"unknown": HARM}]}, (), words(), problems)
    assert [p.path for p in problems] == [("all", 0, "unknown"), ("all", 1, "not", "is", "y")]


# --- which way a literal leans


LEANING: list[tuple[Any, str | None]] = [
    ({"at_least": {HARM: 4}}, "harmful"), ({"at_most": {HARM: 2}}, "favourable"), ({"is": {HARM: 3}}, "mixed"),
    ({"one_of": {HARM: [4, 5]}}, "harmful"), ({"one_of": {HARM: [1, 2, 3, 4, 5]}}, None),
    ({"at_most": {DEFENCES: 2}}, "harmful"), ({"at_least": {DEFENCES: 4}}, "favourable"),
    ({"is": {CARE: "not_applicable"}}, "favourable"), ({"one_of": {CARE: ["complete", "not_applicable"]}}, "favourable"),
    ({"one_of": {CARE: ["absent", "not_applicable"]}}, "mixed"), ({"unknown": HARM}, "harmful"),
    ({"unknown": "facts.audited"}, "harmful"), ({"is": {"facts.audited": True}}, None),
    ({"at_least": {"option": "api"}}, "harmful"), ({"is": {"option": "api"}}, "mixed"),
    ({"at_least": {"severity.harm": 4}}, "harmful"), ({"at_most": {"severity.harm": 3}}, "favourable"),
    ({"any_of": {"over": "safeguards"}}, "favourable"),
    ({"any_of": {"over": "safeguards", "where": {"state": ["durable", "slows_amateur"]}}}, "favourable"),
    ({"any_of": {"over": "safeguards", "where": {"state": "slows_amateur"}}}, "mixed"),
    ({"any_of": {"over": "safeguards", "where": {"state": "void"}}}, "mixed"),
    ({"any_of": {"over": "evidence"}}, None),
    ({"any_of": {"over": "evidence", "where": {"cited_by": HARM}}}, "favourable"),
    ({"any_of": {"over": "components"}}, None), ({"any_of": {"over": "assessors"}}, None),
]  # fmt: skip
OTHER = {"harmful": "favourable", "favourable": "harmful"}


@pytest.mark.parametrize(("raw", "way"), LEANING, ids=[str(raw) for raw, _ in LEANING])
def test_a_literal_leans_and_its_negation_leans_the_other_way(raw: Any, way: str | None) -> None:
    plain, negated = read(raw), read({"not": raw})
    assert isinstance(plain, Literal)
    assert isinstance(negated, Literal)
    assert leaning(plain, words()) == way
    assert leaning(negated, words()) == OTHER.get(way or "", way)


def test_a_condition_is_against_its_place_where_a_literal_leans_the_wrong_way() -> None:
    found = read({"any": [{"at_least": {HARM: 4}}, {"at_least": {DEFENCES: 4}}, {"is": {"facts.audited": True}}]})
    assert [describe_literal(x) for x in against(found, words(), harmful=True)] == ["context.defences at least 4"]
    assert [describe_literal(x) for x in against(found, words(), harmful=False)] == [f"{HARM} at least 4"]


# --- in words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"at_least": {HARM: 4}}, f"{HARM} at least 4"), ({"is": {CARE: "partial"}}, f"{CARE} is partial"),
        ({"unknown": HARM}, f"{HARM} is unknown"), ({"at_least": {"option": "api"}}, "option at least api"),
        ({"at_least": {"severity.harm": 4}}, "severity of harm at least 4"),
        ({"one_of": {"facts.sector": ["public", "private"]}}, "facts.sector is public, private"),
        ({"number_at_least": {"facts.users": 10}}, "facts.users at least 10"),
        ({"number_above": {"facts.users": 10}}, "facts.users above 10"),
        ({"date_before": {"release.date": "2026-02-01"}}, "release.date before 2026-02-01"),
        ({"any_of": {"over": "evidence"}}, "at least 1 evidence"),
        ({"count_at_least": {"over": "evidence", "where": {"kind": ["audit", "benchmark"]}, "n": 2}},
         "at least 2 evidence with kind audit/benchmark"),
        ({"all_of": {"over": "components", "in": ["weights"], "where": {"status": "open"}}},
         "all of weights components with status open"),
        ({"not": {"unknown": HARM}}, f"not ({HARM} is unknown)"),
    ],
)  # fmt: skip
def test_a_literal_in_words(raw: Any, text: str) -> None:
    found = read(raw)
    assert isinstance(found, Literal)
    assert describe_literal(found) == text
