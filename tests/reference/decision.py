"""Rules, caps, answers, recommendation, verdict and component plan, by loops."""

from __future__ import annotations

from riskframe.profile import Profile
from riskframe.rubric.schema import Option, RubricFolder, Rule
from tests.reference.conditions import AMOUNTS, Place
from tests.reference.pathways import Pathways


class Reference:
    """Every answer of the method for one profile under one rubric with options."""

    def __init__(self, profile: Profile, folder: RubricFolder) -> None:
        self.ways = Pathways(profile, folder)
        self.profile, self.folder = profile, folder
        self.options: tuple[Option, ...] = folder.rubric.options
        self.chain = [o.id for o in self.options]
        self.domains = self.ways.domains
        self.rules = self.expanded()
        self._fires: dict[tuple[str, int, str], bool] = {}
        self._wider: list[Option] = []  # kept, so that no two of them are ever taken for one another

    # -- rules

    def expanded(self) -> dict[str, tuple[Rule, str | None]]:
        """Rule key -> the rule and its domain. A rule for each domain is as many rules."""
        found: dict[str, tuple[Rule, str | None]] = {}
        for rule in self.folder.rules.rules:
            each = rule.for_each_domain
            if each is None:
                found[rule.id] = (rule, None)
                continue
            for domain in self.domains:
                if each.only is None or domain in each.only:
                    found[f"{rule.id}[{domain}]"] = (rule, domain)
        return found

    def fires(self, key: str, option: Option | None, reading: str) -> bool:
        memo = (key, id(option), reading)
        if memo not in self._fires:
            rule, domain = self.rules[key]
            each = rule.for_each_domain
            severe_enough = (
                each is None or each.severity_at_least is None or domain is None
                or self.ways.severity(domain) >= each.severity_at_least
            )  # fmt: skip
            at = Place(reading, option, domain, helpful=self.earns(rule))
            self._fires[memo] = severe_enough and self.ways.conditions.holds(rule.when, at)
        return self._fires[memo]

    def earns(self, rule: Rule) -> bool:
        """Whether a rule earns a milder class than would follow without it: then silence does not earn it."""
        earned = []
        for name, value in (rule.classify or {}).items():
            spec = next(c for c in self.folder.rubric.classifications if c.id == name)
            after = [spec.values.index(spec.otherwise)]
            for other in self.folder.rules.rules:
                if name in (other.classify or {}):
                    theirs = spec.values.index((other.classify or {})[name])
                    later = (
                        spec.order.index(other.id) > spec.order.index(rule.id)
                        if spec.decide == "first_match"
                        else theirs > spec.values.index(value)
                    )
                    after += [theirs] if later else []
            here = spec.values.index(value)
            stricter, milder = any(a < here for a in after), any(a > here for a in after)
            if stricter or milder:
                earned.append(stricter and not milder)
        return bool(earned) and all(earned)

    def met(self, key: str, option: Option, reading: str) -> bool:
        rule, domain = self.rules[key]
        assert rule.require is not None
        return self.ways.conditions.holds(rule.require.met_when, Place(reading, option, domain, helpful=True))

    def class_value(self, name: str, domain: str | None, reading: str) -> str:
        """The strictest value that a rule sets, or that of the first rule in order that fires."""
        spec = next(c for c in self.folder.rubric.classifications if c.id == name)
        setters: list[tuple[str, str]] = []
        for key, (rule, of_domain) in self.rules.items():
            if rule.classify is None or name not in rule.classify:
                continue
            if (domain is None or of_domain in (None, domain)) and self.fires(key, self.options[0], reading):
                setters.append((rule.id, rule.classify[name]))
        if not setters:
            return spec.otherwise
        if spec.decide == "strictest":
            return min((value for _, value in setters), key=spec.values.index)
        return min(setters, key=lambda s: spec.order.index(s[0]))[1]

    def classes(self) -> list[tuple[str, str | None]]:
        return [
            (c.id, domain)
            for c in self.folder.rubric.classifications
            for domain in (self.domains if c.per == "domain" else [None])
        ]

    def caps(self, option: Option, reading: str) -> list[str]:
        """The most open option that each fired cap and each class value allows, under an option."""
        found = [
            rule.cap
            for key, (rule, _) in self.rules.items()
            if rule.cap is not None and self.fires(key, option, reading)
        ]
        for name, domain in self.classes():
            spec = next(c for c in self.folder.rubric.classifications if c.id == name)
            value = self.class_value(name, domain, reading)
            if value in spec.caps:
                found.append(spec.caps[value])
        return found

    # -- choice

    def capped(self, place: int, reading: str) -> bool:
        return any(self.chain.index(cap) < place for cap in self.caps(self.options[place], reading))

    def admissible(self, place: int, reading: str) -> bool:
        option = self.options[place]
        tolerated = all(self.ways.zone(d, option, reading) != "intolerable" for d in self.domains)
        return place == 0 or (tolerated and not self.capped(place, reading))

    def reachable(self, place: int, reading: str) -> bool:
        return all(self.admissible(p, reading) for p in range(place + 1))

    def answer(self, reading: str) -> int:
        return max(p for p in range(len(self.options)) if self.reachable(p, reading))

    def worst_zone(self, place: int, reading: str) -> str:
        zones = [self.ways.zone(d, self.options[place], reading) for d in self.domains]
        return next((z for z in ("intolerable", "tolerable") if z in zones), "acceptable")

    # -- recommendation

    def goals(self, place: int) -> list[str]:
        """Stated goals of known size whose share rises at an option and that no alternative keeps below it.

        Size 1 is no benefit at all.
        """
        benefits = self.folder.benefits
        if benefits is None or place == 0:
            return []
        option, before = self.chain[place], self.chain[place - 1]
        found = []
        for benefit in benefits.benefits:
            if benefit.id not in self.profile.release.goals or self.ways.known.size(benefit.id) in (None, 1):
                continue
            rises = benefit.keeps[option] > benefit.keeps[before]
            recovered = any(
                alternative.recovers.get(benefit.id, 0.0) >= benefit.keeps[option]
                and self.chain.index(alternative.up_to) >= place - 1
                for alternative in benefits.alternatives
            )
            if rises and not recovered:
                found.append(benefit.id)
        return found

    def start(self) -> int:
        """The conservative answer; while it is only tolerable and serves no goal, the next less open option."""
        place = self.answer("conservative")
        while place > 0 and self.worst_zone(place, "conservative") == "tolerable" and not self.goals(place):
            place -= 1
        return place

    def aim(self) -> int:
        return self.answer("central")

    def verdict(self) -> str | None:
        proposed = self.profile.release.proposed
        if proposed is None:
            return None
        place = self.chain.index(proposed)
        if not self.reachable(place, "charitable"):
            return "not_supported"
        if not self.reachable(place, "conservative"):
            return "insufficient_evidence"
        if self.requirements(place) or self.worst_zone(place, "conservative") != "acceptable":
            return "supported_with_conditions"
        return "supported"

    def requirements(self, place: int) -> bool:
        """Whether any requirement applies to an option: of a rule, or because of what can be stolen."""
        option = self.options[place]
        asked = any(
            rule.require is not None and self.fires(key, option, "conservative")
            for key, (rule, _) in self.rules.items()
        )
        return asked or (not option.irreversible and bool(self.standing_intolerable()))

    def standing_intolerable(self) -> list[str]:
        found = []
        for domain in self.domains:
            level = self.ways.standing(domain, "conservative")
            if level is not None and self.ways.zone_of(domain, level) == "intolerable":
                found.append(domain)
        return found

    def publish(self, component: str) -> bool:
        """Whether, with the recommended option fixed and the component's affordances added, nothing changes for the
        worse: no domain changes zone and no cap fires below the option."""
        place = self.start()
        option = self.options[place]
        spec = next(c for c in self.folder.rubric.components if c.id == component)
        wider = option.model_copy(update={"affordances": {
            name: max(self.ways.conditions.amount(option, name, "conservative"), spec.grants.get(name, "none"),
                      key=AMOUNTS.index)
            for name in option.affordances
        }})  # fmt: skip
        self._wider.append(wider)
        for domain in self.domains:
            if self.ways.zone(domain, wider, "conservative") != self.ways.zone(domain, option, "conservative"):
                return False
        return not any(
            rule.cap is not None and self.chain.index(rule.cap) < place and self.fires(key, wider, "conservative")
            for key, (rule, _) in self.rules.items()
        )
