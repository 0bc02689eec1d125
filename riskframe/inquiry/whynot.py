"""Why an option is not reached, step by step, and what would have to be shown for it to be."""

from __future__ import annotations

from dataclasses import dataclass

from riskframe.decision.conditions import release_conditions
from riskframe.decision.plan import stage
from riskframe.decision.recommend import blockers, goals_met, needs_goal
from riskframe.decision.records import PathUnderOption, ReleaseCondition, Stage
from riskframe.decision.trace import cite, paths_under, what_it_read
from riskframe.engine.evaluate import Evaluation
from riskframe.rubric.resolve import ResolvedRule
from riskframe.scales import Reading
from riskframe.sensitivity.flips import flips
from riskframe.sensitivity.records import Flips


@dataclass(frozen=True, slots=True)
class DomainInTheWay:
    """A domain that is intolerable on the way to the option."""

    domain: str
    title: str
    option: str
    """The least open option at which it is."""
    level: int
    severity: int
    binding: tuple[str, ...]
    """Titles of the steps that hold the level; empty at level 5, where nothing holds it."""
    easiest: PathUnderOption
    """The first of the paths that reach the level."""
    in_central_too: bool


@dataclass(frozen=True, slots=True)
class RuleInTheWay:
    """A rule that caps below the option."""

    key: str
    title: str
    cap: str
    because: str
    remedy: str
    read: tuple[str, ...]
    hard: bool
    basis: str
    source: str
    in_central_too: bool


@dataclass(frozen=True, slots=True)
class ClassInTheWay:
    """A classification whose value caps below the option."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What stands between the evidence and an option. `reached`: nothing does, the goal condition apart."""

    option: str
    title: str
    reached: bool
    domains: tuple[DomainInTheWay, ...]
    rules: tuple[RuleInTheWay, ...]
    classes: tuple[ClassInTheWay, ...]
    goal_missing: bool
    """Some domain is only tolerable there, and no stated goal of known size needs this option."""
    asked: tuple[ReleaseCondition, ...]
    """Conditions precedent of the option that are not met."""
    would_be: Stage
    """What would make the conservative reading reach it."""
    found_otherwise: Flips | None
    """Where no settling does: smallest changes of ratings, whatever is known of them now. None where settling does."""


def why_not(found: Evaluation, option: str) -> WhyNot:
    """Why the conservative reading does not reach an option of the rubric. Raises KeyError for an unknown option."""
    rubric = found.rubric
    place = rubric.option_place[option]
    standing = blockers(found, place, "conservative")
    central = {(b.kind, b.id) for b in blockers(found, place, "central")}
    rules = {rule.key: rule for rule in rubric.rules}
    would_be = stage(found, place) if place else _floor(found)
    reached = found.reachable(place, "conservative")
    return WhyNot(
        option=option,
        title=rubric.options[place].title,
        reached=reached,
        domains=tuple(
            _domain(found, b.id, rubric.option_place[b.option], ("domain", b.id) in central)
            for b in standing
            if b.kind == "domain"
        ),
        rules=tuple(_rule(found, rules[b.id], ("cap", b.id) in central) for b in standing if b.kind == "cap"),
        classes=tuple(ClassInTheWay(b.id, b.text) for b in standing if b.kind == "class"),
        goal_missing=needs_goal(found, place) and not goals_met(found, place),
        asked=tuple(
            c for c in release_conditions(found) if c.stage == "precedent" and not c.met and option in c.options
        ),
        would_be=would_be,
        found_otherwise=flips(found, option, "reach") if not reached and would_be.how == "none" else None,
    )


def _domain(found: Evaluation, domain: str, place: int, in_central_too: bool) -> DomainInTheWay:
    reading: Reading = "conservative"
    rubric = found.rubric
    level = found.level(domain, place, reading)
    titles = {step_id: step.title for path in rubric.paths_of(domain) for step_id, step in path.steps}
    paths = [p for p in paths_under(found, place) if p.domain == domain]
    return DomainInTheWay(
        domain=domain,
        title=rubric.domains[domain].title,
        option=rubric.options[place].id,
        level=level,
        severity=found.compiled.severities[domain],
        binding=tuple(titles[s] for s in found.binding_steps(domain, place, reading)),
        easiest=max(paths, key=lambda p: p.level),
        in_central_too=in_central_too,
    )


def _rule(found: Evaluation, rule: ResolvedRule, in_central_too: bool) -> RuleInTheWay:
    spec = rule.rule
    return RuleInTheWay(
        rule.key, spec.title, spec.cap or "", spec.because, spec.remedy, what_it_read(found, rule), spec.hard,
        spec.source.basis, cite(spec.source), in_central_too,
    )  # fmt: skip


def common(stage: Stage) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """What every minimal set of a stage has in common, and what each has beside it (a set of nothing else is left out)."""
    sets = [need.criteria for need in stage.needs]
    if not sets:
        return (), ()
    shared = tuple(name for name in sets[0] if all(name in one for one in sets))
    rests = tuple(tuple(name for name in one if name not in shared) for one in sets)
    return shared, tuple(rest for rest in rests if rest)


def _floor(found: Evaluation) -> Stage:
    """The least open option is always reached, so nothing has to be shown for it."""
    option = found.rubric.options[0]
    return Stage(option.id, (), True, "none", False, (), (), option.way_back)
