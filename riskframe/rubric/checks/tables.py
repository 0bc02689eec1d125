"""Tables are monotone: more severe, easier or less common never counts for less (E433); numbers say what they count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import ToleranceFile
from riskframe.scales import AMOUNTS, LEVELS, ZONES

CODE = "E433"


def table_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of the tolerance table, of the eases beside it and of the sign-off table; facts without unit or choices."""
    if rubric.tolerance is not None:
        yield from _zones(rubric.tolerance)
        yield from _floors(rubric.tolerance)
        yield from _prevalence(rubric.tolerance, rubric.actors)
        yield from _amounts(rubric.tolerance)
        yield from _lone(rubric.tolerance, rubric.actors)
    yield from _sign_off(rubric)
    yield from _facts(rubric)


def _zones(tolerance: ToleranceFile) -> Iterator[Problem]:
    def worse(severity: int, level: int) -> int:
        return ZONES.index(tolerance.table[severity][level])

    for severity in LEVELS:
        for low, high in pairwise(LEVELS):
            if worse(severity, high) < worse(severity, low):
                message = (
                    f"level {high} is {tolerance.table[severity][high].value} where level {low} is "
                    f"{tolerance.table[severity][low].value}"
                )
                yield Problem(CODE, ("tolerance", "table", severity, high), message)
    for level in LEVELS:
        for low, high in pairwise(LEVELS):
            if worse(high, level) < worse(low, level):
                message = (
                    f"level {level} is {tolerance.table[high][level].value} at severity {high} and "
                    f"{tolerance.table[low][level].value} at severity {low}"
                )
                yield Problem(CODE, ("tolerance", "table", high, level), message)


def _floors(tolerance: ToleranceFile) -> Iterator[Problem]:
    for low, high in pairwise(LEVELS):
        if tolerance.floors[high] < tolerance.floors[low]:
            message = f"the floor at severity {high} lies below that at severity {low} ({tolerance.floors[low]})"
            yield Problem(CODE, ("tolerance", "floors", high), message)
    highest = max(tolerance.floors.values())
    if tolerance.unbacked < highest:
        message = f"a step without its evidence would count as harder than the highest floor, {highest}"
        yield Problem(CODE, ("tolerance", "unbacked"), message)


def _prevalence(tolerance: ToleranceFile, actors: tuple[str, ...]) -> Iterator[Problem]:
    where: KeyPath = ("tolerance", "prevalence")
    for actor, by_severity in tolerance.prevalence.items():
        for low, high in pairwise(LEVELS):
            if by_severity[high] < by_severity[low]:
                message = f'severity never lowers how many count: "{actor}" is {by_severity[low]} at severity {low}'
                yield Problem(CODE, (*where, actor, high), message)
    for poorer, richer in pairwise(actors):
        for severity in LEVELS:
            if tolerance.prevalence[richer][severity] > tolerance.prevalence[poorer][severity]:
                message = (
                    f'better-resourced actors are rarer: "{richer}" stands above "{poorer}" '
                    f"({tolerance.prevalence[poorer][severity]}) at severity {severity}"
                )
                yield Problem(CODE, (*where, richer, severity), message)


def _amounts(tolerance: ToleranceFile) -> Iterator[Problem]:
    for less, more in pairwise(AMOUNTS):
        if tolerance.amounts[more] <= tolerance.amounts[less]:
            message = f"{more} is easier than {less} ({tolerance.amounts[less]})"
            yield Problem(CODE, ("tolerance", "amounts", more), message)


def _lone(tolerance: ToleranceFile, actors: tuple[str, ...]) -> Iterator[Problem]:
    for i, actor in enumerate(tolerance.lone_actors):
        poorer = actors[: actors.index(actor)]
        spared = [name for name in poorer if name not in tolerance.lone_actors]
        if spared:
            message = f'what slows "{actor}" also slows the less-resourced "{spared[0]}"'
            yield Problem(CODE, ("tolerance", "lone_actors", i), message)


def _sign_off(rubric: Rubric) -> Iterator[Problem]:
    rules = rubric.file.escalation
    if rules is None:
        return
    rung = rubric.sign_off_place
    signed = [rules.tolerable_at_severity.get(severity, rules.default) for severity in LEVELS]
    for (low, lower), (high, higher) in pairwise(zip(LEVELS, signed, strict=True)):
        if rung[higher] < rung[lower]:
            message = f"a tolerable domain of severity {high} is signed lower ({higher}) than one of {low} ({lower})"
            yield Problem(CODE, ("rubric", "escalation", "tolerable_at_severity", high), message)
    for part in ("rests_on_novelty", "irreversible"):
        if rung[getattr(rules, part)] < rung[rules.default]:
            message = f"this is signed lower than any release decision ({rules.default})"
            yield Problem(CODE, ("rubric", "escalation", part), message)


def _facts(rubric: Rubric) -> Iterator[Problem]:
    for i, fact in enumerate(rubric.file.facts):
        where: KeyPath = ("rubric", "facts", i)
        if fact.type == "number" and fact.unit is None:
            yield Problem("E413", where, f'the number "{fact.id}" has no unit', hint="add `unit`")
        if fact.type == "choice" and not fact.choices:
            yield Problem("E413", where, f'"{fact.id}" is a choice among nothing', hint="add `choices`")
