"""The shapes that stand beside words, so that nothing is told by colour alone."""

from __future__ import annotations

from riskframe.report.charts.svg import ACCENT, INK, PAPER, ZONE_INK, Sheet, number


def zone_shape(sheet: Sheet, x: float, y: float, kind: str, size: float = 10) -> None:
    """acceptable: ring; tolerable: triangle; intolerable: square. (x, y) is the centre."""
    r, ink = size / 2, ZONE_INK[kind]
    cls = f"z-{kind}"
    if kind == "acceptable":
        sheet.circle(x, y, r - 0.8, stroke=ink, width=1.6, cls=f"{cls} ring")
    elif kind == "tolerable":
        sheet.path(f"M{number(x)} {number(y - r)}l{number(r)} {number(size - 1)}h{number(-size)}z", fill=ink, cls=cls)
    else:
        sheet.rect(x - r + 0.5, y - r + 0.5, size - 1, size - 1, fill=ink, cls=cls)


def reading_shape(sheet: Sheet, x: float, y: float, reading: str, size: float = 13) -> None:
    """conservative: filled disk; central: diamond; optimistic: ring. (x, y) is the centre."""
    r = size / 2
    if reading == "conservative":
        sheet.circle(x, y, r, fill=INK, stroke=PAPER, width=1, cls="r-conservative")
    elif reading == "central":
        d = f"M{number(x)} {number(y - r)}l{number(r)} {number(r)}l{number(-r)} {number(r)}l{number(-r)} {number(-r)}z"
        sheet.path(d, fill=ACCENT, stroke=PAPER, width=1, cls="r-central")
    else:
        sheet.circle(x, y, r - 1, fill=PAPER, stroke=INK, width=1.8, cls="r-optimistic")


def gate(sheet: Sheet, x: float, y: float, r: float = 11) -> None:
    """A gate: a diamond that stands open only to a new assessment."""
    d = f"M{number(x)} {number(y - r)}l{number(r)} {number(r)}l{number(-r)} {number(r)}l{number(-r)} {number(-r)}z"
    sheet.path(d, fill=PAPER, stroke=ACCENT, width=2, cls="gate")
