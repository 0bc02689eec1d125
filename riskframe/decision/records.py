"""What an assessment says. Plain frozen records; the JSON result is these, field by field.

Options, domains, rules, criteria and evidence are named by the ids of the rubric and the profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from riskframe.scales import Reading, Verdict, Zone

ByReading = dict[Reading, int]


@dataclass(frozen=True, slots=True)
class BindingStep:
    """A step that holds a domain at its level under an option."""

    step: str
    title: str
    ease: int
    reads: str
    """Rating path, `affordance <id>`, `ability <id>`, `route <id>` or `actor`."""


@dataclass(frozen=True, slots=True)
class DomainUnderOption:
    """One cell of options x domains."""

    domain: str
    option: str
    level: ByReading
    """Risk level, 1..5."""
    zone: dict[Reading, Zone]
    absolute_level: int
    """Conservative level if nothing comparable were available (novelty at 5)."""
    rests_on_novelty: bool
    """Whether the conservative zone would be another without the novelty step."""
    by_actor: dict[str, int]
    """Conservative level by threat actor."""
    widest_paths: int
    """How many (path, actor) pairs stand at the conservative level: min and max do not add up, so it is shown."""
    binding: tuple[BindingStep, ...]
    """Steps that hold the conservative level; empty at level 5."""


@dataclass(frozen=True, slots=True)
class StepOnPath:
    """A step of a path with its ease."""

    step: str
    title: str
    ease: int
    reads: str


@dataclass(frozen=True, slots=True)
class PathUnderOption:
    """A listed path as it stands under an option for one actor, conservative reading."""

    path: str
    domain: str
    option: str
    actor: str
    level: int
    steps: tuple[StepOnPath, ...]
    standing: bool


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that fires, for which options and in which readings, with what it read."""

    rule: str
    key: str
    domain: str | None
    title: str
    effect: Literal["cap", "require", "escalate", "classify", "note"]
    value: str
    """Option, requirement text, sign-off level, class value or note."""
    options: dict[Reading, tuple[str, ...]]
    """For which options it fires; `any` in a rubric without options."""
    read: tuple[str, ...]
    """What its condition read, with the values found."""
    because: str
    remedy: str
    hard: bool
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class ReleaseCondition:
    """Something asked of a release under an option."""

    id: str
    text: str
    stage: Literal["precedent", "subsequent"]
    met: bool
    options: tuple[str, ...]
    because: str
    remedy: str
    domain: str | None
    hard: bool


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why an option cannot be reached in a reading."""

    kind: Literal["domain", "cap", "class", "goal"]
    id: str
    """Domain, rule key, classification, or `goal`."""
    option: str
    """The least open option at which it blocks."""
    text: str


@dataclass(frozen=True, slots=True)
class OptionAssessment:
    """One option in the round."""

    option: str
    name: str
    headline: str
    irreversible: bool
    reachable: dict[Reading, bool]
    capped: dict[Reading, bool]
    worst_zone: dict[Reading, Zone]
    blockers: tuple[Blocker, ...]
    """Conservative reading, in the order of the rubric; empty where it is reachable."""
    central_blockers: tuple[Blocker, ...]
    sign_off: str
    """Who would have to sign this option."""
    verdict: Verdict
    """What would be said if this option were proposed."""
    benefit_kept: float | None = None
    """Weighted share of the benefits that it keeps, 0..1; None where the board sets no weights. It decides nothing."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The verdict on what somebody wants to do."""

    option: str
    verdict: Verdict
    reasons: tuple[str, ...]
    blockers: tuple[Blocker, ...] = ()
    """The reasons as records, in the same order."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A minimal set of criteria whose settling moves the conservative answer to a stage."""

    criteria: tuple[str, ...]
    evaluations: tuple[str, ...]
    """What would settle them, from the rubric."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A later stage: a new assessment must reach it in its conservative reading. Nothing here authorises it."""

    option: str
    needs: tuple[Settling, ...]
    complete: bool
    """Whether every minimal set up to the search limit is listed."""
    how: Literal["narrowing", "resolving", "none"]
    """narrowing: known intervals shrink to `best`; resolving: unknowns must turn out favourable as well."""
    goal_needed: bool
    """Whether a stated goal is missing (see the ALARP condition)."""
    rules_first: tuple[str, ...]
    """Caps that no settling of ratings removes."""
    not_settled_here: tuple[str, ...]
    """Criteria that the stage before it cannot settle by itself."""
    way_back: str
    none_up_to: int | None = None
    """Where it takes more than the search limit: no set of so many or fewer is enough, which is proved. `needs` then holds
    one larger set, of which none can be spared; there may be others."""
    held_by: tuple[str, ...] = ()
    """Domains and classes that hold the option back whatever the ratings turn out to be, in words."""


