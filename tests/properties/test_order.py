"""The order of keys and lists never matters (but for the chains of a rubric), and the same inputs give the same result."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskframe.assessment import assess
from riskframe.engine.fit import fit_problems
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder
from tests.strategies import Pair, pair, pairs, seeded
from tests.strategies.profiles import profile_of

ORDERED = frozenset({"options", "actors", "sign_off", "values", "order", "levels", "path"})
"""Lists whose order says something: chains, ladders, scales, orders of trial, the steps of a path."""


def disordered(raw: Any, rng: Random, key: str = "") -> Any:
    """The same document with its mappings and its unordered lists in another order."""
    if isinstance(raw, dict):
        entries = [(k, disordered(v, rng, str(k))) for k, v in raw.items()]
        rng.shuffle(entries)
        return dict(entries)
    if isinstance(raw, list):
        items = [disordered(v, rng, key) for v in raw]
        # Paths without a name are called by their number.
        unnamed = key in ("paths", "extra_paths") and not all(isinstance(p, dict) for p in items)
        if key not in ORDERED and not unnamed:
            rng.shuffle(items)
        return items
    return raw


def content(found: Any) -> Any:
    """A result without the order of its lists and of the words in its sentences."""
    if isinstance(found, dict):
        return {str(k): content(v) for k, v in found.items()}
    if isinstance(found, (list, tuple)):
        return sorted((content(v) for v in found), key=repr)
    if isinstance(found, str):
        return sorted(re.findall(r"[\w.]+", found))
    return found


def decision(found: Pair, rubric: Rubric) -> Any:
    result = assess(found.profile, rubric)
    return content({"decision": asdict(result.decision), "unknown": result.unknown, "classes": result.classes})  # type: ignore[arg-type]


@given(pairs(), st.integers(0, 2**32))
def test_the_order_of_keys_rules_criteria_and_domains_does_not_matter(found: Pair, seed: int) -> None:
    shuffled = resolve(RubricFolder.model_validate(disordered(found.drawn.raw, seeded(seed))))
    assert decision(found, shuffled) == decision(found, found.rubric)


@given(pairs(), st.integers(0, 2**32))
def test_the_order_of_evidence_safeguards_and_ratings_does_not_matter(found: Pair, seed: int) -> None:
    shuffled = Pair(found.drawn, found.raw, profile_of(disordered(found.raw, seeded(seed))), found.seeds)
    assert decision(shuffled, found.rubric) == decision(found, found.rubric)


@given(pairs())
def test_every_rubric_decides_every_profile(found: Pair) -> None:
    faults = [p for p in fit_problems(found.profile, [found.rubric]) if p.severity == "error"]
    assert faults == []
    result = assess(found.profile, found.rubric)
    assert result.decision is not None
    assert result.reasons
    assert result.against
    assert (result.verdict is None) == (found.profile.release.proposed is None)


@given(pairs())
def test_the_same_inputs_give_the_same_result(found: Pair) -> None:
    again = assess(profile_of(found.raw), resolve(RubricFolder.model_validate(found.drawn.raw)))
    assert asdict(again) == asdict(assess(found.profile, found.rubric))


SCRIPT = """
import hashlib, json
from tests.properties.test_order import digest
print(digest())
"""


def digest(number: int = 15) -> str:
    """One digest over the whole results of a few pairs."""
    results = [asdict(assess(p.profile, p.rubric)) for p in (pair(seed, seed) for seed in range(number))]
    return hashlib.sha256(json.dumps(results, default=str).encode()).hexdigest()


def test_processes_with_different_hash_seeds_give_the_same_bytes() -> None:
    root = Path(__file__).resolve().parents[2]

    def fresh(seed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return done.stdout

    assert fresh("1") == fresh("2") == f"{digest()}\n"
