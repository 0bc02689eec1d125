"""How far a domain's abilities were drawn out: which of the four evaluations of an open release exist, at what cost,
and how far apart the released and the modified model are.

Nothing here changes a level. An evaluation that does not exist leaves the modified model unmeasured; what follows is in
the rubric's rules and in the open ends of suggestions (docs/decisions/0027).
Source of the four: Paskov et al. 2026 (the rubric owm-evaluations holds them as criteria).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from riskframe.evidence import Evidence, Result
from riskframe.measurement.bounds import Bounds, bounds_of, value_in
from riskframe.measurement.gauges import gauge_of, metric_name, task_names
from riskframe.profile import FACETS, Profile
from riskframe.rubric.resolve import Rubric

Stage = Literal["safeguards_off", "undoing", "amplified", "worst_case"]
STAGES: tuple[Stage, ...] = ("safeguards_off", "undoing", "amplified", "worst_case")
"""Safeguards off; robustness to undoing safeguards; ability amplified by tuning and tools; proxy of the worst misuse."""

State = Literal["there", "part", "none"]
_RELEASED = ("as_released", "scaffolded", "tools")
_MODIFIED = ("helpful_only", "fine_tuned", "domain_rl")
_NOT_SEEN = ("screen", "suggestion", "judgement", "literature", "document")
_TAMPERING = "tampering"


@dataclass(frozen=True, slots=True)
class Elicited:
    """One of the four evaluations in one domain."""

    stage: Stage
    state: State
    """`part`: something was done, and less than the whole."""
    evidence: tuple[str, ...]
    spend_usd: float | None
    """Sum of what the items say; None where none says."""
    share_of_budget: float | None
    """Of what the named actor was assumed to spend; None where either is not stated."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The same benchmark on the released and on a modified model: modified minus released, in the metric's unit."""

    task: str
    metric: str
    released: str
    modified: str
    value: float
    lower: float | None
    upper: float | None
    """Widest difference that the bounds of both allow; None where one has no bounds."""


@dataclass(frozen=True, slots=True)
class DomainElicitation:
    """What was tried in one domain."""

    domain: str
    title: str
    stages: tuple[Elicited, ...]
    budget_usd: float | None
    """What the named actor was assumed to spend, from the as_modified rating."""
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> tuple[Stage, ...]:
        """The evaluations that do not exist at all."""
        return tuple(s.stage for s in self.stages if s.state == "none")


def elicitation(
    profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence], cited: Mapping[str, tuple[str, ...]]
) -> tuple[DomainElicitation, ...]:
    """Every domain that rests on a capability, in the rubric's order.

    accepted: evidence that counts, by id. cited: rating path -> accepted evidence that the rating cites. An item belongs
    to a domain when it names the domain, when one of the domain's capability ratings cites it, or when its result is one
    of a gauge of that capability.
    """
    return tuple(
        _domain(name, spec.title, spec.capability, profile, rubric, accepted, cited)
        for name, spec in rubric.domains.items()
        if spec.capability is not None
    )


def _domain(
    name: str, title: str, capability: str, profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence],
    cited: Mapping[str, tuple[str, ...]],
) -> DomainElicitation:  # fmt: skip
    by_rating = {e for facet in FACETS for e in cited.get(f"capability.{capability}.{facet}", ())}
    items = [
        e
        for e in profile.evidence
        if e.id in accepted
        and e.kind not in _NOT_SEEN
        and (name in e.domains or e.id in by_rating or _measures(e, f"capability.{capability}", rubric))
    ]
    block = profile.capabilities.get(capability)
    budget = block.as_modified.budget_usd if block is not None and block.as_modified is not None else None
    tampering = _tampering(name, profile, accepted)
    stages = tuple(_stage(stage, items, tampering, budget) for stage in STAGES)
    return DomainElicitation(name, title, stages, budget, tuple(_gaps(items, rubric)))


def _measures(item: Evidence, criterion: str, rubric: Rubric) -> bool:
    """Whether its result is one of a gauge that the rubric has for a criterion."""
    entry = gauge_of(rubric, item.result) if item.result is not None else None
    return entry is not None and criterion in entry.criteria


def _tampering(domain: str, profile: Profile, accepted: Mapping[str, Evidence]) -> list[tuple[Evidence, float | None]]:
    """Accepted tests of undoing a safeguard that stands in the domain, with what each spent."""
    return [
        (accepted[name], test.budget_usd)
        for safeguard in profile.safeguards
        if safeguard.domains is None or domain in safeguard.domains
        for kind, test in safeguard.tested_against.items()
        if kind == _TAMPERING
        for name in test.evidence
        if name in accepted
    ]


def _stage(
    stage: Stage, items: list[Evidence], tampering: list[tuple[Evidence, float | None]], budget: float | None
) -> Elicited:
    spent: dict[str, float | None]
    if stage == "undoing":
        spent = {e.id: e.spend_usd for e in items if e.kind == "tampering_test"}
        spent |= {e.id: e.spend_usd if e.spend_usd is not None else paid for e, paid in tampering}
        state: State = "there" if spent else "none"
    elif stage == "safeguards_off":
        spent = {e.id: e.spend_usd for e in items if e.elicitation == "helpful_only"}
        state = "there" if spent else "none"
    elif stage == "amplified":
        tuned = {e.id: e.spend_usd for e in items if e.elicitation in ("fine_tuned", "domain_rl")}
        tools = {e.id: e.spend_usd for e in items if e.elicitation in ("scaffolded", "tools")}
        spent = tuned | tools
        state = "there" if tuned and tools else "part" if spent else "none"
    else:
        whole = {e.id: e.spend_usd for e in items if e.kind == "uplift_study"}
        spent = whole or {e.id: e.spend_usd for e in items if e.elicitation == "domain_rl"}
        state = "there" if whole else "part" if spent else "none"
    total = _sum(spent.values())
    share = total / budget if total is not None and budget else None
    return Elicited(stage, state, tuple(spent), total, share)


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _gaps(items: list[Evidence], rubric: Rubric) -> Iterator[Gap]:
    """Every pair of one benchmark on the released and on a modified model."""
    for before in items:
        for after in items:
            a, b = before.result, after.result
            pair = before.elicitation in _RELEASED and after.elicitation in _MODIFIED
            if pair and a is not None and b is not None and _same(before, a, after, b):
                yield from _gap(before.id, a, after.id, b, rubric)


def _gap(released: str, a: Result, modified: str, b: Result, rubric: Rubric) -> Iterator[Gap]:
    entry = gauge_of(rubric, a)
    unit = entry.unit if entry else "score"
    before, after = value_in(a, unit), value_in(b, unit)
    if before is None or after is None:
        return
    low, high = bounds_of(a, unit), bounds_of(b, unit)
    if isinstance(low, Bounds) and isinstance(high, Bounds):
        lower, upper = high.lower - low.upper, high.upper - low.lower
        yield Gap(a.task or "", a.metric, released, modified, after - before, lower, upper)
    else:
        yield Gap(a.task or "", a.metric, released, modified, after - before, None, None)


def _same(before: Evidence, a: Result, after: Evidence, b: Result) -> bool:
    """Whether two results may be subtracted: one task in one version, metric, variant and unit, by one tool."""
    return (
        bool(a.task)
        and bool(b.task)
        and task_names(a.task or "")[-1] == task_names(b.task or "")[-1]
        and metric_name(a.metric) == metric_name(b.metric)
        and (a.variant, a.task_version, a.unit) == (b.variant, b.task_version, b.unit)
        and before.library == after.library
    )
