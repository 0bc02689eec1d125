"""A logo: a picture that is decoded before it is used. PNG and JPEG by their pixels, SVG by its shapes.

An SVG is a program in disguise: it can run scripts, fetch files and make a reader's machine draw for hours. So only
shapes, gradients and clips get through, by a closed list of elements and attributes, with no address but those inside the
picture, and every refusal names its line.
"""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from typing import Literal

LARGEST = 300_000
"""Bytes: a logo is in every report, one time per document."""
LARGEST_SIDE = 4000
"""Pixels."""
MOST_ELEMENTS = 2000
Kind = Literal["png", "jpeg", "svg"]
_TYPES: dict[Kind, str] = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}

_SHAPES = """svg g defs title desc path rect circle ellipse line polyline polygon linearGradient radialGradient stop
clipPath"""
_SAID = """id version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform fill
fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
stroke-dashoffset opacity clip-path clip-rule clipPathUnits gradientUnits gradientTransform spreadMethod offset stop-color
stop-opacity color role aria-label aria-hidden class"""
_ELEMENTS, _ATTRIBUTES = frozenset(_SHAPES.split()), frozenset(_SAID.split())
_SVG = "http://www.w3.org/2000/svg"
_ADDRESS = re.compile(r"""url\(\s*(?!["']?#)|\\|javascript:|data:|//""", re.IGNORECASE)


class NoLogo(ValueError):
    """A file that cannot be a logo. `line` and `column` (from 1) say where, in an SVG; 0 for the file as a whole."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        self.line, self.column = line, column
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that may stand in a report; made by `logo_of`, which looks at it first."""

    content: bytes
    kind: Kind

    @property
    def address(self) -> str:
        """The picture itself as a data: address."""
        return f"data:{_TYPES[self.kind]};base64,{base64.b64encode(self.content).decode()}"


def logo_of(content: bytes) -> Logo:
    """The logo in a file's bytes. Raises NoLogo for everything that is not plainly a picture."""
    if len(content) > LARGEST:
        raise NoLogo(f"a logo has at most {LARGEST:,} bytes, this one has {len(content):,}")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _of_pixels(content, "png")
    if content.startswith(b"\xff\xd8\xff"):
        return _of_pixels(content, "jpeg")
    if re.match(rb"(\xef\xbb\xbf)?\s*<", content):
        return _of_shapes(content)
    raise NoLogo("a logo is a PNG, a JPEG or a plain SVG file")


def _of_pixels(content: bytes, kind: Kind) -> Logo:
    from PIL import Image

    wrong = None
    try:
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
            # The header is all that was read so far; nothing is decoded that would not fit.
            wrong = _wrong(picture.size, picture.mode, getattr(picture, "is_animated", False))
            if wrong is None:
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoLogo(f"this {kind.upper()} cannot be decoded") from error
    if wrong is not None:
        raise NoLogo(wrong)
    return Logo(content, kind)


def _wrong(size: tuple[int, int], mode: str, moves: bool) -> str | None:
    if max(size) > LARGEST_SIDE:
        return f"a logo has at most {LARGEST_SIDE} pixels a side, this one is {size[0]} by {size[1]}"
    if mode == "CMYK":
        return "the colours of this JPEG are for printing (CMYK): save it as sRGB"
    return "a logo does not move" if moves else None


def _of_shapes(content: bytes) -> Logo:
    # Only the events of the parser are used, no document is built; a DTD ends it before any entity is expanded.
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    count = 0

    def refuse(message: str) -> NoLogo:
        return NoLogo(message, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def element(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        space, _, local = name.rpartition(" ")
        if count == 1 and (local, space) != ("svg", _SVG):
            raise refuse(f'an SVG begins with <svg xmlns="{_SVG}">')
        if space != _SVG or local not in _ELEMENTS:
            raise refuse(f"<{local}> has no place in a logo: shapes, gradients and clips only")
        if count > MOST_ELEMENTS:
            raise refuse(f"more than {MOST_ELEMENTS} elements")
        for key, value in attributes.items():
            if key not in _ATTRIBUTES:
                raise refuse(f'attribute "{key.rpartition(" ")[2]}" has no place in a logo')
            if _ADDRESS.search(value):
                raise refuse(f'attribute "{key}" leads out of the picture')

    def doctype(*_: object) -> None:
        raise refuse("a document type (<!DOCTYPE) has no place in a logo")

    def instruction(target: str, _: str) -> None:
        raise refuse(f"<?{target} has no place in a logo")

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NoLogo(
            f"this is not well-formed XML: {expat.ErrorString(error.code)}", error.lineno, error.offset + 1
        ) from None
    return Logo(content, "svg")
