"""Safeguards to add: the smallest sets of kinds that bring an option within tolerance."""

from __future__ import annotations

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED, Clause, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.slots import StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Count
from riskframe.sensitivity.records import SafeguardsToAdd


def safeguards_to_add(found: Evaluation, option: str, *, largest: int = 3) -> SafeguardsToAdd:
    """The smallest sets of safeguard kinds, at the strength that the rubric calls achievable."""
    place = found.rubric.option_place[option]
    if found.reachable(place, "conservative"):
        return SafeguardsToAdd(option, (), True, largest)
    compiled, now = found.compiled, found.bound.codes["conservative"]
    achievable = {k.id: k.achievable_strength for k in found.rubric.file.safeguard_kinds}

    def judge(slot: int, wanted: frozenset[int]) -> bool | Clause:
        if now[slot] in wanted:
            return True
        meaning = compiled.slots[slot]
        if isinstance(meaning, StrengthSlot) and max(now[slot], achievable[meaning.kind]) in wanted:
            return frozenset({meaning.kind})
        if isinstance(meaning, TruthSlot):
            return _adds_one(meaning, wanted, tuple(achievable))
        return False

    try:
        needed = clauses(compiled.program, compiled.reachable[place], (False, 1), judge)
    except TooMany:
        return SafeguardsToAdd(option, (), False, largest)
    if needed == FAILED:
        return SafeguardsToAdd(option, (), True, largest)
    sets, proved = minimal_hitting_sets(needed, largest=largest)
    return SafeguardsToAdd(option, tuple(tuple(sorted(map(str, s))) for s in sets), proved, largest)


def _adds_one(slot: TruthSlot, wanted: frozenset[int], kinds: tuple[str, ...]) -> bool | Clause:
    """A rule that asks for one safeguard of named kinds is met by adding one; anything finer is left to the board."""
    atom = slot.literal.atom
    if not isinstance(atom, Count) or atom.over != "safeguards" or atom.n != 1:
        return False
    where = dict(atom.where)
    if set(where) - {"kind", "domain", "route", "tested"}:
        return False
    gives = int(not slot.literal.negated)
    return frozenset(k for k in kinds if k in where.get("kind", kinds)) if gives in wanted else False
