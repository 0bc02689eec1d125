"""A domain's paths from a threat actor to the harm: one lane a path, drawn left to right, the easiest on top.

Lanes rather than a free graph: lanes never cross. A step that stands the same on neighbouring lanes is one box; a step
whose ease differs, because the actor does, stays apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
LOWEST, BETWEEN = 50.0, 10.0
SAFEGUARDS_SHOWN = 3


def pathway_svg(picture: PathwayPicture, words: Words) -> str:
    """The picture of a domain's paths under one option (or, with no option, of its standing paths)."""
    place = columns([lane.steps[1:] for lane in picture.lanes])
    room = (WIDTH - FIRST - LAST - GAP * 2) / (1 + max(place.values(), default=0))
    box = room - GAP
    boxes = [
        *_spans([(_actor_key(lane), _actor_height(lane)) for lane in picture.lanes], ACTOR),
        *_spans([((lane.level, lane.widest), 52.0) for lane in picture.lanes], END),
        *(span for column in range(1 + max(place.values(), default=0))
          for span in _spans([_step_in(lane, column, place, box) for lane in picture.lanes], column)),
    ]  # fmt: skip
    tops, heights = _rows(boxes, len(picture.lanes))
    sheet = Sheet(WIDTH, tops[-1] + heights[-1] + 4, picture.sentence, _desc(picture, words))
    for lane, top, height in zip(picture.lanes, tops, heights, strict=True):
        _arrows(sheet, lane, top + height / 2, place, room, box)
    for span in boxes:
        lane, top = picture.lanes[span.first], tops[span.first]
        height = tops[span.last] + heights[span.last] - top
        if span.column == ACTOR:
            _actor(sheet, lane, top, height, words)
        elif span.column == END:
            _end(sheet, lane, picture, top, height, words)
        else:
            step = next(s for s in lane.steps[1:] if place[s.id] == span.column)
            _box(sheet, step, FIRST + GAP + span.column * room, top, box, height, span.first != span.last, words)
    return str(sheet)


ACTOR, END = -1, -2


@dataclass(frozen=True, slots=True)
class Span:
    """A box that stands for the same step on neighbouring lanes, first to last."""

    column: int
    first: int
    last: int
    height: float


def _spans(cells: list[tuple[object, float] | None], column: int) -> list[Span]:
    """Neighbouring lanes with an equal cell share one box: what is drawn once need not be read four times."""
    spans: list[Span] = []
    for i, cell in enumerate(cells):
        if cell is None:
            continue
        before = spans[-1] if spans else None
        if before is not None and before.last == i - 1 and cells[i - 1] == cell:
            spans[-1] = replace(before, last=i)
        else:
            spans.append(Span(column, i, i, cell[1]))
    return spans


def _step_in(lane: Lane, column: int, place: dict[str, int], box: float) -> tuple[object, float] | None:
    step = next((s for s in lane.steps[1:] if place[s.id] == column), None)
    return (step, _box_height(step, box)) if step is not None else None


def _actor_key(lane: Lane) -> object:
    return lane.actor, lane.steps[0] if lane.steps else None


def _rows(boxes: list[Span], lanes: int) -> tuple[list[float], list[float]]:
    """Top and height of every lane: as low as the boxes on it allow."""
    heights = [max([LOWEST, *(b.height for b in boxes if b.first == b.last == i)]) for i in range(lanes)]
    for span in sorted(boxes, key=lambda b: b.last):
        lacking = span.height - sum(heights[span.first : span.last + 1]) - BETWEEN * (span.last - span.first)
        if lacking > 0:
            heights[span.last] += lacking
    tops = [4.0]
    for height in heights[:-1]:
        tops.append(tops[-1] + height + BETWEEN)
    return tops, heights


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


def _actor_height(lane: Lane) -> float:
    name = len(wrapped(lane.actor, TEXT, FIRST - 20, 3, bold=True))
    step = len(wrapped(lane.steps[0].title, SMALL, FIRST - 20, 2)) if lane.steps else 0
    return 20 + name * LEADING + step * 14.6 + 14


def _box_height(step: StepView, box: float) -> float:
    lines = len(wrapped(step.title, TEXT, box - 14, MOST_LINES))
    safeguards = sum(len(_safeguard_lines(s, box - 14)) for s in step.safeguards[:SAFEGUARDS_SHOWN])
    more = len(step.safeguards) > SAFEGUARDS_SHOWN
    return 12 + LEADING * (lines + 1 + step.binding) + (safeguards + more) * BELOW + 8


