"""What each option costs and gives: its highest risk level beside the share of every stated goal that it keeps."""

from __future__ import annotations

from riskframe.report.charts.marks import zone_shape
from riskframe.report.charts.svg import ACCENT, INK, LINE, PALE, SOFT, ZONE_FILL, ZONE_INK, Sheet, fitted, wrapped
from riskframe.report.view.records import Cell, HeatMap
from riskframe.report.view.registers import BenefitRow
from riskframe.report.words import Words

WIDTH, LABEL, LEVELS = 980.0, 190.0, 250.0
ROW = 44.0


def tradeoff_svg(heat: HeatMap, benefits: tuple[BenefitRow, ...], words: Words) -> str:
    """One row an option, least open on top. Left: its worst domain. Right: a mark per benefit, stated goals filled."""
    shown = [b for b in benefits if b.goal] or [b for b in benefits if b.known]
    shown = shown[:4]
    right = LABEL + LEVELS
    room = (WIDTH - right) / max(1, len(shown))
    heads = [wrapped(b.title, 12.5, room - 22, 2, bold=True) for b in shown]
    top = 26 + 15.0 * max([1, *map(len, heads)])
    worst = [_worst(heat, i) for i in range(len(heat.options))]
    desc = [words("picture.tradeoff.option", option=o.title, level=c.words, zone=c.zone.word,
                  shares=words.listed([f"{b.title} {_share(b, o.id)[1]}" for b in shown]) or words("none"))
            for o, (_, c) in zip(heat.options, worst, strict=True)]  # fmt: skip
    sheet = Sheet(WIDTH, top + ROW * len(heat.options), words("picture.tradeoff"), desc)
    sheet.text(LABEL, 16, words("picture.tradeoff.level"), size=12.5, bold=True)
    for k, lines in enumerate(heads):
        sheet.lines(right + k * room, 16, lines, size=12.5, bold=True)
    for i, (option, (domain, cell)) in enumerate(zip(heat.options, worst, strict=True)):
        y = top + i * ROW
        if i % 2 == 0:
            sheet.rect(0, y, WIDTH, ROW, fill=PALE, cls="stripe")
        lines = wrapped(option.title, 13.5, LABEL - 16, 2, bold=bool(option.role))
        sheet.lines(8, y + ROW / 2 + 5 - (len(lines) - 1) * 8, lines, size=13.5, leading=1.15, bold=bool(option.role))
        _level(sheet, cell, domain, LABEL, y)
        for k, benefit in enumerate(shown):
            _bar(sheet, benefit, option.id, right + k * room, y, room - 60)
    return str(sheet)


def _worst(heat: HeatMap, column: int) -> tuple[str, Cell]:
    order = ("acceptable", "tolerable", "intolerable")
    cells = [(row.title, row.cells[column]) for row in heat.rows]
    return max(cells, key=lambda c: (order.index(c[1].zone.kind), c[1].level))


def _level(sheet: Sheet, cell: Cell, domain: str, x: float, y: float) -> None:
    kind = cell.zone.kind
    sheet.rect(x, y + 7, 34, ROW - 14, fill=ZONE_FILL[kind], stroke=ZONE_INK[kind], round_=5, cls=f"zone-{kind}")
    sheet.text(
        x + 9,
        y + ROW / 2 + 5,
        str(cell.level),
        size=15,
        bold=True,
        fill=ZONE_INK[kind],
        anchor="middle",
        cls=f"z-{kind}",
    )
    zone_shape(sheet, x + 23, y + ROW / 2, kind, 9)
    sheet.text(x + 42, y + ROW / 2 - 2, fitted(cell.zone.word, 12.5, 190), size=12.5, bold=True)
    sheet.text(x + 42, y + ROW / 2 + 13, fitted(domain, 12, 190), size=12, fill=SOFT, cls="soft")


def _share(benefit: BenefitRow, option: str) -> tuple[float, str]:
    return next((s.value, s.words) for s in benefit.shares if s.option == option)


def _bar(sheet: Sheet, benefit: BenefitRow, option: str, x: float, y: float, room: float) -> None:
    value, said = _share(benefit, option)
    middle = y + ROW / 2
    sheet.line(x, middle, x + room, middle, stroke=LINE, width=2, cls="line")
    if value > 0:
        sheet.line(x, middle, x + room * value, middle, stroke=ACCENT, width=6, cls="accent-line")
    fill = ACCENT if benefit.known else "#ffffff"
    sheet.circle(
        x + room * value, middle, 6, fill=fill, stroke=ACCENT, width=2, cls="goal" if benefit.known else "goal hollow"
    )
    sheet.text(x + room + 12, middle + 4.5, said, size=13, fill=INK)
