"""What a report says, before any format prints it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from riskframe.assessment import Assessment, WaiverShown, assess
from riskframe.profile import Profile
from riskframe.report.render import FORMATS, NoSuchFormat, render
from riskframe.report.view.build import View, view_of
from riskframe.report.view.decision import date_words
from riskframe.report.view.records import DecisionView
from riskframe.report.view.tables import months_between
from riskframe.report.words import words
from riskframe.rubric.resolve import resolve
from riskframe.rubric.schema import RubricFolder
from tests.report.small import PROFILE, small_assessment, small_rubric

T = words()


def view(**changes: Any) -> View:
    return view_of(small_assessment(**changes), small_rubric(), T)


def decision(**changes: Any) -> DecisionView:
    found = view(**changes).decision
    assert found is not None
    return found


def test_a_staged_release_names_what_is_authorised_and_what_is_not() -> None:
    d = decision()
    assert d.text == "Staged release, starting at Hosted use"
    assert d.lead.text == (
        "Only Hosted use is authorised. Open weights is where the central reading points: it needs a new assessment whose "
        "conservative reading reaches it."
    )


def test_one_option_in_both_readings_is_named_once() -> None:
    profile = {**PROFILE["capabilities"], "bio": {"as_released": 1, "as_modified": 2, "evidence": ["bio-study"]}}
    assert decision(capabilities=profile).lead.text == (
        "Open weights is the most open option that the evidence supports. Nothing more open is authorised."
    )


def test_an_aim_that_is_the_start_is_not_called_unauthorised() -> None:
    changes: dict[str, Any] = {
        "capabilities": {
            **PROFILE["capabilities"],
            "bio": {"as_released": 1, "as_modified": 2, "evidence": ["bio-study"]},
        }
    }
    made = render(small_assessment(**changes), small_rubric(), ["markdown", "html"])
    assert "| Aim | the same as the start |" in made["markdown"].decode()
    assert "Aim (not authorised)" not in made["markdown"].decode() + made["html"].decode()


def test_no_release_points_to_no_option_where_none_is_reached() -> None:
    d = decision(capabilities={}, context={}, safeguards=[])
    assert d.text == "Not for now"
    assert d.lead.text == "No option of release is reached, in the conservative or in the central reading."
    assert d.asked[0].text == "Authorise no release for now."


def test_a_start_that_fell_for_want_of_a_goal_says_so_and_not_that_nothing_was_reached() -> None:
    d = decision(release={"proposed": "open"})
    assert d.start.label == "Not released"
    assert d.lead.text.startswith(
        "Hosted use is within tolerance in the conservative reading, but only tolerable, and no stated goal"
    )
    assert "No option of release is reached" not in d.lead.text


@pytest.mark.parametrize(
    ("proposed", "verdict"),
    [("open", "Evidence insufficient"), ("api", "Supported, with conditions"), (None, None)],
)
def test_the_proposal_gets_its_verdict_in_words(proposed: str | None, verdict: str | None) -> None:
    release = {**PROFILE["release"], "proposed": proposed} if proposed else {"goals": ["eval"]}
    given = decision(release=release).proposed
    assert (given.verdict.word if given else None) == verdict


def test_the_board_is_asked_to_decline_only_what_goes_beyond_the_start() -> None:
    assert "Decline Open weights on this evidence." in [a.text for a in decision().asked]
    assert not [
        a for a in decision(release={**PROFILE["release"], "proposed": "api"}).asked if a.text.startswith("Decline")
    ]


def test_open_conditions_are_counted_and_asked_for() -> None:
    d = decision()
    assert d.open_precedents == 1
    assert "Hold back Hosted use until the one open condition precedent is met." in [a.text for a in d.asked]
    assert [c.state.kind for c in d.subsequent] == ["watched"]


def test_every_reason_and_argument_leads_to_what_it_rests_on() -> None:
    d = decision()
    assert len(d.reasons) == 3
    assert len(d.against) == 2
    assert all(s.links for s in (*d.reasons, *d.against))


def test_a_cap_that_fires_in_several_domains_is_one_reason() -> None:
    evidence = [{**e, "voice": "developer"} for e in PROFILE["evidence"]]
    found = view(evidence=evidence)
    assert found.heat is not None
    gated = next(o for o in found.heat.options if o.id == "gated")
    said = [b.text for b in gated.new_blockers]
    assert "No independent voice: caps at Hosted use (Biological weapons and Cyber offence)." in said
    assert len([t for t in said if "No independent voice" in t]) == 1


def test_a_raised_severity_is_used_and_explained() -> None:
    raised = view(severities={"scams": {"level": 5, "reason": "It speaks every language."}})
    assert raised.heat is not None
    row = next(r for r in raised.heat.rows if r.id == "scams")
    assert (row.severity, row.raised) == (5, "It speaks every language.")


def test_dates_are_written_out_and_anything_else_is_left_alone() -> None:
    assert date_words("2026-07-31", T) == "31 July 2026"
    assert date_words("soon", T) == "soon"


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2026-01-31", "2026-01-31", 0), ("2025-12-31", "2026-01-30", 0), ("2025-12-30", "2026-01-30", 1),
     ("2024-02-01", "2026-01-31", 23), ("2026-03-01", "2026-01-31", -2), (None, "2026-01-31", None)],
)  # fmt: skip
def test_ages_are_whole_months(earlier: str | None, later: str, months: int | None) -> None:
    assert months_between(earlier, later) == months


def test_the_change_since_the_previous_assessment_names_what_vanished() -> None:
    before = small_assessment()
    fewer = [e for e in PROFILE["evidence"] if e["id"] != "old"]
    milder = {**PROFILE["capabilities"], "bio": {"as_released": 1, "as_modified": 2, "evidence": ["bio-study"]}}
    changes: dict[str, Any] = {"evidence": fewer, "capabilities": milder}
    now = view_of(small_assessment(**changes), small_rubric(), T, previous=before)
    assert now.changes is not None
    said = {c.said.text: c.direction.kind for c in now.changes}
    assert said["The start moved from Hosted use to Open weights."] == "more_open"
    assert said["The evidence “An older test” is no longer there."] == "gone"
    assert said["Biological weapons under Open weights went from intolerable to acceptable."] == "lower"
    assert said["Help with biology, as modified: 2 to 4, best 3 became 2."] == "changed"


def test_no_change_is_said_to_be_none() -> None:
    same = view_of(small_assessment(), small_rubric(), T, previous=small_assessment())
    assert same.changes == ()
    assert view().changes is None


def test_who_asks_what_is_asked_and_the_comparators_are_in_the_assessment() -> None:
    v = view()
    assert v.decision is not None
    assert (v.organisation, v.decision.question) == ("Example Lab", "May the weights go out?")
    assert {r.comparators for r in v.other_school} == {"none", "Other-8B (1 May 2025)"}
    unasked = view(assessment={"date": "2026-01-31"})
    assert unasked.decision is not None
    assert (unasked.organisation, unasked.decision.question) == ("", "How openly can this be released?")


# --- a rubric without options --------------------------------------------------------------------------------------


def checklist() -> tuple[Profile, Any]:
    folder = {
        "rubric": {
            "riskframe_rubric": 1, "id": "checklist", "version": "1.0.0", "title": "A checklist", "summary": "s",
            "question": "Is it complete?", "sources": {"ours": {"title": "Ours"}}, "validity": {"months": 6},
            "classifications": [{"id": "grade", "title": "Grade", "means": "How complete.", "values": ["partial", "full"],
                                 "otherwise": "full", "source": {"ref": "ours", "basis": "design"}}],
            "facts": [{"id": "audited", "title": "Audited?", "means": "By others.", "type": "yes_no",
                       "source": {"ref": "ours", "basis": "design"}}],
        },
        "criteria": {"criteria": []},
        "rules": {"rules": [{"id": "no-audit", "title": "No audit", "source": {"ref": "ours", "basis": "design"},
                             "when": {"is": {"facts.audited": False}}, "classify": {"grade": "partial"},
                             "because": "Nobody looked.", "remedy": "Have it audited."}]},
    }  # fmt: skip
    profile = Profile.model_validate({
        "riskframe": 1, "model": PROFILE["model"], "assessment": PROFILE["assessment"], "facts": {"audited": False},
    })  # fmt: skip
    return profile, resolve(RubricFolder.model_validate(folder))


@pytest.mark.parametrize("name", [f for f in FORMATS if f not in ("pdf", "xlsx")])
def test_a_rubric_without_options_has_a_report_too(name: str) -> None:
    profile, rubric = checklist()
    text = render(assess(profile, rubric), rubric, [name])[name].decode("utf-8-sig")  # type: ignore[list-item, index]
    assert text
    if name in {"html", "markdown"}:
        assert "Grade" in text or "grade" in text
        assert "partial" in text


def test_the_bundled_rubric_and_an_assessment_without_anything_have_a_report() -> None:
    from riskframe.loading.rubric_folder import load_rubric

    rubric = load_rubric("seger-2023")
    profile = Profile.model_validate({"riskframe": 1, "model": PROFILE["model"], "assessment": PROFILE["assessment"]})
    made = render(assess(profile, rubric), rubric, ["markdown", "html", "csv", "options_csv"])
    assert "Not for now" in made["markdown"].decode()
    assert made["html"].decode().count("<svg") > 5


def test_formats_come_in_the_order_asked_and_once() -> None:
    assert list(render(small_assessment(), small_rubric(), ["markdown", "json", "markdown"])) == ["markdown", "json"]


def test_an_unknown_format_is_named_with_those_that_there_are_and_nothing_is_rendered() -> None:
    with pytest.raises(NoSuchFormat, match='no reports in "docx"; there is json, markdown, html, pdf'):
        render(small_assessment(), small_rubric(), ["json", "docx"])  # type: ignore[list-item]


# --- weakened or waived ----------------------------------------------------------------------------------------------


def waived(count: int) -> Assessment:
    shown = tuple(
        WaiverShown(f"w{i}", "rule:audit" if i % 2 else "file:model.bin", "api", "Head of release", "An audit is booked.",
                    "2026-03-31", ("x",)) for i in range(count)
    )  # fmt: skip
    return replace(
        small_assessment(), waivers=shown, weakened=True, loosenings=tuple(f"Loosened {i}" for i in range(5))
    )


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_page_one_lists_what_is_weakened_and_what_is_waived_by_whom_and_until_when(name: Any) -> None:
    text = render(waived(2), small_rubric(), [name])[name].decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    assert "Waived for Hosted use until 31 March 2026: Audit before weights." in said
    assert "Waived for Hosted use until 31 March 2026: model.bin." in said
    assert "By Head of release: An audit is booked." in said
    assert "Confirm or refuse the 2 waivers." in said
    assert "No item of the rubric is loosened" not in said


def test_more_than_page_one_holds_is_counted_there_and_listed_in_full_later() -> None:
    text = render(waived(5), small_rubric(), ["html"])["html"].decode()
    cover, _, later = text.partition("</header>")
    assert cover.count("Loosened ") == 3
    assert cover.count("Waived for") == 3
    assert '<a href="#weakenings">4 more items</a>' in cover
    assert later.count("Loosened ") == 5
    assert later.count("Waived for") == 5


def test_a_public_report_says_that_something_is_waived_and_not_by_whom() -> None:
    text = render(waived(2), small_rubric(), ["html"], audience="public")["html"].decode()
    assert "Waived for Hosted use" in text
    assert "Head of release" not in text
    assert "An audit is booked" not in text
    assert "who waived what and why: 2" in re.sub(r"<[^>]+>", "", text)


def test_without_weakening_and_waiver_the_report_says_so() -> None:
    text = render(small_assessment(), small_rubric(), ["html"])["html"].decode()
    assert T("cover.nothing_weakened") in text
    assert T("weakenings.none") in text


def test_a_dissent_is_told_on_page_one_and_leads_to_its_words() -> None:
    found = decision().dissent
    assert found is not None
    assert (found.text, found.links[0].anchor) == ("One assessor dissents.", "people")
    cover = render(small_assessment(), small_rubric(), ["html"])["html"].decode().partition("</header>")[0]
    assert '<a href="#people" class="said" dir="auto">One assessor dissents.</a>' in cover
    assert decision(assessors=[{"id": "r1", "role": "Lead"}, {"id": "r2", "role": "Reviewer"}]).dissent is None


def test_the_other_school_names_the_domains_whose_zone_rests_on_what_is_available() -> None:
    v = view()
    resting = {r.domain.anchor for r in v.other_school if r.shown and r.rests}
    assert v.school_sentence is not None
    assert resting == {"domain-cyber"}
    assert {link.anchor for link in v.school_sentence.links} == resting
    without = view(context={})
    assert without.school_sentence is not None
    assert without.school_sentence.text.startswith("Under Open weights, no domain would stand in another zone")


@pytest.mark.parametrize(
    ("changes", "key"),
    [({}, "tradeoff.caption"), ({"release": {"proposed": "open"}}, "tradeoff.caption_known"),
     ({"release": {"proposed": "open"}, "benefits": {}}, "tradeoff.caption_none")],
)  # fmt: skip
def test_the_caption_says_which_benefits_are_drawn(changes: dict[str, Any], key: str) -> None:
    text = render(small_assessment(**changes), small_rubric(), ["html"])["html"].decode()
    captions = ("tradeoff.caption", "tradeoff.caption_known", "tradeoff.caption_none")
    assert [c for c in captions if f"<figcaption>{T(c)}" in text] == [key]
