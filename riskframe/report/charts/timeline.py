"""The staged plan as a line: the start, then a gate before every later stage."""

from __future__ import annotations

from riskframe.report.charts.marks import gate
from riskframe.report.charts.svg import ACCENT, INK, LINE, PAPER, SOFT, Sheet, wrapped
from riskframe.report.view.registers import Plan, StageView
from riskframe.report.words import Words

WIDTH = 980.0
TALL = 74.0


def timeline_svg(plan: Plan, words: Words) -> str:
    """Boxes for the start and the stages, gates between them with the smallest set that would open each."""
    count = 1 + len(plan.stages)
    box = min(WIDTH / count - 52, 210.0)
    room = (WIDTH - box) / max(1, len(plan.stages))  # from one left edge to the next: the last box ends at the margin
    below = [_gate_lines(s, room - 24, words) for s in plan.stages]
    deepest = max([2, *map(len, below)])
    desc = [words("picture.stage", option=s.option.label, gate=" ".join(_said(s, words))) for s in plan.stages]
    sheet = Sheet(WIDTH, TALL + 52 + deepest * 14.5, plan.sentence.text, desc)
    middle = 8 + TALL / 2
    for i in range(1, count):
        left = (i - 1) * room + box + 2
        centre = i * room - (room - box) / 2
        sheet.line(left, middle, centre - 12, middle, stroke=ACCENT, width=2, cls="accent-line")
        sheet.arrow(centre + 12, i * room - 1, middle, stroke=ACCENT, cls="accent-line")
        gate(sheet, centre, middle)
        sheet.lines(max(0.0, centre - room / 2 + 12), TALL + 34, below[i - 1], size=12,
                    leading=14.5 / 12, fill=SOFT, cls="soft")  # fmt: skip
        sheet.line(centre, middle + 13, centre, TALL + 20, stroke=LINE, dash="2 3", cls="line")
    _box(sheet, 0, box, plan.start.label, words("picture.authorised"), plan.start_irreversible, True, words)
    for i, stage in enumerate(plan.stages, 1):
        role = words("picture.aim") if stage.is_aim else words("picture.later")
        _box(sheet, i * room, box, stage.option.label, role, stage.irreversible, False, words)
    return str(sheet)


def _box(
    sheet: Sheet, x: float, box: float, name: str, role: str, irreversible: bool, start: bool, words: Words
) -> None:  # fmt: skip
    sheet.rect(x + 1, 8, box - 2, TALL, fill=ACCENT if start else PAPER, stroke=ACCENT if start else SOFT, width=1.6,
               round_=7, dash=None if start else "5 4", cls="start" if start else "beyond")  # fmt: skip
    ink, cls = (PAPER, "on-start") if start else (INK, "ink")
    lines = wrapped(name, 14, box - 20, 2, bold=True)
    sheet.lines(x + 11, 29, lines, size=14, bold=True, fill=ink, cls=cls)
    y = 29 + len(lines) * 17
    sheet.text(x + 11, y, role, size=12, fill=ink if start else SOFT, cls=cls if start else "soft")
    if irreversible:
        sheet.text(x + 11, y + 15, words("picture.irreversible"), size=12, bold=True, fill=ink, cls=cls)


def _said(stage: StageView, words: Words) -> list[str]:
    """The gate in words: its smallest set, how many others would do, and what no rating opens."""
    said = []
    if stage.needs:
        said.append(words("picture.gate.settle", criteria=words.listed([c.label for c in stage.needs[0].criteria])))
        if len(stage.needs) > 1:
            said.append(words.number("picture.gate.or", len(stage.needs) - 1))
    if stage.goal_needed:
        said.append(words("picture.gate.goal"))
    if stage.rules_first:
        said.append(words.number("picture.gate.rules", len(stage.rules_first)))
    return said or [words("picture.gate.none")]


def _gate_lines(stage: StageView, room: float, words: Words) -> list[str]:
    lines: list[str] = []
    for said in _said(stage, words):
        lines += wrapped(said, 12, room, 7)
    return lines[:10]
