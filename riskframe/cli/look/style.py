"""Words, colour and width for one stream."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskframe.loading.render import escaped

NARROW = 80
"""Cells of a line where nobody says how wide the terminal is."""
WIDEST = 120
"""Longer lines are hard to read, however wide the terminal."""

_CODES = {
    "bold": "1", "faint": "2", "italic": "3", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36",
}  # fmt: skip

_ASCII = str.maketrans(
    {"→": ">", "·": "-", "–": "-", "…": "~", "×": "x", "≤": "<", "≥": ">", "▲": "^", "•": "*", "‘": "'", "’": "'"}
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a stream can show. Text from files passes through here, so nothing in it can steer the terminal."""

    colour: bool = False
    width: int = NARROW
    unicode: bool = True

    def paint(self, text: str, *looks: str) -> str:
        """The text, escaped, in these looks; every line ends as it began."""
        shown = self.plain(text)
        if not self.colour or not looks or not shown:
            return shown
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{shown}\x1b[0m"

    def plain(self, text: str) -> str:
        """The text as the stream can show it."""
        shown = escaped(text)
        return shown if self.unicode else shown.translate(_ASCII).encode("ascii", "backslashreplace").decode()

    def wrap(self, text: str, *, first: str = "", rest: str | None = None, looks: Sequence[str] = ()) -> str:
        """Lines no wider than the stream, `first` before the first and `rest` before the others."""
        indent = " " * cells(first) if rest is None else rest
        shown = self.plain(" ".join(text.split()))
        lines = _lines(shown, self.width - cells(first), self.width - cells(indent)) or [""]
        painted = [self._painted(line, looks) for line in lines]
        return "\n".join([self.plain(first) + painted[0], *(indent + line for line in painted[1:])]).rstrip()

    def _painted(self, shown: str, looks: Sequence[str]) -> str:
        if not self.colour or not looks:
            return shown
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{shown}\x1b[0m"

    def entries(self, texts: Iterable[str], indent: str = "  ") -> str:
        """A list, one entry a bullet."""
        return "\n".join(self.wrap(text, first=f"{indent}- ") for text in texts)

    def heading(self, text: str) -> str:
        return self.wrap(text, looks=("bold",))


def _lines(text: str, first: int, rest: int) -> list[str]:
    if text.isascii():
        wrapper = textwrap.TextWrapper(width=max(rest, 20), break_on_hyphens=False, break_long_words=False)
        if first != rest:
            wrapper.initial_indent, filler = " " * max(rest - first, 0), max(rest - first, 0)
            return [line[filler:] if i == 0 else line for i, line in enumerate(wrapper.wrap(text))]
        return wrapper.wrap(text)
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        room = max(first if not lines else rest, 20)
        if line and used + 1 + cells(word) > room:
            lines.append(line)
            line, used = word, cells(word)
        else:
            line, used = (f"{line} {word}", used + 1 + cells(word)) if line else (word, cells(word))
    return [*lines, line] if line else lines


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, cut with … where it is too long."""
    if cells(text) > width:
        kept = ""
        for character in text:
            if cells(kept) + cells(character) > width - 1:
                break
            kept += character
        text = kept.rstrip() + "…"
    space = " " * (width - cells(text))
    return space + text if right else text + space


def wants_colour(choice: str, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether a stream gets colour: as chosen, else by NO_COLOR and FORCE_COLOR, else on a terminal that can."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    forced = environ.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in ("0", "false")
    return terminal and environ.get("TERM") != "dumb"
