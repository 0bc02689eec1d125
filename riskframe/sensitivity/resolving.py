"""One criterion resolved to one level: which inputs that touches, and what the conservative answer is then."""

from __future__ import annotations

from collections.abc import Sequence

from riskframe.engine.bind import standing
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.resolved import ResolvedRating
from riskframe.engine.slots import RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Unknown
from riskframe.scales import Reading


def open_ratings(found: Evaluation) -> dict[str, tuple[int, ...]]:
    """Ratings and strengths that are read and open, with the levels that they may turn out to have."""
    listed: dict[str, tuple[int, ...]] = {}
    for slot in found.compiled.slots:
        if isinstance(slot, RatingSlot):
            rating = found.bound.ratings[slot.path]
            if rating.not_applicable is None and (not rating.known or rating.lo != rating.hi):
                lo, hi = (rating.lo, rating.hi) if rating.known else (1, rating.rating.top)
                listed.setdefault(rating.path, tuple(range(lo or 1, (hi or 1) + 1)))
        elif isinstance(slot, StrengthSlot):
            for item in found.bound.profile.safeguards:
                strength = found.bound.strengths[item.id]
                if item.kind == slot.kind and (not strength.known or strength.lo != strength.hi):
                    lo, hi = (strength.lo, strength.hi) if strength.known else (1, 5)
                    listed.setdefault(item.id, tuple(range(lo or 1, (hi or 1) + 1)))
    return listed


def rating_of(found: Evaluation, name: str) -> ResolvedRating:
    """The rating of a path, or the strength of a safeguard."""
    return found.bound.ratings.get(name) or found.bound.strengths[name]


def answers_if_resolved(found: Evaluation, cases: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Conservative answer with one rating resolved to one level and everything else as it is, all in one batch."""
    import numpy as np

    if not cases:
        return {}
    codes = np.repeat(np.asarray(found.bound.codes["conservative"], np.uint8)[:, None], len(cases), axis=1)
    where = slots_by_name(found)
    for column, (name, level) in enumerate(cases):
        for number in where.get(name, ()):
            slot = found.compiled.slots[number]
            if isinstance(slot, RatingSlot):
                codes[number, column] = level
            elif isinstance(slot, StrengthSlot):
                codes[number, column] = strength_with(found, slot, name, level, "conservative")
            elif isinstance(slot, TruthSlot):
                codes[number, column] = int(slot.literal.negated)
    answers = found.compiled.program.run_batch(codes, [found.compiled.answer])[0]
    return {key: int(answer) for key, answer in zip(cases, answers, strict=True)}


def slots_by_name(found: Evaluation) -> dict[str, list[int]]:
    """Rating path or safeguard -> the inputs that resolving it sets."""
    where: dict[str, list[int]] = {}
    for number, slot in enumerate(found.compiled.slots):
        for name in _names(found, slot):
            where.setdefault(name, []).append(number)
    return where


def _names(found: Evaluation, slot: Slot) -> tuple[str, ...]:
    if isinstance(slot, RatingSlot):
        return (found.bound.ratings[slot.path].path,)
    if isinstance(slot, StrengthSlot):
        return tuple(s.id for s in found.bound.profile.safeguards if s.kind == slot.kind)
    if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown) and slot.literal.atom.is_rating:
        return (found.bound.ratings[slot.literal.atom.path].path,)
    return ()


def strength_with(found: Evaluation, slot: StrengthSlot, changed: str, level: int, reading: Reading) -> int:
    """A strength slot's code in a reading with one safeguard at another strength."""
    facts = found.bound.facts
    return max(
        (level if name == changed else facts.strengths[name].point(reading) for name in standing(facts, slot)),
        default=0,
    )
