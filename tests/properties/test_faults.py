"""Faults planted in the engine are caught: the tests of this folder can fail, and for the right reasons."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest

from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import evaluate
from tests.properties.faults import Fault, planted
from tests.reference import Reference
from tests.reference.compare import answers_of_reference, disagreements
from tests.strategies import Drawn, Pair, evaluation, pair

SEEDS = tuple((number % 40, number) for number in range(160))
"""The pairs that every fault is shown, after one beyond the self-check; each fault is caught by one of them."""

FAULTS = (
    Fault("the hardest path counts, not the easiest", "engine.compile",
          "self.actor_levels[domain, actor, v] = b.maximum(found, bottom=INFEASIBLE)",
          "self.actor_levels[domain, actor, v] = b.minimum(found)"),
    Fault("the easiest step counts, not the hardest", "engine.compile",
          "level = self.b.minimum(eases)", "level = self.b.maximum(eases)"),
    Fault("the central reading takes the high end for best", "engine.resolved",
          "return self.best", "return self.hi"),
    Fault("a cap just below an option is dropped", "engine.compile",
          "r.rule.cap is not None and chain[r.rule.cap] < place]",
          "r.rule.cap is not None and chain[r.rule.cap] < place - 1]"),
    Fault("the caps of classes are dropped", "engine.compile",
          "below = [v in cls.caps and chain[cls.caps[v]] < place for v in cls.values]",
          "below = [False for v in cls.values]"),
    Fault("safeguards are unplugged", "engine.bind",
          "if s.kind == slot.kind and (", "if s.kind == slot.route and ("),
    Fault("unknown is read as the middle level", "engine.resolved",
          'return r.harmful_end if reading in ("conservative", "central") else r.favourable_end',
          "return (r.top + 1) // 2"),
    Fault("unknown is favourable in the central reading", "engine.resolved",
          'return r.harmful_end if reading in ("conservative", "central") else r.favourable_end',
          'return r.harmful_end if reading == "conservative" else r.favourable_end'),
    Fault("protective ratings are not mirrored", "rubric.vocabulary",
          "return level if self.polarity is Polarity.RISK else self.top + 1 - level", "return level"),
    Fault("the ends of protective ratings are swapped", "engine.resolved",
          "(self.hi, self.lo) if r.polarity is Polarity.RISK else (self.lo, self.hi)", "(self.hi, self.lo)"),
    Fault("floors are ignored", "engine.compile", 'if step.floor == "by_severity":', 'if step.floor == "never":'),
    Fault("standing paths choose between options", "engine.compile", "if not path.standing:", "if path.key:"),
    Fault("an option needs no goal", "decision.recommend",
          "while needs_goal(found, start) and not goals_met(found, start):", "while needs_goal(found, start) and False:"),
    Fault("alternatives recover nothing", "decision.recommend",
          "if benefit.keeps[option] > max(benefit.keeps[before], recovered):",
          "if benefit.keeps[option] > benefit.keeps[before]:"),
    Fault("an option is reached without the less open ones", "engine.compile",
          "reachable.append(b.every([admissible, *reachable[-1:]]))", "reachable.append(admissible)"),
    Fault("judgement is taken at its word", "engine.resolved", 'if "judgement" in kinds:', 'if "hearsay" in kinds:'),
    Fault("a screen shows the mildest level", "engine.resolved",
          "hi = max([hi, min(2, rating.top), *(min(s.hi, rating.top) for s in suggested)])", "hi = hi"),
    Fault("untested safeguards count", "engine.bind", " and test in facts.tests[s.id]\n", "\n"),
    Fault("a screen outlives its facts", "engine.accepted", "if not _same(facts.value(path), then):", "if path == then:"),
    Fault("expired evidence counts", "engine.accepted",
          "if item.valid_until is not None and item.valid_until < today:", "if item.valid_until == today:"),
    Fault("a negated missing fact speaks for the model", "engine.truths",
          "return harmful and reading in HARMFUL_READINGS\n",
          "return harmful and reading in HARMFUL_READINGS and not literal.negated\n"),
    Fault("a missing fact meets a requirement", "engine.truths",
          "return harmful and reading in HARMFUL_READINGS\n", "return reading in HARMFUL_READINGS\n"),
    Fault("what does not apply is unknown", "engine.truths",
          "missing = self.ratings[atom.path].why_unknown is not None", "missing = not self.ratings[atom.path].known"),
    Fault("as_released is not bounded by as_modified", "engine.compile",
          'if path.startswith("capability.") and path.endswith(".as_released"):',
          'if path.startswith("capability.") and path.endswith(".never"):'),
    Fault("safeguards_off is unknown unless it is given", "engine.resolved",
          'if resolved.rating.facet == "safeguards_off" and resolved.source is None:', "if resolved is None:"),
    Fault("the weakest safeguard counts, not the strongest", "engine.compile",
          "return self.b.minimum(self._safeguard(", "return self.b.maximum(self._safeguard("),
    Fault("what slows an amateur slows everybody", "engine.compile",
          "slowed = INFEASIBLE if actor in tolerance.lone_actors else tolerance.slowed_for_groups", "slowed = INFEASIBLE"),
    Fault("a void safeguard still slows", "engine.compile", "table = [2 if i >= void else", "table = [1 if i >= void else"),
    Fault("a claim counts without its comparator", "engine.compile",
          "(tolerance.unbacked, INFEASIBLE)", "(INFEASIBLE, INFEASIBLE)"),
    Fault("actors with fewer resources than the least count", "rubric.resolve",
          "return self.actors[self.actors.index(self.domains[domain].least_actor) :]", "return self.actors"),
    Fault("better-resourced actors do not count", "rubric.resolve",
          "return self.actors[self.actors.index(self.domains[domain].least_actor) :]",
          "return (self.domains[domain].least_actor,)"),
    Fault("raised severities are ignored", "engine.bind",
          "max(level, raised.get(name, 1)) for name", "max(level, 1) for name"),
    Fault("an interval over the whole scale is knowledge", "engine.resolved",
          "if widened[0] == 1 and widened[2] == rating.top:", "if widened[0] == 0:"),
    Fault("a rating counts without accepted evidence", "engine.resolved", "    if not accepted:\n", "    if not cited:\n"),
    Fault("of two assessors the milder one is the median", "engine.resolved",
          "middle = len(bests) // 2 if rating.polarity is Polarity.RISK else (len(bests) - 1) // 2",
          "middle = (len(bests) - 1) // 2 if rating.polarity is Polarity.RISK else len(bests) // 2"),
    Fault("the order of a classification is ignored", "engine.compile",
          'by_order = cls.decide == "first_match"', "by_order = False"),
    Fault("the component plan forgets what a component grants", "engine.compile",
          "more[name] = _larger(old, amount)\n", "more[name] = old\n"),
    Fault("a conditional affordance is granted mildly to all", "engine.bind",
          "found[name] = granted.then if self.facts.holds(condition, reading) else granted.amount",
          "found[name] = granted.then"),
    Fault("a proposal fails only where everything speaks against it", "decision.recommend",
          'if not found.reachable(place, "charitable"):', 'if not found.reachable(place, "optimistic"):'),
    Fault("novelty counts in the absolute level", "engine.compile", "if not step.marginal)", "if step.title)"),
    Fault("a developer's ability counts the wrong way round", "engine.compile",
          "AMOUNTS[len(AMOUNTS) - 1 - amount]", "AMOUNTS[amount]"),
)  # fmt: skip


@lru_cache(maxsize=1)
def bent() -> Pair:
    """A cap on one option in the middle of the chain. The self-check refuses such a rubric, because then only the chain
    itself keeps the options beyond out of reach."""
    found = next(p for p in map(pair, range(100), range(100)) if evaluation(p).answer("conservative") > 1)
    raw = deepcopy(found.drawn.raw)
    options = found.rubric.vocabulary.options
    raw["rules"]["rules"].append(
        {**raw["rules"]["rules"][0], "id": "bent", "cap": options[0], "when": {"is": {"option": options[1]}}}
        | dict.fromkeys(("require", "escalate", "classify", "note", "for_each_domain"))
    )
    return Pair(Drawn(-1, raw), found.raw, found.profile, (-1, found.seeds[1]))


def pairs_shown() -> Iterator[Pair]:
    yield bent()
    for seeds in SEEDS:
        yield pair(*seeds)


_EXPECTED: dict[tuple[int, int], dict[str, Any]] = {}


def expected(found: Pair) -> dict[str, Any]:
    """What the reference says of a pair. No fault in the engine touches it, so it is asked once."""
    if found.seeds not in _EXPECTED:
        _EXPECTED[found.seeds] = dict(answers_of_reference(Reference(found.profile, found.drawn.folder)))
    return _EXPECTED[found.seeds]


def differences(found: Pair) -> list[str]:
    """Where the engine as it stands, freshly compiled, differs from the reference."""
    compiled = compile_rubric(found.rubric, severities_of(found.profile, found.rubric))
    return disagreements(evaluate(bind(found.profile, compiled)), expected(found))


@pytest.fixture(scope="module", autouse=True)
def _drawn_before_any_fault() -> None:
    """A rubric is compiled when it is drawn, and kept for every test of the process: none may be drawn with a fault in place."""
    for found in pairs_shown():
        expected(found)


def test_without_a_fault_nothing_is_caught() -> None:
    assert [d for found in pairs_shown() for d in differences(found)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught(fault: Fault) -> None:
    with planted(fault):
        assert any(differences(found) for found in pairs_shown()), "nothing notices this fault"


def test_a_removed_fault_leaves_nothing_behind() -> None:
    for fault in FAULTS:
        with planted(fault):
            pass
    assert all(differences(pair(*seeds)) == [] for seeds in SEEDS[:20])
