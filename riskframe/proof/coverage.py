"""Coverage: which rules the cases of a rubric see fire and stay quiet, and which outcomes they bring about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskframe.decision.recommend import recommend
from riskframe.diagnostics import Problem
from riskframe.engine.evaluate import Evaluation
from riskframe.proof.cases import CaseResult
from riskframe.rubric.conditions import OptionCompare, literals
from riskframe.rubric.resolve import Rubric

START = "start"
"""What an outcome is of, where it is an option and not a class."""


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """A rule, and the cases by name in which it fires under some option, and in which it stays quiet under all.

    A rule that is written out for domains counts for each of them, so a case may stand on both sides.
    """

    rule: str
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeSeen:
    """An option as start, or a value of a classification, and the cases by name that have it."""

    of: str
    """`start`, or the id of a classification."""
    value: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases reach, in the order of the rubric. Cases whose profile cannot be read reach nothing."""

    rules: tuple[RuleSeen, ...]
    outcomes: tuple[OutcomeSeen, ...]

    @property
    def rules_not_fired(self) -> tuple[str, ...]:
        return tuple(r.rule for r in self.rules if not r.fires)

    @property
    def rules_not_quiet(self) -> tuple[str, ...]:
        return tuple(r.rule for r in self.rules if not r.quiet)

    @property
    def starts(self) -> tuple[str, ...]:
        """Options at which some case starts."""
        return tuple(o.value for o in self.outcomes if o.of == START and o.cases)

    @property
    def missing(self) -> tuple[OutcomeSeen, ...]:
        """Outcomes that no case has."""
        return tuple(o for o in self.outcomes if not o.cases)

    @property
    def full_for_rules(self) -> bool:
        """Whether every rule is seen both to fire and to stay quiet."""
        return not (self.rules_not_fired or self.rules_not_quiet)


def coverage(rubric: Rubric, results: tuple[CaseResult, ...]) -> Coverage:
    """What the cases that were run reach, in the conservative reading."""
    fires: dict[str, list[str]] = {rule.id: [] for rule in rubric.folder.rules.rules}
    quiet: dict[str, list[str]] = {rule.id: [] for rule in rubric.folder.rules.rules}
    seen: dict[tuple[str, str], list[str]] = {(START, option.id): [] for option in rubric.options}
    seen |= {(cls.id, value): [] for cls in rubric.file.classifications for value in cls.values}
    for result in results:
        found = result.evaluation
        if found is None:
            continue
        for rule, kept in _seen(rubric, found):
            (fires if kept else quiet)[rule].append(result.name)
        reached = {(START, recommend(found).start)} if rubric.options else set()
        reached |= {(cls, found.class_value(cls, domain, "conservative")) for cls, domain in found.compiled.classes}
        for outcome in reached:
            seen[outcome].append(result.name)
    return Coverage(
        tuple(RuleSeen(rule, tuple(fires[rule]), tuple(quiet[rule])) for rule in fires),
        tuple(OutcomeSeen(of, value, tuple(names)) for (of, value), names in seen.items()),
    )


def _seen(rubric: Rubric, found: Evaluation) -> set[tuple[str, bool]]:
    """Rules with whether they fire; one that is written out for domains may fire in one and stay quiet in another."""
    seen = set()
    for rule in rubric.rules:
        hits = [found.fires(rule.key, place, "conservative") for place in found.places or (0,)]
        seen |= {(rule.id, True)} if any(hits) else {(rule.id, False)}
        # What is said of options alone is the same for every model: it stays quiet under the other options.
        if not all(hits) and all(isinstance(part.atom, OptionCompare) for part in literals(rule.when)):
            seen.add((rule.id, False))
    return seen


def reachable(reached: Coverage, problems: Iterable[Problem], rubric: Rubric) -> Coverage:
    """The coverage without starts that a proof found out of reach (E442, W442): no case can have them."""
    beyond = {p.path for p in problems if p.code in ("E442", "W442")}
    kept = [
        o
        for o in reached.outcomes
        if o.of != START or ("rubric", "options", rubric.option_place[o.value]) not in beyond
    ]
    return Coverage(reached.rules, tuple(kept))


def coverage_gaps(rubric: Rubric, reached: Coverage) -> Iterator[Problem]:
    """What no case reaches, at the item itself: rules as errors (E448), outcomes as warnings (W448)."""
    places = {rule.id: i for i, rule in enumerate(rubric.folder.rules.rules)}
    for seen in reached.rules:
        lacking = [what for what, cases in (("fire", seen.fires), ("stay quiet", seen.quiet)) if not cases]
        if lacking:
            yield Problem(
                "E448", ("rules", "rules", places[seen.rule]), f'no case sees rule "{seen.rule}" {" or ".join(lacking)}'
            )
    classes = {cls.id: i for i, cls in enumerate(rubric.file.classifications)}
    for outcome in reached.missing:
        if outcome.of == START:
            path: tuple[str | int, ...] = ("rubric", "options", rubric.option_place[outcome.value])
            message = f'no case starts at "{outcome.value}"'
        else:
            path = ("rubric", "classifications", classes[outcome.of], "values")
            message = f'no case has {outcome.of} come out "{outcome.value}"'
        yield Problem("W448", path, message, severity="warning")
