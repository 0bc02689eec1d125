"""One evaluation, tried on codes, is the profile that says so: packed again and assessed alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from riskframe import assess
from riskframe.portfolio.decide import Decider
from riskframe.portfolio.inputs import Inputs
from riskframe.portfolio.layout import FIRST_KNOWN, UNKNOWN, known_states
from riskframe.portfolio.leverage import evaluated, starts
from riskframe.portfolio.packing import Packed, Packer
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath
from tests.portfolio.test_show import good


def rated(raw: dict[str, Any], rating: RatingPath, level: int) -> dict[str, Any]:
    """The profile with one more evaluation, which a rating cites that is this level."""
    better: dict[str, Any] = json.loads(json.dumps(raw))
    better["evidence"] = [
        *better.get("evidence", []),
        {"id": "tried", "title": "One more", "kind": "benchmark", "voice": "third_party", "date": "2026-07-01"},
    ]
    name = rating.criterion.id
    if rating.facet is not None:
        place, key = better.setdefault("capabilities", {}).setdefault(name, {}), rating.facet
    else:
        place, key = better.setdefault("context", {}), name
        if rating.criterion.group != "context":
            place = better.setdefault("ratings", {}).setdefault(rating.criterion.group, {})
        if rating.domain is not None:
            place, key = place.setdefault(name, {}), rating.domain
    before = place.get(key, {})
    place[key] = {"lo": level, "best": level, "hi": level, "evidence": [*before.get("evidence", []), "tried"]}
    return better


def test_the_codes_tried_are_those_of_the_changed_profile(seger: Rubric, models: Path) -> None:
    packer = Packer(seger, shares=False)
    layout = packer.layout("")
    decider = Decider(layout)
    seen = {"unknown": 0, "interval": 0, "moved": 0}
    for profile in list(good(models).values())[1::2]:
        raw = profile.model_dump(mode="json", exclude_unset=True)
        packed = packer.pack(profile)
        if not isinstance(packed, Packed) or packed.severities:
            continue
        codes = np.array(packed.codes, np.uint16)[:, None]
        goals = np.array([packed.goals], np.uint32)
        base = starts(decider.compiled, Inputs(layout, codes, "conservative"), goals)
        for slot, rating in layout.ratings.items():
            tried, rows = evaluated(decider, codes, slot, Inputs(layout, codes, "conservative"))
            if not rows.any():
                continue
            lo, best, hi, _ = known_states(rating.top)[tried[slot, 0] - FIRST_KNOWN]
            assert lo == best == hi
            changed = Profile.model_validate(rated(raw, rating, lo))
            again = packer.pack(changed)
            assert isinstance(again, Packed), (rating.path, again)
            differ = {layout.columns[n] for n in np.flatnonzero(tried[:, 0] != np.array(again.codes))}
            assert differ == set(), rating.path
            after = starts(decider.compiled, Inputs(layout, tried, "conservative"), goals)
            seen["unknown" if codes[slot, 0] == UNKNOWN else "interval"] += 1
            if after != base:
                seen["moved"] += 1
                assert seger.options[int(after[0])].id == assess(changed, seger).start
    assert seen["unknown"] > 20
    assert seen["interval"] > 5
    assert seen["moved"]
