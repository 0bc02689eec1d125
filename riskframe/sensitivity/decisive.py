"""Which ratings the shares hang on, and at which point of a rating's spread the likeliest answer changes."""

from __future__ import annotations

from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.records import Decisive, Turn
from riskframe.sensitivity.shares import Shares


def decisive(shares: Shares, found: Evaluation, start: int) -> tuple[Decisive, ...]:
    """Ratings by how much the share of going beyond the start (or of keeping it, at the top) depends on them."""
    options = [o.id for o in found.rubric.options]
    beyond = set(options[start + 1 :]) or {options[start]}
    base = shares.most_open
    listed = []
    for variable, rows in zip(shares.variables, shares.given, strict=True):
        by_level = {}
        turns = []
        for outcome, weight, row in zip(variable.outcomes, variable.shares, rows, strict=True):
            level = next(iter(outcome.values()))
            by_level[level] = sum(row[o] for o in beyond)
            turn = _turn(base, row, weight, level)
            if turn is not None:
                turns.append(turn)
        swing = max(by_level.values()) - min(by_level.values())
        if swing > 0:
            listed.append(Decisive(variable.name, swing, dict(sorted(by_level.items())), tuple(turns)))
    return tuple(sorted(listed, key=lambda d: (-d.swing, d.what)))


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
