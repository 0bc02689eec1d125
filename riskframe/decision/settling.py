"""Which ratings would have to move for an option to be reached, or lost: exact minimal sets."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED, Clause, Clauses, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.slots import AmountSlot, RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Count, Unknown
from riskframe.scales import Polarity, Reading

LARGEST = 4
"""Sets larger than this are not looked for; the result says whether that leaves any out."""


def movers(found: Evaluation, slot: Slot) -> frozenset[str]:
    """What an input depends on that evidence could settle: rating paths and safeguard ids."""
    if isinstance(slot, RatingSlot):
        return frozenset({found.bound.ratings[slot.path].path})
    if isinstance(slot, StrengthSlot):
        standing = [
            s.id for s in found.bound.profile.safeguards
            if s.kind == slot.kind and (s.domains is None or slot.domain in s.domains)
        ]  # fmt: skip
        # Several of one kind share a cause, so they move together.
        return frozenset(standing if len(standing) < 2 else {f"all {slot.kind}"})
    if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown) and slot.literal.atom.is_rating:
        return frozenset({found.bound.ratings[slot.literal.atom.path].path})
    return frozenset()


def clauses_for(found: Evaluation, place: int, toward: Reading) -> Clauses | None:
    """Clauses under which an option is reached from the conservative reading by moving ratings to a milder reading.

    None where there are too many to list.
    """
    compiled, now = found.compiled, found.bound.codes["conservative"]
    then = found.bound.codes[toward]

    def judge(slot: int, wanted: frozenset[int]) -> bool | Clause:
        if now[slot] in wanted:
            return True
        return frozenset(movers(found, compiled.slots[slot])) if then[slot] in wanted else False

    try:
        return clauses(compiled.program, compiled.reachable[place], (False, 1), judge)
    except TooMany:
        return None


def settling_sets(
    found: Evaluation, place: int, toward: Reading, *, largest: int = LARGEST, most: int = 12
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Minimal sets of ratings and safeguards whose settling makes the conservative reading reach an option.

    toward: `central` (known intervals shrink to `best`) or `charitable` (unknowns turn out favourable as well).
    Returns the sets, smallest first, and whether every minimal set up to `largest` is among them.
    """
    found_clauses = clauses_for(found, place, toward)
    if found_clauses is None:
        return (), False
    if found_clauses == FAILED:
        return (), True
    sets, complete = minimal_hitting_sets(found_clauses, largest=largest, most=most)
    return tuple(tuple(sorted(map(str, s))) for s in sets), complete


def single_points(found: Evaluation, place: int) -> tuple[str, ...]:
    """Ratings and safeguards whose failure alone (worst level, safeguard gone) makes an option unreachable."""
    if place == 0:
        return ()
    compiled, now = found.compiled, found.bound.codes["conservative"]
    worst = [_worst(found, slot, now[i]) for i, slot in enumerate(compiled.slots)]

    def judge(slot: int, wanted: frozenset[int]) -> bool | Clause:
        if now[slot] in wanted:
            return True
        return frozenset(movers(found, compiled.slots[slot])) if worst[slot] in wanted else False

    try:
        broken = clauses(compiled.program, compiled.reachable[place], (True, 0), judge)
    except TooMany:
        return ()
    sets, _ = minimal_hitting_sets(broken, largest=1)
    return tuple(sorted(str(next(iter(s))) for s in sets if s))


def _worst(found: Evaluation, slot: Slot, now: int) -> int:
    if isinstance(slot, RatingSlot):
        rating = found.rubric.ratings[slot.path]
        return rating.top if rating.polarity is Polarity.RISK else 1
    if isinstance(slot, StrengthSlot | AmountSlot):
        return 0 if isinstance(slot, StrengthSlot) else now
    if isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown | Count):
        return 1 if isinstance(slot.literal.atom, Unknown) and not slot.literal.negated else now
    return now


def describe(found: Evaluation, movers_named: Iterable[str]) -> tuple[str, ...]:
    """Names of ratings and safeguards in words."""
    kinds = {s.id: f"safeguard {s.id}" for s in found.bound.profile.safeguards}
    return tuple(kinds.get(name, name) for name in movers_named)
