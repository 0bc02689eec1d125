"""A rubric folder with every reference resolved: what the engine compiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.rubric.condition_reader import parse_condition
from riskframe.rubric.conditions import Condition, Every, Literal, SeverityCompare
from riskframe.rubric.schema import (
    Alternative,
    BenefitKind,
    Classification,
    Criterion,
    Domain,
    GrantedUnless,
    Option,
    RubricFile,
    RubricFolder,
    Rule,
    SafeguardKind,
    Screen,
    Step,
    ToleranceFile,
)
from riskframe.rubric.vocabulary import RatingPath, Vocabulary, profile_facts, rating_paths
from riskframe.scales import AMOUNTS


@dataclass(frozen=True, slots=True)
class Path:
    """One listed path of a domain; `key` is unique in the rubric."""

    key: str
    domain: str
    steps: tuple[tuple[str, Step], ...]
    standing: bool


@dataclass(frozen=True, slots=True)
class ResolvedRule:
    """A rule for one domain (or none) with its conditions parsed."""

    key: str
    rule: Rule
    domain: str | None
    when: Condition
    met_when: Condition | None

    @property
    def id(self) -> str:
        return self.rule.id


@dataclass(frozen=True, slots=True)
class ResolvedScreen:
    """A screen with its condition parsed."""

    screen: Screen
    when: Condition


@dataclass(frozen=True)
class Rubric:
    """A rubric that the engine can compile. `digest` is the hash of its files (set by loading)."""

    folder: RubricFolder
    vocabulary: Vocabulary
    paths: tuple[Path, ...]
    rules: tuple[ResolvedRule, ...]
    screens: tuple[ResolvedScreen, ...]
    unless: dict[tuple[str, str], Condition]
    """(option, affordance) -> condition under which the milder amount is granted."""
    digest: str = ""
    overrides: tuple[Any, ...] = field(default=())
    """Loosenings in force, in words (see rubric.overrides)."""

    @property
    def file(self) -> RubricFile:
        return self.folder.rubric

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def version(self) -> str:
        return self.file.version

    @property
    def options(self) -> tuple[Option, ...]:
        return self.file.options

    @cached_property
    def option_place(self) -> dict[str, int]:
        return {option.id: place for place, option in enumerate(self.options)}

    @property
    def domains(self) -> dict[str, Domain]:
        return self.folder.pathways.domains if self.folder.pathways else {}

    @cached_property
    def tolerance(self) -> ToleranceFile | None:
        return self.folder.tolerance

    @property
    def benefits(self) -> tuple[BenefitKind, ...]:
        return self.folder.benefits.benefits if self.folder.benefits else ()

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        return self.folder.benefits.alternatives if self.folder.benefits else ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.folder.criteria.criteria

    @property
    def ratings(self) -> dict[str, RatingPath]:
        return self.vocabulary.ratings

    @cached_property
    def safeguard_kinds(self) -> dict[str, SafeguardKind]:
        return {kind.id: kind for kind in self.file.safeguard_kinds}

    @cached_property
    def classifications(self) -> dict[str, Classification]:
        return {c.id: c for c in self.file.classifications}

    @cached_property
    def sign_off_place(self) -> dict[str, int]:
        return {rung.id: place for place, rung in enumerate(self.file.sign_off)}

    @cached_property
    def actors(self) -> tuple[str, ...]:
        return tuple(actor.id for actor in self.file.actors)

    def actors_of(self, domain: str) -> tuple[str, ...]:
        """The least-resourced actor that matters in a domain, and every better-resourced one."""
        return self.actors[self.actors.index(self.domains[domain].least_actor) :]

    def paths_of(self, domain: str) -> tuple[Path, ...]:
        return tuple(path for path in self.paths if path.domain == domain)

    def rating_of_step(self, step: Step, domain: str) -> RatingPath | None:
        """The rating that a capability or rating step reads for a domain."""
        if step.capability is not None:
            return self.ratings.get(f"capability.{self.domains[domain].capability}.{step.capability}")
        if step.rating is not None:
            return self.ratings.get(f"{step.rating}.{domain}") or self.ratings.get(step.rating)
        return None


def resolve(folder: RubricFolder) -> Rubric:
    """Resolve every reference of a rubric folder. Raises InvalidProblems with all faults found (codes E41x)."""
    problems: list[Problem] = []
    words = _vocabulary(folder)
    _unique_ids(folder, problems)
    _references(folder, words, problems)
    paths = _paths(folder, words, problems)
    rules = _rules(folder, words, problems)
    screens = tuple(
        ResolvedScreen(s, parse_condition(s.when, ("indicators", "screens", i, "when"), words, problems))
        for i, s in enumerate(folder.indicators.screens if folder.indicators else ())
    )
    unless = {
        (option.id, name): parse_condition(
            amount.unless, ("rubric", "options", i, "affordances", name, "unless"), words, problems
        )
        for i, option in enumerate(folder.rubric.options)
        for name, amount in option.affordances.items()
        if isinstance(amount, GrantedUnless)
    }
    if problems:
        raise InvalidProblems(problems)
    return Rubric(folder, words, paths, rules, screens, unless)


def _vocabulary(folder: RubricFolder) -> Vocabulary:
    file = folder.rubric
    domains = folder.pathways.domains if folder.pathways else {}
    words = {name: scale.levels for name, scale in file.scales.items()}
    return Vocabulary(
        ratings=rating_paths(folder.criteria.criteria, domains, words),
        facts=profile_facts(file.facts),
        options=tuple(o.id for o in file.options),
        irreversible=tuple(o.id for o in file.options if o.irreversible),
        domains={name: spec.severity for name, spec in domains.items()},
        safeguard_kinds=tuple(k.id for k in file.safeguard_kinds),
        lives_in=tuple(dict.fromkeys(place for k in file.safeguard_kinds for place in k.lives_in)),
        routes=tuple(r.id for r in file.routes),
        tests=tuple(t.id for t in file.tests),
        components=tuple(c.id for c in file.components),
        classifications={c.id: c for c in file.classifications},
    )


def _unique_ids(folder: RubricFolder, problems: list[Problem]) -> None:
    def unique(items: Iterable[Any], *path: str | int) -> None:
        seen: dict[str, int] = {}
        for i, item in enumerate(items):
            if item.id in seen:
                problems.append(Problem("E411", (*path, i, "id"), f'"{item.id}" is defined twice here'))
            seen.setdefault(item.id, i)

    file = folder.rubric
    for name in ("options", "affordances", "abilities", "actors", "routes", "tests", "safeguard_kinds", "sign_off",
                 "components", "classifications", "facts"):  # fmt: skip
        unique(getattr(file, name), "rubric", name)
    seen: dict[tuple[str, str], int] = {}
    for i, criterion in enumerate(folder.criteria.criteria):
        key = (criterion.group, criterion.id)
        if key in seen:
            problems.append(Problem("E411", ("criteria", "criteria", i, "id"), f'"{".".join(key)}" is defined twice'))
        seen.setdefault(key, i)
    unique(folder.rules.rules, "rules", "rules")
    if folder.benefits:
        unique(folder.benefits.benefits, "benefits", "benefits")
        unique(folder.benefits.alternatives, "benefits", "alternatives")
    if folder.indicators:
        unique(folder.indicators.screens, "indicators", "screens")


class _Checker:
    """Collects references that lead nowhere, each with what would be allowed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def known(self, value: object, allowed: Sequence[str], what: str, *path: str | int, key: bool = False) -> bool:
        if value in allowed:
            return True
        import difflib

        close = difflib.get_close_matches(str(value), allowed, 1)
        hint = f'did you mean "{close[0]}"?' if close else None
        shown = tuple(allowed) if len(allowed) <= 12 else ()
        at = "key" if key else "value"
        self.problems.append(
            Problem("E412", path, f'"{value}" is not {what} of this rubric', shown, hint, at=at)  # type: ignore[arg-type]
        )
        return False

    def exactly(self, given: Iterable[str], wanted: Sequence[str], what: str, *path: str | int) -> None:
        given = list(given)
        for name in given:
            self.known(name, wanted, what, *path, name, key=True)
        for name in wanted:
            if name not in given:
                self.problems.append(Problem("E413", path, f'nothing is said for {what} "{name}"'))


