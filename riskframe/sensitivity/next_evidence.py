"""Which evaluation to run next: what the decision would do if one criterion were resolved."""

from __future__ import annotations

from riskframe.decision.settling import evaluations_for
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Unknown
from riskframe.sensitivity.records import Resolved
from riskframe.sensitivity.spread import spread_of


def next_evidence(found: Evaluation) -> tuple[Resolved, ...]:
    """Criteria in the order in which resolving them would move the decision; those that move nothing are left out.

    Unknowns first, by how many options they hold back; then known ratings with an interval, by the share of their
    spread that changes the answer.
    """
    candidates = _candidates(found)
    answers = _answers(found, candidates)
    options = [o.id for o in found.rubric.options]
    now = found.answer("conservative")
    listed = []
    for name, levels in candidates.items():
        by_level = {level: answers[name, level] for level in levels}
        if set(by_level.values()) == {now}:
            continue
        rating = found.bound.ratings.get(name) or found.bound.strengths[name]
        spread = spread_of(rating)
        changed = None if spread is None else sum(s for level, s in spread.items() if by_level.get(level, now) != now)
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
            )
        )
    return tuple(sorted(listed, key=lambda r: (not r.unknown, -r.options_opened, -(r.share_changed or 0.0), r.what)))


def _candidates(found: Evaluation) -> dict[str, tuple[int, ...]]:
    """Ratings and strengths that are read and open, with the levels that they may turn out to have."""
    found_names: dict[str, tuple[int, ...]] = {}
    for slot in found.compiled.slots:
        if isinstance(slot, RatingSlot):
            rating = found.bound.ratings[slot.path]
            if rating.not_applicable is None and (not rating.known or rating.lo != rating.hi):
                lo, hi = (rating.lo, rating.hi) if rating.known else (1, rating.rating.top)
                found_names.setdefault(rating.path, tuple(range(lo or 1, (hi or 1) + 1)))
        elif isinstance(slot, StrengthSlot):
            for item in found.bound.profile.safeguards:
                strength = found.bound.strengths[item.id]
                if item.kind == slot.kind and (not strength.known or strength.lo != strength.hi):
                    lo, hi = (strength.lo, strength.hi) if strength.known else (1, 5)
                    found_names.setdefault(item.id, tuple(range(lo or 1, (hi or 1) + 1)))
    return found_names


def _answers(found: Evaluation, candidates: dict[str, tuple[int, ...]]) -> dict[tuple[str, int], int]:
    """Conservative answer with one candidate resolved to one level, all in one batch."""
    import numpy as np

    columns = [(name, level) for name, levels in candidates.items() for level in levels]
    if not columns:
        return {}
    codes = np.repeat(np.asarray(found.bound.codes["conservative"], np.uint8)[:, None], len(columns), axis=1)
    where: dict[str, list[int]] = {}
    for number, slot in enumerate(found.compiled.slots):
        for name in _names(found, slot):
            where.setdefault(name, []).append(number)
    for column, (name, level) in enumerate(columns):
        for number in where.get(name, ()):
            slot = found.compiled.slots[number]
            if isinstance(slot, RatingSlot):
                codes[number, column] = level
            elif isinstance(slot, StrengthSlot):
                codes[number, column] = _strength(found, slot, name, level)
            elif isinstance(slot, TruthSlot):
                codes[number, column] = int(slot.literal.negated)
    answers = found.compiled.program.run_batch(codes, [found.compiled.answer])[0]
    return {key: int(answer) for key, answer in zip(columns, answers, strict=True)}


def _names(found: Evaluation, slot: Slot) -> tuple[str, ...]:
    if isinstance(slot, RatingSlot):
        return (found.bound.ratings[slot.path].path,)
    if isinstance(slot, StrengthSlot):
        return tuple(s.id for s in found.bound.profile.safeguards if s.kind == slot.kind)
    if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown) and slot.literal.atom.is_rating:
        return (found.bound.ratings[slot.literal.atom.path].path,)
    return ()


def _strength(found: Evaluation, slot: StrengthSlot, changed: str, level: int) -> int:
    facts = found.bound.facts
    test = next(r.test for r in found.rubric.file.routes if r.id == slot.route)
    return max(
        (
            level if s.id == changed else facts.strengths[s.id].point("conservative")
            for s in found.bound.profile.safeguards
            if s.kind == slot.kind and (s.domains is None or slot.domain in s.domains) and test in facts.tests[s.id]
        ),
        default=0,
    )
