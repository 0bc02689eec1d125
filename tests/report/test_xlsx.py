"""The workbook, read back by another library than the one that wrote it."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest

from riskframe.report.csv import FORMULA
from riskframe.report.render import render
from riskframe.report.xlsx import XlsxUnavailable
from tests.report.small import PROFILE, small_assessment, small_rubric


def made(audience: Any = "board", **changes: Any) -> bytes:
    return render(small_assessment(**changes), small_rubric(), ["xlsx"], audience=audience)["xlsx"]


@cache
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(made()))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *others = [[cell.value for cell in row] for row in sheet.rows]
    return [dict(zip(head, row, strict=True)) for row in others]


def test_three_sheets_with_heads_that_stay_and_filters() -> None:
    assert book().sheetnames == ["About", "Options", "Evidence"]
    for name in ("Options", "Evidence"):
        assert book()[name].freeze_panes == "B2"
        assert book()[name].auto_filter.ref == book()[name].dimensions


def test_the_options_have_the_levels_of_the_result_as_numbers() -> None:
    decision = small_assessment().decision
    assert decision is not None
    assert [
        (r["conservative"], r["central"], r["optimistic"], r["zone"], r["absolute"]) for r in rows(book()["Options"])
    ] == [
        (
            c.level["conservative"],
            c.level["central"],
            c.level["optimistic"],
            c.zone["conservative"].value,
            c.absolute_level,
        )
        for c in decision.domains
    ]


def test_the_evidence_is_that_of_the_result() -> None:
    found = [(r["id"], r["title"], r["state"] == "accepted") for r in rows(book()["Evidence"])]
    assert found == [(e.id, e.title, e.accepted) for e in small_assessment().evidence]


def test_the_same_assessment_gives_the_same_bytes_without_a_clock() -> None:
    first = made()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2026-01-31T00:00:00Z" in archive.read("docProps/core.xml").decode()
    assert made() == first
    stamped = render(small_assessment(), small_rubric(), ["xlsx"], stamp="2026-03-01T12:00:00+01:00")["xlsx"]
    assert stamped != first


@pytest.mark.parametrize("begins", [*FORMULA, " =", "\u200b="])
def test_no_cell_is_a_formula_whatever_it_begins_with(begins: str) -> None:
    evil = f"{begins}HYPERLINK(1)"
    changes = {"evidence": [{**e, "title": evil, "source": evil} for e in PROFILE["evidence"]]}
    data = made(**changes)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.rows:
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(FORMULA):
                    assert cell.quotePrefix, cell.coordinate
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = b"".join(archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))
        assert b"<f>" not in sheets
        assert not [n for n in archive.namelist() if "external" in n.lower() or "vba" in n.lower()]
        assert b"<hyperlink" not in sheets


def test_long_texts_fit_into_a_cell() -> None:
    long = "x" * 20_000
    changes = {"evidence": [{**e, "source": long} for e in PROFILE["evidence"]]}
    sheet = openpyxl.load_workbook(io.BytesIO(made(**changes)))["Evidence"]
    assert rows(sheet)[0]["source"] == long


def test_a_public_workbook_says_what_it_leaves_out() -> None:
    about = openpyxl.load_workbook(io.BytesIO(made("public")))["About"]
    said = [r["value"] for r in rows(about) if r["what"] == "Left out of this public version"]
    assert any(line.startswith("where evidence is kept: ") for line in said)
    text = "".join(zipfile.ZipFile(io.BytesIO(made("public"))).read("xl/sharedStrings.xml").decode())
    assert "reports/bio.pdf" not in text
    assert "reports/bio.pdf" in zipfile.ZipFile(io.BytesIO(made())).read("xl/sharedStrings.xml").decode()


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(XlsxUnavailable, match=r"pip install 'riskframe\[xlsx\]'"):
        made()
