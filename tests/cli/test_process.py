"""Whole processes: exit codes, streams, pipes, interruption, and what is not imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL

PYTHON = [sys.executable, "-m", "riskframe"]
MODEL = str(SMALL / "model.yaml")
RUBRIC = ["-r", str(SMALL)]


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    options: dict[str, object] = {"capture_output": True, "text": True, "timeout": 60} | more
    return subprocess.run([*PYTHON, *arguments], check=False, **options)  # type: ignore[call-overload, no-any-return]


def in_python(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **more},
    )


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("riskframe 0.")


@pytest.mark.parametrize("arguments", [["frob"], ["assess"], ["assess", "--frob"], ["explain", "nothing-of-that-name"]])
def test_a_wrong_command_line_is_2(arguments: list[str]) -> None:
    done = process(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


BREAK = """
import sys
import riskframe.loading.profile_file as place
def broken(*_): raise {error}
place.read_profile = broken
from riskframe.cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ("assess", "KeyError('secret')"),
        ("gate", "RecursionError()"),
        ("check", "MemoryError()"),
        ("assess", "AssertionError('x\\ny')"),
        ("gate", "OSError(5, 'bad disk')"),
    ],
)
def test_every_uncaught_exception_is_5_with_one_line_and_how_to_report(command: str, error: str) -> None:
    """Python itself would exit with 1, which means "not supported"."""
    done = in_python(BREAK.format(error=error), command, MODEL, *RUBRIC)
    assert done.returncode == 5
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert first.startswith(f"riskframe: internal error: {error.split('(', maxsplit=1)[0]}")
    assert "report" in second
    assert "--debug" in second


def test_debug_shows_the_traceback() -> None:
    done = in_python(BREAK.format(error="KeyError('secret')"), "assess", "--debug", MODEL, *RUBRIC)
    assert "Traceback" in done.stderr
    assert "secret" in done.stderr
    done = in_python(BREAK.format(error="KeyError('secret')"), "assess", MODEL, *RUBRIC, RISKFRAME_DEBUG="1")
    assert "Traceback" in done.stderr


def test_a_broken_installation_is_5() -> None:
    code = (
        "import sys; sys.modules['typer'] = None\nfrom riskframe.cli.__main__ import main\nsys.exit(main(['--help']))"
    )
    done = in_python(code)
    assert done.returncode == 5
    assert done.stderr.startswith("riskframe: internal error: ModuleNotFoundError")


def test_a_missing_rubric_folder_of_the_installation_is_5() -> None:
    code = (
        "import sys, riskframe.bundled as b\n"
        "def gone(name): raise b.BundleMissing('riskframe is installed without its rubrics')\n"
        "b.bundled_dir = gone\n"
        "from riskframe.cli.__main__ import main\nsys.exit(main(['rubric', 'list']))"
    )
    done = in_python(code)
    assert done.returncode == 5
    assert done.stderr == "riskframe: riskframe is installed without its rubrics\n"


def test_ctrl_c_is_130_without_a_traceback(tmp_path: Path) -> None:
    code = (
        # Where the tests run in the background, Ctrl-C is ignored from the start, and children inherit that.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys, time\nimport riskframe.loading.profile_file as place\n"
        "def slow(*_):\n    print('reading', file=sys.stderr, flush=True)\n    time.sleep(60)\n"
        "place.read_profile = slow\nfrom riskframe.cli.__main__ import main\nsys.exit(main(sys.argv[1:]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "assess", MODEL, *RUBRIC, "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert running.stderr.readline() == "reading\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == ""
    assert err == "riskframe: interrupted\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("command", "code"), [("assess", 0), ("gate", 4), ("--help", 0), ("rubric show", 0), ("check", 0)]
)
def test_a_reader_that_goes_away_is_no_fault_and_changes_no_exit_code(command: str, code: int) -> None:
    files = [MODEL, *RUBRIC] if command in ("assess", "gate", "check") else []
    more = ["--today", "2026-02-01"] if command == "gate" else []
    with subprocess.Popen(
        [*PYTHON, *command.split(), *files, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read().decode()
    assert running.returncode == code
    assert "Traceback" not in err
    assert "Broken" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "arguments", [["assess", MODEL, *RUBRIC], ["assess", MODEL, *RUBRIC, "-f", "json"], ["--help"]]
)
def test_a_full_disk_behind_standard_output_is_5(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = process(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 5
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_closed_standard_streams_are_survived() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m riskframe assess {MODEL} -r {SMALL} >&-"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 5
    assert b"standard output is closed" in done.stderr
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m riskframe assess frob.yaml -r {SMALL} 2>&-"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3


MODULES = "import sys\nfrom riskframe.cli.__main__ import main\ncode = main(sys.argv[1:])\nprint('\\n' + ' '.join(sys.modules))\nsys.exit(code)"
HEAVY = {"networkx", "jinja2", "weasyprint", "rich", "numpy"}


def loaded(*arguments: str) -> set[str]:
    done = in_python(MODULES, *arguments)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("files", [[MODEL, *RUBRIC], [str(SMALL.parents[2] / "examples" / "minimal.yaml")]])
def test_a_json_assessment_imports_nothing_heavy(files: list[str]) -> None:
    assert not loaded("assess", *files, "-f", "json") & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["assess", "--help"], ["rubric", "--help"], ["--version"]])
def test_help_imports_typer_and_nothing_else_of_weight(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    # typer itself imports pydantic as soon as it reads the parameters of a command.
    assert not modules & (HEAVY | {"yaml"} | ({"pydantic"} if arguments == ["--help"] else set()))
    ours = {m for m in modules if m.startswith("riskframe.") and not m.startswith("riskframe.cli")}
    assert ours == {"riskframe.version"}


def test_the_installed_command_and_the_module_are_the_same() -> None:
    script = Path(sys.executable).parent / "riskframe"
    if not script.exists():
        pytest.skip("riskframe is not installed here, only on the path")
    one = subprocess.run([script, "assess", MODEL, *RUBRIC, "-f", "json"], capture_output=True, check=True)
    other = process("assess", MODEL, *RUBRIC, "-f", "json")
    assert json.loads(one.stdout) == json.loads(other.stdout)


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    made = {
        process("assess", MODEL, *RUBRIC, "-f", "json", env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in "012"
    }
    assert len(made) == 1


def test_completion_is_offered() -> None:
    done = process("--show-completion", env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert "Traceback" not in done.stderr
    words = {"_RISKFRAME_COMPLETE": "complete_bash", "COMP_WORDS": "riskframe ass", "COMP_CWORD": "1"}
    done = process(env={**os.environ, **words})
    assert done.stdout.split() == ["assess"]
    words = {"_RISKFRAME_COMPLETE": "complete_bash", "COMP_WORDS": "riskframe assess -r seg", "COMP_CWORD": "3"}
    done = process(env={**os.environ, **words})
    assert done.stdout.split() == ["seger-2023"]


def test_start_up_does_not_wait_for_anything() -> None:
    """A guard against an import that reaches for the network or a lock, not a benchmark (benchmarks/startup.py)."""
    started = time.perf_counter()
    process("--version")
    assert time.perf_counter() - started < 20
