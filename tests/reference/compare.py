"""What the engine and the reference make of the same pair, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskframe.decision.decide import decide
from riskframe.decision.records import Decision
from riskframe.engine.evaluate import Evaluation
from riskframe.scales import READINGS
from tests.reference.decision import Reference

Answer = tuple[str, Any]


def answers_of_engine(found: Evaluation) -> Iterator[Answer]:
    """Every level, zone, fired rule, cap, class, answer and decision of the engine, by the name of the question."""
    rubric = found.rubric
    for r in READINGS:
        for p, option in enumerate(rubric.options):
            for d in rubric.domains:
                at = f"{d} under {option.id}, {r}"
                yield f"level of {at}", found.level(d, p, r)
                yield f"zone of {at}", found.zone(d, p, r).value
                yield f"absolute level of {at}", found.absolute_level(d, p, r)
            for rule in rubric.rules:
                yield f"{rule.key} fires under {option.id}, {r}", found.fires(rule.key, p, r)
                if rule.rule.require is not None:
                    yield f"{rule.key} met under {option.id}, {r}", found.met(rule.key, p, r)
            yield f"{option.id} capped, {r}", found.blocked(p, r)
            yield f"{option.id} reachable, {r}", found.reachable(p, r)
        for name, domain in found.compiled.classes:
            yield f"class {name} of {domain}, {r}", found.class_value(name, domain, r)
        for d in rubric.domains:
            yield f"standing risk of {d}, {r}", found.standing_level(d, r)
        yield f"answer, {r}", found.answer(r)
    yield from _decided(decide(found))


def _decided(decision: Decision) -> Iterator[Answer]:
    yield "start", decision.recommendation.start
    yield "aim", decision.recommendation.aim
    yield "verdict", decision.proposed.verdict if decision.proposed else None
    for advice in decision.components:
        yield f"publish {advice.component}", advice.publish
    for cell in decision.domains:
        at = f"{cell.domain} under {cell.option}"
        yield f"binding steps of {at}", {b.step for b in cell.binding}
        yield f"widest paths of {at}", cell.widest_paths
        yield f"{at} rests on novelty", cell.rests_on_novelty
        for actor, level in cell.by_actor.items():
            yield f"level of {at} for {actor}", level


def answers_of_reference(plain: Reference) -> Iterator[Answer]:
    """The same questions, answered by the reference."""
    ways = plain.ways
    for r in READINGS:
        for p, option in enumerate(plain.options):
            for d in plain.domains:
                at = f"{d} under {option.id}, {r}"
                yield f"level of {at}", ways.level(d, option, r)
                yield f"zone of {at}", ways.zone(d, option, r)
                yield f"absolute level of {at}", ways.level(d, option, r, novelty=False)
            for key, (rule, _) in plain.rules.items():
                yield f"{key} fires under {option.id}, {r}", plain.fires(key, option, r)
                if rule.require is not None:
                    yield f"{key} met under {option.id}, {r}", plain.met(key, option, r)
            yield f"{option.id} capped, {r}", plain.capped(p, r)
            yield f"{option.id} reachable, {r}", plain.reachable(p, r)
        for name, domain in plain.classes():
            yield f"class {name} of {domain}, {r}", plain.class_value(name, domain, r)
        for d in plain.domains:
            yield f"standing risk of {d}, {r}", ways.standing(d, r)
        yield f"answer, {r}", plain.answer(r)
    yield "start", plain.chain[plain.start()]
    yield "aim", plain.chain[plain.aim()]
    yield "verdict", plain.verdict()
    for component in plain.folder.rubric.components:
        yield f"publish {component.id}", plain.publish(component.id)
    for d in plain.domains:
        for option in plain.options:
            at = f"{d} under {option.id}"
            yield f"binding steps of {at}", ways.binding(d, option, "conservative")
            yield f"widest paths of {at}", ways.widest(d, option, "conservative")
            level, bare = (ways.level(d, option, "conservative", novelty=n) for n in (True, False))
            yield f"{at} rests on novelty", ways.zone_of(d, level) != ways.zone_of(d, bare)
            for actor in ways.actors(d):
                yield f"level of {at} for {actor}", ways.level(d, option, "conservative", actor=actor)


def disagreements(found: Evaluation, expected: dict[str, Any]) -> list[str]:
    """Where engine and reference differ, in words."""
    got = dict(answers_of_engine(found))
    if got.keys() != expected.keys():
        return [f"only one of the two answers: {q}" for q in sorted(got.keys() ^ expected.keys())]
    return [f"{q}: engine {got[q]}, reference {expected[q]}" for q in expected if got[q] != expected[q]]
