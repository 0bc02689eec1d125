"""The launcher `rf`, in copies of its own, with a stand-in for the installer: nothing here needs the network.

The stand-in is called `uv`, writes down each call, and does what a test asks; everything else is real.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["rf", "requirements.lock", "requirements-build.lock", "requirements-dev.lock", "pyproject.toml"]
TOOLS = ["sh", "cat", "cmp", "dirname", "id", "ls", "mkdir", "mv", "readlink", "rm", "sed", "uname"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the launcher is a POSIX shell script")


@dataclass(frozen=True)
class Copy:
    """A checkout of the launcher's parts, and a PATH that holds what it may rely on and nothing else."""

    folder: Path
    tools: Path

    @property
    def calls(self) -> list[str]:
        log = self.tools / "calls"
        return log.read_text().splitlines() if log.exists() else []

    def installer(self, script: str) -> None:
        uv = self.tools / "uv"
        log = self.tools / "calls"
        uv.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "$*" >> "{log}"\n{script}\n')
        uv.chmod(0o755)

    def start(self, *arguments: str, by: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(by or self.folder / "rf"), *arguments],
            env={"PATH": str(self.tools), "RISKFRAME_NO_APT": "1", **environment},
            cwd=self.tools,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, by: Path | None = None, **environment: str) -> tuple[int, str, str]:
        process = self.start(*arguments, by=by, **environment)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    folder = tmp_path / "a checkout with spaces"
    (folder / "riskframe").mkdir(parents=True)
    for part in [*PARTS, "riskframe/version.py"]:
        shutil.copy2(ROOT / part, folder / part)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tools / tool).symlink_to(found)
    (tools / "python3").symlink_to(getattr(sys, "_base_executable", sys.executable))
    made = Copy(folder, tools)
    made.installer("exit 0")
    return made


HELLO = ("python", "-c", "print('hello')")


def test_first_call_installs_hash_pinned_then_the_project_and_the_second_call_only_runs(copy: Copy) -> None:
    code, out, err = copy.run(*HELLO)
    assert (code, out) == (0, "hello\n"), err
    third_party, project = copy.calls
    assert "--require-hashes" in third_party
    assert third_party.count(" -r ") == 2
    assert "requirements-dev.lock" not in third_party
    assert "--no-deps --no-build-isolation -e" in project
    assert "setting up in" in err

    assert copy.run(*HELLO) == (0, "hello\n", "")
    assert len(copy.calls) == 2


def test_without_pango_it_says_so_once_and_runs_all_the_same(copy: Copy) -> None:
    _, out, err = copy.run(*HELLO)
    assert out == "hello\n"
    assert "no PDF reports until Pango is there:" in err
    assert err.endswith("HTML, Markdown and JSON work without it.\n")


def test_tests_need_the_development_packages_too(copy: Copy) -> None:
    copy.run(*HELLO)
    code, _, err = copy.run("test", "--version")
    assert "No module named pytest" in err, "the stand-in installed nothing, so pytest must be missing"
    assert code == 1
    assert "requirements-dev.lock" in copy.calls[2]
    copy.run(*HELLO)
    assert len(copy.calls) == 4, "the set-up for the tests serves every other call"


@pytest.mark.parametrize("part", ["requirements.lock", "requirements-build.lock", "pyproject.toml"])
def test_a_changed_recipe_is_set_up_again(copy: Copy, part: str) -> None:
    copy.run(*HELLO)
    with (copy.folder / part).open("a") as file:
        file.write("# changed\n")
    copy.run(*HELLO)
    assert len(copy.calls) == 4


def test_it_is_found_through_links_and_from_any_folder(copy: Copy, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.symlink_to(copy.folder / "rf")
    second = tmp_path / "second"
    second.symlink_to("first")
    code, out, err = copy.run(*HELLO, by=second)
    assert (code, out) == (0, "hello\n"), err
    assert (copy.folder / ".venv" / ".rf-run").exists()


def test_arguments_arrive_unchanged(copy: Copy) -> None:
    awkward = ["a b", "", "*", "-r", "$HOME", 'quo"te']
    show = "import sys; print(sys.argv[1:])"
    assert copy.run("python", "-c", show, *awkward)[1] == f"{awkward!r}\n"
    assert copy.run("python", "-c", show, *awkward)[1] == f"{awkward!r}\n"


def test_a_moved_checkout_is_set_up_again(copy: Copy, tmp_path: Path) -> None:
    copy.run(*HELLO)
    moved = Copy(tmp_path / "moved", copy.tools)
    copy.folder.rename(moved.folder)
    assert moved.run(*HELLO)[:2] == (0, "hello\n")
    assert len(copy.calls) == 4
    assert str(moved.folder) in copy.calls[3]


def test_calls_at_the_same_time_set_up_once(copy: Copy) -> None:
    copy.installer("/bin/sleep 0.5")
    running = [copy.start(*HELLO) for _ in range(3)]
    ends = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], ends
    assert [out for out, _ in ends] == ["hello\n"] * 3
    assert len(copy.calls) == 2
    assert sum("another set-up is running" in err for _, err in ends) == 2


def test_a_killed_set_up_leaves_no_half_environment_behind(copy: Copy) -> None:
    copy.installer('echo half > "${5%/bin/python}/half-written"; exec /bin/sleep 60')
    process = copy.start(*HELLO)
    half_written = copy.folder / ".venv" / "half-written"
    try:
        deadline = time.monotonic() + 30
        while not half_written.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert half_written.exists()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)

    copy.installer("exit 0")
    code, out, err = copy.run(*HELLO)
    assert (code, out) == (0, "hello\n"), err
    assert not half_written.exists()
    assert sorted(path.name for path in copy.folder.glob(".venv*")) == [".venv", ".venv.lock"]


def test_a_failed_set_up_falls_back_to_pip_then_fails_loudly_and_is_repeated(copy: Copy) -> None:
    copy.installer("exit 1")
    code, out, err = copy.run(*HELLO, PIP_NO_INDEX="1")
    assert (code, out) == (5, ""), err
    assert "uv could not install the packages; trying pip" in err
    assert "the set-up failed" in err
    copy.installer("exit 0")
    assert copy.run(*HELLO)[:2] == (0, "hello\n")


def test_a_vanished_interpreter_is_replaced(copy: Copy) -> None:
    copy.run(*HELLO)
    (copy.folder / ".venv" / "bin" / "python").unlink()
    assert copy.run(*HELLO)[:2] == (0, "hello\n")


def test_a_strange_folder_is_never_written_to(copy: Copy, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    code, _, err = copy.run(*HELLO, RISKFRAME_VENV=str(mine))
    assert code == 5
    assert "holds something else" in err
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]


def test_too_old_or_absent_python_is_one_sentence(copy: Copy) -> None:
    old = copy.tools / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    code, _, err = copy.run(*HELLO, PYTHON=str(old))
    assert (code, err) == (5, f"riskframe: PYTHON={old} is not a Python 3.11 or newer\n")
    (copy.tools / "python3").unlink()
    copy.installer("exit 1")
    code, _, err = copy.run(*HELLO)
    assert code == 5
    assert err.startswith("riskframe: needs Python 3.11 or newer; found none")
