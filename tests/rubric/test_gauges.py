"""Gauges that claim too much, or say of a task what benchmarks.yaml does not, are refused at their place (E491)."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import KeyPath
from tests.rubric.small_rubric import SOURCE, Raw, faults, small

AT: KeyPath = ("indicators", "gauges", 0)


def with_gauge(benchmark: Raw | None = None, **changes: Any) -> Raw:
    """The small rubric with one gauge without fault, but for the changes, and perhaps a benchmark beside it."""
    bands = [{"lo": 1, "hi": 4}, {"above": 0.25, "lo": 2, "hi": 5}]
    gauge = {
        "id": "quiz", "title": "Quiz", "source": SOURCE, "tasks": ["quiz", "quiz_*"], "metrics": ["acc", "mean"],
        "unit": "proportion", "direction": "higher_is_riskier", "criteria": ["capability.bio"], "chance": 0.25,
        "suggests": {"bands": bands, "basis": "design", "because": "So."}, "founded": "published", **changes,
    }  # fmt: skip
    raw = small()
    raw["indicators"]["gauges"] = [gauge]
    if benchmark is not None:
        beside = {"id": "quiz-b", "title": "Quiz", "source": SOURCE, "names": ["quiz*"], "shows": "capability"}
        raw["benchmarks"] = {"benchmarks": [{**beside, **benchmark}]}
    return raw


def levels(*bands: tuple[float | None, int, int]) -> Raw:
    listed = [{"lo": lo, "hi": hi} | ({} if above is None else {"above": above}) for above, lo, hi in bands]
    return {"bands": listed, "basis": "design", "because": "So."}


def test_a_gauge_without_fault() -> None:
    assert faults(with_gauge()) == ()
    assert faults(with_gauge(criteria=["context.security"], suggests=levels((None, 2, 4), (0.5, 1, 3)))) == ()


WRONG: list[tuple[str, Raw, KeyPath, str]] = [
    ("chance", {"chance": 25}, ("chance",), "25 is no proportion"),
    ("edge", {"suggests": levels((None, 1, 4), (2, 2, 5))}, ("suggests", "bands", 1), "2 is no proportion"),
    ("first edge", {"suggests": levels((0.1, 1, 4), (0.5, 2, 5))}, ("suggests", "bands"), "the first band has no `above`"),
    ("no rise", {"suggests": levels((None, 1, 4), (0.5, 2, 5), (0.4, 3, 5))}, ("suggests", "bands"), "a higher one than before"),
    ("levels", {"suggests": levels((None, 4, 2), (0.5, 4, 5))}, ("suggests", "bands", 0), "4 to 2 is no interval"),
    ("mildest", {"suggests": levels((None, 1, 1), (0.5, 2, 5))}, ("suggests", "bands", 0), "hi is at least 2"),
    ("against", {"suggests": levels((None, 2, 5), (0.5, 1, 4))}, ("suggests", "bands", 1), "run against the direction"),
    ("protective", {"criteria": ["context.security"], "suggests": levels((None, 5, 5), (0.5, 1, 3))}, ("suggests", "bands", 0), "lo is at most 4"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_gauge_that_claims_too_much(changes: Raw, path: KeyPath, message: str) -> None:
    found = faults(with_gauge(**changes))
    assert [(p.code, p.path) for p in found] == [("E491", (*AT, *path))]
    assert message in found[0].message


def test_one_task_and_metric_belong_to_one_gauge() -> None:
    raw = with_gauge()
    raw["indicators"]["gauges"].append({**raw["indicators"]["gauges"][0], "id": "again", "metrics": ["ACC"]})
    assert [(p.path, p.message) for p in faults(raw)] == [
        (("indicators", "gauges", 1, "tasks"), '"quiz" with "ACC" is listed under quiz already')
    ]


def test_a_benchmark_of_the_same_task_agrees() -> None:
    same = {"criteria": ["capability.bio", "capability.scams"], "metrics": {"a*": "higher_is_riskier"}}
    assert faults(with_gauge(same)) == ()
    other_task = {"names": ["quizzes"], "criteria": ["capability.scams"]}
    assert faults(with_gauge(other_task)) == ()
    another_tool = {"names": ["helm:quiz"], "criteria": ["capability.scams"]}
    assert faults(with_gauge(another_tool)) == ()


def test_a_benchmark_of_the_same_task_that_says_otherwise() -> None:
    turned = with_gauge(
        {"criteria": ["capability.bio"], "metrics": {"mean": "higher_is_safer", "*": "higher_is_riskier"}}
    )
    assert [(p.path, p.message) for p in faults(turned)] == [
        ((*AT, "direction"), "benchmark quiz-b of the same task says of mean that higher_is_safer")
    ]
    elsewhere = with_gauge({"names": ["quiz_x", "quiz_-"], "criteria": ["capability.scams"]})
    assert [(p.path, p.message) for p in faults(elsewhere)] == [
        ((*AT, "criteria", 0), "benchmark quiz-b of the same task does not speak of capability.bio")
    ]
