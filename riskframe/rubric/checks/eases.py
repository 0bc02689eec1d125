"""Levels and their eases run the same way, so that worse always means easier (E434)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Criterion
from riskframe.scales import TOP, Polarity

CODE = "E434"


def ease_faults(rubric: Rubric) -> Iterator[Problem]:
    """Eases that run against their criterion's polarity, or are left to a default that cannot be meant."""
    in_paths = _read_by_steps(rubric)
    for i, criterion in enumerate(rubric.criteria):
        where: KeyPath = ("criteria", "criteria", i, "levels")
        rating = next((r for r in rubric.ratings.values() if r.criterion is criterion), None)
        if rating is None:
            continue
        risk = criterion.polarity is Polarity.RISK
        for low, high in pairwise(criterion.levels):
            before, after = rating.ease_of(low.level), rating.ease_of(high.level)
            if before > after if risk else before < after:
                turn = "fall" if risk else "rise"
                message = (
                    f"level {high.level} has ease {after} and level {low.level} has {before}: eases of a "
                    f"{criterion.polarity.value} criterion never {turn} with the level"
                )
                yield Problem(CODE, (*where, high.level - 1), message)
        if stem(criterion) in in_paths and len(criterion.levels) != TOP:
            for j, level in enumerate(criterion.levels):
                if level.ease is None:
                    message = (
                        f"{stem(criterion)} stands in a path and has {len(criterion.levels)} levels, not {TOP}: each "
                        "level states its ease, or an unknown rating would not stand at the harmful end"
                    )
                    yield Problem(CODE, (*where, j), message, hint="add `ease`, 5 trivial to 1 infeasible")


def stem(criterion: Criterion) -> str:
    """`<group>.<id>`."""
    return f"{criterion.group}.{criterion.id}"


def _read_by_steps(rubric: Rubric) -> set[str]:
    found = set()
    for path in rubric.paths:
        for _, step in path.steps:
            rating = rubric.rating_of_step(step, path.domain)
            if rating is not None:
                found.add(stem(rating.criterion))
    return found
