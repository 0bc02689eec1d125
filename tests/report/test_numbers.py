"""The same numbers in every format: each is read back and compared with the JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import Any

import pytest

from riskframe.report.render import FORMATS, render
from tests.report.outline import outline
from tests.report.small import small_assessment, small_rubric
from tests.report.test_pdf import has_pango

SHAPES = {"○": "acceptable", "▲": "tolerable", "■": "intolerable"}


@cache
def made() -> dict[str, bytes]:
    wanted = [f for f in FORMATS if f != "pdf"]
    return {str(k): v for k, v in render(small_assessment(), small_rubric(), wanted).items()}


@cache
def truth() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(made()["json"])
    return read


def cells() -> dict[tuple[str, str], tuple[int, str]]:
    """(domain title, option title) -> conservative level and zone, from the JSON."""
    titles = {o["option"]: o["name"] for o in truth()["decision"]["options"]}
    domains = {name: d.title for name, d in small_rubric().domains.items()}
    return {
        (domains[c["domain"]], titles[c["option"]]): (c["level"]["conservative"], c["zone"]["conservative"])
        for c in truth()["decision"]["domains"]
    }


def test_markdown_has_the_levels_and_zones_of_the_json() -> None:
    lines = made()["markdown"].decode().splitlines()
    head = next(line for line in lines if line.startswith("| Domain"))
    options = [re.sub(r" \(.*?\)$", "", cell.strip()) for cell in head.strip("|").split("|")[1:]]
    found = {}
    for line in lines:
        match = re.match(r"\| (.*?) \((\d)\) \|(.*)\|$", line)
        if match:
            for option, cell in zip(options, match[3].split("|"), strict=True):
                shape, level, zone = cell.split()
                assert SHAPES[shape] == zone
                found[match[1], option] = (int(level), zone)
    assert found == cells()


def heat_map(html: str) -> dict[tuple[str, str], tuple[int, str]]:
    table = re.search(r'<table class="heat">(.*?)</table>', html, re.DOTALL)
    assert table is not None
    rows = re.findall(r"<tr.*?</tr>", table[1], re.DOTALL)
    titles = [
        re.split(r"<br>|</th>", cell)[0] for cell in re.findall(r'<th scope="col"[^>]*>(.*?</th>)', rows[0], re.DOTALL)
    ]
    found = {}
    for row in rows[1:]:
        name = re.search(r'<a href="#domain-[^"]*">(.*?)</a>', row)
        if name:
            values = re.findall(r'<span class="level">(\d)</span>.*?class="mark k-(\w+)"', row, re.DOTALL)
            for option, (level, zone) in zip(titles[1:], values, strict=True):
                found[name[1], option] = (int(level), zone)
    return found


def test_html_has_the_levels_and_zones_of_the_json() -> None:
    assert heat_map(made()["html"].decode()) == cells()


def test_the_page_has_the_levels_and_zones_of_the_json() -> None:
    from riskframe.report.html import to_html
    from riskframe.report.style import Style
    from riskframe.report.view.build import view_of
    from riskframe.report.words import words

    view = view_of(small_assessment(), small_rubric(), words())
    assert heat_map(to_html(view, Style(), "page")) == cells()


def test_the_spreadsheet_has_every_reading_of_the_json() -> None:
    rows = list(csv.DictReader(io.StringIO(made()["options_csv"].decode("utf-8-sig"))))
    domains = {name: d.title for name, d in small_rubric().domains.items()}
    titles = {o["option"]: o["name"] for o in truth()["decision"]["options"]}
    expected = [
        (domains[c["domain"]], titles[c["option"]], c["level"]["conservative"], c["level"]["central"], c["level"]["optimistic"],
         c["zone"]["conservative"], c["absolute_level"])
        for c in truth()["decision"]["domains"]
    ]  # fmt: skip
    assert [
        (
            r["domain"],
            r["option"],
            int(r["conservative"]),
            int(r["central"]),
            int(r["optimistic"]),
            r["zone"],
            int(r["absolute"]),
        )
        for r in rows
    ] == expected


def test_the_evidence_sheet_has_the_items_of_the_json() -> None:
    rows = list(csv.DictReader(io.StringIO(made()["csv"].decode("utf-8-sig"))))
    assert [(r["id"], r["title"], r["state"] == "accepted") for r in rows] == [
        (e["id"], e["title"], e["accepted"]) for e in truth()["evidence"]
    ]


def test_html_has_the_ratings_of_the_json() -> None:
    html = made()["html"].decode()
    for rating in truth()["decision"]["ratings"]:
        row = re.search(rf'<tr id="rating-{re.escape(rating["path"])}">(.*?)</tr>', html, re.DOTALL)
        assert row is not None, rating["path"]
        said = re.sub(r"<[^>]+>", " ", row[1])
        if rating["lo"] is None:
            assert "unknown" in said
        elif rating["lo"] == rating["hi"]:
            assert f" {rating['best']} " in said
        else:
            assert f"{rating['lo']} to {rating['hi']}, best {rating['best']}" in said


def test_html_has_the_shares_of_the_json() -> None:
    html = made()["html"].decode()
    for benefit in truth()["decision"]["benefits"]:
        row = re.search(rf'<tr id="benefit-{benefit["benefit"]}".*?</tr>', html, re.DOTALL)
        assert row is not None
        options = [o["option"] for o in truth()["decision"]["options"]]
        assert re.findall(r'<td class="num">([\d.]+)</td>', row[0]) == [f"{benefit['keeps'][o]:g}" for o in options]


def test_every_format_names_the_same_start_aim_verdict_and_expiry() -> None:
    decision = truth()["decision"]
    titles = {o["option"]: o["name"] for o in decision["options"]}
    cover = next(e for e in outline(made()["html"].decode()).all("header")).text
    for text in (made()["markdown"].decode(), cover):
        assert decision["recommendation"]["text"] in text
        assert titles[decision["recommendation"]["start"]] in text
        assert titles[decision["recommendation"]["aim"]] in text
        assert "Evidence insufficient" in text
        assert "31 July 2026" in text
    assert truth()["validity"]["expires_on"] == "2026-07-31"
    assert decision["proposed"]["verdict"] == "insufficient_evidence"


@pytest.mark.pdf
@pytest.mark.skipif(not has_pango(), reason="Pango is not installed")
def test_the_pdf_prints_the_levels_of_the_json() -> None:
    from tests.report.test_pdf import files, text_of

    pages = " ".join(text_of(files("a4")["pdf"]))
    glance = pages.partition("Every domain under every option")[2].partition("acceptable tolerable intolerable")[0]
    for name in small_rubric().domains.values():
        levels = re.search(rf"{name.title} ((?:\d ?)+)", glance)
        assert levels is not None
        assert [int(n) for n in levels[1].split()] == [
            level for (d, _), (level, _) in cells().items() if d == name.title
        ]
