"""Steps, paths, levels, zones: max over actors and paths of the min over steps, by loops."""

from __future__ import annotations

from riskframe.profile import Profile
from riskframe.rubric.schema import Option, PathSpec, RubricFolder, Step
from tests.reference.conditions import Conditions
from tests.reference.evidence import Known


class Pathways:
    """Risk levels and zones of one profile under one rubric."""

    def __init__(self, profile: Profile, folder: RubricFolder) -> None:
        assert folder.tolerance is not None
        assert folder.pathways is not None
        self.profile, self.folder = profile, folder
        self.known = Known(profile, folder)
        self.conditions = Conditions(self.known)
        self.tolerance, self.pathways = folder.tolerance, folder.pathways
        self.options, self.domains = folder.rubric.options, list(folder.pathways.domains)
        self._levels: dict[tuple[object, ...], int] = {}

    def severity(self, domain: str) -> int:
        return self.conditions.severity(domain)

    def paths(self, domain: str) -> list[PathSpec]:
        spec, default = self.pathways.domains[domain], self.pathways.default
        own = spec.paths if spec.paths is not None else default.paths if default else ()
        return [*own, *spec.extra_paths]

    def step(self, domain: str, name: str) -> Step:
        spec, default = self.pathways.domains[domain], self.pathways.default
        if name in spec.overrides:
            return spec.overrides[name]
        assert default is not None
        return default.steps[name]

    def actors(self, domain: str) -> list[str]:
        """The least-resourced actor who can cause the worst outcome at scale, and every better-resourced one."""
        everyone = [a.id for a in self.folder.rubric.actors]
        return everyone[everyone.index(self.pathways.domains[domain].least_actor) :]

    def rating_path(self, step: Step, domain: str) -> str | None:
        if step.capability is not None:
            return f"capability.{self.pathways.domains[domain].capability}.{step.capability}"
        if step.rating is not None:
            group, name = step.rating.split(".")
            spec = next(c for c in self.folder.criteria.criteria if (c.group, c.id) == (group, name))
            return f"{step.rating}.{domain}" if spec.per == "domain" else step.rating
        return None

    def ease(self, step: Step, domain: str, actor: str, option: Option, reading: str) -> int:
        """How easy a step is for an actor under an option: 5 trivial, 1 infeasible."""
        tolerance, severity = self.tolerance, self.severity(domain)
        path = self.rating_path(step, domain)
        if step.actor is not None:
            ease = tolerance.prevalence[actor][severity]
        elif step.affordance is not None:
            ease = tolerance.amounts[self.conditions.amount(option, step.affordance, reading)]  # type: ignore[index]
        elif step.ability is not None:
            # The more the developer can still do, the harder for the actor.
            opposite = {"none": "full", "partly": "partly", "full": "none"}[option.abilities[step.ability]]
            ease = tolerance.amounts[opposite]  # type: ignore[index]
        elif step.safeguards is not None:
            ease = self.past_safeguards(step.safeguards, domain, actor, option, reading)
        else:
            assert path is not None
            ease = self.ease_of_level(path, self.known.point(path, reading))
        if actor in step.at_least:
            ease = max(ease, step.at_least[actor])
        if step.floor is not None:
            ease = max(ease, tolerance.floors[severity])
        if step.counts_with is not None and path is not None and not self.backed(path, step.counts_with):
            ease = max(ease, tolerance.unbacked)
        return ease

    def ease_of_level(self, path: str, level: int | None) -> int:
        assert level is not None
        criterion = self.known.criterion(path)
        stated = criterion.levels[level - 1].ease
        if stated is not None:
            return stated
        return level if criterion.polarity.value == "risk" else len(criterion.levels) + 1 - level

    def backed(self, path: str, by: str) -> bool:
        if by == "evidence":
            return any(e.kind != "judgement" for e in self.known.backing(path))
        given = self.known.stated(path)[0]
        return given is not None and any(c.result in self.known.accepted for c in given.comparators)

    def past_safeguards(self, route: str, domain: str, actor: str, option: Option, reading: str) -> int:
        """The hardest of the safeguards that stand on the route; layers earn no extra credit."""
        test = next(r.test for r in self.folder.rubric.routes if r.id == route)
        hardest = 5
        for kind in self.folder.rubric.safeguard_kinds:
            if route not in kind.routes:
                continue
            for number, item in enumerate(self.profile.safeguards):
                if item.kind != kind.id or (item.domains is not None and domain not in item.domains):
                    continue
                if not self.known.tested(number, test):
                    continue
                state = self.conditions.state(kind.id, option, reading)
                ease = 5 if state == "void" else 6 - self.known.strength(number, reading)
                if state == "slows_amateur" and actor not in self.tolerance.lone_actors:
                    # A slowed safeguard is never better against groups than an unslowed one.
                    ease = max(ease, self.tolerance.slowed_for_groups)
                hardest = min(hardest, ease)
        return hardest

    def path_level(
        self, domain: str, path: PathSpec, actor: str, option: Option, reading: str, *, novelty: bool
    ) -> int:
        """As easy as the hardest step. Without novelty its step is trivial."""
        level = 5
        for name in path.path:
            step = self.step(domain, name)
            if novelty or not step.marginal:
                level = min(level, self.ease(step, domain, actor, option, reading))
        return level

    def level(
        self, domain: str, option: Option, reading: str, *, novelty: bool = True, actor: str | None = None
    ) -> int:
        """As high as the easiest path of any actor who matters. Standing paths never choose between options."""
        key = (domain, id(option), reading, novelty, actor)
        if key not in self._levels:
            level = 1
            for who in [actor] if actor else self.actors(domain):
                for path in self.paths(domain):
                    if not path.standing:
                        level = max(level, self.path_level(domain, path, who, option, reading, novelty=novelty))
            self._levels[key] = level
        return self._levels[key]

    def standing(self, domain: str, reading: str) -> int | None:
        """The level of what remains even if nothing is released; a thief holds what the most open option would give."""
        levels = [
            self.path_level(domain, path, actor, self.options[-1], reading, novelty=True)
            for path in self.paths(domain)
            if path.standing
            for actor in self.actors(domain)
        ]
        return max(levels) if levels else None

    def zone_of(self, domain: str, level: int) -> str:
        return self.tolerance.table[self.severity(domain)][level].value

    def zone(self, domain: str, option: Option, reading: str) -> str:
        return self.zone_of(domain, self.level(domain, option, reading))

    def binding(self, domain: str, option: Option, reading: str) -> set[str]:
        """Every step at the minimum on every widest path; none where nothing holds."""
        top = self.level(domain, option, reading)
        found: set[str] = set()
        for actor in self.actors(domain):
            for path in self.paths(domain):
                if path.standing or self.path_level(domain, path, actor, option, reading, novelty=True) != top:
                    continue
                for name in path.path:
                    if self.ease(self.step(domain, name), domain, actor, option, reading) == top < 5:
                        found.add(name)
        return found

    def widest(self, domain: str, option: Option, reading: str) -> int:
        """How many (actor, path) pairs stand at the level."""
        top = self.level(domain, option, reading)
        return sum(
            self.path_level(domain, path, actor, option, reading, novelty=True) == top
            for actor in self.actors(domain)
            for path in self.paths(domain)
            if not path.standing
        )
