"""What crosses from one rubric's name to another's: only into gaps, never better known than it was, never silently."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.crossing import crossing_problems, leads
from riskframe.engine.resolved import ResolvedRating
from riskframe.inquiry.several import assessed_under
from riskframe.profile import Profile
from riskframe.rubric.crosswalk import Crosswalk
from riskframe.rubric.resolve import Rubric
from tests.engine.packs import across, asked, named, pack, profile, same, walk
from tests.engine.toy import described, rule

FOUR = ("none", "little", "some", "full")
ONE = pack(
    "one", asked("x", may_not_apply=True), facts=[described("told", type="yes_no")], components=[described("weights")]
)
TWO = pack(
    "two", asked("w", group="other", words=FOUR),
    facts=[described("said", type="yes_no")], components=[described("parameters")],
    rules=[
        rule("w-weak", {"at_most": {"other.w": "some"}}, classify={"all": "bad"}),
        rule("unsaid", {"not": {"is": {"facts.said": True}}}, note="Not said."),
        rule("withheld", {"not": {"all_of": {"over": "components", "in": ["parameters"], "where": {"status": "open"}}}}, note="N."),
    ],
)  # fmt: skip
LEVELS = {"absent": "none", "partial": "little", "done": "some"}
RATING = same(("one", "work.x"), ("two", "other.w"), levels=LEVELS, direction="a_to_b", basis="literature")
WALK = walk(
    ONE, TWO, criteria=[RATING, same(("one", "facts.told"), ("two", "facts.said"))],
    components=[named(("one", "weights"), ("two", "parameters"))],
)  # fmt: skip


def rated(value: Any, **more: Any) -> Profile:
    return profile(ratings={"work": {"x": value}}, **more)


def read(given: Profile, rubric: Rubric = TWO, crosswalk: Crosswalk = WALK, path: str = "other.w") -> ResolvedRating:
    own = across(given, rubric, crosswalk)
    return bind(own.profile, compile_rubric(rubric, severities_of(own.profile, rubric)), own.taken).ratings[path]


@pytest.mark.parametrize(
    ("value", "levels"),
    [
        ({"level": "partial", "evidence": ["shown"]}, (2, 2, 2)),
        ({"level": 3, "evidence": ["shown"]}, (3, 3, 3)),
        ({"lo": 1, "best": "partial", "hi": 2, "evidence": ["shown"]}, (1, 2, 2)),
        ({"by": {"ann": {"level": 1}, "bob": {"level": "done"}}, "evidence": ["shown"]}, (1, 1, 3)),
    ],
)
def test_a_rating_crosses_in_the_levels_of_the_other(value: Any, levels: tuple[int, int, int]) -> None:
    found = read(rated(value))
    assert (found.lo, found.best, found.hi) == levels
    assert found.accepted == ("shown",)


@pytest.mark.parametrize(
    "value",
    ["unknown", {"unknown": True, "evidence": ["shown"]}, {"level": "done"}, {"level": "done", "evidence": ["old"]},
     {"by": {"ann": {"level": 1}, "bob": {"unknown": True}}, "evidence": ["shown"]}, {"level": "utter", "evidence": ["shown"]}],
    ids=["unknown", "unknown with evidence", "no evidence", "evidence that does not count", "an assessor's unknown", "no level"],
)  # fmt: skip
def test_what_is_unknown_there_is_unknown_here(value: Any) -> None:
    found = read(rated(value))
    assert not found.known
    assert found.point("conservative") == 1  # the harmful end of a protective criterion


def test_a_judgement_is_no_more_than_that_here_too() -> None:
    """It keeps its harmful end a level below `best`, on the scale of the rubric that reads it."""
    found = read(rated({"level": "done", "evidence": ["judged"]}))
    assert (found.lo, found.best, found.hi, found.rests_on) == (2, 3, 3, "judgement")


def test_what_does_not_apply_there_is_unknown_where_it_has_to() -> None:
    assert read(rated({"not_applicable": "It cannot."})).why_unknown == "it is rated unknown"
    lenient = pack("two", asked("w", group="other", words=FOUR, may_not_apply=True))
    assert read(rated({"not_applicable": "It cannot."}), lenient, walk(ONE, lenient, criteria=[RATING])).not_applicable


def test_an_own_rating_stands_and_a_difference_is_told() -> None:
    given = profile(ratings={
        "work": {"x": {"level": "done", "evidence": ["shown"]}}, "other": {"w": {"level": "full", "evidence": ["shown"]}},
    })  # fmt: skip
    own = across(given, TWO, WALK)
    assert own.profile is given
    assert own.taken == {}
    (odd,) = own.differing
    assert (odd.place, odd.stands, odd.own, odd.others) == ("other.w", "full", True, (("one", "work.x", "some"),))
    (problem,) = crossing_problems(given, [ONE, TWO], WALK)
    assert (problem.code, problem.path, problem.severity) == ("W485", ("ratings", "other", "w"), "warning")
    assert problem.message == "other.w of two: work.x of one says some; its own full counts"


def test_an_own_unknown_stands_too() -> None:
    given = profile(ratings={"work": {"x": {"level": "done", "evidence": ["shown"]}}, "other": {"w": "unknown"}})
    assert not read(given).known
    assert across(given, TWO, WALK).differing[0].stands == "unknown"


def test_own_and_crossed_that_agree_are_no_finding() -> None:
    given = profile(ratings={"work": {"x": {"level": "partial"}}, "other": {"w": {"level": "little"}}})
    assert across(given, TWO, WALK).differing == ()
    assert crossing_problems(given, [ONE, TWO], WALK) == []


def test_one_way_means_one_way() -> None:
    given = profile(ratings={"other": {"w": {"level": "full", "evidence": ["shown"]}}})
    assert across(given, ONE, WALK).taken == {}


def test_facts_and_components_cross_both_ways() -> None:
    given = profile(
        facts={"told": {"value": True, "evidence": ["shown"]}}, release={"components": {"parameters": "open"}}
    )
    here, there = across(given, TWO, WALK), across(given, ONE, WALK)
    assert here.profile.facts["said"] == given.facts["told"]
    assert there.profile.release.components["weights"] == "open"
    assert [(c.place, c.rubric, c.source, c.said) for c in here.taken.values()] == [
        ("facts.said", "one", "facts.told", "yes")
    ]
    assert [(c.place, c.said) for c in there.taken.values()] == [("components.weights", "open")]


def test_a_fact_whose_evidence_does_not_count_is_not_stated_here_either() -> None:
    given = profile(facts={"told": {"value": True, "evidence": ["old"]}})
    (made,) = assessed_under(given, [TWO], crosswalk=WALK)
    assert "unsaid" in {hit.rule for hit in made.hits}


def test_it_goes_on_through_a_third_and_says_why() -> None:
    three = pack("three", asked("v", words=FOUR), components=[described("bytes")])
    made = walk(
        ONE, TWO, three, criteria=[RATING, same(("two", "other.w"), ("three", "work.v"))],
        components=[named(("one", "weights"), ("two", "parameters")), named(("two", "parameters"), ("three", "bytes"))],
    )  # fmt: skip
    given = rated({"level": "done", "evidence": ["shown"]}, release={"components": {"weights": "closed"}})
    taken = across(given, three, made).taken
    assert (taken["work.v"].rubric, taken["work.v"].source, taken["work.v"].said) == ("one", "work.x", "some")
    assert taken["work.v"].reason == "work.x is other.w. other.w is work.v."
    assert taken["work.v"].basis == "design"  # the weaker of literature and design
    assert taken["components.bytes"].said == "closed"


def test_two_that_could_cross_and_differ_leave_it_unknown() -> None:
    three = pack("three", asked("v", words=FOUR))
    made = walk(ONE, TWO, three, criteria=[RATING, same(("two", "other.w"), ("three", "work.v"))])
    given = profile(ratings={
        "work": {"x": {"level": "done", "evidence": ["shown"]}}, "other": {"w": {"level": "full", "evidence": ["shown"]}},
    })  # fmt: skip
    own = across(given, three, made)
    assert own.taken == {}
    assert [(odd.stands, odd.own) for odd in own.differing] == [("unknown", False)]
    assert not read(given, three, made, "work.v").known


def test_the_result_says_where_it_came_from() -> None:
    given = rated(
        {"level": "done", "evidence": ["shown"]}, release={"components": {"weights": "closed"}}, facts={"told": False}
    )
    (made,) = assessed_under(given, [TWO], crosswalk=WALK)
    assert made.crosswalk is not None
    assert [c.place for c in made.crosswalk.taken] == ["other.w", "facts.said", "components.parameters"]
    read = {hit.rule: hit.read for hit in made.hits}
    assert read["w-weak"] == ("other.w: 3 (stated as work.x of one)",)
    assert read["unsaid"] == ("facts.said: False (stated as facts.told of one)",)
    assert read["withheld"] == (
        "all of parameters components with status open; components.parameters: closed (stated as components.weights of one)",
    )


def test_a_crosswalk_that_did_nothing_leaves_no_trace() -> None:
    given = profile(ratings={"other": {"w": {"level": "full", "evidence": ["shown"]}}}, facts={"said": True})
    with_it, without = assessed_under(given, [TWO], crosswalk=WALK), assessed_under(given, [TWO])
    assert with_it == without


def test_evidence_for_one_is_a_lead_for_another_and_never_a_rating() -> None:
    near = same(("one", "work.x"), ("two", "other.w"), relation="shares_evidence")
    made = walk(ONE, TWO, criteria=[near])
    given = rated({"level": "done", "evidence": ["shown", "old"]}, facts={"said": True})
    bound = bind(given, compile_rubric(TWO))
    (lead,) = leads(bound, made)
    assert (lead.place, lead.evidence, lead.given_for) == ("other.w", ("shown",), ("one work.x",))
    assert not bound.ratings["other.w"].known
    rated_here = given.model_copy(update={"ratings": {**given.ratings, **profile(
        ratings={"other": {"w": {"level": "full", "evidence": ["shown"]}}}).ratings}})  # fmt: skip
    assert leads(bind(rated_here, compile_rubric(TWO)), made) == ()


def test_the_digest_is_that_of_the_profile_as_given() -> None:
    given = rated({"level": "done", "evidence": ["shown"]})
    (here,), (there,) = assessed_under(given, [TWO], crosswalk=WALK), assessed_under(given, [ONE])
    assert here.model.profile_digest == there.model.profile_digest
    assert here.validity.assessed_on == date(2026, 1, 1).isoformat()
