"""Page one under a rubric without options: what the model comes out as, and that nothing is decided."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from riskframe import Assessment, assess, load_profile, load_rubric, render
from riskframe.report.markdown import escaped
from riskframe.report.view.build import View, view_of
from riskframe.report.words import words
from riskframe.rubric.resolve import Rubric

EXAMPLE = Path(__file__).parents[2] / "examples" / "gpt-oss-120b.yaml"
Made = tuple[Assessment, Rubric, View]


def made(name: str) -> Made:
    rubric = load_rubric(name)
    assessment = assess(load_profile(EXAMPLE), rubric)
    return assessment, rubric, view_of(assessment, rubric, words())


@pytest.fixture(scope="module")
def openness() -> Made:
    return made("openness")


@pytest.fixture(scope="module")
def code() -> Made:
    return made("eu-gpai-code")


def test_the_one_class_of_the_model_is_the_headline(openness: Made) -> None:
    assessment, rubric, view = openness
    assert view.outcome is not None
    value = assessment.classes["openness"]["conservative"]
    assert view.outcome.text == f"{rubric.classifications['openness'].title}: {value.replace('_', ' ')}"
    assert [row.title for row in view.outcome.classes] == [rubric.classifications["openness"].title]
    assert view.outcome.unknown == "", "it reads no rating"


def test_several_classes_leave_the_rubric_its_name(code: Made) -> None:
    assessment, rubric, view = code
    assert view.outcome is not None
    assert view.outcome.text == rubric.file.title
    assert len(view.outcome.classes) == sum("." not in key for key in assessment.classes) > 1
    assert str(len(assessment.unknown)) in view.outcome.unknown
    assert {n.label for n in view.outcome.notes} == {h.title for h in assessment.hits if h.effect == "note"}


@pytest.mark.parametrize("name", ["openness", "eu-gpai-code"])
def test_parts_are_counted_by_value(name: str) -> None:
    assessment, rubric, view = made(name)
    assert view.outcome is not None
    for part in view.outcome.parts:
        own = next(key for key, c in rubric.classifications.items() if c.title == part.label)
        counted = Counter(v["conservative"] for k, v in assessment.classes.items() if k.startswith(f"{own}."))
        assert part.value.split(", ") == [f"{value.replace('_', ' ')} {n}" for value, n in counted.most_common()]


def test_page_one_and_the_comment_say_that_nothing_is_decided(openness: Made, code: Made) -> None:
    said = words()("outcome.lead")
    for assessment, rubric, view in (openness, code):
        assert view.outcome is not None
        written = render(assessment, rubric, ["html", "markdown"])
        page = written["html"].decode()
        cover = page[page.index('id="decision"') : page.index("</header>")]
        assert said in cover
        assert f"<h1>{view.outcome.text}</h1>" in cover
        assert all(note.label in cover for note in view.outcome.notes)
        text = written["markdown"].decode()
        assert text.startswith(f"## gpt-oss-120b: {escaped(view.outcome.text)}\n")
        assert said in text


def test_a_rubric_with_options_has_none() -> None:
    assert made("nist-800-1")[2].outcome is None
