"""Flip sets against brute force: every listed set flips, none of its parts does, and none is missing."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import assume, given

from riskframe.decision.settling import movers
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot, StrengthSlot, TruthSlot
from riskframe.sensitivity.flips import LARGEST, flips
from riskframe.sensitivity.records import Flips
from tests.strategies import Pair, evaluation, pairs

FEW = 24
"""Brute force looks at every three of at most this many movers."""

UNKNOWN = 0
"""The level of a rating that is no longer known."""


def moved(found: Evaluation, changes: dict[str, int], *, favourable: bool) -> int:
    """Conservative answer after changes, straight on the input codes."""
    codes = list(found.bound.codes["conservative"])
    for number, slot in enumerate(found.compiled.slots):
        for name in movers(found, slot):
            if name not in changes:
                continue
            level = changes[name]
            if isinstance(slot, StrengthSlot):
                # Where it stands at other strengths in other domains, a change never moves one back.
                codes[number] = max(codes[number], level) if favourable else min(codes[number], level)
            elif isinstance(slot, RatingSlot):
                codes[number] = found.bound.ratings[name].rating.harmful_end if level == UNKNOWN else level
            elif isinstance(slot, TruthSlot) and (favourable or level == UNKNOWN):
                codes[number] = int(slot.literal.negated != (level == UNKNOWN))
    return found.compiled.program.run(codes)[found.compiled.answer]


def extremes(found: Evaluation, *, favourable: bool) -> dict[str, int]:
    """Every mover at the end of its scale in one direction."""
    ends: dict[str, int] = {}
    for slot in found.compiled.slots:
        for name in movers(found, slot):
            if isinstance(slot, StrengthSlot):
                ends[name] = 5 if favourable else 0
            else:
                rating = found.bound.ratings[name]
                # An unknown rating stands at its harmful end already and cannot get worse.
                worst = rating.rating.harmful_end if rating.why_unknown is not None else UNKNOWN
                ends[name] = rating.rating.favourable_end if favourable else worst
    return ends


def both(found: Evaluation) -> list[Flips]:
    start = found.answer("conservative")
    options = [o.id for o in found.rubric.options]
    listed = [flips(found, options[start], "lose")] if start else []
    if start + 1 < len(options):
        listed.append(flips(found, options[start + 1], "reach"))
    return listed


@given(pairs())
def test_every_listed_flip_flips_and_has_no_part_to_spare(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    for result in both(found):
        place = found.rubric.option_place[result.option]
        favourable = result.direction == "reach"
        for flip in result.flips:
            changes = {c.what: c.to for c in flip.changes}
            assert (moved(found, changes, favourable=favourable) >= place) == favourable
            for name in changes:
                fewer = {n: level for n, level in changes.items() if n != name}
                assert (moved(found, fewer, favourable=favourable) >= place) != favourable


@given(pairs())
def test_no_flip_of_up_to_three_changes_is_missing(pair: Pair) -> None:
    """Monotone, so a set of movers flips if and only if it does with all of them at the end of their scale.

    So an empty list that is called proved is a proof: brute force over all sets of up to three finds none either.
    """
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    for result in both(found):
        if not result.proved:
            continue
        favourable = result.direction == "reach"
        place = found.rubric.option_place[result.option]
        ends = extremes(found, favourable=favourable)
        minimal: set[frozenset[str]] = set()
        sizes = range(1, (LARGEST if len(ends) <= FEW else 2) + 1)
        for size in sizes:
            for names in combinations(sorted(ends), size):
                if any(m <= frozenset(names) for m in minimal):
                    continue
                if (moved(found, {n: ends[n] for n in names}, favourable=favourable) >= place) == favourable:
                    minimal.add(frozenset(names))
        listed = {frozenset(c.what for c in f.changes) for f in result.flips if len(f.changes) in sizes}
        assert listed == minimal


@given(pairs())
def test_the_levels_of_a_flip_are_the_mildest_that_do(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    for result in both(found):
        favourable = result.direction == "reach"
        place = found.rubric.option_place[result.option]
        for flip in result.flips[:6]:
            for milder in product(*(_milder(found, c.what, c.to, favourable=favourable) for c in flip.changes)):
                levels = {c.what: level for c, level in zip(flip.changes, milder, strict=True)}
                if levels != {c.what: c.to for c in flip.changes}:
                    assert (moved(found, levels, favourable=favourable) >= place) != favourable


def _milder(found: Evaluation, name: str, to: int, *, favourable: bool) -> list[int]:
    """The level itself and those between it and where the mover stands now."""
    codes = found.bound.codes["conservative"]
    read = [i for i, s in enumerate(found.compiled.slots) if name in movers(found, s) and not isinstance(s, TruthSlot)]
    rating = found.bound.ratings.get(name)
    if not read:
        return [to]  # only asked whether it is known
    at = [codes[i] for i in read]
    now = at[0] if rating is not None else min(at) if favourable else max(at)
    if rating is not None and now == 0:  # it did not apply, so any level is a change
        ladder = sorted(range(1, rating.rating.top + 1), key=lambda x: abs(x - rating.rating.favourable_end))
        return [*ladder, UNKNOWN] if to == UNKNOWN else ladder[: ladder.index(to) + 1]
    if rating is not None and to == UNKNOWN:
        end = rating.rating.harmful_end
        step = 1 if now < end else -1
        return [*(range(now + step, end + step, step) if now != end else ()), UNKNOWN]
    step = 1 if now < to else -1
    return [to] if now == to else list(range(now + step, to + step, step))


@given(pairs())
def test_only_what_everything_together_does_not_do_is_said_to_be_beyond_all_changes(pair: Pair) -> None:
    found = evaluation(pair)
    assume(bool(found.rubric.options))
    for result in both(found):
        favourable = result.direction == "reach"
        place = found.rubric.option_place[result.option]
        everything = moved(found, extremes(found, favourable=favourable), favourable=favourable)
        if result.proved:
            assert result.ever == ((everything >= place) == favourable)
