"""What a report shows, with every string ready. HTML, PDF and Markdown print these records and decide nothing.

`anchor` is the id that a place has in the document; a `Link` leads to one. Named tuples, because forty data classes take
as long to define as the whole view to fill.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from riskframe.scales import Reading

Audience = Literal["board", "public", "technical"]


class Link(NamedTuple):
    """A place in the report, by name."""

    label: str
    anchor: str


class Statement(NamedTuple):
    """A sentence and what it can be followed to; `more` counts the links that are not shown."""

    text: str
    links: tuple[Link, ...] = ()
    more: int = 0


class Mark(NamedTuple):
    """A value that is shown by word, shape and colour. `kind` picks shape and colour."""

    kind: str
    word: str


class Fact(NamedTuple):
    """A label and its value."""

    label: str
    value: str


class Condition(NamedTuple):
    """Something asked of a release."""

    anchor: str
    text: str
    state: Mark
    because: str
    remedy: str
    hard: bool
    options: str
    domain: str
    near: bool
    """Whether it bears on the start, the aim or the proposed option."""


class ProposedView(NamedTuple):
    """The verdict on what somebody wants to do."""

    option: Link
    verdict: Mark
    sentence: Statement
    reasons: tuple[Statement, ...]
    more_reasons: int


class Support(NamedTuple):
    """Something that the start rests on, in a word and in a sentence that leads to where."""

    label: str
    said: Statement


class SignOffView(NamedTuple):
    """Who signs, and because of what."""

    title: str
    because: tuple[Statement, ...]
    more: int


class WaivedView(NamedTuple):
    """What somebody lets pass, for one option and until a day, although the rubric would not."""

    said: Statement
    owner: str
    reason: str


class DecisionView(NamedTuple):
    """Page one."""

    text: str
    lead: Statement
    start: Link
    aim: Link
    start_means: str
    proposed: ProposedView | None
    rests_on: tuple[Support, ...]
    reasons: tuple[Statement, ...]
    against: tuple[Statement, ...]
    precedent: tuple[Condition, ...]
    subsequent: tuple[Condition, ...]
    open_precedents: int
    asked: tuple[Statement, ...]
    sign_off: SignOffView | None
    dissent: Statement | None
    """That assessors dissent, and how many; their words stand in full later."""
    valid: str
    expires_on: str
    triggers: tuple[str, ...]
    weakened: tuple[str, ...]
    waived: tuple[WaivedView, ...]
    unmodified: str
    question: str


class OptionColumn(NamedTuple):
    """One option in the round."""

    id: str
    anchor: str
    title: str
    means: str
    irreversible: bool
    role: tuple[str, ...]
    """Words such as "start", "aim" and "proposed"."""
    start: bool
    reached: dict[Reading, bool]
    reached_word: Mark
    reached_short: Mark
    blockers: tuple[Statement, ...]
    new_blockers: tuple[Statement, ...]
    """Those that a less open option does not have already."""
    sign_off: str
    way_back: str
    kept: str
    """Weighted share of the benefits that it keeps; empty where the board sets no weights."""
    source: str
    basis: str


class Cell(NamedTuple):
    """One domain under one option."""

    option: str
    level: int
    low: int
    central: int
    zone: Mark
    central_zone: Mark
    optimistic_zone: Mark
    words: str
    """ "4 easy", the conservative level in figure and word."""
    range_words: str
    """The three readings in one phrase."""
    held_by: tuple[Link, ...]
    absolute: int
    rests_on_novelty: bool
    short: str
    """The sentence without what holds the level."""
    sentence: str


class DomainRow(NamedTuple):
    """One domain under every option."""

    id: str
    anchor: str
    title: str
    means: str
    severity: int
    severity_words: str
    raised: str
    cells: tuple[Cell, ...]


class HeatMap(NamedTuple):
    """Options side by side."""

    options: tuple[OptionColumn, ...]
    rows: tuple[DomainRow, ...]
    sentence: Statement
    one_signer: str
    """Who would sign, where it is the same for every option."""


class SafeguardOnStep(NamedTuple):
    """A safeguard that stands (or no longer stands) on a step."""

    name: str
    state: Mark


class StepView(NamedTuple):
    """One step of a path with its ease."""

    id: str
    title: str
    ease: int
    ease_word: str
    reads: str
    link: Link | None
    binding: bool
    safeguards: tuple[SafeguardOnStep, ...]


class Lane(NamedTuple):
    """One listed path for the actor for whom it is easiest."""

    path: str
    actor: str
    level: int
    level_word: str
    widest: bool
    steps: tuple[StepView, ...]


class PathwayPicture(NamedTuple):
    """The paths of a domain under one option."""

    domain: str
    option: str
    option_title: str
    zone: Mark
    level: int
    lanes: tuple[Lane, ...]
    sentence: str


class Standing(NamedTuple):
    """What remains in a domain even if nothing is released."""

    domain: Link
    level: str
    zone: Mark


class PathwaySection(NamedTuple):
    """Everything about one domain."""

    row: DomainRow
    start: Cell
    shown: Cell
    picture: PathwayPicture | None
    standing: PathwayPicture | None
    said: Statement
    by_actor: tuple[Fact, ...]
