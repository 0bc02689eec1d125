"""The gate on the examples, on their own days: the code that each one is documented with."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe import load_profile
from riskframe.gate.codes import ExitCode
from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

CODES = {
    "claude-opus-4": ExitCode.NOT_SUPPORTED,
    "deepseek-r1": ExitCode.NOT_SUPPORTED,
    "evo-2-40b": ExitCode.INSUFFICIENT,
    "gpt-2": ExitCode.INSUFFICIENT,
    "gpt-oss-120b": ExitCode.NOT_SUPPORTED,
    "llama-2-70b": ExitCode.NOT_SUPPORTED,
    "minimal": ExitCode.OK,
    "stable-diffusion-1": ExitCode.NOT_SUPPORTED,
    "whisper": ExitCode.NOT_SUPPORTED,
}


@pytest.mark.parametrize("name", CODES)
def test_the_gate_on_an_example(rf: Run, name: str) -> None:
    path = EXAMPLES / f"{name}.yaml"
    profile = load_profile(path)
    assert profile.release.proposed is not None, "every example proposes what was done"
    assert rf("gate", path, "--today", profile.assessment.date.isoformat()).code == CODES[name]
    assert rf("gate", path, "--today", "2099-01-01").code == ExitCode.STALE


def test_every_example_is_here() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} - {"history"} == set(CODES)
