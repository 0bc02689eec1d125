"""A crosswalk is checked whole before anything crosses: names, versions, scales, circles, contradictions."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import InvalidProblems
from riskframe.loading.crosswalk_file import load_crosswalk
from riskframe.loading.rubric_folder import load_rubric, rubric_names
from riskframe.rubric.resolve import Rubric
from tests.engine.packs import asked, named, pack, same, walk
from tests.engine.toy import criterion, described

FACT = described("told", type="yes_no")
CHOICE = described("told", type="choice", choices=["a", "b"])


def one() -> Rubric:
    return pack(
        "one", asked("x"), asked("y"), asked("risky", polarity="risk"), asked("each", per="domain"),
        criterion("work", "plain", "protective"),
        facts=[FACT], components=[described("weights"), described("card")], units=[described("bio"), described("cyber")],
    )  # fmt: skip


def two() -> Rubric:
    return pack(
        "two", asked("x"), asked("z"), asked("loud", words=("no", "yes")), asked("each", per="domain"),
        facts=[CHOICE], components=[described("parameters")], units=[described("germs"), described("code")],
    )  # fmt: skip


X = ("one", "work.x"), ("two", "work.x")


def faults(*rubrics: Rubric, **parts: Any) -> list[tuple[str, str]]:
    """(code, place) of everything that is wrong."""
    with pytest.raises(InvalidProblems) as caught:
        walk(*(rubrics or (one(), two())), **parts)
    return [(p.code, ".".join(map(str, p.path))) for p in caught.value.problems]


def test_a_pair_leads_both_ways_level_by_level() -> None:
    made = walk(one(), two(), criteria=[same(*X)])
    assert [(k.source, k.target, dict(k.levels)) for k in made.links] == [
        (("one", "work.x"), ("two", "work.x"), {1: 1, 2: 2, 3: 3}),
        (("two", "work.x"), ("one", "work.x"), {1: 1, 2: 2, 3: 3}),
    ]


def test_a_map_of_levels_leads_back_inverted() -> None:
    stated = {"absent": "absent", "partial": 2, "done": "done"}
    made = walk(one(), two(), criteria=[same(("one", "work.y"), ("two", "work.z"), levels=stated)])
    assert [dict(k.levels) for k in made.links] == [{1: 1, 2: 2, 3: 3}, {1: 1, 2: 2, 3: 3}]


def test_a_coarser_scale_is_reached_one_way_only() -> None:
    coarse = {"absent": "no", "partial": "no", "done": "yes"}
    entry = same(("one", "work.x"), ("two", "work.loud"), levels=coarse)
    assert faults(criteria=[entry]) == [("E482", "criteria.0.levels")]
    (link,) = walk(one(), two(), criteria=[{**entry, "direction": "a_to_b"}]).links
    assert (link.target, dict(link.levels)) == (("two", "work.loud"), {1: 1, 2: 1, 3: 2})
    back = same(("two", "work.loud"), ("one", "work.x"), levels=coarse, direction="b_to_a")
    (link,) = walk(one(), two(), criteria=[back]).links
    assert (link.source, link.target) == (("one", "work.x"), ("two", "work.loud"))


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (same(("one", "work.x"), ("two", "work.loud")), "criteria.0"),
        (same(("one", "work.risky"), ("two", "work.x")), "criteria.0"),
        (same(("one", "work.plain"), ("two", "work.x")), "criteria.0"),
        (same(("one", "facts.told"), ("two", "facts.told")), "criteria.0"),
        (same(("one", "facts.told"), ("two", "work.x")), "criteria.0"),
        (same(("one", "work.each"), ("two", "work.x")), "criteria.0"),
        (same(*X, levels={"absent": "done", "partial": "partial", "done": "absent"}), "criteria.0.levels"),
        (same(*X, levels={"absent": "absent", "done": "done"}), "criteria.0.levels"),
        (same(*X, levels={"absent": "absent", "partial": "partly", "done": "done"}), "criteria.0.levels"),
        (same(*X, levels={"absent": "absent", 1: "absent", "partial": 2, "done": 3}), "criteria.0.levels"),
    ],
    ids=["words", "polarity", "number of levels", "values", "rating and fact", "by domain and once", "turned round",
         "incomplete", "no level", "twice"],
)  # fmt: skip
def test_scales_that_do_not_fit(entry: dict[str, Any], place: str) -> None:
    assert faults(criteria=[entry]) == [("E482", place)]


def test_what_does_not_cross_may_have_other_scales() -> None:
    entry = same(("one", "work.risky"), ("two", "facts.told"), relation="shares_evidence")
    assert {k.relation for k in walk(one(), two(), criteria=[entry]).links} == {"shares_evidence"}


def test_names_that_lead_nowhere() -> None:
    wrong = same(("one", "work.w"), ("two", "work.x"))
    assert faults(
        criteria=[wrong], subjects=[named(("one", "bio"), ("two", "virus"))],
        components=[named(("one", "wieghts"), ("two", "parameters"))],
    ) == [("E481", "subjects.0.b.id"), ("E481", "criteria.0.a.path"), ("E481", "components.0.a.id")]  # fmt: skip


def test_a_name_that_leads_nowhere_is_told_with_the_rubric_that_was_meant() -> None:
    with pytest.raises(InvalidProblems) as caught:
        walk(one(), two(), criteria=[same(("one", "work.w"), ("two", "work.x"))])
    assert [p.message for p in caught.value.problems] == ['"work.w" is not a criterion or fact of one']


def test_rubrics_that_are_not_there_or_are_others() -> None:
    assert faults(one(), criteria=[same(*X)], rubrics={"one": "1.0.0", "two": "1.0.0"}) == [("E480", "rubrics.two")]
    assert faults(one(), two(), criteria=[same(*X)], rubrics={"one": "1.0.0"}) == [("E480", "criteria.0.b.rubric")]
    # The first number is what assessments depend on; a later second one only adds.
    assert faults(one(), rubrics={"one": "2.0.0"}) == [("E480", "rubrics.one")]
    assert faults(one(), rubrics={"one": "0.9.0"}) == [("E480", "rubrics.one")]
    assert faults(one(), rubrics={"one": "1.3.0"}) == [("E480", "rubrics.one")]
    assert walk(one(), rubrics={"one": "1.1.9"}).links == ()


def test_circles_and_what_makes_two_of_one_rubric_the_same() -> None:
    three = pack("three", asked("x"))
    to_three = same(("two", "work.x"), ("three", "work.x"))
    assert faults(one(), two(), three, criteria=[same(*X), to_three, same(("three", "work.x"), X[0])]) == [
        ("E483", "criteria.2")
    ]
    assert faults(one(), two(), criteria=[same(*X), same(("one", "work.y"), X[1])]) == [("E483", "criteria.1")]
    assert faults(one(), criteria=[same(("one", "work.x"), ("one", "work.y"))])[0] == ("E483", "criteria.0.b.rubric")


def test_a_pair_is_given_once() -> None:
    assert faults(criteria=[same(*X), same(*X, relation="shares_evidence")]) == [("E484", "criteria.1")]
    pair = named(("one", "bio"), ("two", "germs"))
    assert faults(subjects=[pair, pair]) == [("E484", "subjects.1")]


def test_domains_go_together_as_they_are_paired() -> None:
    subjects = [
        named(("one", "bio"), ("two", "germs")), named(("one", "cyber"), ("two", "code"), relation="shares_evidence"),
    ]  # fmt: skip
    made = walk(one(), two(), subjects=subjects, criteria=[same(("one", "work.each"), ("two", "work.each"))])
    assert {(k.source[1], k.target[1]) for k in made.links if k.source[0] == "one"} == {
        ("work.each.bio", "work.each.germs")
    }
    near = same(("one", "work.each"), ("two", "work.each"), relation="shares_evidence")
    made = walk(one(), two(), subjects=subjects, criteria=[near])
    assert {(k.source[1], k.target[1]) for k in made.links if k.source[0] == "one"} == {
        ("work.each.bio", "work.each.germs"), ("work.each.cyber", "work.each.code"),
    }  # fmt: skip
    assert faults(criteria=[near]) == [("E481", "criteria.0")]


def test_what_is_said_once_goes_with_every_domain() -> None:
    near = same(("one", "work.each"), ("two", "work.x"), relation="shares_evidence")
    made = walk(one(), two(), criteria=[near])
    assert [k.source[1] for k in made.into(("two", "work.x"), "shares_evidence")] == [
        "work.each.bio",
        "work.each.cyber",
    ]


def test_the_bundled_crosswalk_fits_the_bundled_rubrics() -> None:
    rubrics = [load_rubric(name) for name in rubric_names()]
    read = load_crosswalk(None, rubrics, ())
    made = read.crosswalk
    assert made is not None
    assert read.warnings == ()
    assert len(made.digest) == 64
    assert made.into(("openness", "components.model_parameters_final"), "same")
    assert all(link.reason.strip() and not link.reason.startswith("As above") for link in made.links)
