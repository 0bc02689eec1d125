"""The generators make what the properties need to mean something: every answer, zone, effect, atom and kind of doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hypothesis import given

from riskframe.decision.recommend import recommend, verdict_on
from riskframe.engine.fit import fit_problems
from riskframe.rubric.check import check_rubric
from riskframe.rubric.conditions import (
    Count,
    Every,
    FactCompare,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Unknown,
    literals,
)
from riskframe.rubric.schema import GrantedUnless
from riskframe.scales import READINGS, ZONES
from tests.strategies import Drawn, Pair, evaluation, pair, pairs, rubrics

RUBRICS, PAIRS = 400, 2000


@given(rubrics())
def test_a_random_rubric_passes_the_self_check(drawn: Drawn) -> None:
    assert check_rubric(drawn.rubric) == ()


@given(pairs())
def test_a_random_profile_fits_its_rubric(found: Pair) -> None:
    assert [p for p in fit_problems(found.profile, [found.rubric]) if p.severity == "error"] == []


@dataclass
class Seen:
    """What 2,000 pairs came to."""

    answers: dict[int, Counter[int]] = field(default_factory=dict)
    """number of options -> place of the conservative answer -> how often."""
    zones: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    """effect -> how often a rule of it fires."""
    quiet: Counter[str] = field(default_factory=Counter)
    met: Counter[bool] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    rests_on: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    ratings: int = 0
    unknown: int = 0
    staged: int = 0
    fell: int = 0
    refused: int = 0
    lax: int = 0
    """Conditional affordances for which a profile has earned the milder amount."""
    strict: int = 0


@lru_cache(maxsize=1)
def seen() -> Seen:
    found = Seen()
    for number in range(PAIRS):
        _look(pair(number % RUBRICS, number), found)
    return found


def _look(drawn: Pair, found: Seen) -> None:
    e = evaluation(drawn)
    found.answers.setdefault(len(e.rubric.options), Counter())[e.answer("conservative")] += 1
    found.zones.update(e.zone(d, p, r).value for d in e.rubric.domains for p in e.places for r in READINGS)
    for rule in e.rubric.rules:
        spec = rule.rule
        effect = next(n for n in ("cap", "require", "escalate", "classify", "note") if getattr(spec, n) is not None)
        (found.fired if e.fires(rule.key, 0, "conservative") else found.quiet)[effect] += 1
        if rule.met_when is not None:
            found.met[e.met(rule.key, 0)] += 1
    for rating in e.bound.ratings.values():
        found.ratings += 1
        found.unknown += rating.why_unknown is not None
        found.doubts[rating.why_unknown or ("does not apply" if rating.not_applicable else "known")] += 1
        found.rests_on[rating.rests_on if rating.known else ""] += 1
        found.doubts["interval"] += rating.lo != rating.hi
        found.doubts["several assessors"] += bool(rating.by_assessor)
        found.doubts["widened"] += rating.widened
    for option in e.rubric.options:
        for name, granted in option.affordances.items():
            if isinstance(granted, GrantedUnless):
                earned = e.bound.facts.holds(e.rubric.unless[option.id, name], "conservative")
                found.lax += earned
                found.strict += not earned
    advice = recommend(e)
    found.staged += advice.headline == "staged_release"
    found.fell += bool(advice.goal_falls)
    found.refused += bool(e.bound.refused)
    if drawn.profile.release.proposed is not None:
        found.verdicts[verdict_on(e, drawn.profile.release.proposed, ()).verdict] += 1


def test_every_option_is_the_conservative_answer_often_enough() -> None:
    answers = seen().answers
    assert sum(sum(places.values()) for places in answers.values()) == PAIRS
    assert set(answers) == {2, 3, 4, 5, 6, 7}
    for options, places in answers.items():
        total = sum(places.values())
        for place in range(options):
            share = places[place] / total
            assert share >= 0.03, f"of rubrics with {options} options only {share:.1%} come out at option {place}"


def test_between_a_tenth_and_three_tenths_of_the_ratings_are_unknown() -> None:
    assert 0.10 <= seen().unknown / seen().ratings <= 0.30


def test_every_zone_occurs() -> None:
    total = sum(seen().zones.values())
    assert all(seen().zones[zone.value] / total >= 0.05 for zone in ZONES)


def test_rules_of_every_effect_fire_and_stay_quiet() -> None:
    for effect in ("cap", "require", "escalate", "classify", "note"):
        assert seen().fired[effect] >= 100
        assert seen().quiet[effect] >= 100
    assert min(seen().met.values()) >= 100


def test_every_way_of_not_knowing_occurs() -> None:
    for doubt in (
        "no rating is given", "it is rated unknown", "it cites no accepted evidence", "its interval is the whole scale",
        "does not apply", "interval", "several assessors", "widened",
    ):  # fmt: skip
        assert seen().doubts[doubt] >= 50, doubt
    assert all(seen().rests_on[kind] >= 50 for kind in ("evidence", "screen", "judgement"))
    assert seen().refused >= 100


def test_every_verdict_staged_releases_and_missing_goals_occur() -> None:
    assert all(
        seen().verdicts[v] >= 30
        for v in ("supported", "supported_with_conditions", "insufficient_evidence", "not_supported")
    )
    assert seen().staged >= 100
    assert seen().fell >= 20
    assert seen().lax >= 50
    assert seen().strict >= 50


def some_rubrics() -> Iterator[Drawn]:
    return (pair(number, number).drawn for number in range(100))


def test_every_atom_occurs_in_both_signs() -> None:
    found: Counter[tuple[str, bool]] = Counter()
    for drawn in some_rubrics():
        for rule in drawn.rubric.rules:
            for literal in (*literals(rule.when), *literals(rule.met_when or Every(()))):
                atom = literal.atom
                name = f"{atom.over}" if isinstance(atom, Count) else type(atom).__name__
                name = atom.test if isinstance(atom, FactCompare) else name
                found[name, literal.negated] += 1
    for kind in (RatingCompare, Unknown, OptionCompare, SeverityCompare):
        assert found[kind.__name__, False] >= 5, kind
        assert found[kind.__name__, True] >= 1, kind
    for name in (
        "one_of",
        "number_at_least",
        "number_above",
        "date_before",
        "evidence",
        "safeguards",
        "components",
        "assessors",
    ):
        assert found[name, False] >= 3, name
        assert found[name, True] >= 3, name


def test_ratings_are_shared_between_paths_and_between_domains() -> None:
    between_paths = between_domains = 0
    for drawn in some_rubrics():
        readers: dict[str, set[tuple[str, str]]] = {}
        for path in drawn.rubric.paths:
            for _, step in path.steps:
                rating = drawn.rubric.rating_of_step(step, path.domain)
                if rating is not None:
                    readers.setdefault(rating.path, set()).add((path.domain, path.key))
        between_paths += any(len(paths) > 1 for paths in readers.values())
        between_domains += any(len({d for d, _ in paths}) > 1 for paths in readers.values())
    assert between_paths >= 20
    assert between_domains >= 10


def test_every_kind_of_step_and_path_occurs() -> None:
    steps: Counter[str] = Counter()
    for drawn in some_rubrics():
        for path in drawn.rubric.paths:
            steps["standing"] += path.standing
            for _, step in path.steps:
                for kind in ("actor", "affordance", "ability", "safeguards", "capability", "rating"):
                    steps[kind] += getattr(step, kind) is not None
                for mark in ("floor", "counts_with", "marginal"):
                    steps[mark] += bool(getattr(step, mark))
                steps["at_least"] += bool(step.at_least)
    assert all(count >= 20 for count in steps.values()), steps
    assert len(steps) == 11
