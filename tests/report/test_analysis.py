"""The section on what would change the decision: every figure is the result's own, and no share stands alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from riskframe.assessment import assess
from riskframe.report.charts.tornado import tornado_svg
from riskframe.report.render import render
from riskframe.report.view.analysis_records import Analysis, Swing, SwingLevel
from riskframe.report.view.build import view_of
from riskframe.report.view.figures import share_figure
from riskframe.report.view.records import Link
from riskframe.report.view.worth import gain
from riskframe.report.words import words
from tests.report.outline import outline
from tests.report.small import PROFILE, small_analysed, small_assessment, small_profile, small_rubric

T = words()


@cache
def html() -> str:
    return render(small_analysed(), small_rubric(), ["html"])["html"].decode()


@cache
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(small_analysed(), small_rubric(), ["json"])["json"])["sensitivity"]
    return found


@cache
def analysis() -> Analysis:
    found = view_of(small_analysed(), small_rubric(), T).analysis
    assert found is not None
    return found


def section() -> str:
    found = re.search(r'<section class="section" aria-labelledby="sensitivity">(.*?)</section>', html(), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (1e-17, "0"), (0.004, "<0.01"), (0.005, "0.01"), (0.5, "0.50"), (0.994, "0.99"), (0.996, ">0.99"),
     (1 - 1e-12, "1"), (1.0, "1")],
)  # fmt: skip
def test_a_share_has_two_decimals_and_is_never_0_or_1_where_it_is_only_near(value: float, said: str) -> None:
    assert share_figure(value) == said


def test_the_table_of_shares_has_the_pairs_of_the_result() -> None:
    table = re.search(r'<table id="shares-table">(.*?)</table>', section(), re.DOTALL)
    assert table is not None
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", table[1])]
    assert len(rows) == len(truth()["shares"]) == 4
    for row, share in zip(rows, truth()["shares"], strict=True):
        expected = [share[what][c] for what in ("most_open", "within") for c in ("independent", "comonotone")]
        assert [cell.replace("&lt;", "<").replace("&gt;", ">") for cell in row] == [
            f"{share_figure(a)} · {share_figure(b)}" for a, b in expected
        ]


def test_the_pictures_say_the_same_figures_in_words() -> None:
    said = " ".join(re.findall(r"<desc>(.*?)</desc>", section()))
    for share in truth()["shares"]:
        for a, b in share["most_open"].values():
            harmful, favourable = share_figure(a).replace("<", "&lt;"), share_figure(b).replace("<", "&lt;")
            assert f"the answer in {harmful} with unknowns harmful and {favourable} with unknowns favourable" in said
    assert truth()["decisive"]
    for swing in truth()["decisive"]:
        for level, share in swing["within_next"].items():
            pair = share_figure(share), share_figure(swing["within_next_favourable"][level])
            assert f"at level {level} {pair[0]} with unknowns harmful and {pair[1]} with unknowns favourable" in said


def test_page_one_has_no_share_of_an_option() -> None:
    cover = next(e for e in outline(html()).all("header")).text
    assert "spread" not in cover
    for share in truth()["shares"]:
        for a, b in (*share["most_open"].values(), *share["within"].values()):
            assert f"{share_figure(a)} · {share_figure(b)}" not in cover


def test_no_share_stands_without_its_other_bound() -> None:
    """In the picture every figure beside a line is a pair; in the prose both bounds are named."""
    for pair in (p for s in analysis().shares for p in (*s.most_open, *s.within)):
        assert re.fullmatch(r"[<>]?[\d.]+ · [<>]?[\d.]+", pair.words)
        assert pair.words in section().replace("&lt;", "<").replace("&gt;", ">")
    assert "not the probability" in section()


def test_the_largest_shares_are_named_and_lead_to_their_options() -> None:
    largest = {max(truth()["shares"], key=lambda s: s["most_open"]["independent"][i])["option"] for i in (0, 1)}
    assert {link.anchor for link in analysis().lead.links} == {f"option-{o}" for o in largest}
    for share in (s for s in truth()["shares"] if s["option"] in largest):
        (a, b), (c, d) = (map(share_figure, share["most_open"][k]) for k in ("independent", "comonotone"))
        assert f"{a} with unknowns harmful and {b} with unknowns favourable" in analysis().lead.text
        assert f"{c} and {d} where those of one domain move together" in analysis().lead.text


def test_flip_sets_are_listed_smallest_first_with_words_for_each_change() -> None:
    by_option = {(f["option"], f["direction"]): f for f in truth()["flips"]}
    assert [(f["option"], f["direction"]) for f in truth()["flips"]] == list(by_option)
    for group, found in zip(analysis().flips, truth()["flips"], strict=True):
        assert len(group.sets) == len(found["flips"])
        assert [len(s) for s in group.sets] == sorted(len(f["changes"]) for f in found["flips"])
        assert group.option.label in group.title
    said = {c.to for group in analysis().flips for one in group.sets for c in one}
    assert any(re.fullmatch(r"level \d or lower", text) for text in said)
    assert all(not re.search(r"[a-z]_[a-z]", c.to + c.now) for g in analysis().flips for s in g.sets for c in s)


def test_a_change_of_a_protective_rating_a_safeguard_and_a_loss_have_their_own_words() -> None:
    from riskframe.decision.records import Decision
    from riskframe.report.view.analysis import _change
    from riskframe.report.view.names import Names
    from riskframe.sensitivity.records import Change

    names = Names(small_analysed(), small_rubric(), T)
    assert isinstance(small_analysed().decision, Decision)

    def to(what: str, now: int | None, level: int, reach: bool, polarity: str | None) -> tuple[str, str]:
        found = _change(Change(what, now, level, ()), reach, polarity, names)
        return found.to, found.now

    assert to("context.security", 2, 4, True, "protective") == ("level 4 or higher", "now 2")
    assert to("context.security", 4, 2, False, "protective") == ("level 2 or lower", "now 4")
    assert to("capability.bio.as_modified", 2, 4, False, "risk") == ("level 4 or higher", "now 2")
    assert to("capability.bio.as_modified", 2, 0, False, "risk") == ("unknown", "now 2")
    assert to("capability.bio.as_modified", None, 5, True, "risk") == ("known, at whatever level", "now unknown")
    assert to("refusals", 0, 3, True, None) == ("tested at a strength of 3 or more", "now none that counts")
    assert to("refusals", 4, 2, False, None) == ("a strength of 2 or less", "now 4 of 5")
    assert to("refusals", 4, 0, False, None) == ("gone, or found untested", "now 4 of 5")


def test_next_evidence_is_in_the_order_of_the_result_with_what_would_settle_it() -> None:
    assert truth()["next_evidence"]
    paths = [r["what"] for r in truth()["next_evidence"]]
    assert [r.rating.anchor for r in analysis().following] == [f"rating-{p}" for p in paths]
    for row, found in zip(analysis().following, truth()["next_evidence"], strict=True):
        assert row.evaluations == tuple(found["evaluations"])
        assert (row.opens is None) == (found["options_opened"] == 0)
        assert len(row.levels) == len(found["answers"])


def test_steps_of_the_rubric_are_named_by_titles_and_lead_to_their_rules() -> None:
    moved = truth()["rubric"]["moved"]
    assert moved
    assert len(analysis().rubric) == len(moved)
    for row in analysis().rubric:
        assert "_" not in row.what + row.was + row.to
    assert str(truth()["rubric"]["tried"]) in section()


def test_an_assessment_without_the_analysis_says_that_it_has_none() -> None:
    plain = render(small_assessment(), small_rubric(), ["html"])["html"].decode()
    assert T("analysis.absent") in plain
    assert T("analysis.absent") not in html()
    assert T("share.title") not in plain


def test_the_tornado_draws_the_most_decisive_ratings_and_every_level_stays_in_the_text() -> None:
    levels = tuple(SwingLevel(i, i / 5, i / 5, f"{i / 5:.2f}", f"{i / 5:.2f}") for i in range(1, 6))
    many = analysis()._replace(swings=tuple(Swing(Link(f"Rating {i}", ""), levels) for i in range(20)))
    drawn = tornado_svg(many, T)
    assert "Rating 11<" in drawn
    assert "Rating 12<" not in drawn


def test_a_public_report_leaves_out_safeguards_who_rated_what_dissents_and_costs_in_the_analysis() -> None:
    costs = {"context.availability": {"usd": 15000, "person_days": 10}}
    found = assess(small_profile(evaluation_costs=costs), small_rubric(), analysis=True)
    board, public = (
        render(found, small_rubric(), ["html"], audience=audience)["html"].decode() for audience in ("board", "public")
    )
    hidden = ["refusals", "should be one level higher", "r1: ", "15,000 US dollars"]
    assert [x for x in hidden if x not in board] == []
    assert [x for x in hidden if x in public] == []
    assert T("redacted.dissent") in public


def test_costs_and_worth_are_those_of_the_result_and_a_cost_that_is_not_given_is_not_stated() -> None:
    benefits = {**PROFILE["benefits"], "eval": {**PROFILE["benefits"]["eval"], "weight": 3.0}}
    costs = {"context.availability": {"usd": 15000, "person_days": 10}, "context.defences": {"person_days": 2.5}}
    found = assess(small_profile(benefits=benefits, evaluation_costs=costs), small_rubric(), analysis=True)
    assert found.sensitivity is not None
    value = found.sensitivity.value
    assert value is not None
    made = view_of(found, small_rubric(), T).analysis
    assert made is not None
    assert made.worth is not None
    assert [r.rating.anchor for r in made.worth.rows] == [f"rating-{r.what}" for r in value.ratings]
    for row, given in zip(made.worth.rows, value.ratings, strict=True):
        assert row.alone == " · ".join(gain(x) for x in given.alone.gain)
        stated = given.cost is not None
        assert (row.cost != "not stated") == stated
        assert (row.by_cost != "not stated") == stated
    assert {r.cost for r in made.following} <= {"not stated", "15,000 US dollars and 10 person-days", "2.5 person-days"}
    text = render(found, small_rubric(), ["html"])["html"].decode()
    assert T("worth.title") in text
    assert T("worth.title") not in html()
    kept = re.search(rf">{re.escape(T('benefits.weighted'))}</th>(.*?)</tr>".replace("'", "(?:'|&#39;)"), text)
    assert kept is not None
    assert found.decision is not None
    assert re.findall(r'class="num">([^<]*)<', kept[1]) == [
        share_figure(o.benefit_kept) for o in found.decision.options if o.benefit_kept is not None
    ]


@pytest.mark.parametrize(("value", "said"), [(-0.2, "−0.20"), (0.0, "0"), (0.25, "0.25"), (-0.001, "−<0.01")])
def test_a_gain_may_be_negative(value: float, said: str) -> None:
    assert gain(value) == said


@pytest.mark.parametrize(
    ("ever", "proved", "said"),
    [(False, True, "of whatever size"), (True, True, "every one was tried"), (True, False, "the search was cut")],
)
def test_an_empty_list_of_changes_says_what_that_proves(ever: bool, proved: bool, said: str) -> None:
    found = small_analysed()
    assert found.sensitivity is not None
    none = replace(found.sensitivity.flips[0], flips=(), ever=ever, proved=proved)
    made = view_of(replace(found, sensitivity=replace(found.sensitivity, flips=(none,))), small_rubric(), T).analysis
    assert made is not None
    assert said in made.flips[0].sentence
