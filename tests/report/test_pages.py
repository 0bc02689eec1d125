"""The pages as they are laid out: nothing beyond the margins, no heading at a foot, every link lands, the result's numbers.

Two of the pages' runs belong to every run; all examples on both papers are nightly.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from riskframe import load_rubric
from riskframe.letterhead.variants import Paper
from riskframe.report.html import to_html
from riskframe.report.render import render
from riskframe.report.style import Style
from riskframe.report.view.figures import share_figure
from riskframe.report.words import words
from tests.report.outline import outline
from tests.report.test_pdf import pytestmark as needs_pdf
from tests.report.test_trace import NAMES, assessment, view

pytestmark = needs_pdf
T = words()

ALWAYS = {("gpt-oss-120b", "a4"), ("stable-diffusion-1", "letter")}
RUNS = [
    pytest.param(name, paper, marks=() if (name, paper) in ALWAYS else (pytest.mark.nightly,), id=f"{name}-{paper}")
    for name in NAMES
    for paper in ("a4", "letter")
]
POINTS_A_MM = 72 / 25.4
SIDES: dict[Paper, float] = {"a4": 18 * POINTS_A_MM, "letter": 21 * POINTS_A_MM}
FOOT: dict[Paper, float] = {"a4": 20 * POINTS_A_MM, "letter": 16 * POINTS_A_MM}
H3, H4 = 14.0, 11.73
"""Sizes as the file holds them, in CSS pixels."""


class Line(NamedTuple):
    """The lowest line of a page, above its foot."""

    text: str
    size: float


class Page(NamedTuple):
    """What is on a page: its text, the boxes of its text, and its lowest line."""

    text: str
    boxes: list[tuple[float, float, float, float]]
    lowest: Line
    width: float
    height: float


@cache
def pdf(name: str, paper: Paper) -> bytes:
    return render(assessment(name), load_rubric("seger-2023"), ["pdf"], paper=paper)["pdf"]


@cache
def pages(name: str, paper: Paper) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf(name, paper))
    try:
        return [_page(page, FOOT[paper]) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, foot: float) -> Page:
    text = page.get_textpage()
    said = text.get_text_range()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    placed = []
    for i in range(text.count_chars()):
        left, bottom, _, _ = text.get_charbox(i)
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, i))
        if character.strip() and bottom > foot:
            placed.append((bottom, left, character, pdfium.FPDFText_GetFontSize(text.raw, i)))
    low = min(bottom for bottom, *_ in placed)
    line = sorted((left, c, size) for bottom, left, c, size in placed if bottom < low + 4)
    width, height = page.get_size()
    return Page(said, boxes, Line("".join(c for _, c, _ in line), max(s for *_, s in line)), width, height)


@pytest.mark.parametrize(("name", "paper"), RUNS)
def test_no_text_stands_beyond_the_margins(name: str, paper: Paper) -> None:
    for number, page in enumerate(pages(name, paper), 1):
        assert page.boxes
        for left, bottom, right, top in page.boxes:
            assert SIDES[paper] - 1.5 <= left, (number, left)
            assert right <= page.width - SIDES[paper] + 1.5, (number, right)
            assert 0 < bottom < top < page.height, (number, bottom, top)


@pytest.mark.parametrize(("name", "paper"), RUNS)
def test_no_heading_is_the_last_line_of_a_page(name: str, paper: Paper) -> None:
    made = outline(to_html(view(name), Style(paper=paper), "page"))
    headings = {re.sub(r"\s", "", e.text): e.tag for e in made.all("h2", "h3", "h4")}
    assert len(headings) > 30
    for number, page in enumerate(pages(name, paper), 1):
        tag = headings.get(page.lowest.text)
        small = tag == "h4" and abs(page.lowest.size - H4) > 0.1
        assert tag is None or small or (tag != "h4" and page.lowest.size < H3 - 0.1), (number, page.lowest)


@pytest.mark.parametrize(("name", "paper"), RUNS)
def test_page_one_is_one_page_without_shares(name: str, paper: Paper) -> None:
    first, second = (re.sub(r"\s+", " ", p.text) for p in pages(name, paper)[:2])
    assert T("cover.asked") in first
    assert T("cover.signs") in first
    assert second.startswith(("Contents", T("cover.glance")))
    assert T("share.title") not in first
    assert " · " not in first.partition(T("cover.recommendation"))[2].partition(T("cover.reasons"))[0]


@pytest.mark.parametrize(("name", "paper"), RUNS)
def test_every_link_of_the_file_lands_on_a_page(name: str, paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(pdf(name, paper))) as document:
        named = document.Root.Names.Dests.Names
        places = {str(named[i]): named[i + 1] for i in range(0, len(named), 2)}
        numbers = {page.objgen for page in document.pages}
        links = [a for page in document.pages for a in page.get("/Annots", []) if str(a.Subtype) == "/Link"]
        assert len(links) > 100
        for link in links:
            target = link.get("/Dest") if "/Dest" in link else link.A.D
            found = target if isinstance(target, pikepdf.Array) else places[str(target)]
            assert found[0].objgen in numbers


@pytest.mark.parametrize(("name", "paper"), RUNS)
def test_the_pages_print_the_numbers_of_the_result(name: str, paper: Paper) -> None:
    text = re.sub(r"\s+", " ", " ".join(p.text for p in pages(name, paper)))
    found = assessment(name)
    assert found.decision is not None
    assert found.sensitivity is not None
    for share in found.sensitivity.shares:
        for pair in (*share.most_open.values(), *share.within.values()):
            assert f"{share_figure(pair[0])} · {share_figure(pair[1])}" in text
    for row in view(name).ratings:
        if row.read and not row.unknown:
            assert row.interval in text
    for benefit in found.decision.benefits:
        assert " ".join(f"{v:g}" for v in benefit.keeps.values()) in text
    unknown = sum(r.why_unknown is not None for r in found.decision.ratings if r.read)
    assert unknown == len(found.unknown)
    assert f"{unknown} ratings that the rubric reads are unknown." in text or unknown == 0


def test_the_examples_of_every_run_are_among_the_examples() -> None:
    assert {name for name, _ in ALWAYS} <= set(NAMES)
    assert (Path(__file__).resolve().parents[2] / "examples").is_dir()
