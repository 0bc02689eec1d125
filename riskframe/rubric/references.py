"""References between the parts of a rubric: ids are unique, references lead somewhere, tables leave no gap."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.schema import RubricFolder, ToleranceFile
from riskframe.rubric.vocabulary import Vocabulary
from riskframe.scales import AMOUNTS, LEVELS

_LISTS = (
    "affordances", "abilities", "options", "actors", "routes", "tests", "safeguard_kinds", "sign_off", "components",
    "classifications", "facts", "units",
)  # fmt: skip
"""Lists of rubric.yaml whose entries have an id and a source."""


def unique_ids(folder: RubricFolder) -> Iterator[Problem]:
    """Ids that are given twice (E411)."""

    def unique(items: Iterable[Any], *path: str | int) -> Iterator[Problem]:
        seen: set[str] = set()
        for i, item in enumerate(items):
            if item.id in seen:
                yield Problem("E411", (*path, i, "id"), f'"{item.id}" is defined twice here')
            seen.add(item.id)

    for name in _LISTS:
        yield from unique(getattr(folder.rubric, name), "rubric", name)
    domains = folder.pathways.domains if folder.pathways else {}
    for i, unit in enumerate(folder.rubric.units):
        if unit.id in domains:
            yield Problem("E411", ("rubric", "units", i, "id"), f'"{unit.id}" is a domain of pathways.yaml already')
    seen: set[tuple[str, str]] = set()
    for i, criterion in enumerate(folder.criteria.criteria):
        key = (criterion.group, criterion.id)
        if key in seen:
            yield Problem("E411", ("criteria", "criteria", i, "id"), f'"{".".join(key)}" is defined twice')
        seen.add(key)
    yield from unique(folder.rules.rules, "rules", "rules")
    if folder.benefits:
        yield from unique(folder.benefits.benefits, "benefits", "benefits")
        yield from unique(folder.benefits.alternatives, "benefits", "alternatives")
    if folder.indicators:
        yield from unique(folder.indicators.screens, "indicators", "screens")
        yield from unique(folder.indicators.gauges, "indicators", "gauges")
    yield from unique(folder.benchmarks.benchmarks, "benchmarks", "benchmarks")


class References:
    """Collects references that lead nowhere, each with what would be allowed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def known(self, value: object, allowed: Sequence[str], what: str, *path: str | int, key: bool = False) -> bool:
        """Whether a value is among the allowed ones; where it is not, a problem (E412)."""
        if value in allowed:
            return True
        close = difflib.get_close_matches(str(value), allowed, 1)
        self.problems.append(
            Problem(
                "E412",
                path,
                f'"{value}" is not {what} of this rubric',
                tuple(allowed) if len(allowed) <= 12 else (),
                f'did you mean "{close[0]}"?' if close else None,
                at="key" if key else "value",
            )
        )
        return False

    def all_known(self, values: Iterable[object], allowed: Sequence[str], what: str, *path: str | int) -> None:
        """`known` for each entry of a list."""
        for i, value in enumerate(values):
            self.known(value, allowed, what, *path, i)

    def keys_known(self, keys: Iterable[str], allowed: Sequence[str], what: str, *path: str | int) -> None:
        """`known` for each key of a mapping."""
        for name in keys:
            self.known(name, allowed, what, *path, name, key=True)

    def exactly(self, given: Iterable[str], wanted: Sequence[str], what: str, *path: str | int) -> None:
        """Every wanted key is given (E413), and no other (E412)."""
        given = list(given)
        self.keys_known(given, wanted, what, *path)
        for name in wanted:
            if name not in given:
                self.problems.append(Problem("E413", path, f'nothing is said for {what} "{name}"'))


def references(folder: RubricFolder, words: Vocabulary, problems: list[Problem]) -> None:
    """References that lead nowhere (E412), gaps in tables (E413), levels that do not fit their scale (E414)."""
    check = References(problems)
    _sharing(folder, words, check)
    _sign_off(folder, check)
    _classifications(folder, words, check)
    _criteria(folder, words, check)
    if folder.tolerance:
        _tolerance(folder.tolerance, tuple(a.id for a in folder.rubric.actors), check)
    elif folder.pathways:
        problems.append(Problem("E413", ("rubric",), "pathways need tolerance.yaml: floors, prevalence and the table"))
    _benefits(folder, words, check)
    _indicators(folder, words, check)
    for path, ref in _sources(folder):
        check.known(ref, tuple(folder.rubric.sources), "a source", *path, "ref")


