"""Which ratings would have to move for an option to be reached, or lost: exact minimal sets."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.engine.bind import code_without
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED, Clause, Clauses, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.slots import AmountSlot, BackedSlot, RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Condition, Count, RatingCompare, Unknown, literals
from riskframe.scales import Reading

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


def larger_set(found: Evaluation, place: int, toward: Reading) -> tuple[str, ...] | None:
    """One set whose settling makes the conservative reading reach an option and of which none can be spared.

    For where no set of up to LARGEST is enough; it need not be the smallest. None where none is enough, or where there are
    too many clauses to tell.
    """
    needed = clauses_for(found, place, toward)
    if needed is None or needed == FAILED:
        return None
    kept = set().union(*needed)
    # What meets the fewest clauses goes first, so that what is left meets many.
    for name in sorted(kept, key=lambda n: (sum(n in clause for clause in needed), n)):
        if all(clause & (kept - {name}) for clause in needed):
            kept.discard(name)
    return tuple(sorted(kept))


def single_points(found: Evaluation, place: int) -> tuple[str, ...]:
    """Ratings and safeguards whose failure alone makes an option unreachable.

    A rating fails when it turns out unknown, a safeguard when it is gone; several of one kind share a cause, so they are
    also looked at together (`all <kind>`, listed where none of them is a single point by itself).
    """
    if place == 0:
        return ()
    compiled, now = found.compiled, found.bound.codes["conservative"]

    def judge(slot: int, wanted: frozenset[int]) -> bool | Clause:
        if now[slot] in wanted:
            return True
        return frozenset(n for n in _at_risk(found, compiled.slots[slot]) if _without(found, slot, n) in wanted)

    try:
        broken = clauses(compiled.program, compiled.reachable[place], (True, 0), judge)
    except TooMany:
        return ()
    sets, _ = minimal_hitting_sets(broken, largest=1)
    listed = {str(next(iter(s))) for s in sets if s}
    kinds = {f"all {s.kind}" for s in found.bound.profile.safeguards if s.id in listed}
    return tuple(sorted(listed - kinds))


def _at_risk(found: Evaluation, slot: Slot) -> frozenset[str]:
    """What a slot's code may depend on: rating paths, safeguards, and whole kinds of them."""
    if isinstance(slot, RatingSlot | BackedSlot):
        return frozenset({found.bound.ratings[slot.path].path})
    if isinstance(slot, StrengthSlot):
        return movers(found, slot) | _shared(found, slot.kind)
    if isinstance(slot, AmountSlot):
        return _named(found, found.rubric.unless[slot.option, slot.affordance])
    atom = slot.literal.atom
    names = _named(found, slot.literal)
    if isinstance(atom, Count) and atom.reads_option and slot.place is not None:
        # What is left of a safeguard depends on what the option grants.
        option = found.compiled.views[slot.place].id
        names |= frozenset(
            n for (o, _), when in found.rubric.unless.items() if o == option for n in _named(found, when)
        )
    return names


def _named(found: Evaluation, condition: Condition) -> frozenset[str]:
    """The ratings and safeguards that a condition reads or counts."""
    names: set[str] = set()
    for literal in literals(condition):
        atom = literal.atom
        if isinstance(atom, RatingCompare) or (isinstance(atom, Unknown) and atom.is_rating):
            names |= {atom.path, atom.path.replace(".as_released", ".as_modified")}
        elif isinstance(atom, Count) and atom.over == "evidence":
            names |= set(dict(atom.where).get("cited_by", ()))
        elif isinstance(atom, Count) and atom.over == "safeguards":
            items = found.bound.profile.safeguards
            names |= {s.id for s in items}.union(*(_shared(found, s.kind) for s in items))
    return frozenset(found.bound.ratings[n].path if n in found.bound.ratings else n for n in names)


def _shared(found: Evaluation, kind: str) -> frozenset[str]:
    """The name for all safeguards of a kind, where there are several."""
    several = sum(s.kind == kind for s in found.bound.profile.safeguards) > 1
    return frozenset({f"all {kind}"} if several else ())


def _without(found: Evaluation, slot: int, name: str) -> int:
    """A slot's conservative code once what is named has failed."""
    bound = found.bound
    return code_without(
        bound,
        found.compiled.slots[slot],
        ratings={path for path, rating in bound.ratings.items() if rating.path == name},
        safeguards={s.id for s in bound.profile.safeguards if name in (s.id, f"all {s.kind}")},
    )


def describe(found: Evaluation, movers_named: Iterable[str]) -> tuple[str, ...]:
    """Names of ratings and safeguards in words: titles, and for a safeguard the id that its owner gave it."""
    words = {s.id: f"safeguard {s.id}" for s in found.bound.profile.safeguards}
    words |= {f"all {k.id}": f"all safeguards of the kind {k.title.lower()}" for k in found.rubric.file.safeguard_kinds}
    ratings = found.rubric.ratings
    return tuple(found.rubric.rating_title(n) if n in ratings else words.get(n, n) for n in movers_named)


def evaluations_for(found: Evaluation, name: str) -> tuple[str, ...]:
    """What the rubric says would settle a rating."""
    indicators = found.rubric.folder.indicators
    return tuple(
        hint.evaluation
        for hint in (indicators.evaluations if indicators else ())
        if any(name == c or name.startswith(f"{c}.") for c in hint.criteria)
    )
