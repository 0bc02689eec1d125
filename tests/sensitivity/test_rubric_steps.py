"""One number of the rubric moved by one step: the shared program against a rubric compiled from scratch."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given

from riskframe.decision.recommend import recommend
from riskframe.engine.bind import bind
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import evaluate
from riskframe.sensitivity.rubric_steps import _evaluated, _variants, rubric_sensitivity
from tests.sensitivity.spreading import wide_evaluation
from tests.strategies import Pair, pairs


@given(pairs())
def test_every_variant_decides_as_if_compiled_from_scratch(pair: Pair) -> None:
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    variants = list(_variants(found))
    for variant, shared in zip(variants, _evaluated(found, variants), strict=True):
        again = evaluate(bind(found.bound.profile, compile_rubric(variant.rubric, found.compiled.severities)))
        assert recommend(shared) == recommend(again), variant.what


@given(pairs())
def test_stricter_steps_never_open_and_milder_ones_never_close(pair: Pair) -> None:
    """Of the start before the goal condition: shares of benefits move that condition, not what is tolerable."""
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    variants = [v for v in _variants(found) if v.part != "goals"]
    for variant, shared in zip(variants, _evaluated(found, variants), strict=True):
        if variant.direction == "stricter":
            assert shared.answer("conservative") <= found.answer("conservative"), variant.what
        else:
            assert shared.answer("conservative") >= found.answer("conservative"), variant.what


def test_the_rubric_itself_is_left_alone() -> None:
    from tests.strategies import evaluation, pair

    found = evaluation(pair(3, 4))
    before = found.rubric
    rubric_sensitivity(found)
    assert found.rubric is before
    assert replace(before) == before
