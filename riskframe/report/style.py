"""How a report looks and for whom: paper, theme, audience. Plain records; reading them from files is not done here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Paper = Literal["a4", "letter"]
Audience = Literal["board", "public", "technical"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

SIZES: dict[Paper, str] = {"a4": "A4", "letter": "letter"}
MARGINS: dict[Paper, str] = {"a4": "19mm 18mm 20mm", "letter": "17mm 21mm 16mm"}
"""Both leave the same width for text; letter is shorter, so it gets less white above and below."""
FIRST: dict[Paper, str] = {"a4": "12mm 18mm 13mm", "letter": "11mm 21mm 12mm"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """Letterhead and colour of an organisation.

    `accent` is dark enough to carry white text: at least 4.5 to 1, as text has to be.
    """

    accent: str = "#0f4c5c"
    letterhead: str = ""

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise ValueError(f'a colour is written #rrggbb, not "{self.accent[:20]}"')
        if contrast_with_white(self.accent) < 4.5:
            raise ValueError(f"{self.accent} is too light: white text on it could not be read")
        if len(self.letterhead) > 120:
            raise ValueError("a letterhead has at most 120 characters")


def contrast_with_white(colour: str) -> float:
    """Contrast of a colour against white, 1 to 21 (WCAG 2, relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


@dataclass(frozen=True, slots=True)
class Style:
    """Everything about a report that is not its content."""

    audience: Audience = "board"
    paper: Paper = "a4"
    theme: Theme = Theme()
    templates: Path | None = None
    """A folder whose files stand in for the bundled templates of the same name."""
    stamp: str | None = None
    """Date of the document (ISO 8601); the day of the assessment when absent, so that bytes can be repeated."""

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise ValueError(f'no such paper: "{self.paper}"; there is {", ".join(PAPERS)}')
        if self.audience not in AUDIENCES:
            raise ValueError(f'no such audience: "{self.audience}"; there is {", ".join(AUDIENCES)}')
