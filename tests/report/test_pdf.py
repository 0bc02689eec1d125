"""The PDF by its structure. veraPDF, where it is installed, judges the whole; these assertions hold without it."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from riskframe.letterhead.variants import Paper
from riskframe.report.pdf import INSTALL, Drawable, PdfUnavailable, moment, to_pdf, undrawable
from riskframe.report.render import render
from tests.report.small import small_assessment, small_rubric

SOURCE = b"riskframe: 1\n# as it was read\n"


def has_pango() -> bool:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", "import weasyprint"], capture_output=True, check=False)
    return done.returncode == 0


pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(not has_pango(), reason="Pango is not installed: " + INSTALL),
]


def made(**how: Any) -> dict[str, bytes]:
    files = render(small_assessment(), small_rubric(), ["json", "pdf"], profile_source=SOURCE, **how)
    return {str(name): data for name, data in files.items()}


def simple(html: str) -> bytes:
    return to_pdf(lambda density, cover_only: html, 0, (), "2026-01-31")


@cache
def files(paper: Paper) -> dict[str, bytes]:
    return made(paper=paper)


@cache
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(files("a4")["pdf"]))


@cache
def tags() -> tuple[Any, ...]:
    """Every structure element, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if "/S" in element:
            yield element
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    return tuple(walk(pdf().Root.StructTreeRoot.K[0]))


def tagged(name: str) -> list[Any]:
    return [e for e in tags() if str(e.S) == f"/{name}"]


def text_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def test_the_file_is_tagged_and_says_its_language_and_title() -> None:
    root = pdf().Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert str(pdf().docinfo.Title) == "Release decision: Example-7B"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert "/StructTreeRoot" in root


def test_the_file_claims_pdf_a_3a_and_pdf_ua_1_and_declares_the_schema() -> None:
    with pdf().open_metadata() as meta:
        assert meta.pdfa_status == "3A"
        assert meta["pdfuaid:part"] == "1"
    xmp = pdf().Root.Metadata.read_bytes().decode()
    assert "http://www.aiim.org/pdfua/ns/id/" in xmp
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp
    assert "/OutputIntents" in pdf().Root


def test_every_picture_has_its_text() -> None:
    figures = tagged("Figure")
    assert len(figures) == 8
    assert all(str(f.Alt).endswith(".") for f in figures)


def test_headings_begin_at_one_and_skip_no_level() -> None:
    levels = [int(str(e.S)[2]) for e in tags() if re.fullmatch("/H[1-6]", str(e.S))]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_every_header_cell_has_its_scope() -> None:
    cells = tagged("TH")
    scopes = [str(c.A.Scope) for c in cells]
    assert len(cells) > 50
    assert set(scopes) == {"/Column", "/Row"}


def test_every_link_has_a_place_in_the_structure() -> None:
    annotations = [a for page in pdf().pages for a in page.get("/Annots", [])]
    assert len(annotations) > 50
    assert all("/StructParent" in a for a in annotations if str(a.Subtype) == "/Link")
    assert all("/A" not in a or "/URI" not in a.A for a in annotations)


def test_bookmarks_name_the_decision_and_every_section() -> None:
    with pdf().open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "Staged release, starting at Hosted use"
    assert "Options side by side" in titles
    assert titles[-1] == "This document"


def test_only_the_bundled_fonts_are_in_it_and_all_of_them_are_embedded() -> None:
    names = set()
    for item in pdf().objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            names.add(str(item.FontName).split("+")[-1])
            assert any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    assert names
    assert all(name.startswith(("IBM-Plex-Sans", "IBMPlexSans")) for name in names), names


def test_no_character_is_missing_from_the_fonts() -> None:
    assert "\ufffd" not in " ".join(text_of(files("a4")["pdf"]))


def test_nothing_in_it_runs() -> None:
    assert "/Names" not in pdf().Root or "/JavaScript" not in pdf().Root.Names
    assert "/OpenAction" not in pdf().Root
    assert b"/JavaScript" not in files("a4")["pdf"]


