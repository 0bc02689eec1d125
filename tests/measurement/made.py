"""Profiles with measured results, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from typing import Any

from riskframe import assess, load_rubric
from riskframe.assessment import Assessment
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric

WEIGHTS = "a" * 64


@cache
def seger() -> Rubric:
    return load_rubric("seger-2023")


def result(
    task: str = "wmdp_bio", metric: str = "acc", value: float | None = 0.6, n: int | None = 400, **more: Any
) -> Any:
    return {"task": task, "metric": metric, "value": value, "samples_completed": n, **more}


def item(name: str = "run", elicitation: str | None = "fine_tuned", **more: Any) -> dict[str, Any]:
    return {
        "id": name, "title": name, "kind": "benchmark", "voice": "third_party", "date": "2026-01-01",
        "elicitation": elicitation, "result": result(), **more,
    }  # fmt: skip


def profile(*evidence: dict[str, Any], **more: Any) -> Profile:
    return Profile.model_validate({
        "riskframe": 1,
        "model": {"name": "m", "developer": "d", "modalities": ["text"], "weights": {"sha256": WEIGHTS}},
        "assessment": {"date": "2026-02-01"},
        "assessors": [{"id": "ann", "role": "lead"}],
        "evidence": list(evidence),
        **more,
    })  # fmt: skip


def assessed(*evidence: dict[str, Any], **more: Any) -> Assessment:
    return assess(profile(*evidence, **more), seger())
