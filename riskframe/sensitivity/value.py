"""What knowing a rating would be worth, by the board's weights: value of perfect information in benefit kept.

The decision rule stays riskframe's own: the most open option that the conservative reading reaches. The weights only say
what each option is worth; they change no answer. Unknowns have no distribution, so every figure is a pair. Definition:
docs/explanation/value-of-evidence.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riskframe.decision.settling import evaluations_for
from riskframe.decision.weights import Weighed, weighed
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.resolved import ResolvedRating
from riskframe.engine.slots import StrengthSlot
from riskframe.engine.truths import Facts
from riskframe.sensitivity.diagram import TooLarge
from riskframe.sensitivity.records import Cost, Gain, ValueOfInformation, ValueOfRating
from riskframe.sensitivity.resolving import (
    answers_if_resolved,
    open_ratings,
    rating_of,
    slots_by_name,
    strength_with,
)
from riskframe.sensitivity.shares import BOUNDS, Bound, diagram_of, spreads
from riskframe.sensitivity.spread import Spread, spread_of

Pair = tuple[float, float]
"""[unknowns turn out harmful, unknowns turn out favourable]."""

NOISE = 1e-12
"""Differences below this are rounding of sums of shares, and shown as none."""


def value_of_information(found: Evaluation) -> ValueOfInformation | None:
    """What every rating would be worth to know; None where the board sets no weights."""
    weights = weighed(found)
    if weights is None:
        return None
    alone = gains_alone(found, weights)
    try:
        everything, rest = _with_the_rest(found, weights)
    except TooLarge:
        everything, rest = None, None
    ratings = []
    for name in alone if rest is None else dict.fromkeys([*alone, *rest]):
        own = alone.get(name, (0.0, 0.0))
        others = None if rest is None else rest.get(name, (0.0, 0.0))
        if any(map(abs, (*own, *(others or ())))):
            cost = cost_of(found, name)
            ratings.append(
                ValueOfRating(
                    name, not rating_of(found, name).known, gain(own, cost),
                    None if others is None else gain(others, cost), cost, evaluations_for(found, name),
                )
            )  # fmt: skip
    options = [o.id for o in found.rubric.options]
    return ValueOfInformation(
        weights=weights.weights,
        not_counted=weights.not_counted,
        kept=dict(zip(options, weights.kept, strict=True)),
        now=options[found.answer("conservative")],
        everything=everything,
        ratings=tuple(sorted(ratings, key=_rank)),
    )


def _rank(one: ValueOfRating) -> tuple[float, float, str]:
    return -max(one.alone.gain), -max(one.with_the_rest.gain if one.with_the_rest else (0.0,)), one.what


def gains_alone(found: Evaluation, weights: Weighed) -> dict[str, Pair]:
    """The expected gain if one rating were known exactly and nothing else: everything else stays as it is.

    A known rating has one figure, over its spread. An unknown one has none, so its pair is the least and the most that
    a level of it can bring.
    """
    spread = {name: spread_of(rating_of(found, name)) for name in _readable(found)}
    levels = {name: tuple(s) if s is not None else open_ratings(found)[name] for name, s in spread.items()}
    answers = answers_if_resolved(found, [(name, level) for name, some in levels.items() for level in some])
    now = weights.kept[found.answer("conservative")]
    listed: dict[str, Pair] = {}
    for name, shares in spread.items():
        by_level = {level: weights.kept[answers[name, level]] - now for level in levels[name]}
        if shares is None:
            listed[name] = (min(by_level.values()), max(by_level.values()))
        else:
            expected = sum(share * by_level[level] for level, share in shares.items())
            listed[name] = (expected, expected)
    return {name: _cleaned(pair) for name, pair in listed.items()}


def _readable(found: Evaluation) -> tuple[str, ...]:
    """Ratings and strengths of which something could be learned: unknown, or spread, or worse in the reading that decides."""
    return tuple(dict.fromkeys([*open_ratings(found), *_spreads_with_the_reading(found)]))


def _with_the_rest(found: Evaluation, weights: Weighed) -> tuple[Pair, dict[str, Pair]]:
    """The gain of knowing everything, and what of it is lost if one rating stays as it is. Raises TooLarge.

    A known rating that stays as it is is read at its conservative level, so the loss is a conditional of the diagram:
    shares given that level. An unknown one that stays so is read as unknown, in a diagram of its own.
    """
    now = weights.kept[found.answer("conservative")]
    ends: dict[Bound, tuple[float, dict[str, float]]] = {bound: _expected(found, weights, bound) for bound in BOUNDS}
    harmful, favourable = ends["unknowns_harmful"], ends["unknowns_favourable"]
    lost = {name: (harmful[1][name], favourable[1][name]) for name in harmful[1]}
    for name in open_ratings(found):
        if not rating_of(found, name).known:
            # At the harmful end it is as if nobody had looked, so nothing is lost there.
            lost[name] = (0.0, favourable[0] - _expected_of(_still_unknown(found, name), weights))
    everything = _cleaned((harmful[0] - now, favourable[0] - now))
    return everything, {name: _cleaned(pair) for name, pair in lost.items()}


def _expected(found: Evaluation, weights: Weighed, bound: Bound) -> tuple[float, dict[str, float]]:
    """Benefit kept over the spreads, and for each rating how much less if it stays at its conservative level."""
    known = _spreads_with_the_reading(found)
    built = diagram_of(found, bound, "independent", known=known)
    passes = built.passes()
    kept = _mean(passes.shares, weights)
    lost = {}
    for variable, rows in zip(built.variables, passes.given, strict=True):
        level = known[variable.name][0].point("conservative")
        row = next(r for o, r in zip(variable.outcomes, rows, strict=True) if o[variable.name] == level)
        lost[variable.name] = kept - _mean(row, weights)
    return kept, lost


def _expected_of(found: Evaluation, weights: Weighed) -> float:
    return _mean(diagram_of(found, "unknowns_favourable", "independent").passes().shares, weights)


def _mean(shares: Sequence[float], weights: Weighed) -> float:
    return sum(share * kept for share, kept in zip(shares, weights.kept, strict=True))


def _spreads_with_the_reading(found: Evaluation) -> dict[str, tuple[ResolvedRating, Spread]]:
    """Spreads that hold the level of the conservative reading, too, if only with no share: its conditional is asked for."""
    listed = {}
    for name, (rating, spread) in spreads(found, least=1).items():
        whole = {level: spread.get(level, 0.0) for level in sorted({*spread, rating.point("conservative")})}
        if len(whole) > 1:
            listed[name] = (rating, whole)
    return listed


def _still_unknown(found: Evaluation, name: str) -> Evaluation:
    """Every unknown at its favourable end but one, which is read as the conservative reading reads it."""
    bound, reading = found.bound, BOUNDS["unknowns_favourable"]
    codes = list(bound.codes[reading])
    strengths = dict(bound.strengths)
    if name in strengths:
        strengths[name] = replace(strengths[name], lo=1, best=1, hi=1, why_unknown=None)
    for number in slots_by_name(found).get(name, ()):
        slot = found.compiled.slots[number]
        codes[number] = (
            strength_with(found, slot, name, 1, reading)
            if isinstance(slot, StrengthSlot)
            else bound.codes["conservative"][number]
        )
    old = bound.facts
    facts = Facts(old.profile, old.rubric, old.evidence, old.ratings, strengths, old.tests)
    changed = replace(bound, codes={**bound.codes, reading: tuple(codes)}, strengths=strengths, facts=facts)
    return Evaluation(changed, found.values)


def _cleaned(pair: Pair) -> Pair:
    low, high = (0.0 if abs(x) < NOISE else x for x in pair)
    return low, high


def cost_of(found: Evaluation, name: str) -> Cost | None:
    """What settling a rating would cost: the profile's entry that says most about it. None: unknown, never nothing."""
    given = found.bound.profile.evaluation_costs
    said = max((key for key in given if name == key or name.startswith(f"{key}.")), key=len, default=None)
    return None if said is None else Cost(given[said].usd, given[said].person_days, given[said].note)


def gain(pair: Pair, cost: Cost | None) -> Gain:
    """A gain with what it comes to by cost; what costs nothing has no such ratio."""
    usd, days = (cost.usd, cost.person_days) if cost else (None, None)
    return Gain(
        pair,
        (pair[0] / usd * 1000, pair[1] / usd * 1000) if usd else None,
        (pair[0] / days, pair[1] / days) if days else None,
    )
