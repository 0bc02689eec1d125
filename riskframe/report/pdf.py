"""The PDF that a board signs: PDF/A-3a and PDF/UA-1, fonts inside, the machine-readable result attached.

The only module that imports WeasyPrint, and only inside functions: it costs half a second, and its native libraries
may be absent.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from riskframe.bundled import bundled_dir
from riskframe.report.unavailable import FormatUnavailable

INSTALL = (
    "PDF needs the Pango library: on Debian or Ubuntu run `apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0`, on macOS `brew install pango`; HTML, Markdown and JSON work without it."
)


class PdfUnavailable(FormatUnavailable):
    """WeasyPrint or its native libraries are missing; the message says in one sentence what to install."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF. `relationship` is its role in the archive: Data, Source."""

    name: str
    description: str
    content: bytes
    relationship: str


def to_pdf(
    html_of: Callable[[int, bool], str],
    densest: int,
    attached: tuple[Attached, ...],
    stamp: str,
    pictures: frozenset[str] = frozenset(),
) -> bytes:
    """The page-ready HTML as PDF. The same HTML, attachments and stamp give the same bytes on one machine.

    html_of: given a density, 0 to `densest`, and whether only page one is wanted, the document. Page one is the
    decision and nothing else: it is set as tightly as it takes to be one page.
    pictures: the only addresses (data:) that may be followed.

    Raises:
        PdfUnavailable: WeasyPrint or its native libraries cannot be loaded.
    """
    with _fonts():
        weasyprint = _weasyprint()
        # WeasyPrint leaves the colour profile's file to be closed by the interpreter.
        with _no_collector(), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            density = 0
            while density < densest and len(_laid_out(weasyprint, html_of(density, True), pictures).pages) > 1:
                density += 1
            html = html_of(density, False)
            pdf: bytes = _laid_out(weasyprint, html, pictures).write_pdf(
                pdf_variant=VARIANT, pdf_identifier=_identifier(html, attached), finisher=finish,
                attachments=[_attachment(weasyprint, a, moment(stamp)) for a in attached],
            )  # fmt: skip
    return pdf


def _laid_out(weasyprint: Any, html: str, pictures: frozenset[str]) -> Any:
    return weasyprint.HTML(string=html, url_fetcher=_refuser(pictures), base_url=None).render(pdf_variant=VARIANT)


def _attachment(weasyprint: Any, given: Attached, made_on: datetime) -> Any:
    return weasyprint.Attachment(
        string=given.content, name=given.name, description=given.description, created=made_on, modified=made_on,
        relationship=given.relationship,
    )  # fmt: skip


def _identifier(html: str, attached: tuple[Attached, ...]) -> bytes:
    """The same for the same content, and for no other."""
    return hashlib.sha256(html.encode() + b"\0".join(a.content for a in attached)).digest()[:16]


def moment(stamp: str) -> datetime:
    """The stamp as a moment, in UTC where it names no zone."""
    found = datetime.fromisoformat(stamp)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


class Drawable:
    """The page's HTML with every character that the bundled fonts lack shown as U+FFFD, and their number said in it."""

    def __init__(self, html_of: Callable[[int, bool, int], str]) -> None:
        """html_of: the document by density, whether only page one is wanted, and the number of such characters."""
        self._html_of = html_of
        whole = html_of(0, False, 0)
        missing = undrawable(whole)
        self._blank = {ord(c): "\ufffd" for c in missing}
        self._count = sum(whole.count(c) for c in missing)
        self._whole = whole

    def html(self, density: int, cover_only: bool) -> str:
        """The document, or page one of it."""
        if not self._blank and density == 0 and not cover_only:
            return self._whole
        return self._html_of(density, cover_only, self._count).translate(self._blank)


def undrawable(text: str) -> frozenset[str]:
    """Characters of a text that the bundled fonts cannot draw."""
    unusual = {c for c in text if c > "~" and c not in _USUAL}
    if not unusual:
        return frozenset()
    from fontTools.ttLib import TTFont

    missing: set[str] = set()
    for path in sorted((bundled_dir("templates") / "fonts").glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            drawn = font.getBestCmap()
        missing |= {c for c in unusual if ord(c) not in drawn}
    return frozenset(missing)


_USUAL = frozenset("\u00a0–—‘’“”…·×→≥≤é§")
"""Drawn by the bundled fonts, and commonest in reports: they alone are no reason to open a font file."""


def _weasyprint() -> Any:
    with warnings.catch_warnings():
        # The optional library only makes files smaller; people can do nothing with the warning.
        warnings.filterwarnings("ignore", message=".*HarfBuzz-Subset.*", category=DeprecationWarning)
        try:
            import weasyprint
        except (ImportError, OSError) as error:
            raise PdfUnavailable(INSTALL) from error
    return weasyprint


def _refuser(pictures: frozenset[str]) -> Any:
    """A fetcher that fetches nothing but the pictures that are in the document themselves.

    A report needs no network and no file, whatever a profile, a template or a logo says.
    """
    from weasyprint.urls import URLFetcher

    class Refuser(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith("data:image/") and url in pictures:
                return super().fetch(url, headers)
            raise ValueError(f"reports fetch nothing: {url[:100]}")

    return Refuser()


VARIANT = "pdf/a-3a"

FONT_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>IBM Plex Sans</family></prefer></alias></fontconfig>
"""


@contextmanager
def _fonts() -> Iterator[None]:
    """The bundled fonts and no others, so that a report looks the same on every machine and with no font installed."""
    from xml.sax.saxutils import escape

    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="riskframe-fonts-") as folder:
        config = Path(folder) / "fonts.conf"
        fonts = bundled_dir("templates") / "fonts"
        config.write_text(FONT_CONFIG.format(fonts=escape(str(fonts)), cache=escape(folder)), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                os.environ.pop("FONTCONFIG_FILE", None)
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _no_collector() -> Iterator[None]:
    """No garbage collection while boxes are laid out: there is none to collect, and looking costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file follows\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
"""The PDF/UA identifier, and the schema that PDF/A wants declared for it."""

_REFERENCE = re.compile(rb"(\d+) 0 R")


def finish(_: Any, pdf: Any) -> None:
    """What WeasyPrint 70 leaves out of a file that is to be PDF/A-3a and PDF/UA-1 at once.

    The scope of header cells, the PDF/UA identifier with its schema, and each attachment listed once instead of twice.
    It leans on the objects of pydyf, so pyproject.toml caps the versions and the tests check each of the three.
    """
    import pydyf

    def target(reference: Any) -> Any:
        text = reference if isinstance(reference, bytes) else str(reference).encode()
        found = _REFERENCE.match(text)
        assert found is not None
        return pdf.objects[int(found[1])]

    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            group = target(target(item["P"])["P"])
            scope = "/Column" if group["S"] == "/THead" else "/Row"
            item.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope
        if isinstance(item, dict) and item.get("Type") == "/Filespec" and str(item["UF"].string).endswith(".yaml"):
            target(item["EF"]["F"]).extra["Subtype"] = "/application#2fyaml"  # not what this machine's lists say
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    meta = target(pdf.catalog["Metadata"])
    xmp = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in meta.stream)
    meta.stream = [xmp.replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>")]
