"""The section on laws and codes says what the assessment says, in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from riskframe import assess, load_profile, load_rubric, render
from riskframe.assessment import Assessment
from riskframe.jurisdictions import legal_context
from riskframe.loading.jurisdictions_file import read_jurisdictions
from tests.docs.pages import ROOT


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    profile, rubric, laws = load_profile(ROOT / "examples" / "gpt-oss-120b.yaml"), load_rubric(), read_jurisdictions()
    return replace(assess(profile, rubric), legal_context=legal_context(laws.data, profile, rubric, laws.digest))


def test_every_fact_with_its_disclaimer_is_in_html_and_markdown(assessment: Assessment) -> None:
    made = render(assessment, load_rubric(), ["html", "markdown"])
    html = made["html"].decode()
    section = html.split('aria-labelledby="legal"')[1].split("</section>")[0]
    page = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", section)))
    text = made["markdown"].decode().split("### Legal context (not legal advice)")[1]
    context = assessment.legal_context
    assert context is not None
    assert context.disclaimer in page
    assert len(context.facts) > 15
    for fact in context.facts:
        assert fact.title in page
        assert fact.says[:60] in page
        assert fact.source in page
        assert fact.title.replace("(", "\\(")[:20] in text
    assert section.count("<tr>") == len(context.facts) + 1
    assert 'href="#legal"' in html, "in the contents"


def test_text_of_a_file_of_facts_is_only_text(assessment: Assessment) -> None:
    context = assessment.legal_context
    assert context is not None
    bad = replace(context.facts[0], title="<script>x</script>", says="[a](javascript:b) @me", note="<img src=x>")
    hostile = replace(assessment, legal_context=replace(context, facts=(bad,), disclaimer="<b>D</b>"))
    made = render(hostile, load_rubric(), ["html", "markdown"])
    assert b"<script>x" not in made["html"]
    assert b"<img src=x" not in made["html"]
    assert b"<script>" not in made["markdown"]


def test_no_facts_is_said(assessment: Assessment) -> None:
    context = assessment.legal_context
    assert context is not None
    none = replace(assessment, legal_context=replace(context, facts=(), left_out=("a",)))
    made = render(none, load_rubric(), ["html", "markdown"])
    for text in (made["html"].decode(), made["markdown"].decode()):
        assert "None of the facts on file speaks of such a release." in text
        assert "1 more is left out, because this profile is not what it speaks of." in text
