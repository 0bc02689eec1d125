"""Cases: a rubric's tests as sentences, run, compared, and summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskframe.decision.conditions import release_conditions
from riskframe.decision.recommend import recommend, verdict_on
from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.engine.evaluate import Evaluation
from riskframe.proof.shown import Raw, Shown
from riskframe.rubric.schema import Case, Expectation


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that a case expects, and what came out."""

    what: str
    """`start`, `aim`, `verdict`, `fires <rule>`, `quiet <rule>`, `zone of <domain> under <option>`, `<class>`."""
    expected: str
    actual: str
    key: tuple[str | int, ...]
    """Where it stands below the case's `expect`."""

    @property
    def holds(self) -> bool:
        return self.expected == self.actual

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}" + ("" if self.holds else f", came out {self.actual}")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run. `problems` are faults of its profile; nothing is compared then."""

    name: str
    checks: tuple[Checked, ...]
    problems: tuple[Problem, ...] = ()
    profile: Any = None
    """The merged profile, as a file would hold it."""
    evaluation: Evaluation | None = None

    @property
    def passed(self) -> bool:
        return not self.problems and all(check.holds for check in self.checks)

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        if self.problems:
            return f"{self.name}: its profile cannot be read: {self.problems[0].message}."
        wrong = [str(check) for check in self.checks if not check.holds]
        return f"{self.name}: {'; '.join(wrong)}." if wrong else f"{self.name}: as expected."


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Raw:
    """`over` laid over `base`, mapping by mapping. Lists are replaced; a null takes the entry away."""
    found = dict(base)
    for key, value in over.items():
        below = found.get(key)
        if value is None:
            found.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(below, Mapping):
            found[key] = merged(below, value)
        else:
            found[key] = value
    return found


def run_case(case: Case, shown: Shown) -> CaseResult:
    """Run one case of the rubric; what its profile shows is added to `shown`."""
    rubric = shown.evaluator.rubric
    base = rubric.folder.cases.bases.get(case.base, {}) if case.base is not None else {}
    raw = merged(base, case.profile)
    try:
        found = shown.add(raw)
    except InvalidProblems as error:
        return CaseResult(case.name, (), error.problems, raw)
    return CaseResult(case.name, tuple(_checks(case.expect, found)), (), raw, found)


def run_cases(shown: Shown, *, progress: Callable[[str], None] = lambda _: None) -> tuple[CaseResult, ...]:
    """Run every case of the rubric; `progress` is told each one's name as it begins."""
    results = []
    for case in shown.evaluator.rubric.folder.cases.cases:
        progress(case.name)
        results.append(run_case(case, shown))
    return tuple(results)


def case_faults(results: tuple[CaseResult, ...]) -> Iterator[Problem]:
    """Cases whose profile cannot be read (E446), and expectations that are not met (E447)."""
    for i, result in enumerate(results):
        where = ("cases", "cases", i)
        for problem in result.problems:
            message = f'case "{result.name}": {problem.message}'
            yield Problem("E446", (*where, "profile", *problem.path), message, problem.allowed, problem.hint)
        for check in result.checks:
            if not check.holds:
                message = f'case "{result.name}": {check}'
                yield Problem("E447", (*where, "expect", *check.key), message)


def _checks(expect: Expectation, found: Evaluation) -> Iterator[Checked]:
    rubric = found.rubric
    if rubric.options:
        yield from _outcome(expect, found)
    for part, wanted in (("fires", True), ("quiet", False)):
        for i, name in enumerate(getattr(expect, part)):
            fired = _fires(found, name)
            actual = part if bool(fired) is wanted else "quiet" if wanted else f"fires for {', '.join(fired)}"
            yield Checked(f"{part} {name}", part, actual, (part, i))
    for option, zones in expect.zones.items():
        for domain, zone in zones.items():
            actual = found.zone(domain, rubric.option_place[option], "conservative").value
            yield Checked(f"zone of {domain} under {option}", zone.value, actual, ("zones", option, domain))
    for name, value in expect.classes.items():
        cls, _, subject = name.partition(".") if name not in rubric.classifications else (name, "", "")
        actual = found.class_value(cls, subject or None, "conservative")
        yield Checked(name, value, actual, ("classes", name))


def _outcome(expect: Expectation, found: Evaluation) -> Iterator[Checked]:
    recommendation = recommend(found)
    if expect.start is not None:
        yield Checked("start", expect.start, recommendation.start, ("start",))
    if expect.aim is not None:
        yield Checked("aim", expect.aim, recommendation.aim, ("aim",))
    if expect.verdict is not None:
        proposed = found.bound.profile.release.proposed
        actual = "none, for nothing is proposed"
        if proposed is not None:
            applies = tuple(c.id for c in release_conditions(found) if proposed in c.options)
            actual = verdict_on(found, proposed, applies).verdict
        yield Checked("verdict", expect.verdict, actual, ("verdict",))


def _fires(found: Evaluation, name: str) -> list[str]:
    """Under which options a rule (or one of its domains) fires, conservative reading."""
    rubric = found.rubric
    names = [option.id for option in rubric.options] or ["the model"]
    keys = [rule.key for rule in rubric.rules if name in (rule.id, rule.key)]
    return [option for place, option in enumerate(names) if any(found.fires(k, place, "conservative") for k in keys)]