@dataclass(frozen=True, slots=True)
class ComponentAdvice:
    """Whether a component can be published with the recommended option."""

    component: str
    title: str
    publish: bool
    proposed: str | None
    because: str
    refs: tuple[str, ...]
    """What the reason is about: `domain:…`, `rule:…` or `option:…`."""


@dataclass(frozen=True, slots=True)
class BenefitUnderOptions:
    """One benefit: its size, what each option keeps of it, and what else recovers it at the recommended option."""

    benefit: str
    title: str
    size: int | None
    """1..5; None: unknown, counted as absent."""
    is_goal: bool
    keeps: dict[str, float]
    """Share kept, 0..1, relative to the most open option."""
    premium: dict[str, float]
    """Share gained against the next less open option."""
    alternatives: tuple[tuple[str, float], ...]
    """Alternatives at the recommended option and the share each keeps, best first."""
    weight: float | None = None
    """The board's weight as stated; None where it sets none."""


@dataclass(frozen=True, slots=True)
class SafeguardUnderOptions:
    """What every option leaves of a safeguard, by route."""

    safeguard: str
    kind: str
    lives_in: str
    strength: int | None
    """Conservative strength, 1..5; None: unknown."""
    tested: tuple[str, ...]
    state: dict[str, str]
    """option -> durable, slows_amateur or void."""
    routes: tuple[str, ...]
    domains: tuple[str, ...] | None
    """Where it stands; None: in every domain."""
    untested_routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparatorNamed:
    """A model or tool that is already available, named by the profile for the marginal step."""

    name: str
    since: str
    """Day on which it became available, YYYY-MM-DD."""
    result: str | None
    """Evidence of its result on the same proxy; without one it does not count."""


@dataclass(frozen=True, slots=True)
class DomainSeverity:
    """How bad the worst credible outcome of a domain is: the rubric's constant, or what the profile raised it to."""

    domain: str
    severity: int
    """1..5."""
    raised: bool
    because: str | None
    """Why it was raised for this model; None where it was not."""


@dataclass(frozen=True, slots=True)
class RatingUsed:
    """A rating as the engine read it."""

    path: str
    title: str
    polarity: str
    lo: int | None
    best: int | None
    hi: int | None
    why_unknown: str | None
    not_applicable: str | None
    rests_on: str
    widened: bool
    confidence: str | None
    evidence: tuple[str, ...]
    rationale: str | None
    by_assessor: dict[str, tuple[int, int, int] | None]
    words: str
    """The level text(s) of the rubric that the interval covers."""
    comparators: tuple[ComparatorNamed, ...]
    read: bool
    """Whether any path or rule of the rubric reads it."""
    crossed_from: str | None
    """`<rubric> <place>` where it was stated for another rubric and came across; None for a rating of this one."""


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """One rating or safeguard kind whose failure alone makes the recommended start unreachable."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class SignOffNeeded:
    """Who has to sign, and because of what."""

    level: str
    title: str
    because: tuple[str, ...]
    refs: tuple[str, ...]
    """What each reason is about, in the same order: `option:…`, `domain:…` or `rule:…`."""


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when an assessment holds, and what ends it sooner. Days as YYYY-MM-DD."""

    assessed_on: str
    expires_on: str
    triggers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """start is authorised; aim is not, it is where the central reading points."""

    start: str
    aim: str
    headline: str
    """not_for_now, structured_access, api_only, open_weights or staged_release."""
    text: str
    answers: dict[Reading, str]
    """Answer of the conservative, central and optimistic readings, before the goal condition."""
    goal_falls: tuple[str, ...]
    """Options that the start fell from, for want of a goal that needs them."""
    rests_on: tuple[str, ...]
    """novelty, judgement, screens: what the start leans on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided about one profile under one rubric."""

    recommendation: Recommendation
    proposed: Proposed | None
    options: tuple[OptionAssessment, ...]
    severities: tuple[DomainSeverity, ...]
    domains: tuple[DomainUnderOption, ...]
    paths: tuple[PathUnderOption, ...]
    """Paths of the start, the aim and the proposed option, and the standing ones."""
    standing: dict[str, int]
    """domain -> conservative level of what remains even if nothing is released (theft, insiders)."""
    hits: tuple[RuleHit, ...]
    conditions: tuple[ReleaseCondition, ...]
    sign_off: SignOffNeeded | None
    stages: tuple[Stage, ...]
    components: tuple[ComponentAdvice, ...]
    benefits: tuple[BenefitUnderOptions, ...]
    safeguards: tuple[SafeguardUnderOptions, ...]
    ratings: tuple[RatingUsed, ...]
    single_points: tuple[SinglePoint, ...]
    classes: dict[str, dict[Reading, str]]
    """classification (or classification.domain) -> value in each reading."""
