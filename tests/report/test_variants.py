"""Every variant of the PDF: audience by paper, with and without a theme, keeps what the archive and readers need."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from riskframe.letterhead.logo import logo_of
from riskframe.letterhead.theme import Theme
from riskframe.letterhead.variants import Audience, Paper
from riskframe.report.pdf import to_pdf
from riskframe.report.render import render
from tests.report.small import small_assessment, small_rubric
from tests.report.test_pdf import SOURCE, text_of

pytestmark = pytest.mark.pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#7a1f3d"/></svg>'


def pixels(kind: str, mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 20), 90 if mode == "L" else (122, 31, 61, 128)[: len(mode)]).save(out, kind)
    return out.getvalue()


THEMES = {
    "plain": Theme(),
    "shapes": Theme(accent="#7a1f3d", letterhead="Board of Example", logo=logo_of(SVG)),
    "see-through": Theme(letterhead="x" * 120, logo=logo_of(pixels("PNG", "RGBA"))),
    "photo": Theme(logo=logo_of(pixels("JPEG", "L"))),
}
# Every audience on every paper, and every theme once.
VARIANTS: list[tuple[Audience, Paper, str]] = [
    ("board", "a4", "plain"), ("board", "letter", "shapes"), ("public", "a4", "see-through"), ("public", "letter", "plain"),
    ("technical", "a4", "photo"), ("technical", "letter", "plain"),
]  # fmt: skip
NAMES = ["-".join(variant) for variant in VARIANTS]
EACH = pytest.mark.parametrize(("audience", "paper", "theme"), VARIANTS, ids=NAMES)


def make(audience: Audience, paper: Paper, theme: str) -> bytes:
    how: dict[str, Any] = {"audience": audience, "paper": paper, "theme": THEMES[theme]}
    return render(small_assessment(), small_rubric(), ["pdf"], profile_source=SOURCE, **how)["pdf"]


made = cache(make)


def opened(audience: Audience, paper: Paper, theme: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(audience, paper, theme)))


def tags(pdf: pikepdf.Pdf) -> list[Any]:
    def walk(element: Any) -> Iterator[Any]:
        if "/S" in element:
            yield element
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K[0]))


@EACH
def test_it_is_pdf_a_3a_and_pdf_ua_1_with_scopes_and_alternatives(audience: Audience, paper: Paper, theme: str) -> None:
    with opened(audience, paper, theme) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta.pdfa_status, meta["pdfuaid:part"]) == ("3A", "1")
        assert "/OutputIntents" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en"
        found = tags(pdf)
        heads = [t for t in found if str(t.S) == "/TH"]
        assert len(heads) > 50
        assert {str(t.A.Scope) for t in heads} == {"/Column", "/Row"}
        figures = [t for t in found if str(t.S) == "/Figure"]
        assert all(str(t.Alt).strip() for t in figures)
        assert len([t for t in figures if str(t.Alt).startswith("Logo of ")]) == (THEMES[theme].logo is not None)
        levels = [int(str(t.S)[2]) for t in found if re.fullmatch("/H[1-6]", str(t.S))]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))
        assert pdf.check_pdf_syntax() == []


@EACH
def test_attachments_are_whole_and_the_public_gets_none(audience: Audience, paper: Paper, theme: str) -> None:
    with opened(audience, paper, theme) as pdf:
        names = [str(f.UF) for f in pdf.Root.get("/AF", [])]
        assert names == ([] if audience == "public" else ["assessment.json", "model.yaml"])
        if audience == "public":
            data = b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Filter" in o
                            and o.get("/Subtype") != "/Image")  # fmt: skip
            assert b"riskframe-assessment/" not in data
            assert SOURCE not in data


@EACH
def test_page_one_is_the_decision_and_one_page(audience: Audience, paper: Paper, theme: str) -> None:
    first, second = text_of(made(audience, paper, theme))[:2]
    assert "Staged release, starting at Hosted use" in first
    assert "What is asked of the board" in first
    assert "What is asked of the board" not in second
    assert ("Left out of this public version" in first) == (audience == "public")
    assert (THEMES[theme].letterhead[:30] in first) or not THEMES[theme].letterhead


@pytest.mark.parametrize(("audience", "paper", "theme"), VARIANTS[1:3], ids=NAMES[1:3])
def test_two_runs_give_the_same_bytes(audience: Audience, paper: Paper, theme: str) -> None:
    assert make(audience, paper, theme) == made(audience, paper, theme)


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on PATH")
@EACH
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_nothing(audience: Audience, paper: Paper, theme: str, flavour: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(made(audience, paper, theme))
    done = subprocess.run(
        ["verapdf", "-f", flavour, "--format", "text", str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("PASS"), done.stdout


def test_only_the_logo_of_the_theme_is_followed(tmp_path: Path) -> None:
    """A template that brings pictures of its own gets none into the PDF, whatever their address."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(pixels("PNG", "RGBA"))
    logo = logo_of(pixels("PNG", "RGBA"))
    other = logo_of(pixels("JPEG", "L"))
    addresses = (secret.as_uri(), logo.address, other.address, "http://127.0.0.1:9/x.png", "data:image/svg+xml,<svg/>")
    html = (
        f'<html lang="en"><head><title>x</title><style>@import url({secret.as_uri()}); p {{ background: url({secret.as_uri()}) }}</style>'
        '</head><body style="font-family: IBM Plex Sans"><p>x'
        + "".join(f'<img alt="x" src="{address}">' for address in addresses)
    )

    def pictures(allowed: frozenset[str]) -> int:
        data = to_pdf(lambda density, cover_only: html, 0, (), "2026-01-31", allowed)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
            return len([o for o in found if "/SMask" in o or o.get("/ColorSpace") == "/DeviceGray"])

    assert pictures(frozenset()) == 0
    assert pictures(frozenset([secret.as_uri()])) == 0
    assert pictures(frozenset([logo.address])) > 0


def test_bundled_fonts_and_no_others_in_every_variant() -> None:
    for variant in VARIANTS[:3]:
        with opened(*variant) as pdf:
            fonts = {str(o.FontName).split("+")[-1] for o in pdf.objects
                     if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"}  # fmt: skip
        assert fonts
        assert all(name.startswith(("IBM-Plex-Sans", "IBMPlexSans")) for name in fonts)