def _arrows(sheet: Sheet, lane: Lane, middle: float, place: dict[str, int], room: float, box: float) -> None:
    ink, cls = (INK, "ink-fill") if lane.widest else (SOFT, "soft-fill")
    left = FIRST
    for step in lane.steps[1:]:
        x = FIRST + GAP + place[step.id] * room
        sheet.arrow(left + 1, x - 1, middle, stroke=ink, cls=cls)
        left = x + box
    sheet.arrow(left + 1, WIDTH - LAST - 2, middle, stroke=ink, cls=cls)


def _actor(sheet: Sheet, lane: Lane, top: float, height: float, words: Words) -> None:
    step = lane.steps[0] if lane.steps else None
    holds = step is not None and step.binding
    sheet.rect(2, top, FIRST - 3, height, fill="#ffffff", stroke=ACCENT if holds else LINE, width=3.2 if holds else 1,
               round_=6, cls="box binding" if holds else "box")  # fmt: skip
    lines = wrapped(lane.actor, TEXT, FIRST - 20, 3, bold=True)
    y = top + (height - _actor_height(lane)) / 2 + 20
    sheet.lines(11, y, lines, size=TEXT, bold=True)
    if step is not None:
        y += len(lines) * LEADING + 2
        more = wrapped(step.title, SMALL, FIRST - 20, 2)
        sheet.lines(11, y, more, size=SMALL, fill=SOFT, cls="soft")
        ease = words("level.words", level=step.ease, word=step.ease_word)
        ease = fitted(words("picture.binding", ease=ease) if holds else ease, SMALL, FIRST - 20, bold=holds)
        sheet.text(11, y + len(more) * 14.6 + 1, ease, size=SMALL, fill=ACCENT if holds else SOFT,
                   bold=holds, cls="accent" if holds else "soft")  # fmt: skip


def _box(
    sheet: Sheet, step: StepView, x: float, top: float, box: float, height: float, shared: bool, words: Words
) -> None:  # fmt: skip
    fill, ink = BARRIER_FILL[step.ease], BARRIER_INK[step.ease]
    tall = _box_height(step, box)
    y = top + (height - tall) / 2
    outer, whole = (top, height) if shared else (y, tall)
    sheet.rect(
        x, outer, box, whole, fill=fill, stroke=ACCENT if step.binding else LINE, width=3.2 if step.binding else 1, round_=6,
        dash="4 3" if step.ease == 5 and not step.binding else None,
        cls=f"ease{step.ease}{' binding' if step.binding else ''}",
    )  # fmt: skip
    lines = wrapped(step.title, TEXT, box - 14, MOST_LINES)
    sheet.lines(x + 8, y + 19, lines, size=TEXT, leading=LEADING / TEXT, fill=ink, cls=f"on{step.ease}")
    line = y + 19 + len(lines) * LEADING
    cls = f"on{step.ease}"
    ease = words("level.words", level=step.ease, word=step.ease_word)
    sheet.text(x + 8, line, fitted(ease, TEXT, box - 14, bold=True), size=TEXT, bold=True, fill=ink, cls=cls)
    if step.binding:
        line += LEADING
        sheet.text(x + 8, line, fitted(words("picture.holds"), SMALL, box - 14), size=SMALL, fill=ink, cls=cls)
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


def _end(sheet: Sheet, lane: Lane, picture: PathwayPicture, top: float, height: float, words: Words) -> None:
    x, middle = WIDTH - LAST, top + height / 2
    word = words("level.words", level=lane.level, word=lane.level_word)
    if not lane.widest:
        sheet.text(x + 6, middle + 4, word, size=TEXT, fill=SOFT, cls="soft")
        return
    kind = picture.zone.kind
    ink = ZONE_INK[kind]
    sheet.rect(x, top, LAST - 2, height, fill=ZONE_FILL[kind], stroke=ink, width=1.4, round_=6, cls=f"zone-{kind}")
    sheet.text(x + 9, middle - 5, fitted(word, 14, LAST - 16, bold=True), size=14, bold=True, fill=ink, cls=f"z-{kind}")
    zone_shape(sheet, x + 14, middle + 11, kind)
    sheet.text(x + 23, middle + 15, fitted(picture.zone.word, SMALL, LAST - 28), size=SMALL, fill=ink, cls=f"z-{kind}")


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
