"""Every sentence about a result can be followed, and none of them claims too much: over all examples, in both media."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from riskframe import assess, load_profile, load_rubric
from riskframe.assessment import Assessment
from riskframe.report.html import Medium, to_html
from riskframe.report.markdown import to_markdown
from riskframe.report.style import Style
from riskframe.report.view.build import View, view_of
from riskframe.report.view.records import Statement
from riskframe.report.words import words
from tests.report.outline import outline

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
NAMES = [p.stem for p in EXAMPLES if p.stem != "history"]
MEDIA: tuple[Medium, ...] = ("page", "screen")
T = words()


@cache
def assessment(name: str) -> Assessment:
    return assess(load_profile(Path("examples") / f"{name}.yaml"), load_rubric("seger-2023"), analysis=True)


@cache
def view(name: str) -> View:
    return view_of(assessment(name), load_rubric("seger-2023"), T)


@cache
def html(name: str, medium: Medium) -> str:
    return to_html(view(name), Style(), medium)


def statements(value: object) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from statements(item)


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", NAMES)
def test_every_internal_link_resolves(name: str, medium: Medium) -> None:
    made = outline(html(name, medium))
    ids = [e.attributes["id"] for e in made.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    targets = {e.attributes["href"] for e in made.all("a")}
    assert len(targets) > 50
    assert {t for t in targets if t.removeprefix("#") not in ids} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_of_the_report_has_a_link(name: str) -> None:
    found = [s for field in fields(view(name)) for s in statements(getattr(view(name), field.name))]
    assert len(found) > 30
    assert [s.text for s in found if not any(link.anchor for link in s.links)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_that_names_a_domain_and_its_level_has_a_link(name: str) -> None:
    """Judged by what it says: a domain's or a rule's title together with a level, a zone or a cap."""
    rubric = load_rubric("seger-2023")
    titles = [d.title for d in rubric.domains.values()] + [r.rule.title for r in rubric.rules]
    about = re.compile(r"\blevel \d|\bcaps at\b|\btolerable\b|\bintolerable\b|\bout of reach\b|\bshare of\b")
    page = html(name, "page")
    blocks = re.findall(r"<(p|li)\b[^>]*>((?:(?!<(?:p|li)\b).)*?)</\1>", page, re.DOTALL)
    judged = [b for _, b in blocks if about.search(b) and any(t in b for t in titles)]
    assert judged
    assert [re.sub(r"<[^>]+>", "", b) for b in judged if '<a href="#' not in b] == []


@pytest.mark.parametrize("name", NAMES)
def test_prose_names_things_by_title_and_not_by_id(name: str) -> None:
    """Ids stand in the registers, in small print below the title; a rubric's remedies may name a key of the profile."""
    page = re.sub(
        r'<span class="sev">.*?</span>|<bdi>.*?</bdi>|<code>.*?</code>|<td class="digest">.*?</td>',
        "",
        html(name, "page"),
        flags=re.DOTALL,
    )
    body = page.partition("<body>")[2]
    text = re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
    said = re.sub(r"<[^>]+>", " ", text)
    given = " ".join([e.title + " " + e.source + " " + e.why_not for e in view(name).evidence])
    ids = {
        i
        for i in re.findall(r"\b[a-z]+_[a-z_]+\b|\bcapability\.\w+|\bcontext\.\w+|\bfacts\.\w+", said)
        if i not in given
    }
    assert ids == set()


CLAIMS = re.compile(r"\b(?:un)?safe\b|\bcompliant\b|\bcompliance\b|\d\s*%", re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_no_format_says_safe_or_compliant_or_gives_a_bare_percentage(name: str) -> None:
    """Of its own: what a profile, an item of evidence or a rubric says in its own words is theirs, and quoted."""
    theirs = _quoted(name)
    for medium in MEDIA:
        made = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", html(name, medium), flags=re.DOTALL)
        _claims_nothing(re.sub(r"<[^>]+>", " ", made), theirs)
    _claims_nothing(to_markdown(view(name), assessment(name)).decode(), theirs)


def _claims_nothing(text: str, theirs: str) -> None:
    flat = re.sub(r"\s+", " ", text)
    for found in CLAIMS.finditer(flat):
        around = flat[max(0, found.start() - 12) : found.end() + 8].strip()
        assert around in theirs or flat[found.start() : found.end() + 10] in theirs, around


@cache
def _quoted(name: str) -> str:
    import html as escapes

    made = (
        load_rubric("seger-2023").folder.model_dump_json()
        + load_profile(Path("examples") / f"{name}.yaml").model_dump_json()
    )
    return re.sub(r"\s+", " ", escapes.unescape(made).replace("`", "").replace("\\n", " "))
