"""The readings stand in their order, and what the model does as released its modified self does as well."""

from __future__ import annotations

from hypothesis import given

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot
from riskframe.scales import READINGS, Reading
from tests.strategies import Pair, evaluation, pairs

MILDER: tuple[tuple[Reading, Reading], ...] = (
    ("conservative", "central"), ("central", "optimistic"), ("central", "charitable"), ("charitable", "optimistic"),
)  # fmt: skip
"""(reading, a milder one)."""


@given(pairs())
def test_conservative_central_and_optimistic_answers_stand_in_order(found: Pair) -> None:
    e = evaluation(found)
    assert e.answer("conservative") <= e.answer("central") <= e.answer("optimistic")


@given(pairs())
def test_the_charitable_answer_lies_between_the_central_and_the_optimistic(found: Pair) -> None:
    e = evaluation(found)
    assert e.answer("central") <= e.answer("charitable") <= e.answer("optimistic")


@given(pairs())
def test_levels_zones_and_caps_stand_in_the_order_of_the_readings(found: Pair) -> None:
    e = evaluation(found)
    for worse, milder in MILDER:
        for p in e.places:
            for d in e.rubric.domains:
                assert e.level(d, p, worse) >= e.level(d, p, milder)
                assert e.absolute_level(d, p, worse) >= e.absolute_level(d, p, milder)
            assert e.blocked(p, worse) >= e.blocked(p, milder)
            assert e.reachable(p, worse) <= e.reachable(p, milder)


@given(pairs())
def test_a_more_open_option_is_never_safer(found: Pair) -> None:
    e = evaluation(found)
    for r in READINGS:
        for p in list(e.places)[1:]:
            assert all(e.level(d, p, r) >= e.level(d, p - 1, r) for d in e.rubric.domains)


@given(pairs())
def test_novelty_only_ever_lowers_a_level(found: Pair) -> None:
    e = evaluation(found)
    for r in READINGS:
        for p in e.places:
            assert all(e.absolute_level(d, p, r) >= e.level(d, p, r) for d in e.rubric.domains)


@given(pairs())
def test_as_released_never_counts_above_as_modified(found: Pair) -> None:
    e = evaluation(found)
    for path, step_ease, modified_ease in _released_steps(e):
        assert step_ease <= modified_ease, path


def _released_steps(e: Evaluation) -> list[tuple[str, int, int]]:
    """(path, ease of an as_released step as it counts, ease that the as_modified level has by itself) in all readings."""
    listed = []
    read = {s.path: i for i, s in enumerate(e.compiled.slots) if isinstance(s, RatingSlot)}
    for r in READINGS:
        for path in (p for p in e.rubric.paths if not p.standing):
            actor = e.rubric.actors_of(path.domain)[0]
            for _, step, ease in e.step_eases(path, actor, 0, r):
                rating = e.rubric.rating_of_step(step, path.domain)
                if rating is None or step.capability != "as_released":
                    continue
                modified = rating.path.replace("as_released", "as_modified")
                level = e.bound.codes[r][read[modified]]
                listed.append((rating.path, ease, e.rubric.ratings[modified].ease_of(level)))
    return listed
