"""One profile evaluated under one rubric in all four readings, with every value within reach by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from riskframe.engine.bind import Bound
from riskframe.engine.compile import Compiled
from riskframe.rubric.resolve import Path, Rubric
from riskframe.rubric.schema import Step
from riskframe.scales import READINGS, TOP, ZONES, Reading, Zone


@dataclass(frozen=True)
class Evaluation:
    """Values of every node in each reading. Options are given by their place in the chain."""

    bound: Bound
    values: Mapping[Reading, list[int]]

    @property
    def compiled(self) -> Compiled:
        return self.bound.compiled

    @property
    def rubric(self) -> Rubric:
        return self.bound.compiled.rubric

    @cached_property
    def places(self) -> range:
        return range(len(self.compiled.views))

    def level(self, domain: str, place: int, reading: Reading) -> int:
        """Risk level 1..5 of a domain under an option."""
        return self.values[reading][self.compiled.levels[domain, place]]

    def actor_level(self, domain: str, actor: str, place: int, reading: Reading) -> int:
        return self.values[reading][self.compiled.actor_levels[domain, actor, place]]

    def absolute_level(self, domain: str, place: int, reading: Reading) -> int:
        """Risk level with novelty at 5: as if nothing comparable were available."""
        return self.values[reading][self.compiled.absolute[domain, place]]

    def zone(self, domain: str, place: int, reading: Reading) -> Zone:
        return ZONES[self.values[reading][self.compiled.zones[domain, place]]]

    def absolute_zone(self, domain: str, place: int, reading: Reading) -> Zone:
        return ZONES[self.values[reading][self.compiled.absolute_zones[domain, place]]]

    def rests_on_novelty(self, domain: str, place: int, reading: Reading) -> bool:
        """Whether the zone would change if nothing comparable were available."""
        return self.zone(domain, place, reading) is not self.absolute_zone(domain, place, reading)

    def fires(self, rule_key: str, place: int, reading: Reading) -> bool:
        return bool(self.values[reading][self.compiled.fires[rule_key, place]])

    def met(self, rule_key: str, place: int, reading: Reading = "conservative") -> bool:
        return bool(self.values[reading][self.compiled.met[rule_key, place]])

    def blocked(self, place: int, reading: Reading) -> bool:
        return bool(self.values[reading][self.compiled.blocked[place]])

    def reachable(self, place: int, reading: Reading) -> bool:
        return bool(self.values[reading][self.compiled.reachable[place]])

    def answer(self, reading: Reading) -> int:
        """Place of the most open reachable option."""
        return self.values[reading][self.compiled.answer]

    def class_value(self, classification: str, domain: str | None, reading: Reading) -> str:
        place = self.values[reading][self.compiled.classes[classification, domain]]
        return self.rubric.classifications[classification].values[place]

    def standing_level(self, domain: str, reading: Reading) -> int | None:
        node = self.compiled.standing.get(domain)
        return None if node is None else self.values[reading][node]

    def step_eases(self, path: Path, actor: str, place: int, reading: Reading) -> list[tuple[str, Step, int]]:
        nodes = self.compiled.steps[path.key, actor, place]
        values = self.values[reading]
        return [(step_id, step, values[n]) for (step_id, step), n in zip(path.steps, nodes, strict=True)]

    def widest_paths(self, domain: str, place: int, reading: Reading) -> list[tuple[Path, str]]:
        """Every (path, actor) at the domain's level."""
        values = self.values[reading]
        level = self.level(domain, place, reading)
        return [
            (path, actor)
            for actor in self.rubric.actors_of(domain)
            for path in self.rubric.paths_of(domain)
            if not path.standing and values[self.compiled.path_levels[path.key, actor, place]] == level
        ]

    def binding_steps(self, domain: str, place: int, reading: Reading) -> tuple[str, ...]:
        """Ids of every step at the minimum on every widest path, in path order; none where the level is 5."""
        level = self.level(domain, place, reading)
        if level == TOP:
            return ()
        found: dict[str, None] = {}
        for path, actor in self.widest_paths(domain, place, reading):
            for step_id, _, ease in self.step_eases(path, actor, place, reading):
                if ease == level:
                    found.setdefault(step_id)
        return tuple(found)


def evaluate(bound: Bound) -> Evaluation:
    """Run the kernel for the four readings."""
    program = bound.compiled.program
    return Evaluation(bound, {r: program.run(bound.codes[r]) for r in READINGS})
