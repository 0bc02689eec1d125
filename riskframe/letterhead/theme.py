"""An organisation's letterhead: colours that can be read, and a logo that is a picture and nothing else.

Everything here comes from a file that somebody else may have written. A colour is six digits and nothing more; a logo is
decoded before it is used, and an SVG may hold shapes only (riskframe/letterhead/logo.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from riskframe.letterhead.logo import Logo

ACCENT = "#0f4c5c"
LINK_IN_DARK = "#7cc4d6"
FILL_IN_DARK = "#2f8296"
PALE = "#d8e6e9"
"""The palest text that stands on `accent`, and darker than any ground that `accent` itself stands on."""
DARK = "#17303a"
"""The lightest ground of the dark palette that links stand on; templates/report/css has both."""
LEAST_CONTRAST = 4.5
"""Of text, as WCAG 2 asks at level AA."""
LONGEST_LETTERHEAD = 120
"""Characters; more would not stay on one line."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2, relative luminance)."""
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def readable_on_white(colour: str) -> str:
    """The colour. Raises ValueError where it is none, or pale text on it could not be read."""
    if contrast(_checked(colour), PALE) < LEAST_CONTRAST:
        raise ValueError(f"{colour} is too light: pale text on it could not be read ({LEAST_CONTRAST} to 1 is wanted)")
    return colour


def readable_in_dark(colour: str) -> str:
    """The colour. Raises ValueError where it is none, or could not be read on a dark screen."""
    if contrast(_checked(colour), DARK) < LEAST_CONTRAST:
        raise ValueError(
            f"{colour} is too dark: on a dark screen it could not be read ({LEAST_CONTRAST} to 1 is wanted)"
        )
    return colour


def one_line_of_letters(letterhead: str) -> str:
    """The letterhead. Raises ValueError where it is too long."""
    if len(letterhead) > LONGEST_LETTERHEAD:
        raise ValueError(f"a letterhead has at most {LONGEST_LETTERHEAD} characters")
    return letterhead


def _checked(colour: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f'a colour is written #rrggbb, not "{colour[:20]}"')
    return colour


@dataclass(frozen=True, slots=True)
class Theme:
    """Letterhead, logo and colours of an organisation. Raises ValueError for what could not be read or shown.

    `accent` carries white and pale text, so it is dark enough for that: at least 4.5 to 1. `dark` is the colour of links where the
    reader's screen is dark; without it, `accent` is made lighter until it can be read there.
    """

    accent: str = ACCENT
    letterhead: str = ""
    dark: str | None = None
    logo: Logo | None = None

    def __post_init__(self) -> None:
        readable_on_white(self.accent)
        if self.dark is not None:
            readable_in_dark(self.dark)
        one_line_of_letters(self.letterhead)

    @property
    def link_in_dark(self) -> str:
        """The colour of links on a dark screen."""
        if self.dark is not None:
            return self.dark
        return LINK_IN_DARK if self.accent == ACCENT else _lightened(self.accent)

    @property
    def fill_in_dark(self) -> str:
        """What white text stands on where the screen is dark."""
        return FILL_IN_DARK if self.accent == ACCENT else self.accent


def _lightened(colour: str) -> str:
    """The colour mixed with as little white as it takes to be read with ease on a dark screen."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    made = colour
    for white in range(0, 101, 5):
        made = "#" + "".join(f"{round(c + (255 - c) * white / 100):02x}" for c in parts)
        if contrast(made, DARK) >= LEAST_CONTRAST + 1:
            break
    return made
