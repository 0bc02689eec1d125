"""Safeguards to add against brute force: smallest sets of kinds that bring an option within reach."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Count
from riskframe.sensitivity.safeguards import safeguards_to_add
from tests.strategies import evaluation, pair


def reached_with(found: Evaluation, kinds: tuple[str, ...], place: int) -> bool:
    codes = list(found.bound.codes["conservative"])
    strong = {k.id: k.achievable_strength for k in found.rubric.file.safeguard_kinds}
    for number, slot in enumerate(found.compiled.slots):
        if isinstance(slot, StrengthSlot) and slot.kind in kinds:
            codes[number] = max(codes[number], strong[slot.kind])
    return found.compiled.program.run(codes)[found.compiled.reachable[place]] == 1


def counts_safeguards(found: Evaluation) -> bool:
    """Whether a rule counts safeguards: then a kind can help in a way that strengths alone do not show."""
    atoms = [s.literal.atom for s in found.compiled.slots if isinstance(s, TruthSlot)]
    return any(isinstance(atom, Count) and atom.over == "safeguards" for atom in atoms)


@cache
def plain_rubrics() -> tuple[int, ...]:
    """Seeds of rubrics with options in which no rule counts safeguards."""
    drawn = {seed: evaluation(pair(seed, 0)) for seed in range(100)}
    return tuple(seed for seed, found in drawn.items() if found.rubric.options and not counts_safeguards(found))


@given(st.data())
def test_the_sets_are_those_of_brute_force(data: st.DataObject) -> None:
    found = evaluation(pair(data.draw(st.sampled_from(plain_rubrics())), data.draw(st.integers(0, 2**32))))
    kinds = [k.id for k in found.rubric.file.safeguard_kinds]
    for place, option in enumerate(found.rubric.options):
        result = safeguards_to_add(found, option.id)
        if found.reachable(place, "conservative"):
            assert result.sets == ()
            continue
        minimal: list[frozenset[str]] = []
        for size in range(1, result.largest + 1):
            for some in combinations(kinds, size):
                if not any(m <= set(some) for m in minimal) and reached_with(found, some, place):
                    minimal.append(frozenset(some))
        assert {frozenset(s) for s in result.sets} == set(minimal)
        assert result.proved
