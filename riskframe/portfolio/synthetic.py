"""Made-up portfolios for tests and measurements: plausible mixes, much that is unknown, and rows that are wrong.

Nothing here describes a real model. The mix is ours: mostly small models that nobody tested, some that were screened, a few large ones
with evaluations of several voices.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

Raw = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of model in the mix. share: of all rows; harm: where its risk ratings lie, 0 mildest to 1 worst; known: share of
    its ratings that are known; voices: who tested it."""

    name: str
    share: float
    harm: float
    known: float
    voices: tuple[str, ...]


MIX = (
    Kind("small", 0.55, 0.1, 0.15, ("developer",)),
    Kind("screened", 0.2, 0.15, 0.6, ("developer",)),
    Kind("tested", 0.15, 0.35, 0.8, ("developer", "third_party")),
    Kind("large", 0.08, 0.6, 0.85, ("developer", "third_party", "government")),
    Kind("frontier", 0.02, 0.8, 0.9, ("developer", "third_party", "government")),
)
CONFIDENCES = ("low", "medium", "high")


def profiles(rubric: Rubric, count: int, *, seed: int, wrong: float = 0.0) -> Iterator[str]:
    """`count` rows of JSON; a share `wrong` of them is malformed in one of several ways. The same seed gives the same rows."""
    for number in range(count):
        rng = Random(f"{seed}/{number}")  # noqa: S311 - no secret is made from it
        raw = _profile(rubric, rng, number)
        text = json.dumps(raw, separators=(",", ":"))
        yield _spoilt(rng, raw, text) if rng.random() < wrong else text


def _profile(rubric: Rubric, rng: Random, number: int) -> Raw:
    kind = rng.choices(MIX, [k.share for k in MIX])[0]
    options = [o.id for o in rubric.options]
    raw: Raw = {
        "riskframe": 1,
        "model": {"name": f"{kind.name}-{number}", "developer": f"Developer {rng.randrange(500)}", "modalities": ["text"]},
        "assessment": {"date": "2026-09-01"},
        "release": {"goals": rng.sample([b.id for b in rubric.benefits], min(2, len(rubric.benefits)))},
        "evidence": [
            {"id": f"e{i}", "title": f"Evaluation {i}", "kind": rng.choice(("benchmark", "red_team")), "voice": voice, "date": "2026-06-01"}
            for i, voice in enumerate(kind.voices)
        ],
    }  # fmt: skip
    if options:
        raw["release"]["proposed"] = rng.choice(options[1:] or options)
    evidence = [item["id"] for item in raw["evidence"]]
    raw["benefits"] = {goal: {"size": rng.randint(2, 4), "evidence": evidence[:1]} for goal in raw["release"]["goals"]}
    for path in rubric.ratings.values():
        if rng.random() < kind.known:
            _rate(raw, path, _rating(rng, path, kind.harm, evidence))
    _ordered(raw)
    return {key: value for key, value in raw.items() if value not in ({}, [])}


def _rating(rng: Random, path: RatingPath, harm: float, evidence: list[str]) -> Raw:
    worst = min(max(rng.gauss(harm, 0.15), 0.0), 1.0)
    level = 1 + round(worst * (path.top - 1))
    best = level if path.polarity is Polarity.RISK else path.top + 1 - level
    spread = rng.choice((0, 0, 1, 1, 2))
    lo, hi = max(1, best - rng.randint(0, spread)), min(path.top, best + rng.randint(0, spread))
    cited = rng.sample(evidence, rng.randint(1, len(evidence)))
    return {"lo": lo, "best": best, "hi": hi, "confidence": rng.choice(CONFIDENCES), "evidence": cited}


def _rate(raw: Raw, path: RatingPath, rating: Raw) -> None:
    name = path.criterion.id
    if path.facet is not None:
        raw.setdefault("capabilities", {}).setdefault(name, {})[path.facet] = rating
        return
    place = raw.setdefault("context", {})
    if path.criterion.group != "context":
        place = raw.setdefault("ratings", {}).setdefault(path.criterion.group, {})
    if path.domain is None:
        place[name] = rating
    else:
        place.setdefault(name, {})[path.domain] = rating


def _ordered(raw: Raw) -> None:
    """As released a model cannot do more than modified: the modified rating is raised to it."""
    for block in raw.get("capabilities", {}).values():
        strongest = block.get("as_modified")
        for facet in ("as_released", "safeguards_off"):
            if strongest and facet in block:
                for end in ("lo", "best", "hi"):
                    strongest[end] = max(strongest[end], block[facet][end])


def _spoilt(rng: Random, raw: Raw, text: str) -> str:
    way = rng.randrange(5)
    if way == 0:
        return text[: rng.randrange(1, len(text))]
    if way == 1:
        return json.dumps({key: value for key, value in raw.items() if key != "assessment"})
    if way == 2:
        return json.dumps({**raw, "capabilites": {}})
    if way == 3:
        return json.dumps({**raw, "assessment": {"date": "2026-13-01"}})
    return json.dumps({**raw, "evidence": [{"id": "e0", "title": "x", "kind": "rumour"}]})
