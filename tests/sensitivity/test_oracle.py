"""The exact shares and their conditionals against pyAgrum, which knows nothing of diagrams."""

from __future__ import annotations

import os
import warnings

import pytest

from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.shares import BOUNDS, COUPLINGS, Bound, Coupling, exact_shares
from tests.sensitivity.oracle import Network
from tests.sensitivity.spreading import varied

COMPARED = 12


@pytest.fixture(scope="module")
def evaluations() -> list[Evaluation]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyagrum  # noqa: F401 - whether it can be loaded is the question
    except ImportError as missing:
        if os.environ.get("CI"):
            raise  # there ./rf has installed what it needs, or said why it could not
        pytest.skip(f"pyAgrum needs a system library: {missing} (apt-get install libgomp1)")
    return varied(COMPARED)


@pytest.mark.parametrize("coupling", COUPLINGS)
@pytest.mark.parametrize("bound", list(BOUNDS))
def test_shares_and_conditionals_equal_those_of_pyagrum(
    evaluations: list[Evaluation], bound: Bound, coupling: Coupling
) -> None:
    assert len(evaluations) == COMPARED
    for found in evaluations:
        ours = exact_shares(found, bound, coupling)
        network = Network(found, bound, coupling)
        theirs = network.shares()
        assert all(abs(ours.most_open[o] - theirs[o]) < 1e-9 for o in theirs)
        for variable, rows in enumerate(ours.given if isinstance(network.answer, str) else ()):
            for outcome, row in enumerate(rows):
                given = network.given(variable, outcome)
                assert all(abs(row[o] - given[o]) < 1e-9 for o in given)
