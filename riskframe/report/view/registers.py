"""What a report shows in its later parts: safeguards, benefits, ratings, plan, rules, evidence, people, sources."""

from __future__ import annotations

from typing import NamedTuple

from riskframe.report.view.records import Fact, Link, Mark, Statement


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
    sentence: Statement
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
    sentence: Statement
    watch: tuple[str, ...]
    stop_signals: tuple[str, ...]
    told: tuple[str, ...]


class ComponentRow(NamedTuple):
    """Whether a component goes out with the recommended option."""

    title: str
    advice: Mark
    proposed: str
    because: Statement


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

    said: Statement
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
    sentence: Statement
    single_points: tuple[Link, ...]


class SignOffBlock(NamedTuple):
    """What those who sign read last."""

    who: str
    interests: tuple[Fact, ...]
    least_regret: Statement
    waiting: tuple[Statement, ...]
    stops: tuple[str, ...]
    way_back: str


class ClassRow(NamedTuple):
    """A named outcome of the rubric in each reading."""

    title: str
    conservative: str
    central: str
    optimistic: str
