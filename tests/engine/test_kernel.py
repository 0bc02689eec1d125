"""The kernel: building, running and batching programs of minima, maxima and tables."""

from __future__ import annotations

import numpy as np

from riskframe.engine.program import CONST, Builder, Program
from riskframe.engine.slots import AmountSlot, BackedSlot, RatingSlot, StrengthSlot, codes_of


def program() -> tuple[Program, dict[str, int]]:
    """max(min(a, b), table of c), and the single nodes."""
    b = Builder()
    x, y, z = b.input("a"), b.input("b"), b.input("c")
    least = b.minimum([x, y])
    looked = b.table(z, (0, 4, 2))
    most = b.maximum([least, looked])
    return b.done(), {"least": least, "looked": looked, "most": most}


def test_a_program_takes_minima_maxima_and_looks_up() -> None:
    run, nodes = program()
    values = run.run([3, 5, 2])
    assert {name: values[node] for name, node in nodes.items()} == {"least": 3, "looked": 2, "most": 3}
    assert run.run([1, 5, 1])[nodes["most"]] == 4


def test_a_batch_is_as_many_runs() -> None:
    run, nodes = program()
    inputs = np.array([[3, 1], [5, 5], [2, 1]], np.uint8)
    assert run.run_batch(inputs, [nodes["most"], nodes["least"]]).tolist() == [[3, 4], [3, 1]]
    assert run.run_batch(inputs, []).shape == (0, 2)


def test_a_batch_keeps_what_is_wanted_though_others_read_it() -> None:
    run, nodes = program()
    inputs = np.array([[3], [5], [2]], np.uint8)
    assert run.run_batch(inputs, list(nodes.values())).ravel().tolist() == [3, 2, 3]


def test_a_batch_joins_more_than_two() -> None:
    b = Builder()
    node = b.maximum([b.input(i) for i in range(4)])
    assert b.done().run_batch(np.array([[1], [4], [2], [3]], np.uint8), [node]).tolist() == [[4]]


def test_equal_nodes_are_one() -> None:
    b = Builder()
    x, y = b.input("a"), b.input("b")
    assert b.minimum([x, y]) == b.minimum([y, x])
    assert b.input("a") == x
    assert b.slots == ("a", "b")


def test_constants_are_folded() -> None:
    b = Builder()
    x = b.input("a")
    assert b.value_of(b.minimum([b.const(2), b.const(4)])) == 2
    assert b.value_of(b.maximum([])) == 0
    assert b.value_of(b.minimum([])) == 5
    assert b.minimum([x, b.const(5)]) == x
    assert b.maximum([x, b.const(1)], bottom=1) == x
    assert b.value_of(b.every([x, b.const(0)])) == 0
    assert b.value_of(b.some([x, b.const(1)])) == 1
    assert b.every([x, b.const(1)]) == x
    assert b.some([x]) == x
    assert b.value_of(b.table(b.const(1), (3, 4))) == 4
    assert b.value_of(b.table(x, (2, 2, 2))) == 2
    assert b.table(x, (0, 1, 2)) == x
    assert b.value_of(x) is None


def test_a_constant_that_counts_stays() -> None:
    b = Builder()
    node = b.minimum([b.input("a"), b.const(3)])
    run = b.done()
    assert CONST in run.kinds
    assert [run.run([code])[node] for code in (2, 5)] == [2, 3]
    assert run.run_batch(np.array([[2, 5]], np.uint8), [node]).tolist() == [[2, 3]]


def test_a_flip_turns_a_truth_round() -> None:
    b = Builder()
    node = b.flip(b.input("a"))
    assert [b.done().run([code])[node] for code in (0, 1)] == [1, 0]


def test_every_slot_has_its_codes() -> None:
    assert codes_of(RatingSlot("a.b"), top=3) == 4
    assert codes_of(StrengthSlot("d", "k", "r")) == 6
    assert codes_of(AmountSlot("o", "a")) == 3
    assert codes_of(BackedSlot("a.b", "evidence")) == 2
