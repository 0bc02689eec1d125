"""The file that `init` writes, and the questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import assess, load_rubric
from riskframe.inquiry.questions import is_open, questions
from riskframe.inquiry.starter import starter
from riskframe.loading.profile_file import fit_diagnostics, parse_profile
from riskframe.loading.rubric_folder import rubric_names
from riskframe.loading.tree import Source, parse

SMALL = Path(__file__).parents[1] / "cli" / "small"
RUBRICS = [*rubric_names(), str(SMALL)]
DAY = date(2026, 1, 31)


@pytest.mark.parametrize("name", RUBRICS)
def test_it_is_valid_and_everything_is_unknown(name: str) -> None:
    """A starter can be assessed at once: it says no more than a profile in which nothing is known."""
    rubric = load_rubric(name)
    read = parse_profile(Source("model.yaml", starter(rubric, DAY)))
    assert fit_diagnostics(read, [rubric]) == []
    assessment = assess(read.profile, rubric)
    blank = "riskframe: 1\nmodel: {name: x, developer: y, modalities: [text]}\nassessment: {date: 2026-01-31}\n"
    nothing = assess(parse_profile(Source("blank.yaml", blank)).profile, rubric)
    assert (assessment.start, assessment.aim, assessment.classes) == (nothing.start, nothing.aim, nothing.classes)
    assert assessment.unknown == nothing.unknown
    assert not any(e.accepted for e in assessment.evidence)
    assert all(r.why_unknown for r in (assessment.decision.ratings if assessment.decision else ()))


@pytest.mark.parametrize("name", RUBRICS)
def test_every_rating_of_the_rubric_has_its_line(name: str) -> None:
    rubric = load_rubric(name)
    document = parse(Source("model.yaml", starter(rubric, DAY))).data
    for question in questions(rubric):
        if question.kind == "rating":
            at: Any = document
            for key in question.place:
                at = at[key]
            assert at == "unknown", question.place
    for rating in rubric.ratings.values():
        assert rating.criterion.levels[0].text.split()[0] in starter(rubric, DAY)


def test_the_first_line_is_for_editors() -> None:
    text = starter(load_rubric(SMALL), DAY, schema="x.json")
    assert text.startswith("# yaml-language-server: $schema=x.json\n")
    assert "yaml-language-server" not in starter(load_rubric(SMALL), DAY)


def test_no_line_is_too_long_to_read() -> None:
    for name in RUBRICS:
        assert max(map(len, starter(load_rubric(name), DAY).splitlines())) <= 125


def test_the_same_text_every_time() -> None:
    assert starter(load_rubric(SMALL), DAY) == starter(load_rubric(SMALL), DAY)


@pytest.mark.parametrize("name", RUBRICS)
def test_in_a_fresh_file_every_question_is_open(name: str) -> None:
    rubric = load_rubric(name)
    document = parse(Source("model.yaml", starter(rubric, DAY))).data
    assert all(is_open(question, document) for question in questions(rubric))
    assert len({q.place for q in questions(rubric)}) == len(questions(rubric))


@given(
    st.sampled_from([3, {"unknown": True, "rationale": "not tested"}, {"level": 3}, {"not_applicable": "no"}, "high"])
)
def test_an_answer_closes_a_question_and_unknown_with_a_reason_is_one(answer: Any) -> None:
    rubric = load_rubric(SMALL)
    question = next(q for q in questions(rubric) if q.place == ("context", "record"))
    assert is_open(question, {})
    assert is_open(question, {"context": {"record": "unknown"}})
    assert not is_open(question, {"context": {"record": answer}})
