"""Exact shares against enumeration, against draws, and their own laws."""

from __future__ import annotations

from itertools import product
from math import isclose, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.program import MAX
from riskframe.sensitivity.diagram import Diagram, TooLarge
from riskframe.sensitivity.draws import drawn_shares
from riskframe.sensitivity.shares import BOUNDS, COUPLINGS, Bound, Coupling, exact_shares, input_diagrams, variables_of
from tests.sensitivity.spreading import varied, wide_evaluation
from tests.strategies import Pair, pairs

bounds = st.sampled_from(tuple(BOUNDS))
couplings = st.sampled_from(COUPLINGS)
MOST_STATES = 4_000


def enumerated(
    found: Evaluation, bound: Bound, coupling: Coupling
) -> tuple[dict[str, float], list[list[dict[str, float]]]]:
    """Shares by running the kernel on every combination of outcomes: slow, and plainly right."""
    variables = variables_of(found, coupling)
    options = [o.id for o in found.rubric.options]
    total = dict.fromkeys(options, 0.0)
    given = [[dict.fromkeys(options, 0.0) for _ in v.outcomes] for v in variables]
    for picks in product(*(range(len(v.outcomes)) for v in variables)):
        weight = prod(v.shares[i] for v, i in zip(variables, picks, strict=True))
        answer = options[found.compiled.program.run(codes_of(found, bound, coupling, picks))[found.compiled.answer]]
        total[answer] += weight
        for number, pick in enumerate(picks):
            given[number][pick][answer] += weight / variables[number].shares[pick]
    return total, given


def codes_of(found: Evaluation, bound: Bound, coupling: Coupling, picks: tuple[int, ...]) -> list[int]:
    """Every slot's code once each variable has one outcome: a diagram whose variables have one outcome each."""
    variables = variables_of(found, coupling)
    diagram = Diagram()
    inputs = input_diagrams(found, bound, variables, diagram)

    def value(node: int) -> int:
        while node >= 16:
            node = diagram.kids[node - 16][picks[diagram.variables[node - 16]]]
        return node

    return [value(node) for node in inputs]


@given(pairs(), bounds, couplings)
def test_shares_and_conditionals_equal_enumeration(pair: Pair, bound: Bound, coupling: Coupling) -> None:
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    variables = variables_of(found, coupling)
    assume(len(variables) > 0 and prod(len(v.outcomes) for v in variables) <= MOST_STATES)
    exact = exact_shares(found, bound, coupling)
    total, given_each = enumerated(found, bound, coupling)
    assert all(abs(exact.most_open[o] - total[o]) < 1e-12 for o in total)
    for rows, expected in zip(exact.given, given_each, strict=True):
        for row, wanted in zip(rows, expected, strict=True):
            assert all(abs(row[o] - wanted[o]) < 1e-12 for o in wanted)


@given(pairs(), bounds, couplings)
def test_shares_sum_to_one_and_conditionals_average_to_them(pair: Pair, bound: Bound, coupling: Coupling) -> None:
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    shares = exact_shares(found, bound, coupling)
    assert isclose(sum(shares.most_open.values()), 1, abs_tol=1e-9)
    assert isclose(shares.within[found.rubric.options[0].id], 1, abs_tol=1e-9)
    for variable, rows in zip(shares.variables, shares.given, strict=True):
        assert isclose(sum(variable.shares), 1, abs_tol=1e-9)
        for option, share in shares.most_open.items():
            mean = sum(w * row[option] for w, row in zip(variable.shares, rows, strict=True))
            assert isclose(mean, share, abs_tol=1e-9)


@given(pairs(), couplings)
def test_favourable_unknowns_never_lower_what_is_within_tolerance(pair: Pair, coupling: Coupling) -> None:
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    harmful = exact_shares(found, "unknowns_harmful", coupling).within
    favourable = exact_shares(found, "unknowns_favourable", coupling).within
    assert all(favourable[o] >= harmful[o] - 1e-9 for o in harmful)


@given(pairs(), bounds, couplings)
def test_answers_with_a_share_lie_between_the_readings(pair: Pair, bound: Bound, coupling: Coupling) -> None:
    """Every draw lies between the conservative and the optimistic reading, so no other answer has a share."""
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    shares = exact_shares(found, bound, coupling).most_open
    low, high = found.answer("conservative"), found.answer("optimistic")
    for place, option in enumerate(found.rubric.options):
        if shares[option.id] > 1e-12:
            assert low <= place <= high


@given(pairs())
def test_draws_agree_with_the_exact_shares(pair: Pair) -> None:
    """An independent road to the same figure: 20,000 draws through the batch kernel, within five standard errors."""
    found = wide_evaluation(pair)
    assume(bool(found.rubric.options))
    exact = exact_shares(found, "unknowns_harmful", "comonotone").most_open
    drawn = drawn_shares(found, "unknowns_harmful", "comonotone", draws=20_000, seed=7)
    for option, share in exact.items():
        assert abs(drawn[option] - share) <= 5 * (share * (1 - share) / 20_000) ** 0.5 + 1e-9


def test_the_answer_really_varies_in_enough_of_these_pairs() -> None:
    """The tests above would be empty on pairs whose answer is one option whatever the ratings turn out to be."""
    assert len(varied(30, tries=300)) == 30


def test_a_diagram_past_its_limit_is_refused() -> None:
    diagram = Diagram(limit=2)
    a = diagram.node(0, (1, 2))
    b = diagram.node(1, (1, 2))
    with pytest.raises(TooLarge):
        diagram.join(MAX, a, b)
