"""Wording shared by the parts of the page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from benchmarks.history.answers import Answer, rubric

VERDICTS = {
    "supported": "supported",
    "supported_with_conditions": "supported with conditions",
    "insufficient_evidence": "insufficient evidence",
    "not_supported": "not supported",
}
RECORD = {
    "closed": "not released",
    "structured_access": "structured access",
    "api_only": "hosted",
    "gated_weights": "weights on request",
    "open_weights": "open weights",
    "open_source": "open source",
    "staged_release": "staged release",
}


def title(option: str) -> str:
    """Title of an option of the rubric."""
    return rubric().options[rubric().option_place[option]].title


def both(given: Answer) -> str:
    return title(given.start) if given.start == given.aim else f"{title(given.start)} → {title(given.aim)}"


def wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()), 125, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return [*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows), ""]


def number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def share(part: int, whole: int) -> str:
    return f"{part} of {whole}"
