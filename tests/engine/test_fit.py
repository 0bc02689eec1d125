"""Faults of a profile under a rubric: each with its code and its place, all in one list."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import InvalidProblems
from riskframe.engine.fit import fit_problems
from riskframe.rubric.resolve import Rubric
from tests.engine.toy import (
    available,
    criterion,
    described,
    evaluation,
    folder,
    known,
    profile,
    record,
    resolved,
    rubric,
    safeguard,
)

SEEN, THOUGHT = profile()["evidence"]


def wide() -> Rubric:
    """The toy rubric with all that a profile may get wrong: an item by domain, a choice, a framework."""
    raw = folder()
    raw["criteria"]["criteria"].append(criterion("context", "reach", "risk", per="domain"))
    raw["rubric"]["facts"].append(described("sector", type="choice", choices=["public", "private"]))
    raw["rubric"]["formal_frameworks"] = {
        "theirs": {
            "title": "Their framework",
            "below": ["low"],
            "at_or_above": ["high"],
            "source": {"ref": "ours", "basis": "design"},
        }
    }
    return resolved(raw)


def judged(**verdict: str) -> dict[str, Any]:
    return {"evidence": [{**SEEN, "verdict": {"framework": "theirs", "level": "high", "standing": "below", **verdict}}]}


def measured(**result: Any) -> dict[str, Any]:
    return {"evidence": [{**SEEN, "result": {"metric": "score", **result}}]}


FAULTS: list[tuple[str, dict[str, Any], str, tuple[str | int, ...]]] = [
    ("evidence twice", {"evidence": [SEEN, SEEN]}, "E427", ("evidence", 1, "id")),
    ("evidence of an unknown domain", {"evidence": [{**SEEN, "domains": ["other"]}]}, "E421", ("evidence", 0, "domains", 0)),
    ("evidence from the future", {"evidence": [{**SEEN, "date": "2026-04-01"}]}, "E426", ("evidence", 0, "date")),
    ("evidence that expires before it is made",
     {"evidence": [{**SEEN, "valid_until": "2026-02-01"}]}, "E426", ("evidence", 0, "valid_until")),
    ("bounds the wrong way round", measured(lower=2, upper=1), "E423", ("evidence", 0, "result", "lower")),
    ("scale the wrong way round", measured(minimum=2, maximum=1), "E423", ("evidence", 0, "result", "minimum")),
    ("value below its scale", measured(value=0, minimum=1), "E423", ("evidence", 0, "result", "value")),
    ("value above its scale", measured(value=2, maximum=1), "E423", ("evidence", 0, "result", "value")),
    ("more samples than planned", measured(samples_planned=1, samples_completed=2), "E423",
     ("evidence", 0, "result", "samples_completed")),
    ("unknown framework", judged(framework="other"), "E421", ("evidence", 0, "verdict", "framework")),
    ("unknown level of a framework", judged(level="highest"), "E421", ("evidence", 0, "verdict", "level")),
    ("a standing that its level contradicts", judged(level="low", standing="at_or_above"), "E430",
     ("evidence", 0, "verdict", "standing")),
    ("unknown option", {"release": {"proposed": "open"}}, "E421", ("release", "proposed")),
    ("unknown goal", {"release": {"goals": ["fame"]}}, "E421", ("release", "goals", 0)),
    ("unknown component", {"release": {"components": {"logo": "open"}}}, "E421", ("release", "components", "logo")),
    ("unknown capability", {"capabilities": {"other": {}}}, "E421", ("capabilities", "other")),
    ("unknown criterion", {"context": {"weather": known(1)}}, "E421", ("context", "weather")),
    ("unknown group", {"ratings": {"care": {"a": known(1)}}}, "E421", ("ratings", "care")),
    ("by domain though it is not", {"context": {"security": {"harm": known(1)}}}, "E421", ("context", "security")),
    ("not by domain though it is", {"context": {"reach": known(1)}}, "E421", ("context", "reach")),
    ("by an unknown domain", {"context": {"reach": {"other": known(1)}}}, "E421", ("context", "reach", "other")),
    ("a level beyond the scale", {"security": known(6)}, "E422", ("context", "security")),
    ("an end beyond the scale", {"security": known({"lo": 1, "best": 2, "hi": 6})}, "E422", ("context", "security", "hi")),
    ("an interval out of order", {"security": known({"lo": 3, "best": 2, "hi": 4})}, "E423", ("context", "security")),
    ("what always applies", {"security": {"not_applicable": "No weights."}}, "E428", ("context", "security", "not_applicable")),
    ("unknown evidence", {"security": {"level": 1, "evidence": ["gone"]}}, "E420", ("context", "security", "evidence", 0)),
    ("unknown evidence of a block", {"harm": {"evidence": ["gone"]}}, "E420", ("capabilities", "harm", "evidence", 0)),
    ("unknown actor", {"harm": {"as_modified": known(2, actor="army")}}, "E421", ("capabilities", "harm", "as_modified", "actor")),
    ("unknown result of a comparator",
     {"availability": known(2, comparators=[{"name": "A", "date": "2025-01-01", "result": "gone"}])}, "E420",
     ("context", "availability", "comparators", 0, "result")),
    ("a comparator from the future", {"availability": known(2, comparators=[{"name": "A", "date": "2027-01-01"}])}, "E426",
     ("context", "availability", "comparators", 0, "date")),
    ("shares that do not sum to one", {"security": known(2, shares={1: 0.5, 2: 0.4})}, "E423", ("context", "security", "shares")),
    ("shares of no level", {"security": known(2, shares={9: 1.0})}, "E422", ("context", "security", "shares")),
    ("an unknown assessor", {"security": known({"by": {"eve": 2}})}, "E421", ("context", "security", "by", "eve")),
    ("an assessor's wrong level", {"security": known({"by": {"ann": 7}})}, "E422", ("context", "security", "by", "ann")),
    ("as_released above as_modified", {"harm": {"as_released": known(3), "as_modified": known(1)}}, "E424",
     ("capabilities", "harm", "as_released")),
    ("a safeguard twice", {"safeguards": [safeguard("a", "refusal", 1), safeguard("a", "filter", 1)]}, "E427", ("safeguards", 1, "id")),
    ("an unknown kind", {"safeguards": [{**safeguard("a", "refusal", 1), "kind": "moat"}]}, "E421", ("safeguards", 0, "kind")),
    ("a safeguard that lives elsewhere", {"safeguards": [{**safeguard("a", "refusal", 1), "lives_in": "law"}]}, "E421",
     ("safeguards", 0, "lives_in")),
    ("an unknown test", {"safeguards": [safeguard("a", "refusal", 1, tests=("siege",))]}, "E421",
     ("safeguards", 0, "tested_against", "siege")),
    ("an unknown domain of a safeguard", {"safeguards": [safeguard("a", "refusal", 1, domains=["other"])]}, "E421",
     ("safeguards", 0, "domains", 0)),
    ("a strength beyond the scale", {"safeguards": [safeguard("a", "refusal", 6)]}, "E422", ("safeguards", 0, "strength")),
    ("a strength in words", {"safeguards": [safeguard("a", "refusal", {"lo": 1, "best": 2, "hi": "strong"})]}, "E422",
     ("safeguards", 0, "strength", "hi")),
    ("an unknown benefit", {"benefits": {"fame": {"size": 1}}}, "E421", ("benefits", "fame")),
    ("a size beyond the scale", {"benefits": {"research": {"size": 6}}}, "E422", ("benefits", "research", "size")),
    ("an unknown fact", {"facts": {"weather": True}}, "E421", ("facts", "weather")),
    ("a fact of another type", {"facts": {"audited": "yes"}}, "E422", ("facts", "audited")),
    ("a number that is a yes", {"facts": {"users": True}}, "E422", ("facts", "users")),
    ("a choice that is none", {"facts": {"sector": "mixed"}}, "E422", ("facts", "sector")),
    ("unknown evidence of a fact", {"facts": {"audited": {"value": True, "evidence": ["gone"]}}}, "E420",
     ("facts", "audited", "evidence", 0)),
    ("a lowered severity", {"severities": {"harm": {"level": 4, "reason": "Milder."}}}, "E425", ("severities", "harm", "level")),
    ("an unknown domain's severity", {"severities": {"other": {"level": 5, "reason": "Worse."}}}, "E421", ("severities", "other")),
    ("an assessor twice", {"assessors": [{"id": "ann", "role": "a"}, {"id": "ann", "role": "b"}]}, "E427", ("assessors", 1, "id")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "path"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_profile_that_does_not_fit(changes: dict[str, Any], code: str, path: tuple[str | int, ...]) -> None:
    found = fit_problems(record(**changes), [wide()])
    assert (code, path) in [(p.code, p.path) for p in found if p.severity == "error"]


def test_the_toy_profile_fits() -> None:
    full = record(
        safeguards=[safeguard("a", "refusal", 3)], availability=available(2), facts={"audited": True, "users": 3, "sector": "public"},
        context={"security": known({"by": {"ann": 2, "bob": "unknown"}}), "reach": {"harm": known(1)}},
        severities={"harm": {"level": 5, "reason": "As bad."}}, **judged(level="low"),
    )  # fmt: skip
    assert [p for p in fit_problems(full, [wide()]) if p.severity == "error"] == []


def test_a_misspelt_name_is_guessed() -> None:
    (problem,) = [p for p in fit_problems(record(release={"proposed": "weight"}), [rubric()]) if p.severity == "error"]
    assert (problem.hint, problem.allowed) == ('did you mean "weights"?', ("closed", "api", "weights"))


def test_rejected_evidence_may_be_of_any_date() -> None:
    rejected = {**THOUGHT, "status": "rejected", "date": "2030-01-01"}
    assert [p for p in fit_problems(record(evidence=[SEEN, rejected]), [rubric()]) if p.severity == "error"] == []


def test_a_name_is_right_when_one_of_several_rubrics_knows_it() -> None:
    other = folder()
    other["rubric"]["options"][2]["id"] = "open"
    other["benefits"]["benefits"][0]["keeps"] = {"closed": 0.0, "api": 0.4, "open": 1.0}
    both = [rubric(), resolved(other)]
    for name in ("weights", "open"):
        assert [p for p in fit_problems(record(release={"proposed": name}), both) if p.severity == "error"] == []


def test_a_profile_that_does_not_fit_is_refused_with_everything_found() -> None:
    with pytest.raises(InvalidProblems) as refused:
        evaluation(release={"proposed": "open", "goals": ["fame"]}, security=known(6))
    assert [p.code for p in refused.value.problems] == ["E421", "E421", "E422"]
