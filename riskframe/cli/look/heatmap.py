"""The table of domains x options: a letter and a level in each cell, colour only as an extra."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from riskframe.assessment import Assessment
from riskframe.cli.look.style import Style, cells, fitted
from riskframe.decision.records import Decision, DomainUnderOption
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Zone

LETTERS = {Zone.ACCEPTABLE: "A", Zone.TOLERABLE: "T", Zone.INTOLERABLE: "I"}
COLOURS = {Zone.ACCEPTABLE: "green", Zone.TOLERABLE: "yellow", Zone.INTOLERABLE: "red"}

_CELL = 5
"""Cells of `I5→T3`."""
_LEAST_LABEL = 20
"""Cells that a domain's title gets at least, over as many lines as it takes."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which options are shown, under which words, and how wide everything is."""

    options: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    label: int
    gap: int

    @property
    def widths(self) -> list[int]:
        return [max(_CELL, *map(len, head)) for head in self.heads]

    def line(self, label: str, texts: Sequence[str]) -> str:
        """One line of plain text."""
        parts = [fitted(text, width) for text, width in zip(texts, self.widths, strict=True)]
        return (fitted(label, self.label) + "".join(" " * self.gap + part for part in parts)).rstrip()


def heatmap(assessment: Assessment, rubric: Rubric, style: Style) -> str:
    """One line a domain, one column an option; empty for a rubric without domains.

    A cell is the conservative zone and level; an arrow leads to the central ones where they differ. The least open
    option, which is always there, gets a column only where the terminal is wide enough.
    """
    decision = assessment.decision
    if decision is None or not decision.domains:
        return ""
    titles = {name: domain.title for name, domain in rubric.domains.items()}
    columns = _columns([o.id for o in rubric.options], max(cells(title) for title in titles.values()), style.width)
    found = {(c.domain, c.option): c for c in decision.domains}
    lines = _header(columns, style)
    for name, title in titles.items():
        lines += _row(title, [found[name, option] for option in columns.options], columns, style)
    lines += _marks(decision, columns, style)
    lines.append(_legend(found, style))
    return "\n".join(line.rstrip() for line in lines)


def _columns(options: list[str], longest: int, width: int) -> _Columns:
    """The roomiest of the layouts that fit: all options, then without the first, then closer, then with shorter words."""
    shown = options
    for first, gap, word in ((0, 2, 10), (1, 2, 10), (1, 1, 10), (1, 1, 8), (1, 1, 6)):
        shown = options[first:] or options
        made = _Columns(tuple(shown), tuple(_head(option, word) for option in shown), 0, gap)
        room = width - sum(made.widths) - gap * len(shown)
        if room >= longest or (gap == 1 and room >= _LEAST_LABEL):
            return replace(made, label=min(longest, room))
    return replace(
        _Columns(tuple(shown), tuple(_head(option, 6) for option in shown), 0, 1), label=min(longest, _LEAST_LABEL)
    )


def _head(option: str, longest: int) -> tuple[str, ...]:
    """An option's id in lines of one word."""
    words = [word for word in option.replace("-", "_").split("_") if word]
    return tuple(word if len(word) <= longest else word[: longest - 1] + "." for word in words)


def _header(columns: _Columns, style: Style) -> list[str]:
    height = max(map(len, columns.heads))
    # Short names stand on the last line, just above their cells.
    padded = [("",) * (height - len(head)) + head for head in columns.heads]
    return [style.paint(columns.line("", [head[n] for head in padded]), "bold") for n in range(height)]


def _row(title: str, row: list[DomainUnderOption], columns: _Columns, style: Style) -> list[str]:
    shown = style.plain(title)
    names = (
        [shown] if cells(shown) <= columns.label else textwrap.wrap(shown, columns.label - 1, break_on_hyphens=False)
    )
    line = fitted(names[0], columns.label)
    for cell, width in zip(row, columns.widths, strict=True):
        text = _cell(cell, style)
        line += " " * columns.gap + _coloured(text, cell, style) + " " * (width - len(text))
    return [line, *(f" {name}" for name in names[1:])]


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


def _marks(decision: Decision, columns: _Columns, style: Style) -> list[str]:
    """Which column is the start, the aim and what is asked for."""
    at: dict[str, list[str]] = {}
    at.setdefault(decision.recommendation.start, []).append("start")
    at.setdefault(decision.recommendation.aim, []).append("aim")
    if decision.proposed is not None:
        at.setdefault(decision.proposed.option, []).append("asked")
    shown = [at.get(option, []) for option in columns.options]
    height = max(map(len, shown))
    lines = [columns.line("", [said[n] if n < len(said) else "" for said in shown]) for n in range(height)]
    return [style.paint(line, "cyan") for line in lines]


def _legend(found: Mapping[tuple[str, str], DomainUnderOption], style: Style) -> str:
    moves = any(
        c.zone["conservative"] is not c.zone["central"] or c.level["conservative"] != c.level["central"]
        for c in found.values()
    )
    text = "A acceptable, T tolerable, I intolerable; risk level 1 to 5, conservative" + (
        " → central." if moves else "."
    )
    return style.wrap(text, looks=("faint",))
