"""Goals pushed back to inputs: clauses and minimal hitting sets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.engine.goals import FAILED, MET, TooMany, clauses, minimal_hitting_sets
from riskframe.engine.program import Builder

A, B, C = frozenset("a"), frozenset("b"), frozenset("c")


def judged(now: dict[str, int], then: dict[str, int], slots: tuple[Any, ...]) -> Any:
    """Inputs by name: what they are now and what they may become."""

    def judge(slot: int, wanted: frozenset[int]) -> Any:
        name = slots[slot]
        if now[name] in wanted:
            return True
        return frozenset({name}) if then.get(name, now[name]) in wanted else False

    return judge


def needed(build: Any, goal: tuple[bool, int], now: dict[str, int], then: dict[str, int]) -> Any:
    b = Builder()
    node = build(b)
    return clauses(b.done(), node, goal, judged(now, then, b.slots))


def both(b: Builder) -> int:
    return b.minimum([b.input("a"), b.input("b")])


def either(b: Builder) -> int:
    return b.maximum([b.input("a"), b.input("b")])


def test_what_holds_already_needs_nothing() -> None:
    assert needed(both, (False, 2), {"a": 2, "b": 3}, {}) == MET


def test_a_minimum_is_high_when_all_its_parts_are() -> None:
    assert needed(both, (False, 4), {"a": 2, "b": 3}, {"a": 5, "b": 5}) == {A, B}


def test_a_minimum_is_low_when_some_part_is() -> None:
    assert needed(both, (True, 1), {"a": 2, "b": 3}, {"a": 1, "b": 1}) == {A | B}


def test_a_maximum_is_high_when_some_part_is_and_low_when_all_are() -> None:
    assert needed(either, (False, 4), {"a": 2, "b": 3}, {"a": 5, "b": 5}) == {A | B}
    assert needed(either, (True, 1), {"a": 2, "b": 3}, {"a": 1, "b": 1}) == {A, B}


def test_what_cannot_move_far_enough_fails() -> None:
    assert needed(both, (False, 5), {"a": 2, "b": 3}, {"a": 4, "b": 5}) == FAILED
    assert needed(either, (False, 5), {"a": 2, "b": 3}, {"a": 4, "b": 4}) == FAILED


def test_a_part_that_fails_leaves_the_other_one() -> None:
    assert needed(either, (False, 5), {"a": 2, "b": 3}, {"a": 4, "b": 5}) == {B}


def test_an_input_that_nothing_moves_fails() -> None:
    b = Builder()
    node = b.input("a")
    assert clauses(b.done(), node, (False, 3), lambda slot, wanted: frozenset()) == FAILED


def test_a_table_is_read_backwards() -> None:
    def build(b: Builder) -> int:
        return b.table(both(b), (5, 5, 4, 3, 2, 1))

    assert needed(build, (False, 5), {"a": 3, "b": 4}, {"a": 1, "b": 1}) == {A | B}
    assert needed(build, (True, 0), {"a": 3, "b": 4}, {"a": 1, "b": 1}) == FAILED


def test_a_table_that_rises_and_falls_is_met_by_any_run_of_its_indices() -> None:
    # 1 at index 0 and from 2 on, 0 at index 1. The maximum stands at 1 and may fall to 0 or rise to 2.
    def build(b: Builder) -> int:
        return b.table(either(b), (1, 0, 1))

    assert needed(build, (False, 1), {"a": 1, "b": 0}, {"a": 0}) == {A}
    assert needed(build, (False, 1), {"a": 1, "b": 0}, {"b": 2}) == {B}
    assert needed(build, (True, 0), {"a": 2, "b": 0}, {"a": 1}) == {A}


def test_a_constant_is_met_or_not() -> None:
    def fixed(b: Builder) -> int:
        b.input("a")
        return b.const(3)

    assert needed(fixed, (False, 3), {"a": 0}, {}) == MET
    assert needed(fixed, (False, 4), {"a": 0}, {}) == FAILED


def test_too_many_clauses_are_said_to_be_too_many() -> None:
    def build(b: Builder) -> int:
        return b.maximum([b.minimum([b.input((i, j)) for j in range(3)]) for i in range(4)])

    b = Builder()
    node = build(b)
    movable = lambda slot, wanted: frozenset({slot})  # noqa: E731  one line says it
    assert len(clauses(b.done(), node, (False, 1), movable)) == 81
    with pytest.raises(TooMany):
        clauses(b.done(), node, (False, 1), movable, limit=80)


def test_too_many_clauses_of_one_minimum_are_too_many() -> None:
    b = Builder()
    node = b.minimum([b.input(i) for i in range(5)])
    with pytest.raises(TooMany):
        clauses(b.done(), node, (False, 1), lambda slot, wanted: frozenset({slot}), limit=4)


# --- hitting sets


def test_nothing_to_hit_is_hit_by_nothing() -> None:
    assert minimal_hitting_sets(MET, largest=3) == ((frozenset(),), True)


def test_what_cannot_be_hit_has_no_sets() -> None:
    assert minimal_hitting_sets(FAILED, largest=3) == ((), True)


def test_minimal_sets_come_smallest_first() -> None:
    found = frozenset({A | B, B | C, A | C})
    sets, complete = minimal_hitting_sets(found, largest=3)
    assert (sets, complete) == ((A | B, A | C, B | C), True)


def test_sets_beyond_the_size_are_not_looked_for() -> None:
    assert minimal_hitting_sets(frozenset({A, B, C}), largest=2) == ((), True)


def test_a_list_that_is_cut_says_so() -> None:
    many = frozenset({frozenset(f"x{i}" for i in range(9)), frozenset(f"y{i}" for i in range(9))})
    sets, complete = minimal_hitting_sets(many, largest=2, most=5)
    assert (len(sets), complete) == (5, False)


members = st.frozensets(st.integers(0, 6), min_size=1, max_size=4)


@given(st.frozensets(members, max_size=5))
def test_hitting_sets_are_exactly_the_minimal_ones(found: frozenset[frozenset[int]]) -> None:
    sets, complete = minimal_hitting_sets(found, largest=5, most=500)
    subsets = [frozenset(i for i in range(7) if mask >> i & 1) for mask in range(2**7)]
    hitting = {s for s in subsets if all(s & clause for clause in found)}
    minimal = {s for s in hitting if not any(other < s for other in hitting)}
    assert complete
    assert set(sets) == minimal
