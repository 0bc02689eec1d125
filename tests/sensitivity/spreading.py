"""Pairs whose answer really varies: every level of a random profile widened by a step to either side."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from riskframe.engine.evaluate import Evaluation
from riskframe.profile import Profile
from riskframe.ratings import Rating
from riskframe.rubric.resolve import Rubric
from tests.strategies import Pair, evaluation_of, pair, pairs


def wide(rubric: Rubric, profile: Profile) -> Profile:
    """The profile with each rating of one level, or of one interval, a step wider at both ends."""

    def widened(given: Any, top: int) -> Any:
        if isinstance(given, dict):
            return {name: widened(one, top) for name, one in given.items()}
        if not isinstance(given, Rating) or given.by or given.unknown or given.not_applicable:
            return given
        low, high = (given.level, given.level) if given.level is not None else (given.lo, given.hi)
        best = given.level if given.level is not None else given.best
        if not (isinstance(low, int) and isinstance(high, int)):
            return given
        return given.model_copy(update={"level": None, "lo": max(1, low - 1), "best": best, "hi": min(top, high + 1)})

    tops = {f"{r.criterion.group}.{r.criterion.id}": r.top for r in rubric.ratings.values()}
    return profile.model_copy(
        update={
            "capabilities": {
                name: block.model_copy(
                    update={f: widened(getattr(block, f), 5) for f in ("as_released", "safeguards_off", "as_modified")}
                )
                for name, block in profile.capabilities.items()
            },
            "context": {name: widened(r, tops.get(f"context.{name}", 5)) for name, r in profile.context.items()},
            "safeguards": tuple(s.model_copy(update={"strength": widened(s.strength, 5)}) for s in profile.safeguards),
        }
    )


def wide_evaluation(found: Pair) -> Evaluation:
    return evaluation_of(wide(found.rubric, found.profile), found.drawn)


def wide_evaluations() -> st.SearchStrategy[Evaluation]:
    return pairs().map(wide_evaluation)


def varied(count: int, *, tries: int = 2_000) -> list[Evaluation]:
    """The first evaluations, by seed, whose answer varies over the spread."""
    from riskframe.sensitivity.shares import exact_shares

    found: list[Evaluation] = []
    for seed in range(tries):
        one = wide_evaluation(pair(seed % 100, seed * 31 + 5))
        if one.rubric.options:
            shares = exact_shares(one, "unknowns_favourable", "independent").most_open.values()
            if sum(share > 0 for share in shares) > 1:
                found.append(one)
        if len(found) == count:
            break
    return found
