"""The cases: what was done (record.yaml), rater A's profiles, rater B's ratings, and what came out later (README.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from riskframe import Profile, load_profile
from riskframe.evidence import Evidence
from riskframe.loading.assessor_file import read_assessor
from riskframe.loading.tree import parse_leniently, read_source
from riskframe.ratings import RATING_KEYS, Rating

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "examples"

SCALE = {
    "closed": 0, "structured_access": 1, "api_only": 2, "gated_weights": 3, "open_weights": 4, "open_source": 5,
}  # fmt: skip
"""Options of the record, least to most open. `staged_release` has no place of its own."""
WEIGHTS_OUT = SCALE["gated_weights"]
CODE_OF = {"api": "api_only", "api_finetune": "api_only"}
"""Options of rubric seger-2023 that the record calls otherwise; both are hosted."""
A_RATING = RATING_KEYS & {"unknown", "level", "lo", "best", "hi", "not_applicable", "by"}


def place(option: str) -> int:
    """Place of an option of the rubric on the record's scale."""
    return SCALE[CODE_OF.get(option, option)]


@dataclass(frozen=True)
class Case:
    """One public decision and how it was rated."""

    slug: str
    record: Mapping[str, Any]
    profile: Profile

    @property
    def least(self) -> int:
        return SCALE[self.record["developer_range"]["least_open"]]

    @property
    def most(self) -> int:
        return SCALE[self.record["developer_range"]["most_open"]]

    @property
    def actual(self) -> str:
        return str(self.record["actual_option"])

    @property
    def verdict_of_history(self) -> str:
        return str(self.record["hindsight"])

    @property
    def countable(self) -> bool:
        """Neither contested, nor changed from outside, nor mainly commercial."""
        r = self.record
        return r["hindsight"] != "contested" and r["external_override"] is None and not r["commercial"]

    @property
    def year(self) -> int:
        return int(self.record["released"][:4])


def profile_path(slug: str) -> Path:
    own = HERE / "rater-a" / f"{slug}.yaml"
    return own if own.is_file() else EXAMPLES / f"{slug}.yaml"


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the record, by date of release."""
    record = yaml.safe_load((HERE / "record.yaml").read_text(encoding="utf-8"))
    found = [Case(slug, entry, load_profile(profile_path(slug))) for slug, entry in record.items()]
    return tuple(sorted(found, key=lambda c: (c.record["released"], c.slug)))


def case(slug: str) -> Case:
    return next(c for c in cases() if c.slug == slug)


def rated_by_b(found: Case, *, later: bool = False) -> Profile | None:
    """The case with rater B's ratings in place of rater A's; what B does not rate is unknown.

    Facts about the model, the list of safeguards (not their strength), benefits and comparators are A's. `later`: with what came out
    after the release.
    """
    path = HERE / ("rater-b-later" if later else "rater-b") / f"{found.slug}.yaml"
    profile = with_hindsight(found) if later else found.profile
    if profile is None or not path.is_file():
        return None
    b = read_assessor(path).ratings
    own = {e.id for e in profile.evidence}
    more: list[Evidence] = [e for e in b.evidence if e.id not in own]
    return profile.model_copy(
        update={
            "capabilities": b.capabilities,
            "context": b.context,
            "ratings": b.ratings,
            "assessors": (*profile.assessors, b.assessor),  # a screen counts only if its assessor is named
            "evidence": (*profile.evidence, *more),
            "safeguards": tuple(
                s.model_copy(update={"strength": b.safeguards.get(s.id, Rating(unknown=True))})
                for s in profile.safeguards
            ),
        }
    )


def with_hindsight(found: Case) -> Profile | None:
    """The case with what came out later merged over it, by the rules of README.md."""
    path = HERE / "hindsight" / f"{found.slug}.yaml"
    if not path.is_file():
        return None
    return Profile.model_validate(merged(plain(profile_path(found.slug)), plain(path)))


def plain(path: Path) -> Any:
    """A file as plain values, read as riskframe reads it (PyYAML takes 1.9e21 for a text)."""
    return parse_leniently(read_source(path)).data


def merged(old: Any, new: Any) -> Any:
    """`new` over `old`: mappings by key, ratings whole, records by id, other lists joined, everything else replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        if A_RATING & (set(old) | set(new)):
            return new
        return old | {key: merged(old[key], value) if key in old else value for key, value in new.items()}
    if isinstance(old, list) and isinstance(new, list):
        if any(isinstance(item, dict) and "id" in item for item in (*old, *new)):
            changes = {item["id"]: item for item in new}
            kept = [merged(item, changes.pop(item["id"])) if item["id"] in changes else item for item in old]
            return [*kept, *changes.values()]
        return [*old, *(item for item in new if item not in old)]
    return new
