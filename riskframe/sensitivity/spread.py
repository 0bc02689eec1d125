"""How a known rating spreads over levels. Read by shares and what follows from them; no rule and no gate reads it.

Basis: design. A rating's stated shares are taken as they are. Otherwise `best` takes a weight by the assessor's
confidence and the rest is spread evenly over the other levels of the interval; an interval of one level is that level.
Several assessors are an even mixture of theirs. An unknown rating has no spread at all: every figure is a pair, with
unknowns at their harmful and at their favourable end.
"""

from __future__ import annotations

from riskframe.engine.resolved import ResolvedRating
from riskframe.ratings import Rating
from riskframe.rubric.vocabulary import RatingPath

WEIGHT_OF_BEST: dict[str | None, float] = {"high": 0.8, "medium": 0.6, "low": 0.4, None: 0.4}
"""Share of belief at `best` by confidence; a confidence that is not stated counts as low. Ours (basis: design)."""

Spread = dict[int, float]
"""level -> share; shares sum to 1."""


def spread_of(rating: ResolvedRating) -> Spread | None:
    """The spread of a known rating over levels 1..top; None where it is unknown or does not apply."""
    if not rating.known:
        return None
    assert rating.lo is not None
    assert rating.best is not None
    assert rating.hi is not None
    given = rating.source
    if given is not None and given.shares is not None:
        return _stated(given, rating.rating)
    if given is not None and given.by:
        parts = [_of_assessor(one, rating.rating, rating.confidence) for one in given.by.values()]
        known = [p for p in parts if p is not None]
        if known:
            return {
                level: total
                for level in range(1, rating.rating.top + 1)
                if (total := sum(p.get(level, 0.0) for p in known) / len(known))
            }
    return _interval(rating.lo, rating.best, rating.hi, rating.confidence)


def _of_assessor(given: Rating, rating: RatingPath, confidence: str | None) -> Spread | None:
    if given.shares is not None:
        return _stated(given, rating)
    level = rating.level_of(given.level)
    if level is not None:
        return {level: 1.0}
    lo, best, hi = (rating.level_of(x) for x in (given.lo, given.best, given.hi))
    if lo is None or best is None or hi is None:
        return None
    return _interval(lo, best, hi, given.confidence or confidence)


def _stated(given: Rating, rating: RatingPath) -> Spread:
    assert given.shares is not None
    total = sum(given.shares.values())
    levels = {rating.level_of(word): share / total for word, share in given.shares.items() if share > 0}
    return {level: levels[level] for level in sorted(x for x in levels if x is not None)}


def _interval(lo: int, best: int, hi: int, confidence: str | None) -> Spread:
    if lo == hi:
        return {lo: 1.0}
    others = (1 - WEIGHT_OF_BEST[confidence]) / (hi - lo)
    return {level: WEIGHT_OF_BEST[confidence] if level == best else others for level in range(lo, hi + 1)}
