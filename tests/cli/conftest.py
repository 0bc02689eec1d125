"""Running the command line inside the test process, in an empty folder and with nothing set."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from riskframe.cli.__main__ import main

SMALL = Path(__file__).parent / "small"
"""A small rubric that does not change when bundled ones do; `model.yaml` in it is a profile for it."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]

_CLEAN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI", "SOURCE_DATE_EPOCH", "GITHUB_STEP_SUMMARY", "TERM")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder, `.git` in it so that no settings file above is found, and no variables."""
    for name in (*_CLEAN, *(name for name in os.environ if name.startswith("RISKFRAME_"))):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def rf(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`rf("assess", "model.yaml")`: exit code, standard output, standard error."""

    def run(*arguments: str | Path, stdin: str | None = None) -> Done:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run


@pytest.fixture
def small(clean: Path) -> Path:
    """A copy of the sample profile in the working folder, and the small rubric set for it."""
    (clean / "riskframe.toml").write_text(f'rubric = ["{SMALL}"]\n', encoding="utf-8")
    target = clean / "model.yaml"
    target.write_text((SMALL / "model.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return target


def changed(profile: Path, old: str, new: str) -> Path:
    """The profile with one piece of text replaced, which must be there."""
    text = profile.read_text(encoding="utf-8")
    assert old in text
    profile.write_text(text.replace(old, new), encoding="utf-8")
    return profile
