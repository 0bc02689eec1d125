"""What a report shows, with every string ready. HTML, PDF and Markdown print these records and decide nothing.

`anchor` is the id that a place has in the document; a `Link` leads to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from riskframe.scales import Reading

Audience = Literal["board", "public", "technical"]


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the report, by name."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it can be followed to; `more` counts the links that are not shown."""

    text: str
    links: tuple[Link, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that is shown by word, shape and colour. `kind` picks shape and colour."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Condition:
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


@dataclass(frozen=True, slots=True)
class ProposedView:
    """The verdict on what somebody wants to do."""

    option: Link
    verdict: Mark
    sentence: str
    reasons: tuple[str, ...]
    more_reasons: int


@dataclass(frozen=True, slots=True)
class SignOffView:
    """Who signs, and because of what."""

    title: str
    because: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DecisionView:
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


@dataclass(frozen=True, slots=True)
class OptionColumn:
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


@dataclass(frozen=True, slots=True)
class Cell:
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


@dataclass(frozen=True, slots=True)
class DomainRow:
    """One domain under every option."""

    id: str
    anchor: str
    title: str
    means: str
    severity: int
    severity_words: str
    raised: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Options side by side."""

    options: tuple[OptionColumn, ...]
    rows: tuple[DomainRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SafeguardOnStep:
    """A safeguard that stands (or no longer stands) on a step."""

    name: str
    state: Mark


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a path with its ease."""

    id: str
    title: str
    ease: int
    ease_word: str
    reads: str
    link: Link | None
    binding: bool
    safeguards: tuple[SafeguardOnStep, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One listed path for the actor for whom it is easiest."""

    path: str
    actor: str
    level: int
    level_word: str
    widest: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class PathwayPicture:
    """The paths of a domain under one option."""

    domain: str
    option: str
    option_title: str
    zone: Mark
    level: int
    lanes: tuple[Lane, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What remains in a domain even if nothing is released."""

    domain: Link
    level: str
    zone: Mark


@dataclass(frozen=True, slots=True)
class PathwaySection:
    """Everything about one domain."""

    row: DomainRow
    start: Cell
    shown: Cell
    picture: PathwayPicture | None
    standing: PathwayPicture | None
    sentences: tuple[str, ...]
    by_actor: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SafeguardRow:
    """A safeguard and what each option leaves of it."""

    anchor: str
    id: str
    kind: str
    lives_in: str
    strength: str
    tested: str
    untested: str
    states: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a benefit that an option keeps."""

    option: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class BenefitRow:
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


@dataclass(frozen=True, slots=True)
class RatingRow:
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


@dataclass(frozen=True, slots=True)
class Need:
    """A set of ratings whose settling would do, and what would settle them."""

    criteria: tuple[Link, ...]
    evaluations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageView:
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


@dataclass(frozen=True, slots=True)
class Plan:
    """The start and what could follow."""

    start: Link
    start_irreversible: bool
    stages: tuple[StageView, ...]
    sentence: str
    watch: tuple[str, ...]
    stop_signals: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """Whether a component goes out with the recommended option."""

    title: str
    advice: Mark
    proposed: str
    because: str


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One firing of a rule: for a domain, or for the model."""

    anchor: str
    domain: str
    options: str
    readings: str
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
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


@dataclass(frozen=True, slots=True)
class OtherSchoolRow:
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


@dataclass(frozen=True, slots=True)
class EvidenceRow:
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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who rated."""

    id: str
    role: str
    organisation: str
    interests: str
    dissent: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the rubric cites."""

    anchor: str
    id: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the previous assessment."""

    text: str
    direction: Mark


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a public report leaves out, and how much of it."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class ReadingAnswer:
    """Where one reading leads."""

    reading: str
    title: str
    means: str
    option: Link
    place: int


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The three readings side by side, and what alone would break the start."""

    answers: tuple[ReadingAnswer, ...]
    start_place: int
    sentence: str
    goal_falls: str
    single_points: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SignOffBlock:
    """What those who sign read last."""

    who: str
    interests: tuple[Fact, ...]
    least_regret: str
    waiting: tuple[str, ...]
    stops: tuple[str, ...]
    way_back: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A named outcome of the rubric in each reading."""

    title: str
    conservative: str
    central: str
    optimistic: str
