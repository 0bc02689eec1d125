"""Fields that mean harm: 20,000 characters, markup, other directions, emoji, control characters, in every text at once."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest

from riskframe.report.render import Format, render
from tests.report.outline import outline
from tests.report.small import PROFILE, small_assessment, small_rubric
from tests.report.test_pdf import has_pango

ATTACKS = {
    "markup": '</p></td></table></main></body><script>alert("x")</script><img src=x onerror=alert(1)><style>*{display:none}</style>',
    "svg": "</text></svg><svg onload=alert(1)><title>",
    "template": "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}#{7*7}",
    "direction": "\u202eתירבע\u202c شفرة \u2066x\u2069 عربى",
    "emoji": "👩‍🔬🏴‍☠️🙂" * 30,
    "controls": "a\x00b\x07c\x1b[31md\x7fe\u200bf\ufeffg\u2028h",
    "long": "supercalifragilistic" * 1000,
    "words": "many words " * 1800,
    "css": "}</style> body{background:url(http://127.0.0.1:9/x)} @import 'http://127.0.0.1:9/y';",
    "address": "[x](javascript:alert(1)) <a href=javascript:alert(1)>y</a> javascript:alert(1) file:///etc/passwd data:text/html,x",
    "formula": '=HYPERLINK("http://127.0.0.1:9","x")',
}


def attacked(text: str) -> dict[str, Any]:
    """The small profile with the text in every field that takes prose (names are cut to their 200 characters)."""
    name, prose = (text[:200].strip() or "x"), text[:20_000]
    evidence = [
        {**e, "title": name, "source": prose, **({"rationale": prose} if e["kind"] == "judgement" else {})}
        for e in PROFILE["evidence"]
    ]
    return {
        "model": {**PROFILE["model"], "name": name, "version": name, "developer": name},
        "assessment": {**PROFILE["assessment"], "organisation": name, "decision_asked": prose},
        "evidence": evidence,
        "capabilities": {k: {**v, "rationale": prose} for k, v in PROFILE["capabilities"].items()},
        "severities": {"scams": {"level": 4, "reason": prose}},
        "assessors": [
            {"id": i, "role": name, "organisation": name, "interests": prose, "dissent": prose} for i in ("r1", "r2")
        ],
    }


@cache
def made(attack: str, name: Format) -> bytes:
    changes = attacked(ATTACKS[attack])
    return render(small_assessment(**changes), small_rubric(), [name])[name]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_html_keeps_its_structure_and_gains_no_element(attack: str) -> None:
    plain = outline(render(small_assessment(), small_rubric(), ["html"])["html"].decode())
    hostile = outline(made(attack, "html").decode())
    for tag in ("script", "style", "svg", "table", "section", "h1", "h2", "img", "main", "nav"):
        # A raised severity moves a zone, which may add a rule or a condition, never an element of these kinds.
        assert len(hostile.all(tag)) == len(plain.all(tag)), tag
    assert not [e for e in hostile.elements if any(a.startswith("on") for a in e.attributes)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_address_of_a_profile_becomes_a_link(attack: str) -> None:
    links = outline(made(attack, "html").decode()).all("a")
    assert links
    assert {e.attributes["href"][0] for e in links} == {"#"}
    text = made(attack, "markdown").decode()
    assert not re.search(r"(?<!\\)\]\(|(?<!\\)<(?!/?sub>)", text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_control_character_reaches_a_report(attack: str) -> None:
    for name in ("html", "markdown", "csv", "options_csv"):
        text = made(attack, name).decode("utf-8-sig")
        assert not [c for c in text if (ord(c) < 32 and c not in "\r\n\t") or c in "\u202e\u202c\u2066\ufeff\x7f"]


def test_no_template_code_of_a_profile_is_run() -> None:
    html = made("template", "html").decode()
    assert "{{ 7*7 }}" in html
    assert "49" not in html.partition('class="subject"')[2][:400]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_pull_request_stays_short(attack: str) -> None:
    assert len(made(attack, "markdown")) < 20_000
    assert "\n<" not in made(attack, "markdown").decode().replace("\n<sub>riskframe", "")


@pytest.mark.pdf
@pytest.mark.skipif(not has_pango(), reason="Pango is not installed")
def test_the_page_keeps_its_layout_with_every_attack_at_once() -> None:
    text = " ".join(ATTACKS[a][:1500] for a in ("markup", "template", "direction", "emoji", "controls", "long", "css"))
    changes = attacked(text + " word" * 3000)
    data = render(small_assessment(**changes), small_rubric(), ["pdf"])["pdf"]
    document = pypdfium2.PdfDocument(data)
    pages = list(document)
    assert len(pages) < 40
    right = [page.get_width() for page in pages]
    for page, width in zip(pages, right, strict=True):
        objects = [o.get_bounds() for o in page.get_objects(max_depth=1)]
        assert all(bounds[2] <= width + 1 for bounds in objects)
    document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not [a for p in pdf.pages for a in p.get("/Annots", []) if "/URI" in a.get("/A", {})]


def test_ids_are_the_only_names_that_become_anchors() -> None:
    """Rubric ids are checked where they are read; whatever comes in here, an anchor is one plain word."""
    from riskframe.report.view.names import anchor

    assert anchor("rule", 'a"><b>[x y]') == "rule-a~~~b~~x~y"
    assert " " not in anchor("rating", "capability.bio.as modified")
