"""The evidence register by voice, kind and age."""

from __future__ import annotations

from riskframe.report.charts.svg import ACCENT, LINE, PALE, PAPER, SOFT, Sheet, fitted
from riskframe.report.view.registers import EvidenceRow
from riskframe.report.words import Words

WIDTH, LABEL = 980.0, 170.0
DOT, LANE = 8.0, 17.0
VOICES = ("government", "third_party", "own_replication", "developer", "none")
BOUNDS = (3, 6, 12, 24)
"""Months: the edges of the columns. Within a column the order is that of the register."""


def evidence_svg(rows: tuple[EvidenceRow, ...], words: Words) -> str:
    """A dot an item: rows by whose voice it is, columns by age at the assessment; hollow where it does not count."""
    heads = [*(words.number("picture.age.under", n) for n in BOUNDS), words("picture.age.over", n=BOUNDS[-1]),
             words("picture.age.none")]  # fmt: skip
    room = (WIDTH - LABEL) / len(heads)
    fits = max(1, int((room - 14) // (DOT * 2 + 5)))
    voices = [v for v in VOICES if any(r.voice_id == v for r in rows)]
    grid = {(v, c): [r for r in rows if r.voice_id == v and _column(r) == c] for v in voices for c in range(len(heads))}
    heights = [max(1, *(-(-len(grid[v, c]) // fits) for c in range(len(heads)))) * (DOT * 2 + 6) + 12 for v in voices]
    counted = sum(r.state.kind == "accepted" for r in rows)
    title = words("picture.evidence", n=len(rows), accepted=counted)
    desc = [f"{r.title}: {r.kind.word}, {r.voice}, {r.age or r.date}, {r.state.word}." for r in rows]
    sheet = Sheet(WIDTH, 30 + sum(heights), title, desc)
    for c, head in enumerate(heads):
        sheet.text(LABEL + c * room + 8, 16, fitted(head, 12.5, room - 12), size=12.5, fill=SOFT, cls="soft")
    y = 26.0
    for i, (voice, height) in enumerate(zip(voices, heights, strict=True)):
        if i % 2 == 0:
            sheet.rect(0, y, WIDTH, height, fill=PALE, cls="stripe")
        sheet.text(8, y + height / 2 + 4.5, fitted(words(f"voice.{voice}"), 13.5, LABEL - 16), size=13.5, bold=True)
        for c in range(len(heads)):
            _dots(sheet, grid[voice, c], LABEL + c * room + 8, y + 8, fits)
        y += height
    for c in range(len(heads)):
        sheet.line(LABEL + c * room, 26, LABEL + c * room, y, stroke=LINE, cls="line")
    return str(sheet)


def _column(row: EvidenceRow) -> int:
    if row.age_months is None:
        return len(BOUNDS) + 1
    return next((i for i, bound in enumerate(BOUNDS) if row.age_months < bound), len(BOUNDS))


def _dots(sheet: Sheet, rows: list[EvidenceRow], x: float, y: float, fits: int) -> None:
    for i, row in enumerate(rows):
        cx, cy = x + DOT + (i % fits) * (DOT * 2 + 5), y + DOT + (i // fits) * (DOT * 2 + 6)
        accepted = row.state.kind == "accepted"
        if row.kind.kind in (
            "judgement",
            "screen",
            "suggestion",
        ):  # opinion and inference are squares, observations disks
            sheet.rect(cx - DOT + 1, cy - DOT + 1, DOT * 2 - 2, DOT * 2 - 2, fill=ACCENT if accepted else PAPER,
                       stroke=ACCENT, width=1.6, cls="dot" if accepted else "dot hollow")  # fmt: skip
        else:
            sheet.circle(cx, cy, DOT - 0.5, fill=ACCENT if accepted else PAPER, stroke=ACCENT, width=1.6,
                         cls="dot" if accepted else "dot hollow")  # fmt: skip