def test_the_result_and_the_profile_are_attached_byte_for_byte() -> None:
    attached = {str(f.UF): f for f in pdf().Root.AF}
    assert list(attached) == ["assessment.json", "model.yaml"]
    assert len(pdf().Root.AF) == 2
    assert attached["assessment.json"].EF.F.read_bytes() == files("a4")["json"]
    assert attached["model.yaml"].EF.F.read_bytes() == SOURCE
    assert [str(f.AFRelationship) for f in attached.values()] == ["/Data", "/Source"]
    assert [str(f.EF.F.Subtype) for f in attached.values()] == ["/application/json", "/application/yaml"]


def test_the_file_has_an_identifier_and_the_date_of_the_assessment() -> None:
    assert len(bytes(pdf().trailer.ID[0])) == 16
    assert str(pdf().docinfo.CreationDate).startswith("D:20260131")


def test_the_syntax_is_sound() -> None:
    assert pdf().check_pdf_syntax() == []


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on PATH")
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_nothing(flavour: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(files("a4")["pdf"])
    done = subprocess.run(
        ["verapdf", "-f", flavour, "--format", "text", str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("PASS"), done.stdout


def test_two_runs_give_the_same_bytes() -> None:
    """Here, and in a process of its own with another seed of Python's hashes."""
    code = (
        "import sys; from tests.report.small import *; from riskframe.report.render import render; "
        "sys.stdout.buffer.write(render(small_assessment(), small_rubric(), ['pdf'], "
        f"profile_source={SOURCE!r})['pdf'])"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    elsewhere = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert elsewhere.stdout == files("a4")["pdf"]


def test_the_stamp_dates_the_document_and_nothing_else() -> None:
    dated = made(stamp="2026-03-01T12:00:00+01:00")
    stamped = pikepdf.open(io.BytesIO(dated["pdf"]))
    assert str(stamped.docinfo.CreationDate).startswith("D:20260301")
    assert str(stamped.Root.AF[0].EF.F.Params.CreationDate) == "D:20260301110000Z"
    assert text_of(dated["pdf"]) == text_of(files("a4")["pdf"])


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_as_asked(paper: Paper, size: tuple[int, int]) -> None:
    document = pikepdf.open(io.BytesIO(files(paper)["pdf"]))
    assert {(round(p.mediabox[2]), round(p.mediabox[3])) for p in document.pages} == {size}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_page_one_is_the_decision_and_the_whole_of_it(paper: Paper) -> None:
    first, second = text_of(files(paper)["pdf"])[:2]
    for said in ("Staged release, starting at Hosted use", "What is asked of the board", "The strongest arguments against it",
                 "Who signs, and until when it holds", "What it rests on", "Every domain under every option"):  # fmt: skip
        assert said in first
    assert second.startswith("Contents")


def test_no_heading_is_left_alone_at_the_foot_of_a_page() -> None:
    from riskframe.report.words import words

    headings = {text for key, text in words().catalogue.items() if key.startswith("section.") or key.endswith(".title")}
    for page in text_of(files("a4")["pdf"])[1:]:
        body, running, _ = page.rpartition(" Release decision: Example-7B")
        assert running
        assert [h for h in headings if body.endswith(h)] == []


def test_page_one_is_set_as_tightly_as_it_takes_and_no_tighter() -> None:
    """The text of three pages at density 0, of two at 1, of one at 2 and 3: 2 is taken."""

    def document(density: int, cover_only: bool) -> str:
        pages = (
            "<p>x</p><hr style='break-after: page'>" * max(0, 2 - density) if cover_only else f"<p>set at {density}</p>"
        )
        return f'<html lang="en"><title>x</title><body style="font-family: IBM Plex Sans">{pages}<p>end'

    assert text_of(to_pdf(document, 3, (), "2026-01-31")) == ["set at 2 end"]
    assert text_of(to_pdf(lambda d, c: document(max(0, d - 9), c), 1, (), "2026-01-31")) == ["set at 0 end"]


def test_a_heading_never_stands_at_the_foot_of_a_page() -> None:
    from riskframe.letterhead.theme import Theme
    from riskframe.report.style import FIRST, MARGINS, SIZES
    from riskframe.report.templating import environment

    paper = {"size": SIZES["a4"], "margin": MARGINS["a4"], "first": FIRST["a4"]}
    css = environment().get_template("css/page.css").render(theme=Theme(), paper=paper, running="")
    fill = "".join(
        f'<div style="break-before: page; height: {height}mm"></div><h2>HEAD</h2><p>lead</p>'
        "<table><thead><tr><th>column</th></tr></thead><tbody><tr><td>row</td></tr></tbody></table>"
        for height in range(224, 252, 4)
    )
    html = f'<html lang="en"><head><title>x</title><style>{css}</style></head><body style="font-family: IBM Plex Sans">{fill}'
    pages = text_of(simple(html))
    # The margins come last in a page's text, so a page that has the row begins with what stands above it.
    assert [page[:20] for page in pages if "row" in page] == ["HEAD lead column row"] * 7


def test_the_caller_gets_its_environment_and_its_collector_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/as/it/was")
    assert gc.isenabled()
    simple('<html lang="en"><title>x</title><p>x')
    assert os.environ["FONTCONFIG_FILE"] == "/as/it/was"
    assert gc.isenabled()
    monkeypatch.delenv("FONTCONFIG_FILE")
    simple('<html lang="en"><title>x</title><p>x')
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_document_that_asks_for_files_or_the_network_gets_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine", encoding="utf-8")
    asked = (
        f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="{secret.as_uri()}">'
        f'<link rel="attachment" href="{secret.as_uri()}"><style>@import url({secret.as_uri()});'
        "@font-face {font-family: stolen; src: url(http://127.0.0.1:9/font.ttf)}</style></head>"
        f'<body><p style="font-family: stolen">text<img alt="x" src="{secret.as_uri()}"><img alt="x" src="http://127.0.0.1:9/x.png">'
        f'<a rel="attachment" href="{secret.as_uri()}">y</a></p></body>'
    )
    document = pikepdf.open(io.BytesIO(simple(asked)))
    assert (
        "/Names" not in document.Root
        or "/EmbeddedFiles" not in document.Root.Names
        or (len(document.Root.Names.EmbeddedFiles.Names) == 0)
    )
    streams = b"".join(
        item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream) and "/Filter" in item
    )
    assert b"secret of this machine" not in streams


def test_characters_that_the_fonts_lack_are_shown_as_missing_and_counted() -> None:
    assert undrawable("Plex draws é, Ж, Ω, →, ≥ and “this”") == frozenset()
    assert undrawable("not 漢 nor 🙂") == {"漢", "🙂"}
    page = Drawable(lambda density, cover, n: f"{density} {cover} 漢 and 漢 and 🙂: {n}")
    assert page.html(1, True) == "1 True \ufffd and \ufffd and \ufffd: 3"
    assert Drawable(lambda density, cover, n: f"plain: {n}").html(0, False) == "plain: 0"


def test_the_stamp_is_read_in_utc() -> None:
    assert moment("2026-01-31").isoformat() == "2026-01-31T00:00:00+00:00"
    assert moment("2026-01-31T01:00:00+02:00").isoformat() == "2026-01-30T23:00:00+00:00"
    assert moment("2026-01-31T01:00:00Z").isoformat() == "2026-01-31T01:00:00+00:00"


def test_without_pango_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailable) as raised:
        render(small_assessment(), small_rubric(), ["html", "pdf"])
    assert "apt-get install libpango-1.0-0" in str(raised.value)
    assert "brew install pango" in str(raised.value)
    assert str(raised.value).count(". ") == 0
    others = render(small_assessment(), small_rubric(), ["json", "markdown", "html", "csv"])
    assert all(others.values())
