"""The test against history: the page is fresh, and what issue and method bar does hold, or is said not to."""

from __future__ import annotations

import random

import pytest

from benchmarks.history import bars, changes, paragraphs, raters, score, trials
from benchmarks.history.answers import Answer, answered, assessed, opened, rubric
from benchmarks.history.cases import (
    HERE,
    SCALE,
    WEIGHTS_OUT,
    Case,
    case,
    cases,
    merged,
    place,
    plain,
    profile_path,
    rated_by_b,
    with_hindsight,
)
from benchmarks.history.page import PAGE, page
from riskframe import Profile

RECORD = plain(HERE / "record.yaml")
WRONG_WAY = "a result takes the place of a screen and moves the answer the other way (docs/explanation/history.md)"


def test_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run ./rf python -m benchmarks.history"


# -- the record


def test_every_case_of_the_record_has_one_profile() -> None:
    assert len(RECORD) == len(cases()) == 34
    rated = {p.stem for p in (HERE / "rater-a").glob("*.yaml")}
    assert rated < set(RECORD)
    assert {s for s in RECORD if profile_path(s).parent.name == "examples"} == set(RECORD) - rated
    assert {p.stem for folder in ("rater-b", "hindsight") for p in (HERE / folder).glob("*.yaml")} <= set(RECORD)


@pytest.mark.parametrize("slug", RECORD)
def test_a_record_holds_together(slug: str) -> None:
    entry = RECORD[slug]
    span = entry["developer_range"]
    assert SCALE[span["least_open"]] <= SCALE[span["most_open"]]
    assert set(entry["also_defensible"]) | {entry["actual_option"]} <= {*SCALE, "staged_release"}
    assert entry["hindsight"] in ("fine", "contested", "regretted", "unknown")
    assert (entry["hindsight"] == "contested") == ("disputed" in entry)
    known = {*rubric().domains, *(r.id for r in rubric().rules)}
    assert set(entry.get("disputed_as", ())) <= known
    assert all(s["url"].startswith(("https://", "http://")) and s["read"] in paragraphs.READ for s in entry["sources"])


def test_a_sentence_written_for_another_answer_is_refused() -> None:
    gpt = case("gpt-2")
    written = {"differs": "By hand.", "written_for": {"start": "api", "aim": "api", "verdict": "supported"}}
    with pytest.raises(paragraphs.OutOfDate, match="gpt-2: `differs` was written for"):
        paragraphs.paragraph(Case(gpt.slug, {**gpt.record, **written}, gpt.profile))


# -- measuring


def test_distance_by_hand() -> None:
    weights, staged = case("ctrl"), case("dall-e-2")  # 4..4 and 1..2
    assert score.distance(weights, Answer("api", "api_finetune")) == 2  # both hosted: not staged
    assert score.distance(weights, Answer("closed", "structured_access")) == 3.5
    assert score.distance(staged, Answer("structured_access", "api")) == 0
    assert score.distance(staged, Answer("closed", "open_source")) == 2
    assert score.distance(staged, Answer("api", "api")) == 0


def test_a_regretted_decision_counts_the_other_way_round() -> None:
    regretted = case("galactica-120b")
    assert regretted.verdict_of_history == "regretted"
    assert score.counted(regretted, Answer("gated_weights", "gated_weights")) == 0
    assert score.counted(regretted, Answer("open_weights", "open_weights")) == 1
    assert score.distance(regretted, Answer("open_weights", "open_weights")) == 0


def test_constants_are_those_that_the_cases_are_known_for() -> None:
    everything, _, plain_ones, _ = score.scores()
    found = {option: round(value, 2) for option, value in everything.constants.items()}
    known = {"open_weights": 1.71, "gated_weights": 1.36, "api_only": 1.32, "structured_access": 1.64, "closed": 2.32}
    assert found.items() >= known.items()
    assert round(plain_ones.best_constant[1], 2) == 1.17


def test_the_interval_is_seeded_and_holds_the_average() -> None:
    everything = score.scores()[0]
    assert everything == score.scores()[0]
    assert everything.interval[0] < everything.macro < everything.interval[1]
    random.seed(0)
    assert score.scores()[0].interval == everything.interval


def test_merging_follows_its_rules() -> None:
    old = {"a": {"lo": 1, "best": 2, "hi": 3, "evidence": ["x"]}, "l": [1, 2], "e": [{"id": "x", "n": 1}], "k": 1}
    new = {"a": {"unknown": True}, "l": [2, 3], "e": [{"id": "x", "s": 2}, {"id": "y"}], "t": "text"}
    assert merged(old, new) == {
        "a": {"unknown": True}, "l": [1, 2, 3], "e": [{"id": "x", "n": 1, "s": 2}, {"id": "y"}], "k": 1, "t": "text",
    }  # fmt: skip


# -- what does not depend on history


