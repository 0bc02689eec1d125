"""Several assessors' files merged into one profile."""

from __future__ import annotations

from typing import Any

from riskframe import assess, load_rubric
from riskframe.assessment import evaluated
from riskframe.assessors import AssessorRatings, with_assessors
from riskframe.profile import Profile
from riskframe.ratings import Rating
from riskframe.sensitivity.assessors import agreement

PROFILE: dict[str, Any] = {
    "riskframe": 1,
    "model": {"name": "M", "developer": "D", "modalities": ["text"]},
    "assessment": {"date": "2026-01-01"},
    "evidence": [{"id": "e1", "title": "A test", "kind": "red_team", "voice": "third_party"}],
    "capabilities": {"scams": {"as_modified": 2, "evidence": ["e1"]}},
    "context": {"run_ease": {"level": 3, "evidence": ["e1"]}},
    "safeguards": [{"id": "s", "kind": "refusal_training", "lives_in": "weights", "strength": 3, "evidence": ["e1"]}],
}


def profile() -> Profile:
    return Profile.model_validate(PROFILE)


def file_of(who: str, **more: Any) -> AssessorRatings:
    return AssessorRatings.model_validate(
        {"riskframe_ratings": 1, "assessor": {"id": who, "role": "assessor", "dissent": f"{who} dissents"}, **more}
    )


def by(rating: object) -> dict[str, object]:
    """assessor -> level of a rating that several gave."""
    assert isinstance(rating, Rating)
    assert rating.by is not None
    return {who: one.level for who, one in rating.by.items()}


def test_ratings_stand_beside_that_of_the_profile() -> None:
    ann = file_of("ann", capabilities={"scams": {"as_modified": 4, "evidence": ["e1"]}})
    merged = with_assessors(profile(), [ann])
    assert by(merged.capabilities["scams"].as_modified) == {"profile": 2, "ann": 4}
    assert [a.id for a in merged.assessors] == ["ann", "profile"]


def test_the_pool_is_as_wide_as_the_assessors_and_nearer_harm() -> None:
    ann = file_of("ann", capabilities={"scams": {"as_modified": {"lo": 1, "best": 4, "hi": 4}, "evidence": ["e1"]}})
    found = evaluated(with_assessors(profile(), [ann]), load_rubric())
    pooled = found.bound.ratings["capability.scams.as_modified"]
    assert (pooled.lo, pooled.best, pooled.hi) == (1, 4, 4)


def test_an_assessors_unknown_makes_the_pool_unknown() -> None:
    bob = file_of("bob", context={"run_ease": "unknown"})
    found = evaluated(with_assessors(profile(), [bob]), load_rubric())
    assert not found.bound.ratings["context.run_ease"].known


def test_what_only_one_rates_stands_and_evidence_of_files_is_added_once() -> None:
    more = {"id": "e2", "title": "Another", "kind": "benchmark", "voice": "third_party"}
    ann = file_of("ann", evidence=[more], context={"attack_transfer": {"level": 2, "evidence": ["e2"]}})
    bob = file_of("bob", evidence=[more], safeguards={"s": 4})
    merged = with_assessors(profile(), [ann, bob])
    assert [e.id for e in merged.evidence] == ["e1", "e2"]
    assert by(merged.context["attack_transfer"]) == {"ann": 2}
    assert by(merged.safeguards[0].strength) == {"profile": 3, "bob": 4}
    assert evaluated(merged, load_rubric()).bound.ratings["context.attack_transfer"].best == 2


def test_each_assessor_alone_is_run_again_and_dissent_is_kept() -> None:
    ann = file_of("ann", capabilities={"scams": {"as_modified": 4, "evidence": ["e1"]}})
    bob = file_of("bob", capabilities={"scams": {"as_modified": 2, "evidence": ["e1"]}})
    found = evaluated(with_assessors(profile(), [ann, bob]), load_rubric())
    agreed = agreement(found)
    assert agreed is not None
    assert {a.assessor: a.dissent for a in agreed.alone} == {
        "profile": None, "ann": "ann dissents", "bob": "bob dissents",
    }  # fmt: skip
    spread = next(s for s in agreed.spreads if s.what == "capability.scams.as_modified")
    assert spread.best == {"profile": 2, "ann": 4, "bob": 2}
    assert spread.steps_apart == 2


def test_no_file_changes_nothing() -> None:
    assert with_assessors(profile(), []) is not None
    assert assess(with_assessors(profile(), []), load_rubric()) == assess(profile(), load_rubric())
