"""A sheet to draw on: marks and text in, one <svg> element out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from riskframe.report.plaintext import ELLIPSIS, one_line

INK, SOFT, LINE, PALE, PAPER, ACCENT = "#16202c", "#566270", "#c3cad2", "#eef1f4", "#ffffff", "#0f4c5c"
ZONE_FILL = {"acceptable": "#e2f0e8", "tolerable": "#fbeecb", "intolerable": "#f7dcd8"}
ZONE_INK = {"acceptable": "#1b6446", "tolerable": "#7a5200", "intolerable": "#9a1b1b"}
BARRIER_FILL = {5: "#ffffff", 4: "#e1ecee", 3: "#b5d0d5", 2: "#3b7480", 1: "#1f5f6b"}
"""By ease: the darker, the higher the barrier."""
BARRIER_INK = {5: INK, 4: INK, 3: INK, 2: "#ffffff", 1: "#ffffff"}

# Advance widths of IBM Plex Sans in thousandths of the size, space to tilde.
_WIDTHS = (
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600, 600, 600, 600, 600,
    600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583, 559, 695, 707, 400, 510, 634, 501, 812,
    707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613, 593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580,
    549, 324, 528, 568, 250, 250, 527, 272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343,
    314, 343, 600,
)  # fmt: skip
_ADVANCE = {chr(place): width for place, width in enumerate(_WIDTHS, 32)}
_BOLDER = 1.05
_OTHER = 620


def escape(text: str) -> str:
    """The text as it stands in XML, in an element or between double quotation marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def quoteattr(text: str) -> str:
    """The text as the value of an attribute."""
    return f'"{escape(text)}"'


Anchor = Literal["start", "middle", "end"]


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is in the bundled font, in the unit of `size`."""
    return _advance(text) * size / 1000 * (_BOLDER if bold else 1)


def _advance(text: str) -> int:
    """The width of a text in thousandths of the size."""
    return sum([_ADVANCE.get(c, _OTHER) for c in text])


def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most `most` lines that fit into `room`; what does not fit is cut with an ellipsis."""
    lines: list[str] = []
    words = one_line(text).split(" ")
    line, taken = "", 0
    for place, word in enumerate(words):
        own = _advance(word)
        longer = taken + _ADVANCE[" "] + own if line else own
        if longer * size / 1000 * (_BOLDER if bold else 1) <= room:
            line, taken = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        line, taken = word, own
        if len(lines) == most or width_of(line, size, bold=bold) > room:
            rest = " ".join([*([lines.pop()] if len(lines) == most else []), *words[place:]])
            return [*lines, fitted(rest, size, room, bold=bold)]
    return [*lines, line] if line else lines


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room`."""
    if width_of(text, size, bold=bold) <= room:
        return text
    room -= width_of(ELLIPSIS, size, bold=bold)
    kept = ""
    for c in text:
        room -= width_of(c, size, bold=bold)
        if room < 0:
            break
        kept += c
    return kept.rstrip() + ELLIPSIS


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


class Sheet:
    """A drawing of a given size in its own units. What is drawn last lies on top."""

    def __init__(self, width: float, height: float, title: str, desc: Iterable[str] = ()) -> None:
        self.width, self.height = width, height
        self._title, self._desc = one_line(title), " ".join(one_line(part) for part in desc)
        self._parts: list[str] = []

    def _add(self, tag: str, cls: str, **attributes: object) -> None:
        shown = "".join(f" {k.replace('_', '-')}={quoteattr(str(v))}" for k, v in attributes.items() if v is not None)
        self._parts.append(f"<{tag}{f' class={quoteattr(cls)}' if cls else ''}{shown}/>")

    def rect(
        self, x: float, y: float, w: float, h: float, *, fill: str = "none", stroke: str | None = None,
        width: float = 1, round_: float = 0, dash: str | None = None, cls: str = "",
    ) -> None:  # fmt: skip
        """A rectangle from its upper left corner."""
        self._add(
            "rect", cls, x=number(x), y=number(y), width=number(w), height=number(h), rx=number(round_) if round_ else None,
            fill=fill, stroke=stroke, stroke_width=number(width) if stroke else None, stroke_dasharray=dash,
        )  # fmt: skip

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1,
        dash: str | None = None, cls: str = "",
    ) -> None:  # fmt: skip
        """A straight line."""
        self._add(
            "path", cls, d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", fill="none", stroke=stroke,
            stroke_width=number(width), stroke_dasharray=dash,
        )  # fmt: skip

    def path(
        self, d: str, *, fill: str = "none", stroke: str | None = None, width: float = 1, cls: str = ""
    ) -> None:  # fmt: skip
        """Any outline."""
        self._add("path", cls, d=d, fill=fill, stroke=stroke, stroke_width=number(width) if stroke else None)

    def circle(
        self, x: float, y: float, r: float, *, fill: str = "none", stroke: str | None = None, width: float = 1, cls: str = ""
    ) -> None:  # fmt: skip
        """A circle round its centre."""
        self._add(
            "circle", cls, cx=number(x), cy=number(y), r=number(r), fill=fill, stroke=stroke,
            stroke_width=number(width) if stroke else None,
        )  # fmt: skip

    def arrow(self, x1: float, x2: float, y: float, *, stroke: str = SOFT, cls: str = "") -> None:
        """A level arrow to the right, with its head at x2."""
        self.line(x1, y, x2 - 4, y, stroke=stroke, width=1.4, cls=cls)
        self.path(f"M{number(x2)} {number(y)}l-7 -4v8z", fill=stroke, cls=f"{cls} head".strip())

    def text(
        self, x: float, y: float, text: str, *, size: float = 13, fill: str = INK, bold: bool = False,
        anchor: Anchor = "start", cls: str = "ink", struck: bool = False,
    ) -> None:  # fmt: skip
        """One line of text on its baseline. `struck` draws a line through it."""
        weight = ' font-weight="600"' if bold else ""
        placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text class="{cls}" x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
            f"{weight}{placed}>{escape(one_line(text))}</text>"
        )
        if struck:
            w = width_of(text, size, bold=bold)
            left = x - {"start": 0.0, "middle": w / 2, "end": w}[anchor]
            self.line(left, y - size * 0.3, left + w, y - size * 0.3, stroke=fill, width=1, cls=cls)

    def lines(
        self, x: float, y: float, lines: Sequence[str], *, size: float = 13, leading: float = 1.22, fill: str = INK,
        bold: bool = False, anchor: Anchor = "start", cls: str = "ink",
    ) -> None:  # fmt: skip
        """Several lines of text, the first on the baseline y."""
        for i, line in enumerate(lines):
            self.text(x, y + i * size * leading, line, size=size, fill=fill, bold=bold, anchor=anchor, cls=cls)

    def __str__(self) -> str:
        desc = f"<desc>{escape(self._desc)}</desc>" if self._desc else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(self.height)}" '
            f'width="{number(self.width)}" height="{number(self.height)}" role="img" '
            f"font-family=\"'IBM Plex Sans', 'Helvetica Neue', Arial, sans-serif\">"
            f"<title>{escape(self._title)}</title>{desc}{''.join(self._parts)}</svg>"
        )
