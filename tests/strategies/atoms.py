"""Random conditions over the vocabulary of a random rubric, in the polarity that their place permits.

`harmful` conditions come true as things get worse (cap, escalate, require's `when`), `helpful` ones as they get
better (`met_when`, `unless`), `free` ones either way (classifications that bind nothing, notes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

Raw = dict[str, Any]
"""A document as nested mappings and lists, as YAML gives it."""
Leaning = Literal["harmful", "helpful", "free"]

KINDS = ("benchmark", "red_team", "uplift_study", "audit", "tampering_test", "incident", "judgement", "screen")
VOICES = ("developer", "third_party", "government", "own_replication")
ELICITATIONS = ("as_released", "helpful_only", "fine_tuned", "scaffolded")
STANDINGS = ("below", "not_ruled_out", "at_or_above")
FINDINGS = ("adverse", "mixed", "favourable")
STATUSES = ("open", "gated", "hosted", "closed", "none")
LICENCES = ("open", "open_wrong_type", "restricted", "none")
MODALITIES = ("text", "image", "speech", "dna")


def seeded(seed: int | str) -> Random:
    """The generator that a seed names; strings and integers draw the same everywhere, whatever the hash seed."""
    return Random(seed)  # noqa: S311  examples are drawn with it, no secrets


@dataclass
class Words:
    """What the conditions of one random rubric may name."""

    ratings: dict[str, tuple[str, int]] = field(default_factory=dict)
    """path -> ("risk" or "protective", number of levels)."""
    level_words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """path -> names of its levels, where it has any."""
    options: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    capable: tuple[str, ...] = ()
    """Domains with a capability criterion of their own name: `capability.$domain.<facet>` is a path for them."""
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Where safeguards live."""
    routes: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    """Ratings that may not apply."""


