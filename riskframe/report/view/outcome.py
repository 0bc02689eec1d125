"""Page one of a rubric without options: what it says of the model, since there is no option to recommend."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from riskframe.assessment import Assessment
from riskframe.report.view.decision import date_words
from riskframe.report.view.names import Names
from riskframe.report.view.records import Fact
from riskframe.report.view.registers import ClassRow

MOST_NOTES = 8
"""Notes on page one; the rest is among the rules that fired."""


class Outcome(NamedTuple):
    """What follows under a rubric that only classifies."""

    rubric: str
    question: str
    text: str
    """The class, where it is about the model as a whole and the only one; else the rubric's title."""
    classes: tuple[ClassRow, ...]
    """Those about the model as a whole."""
    parts: tuple[Fact, ...]
    """For each outcome by domain or unit: how many have which value, conservative reading."""
    notes: tuple[Fact, ...]
    more_notes: int
    unknown: str
    """How many ratings are unknown; empty where none is."""
    valid: str


def outcome_view(assessment: Assessment, rows: tuple[ClassRow, ...], question: str, names: Names) -> Outcome | None:
    """None for a rubric with options. rows: every class, in the order of `assessment.classes`."""
    if assessment.decision is not None:
        return None
    words = names.words
    keyed = list(zip(assessment.classes, rows, strict=True))
    whole = tuple(row for key, row in keyed if "." not in key)
    told = notes(assessment, words("md.rests_unstated"))
    validity = assessment.validity
    days = [date_words(day, words) for day in (validity.assessed_on, validity.expires_on)]
    return Outcome(
        rubric=assessment.rubric.title,
        question=question,
        text=f"{whole[0].title}: {whole[0].conservative}" if len(whole) == 1 else assessment.rubric.title,
        classes=whole,
        parts=tuple(_parts([(key.partition(".")[0], row) for key, row in keyed if "." in key], names)),
        notes=told[:MOST_NOTES],
        more_notes=max(0, len(told) - MOST_NOTES),
        unknown=words.number("outcome.unknown", len(assessment.unknown)) if assessment.unknown else "",
        valid=words("outcome.valid", since=days[0], until=days[1]),
    )


def notes(assessment: Assessment, unstated: str) -> tuple[Fact, ...]:
    """The notes that fired, each once. unstated: said where a note rests on what the profile does not state."""
    fired = [hit for hit in assessment.hits if hit.effect == "note"]
    said = ((hit.title, hit.value + ("" if hit.options.get("optimistic") else f" {unstated}")) for hit in fired)
    return tuple(Fact(title, text) for title, text in dict.fromkeys(said))


def _parts(rows: list[tuple[str, ClassRow]], names: Names) -> list[Fact]:
    made = []
    for name in dict.fromkeys(name for name, _ in rows):
        counted = Counter(row.conservative for other, row in rows if other == name)
        said = ", ".join(f"{value} {number}" for value, number in counted.most_common())
        made.append(Fact(names.of("class", name), said))
    return made
