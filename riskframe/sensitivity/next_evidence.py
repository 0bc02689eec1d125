"""Which evaluation to run next: what the decision would do if one criterion were resolved."""

from __future__ import annotations

from riskframe.decision.settling import evaluations_for
from riskframe.decision.weights import weighed
from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.records import Resolved
from riskframe.sensitivity.resolving import answers_if_resolved, open_ratings, rating_of
from riskframe.sensitivity.spread import spread_of
from riskframe.sensitivity.value import cost_of, gain, gains_alone


def next_evidence(found: Evaluation) -> tuple[Resolved, ...]:
    """Criteria in the order in which resolving them would move the decision; those that move nothing are left out.

    Unknowns first, by how many options they hold back; then known ratings with an interval, by what resolving them
    is worth where the board sets weights, and by the share of their spread that changes the answer. Costs are shown
    beside them and order nothing.
    """
    candidates = open_ratings(found)
    answers = answers_if_resolved(found, [(name, level) for name, levels in candidates.items() for level in levels])
    options = [o.id for o in found.rubric.options]
    now = found.answer("conservative")
    weights = weighed(found)
    worth = gains_alone(found, weights) if weights is not None else {}
    listed = []
    for name, levels in candidates.items():
        by_level = {level: answers[name, level] for level in levels}
        if set(by_level.values()) == {now}:
            continue
        rating = rating_of(found, name)
        spread = spread_of(rating)
        changed = None if spread is None else sum(s for level, s in spread.items() if by_level.get(level, now) != now)
        cost = cost_of(found, name)
        listed.append(
            Resolved(
                what=name,
                unknown=not rating.known,
                answers={level: options[a] for level, a in by_level.items()},
                share_changed=changed,
                opens_to=options[max(by_level.values())],
                closes_to=options[min(by_level.values())],
                options_opened=max(by_level.values()) - now,
                evaluations=evaluations_for(found, name),
                cost=cost,
                value=gain(worth[name], cost) if name in worth else None,
            )
        )
    return tuple(sorted(listed, key=_rank))


def _rank(one: Resolved) -> tuple[bool, float, float, float, str]:
    worth = max(one.value.gain) if one.value else 0.0
    if one.unknown:
        return False, -one.options_opened, -worth, 0.0, one.what
    return True, -worth, -(one.share_changed or 0.0), -one.options_opened, one.what