def _references(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> None:
    check = _Checker(problems)
    file = folder.rubric
    affordances = tuple(a.id for a in file.affordances)
    abilities = tuple(a.id for a in file.abilities)
    rungs = tuple(r.id for r in file.sign_off)
    for i, option in enumerate(file.options):
        check.exactly(option.affordances, affordances, "affordance", "rubric", "options", i, "affordances")
        check.exactly(option.abilities, abilities, "ability", "rubric", "options", i, "abilities")
    for i, route in enumerate(file.routes):
        check.known(route.test, words.tests, "a test", "rubric", "routes", i, "test")
    for i, kind in enumerate(file.safeguard_kinds):
        for j, route_id in enumerate(kind.routes):
            check.known(route_id, words.routes, "a route", "rubric", "safeguard_kinds", i, "routes", j)
        for part in ("slowed_by", "void_by"):
            for name in getattr(kind, part):
                check.known(name, affordances, "an affordance", "rubric", "safeguard_kinds", i, part, name, key=True)
    for i, component in enumerate(file.components):
        for name in component.grants:
            check.known(name, affordances, "an affordance", "rubric", "components", i, "grants", name, key=True)
    if file.escalation:
        for part in ("rests_on_novelty", "irreversible", "default"):
            check.known(getattr(file.escalation, part), rungs, "a sign-off level", "rubric", "escalation", part)
        for level, rung in file.escalation.tolerable_at_severity.items():
            check.known(rung, rungs, "a sign-off level", "rubric", "escalation", "tolerable_at_severity", level)
    elif file.options:
        problems.append(Problem("E413", ("rubric",), "options need `escalation`: who signs because of the outcome"))
    for i, cls in enumerate(file.classifications):
        where: KeyPath = ("rubric", "classifications", i)
        check.known(cls.otherwise, cls.values, f"a value of {cls.id}", *where, "otherwise")
        for value, option_id in cls.caps.items():
            check.known(value, cls.values, f"a value of {cls.id}", *where, "caps", value, key=True)
            check.known(option_id, words.options, "an option", *where, "caps", value)
        for j, rule_id in enumerate(cls.order):
            check.known(rule_id, tuple(r.id for r in folder.rules.rules), "a rule", *where, "order", j)
    for i, criterion in enumerate(folder.criteria.criteria):
        _criterion(criterion, ("criteria", "criteria", i), file, words, check)
    if folder.pathways and not folder.tolerance:
        problems.append(Problem("E413", ("rubric",), "pathways need tolerance.yaml: floors, prevalence and the table"))
    if folder.tolerance:
        _tolerance(folder.tolerance, tuple(a.id for a in file.actors), check)
    if folder.benefits:
        _benefits(folder, words, check)
    if folder.indicators:
        for i, screen in enumerate(folder.indicators.screens):
            for path in screen.suggests:
                check.known(
                    path, tuple(words.ratings), "a rating", "indicators", "screens", i, "suggests", path, key=True
                )
        criteria = tuple(dict.fromkeys(f"{r.criterion.group}.{r.criterion.id}" for r in words.ratings.values()))
        for i, hint in enumerate(folder.indicators.evaluations):
            for j, name in enumerate(hint.criteria):
                check.known(name, (*criteria, *words.ratings), "a criterion or rating",
                            "indicators", "evaluations", i, "criteria", j)  # fmt: skip
    for path, ref in _sources(folder):
        check.known(ref, tuple(file.sources), "a source", *path, "ref")


def _criterion(criterion: Criterion, where: KeyPath, file: RubricFile, words: Vocabulary, check: _Checker) -> None:
    if criterion.scale is not None:
        check.known(criterion.scale, tuple(file.scales), "a scale", *where, "scale")
    if criterion.scale in file.scales and len(file.scales[criterion.scale].levels) != len(criterion.levels):
        check.problems.append(
            Problem("E414", (*where, "levels"), f"scale {criterion.scale} has another number of levels")
        )
    if [x.level for x in criterion.levels] != list(range(1, len(criterion.levels) + 1)):
        check.problems.append(Problem("E414", (*where, "levels"), "levels are listed in order, from 1"))
    for j, domain in enumerate(criterion.domains or ()):
        check.known(domain, tuple(words.domains), "a domain", *where, "domains", j)


def _tolerance(tolerance: ToleranceFile, actors: tuple[str, ...], check: _Checker) -> None:
    five = (1, 2, 3, 4, 5)

    def complete(given: Iterable[int], *path: str | int) -> None:
        said = set(given)
        for level in five:
            if level not in said:
                check.problems.append(Problem("E413", ("tolerance", *path), f"nothing is said for level {level}"))

    complete(tolerance.table, "table")
    for severity, row in tolerance.table.items():
        complete(row, "table", severity)
    complete(tolerance.floors, "floors")
    complete((s.level for s in tolerance.severities), "severities")
    check.exactly(tolerance.prevalence, actors, "actor", "tolerance", "prevalence")
    for actor, by_severity in tolerance.prevalence.items():
        complete(by_severity, "prevalence", actor)
    check.exactly(tolerance.amounts, AMOUNTS, "amount", "tolerance", "amounts")
    for j, actor in enumerate(tolerance.lone_actors):
        check.known(actor, actors, "an actor", "tolerance", "lone_actors", j)


def _benefits(folder: RubricFolder, words: Vocabulary, check: _Checker) -> None:
    assert folder.benefits is not None
    ids = tuple(b.id for b in folder.benefits.benefits)
    for i, benefit in enumerate(folder.benefits.benefits):
        check.exactly(benefit.keeps, words.options, "option", "benefits", "benefits", i, "keeps")
    for i, alternative in enumerate(folder.benefits.alternatives):
        for name in alternative.recovers:
            check.known(name, ids, "a benefit", "benefits", "alternatives", i, "recovers", name, key=True)
        check.known(alternative.up_to, words.options, "an option", "benefits", "alternatives", i, "up_to")


def _sources(folder: RubricFolder) -> Iterable[tuple[KeyPath, str]]:
    file = folder.rubric
    for name in ("options", "affordances", "abilities", "actors", "routes", "tests", "safeguard_kinds", "sign_off",
                 "components", "classifications", "facts"):  # fmt: skip
        for i, item in enumerate(getattr(file, name)):
            yield ("rubric", name, i, "source"), item.source.ref
    for i, trigger in enumerate(file.validity.triggers):
        yield ("rubric", "validity", "triggers", i, "source"), trigger.source.ref
    for i, criterion in enumerate(folder.criteria.criteria):
        yield ("criteria", "criteria", i, "source"), criterion.source.ref
    for i, rule in enumerate(folder.rules.rules):
        yield ("rules", "rules", i, "source"), rule.source.ref
    for name, domain in (folder.pathways.domains if folder.pathways else {}).items():
        yield ("pathways", "domains", name, "source"), domain.source.ref
    if folder.tolerance:
        yield ("tolerance", "source"), folder.tolerance.source.ref
    if folder.benefits:
        for part in ("benefits", "alternatives"):
            for i, item in enumerate(getattr(folder.benefits, part)):
                yield ("benefits", part, i, "source"), item.source.ref
    if folder.indicators:
        for part in ("screens", "evaluations"):
            for i, item in enumerate(getattr(folder.indicators, part)):
                yield ("indicators", part, i, "source"), item.source.ref


def _paths(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> tuple[Path, ...]:
    if folder.pathways is None:
        return ()
    check = _Checker(problems)
    default = folder.pathways.default
    actors = tuple(a.id for a in folder.rubric.actors)
    found: list[Path] = []
    for name, domain in folder.pathways.domains.items():
        where: KeyPath = ("pathways", "domains", name)
        check.known(domain.least_actor, actors, "an actor", *where, "least_actor")
        if domain.capability is not None:
            known = tuple(c.id for c in folder.criteria.criteria if c.group == "capability")
            check.known(domain.capability, known, "a capability criterion", *where, "capability")
        steps = {**(default.steps if default else {}), **domain.overrides}
        listed = [(where_path, spec) for where_path, spec in _listed(name, folder)]
        if not listed:
            problems.append(Problem("E413", where, "a domain needs at least one path"))
        for number, (at, spec) in enumerate(listed, 1):
            for j, step_id in enumerate(spec.path):
                if check.known(step_id, tuple(steps), "a step", *at, j):
                    _step(steps[step_id], step_id, name, folder, words, check)
            if all(step_id in steps for step_id in spec.path):
                key = f"{name}:{spec.id or number}"
                found.append(Path(key, name, tuple((s, steps[s]) for s in spec.path), spec.standing))
    return tuple(found)


def _listed(domain: str, folder: RubricFolder) -> Iterable[tuple[KeyPath, Any]]:
    assert folder.pathways is not None
    spec = folder.pathways.domains[domain]
    own: KeyPath = ("pathways", "domains", domain)
    if spec.paths is not None:
        base = [((*own, "paths", i), path) for i, path in enumerate(spec.paths)]
    else:
        default = folder.pathways.default
        base = [(("pathways", "default", "paths", i), path) for i, path in enumerate(default.paths if default else ())]
    return [*base, *(((*own, "extra_paths", i), path) for i, path in enumerate(spec.extra_paths))]


def _step(step: Step, step_id: str, domain: str, folder: RubricFolder, words: Vocabulary, check: _Checker) -> None:
    assert folder.pathways is not None
    spec = folder.pathways.domains[domain]
    where: KeyPath = (
        ("pathways", "domains", domain, "overrides", step_id)
        if step_id in spec.overrides
        else ("pathways", "default", "steps", step_id)
    )
    file = folder.rubric
    if step.affordance is not None:
        check.known(step.affordance, tuple(a.id for a in file.affordances), "an affordance", *where, "affordance")
    if step.ability is not None:
        check.known(step.ability, tuple(a.id for a in file.abilities), "an ability", *where, "ability")
    if step.safeguards is not None:
        check.known(step.safeguards, words.routes, "a route", *where, "safeguards")
    for actor in step.at_least:
        check.known(actor, tuple(a.id for a in file.actors), "an actor", *where, "at_least", actor, key=True)
    if step.capability is not None and f"capability.{spec.capability}.{step.capability}" not in words.ratings:
        check.problems.append(
            Problem(
                "E412",
                ("pathways", "domains", domain),
                f'step "{step_id}" reads a capability and domain "{domain}" names none',
                hint="give the domain `capability`, or paths of its own",
            )  # fmt: skip
        )
    if step.rating is not None and not {step.rating, f"{step.rating}.{domain}"} & set(words.ratings):
        stems = tuple(dict.fromkeys(f"{r.criterion.group}.{r.criterion.id}" for r in words.ratings.values()))
        check.known(f"{step.rating} (for domain {domain})", stems, "a rating", *where, "rating")


def _rules(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> tuple[ResolvedRule, ...]:
    check = _Checker(problems)
    rungs = tuple(r.id for r in folder.rubric.sign_off)
    found: list[ResolvedRule] = []
    for i, rule in enumerate(folder.rules.rules):
        where: KeyPath = ("rules", "rules", i)
        if rule.cap is not None:
            check.known(rule.cap, words.options, "an option", *where, "cap")
        if rule.escalate is not None:
            check.known(rule.escalate, rungs, "a sign-off level", *where, "escalate")
        for name, value in (rule.classify or {}).items():
            if check.known(name, tuple(words.classifications), "a classification", *where, "classify", name, key=True):
                check.known(value, words.classifications[name].values, f"a value of {name}", *where, "classify", name)
        faults_before = len(problems)
        for domain in _domains_of(rule, words, where, check):
            when = parse_condition(rule.when, (*where, "when"), words, problems, domain=domain)
            if domain is not None and rule.for_each_domain and rule.for_each_domain.severity_at_least:
                # A profile may raise a domain's severity, so the rule must be there for every domain and read it.
                levels = frozenset(range(rule.for_each_domain.severity_at_least, 6))
                severity = SeverityCompare(domain, levels, f"at least {min(levels)}")
                when = Every((Literal(severity), when))
            met = None
            if rule.require is not None:
                at = (*where, "require", "met_when")
                met = parse_condition(rule.require.met_when, at, words, problems, domain=domain)
            found.append(ResolvedRule(f"{rule.id}[{domain}]" if domain else rule.id, rule, domain, when, met))
            if len(problems) > faults_before:
                break  # the same fault once, not once a domain
    return tuple(found)


def _domains_of(rule: Rule, words: Vocabulary, where: KeyPath, check: _Checker) -> tuple[str | None, ...]:
    each = rule.for_each_domain
    if each is None:
        return (None,)
    for j, domain in enumerate(each.only or ()):
        check.known(domain, tuple(words.domains), "a domain", *where, "for_each_domain", "only", j)
    return tuple(d for d in words.domains if each.only is None or d in each.only)
