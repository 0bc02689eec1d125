"""Random rubrics that are right by construction: every reference resolves, everything is monotone, one polarity each.

A rubric is drawn from one seeded `random.Random`, so that a seed names it; `rubric(seed)` keeps it, compiled once.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from riskframe.engine.compile import Compiled, compile_rubric
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder
from tests.strategies.atoms import Atoms, Raw, Words, seeded
from tests.strategies.rules import classifications, rules

SOURCE = {"ref": "ours", "basis": "design"}
AMOUNTS = ("none", "partly", "full")
FACETS = ("as_released", "safeguards_off", "as_modified")
HEADLINES = ("not_for_now", "structured_access", "api_only", "open_weights")


def described(name: str, **more: Any) -> Raw:
    return {"id": name, "title": name, "source": SOURCE, "means": name, **more}


def names(stem: str, n: int) -> tuple[str, ...]:
    return tuple(f"{stem}{i}" for i in range(n))


def rising(rng: Random, n: int, low: int, high: int) -> list[int]:
    """n numbers that never fall."""
    return sorted(rng.randint(low, high) for _ in range(n))


class Drawn:
    """One random rubric: as a file would hold it, as records, and compiled."""

    def __init__(self, seed: int, raw: Raw) -> None:
        self.seed, self.raw = seed, raw
        self.folder = RubricFolder.model_validate(raw)
        self.rubric: Rubric = resolve(self.folder)
        self.compiled: Compiled = compile_rubric(self.rubric)

    def __repr__(self) -> str:
        return f"rubric({self.seed})"


@lru_cache(maxsize=512)
def rubric(seed: int) -> Drawn:
    """The rubric that a seed names."""
    return Drawn(seed, random_folder(seeded(seed)))


def random_folder(rng: Random, *, options: int | None = None) -> Raw:
    """A whole rubric folder as nested mappings and lists, as YAML would give it."""
    return _Draft(rng, options or rng.randint(2, 7)).folder()


class _Draft:
    def __init__(self, rng: Random, options: int) -> None:
        self.rng = rng
        self.options = names("option", options)
        self.domains = names("domain", rng.choice([1, 1, 2, 2, 3, 4]))
        self.affordances = names("affordance", rng.randint(1, 3))
        self.abilities = names("ability", rng.randint(0, 2))
        self.actors = names("actor", rng.randint(1, 3))
        self.routes = names("route", rng.randint(1, 2))
        self.tests = names("test", rng.randint(1, len(self.routes)))
        self.kinds = names("kind", rng.randint(1, 3))
        self.components = names("component", rng.randint(0, 3))
        self.severity = {d: rng.randint(1, 5) for d in self.domains}
        # The last domain sometimes reads the capability of the first, or none.
        self.capability: dict[str, str | None] = {d: d for d in self.domains}
        if len(self.domains) > 1:
            self.capability[self.domains[-1]] = rng.choice([self.domains[0], None, self.domains[-1]])
        self.kind_specs = [self.kind(k) for k in self.kinds]
        places = tuple(dict.fromkeys(place for spec in self.kind_specs for place in spec["lives_in"]))
        self.words = Words(
            options=self.options, domains=self.domains, kinds=self.kinds, routes=self.routes, tests=self.tests,
            components=self.components, places=places, not_applicable=("care.reporting",),
            capable=tuple(d for d in self.domains if self.capability[d] == d),
        )  # fmt: skip

    def folder(self) -> Raw:
        criteria = self.criteria()
        rng, listed = self.rng, classifications(self.rng, self.words)
        return {
            "criteria": {"criteria": criteria},
            "rubric": {
                "riskframe_rubric": 1, "id": "random", "version": "1.0.0", "title": "Random", "summary": "Random.",
                "question": "How openly?", "sources": {"ours": {"title": "Ours"}},
                "scales": {"care": {"levels": ["absent", "partial", "complete"]}, "yes_no": {"levels": ["no", "yes"]}},
                "affordances": [described(a) for a in self.affordances],
                "abilities": [described(a) for a in self.abilities],
                "options": self.chain(),
                "actors": [described(a) for a in self.actors],
                "routes": [described(r, test=rng.choice(self.tests)) for r in self.routes],
                "tests": [described(t) for t in self.tests],
                "safeguard_kinds": self.kind_specs,
                "sign_off": [described(s) for s in ("owner", "executive", "board")],
                "escalation": {"rests_on_novelty": "board", "irreversible": "executive", "default": "owner",
                               "tolerable_at_severity": {4: "executive", 5: "board"}},
                "validity": {"months": 6, "triggers": [described("incident")]},
                "components": [described(c, grants=self.grants()) for c in self.components],
                "classifications": [c.raw for c in listed],
                "facts": [
                    described("audited", type="yes_no"), described("users", type="number", unit="people"),
                    described("sector", type="choice", choices=["public", "private", "mixed"]),
                    described("contact", type="text"),
                ],
            },
            "pathways": self.pathways(),
            "tolerance": self.tolerance(),
            "rules": {"rules": rules(rng, self.words, listed)},
            "benefits": self.benefits(),
            "indicators": self.indicators(),
        }  # fmt: skip

    # -- options, safeguards, components

    def chain(self) -> list[Raw]:
        """Affordances never fall and abilities never rise along the chain, whatever a conditional amount comes to."""
        rng, n = self.rng, len(self.options)
        given = {a: [0, *rising(rng, n - 1, 0, 2)] for a in self.affordances}
        kept = {a: sorted((rng.randint(0, 2) for _ in range(n)), reverse=True) for a in self.abilities}
        conditional: dict[tuple[str, int], Raw] = {}
        for name, amounts in given.items():
            steps = [i for i in range(1, n) if amounts[i] > amounts[i - 1]]
            if steps and rng.random() < 0.4:
                place = rng.choice(steps)
                unless = Atoms(rng, self.words, chain=False, severity=False).condition("helpful")
                conditional[name, place] = {
                    "amount": AMOUNTS[amounts[place]], "unless": unless,
                    "then": AMOUNTS[rng.randint(amounts[place - 1], amounts[place] - 1)],
                }  # fmt: skip
        return [
            {
                "id": option, "title": option, "source": SOURCE, "headline": HEADLINES[0 if i == 0 else 1 + 2 * i // (n - 1)],
                "irreversible": i >= n - n // 3 and i > 0, "means": option, "way_back": "Switch it off.",
                "affordances": {a: conditional.get((a, i), AMOUNTS[given[a][i]]) for a in self.affordances},
                "abilities": {a: AMOUNTS[kept[a][i]] for a in self.abilities},
            }
            for i, option in enumerate(self.options)
        ]  # fmt: skip

    def kind(self, name: str) -> Raw:
        rng = self.rng
        slowed: Raw = {a: rng.choice(AMOUNTS[1:]) for a in self.affordances if rng.random() < 0.4}
        void: Raw = {a: rng.choice(AMOUNTS[1:]) for a in self.affordances if rng.random() < 0.4}
        for a in slowed.keys() & void.keys():
            slowed[a], void[a] = sorted((slowed[a], void[a]), key=AMOUNTS.index)
        return described(
            name, lives_in=rng.choice([["weights"], ["service"], ["weights", "service"]]),
            routes=rng.sample(self.routes, rng.randint(1, len(self.routes))), slowed_by=slowed, void_by=void,
        )  # fmt: skip

    def grants(self) -> Raw:
        return {a: self.rng.choice(AMOUNTS) for a in self.affordances if self.rng.random() < 0.5}

    # -- criteria

    def criteria(self) -> list[Raw]:
        rng = self.rng
        listed = [self.criterion("capability", d, "risk") for d in self.words.capable]
        for d in self.words.capable:
            self.words.ratings.update({f"capability.{d}.{facet}": ("risk", 5) for facet in FACETS})
        for name, polarity in (("availability", "protective"), ("defences", "protective")):
            per_domain = rng.random() < 0.6
            listed.append(self.criterion("context", name, polarity, per="domain" if per_domain else "model"))
            paths = [f"context.{name}.{d}" for d in self.domains] if per_domain else [f"context.{name}"]
            self.words.ratings.update(dict.fromkeys(paths, (polarity, 5)))
        for name, polarity in (("run_ease", "risk"), ("security", "protective")):
            scale = rng.choice([None, None, "care"])
            listed.append(self.criterion("context", name, polarity, scale=scale))
            self.words.ratings[f"context.{name}"] = (polarity, 3 if scale else 5)
            if scale:
                self.words.level_words[f"context.{name}"] = ("absent", "partial", "complete")
        # Read by rules only, so it may not apply.
        listed.append(self.criterion("care", "reporting", "protective", scale="care", may_not_apply=True))
        listed.append(self.criterion("care", "named_owner", "protective", scale="yes_no"))
        self.words.ratings |= {"care.reporting": ("protective", 3), "care.named_owner": ("protective", 2)}
        self.words.level_words |= {
            "care.reporting": ("absent", "partial", "complete"),
            "care.named_owner": ("no", "yes"),
        }
        return listed

    def criterion(
        self, group: str, name: str, polarity: str, *, per: str = "model", scale: str | None = None,
        may_not_apply: bool = False,
    ) -> Raw:  # fmt: skip
        top = {"care": 3, "yes_no": 2}.get(scale or "", 5)
        levels: list[Raw] = [{"level": i, "text": f"level {i}"} for i in range(1, top + 1)]
        # An ease of its own where the scale has not five levels; else now and then.
        if top < 5 or self.rng.random() < 0.35:
            eases = rising(self.rng, top, 1, 5)
            for level, ease in zip(levels, eases if polarity == "risk" else reversed(eases), strict=True):
                level["ease"] = ease
        return {
            "id": name, "group": group, "title": name, "source": SOURCE, "per": per, "polarity": polarity,
            "scale": scale, "asks": "How much?", "levels": levels, "may_not_apply": may_not_apply,
        }  # fmt: skip

    # -- pathways and tolerance

    def pathways(self) -> Raw:
        rng = self.rng
        outside: Raw = {"floor": "by_severity"} if rng.random() < 0.6 else {}
        counts = {name: rng.choice([None, kind]) for name, kind in
                  (("novelty", "comparator"), ("outside", "evidence"), ("run", "evidence"))}  # fmt: skip
        steps: Raw = {
            "prevalence": {"title": "prevalence", "actor": "prevalence"},
            **{a: {"title": a, "affordance": a} for a in self.affordances},
            **{a: {"title": a, "ability": a} for a in self.abilities},
            **{r: {"title": r, "safeguards": r} for r in self.routes},
            **{f: {"title": f, "capability": f} for f in FACETS},
            "run": {"title": "run", "rating": "context.run_ease", **outside,
                    "at_least": dict(zip(self.actors, rising(rng, len(self.actors), 1, 4), strict=True))},
            "novelty": {"title": "novelty", "rating": "context.availability", "marginal": True, **outside},
            "outside": {"title": "outside", "rating": "context.defences", **outside},
            "theft": {"title": "theft", "rating": "context.security"},
        }  # fmt: skip
        for name, kind in counts.items():
            if kind:
                steps[name] = {**steps[name], "counts_with": kind, "outside_model": True}
        paths: list[Any] = self.paths(rng.randint(1, 3), capability=True)
        if rng.random() < 0.4:
            standing = ["prevalence", "theft", self.rng.choice(self.routes), "as_modified", "outside"]
            paths.append({"id": "theft", "standing": True, "path": standing})
        return {
            "default": {"steps": steps, "paths": paths},
            "domains": {d: self.domain(d) for d in self.domains},
        }

    def paths(self, n: int, *, capability: bool) -> list[Any]:
        """Different paths, n at most."""
        found: dict[tuple[str, ...], Any] = {}
        for number in range(n):
            path = self.path(number, capability=capability)
            found.setdefault(tuple(path if isinstance(path, list) else path["path"]), path)
        return list(found.values())

    def path(self, number: int, *, capability: bool) -> Any:
        rng = self.rng
        steps = ["prevalence"] if rng.random() < 0.6 else []
        steps.append(rng.choice(self.affordances))
        if rng.random() < 0.6:
            steps.append(rng.choice(self.routes))
        if capability:
            steps.append(rng.choice(FACETS))
        elif rng.random() < 0.6:
            steps.append("theft")
        steps += [s for s, chance in (("run", 0.4), ("novelty", 0.5), ("outside", 0.5)) if rng.random() < chance]
        if self.abilities and rng.random() < 0.3:
            steps.append(rng.choice(self.abilities))
        return steps if rng.random() < 0.2 else {"id": f"way{number}", "path": steps}

    def domain(self, name: str) -> Raw:
        rng, capability = self.rng, self.capability[name]
        found: Raw = {
            "title": name, "means": name, "severity": self.severity[name], "source": SOURCE,
            "least_actor": rng.choice(self.actors), "capability": capability,
        }  # fmt: skip
        if capability is None:
            found["paths"] = self.paths(rng.randint(1, 2), capability=False)
        elif rng.random() < 0.3:
            # Beginning with the outer defences, it is none of the default ones.
            extra = self.path(8, capability=rng.random() < 0.5)
            steps = extra if isinstance(extra, list) else extra["path"]
            found["extra_paths"] = [{"id": "extra", "path": ["outside", *(s for s in steps if s != "outside")]}]
        if rng.random() < 0.3:
            found["overrides"] = {"outside": {"title": "other", "rating": "context.security", "floor": "by_severity"}}
        return found

    def tolerance(self) -> Raw:
        rng = self.rng
        floors = rising(rng, 5, 1, 4)
        lone = rng.randint(0, len(self.actors))
        # The better resourced, the rarer.
        rarity = sorted(rng.randint(0, 2) for _ in self.actors)
        common = rising(rng, 5, 3, 5)
        accepted, tolerated = rising(rng, 5, 1, 4)[::-1], rising(rng, 5, 2, 5)[::-1]
        # Level 5 is tolerated nowhere or only where little is at stake.
        table = {
            s: {x: "acceptable" if x <= min(accepted[s - 1], tolerated[s - 1])
                else "tolerable" if x <= tolerated[s - 1] else "intolerable" for x in range(1, 6)}
            for s in range(1, 6)
        }  # fmt: skip
        return {
            "source": SOURCE,
            "severities": [{"level": i, "text": f"severity {i}"} for i in range(1, 6)],
            "table": table,
            "floors": dict(enumerate(floors, 1)),
            "unbacked": rng.randint(max(3, *floors), 5),
            "prevalence": {
                a: {s: max(1, common[s - 1] - less) for s in range(1, 6)}
                for a, less in zip(self.actors, rarity, strict=True)
            },
            "amounts": dict(zip(AMOUNTS, rng.choice([[1, 3, 5], [1, 2, 5], [1, 4, 5], [2, 3, 5]]), strict=True)),
            "slowed_for_groups": rng.choice([5, 5, 4, 3]),
            "lone_actors": list(self.actors[:lone]),
        }

    # -- benefits, screens

    def benefits(self) -> Raw:
        rng = self.rng
        ids = names("benefit", rng.randint(1, 3))
        levels = [{"level": i, "text": f"size {i}"} for i in range(1, 6)]
        shares = [0.0, 0.2, 0.4, 0.4, 0.6, 0.8, 1.0]
        return {
            "benefits": [
                {"id": b, "title": b, "source": SOURCE, "asks": "How large?", "levels": levels,
                 "keeps": dict(zip(self.options, [*sorted(rng.choices(shares, k=len(self.options) - 1)), 1.0], strict=True))}
                for b in ids
            ],
            "alternatives": [
                described(a, recovers={b: rng.choice(shares) for b in ids if rng.random() < 0.6},
                          up_to=rng.choice(self.options))
                for a in names("alternative", rng.randint(0, 2))
            ],
        }  # fmt: skip

    def indicators(self) -> Raw:
        rng = self.rng
        suggests = {
            path: {"lo": 1, "hi": rng.randint(2, 3)} if polarity == "risk" else {"lo": top - 1, "hi": top}
            for path, (polarity, top) in self.words.ratings.items()
            if top == 5 and rng.random() < 0.5
        }
        conditions: list[Raw] = [
            {"all": [{"one_of": {"model.modalities": ["speech", "image"]}}]},
            {"not": {"number_at_least": {"model.parameters": 1e9}}},
            {"any": [{"is": {"facts.audited": True}}]},
        ]
        return {
            "screens": [
                {"id": f"screen{i}", "title": "Screen", "source": SOURCE, "when": when, "suggests": suggests,
                 "because": "It cannot."}
                for i, when in enumerate(conditions)
            ],
            "evaluations": [
                {"criteria": [f"capability.{d}" for d in self.words.capable], "evaluation": "Measure it.",
                 "source": SOURCE}
            ],
        }  # fmt: skip
