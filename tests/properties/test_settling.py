"""What would settle an option, and what alone would lose it, against brute force over the same moves and over profiles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from itertools import combinations

from hypothesis import assume, given

from riskframe.decision.decide import decide
from riskframe.decision.plan import stage
from riskframe.decision.settling import LARGEST, clauses_for, larger_set, movers, settling_sets, single_points
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.goals import FAILED
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Reading
from tests.strategies import Pair, evaluation, evaluation_of, pairs
from tests.strategies.atoms import Raw
from tests.strategies.profiles import profile_of
from tests.strategies.worsen import holder

TOWARD: tuple[Reading, ...] = ("central", "charitable")
SMALL = 8
"""Brute force looks at every subset of at most this many things that could move."""


def places_ahead(e: Evaluation) -> list[int]:
    """Options that the conservative reading does not reach."""
    return [p for p in e.places if not e.reachable(p, "conservative")]


def reached_by_moving(
    e: Evaluation, place: int, codes: list[int], milder: Callable[[int], int], what: frozenset[str]
) -> bool:
    """Whether an option is reached when the inputs that depend on some of `what` take other codes."""
    moved = [
        milder(i) if movers(e, slot) & what else code
        for i, (slot, code) in enumerate(zip(e.compiled.slots, codes, strict=True))
    ]
    return bool(e.compiled.program.run(moved)[e.compiled.reachable[place]])


def can_move(e: Evaluation, toward: Reading) -> list[str]:
    now, then = e.bound.codes["conservative"], e.bound.codes[toward]
    found = {m for i, slot in enumerate(e.compiled.slots) if now[i] != then[i] for m in movers(e, slot)}
    return sorted(found)


def minimal_by_brute_force(e: Evaluation, place: int, toward: Reading) -> set[frozenset[str]]:
    """Every minimal set of at most LARGEST things whose settling reaches an option."""
    codes, then = list(e.bound.codes["conservative"]), e.bound.codes[toward]
    found: set[frozenset[str]] = set()
    for size in range(LARGEST + 1):
        for some in combinations(can_move(e, toward), size):
            what = frozenset(some)
            if not any(smaller < what for smaller in found) and reached_by_moving(
                e, place, codes, then.__getitem__, what
            ):
                found.add(what)
    return found


def listed(e: Evaluation) -> Iterator[tuple[int, Reading, tuple[tuple[str, ...], ...], bool]]:
    for place in places_ahead(e):
        for toward in TOWARD:
            sets, complete = settling_sets(e, place, toward)
            yield place, toward, sets, complete


@given(pairs())
def test_a_settling_set_reaches_the_option_and_no_part_of_it_does(found: Pair) -> None:
    e = evaluation(found)
    codes = list(e.bound.codes["conservative"])
    for place, toward, sets, _ in listed(e):
        then = e.bound.codes[toward]
        for settled in sets:
            what = frozenset(settled)
            assert reached_by_moving(e, place, codes, then.__getitem__, what)
            for one in what:
                assert not reached_by_moving(e, place, codes, then.__getitem__, what - {one})


@given(pairs())
def test_brute_force_finds_the_same_settling_sets(found: Pair) -> None:
    e = evaluation(found)
    for place, toward, sets, complete in listed(e):
        if len(can_move(e, toward)) > SMALL:
            continue
        brute = minimal_by_brute_force(e, place, toward)
        assert {frozenset(s) for s in sets} <= brute
        if complete:
            assert {frozenset(s) for s in sets} == brute


@given(pairs())
def test_no_settling_set_exists_only_where_settling_everything_does_not_reach_it(found: Pair) -> None:
    e = evaluation(found)
    codes = list(e.bound.codes["conservative"])
    for place in places_ahead(e):
        for toward in TOWARD:
            then = e.bound.codes[toward]
            everything = frozenset(can_move(e, toward))
            helps = reached_by_moving(e, place, codes, then.__getitem__, everything)
            assert (clauses_for(e, place, toward) == FAILED) == (not helps)


@given(pairs())
def test_a_larger_set_reaches_the_option_and_none_of_it_can_be_spared(found: Pair) -> None:
    e = evaluation(found)
    codes = list(e.bound.codes["conservative"])
    for place in places_ahead(e):
        for toward in TOWARD:
            then = e.bound.codes[toward]
            everything = frozenset(can_move(e, toward))
            larger = larger_set(e, place, toward)
            assert (larger is not None) == reached_by_moving(e, place, codes, then.__getitem__, everything)
            what = frozenset(larger or ())
            assert larger is None or reached_by_moving(e, place, codes, then.__getitem__, what)
            for one in what:
                assert not reached_by_moving(e, place, codes, then.__getitem__, what - {one})


@given(pairs())
def test_a_stage_says_none_only_where_settling_everything_does_not_reach_it(found: Pair) -> None:
    e = evaluation(found)
    codes, then = list(e.bound.codes["conservative"]), e.bound.codes["charitable"]
    for place in places_ahead(e):
        said = stage(e, place)
        reached = reached_by_moving(e, place, codes, then.__getitem__, frozenset(can_move(e, "charitable")))
        assert (said.how != "none") == reached
        assert not (reached and (said.rules_first or said.held_by))
        assert reached or said.rules_first or said.held_by
        if said.none_up_to is not None:
            (need,) = said.needs
            assert len(need.criteria) > said.none_up_to


# --- the same over profiles: somebody settles the ratings and writes the profile again


def settled(found: Pair, e: Evaluation, what: tuple[str, ...], toward: Reading, observation: str) -> Raw:
    """The profile once those ratings and safeguards are rated at the milder reading's level, on an observation."""
    raw = deepcopy(found.raw)
    for name in what:
        if name in e.rubric.ratings:
            rating = e.bound.ratings[name]
            where, key = holder(raw, rating.rating)
            given = where.get(key)
            comparators = given.get("comparators") if isinstance(given, dict) else None
            cited = [*rating.cited, observation]
            where[key] = {
                "level": rating.point(toward),
                "evidence": cited,
                **({"comparators": comparators} if comparators else {}),
            }
        for item in raw["safeguards"]:
            if name in (item["id"], f"all {item['kind']}"):
                strength = e.bound.strengths[item["id"]]
                item["strength"] = {"level": strength.point(toward), "evidence": [*strength.cited, observation]}
    return raw


