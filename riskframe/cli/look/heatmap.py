"""The table of domains x options: a letter and a level in each cell, colour only as an extra."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from riskframe.assessment import Assessment
from riskframe.cli.look.style import Style, cells, fitted
from riskframe.decision.records import Decision, DomainUnderOption
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Zone

LETTERS = {Zone.ACCEPTABLE: "A", Zone.TOLERABLE: "T", Zone.INTOLERABLE: "I"}
COLOURS = {Zone.ACCEPTABLE: "green", Zone.TOLERABLE: "yellow", Zone.INTOLERABLE: "red"}

_CELL = 5
"""Cells of `I5→T3`."""
_WORD = 10
"""A word of an option's name is cut beyond this."""
_GAP = 2


def heatmap(assessment: Assessment, rubric: Rubric, style: Style) -> str:
    """One line a domain, one column an option; empty for a rubric without domains.

    A cell is the conservative zone and level; an arrow leads to the central ones where they differ. The least open
    option, which is always there, gets a column only where the terminal is wide enough.
    """
    decision = assessment.decision
    if decision is None or not decision.domains:
        return ""
    places = list(range(len(rubric.options)))
    titles = {name: domain.title for name, domain in rubric.domains.items()}
    if _width(rubric, places) + 28 > style.width and len(places) > 1:
        places = places[1:]
    longest = max(cells(title) for title in titles.values())
    label = max(16, min(longest, style.width - _width(rubric, places)))
    lines = _header(rubric, places, label, style)
    found = {(c.domain, c.option): c for c in decision.domains}
    for name, title in titles.items():
        lines += _row(title, [found[name, rubric.options[p].id] for p in places], _widths(rubric, places), label, style)
    lines.append(_marks(decision, rubric, places, label, style))
    lines.append(_legend(found, style))
    return "\n".join(line.rstrip() for line in lines if line)


def _heads(rubric: Rubric, place: int) -> list[str]:
    """An option's id in lines of one word."""
    words = rubric.options[place].id.replace("-", "_").split("_")
    return [word if len(word) <= _WORD else word[: _WORD - 1] + "." for word in words if word]


def _widths(rubric: Rubric, places: list[int]) -> list[int]:
    return [max(_CELL, *(len(word) for word in _heads(rubric, p))) for p in places]


def _width(rubric: Rubric, places: list[int]) -> int:
    return sum(width + _GAP for width in _widths(rubric, places))


def _header(rubric: Rubric, places: list[int], label: int, style: Style) -> list[str]:
    heads = [_heads(rubric, p) for p in places]
    height = max(map(len, heads))
    lines = []
    for n in range(height):
        words = [head[n - height + len(head)] if n >= height - len(head) else "" for head in heads]
        row = "".join(
            " " * _GAP + fitted(word, width) for word, width in zip(words, _widths(rubric, places), strict=True)
        )
        lines.append(style.paint((" " * label + row).rstrip(), "bold"))
    return lines


def _row(title: str, row: list[DomainUnderOption], widths: list[int], label: int, style: Style) -> list[str]:
    shown = style.plain(title)
    names = [shown] if cells(shown) <= label else textwrap.wrap(shown, label - 1, break_on_hyphens=False)[:2]
    names = [names[0], *(f" {name}" for name in names[1:])]
    line = fitted(names[0], label)
    for cell, width in zip(row, widths, strict=True):
        text = _cell(cell, style)
        line += " " * _GAP + _coloured(text, cell, style) + " " * (width - len(text))
    return [line, *names[1:]]


def _cell(cell: DomainUnderOption, style: Style) -> str:
    now = LETTERS[cell.zone["conservative"]] + str(cell.level["conservative"])
    then = LETTERS[cell.zone["central"]] + str(cell.level["central"])
    return now if now == then else style.plain(f"{now}→{then}")


def _coloured(text: str, cell: DomainUnderOption, style: Style) -> str:
    if len(text) <= 2:
        return style.paint(text, COLOURS[cell.zone["conservative"]])
    return (
        style.paint(text[:2], COLOURS[cell.zone["conservative"]])
        + text[2]
        + style.paint(text[3:], COLOURS[cell.zone["central"]])
    )


def _marks(decision: Decision, rubric: Rubric, places: list[int], label: int, style: Style) -> str:
    """Which column is the start, the aim and what is proposed."""
    at: dict[str, list[str]] = {}
    at.setdefault(decision.recommendation.start, []).append("start")
    at.setdefault(decision.recommendation.aim, []).append("aim")
    if decision.proposed is not None:
        at.setdefault(decision.proposed.option, []).append("asked")
    lines: list[str] = []
    for n in range(max(map(len, at.values()))):
        line = " " * label
        for place, width in zip(places, _widths(rubric, places), strict=True):
            said = at.get(rubric.options[place].id, [])
            line += " " * _GAP + fitted(said[n] if n < len(said) else "", width)
        if line.strip():
            lines.append(style.paint(line.rstrip(), "cyan"))
    return "\n".join(lines)


def _legend(found: Mapping[tuple[str, str], DomainUnderOption], style: Style) -> str:
    moves = any(
        c.zone["conservative"] is not c.zone["central"] or c.level["conservative"] != c.level["central"]
        for c in found.values()
    )
    text = "A acceptable, T tolerable, I intolerable; risk level 1 to 5, conservative" + (
        " → central." if moves else "."
    )
    return style.wrap(text, looks=("faint",))