def test_hard_line() -> None:
    found = trials.hard_line()
    assert "claude-opus-4" in found.cases
    assert not found.failures
    assert not found.planted_failures


def test_the_hard_line_has_something_to_hold() -> None:
    """One answer reaches weights; a planted verdict takes them out of it."""
    assert max(answered()["gpt-2"].places) >= WEIGHTS_OUT


@pytest.mark.parametrize("pair", trials.pairs(), ids=lambda p: p.riskier)
def test_matched_pairs_are_in_order(pair: trials.Pair) -> None:
    assert pair.in_order


def test_monotone() -> None:
    found = trials.monotone()
    assert not found.opened
    assert all(
        found.tried[kind] >= 20
        for kind in ("risk raised", "protection lowered", "baseline removed", "safeguard removed")
    )
    assert found.closed["risk raised"] > 0


def test_blanked_evidence_never_opens_and_never_reassures() -> None:
    assert not [b.slug for b in trials.blanks() if b.opens or b.surer]
    with_evaluations = [b for b in trials.blanks() if b.evaluations]
    assert len(with_evaluations) >= 9
    assert all(b.unknown[1] > b.unknown[0] for b in with_evaluations)


def test_opening_is_noticed() -> None:
    assert opened(Answer("closed", "api"), Answer("closed", "api_finetune"))
    assert not opened(Answer("api", "api"), Answer("closed", "api"))


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("gpt-2", marks=pytest.mark.xfail(reason=WRONG_WAY)),
        "evo-2-40b",
        "deepseek-r1",
        "stable-diffusion-1",
        "llama-2-70b",
    ],
)
def test_hindsight_moves_the_answer_as_expected(slug: str) -> None:
    """xfail is strict in this project: a case that begins to move as expected has to be taken off."""
    assert next(s for s in trials.shifts() if s.slug == slug).right


def test_a_right_that_is_right_by_the_letter_alone_says_so() -> None:
    opened_aim = [s.slug for s in trials.shifts() if s.right and s.moved == "more open" and s.slug != "gpt-2"]
    assert opened_aim == [s.slug for s in trials.shifts() if s.by_the_letter] == ["evo-2-40b"]


def test_a_change_of_the_rubric_moves_only_what_it_says() -> None:
    """The adverse-finding rule adds a condition and moves no answer."""
    (change,) = changes.record()["made"]
    moved = changes.moved(tuple(change["rules"]))
    assert {"stable-diffusion-1", "llama-2-70b"} <= {m.slug for m in moved if m.later}
    assert all(m.before == m.after and m.gained == ("adverse-finding-open",) for m in moved)
    with pytest.raises(LookupError, match="no rule such"):
        changes.without(("such",))


def test_hindsight_is_reported_for_each_of_its_files() -> None:
    slugs = {p.stem for p in (HERE / "hindsight").glob("*.yaml")}
    assert {s.slug for s in trials.shifts()} == slugs > set(trials.EXPECTED)
    for slug in slugs:
        later = with_hindsight(case(slug))
        assert isinstance(later, Profile)
        assert later.assessment == case(slug).profile.assessment


def test_misses_are_more_often_closed_than_open() -> None:
    for found in score.directions().values():
        assert found["more open"] <= found["more closed"]


def test_the_page_says_which_bar_fails() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for bar in bars.bars():
        assert f"| {bar.name} | {'holds' if bar.holds else '**fails**'} |" in text


# -- two raters


def test_agreement_is_measured_on_two_sets() -> None:
    both = [c for c in cases() if rated_by_b(c) is not None]
    assert len(both) == raters.same_answers()[0] >= 20
    one = raters.agreed(
        "x",
        [
            raters.Rated("c", "p", a, b, left_to_rater=True)
            for a, b in ((1, 2), (3, 3), (4, 1), (None, None), (None, 2))
        ],
    )
    assert (one.pairs, one.both_known, one.both_unknown, one.equal, one.within_one) == (5, 3, 1, 1, 2)
    assert one.alpha is not None
    assert one.alpha < 0.5
    assert one.unknown_alike == 0.5


def test_the_page_does_not_take_agreement_for_more_than_it_is() -> None:
    everything = raters.agreements()[0]
    assert everything.equal < everything.both_known < everything.pairs
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert "It does **not** say that two experts would agree" in text


def test_the_second_rater_rated_what_came_later_too() -> None:
    """The bar comes out alike under both: four of five, GPT-2 not."""
    for by_b in (False, True):
        expected = {s.slug: s.right for s in trials.shifts(by_b=by_b) if s.right is not None}
        assert [slug for slug, right in expected.items() if not right] == ["gpt-2"]
        assert len(expected) == 5


def test_options_of_the_rubric_have_places_on_the_scale_of_the_record() -> None:
    places = [place(o.id) for o in rubric().options]
    assert places == sorted(places)
    assert set(places) == set(SCALE.values())
    assert set(assessed()) == set(RECORD)
