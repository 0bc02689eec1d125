"""The range of each domain's level over the three readings, on the zones of its severity."""

from __future__ import annotations

from collections.abc import Mapping

from riskframe.report.charts.marks import reading_shape, zone_shape
from riskframe.report.charts.svg import INK, PAPER, SOFT, ZONE_FILL, Sheet, wrapped
from riskframe.report.view.records import Cell, DomainRow
from riskframe.report.words import Words

WIDTH, LABEL = 980.0, 250.0
ROW, BAND = 36.0, 26.0


def levels_svg(
    rows: list[tuple[DomainRow, list[Cell]]], heads: list[str], zones: Mapping[int, Mapping[int, str]], words: Words
) -> str:
    """One band of five levels per domain and option, tinted by zone, with a marker a reading.

    `rows` holds each domain with its cell under every option of `heads`; `zones` is severity -> level -> zone.
    """
    room = (WIDTH - LABEL) / max(1, len(heads))
    step = (room - 24) / 5
    desc = [f"{row.title}: " + "; ".join(f"{h}: {c.range_words}" for h, c in zip(heads, cells, strict=True)) + "."
            for row, cells in rows]  # fmt: skip
    sheet = Sheet(WIDTH, 44 + ROW * len(rows), words("picture.levels", options=words.listed(heads)), desc)
    for k, head in enumerate(heads):
        x = LABEL + k * room
        sheet.text(x, 15, wrapped(head, 14, room - 24, 1, bold=True)[0], size=14, bold=True)
        for level in range(1, 6):
            label = f"{level} {words(f'level.{level}')}"
            sheet.text(x + (level - 0.5) * step, 34, label, size=12, anchor="middle", fill=SOFT, cls="soft")
    for i, (row, cells) in enumerate(rows):
        y = 40 + i * ROW
        lines = wrapped(row.title, 13.5, LABEL - 20, 2)
        sheet.lines(0, y + 20 - (len(lines) - 1) * 8, lines, size=13.5, leading=1.15)
        for k, cell in enumerate(cells):
            _band(sheet, cell, LABEL + k * room, y, step, zones[row.severity])
    return str(sheet)


def _band(sheet: Sheet, cell: Cell, x: float, y: float, step: float, zones: Mapping[int, str]) -> None:
    for level in range(1, 6):
        kind = zones[level]
        left = x + (level - 1) * step
        sheet.rect(left, y + 2, step, BAND, fill=ZONE_FILL[kind], stroke=PAPER, width=2, cls=f"zone-{kind} cell")
        if kind != zones.get(level - 1):
            zone_shape(sheet, left + 8, y + 9, kind, 7)
    middle = y + 2 + BAND / 2

    def at(level: int) -> float:
        return x + (level - 0.5) * step

    if cell.low != cell.level:
        sheet.line(at(cell.low), middle, at(cell.level), middle, stroke=INK, width=2, cls="ink-fill")
    # Markers that fall on one level stand side by side, so that none is hidden.
    placed: dict[int, list[str]] = {}
    for reading, level in (("optimistic", cell.low), ("central", cell.central), ("conservative", cell.level)):
        placed.setdefault(level, []).append(reading)
    for level, readings in placed.items():
        for j, reading in enumerate(readings):
            reading_shape(sheet, at(level) + (j - (len(readings) - 1) / 2) * 15, middle, reading)