def _sharing(folder: RubricFolder, words: Vocabulary, check: References) -> None:
    file = folder.rubric
    affordances = tuple(a.id for a in file.affordances)
    abilities = tuple(a.id for a in file.abilities)
    for i, option in enumerate(file.options):
        check.exactly(option.affordances, affordances, "an affordance", "rubric", "options", i, "affordances")
        check.exactly(option.abilities, abilities, "an ability", "rubric", "options", i, "abilities")
    for i, route in enumerate(file.routes):
        check.known(route.test, words.tests, "a test", "rubric", "routes", i, "test")
    for i, kind in enumerate(file.safeguard_kinds):
        where: KeyPath = ("rubric", "safeguard_kinds", i)
        check.all_known(kind.routes, words.routes, "a route", *where, "routes")
        check.keys_known(kind.slowed_by, affordances, "an affordance", *where, "slowed_by")
        check.keys_known(kind.void_by, affordances, "an affordance", *where, "void_by")
    for i, component in enumerate(file.components):
        check.keys_known(component.grants, affordances, "an affordance", "rubric", "components", i, "grants")


def _sign_off(folder: RubricFolder, check: References) -> None:
    file = folder.rubric
    rungs = tuple(r.id for r in file.sign_off)
    if file.escalation is None:
        if file.options:
            check.problems.append(
                Problem("E413", ("rubric",), "options need `escalation`: who signs because of the outcome")
            )
        return
    where = ("rubric", "escalation")
    for part in ("rests_on_novelty", "irreversible", "default"):
        check.known(getattr(file.escalation, part), rungs, "a sign-off level", *where, part)
    for level, rung in file.escalation.tolerable_at_severity.items():
        check.known(rung, rungs, "a sign-off level", *where, "tolerable_at_severity", level)


def _classifications(folder: RubricFolder, words: Vocabulary, check: References) -> None:
    rules = tuple(r.id for r in folder.rules.rules)
    for i, cls in enumerate(folder.rubric.classifications):
        where: KeyPath = ("rubric", "classifications", i)
        check.known(cls.otherwise, cls.values, f"a value of {cls.id}", *where, "otherwise")
        check.keys_known(cls.caps, cls.values, f"a value of {cls.id}", *where, "caps")
        for value, option in cls.caps.items():
            check.known(option, words.options, "an option", *where, "caps", value)
        check.all_known(cls.order, rules, "a rule", *where, "order")


def _criteria(folder: RubricFolder, words: Vocabulary, check: References) -> None:
    scales = folder.rubric.scales
    for i, criterion in enumerate(folder.criteria.criteria):
        where: KeyPath = ("criteria", "criteria", i)
        if criterion.scale is not None:
            check.known(criterion.scale, tuple(scales), "a scale", *where, "scale")
        if criterion.scale in scales and len(scales[criterion.scale].levels) != len(criterion.levels):
            message = f"scale {criterion.scale} has another number of levels"
            check.problems.append(Problem("E414", (*where, "levels"), message))
        if [x.level for x in criterion.levels] != list(range(1, len(criterion.levels) + 1)):
            check.problems.append(Problem("E414", (*where, "levels"), "levels are listed in order, from 1"))
        check.all_known(criterion.domains or (), words.subjects, "a domain or unit", *where, "domains")


