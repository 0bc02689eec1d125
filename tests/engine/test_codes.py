"""Codes that are asked once for all readings are those that asking in each reading gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskframe.engine.bind import _Binder
from riskframe.scales import READINGS
from tests.strategies import POOL, evaluation_of, pair


@given(st.integers(0, POOL - 1), st.integers(0, 2**32))
def test_every_reading(rubric_seed: int, profile_seed: int) -> None:
    drawn = pair(rubric_seed, profile_seed)
    bound = evaluation_of(drawn.profile, drawn.drawn).bound
    binder = _Binder(bound.facts, bound.compiled)
    for reading in READINGS:
        assert bound.codes[reading] == tuple(binder.code(slot, reading) for slot in bound.compiled.slots)
