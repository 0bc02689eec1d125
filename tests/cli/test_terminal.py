"""What somebody sees: riskframe in a pseudo-terminal of a given size."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import sys
import time
from pathlib import Path

import pytest

from riskframe.cli.console import Console
from riskframe.cli.look.style import Style, cells, fitted, wants_colour
from tests.cli.conftest import SMALL

pty = pytest.importorskip("pty")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

MODEL = str(SMALL / "model.yaml")
RUBRIC = ["-r", str(SMALL)]
ESCAPE = re.compile(r"\x1b\[[0-9;]*[mK]")


def on_a_terminal(
    *arguments: str, width: int = 80, typed: tuple[str, ...] = (), code: str | None = None,
    variables: dict[str, str] | None = None,
) -> tuple[int, str]:  # fmt: skip
    """Exit code and screen. Each entry of `typed` is sent as soon as a prompt (text without a newline) waits."""
    command = ["-c", code] if code else ["-m", "riskframe"]
    child, terminal = pty.fork()
    if child == 0:
        # Where the tests run in the background, Ctrl-C is ignored from the start, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # The environment is handed over: readline, where it is loaded, puts COLUMNS into the process's own behind our back.
        environ = {**os.environ, "TERM": "xterm", **(variables or {})}
        os.execve(sys.executable, [sys.executable, *command, *arguments], environ)  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    screen, waiting, ends = b"", list(typed), time.monotonic() + 60
    sent, quiet = "", 0
    while time.monotonic() < ends:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            screen += piece
            quiet = 0
        elif screen.endswith(b": "):
            quiet += 1
            # On a busy machine what is typed may come before the prompt listens and be lost: it echoes nothing.
            if quiet % 10 == 1 and (sent or waiting):
                sent = waiting.pop(0) if quiet == 1 and waiting else sent
                os.write(terminal, sent.encode())
    else:
        os.kill(child, signal.SIGKILL)  # else a prompt that nobody answers would wait for ever
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), screen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize(
    "arguments", [["assess", MODEL, *RUBRIC], ["explain", "why-not", "open_weights", MODEL, *RUBRIC]]
)
def test_no_line_wraps_at_any_width(width: int, arguments: list[str]) -> None:
    code, screen = on_a_terminal(*arguments, width=width)
    assert code == 0
    lines = [line for line in ESCAPE.sub("", screen).splitlines() if MODEL not in line]
    assert max(map(len, lines)) < width


def test_colour_on_a_terminal_and_the_decision_in_three_lines() -> None:
    _, screen = on_a_terminal("assess", MODEL, *RUBRIC)
    assert "\x1b[1m" in screen
    assert ESCAPE.sub("", screen).splitlines()[:3] == [
        "Staged release, starting at API or hosted use",
        "aim: gated weights · proposed open_weights: insufficient evidence",
        "held at 2 by as_released and bypass; 2 ratings unknown",
    ]


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"RISKFRAME_COLOUR": "never"}])
def test_no_colour_where_it_is_not_wanted(variables: dict[str, str]) -> None:
    _, screen = on_a_terminal("assess", MODEL, *RUBRIC, variables=variables)
    assert "\x1b" not in screen


def test_a_diagnostic_on_a_terminal(tmp_path: Path) -> None:
    broken = tmp_path / "m.yaml"
    broken.write_text("riskframe: 2\n", encoding="utf-8")
    code, screen = on_a_terminal("check", str(broken), *RUBRIC)
    assert code == 3
    assert "\x1b[1;31merror" in screen


def test_an_ascii_terminal_gets_ascii() -> None:
    _, screen = on_a_terminal("assess", MODEL, *RUBRIC, variables={"PYTHONIOENCODING": "ascii"})
    assert screen.isascii()
    assert "I4>A2" in ESCAPE.sub("", screen)


def test_init_asks_on_a_terminal_and_goes_on_after_ctrl_c(tmp_path: Path) -> None:
    target = str(tmp_path / "m.yaml")
    code, screen = on_a_terminal("init", target, *RUBRIC, typed=("Mine\n", "Us\n", "\x03"), variables={"CI": ""})
    assert code == 130
    assert "1/19  Name of the model" in ESCAPE.sub("", screen)
    assert "saved; 17 questions are open." in screen
    assert "Traceback" not in screen
    text = Path(target).read_text(encoding="utf-8")
    assert "  name: Mine\n" in text
    assert "  developer: Us\n" in text
    code, screen = on_a_terminal("init", target, *RUBRIC, typed=("q\n",), variables={"CI": ""})
    assert code == 0
    assert "17 of 19 questions are open." in screen
    assert "Name of the model" not in screen


def test_in_ci_nothing_is_asked(tmp_path: Path) -> None:
    code, screen = on_a_terminal("init", str(tmp_path / "m.yaml"), *RUBRIC, variables={"CI": "true"})
    assert code == 0
    assert "Name of the model" not in screen
    assert (tmp_path / "m.yaml").exists()


SLOW = """
import sys, time
import riskframe.loading.rubric_folder as place
load = place.load_rubric
def slow(name, **more):
    time.sleep(1.6)
    return load(name, **more)