class Atoms:
    """Draws conditions. `domain` is `$domain` inside a rule for each domain; `chain` says whether an option is at hand."""

    def __init__(
        self, rng: Random, words: Words, *, domains: tuple[str, ...] = (), chain: bool = True, severity: bool = True
    ) -> None:
        self.rng, self.words, self.domains = rng, words, domains
        self.chain, self.severity = chain and bool(words.options), severity and bool(words.domains)

    def condition(self, leaning: Leaning, depth: int = 2) -> Raw:
        """One condition; now and then atoms joined by all, any and not."""
        pick = self.rng.random()
        if depth == 0 or pick < 0.5:
            return self.atom(leaning)
        if pick < 0.62:
            against: Leaning = {"harmful": "helpful", "helpful": "harmful", "free": "free"}[leaning]  # type: ignore[assignment]
            return {"not": self.negatable(against, depth - 1)}
        joined = [self.condition(leaning, depth - 1) for _ in range(self.rng.randint(1, 3))]
        return {self.rng.choice(["all", "any"]): joined}

    def negatable(self, leaning: Leaning, depth: int) -> Raw:
        """What may stand under a `not`: as `condition`. A missing fact leans by its place, never by its sign."""
        return self.condition(leaning, depth)

    def atom(self, leaning: Leaning) -> Raw:
        forms: list[Callable[[Leaning], Raw | None]] = [
            self.rating, self.rating, self.rating, self.unknown, self.fact, self.evidence, self.safeguards,
            self.component, self.assessors, self.option, self.severe, self.equal,
        ]  # fmt: skip
        while True:
            found = self.rng.choice(forms)(leaning)
            if found is not None:
                return found

    # -- ratings

    def path(self) -> str | None:
        paths = list(self.words.ratings)
        if self.domains and set(self.domains) <= set(self.words.capable) and self.rng.random() < 0.7:
            return f"capability.$domain.{self.rng.choice(['as_released', 'safeguards_off', 'as_modified'])}"
        return self.rng.choice(paths) if paths else None

    def about(self, path: str) -> tuple[str, int]:
        return self.words.ratings.get(path.replace("$domain", self.domains[0]) if self.domains else path, ("risk", 5))

    def level(self, path: str, level: int) -> int | str:
        names = self.words.level_words.get(path)
        return names[level - 1] if names and self.rng.random() < 0.5 else level

    def rating(self, leaning: Leaning) -> Raw | None:
        path = self.path()
        if path is None:
            return None
        polarity, top = self.about(path)
        upward = {"harmful": polarity == "risk", "helpful": polarity != "risk"}.get(leaning, self.rng.random() < 0.5)
        level = self.rng.randint(2, top) if upward else self.rng.randint(1, top - 1)
        return {"at_least" if upward else "at_most": {path: self.level(path, level)}}

    def equal(self, leaning: Leaning) -> Raw | None:
        """`is` and `one_of` on ratings and options: in free places only."""
        if leaning != "free":
            return None
        if self.chain and self.rng.random() < 0.3:
            return {
                "one_of": {"option": self.rng.sample(self.words.options, self.rng.randint(1, len(self.words.options)))}
            }
        path = self.path()
        if path is None:
            return None
        top = self.about(path)[1]
        values: list[Any] = [
            self.level(path, x) for x in self.rng.sample(range(1, top + 1), self.rng.randint(1, top - 1))
        ]
        if path in self.words.not_applicable and self.rng.random() < 0.5:
            values.append("not_applicable")
        return {"one_of": {path: values}} if len(values) > 1 or self.rng.random() < 0.5 else {"is": {path: values[0]}}

    def unknown(self, leaning: Leaning) -> Raw | None:
        fact = self.rng.random() < 0.25
        path = self.rng.choice(["facts.audited", "facts.users", "model.parameters"]) if fact else self.path()
        if path is None:
            return None
        # `unknown` leans to harm, so where things must get better it stands negated.
        return {"not": {"unknown": path}} if leaning == "helpful" else {"unknown": path}

    # -- facts: a missing one leans by the place of the condition, a stated one may say anything

    def fact(self, leaning: Leaning) -> Raw:
        rng = self.rng
        forms: list[Raw] = [
            {"is": {"facts.audited": rng.random() < 0.5}},
            {rng.choice(["number_at_least", "number_above"]): {"facts.users": rng.choice([10, 1000, 1e6])}},
            {"one_of": {"facts.sector": rng.sample(["public", "private", "mixed"], rng.randint(1, 2))}},
            {"is": {"facts.contact": "desk"}},
            {"number_at_least": {"model.parameters": rng.choice([1e9, 7e10])}},
            {"date_before": {"release.date": rng.choice(["2026-02-01", "2026-06-01"])}},
            {"one_of": {"model.modalities": rng.sample(MODALITIES, rng.randint(1, 3))}},
        ]
        found = rng.choice(forms)
        return {"not": found} if rng.random() < 0.3 else found

    # -- collections

    def evidence(self, leaning: Leaning) -> Raw:
        rng, where = self.rng, Raw()
        if rng.random() < 0.5:
            where["kind"] = rng.sample(KINDS, rng.randint(1, 3))
        if rng.random() < 0.4:
            where["voice"] = rng.sample(VOICES, rng.randint(1, 3))
        if rng.random() < 0.15:
            where["elicitation"] = rng.sample(ELICITATIONS, 2)
        if rng.random() < 0.2 and self.words.domains:
            where["domain"] = "$domain" if self.domains else rng.choice(self.words.domains)
        if rng.random() < 0.15:
            where["standing"] = rng.choice(STANDINGS)
        if rng.random() < 0.15:
            where["finding"] = rng.sample(FINDINGS, rng.randint(1, 2))
        cited = self.path() if rng.random() < 0.5 else None
        if cited is not None:
            where["cited_by"] = cited
        found = self._counted("evidence", where)
        # Deleting a rating deletes what it cites, so citations may only ever help.
        if cited is not None and leaning == "harmful":
            return {"not": found}
        return {"not": found} if cited is None and rng.random() < 0.4 else found

    def safeguards(self, leaning: Leaning) -> Raw | None:
        if not self.words.kinds:
            return None
        rng, where = self.rng, Raw()
        if rng.random() < 0.5:
            where["kind"] = rng.sample(self.words.kinds, rng.randint(1, len(self.words.kinds)))
        if rng.random() < 0.2:
            where["lives_in"] = rng.choice(self.words.places)
        if rng.random() < 0.3 and self.words.domains:
            where["domain"] = "$domain" if self.domains else rng.choice(self.words.domains)
        if rng.random() < 0.2:
            where["route"] = rng.choice(self.words.routes)
        if rng.random() < 0.5:
            where["tested"] = rng.choice(self.words.tests)
        if rng.random() < 0.3 and self.chain:
            states = ["durable"] if rng.random() < 0.5 else ["durable", "slows_amateur"]
            if leaning == "free" and rng.random() < 0.4:
                states = ["void"]
            where["state"] = states
        if rng.random() < 0.4:
            where["strength_at_least"] = rng.randint(2, 5)
        found = self._counted("safeguards", where)
        if leaning == "helpful":
            return found
        return {"not": found} if leaning == "harmful" or rng.random() < 0.5 else found

    def component(self, leaning: Leaning) -> Raw | None:
        if not self.words.components:
            return None
        rng, where = self.rng, Raw()
        if rng.random() < 0.7:
            where["status"] = rng.sample(STATUSES, rng.randint(1, 3))
        if rng.random() < 0.4:
            where["licence_kind"] = rng.sample(LICENCES, rng.randint(1, 2))
        if rng.random() < 0.4:
            members = rng.sample(self.words.components, rng.randint(1, len(self.words.components)))
            found: Raw = {"all_of": {"over": "components", "in": members, "where": where}}
        else:
            if rng.random() < 0.4:
                where["id"] = rng.sample(self.words.components, rng.randint(1, len(self.words.components)))
            found = self._counted("components", where)
        return {"not": found} if rng.random() < 0.4 else found

    def assessors(self, leaning: Leaning) -> Raw | None:
        if self.rng.random() < 0.5:
            return None
        where = {"organisation": "outside"} if self.rng.random() < 0.3 else {}
        found = self._counted("assessors", where)
        return {"not": found} if self.rng.random() < 0.5 else found

    def _counted(self, over: str, where: Raw) -> Raw:
        if self.rng.random() < 0.6:
            return {"any_of": {"over": over, "where": where}}
        return {"count_at_least": {"over": over, "where": where, "n": self.rng.choice([1, 1, 2, 3])}}

    # -- the option and the severity at hand

    def option(self, leaning: Leaning) -> Raw | None:
        if not self.chain or self.rng.random() < 0.4:
            return None
        place = self.rng.randint(1, len(self.words.options) - 1)
        found: Raw = {"at_least": {"option": self.words.options[place]}}
        if leaning == "free" and self.rng.random() < 0.3:
            return {"at_most": {"option": self.words.options[place]}}
        return {"not": found} if leaning == "helpful" else found

    def severe(self, leaning: Leaning) -> Raw | None:
        if not self.severity or self.rng.random() < 0.4:
            return None
        domain = "$domain" if self.domains else self.rng.choice(self.words.domains)
        found: Raw = {"at_least": {f"severity.{domain}": self.rng.randint(2, 5)}}
        if leaning == "free" and self.rng.random() < 0.3:
            return {"at_most": {f"severity.{domain}": self.rng.randint(1, 4)}}
        return {"not": found} if leaning == "helpful" else found