@given(pairs())
def test_settling_a_set_in_the_profile_reaches_the_option(found: Pair) -> None:
    e = evaluation(found)
    observed = [i.id for i in e.bound.evidence.values() if i.kind not in ("judgement", "screen")]
    cases = [(place, s, toward) for place, toward, sets, _ in listed(e) for s in sets[:3] if s]
    for place, what, toward in cases:
        after = evaluation_of(profile_of(settled(found, e, what, toward, observed[0])), found.drawn)
        assert after.reachable(place, "conservative"), f"settling {what} does not reach option {place}"


# --- single points: somebody loses a rating or a safeguard and writes the profile again


def rated_unknown(raw: Raw, rating: RatingPath) -> Raw:
    edited = deepcopy(raw)
    where, key = holder(edited, rating)
    where[key] = "unknown"
    return edited


def without(raw: Raw, names: Collection[str]) -> Raw:
    return {**raw, "safeguards": [s for s in raw["safeguards"] if s["id"] not in names]}


def lost(found: Pair, raw: Raw, place: int) -> bool:
    """Whether the conservative reading of an edited profile no longer reaches an option."""
    return not evaluation_of(profile_of(raw), found.drawn).reachable(place, "conservative")


def standing(found: Pair) -> tuple[Evaluation, int, set[str]]:
    """The evaluation, the place of the conservative answer, and its single points. Nothing is lost that is closed."""
    e = evaluation(found)
    place = e.answer("conservative")
    assume(place > 0)
    return e, place, set(single_points(e, place))


@given(pairs())
def test_ratings_are_single_points_exactly_when_the_option_is_lost_without_them(found: Pair) -> None:
    e, place, points = standing(found)
    given = {name: r for name, r in e.bound.ratings.items() if r.source is not None and r.path == name}
    expected = {name for name, r in given.items() if lost(found, rated_unknown(found.raw, r.rating), place)}
    assert points & set(e.rubric.ratings) == expected


@given(pairs())
def test_safeguards_are_single_points_exactly_when_the_option_is_lost_without_them(found: Pair) -> None:
    _, place, points = standing(found)
    kinds: dict[str, list[str]] = {}
    for item in found.profile.safeguards:
        kinds.setdefault(item.kind, []).append(item.id)
    for kind, names in kinds.items():
        alone = {name for name in names if lost(found, without(found.raw, {name}), place)}
        listed = points & set(names)
        # Two of a kind share a cause: that the stronger one alone is missed shows as the kind's failure.
        assert listed <= alone
        assert bool(points & {*names, f"all {kind}"}) == lost(found, without(found.raw, names), place)
        assert not listed or f"all {kind}" not in points


@given(pairs())
def test_the_decision_lists_the_single_points_of_its_start(found: Pair) -> None:
    e = evaluation(found)
    decision = decide(e)
    start = e.rubric.option_place[decision.recommendation.start]
    assert tuple(p.what for p in decision.single_points) == single_points(e, start)
