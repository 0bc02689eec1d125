"""Random profiles for a rubric: right in form, and with every way of not knowing that people have.

Between a tenth and three tenths of the ratings come out unknown; the rest are levels, intervals and several assessors'
views, resting on observations, judgement, screens, or on evidence that does not count.
"""

from __future__ import annotations

from random import Random
from typing import Any

from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity
from tests.strategies.atoms import ELICITATIONS, FINDINGS, LICENCES, MODALITIES, STANDINGS, STATUSES, VOICES, Raw

TODAY = "2026-03-01"
ASSESSORS = ("ann", "bob", "cy")


def random_profile(rng: Random, rubric: Rubric) -> Raw:
    """A profile as nested mappings and lists, as YAML would give it."""
    return _Draft(rng, rubric).profile()


def profile_of(raw: Raw) -> Profile:
    """The record of a profile held as nested mappings."""
    return Profile.model_validate(raw)


class _Draft:
    def __init__(self, rng: Random, rubric: Rubric) -> None:
        self.rng, self.rubric = rng, rubric
        self.mood = rng.random()
        """0: all is well. 1: every rating near its harmful end."""
        self.unknown = rng.uniform(0.0, 0.25)
        self.wide = rng.random() * 0.6
        self.modalities = rng.sample(MODALITIES, rng.randint(1, 2))
        self.parameters = rng.choice([None, 1e8, 7e9, 4e11])
        self.evidence = self.register()
        self.observed = [e["id"] for e in self.evidence if e["id"].startswith("seen")]
        self.judged = [e["id"] for e in self.evidence if e["id"].startswith("judged")]
        self.screened = [e["id"] for e in self.evidence if e["id"].startswith("screen")]
        self.void = [e["id"] for e in self.evidence if e["id"].startswith("void")]

    def profile(self) -> Raw:
        rng, rubric = self.rng, self.rubric
        raw: Raw = {
            "riskframe": 1,
            "model": {"name": "model", "developer": "somebody", "modalities": self.modalities},
            "assessment": {"date": TODAY},
            "evidence": self.evidence,
            "assessors": [
                {"id": a, "role": "assessor", **({"organisation": "outside"} if rng.random() < 0.4 else {})}
                for a in ASSESSORS
            ],
            "release": self.release(),
            "safeguards": [self.safeguard(i) for i in range(rng.choice([0, 1, 2, 2, 3, 4, 5]))],
            "facts": self.facts(),
            "benefits": {b.id: self.benefit() for b in rubric.benefits if rng.random() < 0.8},
            "severities": {
                d: {"level": rng.randint(s, 5), "reason": "Worse here."}
                for d, s in rubric.vocabulary.domains.items()
                if rng.random() < 0.1
            },
        }
        if self.parameters is not None:
            raw["model"]["parameters"] = self.parameters
        self.rate(raw)
        return raw

    # -- evidence

    def register(self) -> list[Raw]:
        """At least two observations that count, and some of everything else."""
        rng = self.rng
        items = [self.observation(f"seen{i}") for i in range(rng.randint(2, 4))]
        items += [
            {"id": f"judged{i}", "title": "View", "kind": "judgement", "role": "lead", "rationale": "It seems so."}
            for i in range(rng.randint(0, 2))
        ]
        if rng.random() < 0.5:
            items.append({
                "id": "screen-modalities", "title": "Screen", "kind": "screen", "screen": "screen0",
                "facts": {"model.modalities": list(self.modalities)}, "accepted_by": rng.choice(ASSESSORS),
            })  # fmt: skip
        if self.parameters is not None and rng.random() < 0.3:
            items.append({
                "id": "screen-size", "title": "Screen", "kind": "screen", "screen": "screen1",
                "facts": {"model.parameters": self.parameters}, "accepted_by": rng.choice(ASSESSORS),
            })  # fmt: skip
        if rng.random() < 0.3:
            items.append({
                "id": "screen-audit", "title": "Screen", "kind": "screen", "screen": "screen2",
                "facts": {"facts.audited": True}, "accepted_by": rng.choice(ASSESSORS),
            })  # fmt: skip
        wrongs: list[Raw] = [
            {"status": "rejected"}, {"status": "superseded"}, {"date": "2024-01-01", "valid_until": "2025-01-01"},
            {"result": {"metric": "score", "samples_completed": 0}},
            {"kind": "judgement", "rationale": "Nobody says who."},
            {"kind": "screen", "screen": "screen0", "accepted_by": "ann", "facts": {"model.modalities": ["dna", "text"]}},
            {"kind": "screen", "screen": "screen0", "accepted_by": "nobody", "facts": {}},
            {"kind": "screen", "screen": "screen1", "accepted_by": "ann", "facts": {}},
            {"kind": "screen", "screen": "no-such"},
        ]  # fmt: skip
        items += [{**self.observation(f"void{i}"), **rng.choice(wrongs)} for i in range(rng.randint(0, 2))]
        rng.shuffle(items)
        return items

    def observation(self, name: str) -> Raw:
        rng = self.rng
        found: Raw = {
            "id": name, "title": name, "date": rng.choice(["2025-12-01", "2026-03-01"]),
            "kind": rng.choice(["benchmark", "red_team", "uplift_study", "audit", "tampering_test"]),
            "voice": rng.choice(VOICES),
        }  # fmt: skip
        if rng.random() < 0.3:
            found["elicitation"] = rng.choice(ELICITATIONS)
        if rng.random() < 0.3:
            found["domains"] = rng.sample(list(self.rubric.domains), 1)
        if rng.random() < 0.2:
            found["finding"] = rng.choice(FINDINGS)
        if rng.random() < 0.2:
            found["verdict"] = {"framework": "theirs", "level": "high", "standing": rng.choice(STANDINGS)}
        if rng.random() < 0.3:
            found["valid_until"] = rng.choice(["2026-03-01", "2027-01-01"])
        return found

    def cited(self) -> list[str]:
        """What a known rating rests on: mostly observations, now and then judgement or a screen alone."""
        rng, pick = self.rng, self.rng.random()
        if pick < 0.12 and self.judged:
            return [rng.choice(self.judged)]
        if pick < 0.2 and self.screened:
            return [rng.choice(self.screened)]
        if pick < 0.25 and self.screened and self.judged:
            return [rng.choice(self.judged), rng.choice(self.screened)]
        found = [rng.choice(self.observed)]
        if rng.random() < 0.3:
            found += rng.sample([e["id"] for e in self.evidence], 1)
        return list(dict.fromkeys(found))

    # -- ratings

    def rate(self, raw: Raw) -> None:
        capabilities: Raw = raw.setdefault("capabilities", {})
        for path, rating in self.rubric.ratings.items():
            group, name = rating.criterion.group, rating.criterion.id
            if group == "capability":
                self.facet(capabilities.setdefault(name, self.block()), rating)
                continue
            given = self.rating(rating)
            if given is None:
                continue
            if name == "availability" and isinstance(given, dict) and self.rng.random() < 0.7:
                given["comparators"] = self.comparators()
            entries = raw.setdefault("context", {}) if group == "context" else (
                raw.setdefault("ratings", {}).setdefault(group, {}))  # fmt: skip
            if rating.domain is not None:
                entries.setdefault(name, {})[rating.domain] = given
            else:
                entries[name] = given
            assert path.startswith(group)

    def block(self) -> Raw:
        return {"evidence": self.cited()} if self.rng.random() < 0.5 else {}

    def facet(self, block: Raw, rating: RatingPath) -> None:
        """as_modified, as_released below it, and safeguards_off often left to its default."""
        assert rating.facet is not None
        if rating.facet == "safeguards_off" and self.rng.random() < 0.5:
            return
        given = self.rating(rating)
        if given is not None:
            block[rating.facet] = given
        if rating.facet == "as_modified" and _best(block.get("as_released")) > _best(given) > 0:
            # The order of the rubric's paths decides which facet is drawn first; as_released comes before.
            block["as_released"], block["as_modified"] = block["as_modified"], block["as_released"]

    def rating(self, rating: RatingPath) -> Any:
        rng, top = self.rng, rating.top
        if rating.criterion.may_not_apply and rng.random() < 0.25:
            return {"not_applicable": "It has none."}
        if rng.random() < self.unknown:
            return self.not_known(rating)
        given = self.levels(rating, top)
        return {**given, "evidence": self.cited(), "rationale": "Seen."}

    def not_known(self, rating: RatingPath) -> Any:
        rng, top = self.rng, rating.top
        level = rng.randint(1, top)
        ways: list[Any] = [
            None, "unknown", {"unknown": True, "evidence": self.cited()},
            {"lo": 1, "best": level, "hi": top, "evidence": self.cited()},
            {"by": {"ann": level, "bob": "unknown"}, "evidence": self.cited()},
        ]  # fmt: skip
        if rating.criterion.group != "capability":
            ways.append(level)
        if self.void:
            ways.append({"level": level, "evidence": [rng.choice(self.void)]})
        return rng.choice(ways)

    def levels(self, rating: RatingPath, top: int) -> Raw:
        rng = self.rng
        if rng.random() < 0.12:
            return {"by": {who: self.levels_of_one(rating, top) for who in rng.sample(ASSESSORS, rng.randint(1, 3))}}
        return self.levels_of_one(rating, top)

    def levels_of_one(self, rating: RatingPath, top: int) -> Raw:
        rng = self.rng
        best = self.level(rating, top)
        if rng.random() >= self.wide:
            word = rating.words[best - 1]
            return {"level": best if rng.random() < 0.7 or word.isdigit() else word}
        lo, hi = max(1, best - rng.randint(0, 2)), min(top, best + rng.randint(0, 2))
        if (lo, hi) == (1, top):
            lo, hi = (2, top) if best > 1 else (1, top - 1)
        return {"lo": min(lo, best), "best": best, "hi": max(hi, best)}

    def level(self, rating: RatingPath, top: int) -> int:
        """A level whose harm follows the mood."""
        harm = min(max(self.mood + self.rng.gauss(0, 0.25), 0), 1)
        place = 1 + round(harm * (top - 1))
        return place if rating.polarity is Polarity.RISK else top + 1 - place

    def comparators(self) -> list[Raw]:
        rng = self.rng
        result = rng.choice([None, rng.choice(self.observed), rng.choice(self.observed + self.void)])
        return [{"name": "Another", "date": "2025-01-01", **({"result": result} if result else {})}]

    # -- the rest

    def safeguard(self, number: int) -> Raw:
        rng = self.rng
        kind = rng.choice(self.rubric.file.safeguard_kinds)
        strength: Any = rng.choice([
            {"level": rng.randint(1, 5)}, {"lo": 2, "best": rng.randint(2, 4), "hi": rng.choice([4, 5])},
            {"level": rng.randint(3, 5)}, "unknown", {"by": {"ann": rng.randint(1, 5), "bob": rng.randint(1, 5)}},
        ])  # fmt: skip
        found: Raw = {
            "id": f"safeguard{number}",
            "kind": kind.id,
            "lives_in": rng.choice(kind.lives_in),
            "strength": strength,
        }
        if isinstance(strength, dict) and rng.random() < 0.3:
            strength["evidence"] = self.cited()
        if rng.random() < 0.4:
            found["evidence"] = self.cited()
        if rng.random() < 0.3:
            found["domains"] = rng.sample(list(self.rubric.domains), rng.randint(1, len(self.rubric.domains)))
        found["tested_against"] = {
            t: {"evidence": self.cited() if rng.random() < 0.9 or not self.void else [rng.choice(self.void)]}
            for t in self.rubric.vocabulary.tests
            if rng.random() < 0.75
        }
        return found

    def benefit(self) -> Raw:
        rng = self.rng
        size = rng.choice([rng.randint(1, 5), {"lo": 2, "best": 3, "hi": 4}, "unknown", {"by": {"ann": 3, "bob": 2}},
                           {"lo": 1, "best": 3, "hi": 5}, rng.randint(1, 5)])  # fmt: skip
        return {"size": size, **({"evidence": self.cited()} if rng.random() < 0.85 else {})}

    def release(self) -> Raw:
        rng, rubric = self.rng, self.rubric
        found: Raw = {"goals": [b.id for b in rubric.benefits if rng.random() < 0.7], "components": {}}
        if rng.random() < 0.8:
            found["proposed"] = rng.choice(rubric.vocabulary.options)
        if rng.random() < 0.6:
            found["date"] = rng.choice(["2026-01-15", "2026-04-01"])
        for name in rubric.vocabulary.components:
            if rng.random() < 0.7:
                status = rng.choice(STATUSES)
                full = {"status": status, **({"licence_kind": rng.choice(LICENCES)} if rng.random() < 0.6 else {})}
                found["components"][name] = full if rng.random() < 0.6 else status
        return found

    def facts(self) -> Raw:
        rng = self.rng
        values: Raw = {
            "audited": rng.random() < 0.5, "users": rng.choice([5, 5000, 2e6]),
            "sector": rng.choice(["public", "private", "mixed"]), "contact": rng.choice(["desk", "nobody"]),
        }  # fmt: skip
        return {
            name: value if rng.random() < 0.7 else {"value": value, "evidence": self.cited()}
            for name, value in values.items()
            if rng.random() < 0.7
        }


def _best(given: Any) -> int:
    """The best of a single assessor's rating as drawn; 0 for any other."""
    if not isinstance(given, dict):
        return given if isinstance(given, int) else 0
    return int(given.get("level") or given.get("best") or 0)
