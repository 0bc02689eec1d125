"""Many profiles decided at once give what one at a time gives: over random rubrics and profiles, and on the real ones."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from riskframe.decision.conditions import release_conditions
from riskframe.decision.recommend import goals_met, recommend, verdict_on
from riskframe.engine.evaluate import Evaluation
from riskframe.portfolio.decide import VERDICTS, Batch, Decided, Decider
from riskframe.portfolio.inputs import Inputs
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.shares import Sharer, TooEntangled
from riskframe.scales import READINGS
from riskframe.sensitivity.shares import BOUNDS, all_shares, spreads
from tests.strategies import POOL, evaluation_of, pair

SEEDS = st.integers(0, 2**32)


def batch_of(decider: Decider, found: list[Evaluation], proposed: list[int]) -> Batch:
    codes = np.array([decider.layout.encode(e.bound) for e in found], np.uint16).T.copy()
    goals = np.array([sum(1 << p for p in e.places if goals_met(e, p)) for e in found], np.uint32)
    return Batch(codes, goals, np.array(proposed, np.int8))


def expect_equal(decider: Decider, found: Evaluation, proposed: int, decided: Decided, row: int) -> None:
    ids = [o.id for o in found.rubric.options]
    one = recommend(found)
    assert (ids[decided.start[row]], ids[decided.aim[row]]) == (one.start, one.aim)
    assert ids[decided.most[row]] == one.answers["optimistic"]
    applies = tuple(c.id for c in release_conditions(found) if ids[proposed] in c.options)
    judged = verdict_on(found, ids[proposed], applies)
    assert VERDICTS[decided.verdict[row]] == judged.verdict
    blocked = {f"{'rule' if b.kind == 'cap' else b.kind}:{b.id}" for b in judged.blockers}
    assert {name for name, flag in zip(decider.holders, decided.blocked[:, row], strict=True) if flag} == blocked


def in_codes(found: Evaluation) -> bool:
    """Whether everything that varies fits into codes: no safeguard's strength, no spread given by hand."""
    return all(
        name in found.rubric.ratings and not (rating.source and (rating.source.shares or rating.source.by))
        for name, (rating, _) in spreads(found).items()
    )


@given(st.integers(0, POOL - 1), st.lists(SEEDS, min_size=1, max_size=6), SEEDS)
def test_random_rubrics_and_profiles(rubric_seed: int, profile_seeds: list[int], choice: int) -> None:
    drawn = [pair(rubric_seed, seed) for seed in profile_seeds]
    rubric = drawn[0].drawn.rubric
    assume(rubric.options)
    found = [evaluation_of(p.profile, p.drawn) for p in drawn]
    same = [e for e in found if e.compiled is found[0].compiled]  # raised severities make another program
    decider = Decider(Layout(same[0].compiled))
    proposed = [(choice + i) % len(rubric.options) for i in range(len(same))]
    batch = batch_of(decider, same, proposed)
    for reading in READINGS:
        given_codes = np.array([e.bound.codes[reading] for e in same], np.uint8).T
        assert (Inputs(decider.layout, batch.codes, reading).whole() == given_codes).all()
    sharer = Sharer(decider)
    decided, kept = decider.decide(batch, sharer.settled_nodes)
    for row, e in enumerate(same):
        expect_equal(decider, e, proposed[row], decided, row)
    for bound, reading in BOUNDS.items():
        try:
            shares = sharer.shares(batch.codes, bound, kept[reading])
        except TooEntangled:
            continue
        for row, e in enumerate(same):
            if in_codes(e):
                one = all_shares(e, (bound,), ("independent",))[bound, "independent"].most_open
                assert np.abs(np.array(list(one.values())) - shares[:, row]).max() < 1e-12
