"""A domain's paths from a threat actor to the harm: one lane a path, drawn left to right, the easiest on top.

Lanes rather than a merged graph: a step's ease depends on the actor, so the same step may stand differently on two
paths, and lanes never cross.
"""

from __future__ import annotations

from itertools import pairwise

from riskframe.report.charts.marks import zone_shape
from riskframe.report.charts.svg import (
    ACCENT,
    BARRIER_FILL,
    BARRIER_INK,
    INK,
    LINE,
    SOFT,
    ZONE_FILL,
    ZONE_INK,
    Sheet,
    fitted,
    width_of,
    wrapped,
)
from riskframe.report.view.records import Lane, PathwayPicture, SafeguardOnStep, StepView
from riskframe.report.words import Words

WIDTH, FIRST, LAST, GAP = 980.0, 128.0, 96.0, 16.0
TEXT, SMALL = 13.0, 12.0
LEADING = 15.5
MOST_LINES = 4
BELOW = 14.5
SAFEGUARDS_SHOWN = 3


def pathway_svg(picture: PathwayPicture, words: Words) -> str:
    """The picture of a domain's paths under one option (or, with no option, of its standing paths)."""
    place = columns([lane.steps[1:] for lane in picture.lanes])
    count = 1 + max(place.values(), default=0)
    room = (WIDTH - FIRST - LAST - GAP * 2) / count
    box = room - GAP
    heights = [_height(lane, box) for lane in picture.lanes]
    sheet = Sheet(WIDTH, sum(heights) + 14 * (len(heights) - 1) + 8, picture.sentence, _desc(picture, words))
    top = 4.0
    for lane, height in zip(picture.lanes, heights, strict=True):
        _lane(sheet, lane, picture, top, height, place, room, box, words)
        top += height + 14
    return str(sheet)


def columns(lanes: list[tuple[StepView, ...]]) -> dict[str, int]:
    """A column for every step, such that steps go left to right on every lane and capabilities stand below each other."""
    place = dict.fromkeys((s.id for lane in lanes for s in lane), 0)
    capabilities = {
        s.id for lane in lanes for s in lane if s.link is not None and s.link.anchor.startswith("rating-capability")
    }
    for _ in range(len(place) + 1):  # as many rounds as a chain can be long; a step listed twice cannot loop for ever
        before = dict(place)
        for lane in lanes:
            for left, right in pairwise(lane):
                place[right.id] = max(place[right.id], place[left.id] + 1)
        if capabilities:
            furthest = max(place[c] for c in capabilities)
            place.update(dict.fromkeys(capabilities, furthest))
        if place == before or max(place.values()) > len(place):
            break
    return place


def _height(lane: Lane, box: float) -> float:
    return max(_actor_height(lane), *(_box_height(step, box) for step in lane.steps[1:]))


def _actor_height(lane: Lane) -> float:
    name = len(wrapped(lane.actor, TEXT, FIRST - 20, 3, bold=True))
    step = len(wrapped(lane.steps[0].title, SMALL, FIRST - 20, 2)) if lane.steps else 0
    return 20 + name * LEADING + step * 14.6 + 14


def _box_height(step: StepView, box: float) -> float:
    lines = len(wrapped(step.title, TEXT, box - 14, MOST_LINES))
    safeguards = sum(len(_safeguard_lines(s, box - 14)) for s in step.safeguards[:SAFEGUARDS_SHOWN])
    more = len(step.safeguards) > SAFEGUARDS_SHOWN
    return 12 + LEADING * (lines + 1) + (safeguards + more) * BELOW + 8


def _lane(
    sheet: Sheet, lane: Lane, picture: PathwayPicture, top: float, height: float, place: dict[str, int], room: float,
    box: float, words: Words,
) -> None:  # fmt: skip
    middle = top + height / 2
    ink = INK if lane.widest else SOFT
    _actor(sheet, lane, top, height, words)
    left = FIRST
    for step in lane.steps[1:]:
        x = FIRST + GAP + place[step.id] * room
        sheet.arrow(left + 1, x - 1, middle, stroke=ink, cls="ink-fill" if lane.widest else "soft-fill")
        _box(sheet, step, x, top, box, height, words)
        left = x + box
    x = WIDTH - LAST
    sheet.arrow(left + 1, x - 2, middle, stroke=ink, cls="ink-fill" if lane.widest else "soft-fill")
    _end(sheet, lane, picture, x, middle, words)


def _actor(sheet: Sheet, lane: Lane, top: float, height: float, words: Words) -> None:
    step = lane.steps[0] if lane.steps else None
    sheet.rect(1, top, FIRST - 2, height, fill="#ffffff", stroke=LINE, round_=6, cls="box")
    lines = wrapped(lane.actor, TEXT, FIRST - 20, 3, bold=True)
    sheet.lines(11, top + 20, lines, size=TEXT, bold=True)
    if step is not None:
        y = top + 20 + len(lines) * LEADING + 2
        more = wrapped(step.title, SMALL, FIRST - 20, 2)
        sheet.lines(11, y, more, size=SMALL, fill=SOFT, cls="soft")
        ease = words("level.words", level=step.ease, word=step.ease_word)
        sheet.text(11, y + len(more) * 14.6 + 1, ease, size=SMALL, fill=ACCENT if step.binding else SOFT,
                   bold=step.binding, cls="accent" if step.binding else "soft")  # fmt: skip


