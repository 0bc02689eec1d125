"""The value of knowing a rating, by the board's weights: the definition in full against what is computed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from riskframe import load_profile, load_rubric
from riskframe.assessment import assess, evaluated
from riskframe.decision.weights import weighed
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot, StrengthSlot, TruthSlot
from riskframe.profile import EvaluationCost, Profile
from riskframe.rubric.conditions import Unknown
from riskframe.scales import Reading
from riskframe.sensitivity.records import Cost, ValueOfInformation
from riskframe.sensitivity.spread import spread_of
from riskframe.sensitivity.value import cost_of, gain, value_of_information
from tests.sensitivity.spreading import wide
from tests.strategies import Pair, evaluation_of, pair, pairs

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_STATES = 400


def weighted(profile: Profile) -> Profile:
    """Every benefit of the profile with a weight of its own, the third of each three with none."""
    benefits = {
        name: benefit.model_copy(update={"weight": (3.0, 1.0, 0.0)[i % 3]})
        for i, (name, benefit) in enumerate(profile.benefits.items())
    }
    return profile.model_copy(update={"benefits": benefits})


def weighted_evaluation(found: Pair) -> Evaluation:
    return evaluation_of(weighted(wide(found.rubric, found.profile)), found.drawn)


Levels = Mapping[str, int | None]
"""Rating path or safeguard -> its level, or None: read as the conservative reading reads it."""


def kept(found: Evaluation, levels: Levels, others: Reading) -> float:
    """Benefit kept by the most open reachable option, every other input as in a reading; straight on the kernel."""
    weights = weighed(found)
    assert weights is not None
    bound = found.bound
    codes = list(bound.codes[others])
    for number, slot in enumerate(found.compiled.slots):
        if isinstance(slot, RatingSlot) and bound.ratings[slot.path].path in levels:
            level = levels[bound.ratings[slot.path].path]
            codes[number] = bound.codes["conservative"][number] if level is None else level
        elif isinstance(slot, StrengthSlot):
            test = next(r.test for r in found.rubric.file.routes if r.id == slot.route)
            strengths = [0]
            for item in bound.profile.safeguards:
                inside = item.domains is None or slot.domain in item.domains
                if item.kind == slot.kind and inside and test in bound.facts.tests[item.id]:
                    level = levels.get(item.id, bound.strengths[item.id].point(others))
                    strengths.append(bound.strengths[item.id].point("conservative") if level is None else level)
            codes[number] = max(strengths)
        elif isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown) and slot.literal.atom.is_rating:
            path = bound.ratings[slot.literal.atom.path].path
            if path in levels:
                codes[number] = bound.codes["conservative"][number] if levels[path] is None else slot.literal.negated
    return weights.kept[found.compiled.program.run(codes)[found.compiled.answer]]


def read(found: Evaluation) -> dict[str, Any]:
    """Every rating and strength that the kernel reads."""
    listed: dict[str, Any] = {}
    for slot in found.compiled.slots:
        if isinstance(slot, RatingSlot):
            rating = found.bound.ratings[slot.path]
            listed[rating.path] = rating
        elif isinstance(slot, StrengthSlot):
            kinds = [s for s in found.bound.profile.safeguards if s.kind == slot.kind]
            listed.update((s.id, found.bound.strengths[s.id]) for s in kinds)
    return {name: r for name, r in listed.items() if r.not_applicable is None}


def gains_of(value: ValueOfInformation, part: str) -> dict[str, tuple[float, float]]:
    return {r.what: getattr(r, part).gain for r in value.ratings}


def close(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return all(abs(x - y) < 1e-9 for x, y in zip(a, b, strict=True))


@given(pairs())
def test_the_value_of_one_rating_alone_is_its_definition(pair: Pair) -> None:
    found = weighted_evaluation(pair)
    value = value_of_information(found)
    assume(value is not None)
    assert value is not None
    listed = gains_of(value, "alone")
    now = kept(found, {}, "conservative")
    for name, rating in read(found).items():
        spread = spread_of(rating)
        if spread is None:
            each = [kept(found, {name: level}, "conservative") - now for level in range(1, rating.rating.top + 1)]
            expected = (min(each), max(each))
        else:
            mean = sum(share * kept(found, {name: level}, "conservative") for level, share in spread.items()) - now
            expected = (mean, mean)
        assert close(listed.get(name, (0.0, 0.0)), expected), name


def combinations_of(spreads: Mapping[str, Mapping[int, float]]) -> Iterator[tuple[float, dict[str, int]]]:
    """Every way in which known ratings may turn out, with its share: each by itself."""
    for levels in product(*spreads.values()):
        share = prod(spread[level] for spread, level in zip(spreads.values(), levels, strict=True))
        yield share, dict(zip(spreads, levels, strict=True))


@given(pairs())
def test_the_value_with_the_rest_is_its_definition(pair: Pair) -> None:
    found = weighted_evaluation(pair)
    value = value_of_information(found)
    assume(value is not None)
    assert value is not None
    ratings = read(found)
    spreads = {name: s for name, r in ratings.items() if (s := spread_of(r)) is not None}
    assume(prod(len(s) for s in spreads.values()) <= MOST_STATES)
    now = kept(found, {}, "conservative")
    outcomes = list(combinations_of(spreads))
    readings: tuple[Reading, Reading] = ("central", "charitable")
    known = [sum(share * kept(found, levels, reading) for share, levels in outcomes) for reading in readings]
    assert value.everything is not None
    assert close(value.everything, (known[0] - now, known[1] - now))
    listed = gains_of(value, "with_the_rest")
    for name, rating in list(ratings.items())[:6]:
        staying = {name: rating.point("conservative") if rating.known else None}
        left = [
            sum(share * kept(found, {**levels, **staying}, reading) for share, levels in outcomes)
            for reading in readings
        ]
        lost = tuple(a - b for a, b in zip(known, left, strict=True))
        assert close(listed.get(name, (0.0, 0.0)), lost), name  # type: ignore[arg-type]


def test_the_value_really_varies_in_enough_of_these_pairs() -> None:
    """Both definitions would hold of nothing but zeros if no rating were ever worth knowing."""
    alone = rest = 0
    for seed in range(250):
        found = weighted_evaluation(pair(seed % 100, seed * 17 + 3))
        value = value_of_information(found) if found.rubric.options else None
        if value is not None:
            alone += any(r.alone.gain[0] for r in value.ratings)
            rest += any(r.with_the_rest and max(r.with_the_rest.gain) for r in value.ratings)
    assert alone >= 15
    assert rest >= 30


def test_weights_move_nothing_but_what_they_say_of_benefits() -> None:
    rubric, plain = load_rubric("seger-2023"), load_profile(EXAMPLES / "stable-diffusion-1.yaml")
    without, with_weights = (asdict(assess(p, rubric, analysis=True)) for p in (plain, weighted(plain)))
    assert with_weights["sensitivity"].pop("value") is not None
    assert without["sensitivity"].pop("value") is None
    for one in (without, with_weights):
        one["model"].pop("profile_digest")
        for option in one["decision"]["options"]:
            assert (option.pop("benefit_kept") is None) == (one is without)
        for benefit in one["decision"]["benefits"]:
            benefit.pop("weight")
        for resolved in one["sensitivity"]["next_evidence"]:
            resolved.pop("value")
    assert json.dumps(without) == json.dumps(with_weights)


def test_a_weighted_sum_is_of_shares_and_absent_benefits_add_nothing() -> None:
    profile = load_profile(EXAMPLES / "stable-diffusion-1.yaml")
    benefits = dict(profile.benefits)
    names = list(benefits)
    benefits[names[0]] = benefits[names[0]].model_copy(update={"weight": 3.0})
    unknown = benefits[names[1]].model_copy(update={"weight": 1.0, "evidence": ()})
    benefits[names[1]] = unknown.model_copy(update={"size": unknown.size.model_copy(update={"evidence": ()})})
    found = evaluated(profile.model_copy(update={"benefits": benefits}), load_rubric("seger-2023"))
    weights = weighed(found)
    assert weights is not None
    assert weights.weights == {names[0]: 0.75, names[1]: 0.25}
    assert weights.not_counted == (names[1],)
    keeps = next(b.keeps for b in found.rubric.benefits if b.id == names[0])
    assert weights.kept == tuple(0.75 * keeps[o.id] for o in found.rubric.options)


@pytest.mark.parametrize("weight", [None, 0.0])
def test_without_weights_there_is_no_value_and_no_sum(weight: float | None) -> None:
    profile = load_profile(EXAMPLES / "gpt-2.yaml")
    benefits = {n: b.model_copy(update={"weight": weight}) for n, b in profile.benefits.items()}
    found = evaluated(profile.model_copy(update={"benefits": benefits}), load_rubric("seger-2023"))
    assert weighed(found) is None
    assert value_of_information(found) is None


def test_a_cost_is_the_entry_that_says_most_and_unknown_where_there_is_none() -> None:
    profile = load_profile(EXAMPLES / "gpt-2.yaml")
    costs = {
        "capability.scams": EvaluationCost(usd=1000),
        "capability.scams.as_modified": EvaluationCost(usd=4000, person_days=10),
    }
    found = evaluated(profile.model_copy(update={"evaluation_costs": costs}), load_rubric("seger-2023"))
    assert cost_of(found, "capability.scams.as_released") == Cost(1000.0, None, None)
    assert cost_of(found, "capability.scams.as_modified") == Cost(4000.0, 10.0, None)
    assert cost_of(found, "capability.cyber_offence.as_modified") is None


def test_gain_by_cost_is_none_where_the_cost_is_unknown_or_nothing() -> None:
    assert gain((0.1, 0.3), Cost(2000.0, None, None)).per_thousand_usd == pytest.approx((0.05, 0.15))
    assert gain((0.1, 0.3), Cost(2000.0, None, None)).per_person_day is None
    assert gain((0.1, 0.3), Cost(0.0, 4.0, None)).per_thousand_usd is None
    assert gain((0.1, 0.3), Cost(0.0, 4.0, None)).per_person_day == pytest.approx((0.025, 0.075))
    assert gain((0.1, 0.3), None).per_thousand_usd is None
