"""The kernel equals the slow reference on every level, zone, rule, cap, class, answer and decision, in every reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskframe.decision.decide import decide
from riskframe.scales import READINGS
from tests.reference import Reference
from tests.reference.compare import answers_of_reference, disagreements
from tests.strategies import POOL, Pair, evaluation, pair, pairs

NIGHTLY_PAIRS = 10_000
"""How many (rubric, profile) pairs the nightly run holds against the reference; each run draws others."""
PARTS = 10


def reference(found: Pair) -> Reference:
    return Reference(found.profile, found.drawn.folder)


@given(pairs())
def test_the_engine_answers_every_question_as_the_reference_does(found: Pair) -> None:
    assert disagreements(evaluation(found), dict(answers_of_reference(reference(found)))) == []


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_pairs_agree_with_the_reference(part: int) -> None:
    """In parts, each with rubrics of its own, so that no pair is counted twice and two cores can share them."""
    seen: set[tuple[int, int]] = set()
    own = POOL // PARTS

    @settings(max_examples=NIGHTLY_PAIRS // PARTS)
    @given(st.builds(pair, st.integers(part * own, (part + 1) * own - 1), st.integers(0, 2**32)))
    def agree(found: Pair) -> None:
        seen.add(found.seeds)
        assert disagreements(evaluation(found), dict(answers_of_reference(reference(found)))) == []

    agree()
    # Hypothesis may spend a few of its examples on pairs that it has drawn before.
    assert len(seen) >= 0.99 * NIGHTLY_PAIRS / PARTS


@given(pairs())
def test_the_start_falls_where_a_tolerable_option_serves_no_goal(found: Pair) -> None:
    plain, decision = reference(found), decide(evaluation(found))
    assert decision.recommendation.start == plain.chain[plain.start()]
    fallen = range(plain.answer("conservative"), plain.start(), -1)
    assert decision.recommendation.goal_falls == tuple(plain.chain[p] for p in fallen)
    assert all(plain.worst_zone(p, "conservative") == "tolerable" and not plain.goals(p) for p in fallen)


@given(pairs())
def test_a_component_is_published_exactly_when_nothing_changes_for_the_worse(found: Pair) -> None:
    plain = reference(found)
    advised = {advice.component: advice.publish for advice in decide(evaluation(found)).components}
    assert advised == {c.id: plain.publish(c.id) for c in plain.folder.rubric.components}


@given(pairs(), st.integers(0, 2**32))
def test_a_batch_gives_what_single_runs_give(found: Pair, seed: int) -> None:
    e = evaluation(found)
    program = e.compiled.program
    rng = np.random.default_rng(seed)
    # The four readings, and mixtures of them: any input of any of them may meet any other.
    readings = np.array([e.bound.codes[r] for r in READINGS], np.uint8)
    picks = rng.integers(0, len(READINGS), (12, program.slots))
    mixed = np.take_along_axis(readings, picks, axis=0) if program.slots else np.zeros((12, 0), np.uint8)
    inputs = np.concatenate([readings, mixed]).T
    wanted = [e.compiled.answer, *e.compiled.levels.values(), *e.compiled.reachable]
    batch = program.run_batch(inputs, wanted)
    single = [program.run([int(x) for x in column]) for column in inputs.T]
    assert batch.tolist() == [[values[node] for values in single] for node in wanted]


@given(pairs())
def test_a_batch_gives_every_node(found: Pair) -> None:
    e = evaluation(found)
    inputs = np.array([e.bound.codes[r] for r in READINGS], np.uint8).T
    everything = range(len(e.compiled.program))
    assert e.compiled.program.run_batch(inputs, everything).T.tolist() == [e.values[r] for r in READINGS]