def _tolerance(tolerance: ToleranceFile, actors: tuple[str, ...], check: References) -> None:
    def complete(given: Iterable[int], *path: str | int) -> None:
        said = set(given)
        check.problems.extend(
            Problem("E413", ("tolerance", *path), f"nothing is said for level {level}")
            for level in LEVELS
            if level not in said
        )

    complete(tolerance.table, "table")
    for severity, row in tolerance.table.items():
        complete(row, "table", severity)
    complete(tolerance.floors, "floors")
    complete((s.level for s in tolerance.severities), "severities")
    check.exactly(tolerance.prevalence, actors, "an actor", "tolerance", "prevalence")
    for actor, by_severity in tolerance.prevalence.items():
        complete(by_severity, "prevalence", actor)
    check.exactly(tolerance.amounts, AMOUNTS, "an amount", "tolerance", "amounts")
    check.all_known(tolerance.lone_actors, actors, "an actor", "tolerance", "lone_actors")


def _benefits(folder: RubricFolder, words: Vocabulary, check: References) -> None:
    if folder.benefits is None:
        return
    ids = tuple(b.id for b in folder.benefits.benefits)
    for i, benefit in enumerate(folder.benefits.benefits):
        check.exactly(benefit.keeps, words.options, "an option", "benefits", "benefits", i, "keeps")
    for i, alternative in enumerate(folder.benefits.alternatives):
        where: KeyPath = ("benefits", "alternatives", i)
        check.keys_known(alternative.recovers, ids, "a benefit", *where, "recovers")
        check.known(alternative.up_to, words.options, "an option", *where, "up_to")


def _indicators(folder: RubricFolder, words: Vocabulary, check: References) -> None:
    criteria = tuple(dict.fromkeys(f"{r.criterion.group}.{r.criterion.id}" for r in words.ratings.values()))
    for i, benchmark in enumerate(folder.benchmarks.benchmarks):
        check.all_known(benchmark.criteria, criteria, "a criterion", "benchmarks", "benchmarks", i, "criteria")
    if folder.indicators is None:
        return
    for i, screen in enumerate(folder.indicators.screens):
        check.keys_known(screen.suggests, tuple(words.ratings), "a rating", "indicators", "screens", i, "suggests")
    for i, gauge in enumerate(folder.indicators.gauges):
        check.all_known(gauge.criteria, criteria, "a criterion", "indicators", "gauges", i, "criteria")
    for i, hint in enumerate(folder.indicators.evaluations):
        where: KeyPath = ("indicators", "evaluations", i, "criteria")
        check.all_known(hint.criteria, (*criteria, *words.ratings), "a criterion or a rating", *where)


def _sources(folder: RubricFolder) -> Iterator[tuple[KeyPath, str]]:
    file = folder.rubric
    listed: list[tuple[str, str, Sequence[Any]]] = [("rubric", name, getattr(file, name)) for name in _LISTS]
    listed += [("criteria", "criteria", folder.criteria.criteria), ("rules", "rules", folder.rules.rules)]
    if folder.benefits:
        listed += [(part, name, getattr(folder.benefits, name)) for part, name in
                   (("benefits", "benefits"), ("benefits", "alternatives"))]  # fmt: skip
    if folder.indicators:
        listed += [(part, name, getattr(folder.indicators, name)) for part, name in
                   (("indicators", "screens"), ("indicators", "gauges"), ("indicators", "evaluations"))]  # fmt: skip
        for i, gauge in enumerate(folder.indicators.gauges):
            for j, found in enumerate(gauge.reached):
                yield ("indicators", "gauges", i, "reached", j, "source"), found.source.ref
    listed.append(("benchmarks", "benchmarks", folder.benchmarks.benchmarks))
    for part, name, items in listed:
        for i, item in enumerate(items):
            yield (part, name, i, "source"), item.source.ref
    for i, trigger in enumerate(file.validity.triggers):
        yield ("rubric", "validity", "triggers", i, "source"), trigger.source.ref
    blocks = (("staging", file.staging), ("evidence_bars", file.evidence_bars))
    yield from (
        (("rubric", part, "source"), b.source.ref) for part, b in blocks if b is not None and b.source is not None
    )
    for name, framework in file.formal_frameworks.items():
        yield ("rubric", "formal_frameworks", name, "source"), framework.source.ref
    for name, domain in (folder.pathways.domains if folder.pathways else {}).items():
        yield ("pathways", "domains", name, "source"), domain.source.ref
    if folder.tolerance:
        yield ("tolerance", "source"), folder.tolerance.source.ref
