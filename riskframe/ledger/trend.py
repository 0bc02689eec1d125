"""Decisions over time as a picture: where each assessment started, aimed, and what was proposed, along the chain of options."""

from __future__ import annotations

from collections.abc import Sequence

from riskframe.ledger.entry import Row
from riskframe.report.charts.marks import reading_shape
from riskframe.report.charts.svg import ACCENT, INK, LINE, SOFT, Sheet, escape, fitted

_LEFT, _TOP, _STEP, _ROW = 190.0, 34.0, 96.0, 34.0
CLOSED_MARK, OPEN_MARK = "shut", "open"


def trend_svg(rows: Sequence[Row]) -> str:
    """Filled disks: what is authorised; diamonds: the aim; rings: what was proposed, with what the gate said below."""
    entries = [row.said for row in rows if row.said["options"]]
    options = list(dict.fromkeys(option for entry in entries for option in entry["options"]))
    place = {option: _TOP + (len(options) - 1 - i) * _ROW for i, option in enumerate(options)}
    width = _LEFT + max(1, len(entries)) * _STEP
    desc = [
        f"{e['day']}: {e['model']} under {e['rubric']['id']}: {e['start']}, aim {e['aim']}, proposed {e['option']}, "
        f"gate {_gate(e['exit_code'])}."
        for e in entries
    ]
    sheet = Sheet(width, _TOP + len(options) * _ROW + 62, "Decisions over time", desc)
    for option, y in place.items():
        sheet.text(_LEFT - 14, y + 4, fitted(option, 13, _LEFT - 20), anchor="end")
        sheet.line(_LEFT - 6, y, width - 8, y, stroke=LINE, cls="line")
    before: tuple[float, float] | None = None
    for number, entry in enumerate(entries):
        x = _LEFT + (number + 0.5) * _STEP
        start = place[entry["start"]]
        if before is not None:
            sheet.line(*before, x, start, stroke=ACCENT, width=1.6, cls="accent-line")
        before = (x, start)
        if entry["option"] in place:
            reading_shape(sheet, x, place[entry["option"]], "optimistic", 22)
        reading_shape(sheet, x, place[entry["aim"]], "central", 15)
        reading_shape(sheet, x, start, "conservative", 12)
        foot = _TOP + len(options) * _ROW + 6
        sheet.text(x, foot, entry["day"], size=12, anchor="middle")
        sheet.text(x, foot + 16, fitted(f"{entry['model']} {entry['version'] or ''}".strip(), 12, _STEP - 6), size=12,
                   anchor="middle", fill=SOFT, cls="soft")  # fmt: skip
        sheet.text(x, foot + 32, _gate(entry["exit_code"]), size=12, anchor="middle", bold=True, fill=INK)
    return str(sheet)


def trend_html(rows: Sequence[Row], lines: Sequence[str]) -> str:
    """The picture and the same in words, in one file that loads nothing."""
    said = "".join(f"<li>{escape(line)}</li>" for line in lines)
    style = "body{font:16px/1.5 'IBM Plex Sans',Arial,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%;height:auto}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>riskframe: history</title>'
        f"<style>{style}</style></head>\n<body><h1>Decisions over time</h1>\n{trend_svg(rows)}\n"
        "<p>Filled disk: authorised start. Diamond: aim, never authorised. Ring: proposed.</p>\n"
        f"<ol>{said}</ol></body></html>\n"
    )


def _gate(code: int | None) -> str:
    return "not gated" if code is None else OPEN_MARK if code == 0 else f"{CLOSED_MARK}, {code}"
