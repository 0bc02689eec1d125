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
    sentence: str
    reasons: tuple[str, ...]
    more_reasons: int


class SignOffView(NamedTuple):
    """Who signs, and because of what."""

    title: str
    because: tuple[str, ...]
    more: int


class DecisionView(NamedTuple):
    """Page one."""

    text: str
    lead: str
    start: Link
    aim: Link
    start_means: str
    proposed: ProposedView | None
    rests_on: tuple[Fact, ...]
    reasons: tuple[Statement, ...]
    against: tuple[Statement, ...]
    precedent: tuple[Condition, ...]
    subsequent: tuple[Condition, ...]
    open_precedents: int
    asked: tuple[str, ...]
    sign_off: SignOffView | None
    valid: str
    expires_on: str
    triggers: tuple[str, ...]
    weakened: tuple[str, ...]
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
    sentence: str
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
    sentences: tuple[str, ...]
    by_actor: tuple[Fact, ...]


class SafeguardRow(NamedTuple):
    """A safeguard and what each option leaves of it."""

    anchor: str
    id: str
    kind: str
    lives_in: str
    strength: str
    tested: str
    untested: str
    states: tuple[Mark, ...]


class Share(NamedTuple):
    """The share of a benefit that an option keeps."""

    option: str
    value: float
    words: str


class BenefitRow(NamedTuple):
    """A benefit under every option."""

    anchor: str
    title: str
    size: str
    goal: bool
    known: bool
    shares: tuple[Share, ...]
    at_start: str
    alternatives: tuple[Fact, ...]
    source: str
    basis: str


class RatingRow(NamedTuple):
    """A rating as it was read."""

    anchor: str
    path: str
    title: str
    interval: str
    lo: int | None
    best: int | None
    hi: int | None
    unknown: str
    why: str
    words: str
    rests_on: str
    confidence: str
    evidence: tuple[Link, ...]
    rationale: str
    by_assessor: tuple[Fact, ...]
    widened: bool
    read: bool
    top: int
    protective: bool


class Need(NamedTuple):
    """A set of ratings whose settling would do, and what would settle them."""

    criteria: tuple[Link, ...]
    evaluations: tuple[str, ...]


class StageView(NamedTuple):
    """A later stage. Nothing in it authorises it."""

    option: Link
    needs: tuple[Need, ...]
    sentence: str
    rules_first: tuple[Link, ...]
    not_settled: tuple[Link, ...]
    way_back: str
    irreversible: bool
    is_aim: bool
    goal_needed: bool
    settled: bool
    """Whether no rating stands in the way; a goal may."""


class Plan(NamedTuple):
    """The start and what could follow."""

    start: Link
    start_irreversible: bool
    stages: tuple[StageView, ...]
    sentence: str
    watch: tuple[str, ...]
    stop_signals: tuple[str, ...]
    told: tuple[str, ...]


class ComponentRow(NamedTuple):
    """Whether a component goes out with the recommended option."""

    title: str
    advice: Mark
    proposed: str
    because: str


class RuleCase(NamedTuple):
    """One firing of a rule: for a domain, or for the model."""

    anchor: str
    domain: str
    options: str
    readings: str
    read: tuple[str, ...]


class RuleRow(NamedTuple):
    """A rule that fired."""

    anchor: str
    rule: str
    title: str
    effect: Mark
    value: str
    cases: tuple[RuleCase, ...]
    because: str
    remedy: str
    hard: bool
    basis: str
    source: str


class OtherSchoolRow(NamedTuple):
    """A domain with and without the marginal-risk step."""

    domain: Link
    option: str
    level: str
    zone: Mark
    absolute: str
    absolute_zone: Mark
    rests: bool
    shown: bool
    """Under the option whose paths are drawn."""
    comparators: str


class EvidenceRow(NamedTuple):
    """An item of evidence."""

    anchor: str
    id: str
    title: str
    kind: Mark
    voice: str
    voice_id: str
    elicitation: str
    date: str
    age_months: int | None
    age: str
    valid_until: str
    source: str
    sha256: str
    state: Mark
    why_not: str
    cited_by: tuple[Link, ...]


class Person(NamedTuple):
    """Somebody who rated."""

    id: str
    role: str
    organisation: str
    interests: str
    dissent: str


class Reference(NamedTuple):
    """A work that the rubric cites."""

    anchor: str
    id: str
    text: str
    basis: str


class Change(NamedTuple):
    """One difference from the previous assessment."""

    text: str
    direction: Mark


class Redaction(NamedTuple):
    """What a public report leaves out, and how much of it."""

    what: str
    number: int


class ReadingAnswer(NamedTuple):
    """Where one reading leads."""

    reading: str
    title: str
    means: str
    option: Link
    place: int


class Uncertainty(NamedTuple):
    """The three readings side by side, and what alone would break the start."""

    answers: tuple[ReadingAnswer, ...]
    start_place: int
    sentence: str
    goal_falls: str
    single_points: tuple[Link, ...]


class SignOffBlock(NamedTuple):
    """What those who sign read last."""

    who: str
    interests: tuple[Fact, ...]
    least_regret: str
    waiting: tuple[str, ...]
    stops: tuple[str, ...]
    way_back: str


class ClassRow(NamedTuple):
    """A named outcome of the rubric in each reading."""

    title: str
    conservative: str
    central: str
    optimistic: str
