"""A profile in which everything speaks for the model: the place from which options are searched."""

from __future__ import annotations

from typing import Any

from riskframe.proof.witness import Raw, bare, rate, rated
from riskframe.rubric.resolve import Rubric

_EVIDENCE = (
    ("audit", "third_party", "helpful_only"),
    ("red_team", "government", "scaffolded"),
    ("uplift_study", "own_replication", "domain_rl"),
    ("tampering_test", "third_party", "fine_tuned"),
    ("benchmark", "developer", "as_released"),
)
"""Observations of every serious sort; nothing adverse, no mere judgement."""


def excellent(rubric: Rubric, *, safeguards: bool = True, backed: bool = True) -> Raw:
    """Every rating at its favourable end with evidence of every voice, every fact said, every safeguard at its best.

    safeguards: whether there are any. backed: whether steps outside the model have the evidence that they need.
    """
    raw = bare()
    words = rubric.vocabulary
    raw["evidence"] = [
        {"id": f"e{i}", "title": f"Evidence {i}", "kind": kind, "voice": voice, "elicitation": elicitation,
         "domains": list(words.subjects)}
        for i, (kind, voice, elicitation) in enumerate(_EVIDENCE, 1)
    ]  # fmt: skip
    ids = [item["id"] for item in raw["evidence"]]
    for rating in rubric.ratings.values():
        rate(raw, rating, rating.favourable_end, ids)
    if backed:
        _compare(raw, rubric)
    raw["assessors"] = [{"id": f"a{i}", "role": "Assessor", "organisation": "somebody else"} for i in (1, 2, 3)]
    raw["facts"] = {fact.id: _said(fact.type, fact.choices) for fact in rubric.file.facts}
    raw["release"] = {"components": {name: {"status": "open", "licence_kind": "open"} for name in words.components}}
    if safeguards:
        raw["safeguards"] = [
            {"id": kind.id, "kind": kind.id, "lives_in": kind.lives_in[0], "strength": {"level": 5, "evidence": ids},
             "tested_against": {test: {"evidence": ids} for test in words.tests}}
            for kind in rubric.file.safeguard_kinds
        ]  # fmt: skip
    return raw


def _compare(raw: Raw, rubric: Rubric) -> None:
    for path in rubric.paths:
        for _, step in path.steps:
            rating = rubric.rating_of_step(step, path.domain)
            if step.counts_with == "comparator" and rating is not None:
                said = rated(raw, rating)
                assert said is not None
                said["comparators"] = [{"name": "Another model", "date": "2025-01-31", "result": "e1"}]


def _said(kind: str, choices: tuple[str, ...]) -> Any:
    return {"yes_no": True, "number": 1.0, "text": "stated", "choice": choices[0] if choices else ""}[kind]
