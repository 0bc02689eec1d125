"""Where the three readings lead along the chain of options."""

from __future__ import annotations

from riskframe.report.charts.marks import reading_shape
from riskframe.report.charts.svg import ACCENT, INK, LINE, PALE, PAPER, SOFT, Sheet, number, wrapped
from riskframe.report.view.records import HeatMap
from riskframe.report.view.registers import Uncertainty
from riskframe.report.words import Words

WIDTH = 980.0


def readings_svg(found: Uncertainty, heat: HeatMap, words: Words) -> str:
    """The chain of options as boxes, with one marker a reading above the option that it reaches."""
    count = len(heat.options)
    room = WIDTH / count
    box = room - 10
    names = [wrapped(o.title, 13.5, box - 16, 3, bold=True) for o in heat.options]
    tall = 22 + max(map(len, names)) * 16
    markers = 20.0 * len(found.answers) + 10
    desc = [words("picture.reading", reading=a.title, option=a.option.label) for a in found.answers]
    sheet = Sheet(WIDTH, markers + tall + 32, found.sentence.text, desc)
    start = found.start_place
    for i, lines in enumerate(names):
        x = i * room + 5
        reached = i <= start
        sheet.rect(
            x, markers, box, tall, fill=ACCENT if i == start else PALE if reached else PAPER,
            stroke=ACCENT if reached else LINE, width=1.4, round_=6, dash=None if reached else "4 3",
            cls="start" if i == start else "reached" if reached else "beyond",
        )  # fmt: skip
        ink = PAPER if i == start else INK if reached else SOFT
        sheet.lines(x + 9, markers + 20, lines, size=13.5, bold=reached, fill=ink,
                    cls="on-start" if i == start else "ink" if reached else "soft")  # fmt: skip
    out = [i for i, option in enumerate(heat.options) if option.irreversible]
    if out:
        y, left, right = markers + tall + 7, min(out) * room + 5, (max(out) + 1) * room - 5
        sheet.path(f"M{number(left)} {number(y - 3)}v5H{number(right)}v-5", stroke=SOFT, width=1.4, cls="soft-line")
        sheet.text(
            (left + right) / 2, y + 19, words("picture.irreversible"), size=12, fill=SOFT, anchor="middle", cls="soft"
        )
    for row, answer in enumerate(found.answers):
        x, y = answer.place * room + 5 + 12, 12 + row * 20.0
        reading_shape(sheet, x, y, answer.reading)
        right = answer.place > count / 2
        sheet.text(x + (-13 if right else 13), y + 4.5, answer.title, size=13, anchor="end" if right else "start")
    return str(sheet)
