"""A logo is a picture and nothing else, whatever its file pretends to be."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from riskframe.letterhead.logo import LARGEST, LARGEST_SIDE, MOST_ELEMENTS, NoLogo, logo_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">%s</svg>'


def picture(kind: str, size: tuple[int, int] = (12, 6), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "png"),
        (picture("PNG", mode="RGBA"), "png"),
        (picture("JPEG"), "jpeg"),
        (SVG % b'<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
         b'<g transform="scale(2)"><path d="M0 0h10v10z" fill="url(#g)"/><title>Lab</title></g>', "svg"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n' + SVG % b"<!-- drawn by hand --><rect width='1' height='1'/>", "svg"),
    ],
    ids=["png", "png with alpha", "jpeg", "svg", "svg with a declaration"],
)  # fmt: skip
def test_pictures_are_taken_as_they_are(content: bytes, kind: str) -> None:
    logo = logo_of(content)
    assert (logo.kind, logo.content) == (kind, content)
    assert logo.address.startswith(f"data:image/{'svg+xml' if kind == 'svg' else kind};base64,")


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (b"<script>alert(1)</script>", "<script>"),
        (b"<style>*{background:url(file:///etc/passwd)}</style>", "<style>"),
        (b'<style>@import "http://127.0.0.1:9/x.css";</style>', "<style>"),
        (b'<image href="file:///etc/passwd"/>', "<image>"),
        (b'<use href="#a"/>', "<use>"),
        (b"<foreignObject/>", "<foreignObject>"),
        (b"<text>words</text>", "<text>"),
        (b'<filter id="f"/>', "<filter>"),
        (b'<animate attributeName="x"/>', "<animate>"),
        (b'<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', "<script>"),
        (b'<path onload="alert(1)"/>', '"onload"'),
        (b'<path style="fill:url(file:///etc/passwd)"/>', '"style"'),
        (b'<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://127.0.0.1:9"/>', '"href"'),
        (b'<path fill="url(http://127.0.0.1:9/x)"/>', '"fill" leads out'),
        (b"<path fill=\"url( 'file:///etc/passwd')\"/>", '"fill" leads out'),
        (b'<path fill="u\\72l(x)"/>', '"fill" leads out'),
        (b'<path clip-path="URL(//127.0.0.1/x)"/>', '"clip-path" leads out'),
        (b"<?xml-stylesheet href='x'?>", "xml-stylesheet"),
        (b"<g>" * 10, "not well-formed"),
        (b"&undefined;", "not well-formed"),
        (b"<g/>" * (MOST_ELEMENTS + 1), "more than"),
    ],
)
def test_an_svg_holds_shapes_and_nothing_else(inside: bytes, why: str) -> None:
    with pytest.raises(NoLogo, match=r"^[^\n]+$") as refused:
        logo_of(SVG % inside)
    assert why in str(refused.value)
    assert refused.value.line == 1


def test_a_refusal_names_its_line_and_column() -> None:
    with pytest.raises(NoLogo) as refused:
        logo_of(SVG % b"\n  <rect/>\n  <script/>")
    assert (refused.value.line, refused.value.column) == (3, 3)


def test_entities_are_refused_before_they_are_expanded() -> None:
    bomb = b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(NoLogo, match="DOCTYPE"):
        logo_of(bomb + SVG % b"&b;&c;")


def bomb() -> bytes:
    """A PNG of few bytes that says of itself that it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", LARGEST_SIDE + 1, 2**30, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "PNG, a JPEG or a plain SVG"),
        (b"%PDF-1.7", "PNG, a JPEG or a plain SVG"),
        (picture("GIF"), "PNG, a JPEG or a plain SVG"),
        (picture("PNG")[:40], "cannot be decoded"),
        (picture("JPEG")[:-200], "cannot be decoded"),
        (picture("PNG", (LARGEST_SIDE + 1, 1)), "pixels a side"),
        (bomb(), "cannot be decoded|pixels a side"),
        (picture("JPEG", mode="CMYK"), "CMYK"),
        (picture("PNG") + bytes(LARGEST), "at most 300,000 bytes"),
        (b"<html><body>", "begins with <svg"),
        (b'<svg xmlns="http://example.org"/>', "begins with <svg"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NoLogo, match=why):
        logo_of(content)