place.load_rubric = slow
from riskframe.cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_what_takes_long_is_said_on_a_terminal_and_taken_back() -> None:
    code, screen = on_a_terminal("check", MODEL, *RUBRIC, code=SLOW, variables={"CI": ""})
    assert code == 0
    assert "Reading the rubric …\r\x1b[2K" in screen
    _, screen = on_a_terminal("check", MODEL, *RUBRIC, code=SLOW, variables={"CI": "1"})
    assert "Reading the rubric" not in screen


SLOW_ANALYSIS = """
import sys, time
import riskframe.sensitivity.analyse as place
agreement = place.agreement
def slow(found):
    time.sleep(1.6)
    return agreement(found)
place.agreement = slow
from riskframe.cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_bar_says_how_far_the_analysis_is_and_goes_away() -> None:
    code, screen = on_a_terminal("assess", MODEL, *RUBRIC, "--analysis", code=SLOW_ANALYSIS, variables={"CI": ""})
    assert code == 0
    assert re.search(r"\rAssessing ━+─+ 5/7 [^\r]*: assessors", screen)
    rest = screen.partition("Assessing")[2]
    assert rest.index("\r\x1b[2K") < rest.index("aim:")
    assert "Assessing" not in rest[rest.index("aim:") :]
    _, screen = on_a_terminal("assess", MODEL, *RUBRIC, "--analysis", code=SLOW_ANALYSIS, variables={"CI": "1"})
    assert "Assessing" not in screen


def test_ctrl_c_in_the_middle_takes_the_bar_back() -> None:
    stopped = SLOW_ANALYSIS.replace(
        "time.sleep(1.6)", "time.sleep(1.6); import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    )
    code, screen = on_a_terminal("assess", MODEL, *RUBRIC, "--analysis", code=stopped, variables={"CI": ""})
    assert code == 130
    assert re.search(r"5/7 [^\r]*: assessors[^\r]*\r\x1b\[2Kriskframe: interrupted\n\Z", screen)


def test_lines_beside_a_bar_stand_on_their_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskframe.cli.console._is_terminal", lambda _: True)
    console = Console("never", {})
    with console.progress("Working", 4, after=0) as step:
        time.sleep(0.2)
        step("first")
        console.say("a warning")
        step("second")
        with console.progress("Inner", 2, after=0) as inner:
            inner("unseen")
    said = capsys.readouterr().err
    assert "first\r\x1b[2Ka warning\n" in said
    assert "1/4 second" in said
    assert "Inner" not in said
    assert said.endswith("\r\x1b[2K")


def test_bytes_are_counted_as_a_share_of_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskframe.cli.console._is_terminal", lambda _: True)
    with Console("never", {}).counted("Hashing model", after=0) as told:
        assert told is not None
        time.sleep(0.7)
        told(3_000_000_000, 4_000_000_000)
    said = capsys.readouterr().err
    assert re.search(r"Hashing model ━{15}─{5} 75 % of 4\.0 GB, \d+ MB/s\r\x1b\[2K\Z", said)
    monkeypatch.setattr("riskframe.cli.console._is_terminal", lambda _: False)
    with Console("never", {}).counted("Hashing model") as told:
        assert told is None


def test_a_name_cannot_steer_the_terminal_through_the_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskframe.cli.console._is_terminal", lambda _: True)
    with Console("never", {}).progress("Working", 4, after=0) as step:
        time.sleep(0.2)
        step("evil\x1b]0;title\x07")
    assert "\x1b]" not in capsys.readouterr().err


def test_who_gets_colour() -> None:
    for choice, environ, terminal, expected in [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ]:
        assert wants_colour(choice, environ, terminal=terminal) is expected, (choice, environ, terminal)


def test_text_is_measured_in_cells() -> None:
    assert cells("模型") == 4
    assert cells("e\u0301") == 1
    assert fitted("模型名", 5) == "模型…"
    assert fitted("ab", 4) == "ab  "
    assert fitted("ab", 4, right=True) == "  ab"
    wrapped = Style(width=20).wrap("模型 " * 12, first="- ")
    assert max(cells(line) for line in wrapped.splitlines()) <= 22
