"""How much of the known ratings' spread makes each option the answer: always as a pair of bounds, under both couplings."""

from __future__ import annotations

from riskframe.report.charts.svg import ACCENT, INK, LINE, PALE, PAPER, SOFT, Sheet, wrapped
from riskframe.report.view.analysis_records import Analysis, Pair, ShareRow
from riskframe.report.words import Words

WIDTH, LABEL, FIGURES = 980.0, 176.0, 96.0
ROW, GAP = 46.0, 22.0


def shares_svg(found: Analysis, words: Words) -> str:
    """Two panels, "is the answer" and "is within reach"; a row an option, a line a coupling, a mark a bound."""
    room = (WIDTH - LABEL - GAP) / 2
    axis = room - FIGURES
    sheet = Sheet(
        WIDTH, 52 + ROW * len(found.shares), words("picture.shares"), [_said(s, found, words) for s in found.shares]
    )
    for k, key in enumerate(("picture.shares.most_open", "picture.shares.within")):
        left = LABEL + k * (room + GAP)
        sheet.text(left, 14, words(key), size=13.5, bold=True)
        for tick, at in (("0", 0.0), ("0.5", 0.5), ("1", 1.0)):
            sheet.text(left + at * axis, 34, tick, size=12, fill=SOFT, anchor="middle", cls="soft")
    for i, row in enumerate(found.shares):
        y = 40 + i * ROW
        if i % 2 == 0:
            sheet.rect(0, y, WIDTH, ROW, fill=PALE, cls="stripe")
        lines = wrapped(row.option.label, 13.5, LABEL - 22, 2, bold=bool(row.role))
        sheet.lines(8, y + ROW / 2 + 5 - (len(lines) - 1) * 8, lines, size=13.5, leading=1.15, bold=bool(row.role))
        for k, pairs in enumerate((row.most_open, row.within)):
            left = LABEL + k * (room + GAP)
            for j, pair in enumerate(pairs):
                _line(sheet, pair, left, y + 15 + j * 17, axis, thick=j == 0)
    for k in range(2):
        for at in (0.0, 0.5, 1.0):
            x = LABEL + k * (room + GAP) + at * axis
            sheet.line(x, 40, x, 40 + ROW * len(found.shares), stroke=LINE, dash=None if at == 0 else "2 3", cls="line")
    return str(sheet)


def _line(sheet: Sheet, pair: Pair, x: float, y: float, axis: float, *, thick: bool) -> None:
    a, b = x + pair.harmful * axis, x + pair.favourable * axis
    sheet.line(min(a, b), y, max(a, b), y, stroke=ACCENT, width=5 if thick else 2, cls="accent-line")
    sheet.circle(b, y, 5, fill=PAPER, stroke=INK, width=1.6, cls="r-optimistic")
    sheet.circle(a, y, 3.4, fill=INK, cls="r-conservative")
    sheet.text(x + axis + 14, y + 4.5, pair.words, size=12.5, bold=thick)


def _said(row: ShareRow, found: Analysis, words: Words) -> str:
    parts = [
        words("picture.shares.pair", coupling=coupling, harmful=a.words.partition(" · ")[0], favourable=a.words.partition(" · ")[2],
              within_harmful=b.words.partition(" · ")[0], within_favourable=b.words.partition(" · ")[2])
        for coupling, a, b in zip(found.couplings, row.most_open, row.within, strict=True)
    ]  # fmt: skip
    return f"{row.option.label}: {'; '.join(parts)}."
