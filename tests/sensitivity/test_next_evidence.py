"""Next evidence: what each criterion, resolved, would do to the conservative answer."""

from __future__ import annotations

from hypothesis import assume, given

from riskframe.engine.slots import RatingSlot
from riskframe.sensitivity.next_evidence import next_evidence
from riskframe.sensitivity.spread import spread_of
from tests.sensitivity.test_flips import moved
from tests.strategies import Pair, evaluation, pairs


@given(pairs())
def test_answers_are_those_of_the_kernel_with_the_rating_resolved(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    options = [o.id for o in found.rubric.options]
    for resolved in next_evidence(found):
        if resolved.what in found.bound.ratings:
            for level, answer in resolved.answers.items():
                assert answer == options[moved(found, {resolved.what: level}, favourable=True)]


@given(pairs())
def test_every_open_rating_that_moves_the_answer_is_listed(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    listed = {r.what for r in next_evidence(found)}
    now = found.answer("conservative")
    for slot in found.compiled.slots:
        if isinstance(slot, RatingSlot):
            rating = found.bound.ratings[slot.path]
            known = rating.known and rating.not_applicable is None
            levels = range(rating.lo or 1, (rating.hi or 1) + 1) if known else range(1, rating.rating.top + 1)
            if rating.not_applicable is None and (not known or rating.lo != rating.hi):
                moves = any(moved(found, {rating.path: level}, favourable=True) != now for level in levels)
                assert (rating.path in listed) == moves


@given(pairs())
def test_unknowns_come_first_and_shares_are_those_of_the_spread(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    listed = next_evidence(found)
    assert [r.unknown for r in listed] == sorted((r.unknown for r in listed), reverse=True)
    now = found.rubric.options[found.answer("conservative")].id
    for resolved in listed:
        rating = found.bound.ratings.get(resolved.what) or found.bound.strengths[resolved.what]
        spread = spread_of(rating)
        assert (resolved.share_changed is None) == (spread is None)
        if spread is not None:
            changed = sum(share for level, share in spread.items() if resolved.answers[level] != now)
            assert abs(changed - (resolved.share_changed or 0.0)) < 1e-12
