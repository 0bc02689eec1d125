"""How a report looks and for whom: paper, theme, audience. Plain records; reading them from files is not done here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from riskframe.letterhead.theme import Theme
from riskframe.letterhead.variants import AUDIENCES, PAPERS, Audience, Paper

SIZES: dict[Paper, str] = {"a4": "A4", "letter": "letter"}
MARGINS: dict[Paper, str] = {"a4": "19mm 18mm 20mm", "letter": "17mm 21mm 16mm"}
"""Both leave the same width for text; letter is shorter, so it gets less white above and below."""
FIRST: dict[Paper, str] = {"a4": "12mm 18mm 13mm", "letter": "11mm 21mm 12mm"}


@dataclass(frozen=True, slots=True)
class Style:
    """Everything about a report that is not its content."""

    audience: Audience = "board"
    paper: Paper = "a4"
    theme: Theme = field(default_factory=Theme)
    templates: Path | None = None
    """A folder whose files stand in for the bundled templates of the same name."""
    stamp: str | None = None
    """Date of the document (ISO 8601); the day of the assessment when absent, so that bytes can be repeated."""

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise ValueError(f'no such paper: "{self.paper}"; there is {", ".join(PAPERS)}')
        if self.audience not in AUDIENCES:
            raise ValueError(f'no such audience: "{self.audience}"; there is {", ".join(AUDIENCES)}')
