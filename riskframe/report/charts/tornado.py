"""What would change: how far the share of going beyond the start hangs on each rating, the most decisive on top."""

from __future__ import annotations

from riskframe.report.charts.svg import ACCENT, INK, LINE, PALE, PAPER, SOFT, Sheet, fitted, wrapped
from riskframe.report.view.analysis_records import Analysis, Swing
from riskframe.report.words import Words

WIDTH, LABEL, RIGHT = 980.0, 300.0, 40.0
ROW = 42.0
LEAST = 1e-9
"""Shares are sums of floats: a smaller difference is none."""
SHOWN = 12
"""Bars; further ratings are counted in the text."""


def tornado_svg(found: Analysis, words: Words) -> str:
    """A row a rating: from its least to its greatest share over its levels, above with unknowns harmful, below favourable."""
    rows = found.swings[:SHOWN]
    axis = WIDTH - LABEL - RIGHT
    title = words("picture.tornado", option=found.beyond.label)
    sheet = Sheet(WIDTH, 44 + ROW * len(rows), title, [_said(s, words) for s in rows])
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        sheet.text(LABEL + tick * axis, 16, f"{tick:g}", size=12, fill=SOFT, anchor="middle", cls="soft")
    for i in range(0, len(rows), 2):
        sheet.rect(0, 24 + i * ROW, WIDTH, ROW, fill=PALE, cls="stripe")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = LABEL + tick * axis
        sheet.line(x, 24, x, 24 + ROW * len(rows), stroke=LINE, dash=None if tick == 0 else "2 3", cls="line")
    for i, swing in enumerate(rows):
        y = 24 + i * ROW
        lines = wrapped(swing.rating.label, 12.5, LABEL - 40, 2)
        sheet.lines(8, y + ROW / 2 + 4.5 - (len(lines) - 1) * 7.5, lines, size=12.5, leading=1.2)
        _bar(sheet, [(s.level, s.harmful) for s in swing.levels], y + 13, axis, filled=True)
        _bar(sheet, [(s.level, s.favourable) for s in swing.levels], y + 30, axis, filled=False)
    bottom = 24 + ROW * len(rows)
    for share, dash in ((found.beyond_now.harmful, None), (found.beyond_now.favourable, "4 3")):
        x = LABEL + share * axis
        sheet.line(x, 22, x, bottom, stroke=INK, width=1.4, dash=dash, cls="ink-fill")
    said = f"{words('picture.tornado.now')} {found.beyond_now.words}"
    sheet.text(LABEL, bottom + 15, fitted(said, 12, axis), size=12, fill=SOFT, cls="soft")
    return str(sheet)


def _bar(sheet: Sheet, shares: list[tuple[int, float]], y: float, axis: float, *, filled: bool) -> None:
    least, most = min(s for _, s in shares), max(s for _, s in shares)
    left, right = LABEL + least * axis, LABEL + most * axis
    fill, cls = (ACCENT, "start") if filled else (PAPER, "goal hollow")
    sheet.rect(left, y - 5.5, max(2.0, right - left), 11, fill=fill, stroke=ACCENT, width=1.2, cls=cls)
    if most - least < LEAST:
        return
    for share, x in ((least, left - 5), (most, right + 5)):
        levels = [level for level, s in shares if abs(s - share) < LEAST]
        said = f"{levels[0]}–{levels[-1]}" if len(levels) > 2 else ", ".join(map(str, levels))
        sheet.text(x, y + 4, said, size=12, bold=True, anchor="end" if share == least else "start")


def _said(swing: Swing, words: Words) -> str:
    levels = [
        words("picture.tornado.level", level=s.level, harmful=s.harmful_words, favourable=s.favourable_words)
        for s in swing.levels
    ]
    return f"{swing.rating.label}: {'; '.join(levels)}."
