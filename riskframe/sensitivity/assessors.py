"""Several assessors: how far they agree, and what each would recommend alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from riskframe.decision.recommend import recommend
from riskframe.engine.bind import bind
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Profile
from riskframe.ratings import Rating
from riskframe.sensitivity.records import Agreement, AloneWith, Spreading


def agreement(found: Evaluation) -> Agreement | None:
    """Spread, ordinal agreement and each assessor's own recommendation; None where nothing is rated by several."""
    ratings = {n: r for n, r in found.bound.ratings.items() if len(r.by_assessor) > 1 and r.path == n}
    if not ratings:
        return None
    spreads = []
    for name, rating in ratings.items():
        best = {who: levels[1] if levels else None for who, levels in rating.by_assessor.items()}
        known = [b for b in best.values() if b is not None]
        spreads.append(Spreading(name, best, max(known) - min(known) if len(known) > 1 else None))
    units = [[b for b in s.best.values() if b is not None] for s in spreads]
    who_rated = dict.fromkeys(who for r in ratings.values() for who in r.by_assessor)
    return Agreement(
        ordinal_alpha(units),
        len(units),
        tuple(sorted(spreads, key=lambda s: (-(s.steps_apart or 0), s.what))),
        tuple(_alone(found, who) for who in who_rated),
    )


def _alone(found: Evaluation, who: str) -> AloneWith:
    profile = only(found.bound.profile, who)
    result = recommend(evaluate(bind(profile, found.compiled)))
    assessor = next(a for a in profile.assessors if a.id == who)
    return AloneWith(who, assessor.role, result.start, result.aim, assessor.dissent)


def only(profile: Profile, who: str) -> Profile:
    """The profile with each several-assessor rating replaced by that of one assessor (unknown where they gave none)."""

    def one(rating: Any) -> Any:
        if isinstance(rating, dict):
            return {name: one(r) for name, r in rating.items()}
        if not isinstance(rating, Rating) or rating.by is None:
            return rating
        own = rating.by.get(who)
        if own is None:
            return Rating(unknown=True)
        return own.model_copy(update={"evidence": own.evidence or rating.evidence})

    capabilities = {
        name: block.model_copy(
            update={f: one(getattr(block, f)) for f in ("as_released", "safeguards_off", "as_modified")}
        )
        for name, block in profile.capabilities.items()
    }
    return profile.model_copy(
        update={
            "capabilities": capabilities,
            "context": one(dict(profile.context)),
            "ratings": {group: one(dict(entries)) for group, entries in profile.ratings.items()},
            "safeguards": tuple(s.model_copy(update={"strength": one(s.strength)}) for s in profile.safeguards),
        }
    )


def ordinal_alpha(units: Iterable[Sequence[int]]) -> float | None:
    """Krippendorff's alpha with the ordinal difference, for units each holding the known ratings it got.

    Units with fewer than two ratings cannot be paired and drop out. None where no pair is left; 1 where all pairable
    ratings are the same. Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    pairable = [list(u) for u in units if len(u) > 1]
    values = sorted({v for u in pairable for v in u})
    if not pairable:
        return None
    place = {v: i for i, v in enumerate(values)}
    size = len(values)
    coincidence = [[0.0] * size for _ in values]
    for unit in pairable:
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    coincidence[place[a]][place[b]] += 1 / (len(unit) - 1)
    marginals = [sum(row) for row in coincidence]
    total = sum(marginals)

    def distance(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        return (sum(marginals[low : high + 1]) - (marginals[low] + marginals[high]) / 2) ** 2

    observed = sum(coincidence[a][b] * distance(a, b) for a in range(size) for b in range(size))
    expected = sum(marginals[a] * marginals[b] * distance(a, b) for a in range(size) for b in range(size) if a != b)
    return 1.0 if expected == 0 else 1 - (total - 1) * observed / expected
