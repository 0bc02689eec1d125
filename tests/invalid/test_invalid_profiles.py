"""`riskframe check NAME` on every broken profile in this folder gives exactly the text in NAME.txt, and exit code 3.

A pair dropped into the folder is a test. `RISKFRAME_WRITE_EXPECTED=1` writes the texts anew for reading in the diff.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from riskframe.cli.__main__ import main
from riskframe.loading import rubric_folder
from riskframe.rubric.resolve import Rubric

FOLDER = Path(__file__).parent
INPUTS = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.json")])
WRITE = os.environ.get("RISKFRAME_WRITE_EXPECTED") == "1"

_load = cache(rubric_folder.load_rubric)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    monkeypatch.setattr(rubric_folder, "load_rubric", _once)
    for name in ("RISKFRAME_RUBRIC", "RISKFRAME_COLOUR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def _once(name: str = "seger-2023", *, benchmarks: bool = False) -> Rubric:
    """The rubric, read once: reading it for every file would only test that again."""
    return _load(name, benchmarks=benchmarks)


def checked(names: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["check", *names])
    out, err = capfd.readouterr()
    return code, out, err


def test_the_corpus_is_large_enough() -> None:
    assert len(INPUTS) >= 45


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_a_broken_profile_gives_exactly_its_text(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = checked([path.name], capfd)
    assert code == 3
    assert err == ""
    expected = path.with_suffix(".txt")
    if WRITE:
        expected.write_text(out, encoding="utf-8")
        pytest.fail(f"{expected.name} was written; read it, then run again without RISKFRAME_WRITE_EXPECTED")
    assert out == expected.read_text(encoding="utf-8")


def test_every_text_has_its_input() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in INPUTS}


def test_all_of_them_in_one_run(capfd: pytest.CaptureFixture[str]) -> None:
    """Every fault of every file comes out in one run, and none hides another."""
    code, out, _ = checked([path.name for path in INPUTS], capfd)
    assert code == 3
    for path in INPUTS:
        first = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")[0]
        assert first in out


@pytest.mark.parametrize("command", ["assess", "gate"])
def test_nothing_is_written_for_a_broken_profile(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    names = [path.name for path in INPUTS]
    assert main([command, *names, "-f", "json", "-o", str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    assert capfd.readouterr().out == ""


def test_a_whole_process_neither_tracebacks_nor_hides_its_exit_code() -> None:
    names = [path.name for path in INPUTS]
    done = subprocess.run(
        [sys.executable, "-m", "riskframe", "check", *names], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
