"""The disagreement map and what came from other rubrics, in each kind of report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskframe import Together, assess_together, load_profile, load_rubric, render
from riskframe.profile import Component
from riskframe.report.view.build import view_of
from riskframe.report.view.redact import redacted
from riskframe.report.words import words

EXAMPLE = Path(__file__).parents[2] / "examples" / "gpt-oss-120b.yaml"
NAMES = ("marginal-risk", "owm-evaluations", "openness", "nist-800-1")


@pytest.fixture(scope="module")
def found() -> Together:
    profile = load_profile(EXAMPLE)
    parts = {"weights": Component(status="open", licence_kind="open"), "inference_code": "open"}
    stated = profile.model_copy(update={"release": profile.release.model_copy(update={"components": parts})})
    return assess_together(stated, [load_rubric(name) for name in NAMES], adopted=NAMES[:3])


def report(found: Together, name: str, form: str) -> str:
    made = next(a for a in found.assessments if a.rubric.id == name)
    return render(made, load_rubric(name), [form])[form].decode()  # type: ignore[list-item, index]


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_map_is_in_the_report_of_a_rubric_that_binds(found: Together) -> None:
    text = text_of(report(found, "marginal-risk", "html"))
    assert "Several rubrics: what each says, and why they differ" in text
    assert (
        "API or hosted use is the most open option that every adopted rubric authorises, because of owm-evaluations"
        in text
    )
    assert "The assumption behind it" in text
    # Page one says so too, and asks for no more than the strictest allows.
    assert "Another adopted rubric is stricter: together, API or hosted use is the most open option authorised" in text
    assert "Authorise API or hosted use, and nothing more open: owm-evaluations allows no more" in text
    assert "Authorise API with fine-tuning" not in text


def test_every_cause_of_the_map_is_printed(found: Together) -> None:
    text = text_of(report(found, "owm-evaluations", "html"))
    for difference in found.disagreement.differences:
        for cause in difference.causes:
            assert cause.title.split(":")[0] in text
            assert cause.source in text


def test_one_that_only_advises_has_no_map(found: Together) -> None:
    assert "Several rubrics:" not in text_of(report(found, "nist-800-1", "html"))


def test_markdown_holds_the_map_and_the_notes(found: Together) -> None:
    text = report(found, "openness", "markdown")
    assert "| Together | supported | supported | supported (start) |" in text
    assert "- **API with fine-tuning**: Allowed by marginal-risk; refused by owm-evaluations" in text
    assert "### Notes" in text
    assert "How the part stands: Model card | not published" in text


def test_what_came_from_another_rubric_is_shown_with_its_reason(found: Together) -> None:
    for form in ("html", "markdown"):
        text = text_of(report(found, "openness", form)).replace("\\", "")
        assert "Model parameters (Final)" in text
        assert "components.weights of seger-2023" in text
        assert "The trained parameters." in text


def test_leads_are_shown_as_what_they_are(found: Together) -> None:
    text = text_of(report(found, "nist-800-1", "html"))
    assert "Evidence in hand for what is unknown here" in text
    assert "somebody has to read it and rate" in text


def test_a_public_report_does_not_say_what_rules_read(found: Together) -> None:
    made = found.assessments[0]
    view = view_of(made, load_rubric(NAMES[0]), words())
    assert view.map is not None
    read = [text for d in view.map.differences for c in d.causes for text in c.read]
    assert read
    bare = redacted(view)
    assert bare.map is not None
    assert not {text for d in bare.map.differences for c in d.causes for text in c.read} & set(read)


def test_a_rubric_without_paths_speaks_of_none(found: Together) -> None:
    text = text_of(report(found, "marginal-risk", "html"))
    assert "0 domains" not in text
    assert "this rubric rates no paths to harm" in text
    assert "marginal_risk." not in text.lower()