def _box(sheet: Sheet, step: StepView, x: float, top: float, box: float, height: float, words: Words) -> None:
    fill, ink = BARRIER_FILL[step.ease], BARRIER_INK[step.ease]
    tall = _box_height(step, box)
    y = top + (height - tall) / 2
    sheet.rect(
        x, y, box, tall, fill=fill, stroke=ACCENT if step.binding else LINE, width=3.2 if step.binding else 1, round_=6,
        dash="4 3" if step.ease == 5 and not step.binding else None,
        cls=f"ease{step.ease}{' binding' if step.binding else ''}",
    )  # fmt: skip
    lines = wrapped(step.title, TEXT, box - 14, MOST_LINES)
    sheet.lines(x + 8, y + 19, lines, size=TEXT, leading=LEADING / TEXT, fill=ink, cls=f"on{step.ease}")
    line = y + 19 + len(lines) * LEADING
    ease = words("level.words", level=step.ease, word=step.ease_word)
    if step.binding:
        ease = words("picture.binding", ease=ease)
    sheet.text(
        x + 8, line, fitted(ease, TEXT, box - 14, bold=True), size=TEXT, bold=True, fill=ink, cls=f"on{step.ease}"
    )
    cls = f"on{step.ease}"
    for safeguard in step.safeguards[:SAFEGUARDS_SHOWN]:
        line = _safeguard(sheet, safeguard, x + 8, line, box - 14, ink, cls)
    left_out = len(step.safeguards) - SAFEGUARDS_SHOWN
    if left_out > 0:
        sheet.text(x + 8, line + BELOW, words.number("list.more", left_out), size=SMALL, fill=ink, cls=cls)


def _safeguard_lines(safeguard: SafeguardOnStep, room: float) -> list[str]:
    """The safeguard's name, and what is left of it: on one line where both fit."""
    state = safeguard.state.word
    if width_of(f"{safeguard.name} {state}", SMALL) <= room:
        return [safeguard.name]
    return [fitted(safeguard.name, SMALL, room), fitted(state, SMALL, room - 8)]


def _safeguard(
    sheet: Sheet, safeguard: SafeguardOnStep, x: float, y: float, room: float, ink: str, cls: str
) -> float:  # fmt: skip
    """A safeguard on its step, struck out where nothing is left of it; returns the last baseline."""
    gone = safeguard.state.kind in ("void", "untested", "unknown")
    lines = _safeguard_lines(safeguard, room)
    sheet.text(x, y + BELOW, lines[0], size=SMALL, fill=ink, cls=cls, struck=gone)
    if len(lines) == 1:
        sheet.text(x + width_of(lines[0] + " ", SMALL), y + BELOW, safeguard.state.word, size=SMALL, fill=ink, cls=cls)
        return y + BELOW
    sheet.text(x + 8, y + 2 * BELOW, lines[1], size=SMALL, fill=ink, cls=cls)
    return y + 2 * BELOW


def _end(sheet: Sheet, lane: Lane, picture: PathwayPicture, x: float, middle: float, words: Words) -> None:
    word = words("level.words", level=lane.level, word=lane.level_word)
    if not lane.widest:
        sheet.text(x + 6, middle + 4, word, size=TEXT, fill=SOFT, cls="soft")
        return
    kind = picture.zone.kind
    sheet.rect(
        x,
        middle - 24,
        LAST - 2,
        48,
        fill=ZONE_FILL[kind],
        stroke=ZONE_INK[kind],
        width=1.4,
        round_=6,
        cls=f"zone-{kind}",
    )
    sheet.text(
        x + 9,
        middle - 5,
        fitted(word, 14, LAST - 16, bold=True),
        size=14,
        bold=True,
        fill=ZONE_INK[kind],
        cls=f"z-{kind}",
    )
    zone_shape(sheet, x + 14, middle + 11, kind)
    sheet.text(
        x + 23,
        middle + 15,
        fitted(picture.zone.word, SMALL, LAST - 28),
        size=SMALL,
        fill=ZONE_INK[kind],
        cls=f"z-{kind}",
    )


def _desc(picture: PathwayPicture, words: Words) -> list[str]:
    return [
        words(
            "picture.lane", actor=lane.actor, level=words("level.words", level=lane.level, word=lane.level_word),
            steps="; ".join(_said(s, words) for s in lane.steps),
        )
        for lane in picture.lanes
    ]  # fmt: skip


def _said(step: StepView, words: Words) -> str:
    said = f"{step.title}: {words('level.words', level=step.ease, word=step.ease_word)}"
    if step.binding:
        said = words("picture.binding", ease=said)
    if step.safeguards:
        said += " (" + ", ".join(f"{s.name} {s.state.word}" for s in step.safeguards) + ")"
    return said
