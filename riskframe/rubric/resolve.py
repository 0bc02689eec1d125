"""A rubric folder with every reference resolved: what the engine compiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.rubric.classes import missing_holds
from riskframe.rubric.condition_reader import parse_condition
from riskframe.rubric.conditions import Condition, Every, Literal, SeverityCompare
from riskframe.rubric.references import References, references, unique_ids
from riskframe.rubric.schema import (
    Alternative,
    BenefitKind,
    Classification,
    Criterion,
    Domain,
    Gauge,
    GrantedUnless,
    Option,
    PathSpec,
    RubricFile,
    RubricFolder,
    Rule,
    SafeguardKind,
    Screen,
    Step,
    ToleranceFile,
)
from riskframe.rubric.vocabulary import RatingPath, Vocabulary, profile_facts, rating_paths


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
    missing_holds: bool = True
    """Whether a missing fact makes `when` true in the conservative and central readings (see `rubric.classes`)."""

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
    overrides: tuple[str, ...] = ()
    """Loosenings in force, in words (see `rubric.overrides`)."""

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
    def gauges(self) -> tuple[Gauge, ...]:
        return self.folder.indicators.gauges if self.folder.indicators else ()

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

    def title_of(self, subject: str) -> str:
        """Title of a domain or unit."""
        if subject in self.domains:
            return self.domains[subject].title
        return next(unit.title for unit in self.file.units if unit.id == subject)

    def rating_title(self, path: str) -> str:
        """A rating by its criterion's title, with the facet, the domain or the unit that it is about."""
        rating = self.ratings[path]
        if rating.facet is not None:
            return f"{rating.criterion.title}, {rating.facet.replace('_', ' ')}"
        if rating.domain is not None:
            return f"{rating.criterion.title}: {self.title_of(rating.domain)}"
        return rating.criterion.title

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
    words = _vocabulary(folder)
    problems = list(unique_ids(folder))
    references(folder, words, problems)
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
        # A fault in a shared step or rule is found once for every domain.
        raise InvalidProblems(dict.fromkeys(problems))
    return Rubric(folder, words, paths, rules, screens, unless)


def _vocabulary(folder: RubricFolder) -> Vocabulary:
    file = folder.rubric
    domains = folder.pathways.domains if folder.pathways else {}
    units = tuple(u.id for u in file.units)
    words = {name: scale.levels for name, scale in file.scales.items()}
    return Vocabulary(
        ratings=rating_paths(folder.criteria.criteria, domains, units, words),
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
        units=units,
    )


def _paths(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> tuple[Path, ...]:
    if folder.pathways is None:
        return ()
    check = References(problems)
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
        listed = list(listed_paths(name, folder))
        if not listed:
            problems.append(Problem("E413", where, "a domain needs at least one path"))
        for number, (at, spec) in enumerate(listed, 1):
            for j, step_id in enumerate(spec.path):
                if check.known(step_id, tuple(steps), "a step", *at, j):
                    _step(steps[step_id], step_id, name, folder, words, check)
            key = f"{name}:{spec.id or number}"
            if any(path.key == key for path in found):
                problems.append(Problem("E411", at, f'domain "{name}" has two paths called "{spec.id or number}"'))
            if all(step_id in steps for step_id in spec.path):
                found.append(Path(key, name, tuple((s, steps[s]) for s in spec.path), spec.standing))
    return tuple(found)


def listed_paths(domain: str, folder: RubricFolder) -> Iterable[tuple[KeyPath, PathSpec]]:
    """The paths of a domain with the place where each is listed."""
    assert folder.pathways is not None
    spec = folder.pathways.domains[domain]
    own: KeyPath = ("pathways", "domains", domain)
    if spec.paths is not None:
        base = [((*own, "paths", i), path) for i, path in enumerate(spec.paths)]
    else:
        default = folder.pathways.default
        base = [(("pathways", "default", "paths", i), path) for i, path in enumerate(default.paths if default else ())]
    return [*base, *(((*own, "extra_paths", i), path) for i, path in enumerate(spec.extra_paths))]


def place_of_step(folder: RubricFolder, domain: str, step_id: str) -> KeyPath:
    """Where a step that a domain uses is defined."""
    assert folder.pathways is not None
    if step_id in folder.pathways.domains[domain].overrides:
        return ("pathways", "domains", domain, "overrides", step_id)
    return ("pathways", "default", "steps", step_id)


def _step(step: Step, step_id: str, domain: str, folder: RubricFolder, words: Vocabulary, check: References) -> None:
    assert folder.pathways is not None
    spec = folder.pathways.domains[domain]
    where = place_of_step(folder, domain, step_id)
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
            )
        )
    if step.rating is not None and not {step.rating, f"{step.rating}.{domain}"} & set(words.ratings):
        stems = tuple(dict.fromkeys(f"{r.criterion.group}.{r.criterion.id}" for r in words.ratings.values()))
        check.known(f"{step.rating} (for domain {domain})", stems, "a rating", *where, "rating")


def _rules(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> tuple[ResolvedRule, ...]:
    check = References(problems)
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
    if problems:
        return tuple(found)
    listed = folder.rubric.classifications
    return tuple(
        replace(r, missing_holds=missing_holds(r.rule, listed, folder.rules.rules)) if r.rule.classify else r
        for r in found
    )


def _domains_of(rule: Rule, words: Vocabulary, where: KeyPath, check: References) -> tuple[str | None, ...]:
    each = rule.for_each_domain
    if each is None:
        return (None,)
    check.all_known(each.only or (), words.subjects, "a domain or unit", *where, "for_each_domain", "only")
    # A unit has no severity, so a rule that asks for one is not about units.
    known = tuple(words.domains) if each.severity_at_least else words.subjects
    return tuple(d for d in known if each.only is None or d in each.only)
