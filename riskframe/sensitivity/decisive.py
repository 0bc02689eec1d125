"""Which ratings the shares hang on, and at which point of a rating's spread the likeliest answer changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.records import Decisive, Turn
from riskframe.sensitivity.shares import Shares, Variable

NOISE = 1e-12
"""Shares are sums of products of floats: a smaller difference is none."""


def decisive(harmful: Shares, favourable: Shares, found: Evaluation, start: int) -> tuple[Decisive, ...]:
    """Ratings by how much the share of going beyond the start (or of keeping it, at the top) depends on them.

    The two bounds vary the same ratings: what has a spread does not depend on where unknowns stand.
    """
    options = [o.id for o in found.rubric.options]
    beyond = set(options[start + 1 :]) or {options[start]}
    base = harmful.most_open
    listed = []
    for variable, rows, others in zip(harmful.variables, harmful.given, favourable.given, strict=True):
        by_level, instead = _by_level(variable, rows, beyond), _by_level(variable, others, beyond)
        swings = [max(x.values()) - min(x.values()) for x in (by_level, instead)]
        if max(swings) <= NOISE:
            continue
        turns = (
            _turn(base, row, weight, next(iter(outcome.values())))
            for outcome, weight, row in zip(variable.outcomes, variable.shares, rows, strict=True)
        )
        listed.append(
            Decisive(variable.name, swings[0], by_level, swings[1], instead, tuple(t for t in turns if t is not None))
        )
    return tuple(sorted(listed, key=lambda d: (-d.swing, -d.swing_favourable, d.what)))


def _by_level(variable: Variable, rows: Sequence[Mapping[str, float]], beyond: AbstractSet[str]) -> dict[int, float]:
    """level -> share of the options beyond the start."""
    pairs = zip(variable.outcomes, rows, strict=True)
    return dict(sorted((next(iter(o.values())), sum(row[b] for b in sorted(beyond))) for o, row in pairs))


def _turn(base: dict[str, float], given: dict[str, float], weight: float, level: int) -> Turn | None:
    """The least share on a level at which another option becomes the likeliest; None where none ever does."""
    if weight >= 1:
        return None
    # At share s on the level: s * given + (1 - s) * rest, where rest are the shares given that it is not this level.
    rest = {o: (base[o] - weight * given[o]) / (1 - weight) for o in base}
    now = max(base, key=lambda o: base[o])
    best: Turn | None = None
    for option in base:
        if option == now:
            continue
        slope = (given[option] - rest[option]) - (given[now] - rest[now])
        if slope <= 0:
            continue
        share = (rest[now] - rest[option]) / slope
        if weight < share <= 1 and (best is None or share < best.share):
            best = Turn(level, share, option)
    return best
