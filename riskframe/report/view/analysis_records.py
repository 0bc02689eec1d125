"""What a report shows of the analysis, with every string ready. Figures are shares, 0 to 1; `words` are what is printed."""

from __future__ import annotations

from typing import NamedTuple

from riskframe.report.view.records import Link, Mark, Statement


class Pair(NamedTuple):
    """A share with unknown ratings at their harmful end, and with them at their favourable end. Never one alone."""

    harmful: float
    favourable: float
    words: str


class ShareRow(NamedTuple):
    """An option's shares, one pair a coupling."""

    option: Link
    role: tuple[str, ...]
    most_open: tuple[Pair, ...]
    within: tuple[Pair, ...]


class SwingLevel(NamedTuple):
    """The share of going beyond the start if a rating were known to be at a level."""

    level: int
    harmful: float
    favourable: float
    harmful_words: str
    favourable_words: str


class Swing(NamedTuple):
    """How far the shares hang on one rating."""

    rating: Link
    levels: tuple[SwingLevel, ...]


class FlipChange(NamedTuple):
    """One change of a set: what, how far, and where it stands now."""

    rating: Link
    to: str
    now: str


class FlipGroup(NamedTuple):
    """The smallest sets of changes that make an option reachable, or no longer so."""

    title: str
    option: Link
    sentence: str
    sets: tuple[tuple[FlipChange, ...], ...]
    evaluations: tuple[str, ...]


class NextRow(NamedTuple):
    """A rating that would move the answer if it alone were settled."""

    rating: Link
    now: str
    opens: Link | None
    closes: Link | None
    levels: tuple[str, ...]
    """The answer for every level that it could turn out to have."""
    share: str
    cost: str
    evaluations: tuple[str, ...]


class WorthRow(NamedTuple):
    """What knowing one rating would be worth by the board's weights, as pairs, beside what it would cost."""

    rating: Link
    alone: str
    with_the_rest: str
    cost: str
    by_cost: str


class Worth(NamedTuple):
    """The value of evidence, where the board gives its benefits weights."""

    lead: Statement
    weights: str
    rows: tuple[WorthRow, ...]


class SafeguardsWanted(NamedTuple):
    """Kinds of safeguard that would bring an option within tolerance; `sentence` where there is no such set."""

    option: Link
    sets: tuple[str, ...]
    sentence: str


class RubricMove(NamedTuple):
    """A number of the rubric that decides: moved by one step, it moves start or aim."""

    what: str
    links: tuple[Link, ...]
    was: str
    to: str
    direction: Mark
    start: Link
    aim: Link
    basis: str


class SpreadRow(NamedTuple):
    """A rating that several assessors gave."""

    rating: Link
    best: str
    apart: str


class AloneRow(NamedTuple):
    """What one assessor's ratings alone would lead to."""

    role: str
    id: str
    start: Link
    aim: Link
    dissent: str


class Agreed(NamedTuple):
    """How far assessors agree."""

    sentence: str
    spreads: tuple[SpreadRow, ...]
    alone: tuple[AloneRow, ...]


class Analysis(NamedTuple):
    """Everything in the section on what would change the decision."""

    couplings: tuple[str, ...]
    shares: tuple[ShareRow, ...]
    lead: Statement
    notes: tuple[str, ...]
    beyond: Link
    """The next option that is not reached: what the swings are about."""
    beyond_now: Pair
    swings: tuple[Swing, ...]
    swings_none: str
    turns: tuple[Statement, ...]
    flips: tuple[FlipGroup, ...]
    following: tuple[NextRow, ...]
    worth: Worth | None
    safeguards: tuple[SafeguardsWanted, ...]
    agreement: Agreed | None
    rubric_tried: int
    rubric: tuple[RubricMove, ...]
