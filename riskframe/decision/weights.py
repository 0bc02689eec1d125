"""The one place with arithmetic over benefits: the board's weights. They are shown, and they decide nothing."""

from __future__ import annotations

from dataclasses import dataclass

from riskframe.decision.recommend import benefit_size
from riskframe.engine.evaluate import Evaluation


@dataclass(frozen=True, slots=True)
class Weighed:
    """The board's weights over the benefits of one rubric."""

    weights: dict[str, float]
    """Benefit -> its weight as a share of all weights, in the rubric's order; those of weight 0 are left out."""
    not_counted: tuple[str, ...]
    """Of these, the ones that count as absent: of unknown size, or of size 1, which says that openness gives nothing."""
    kept: tuple[float, ...]
    """By place of the option: the weighted share of the benefits that it keeps, 0..1."""


def weighed(found: Evaluation) -> Weighed | None:
    """What the board's weights say of every option; None where it sets none.

    The size of a benefit is a level and is not multiplied: a weight says by itself how much the benefit is worth.
    """
    rubric, given = found.rubric, found.bound.profile.benefits
    stated = {b.id: weight for b in rubric.benefits if b.id in given and (weight := given[b.id].weight)}
    total = sum(stated.values())
    if not total or not rubric.options:
        return None
    weights = {name: weight / total for name, weight in stated.items()}
    counted = {name for name in weights if (benefit_size(found, name) or 1) > 1}
    kept = tuple(
        sum(weights[b.id] * b.keeps[option.id] for b in rubric.benefits if b.id in counted) for option in rubric.options
    )
    return Weighed(weights, tuple(name for name in weights if name not in counted), kept)
