"""Help texts: complete, readable, and the same in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs import commands as docs_page
from riskframe.cli.app import command
from riskframe.gate.codes import ExitCode
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def leaves(one: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    below = getattr(one, "commands", None)
    if below is None:
        yield path
    for name, sub in (below or {}).items():
        yield from leaves(sub, (*path, name))


COMMANDS = list(leaves(command()))


def test_every_command_of_the_design_is_there() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "assess", "card", "check", "compare", "demo", "doctor", "explain", "gate", "history", "import", "init", "jurisdictions", "manifest", "mot read", "mot write", "plan", "portfolio generate", "portfolio pack", "portfolio run", "portfolio show", "rubric check", "rubric diff", "rubric list", "rubric lock", "rubric new", "rubric show", "rubric test", "schema", "verify", "waivers", "whatif",
    }  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_shows_it(rf: Run, path: tuple[str, ...]) -> None:
    done = rf(*path, "--help")
    assert done.code == 0
    usage, _, first = done.out.split("\n")[:3]
    assert usage.startswith(f"Usage: riskframe {' '.join(path)} ")
    assert re.match(r"  [A-Z].+[.,]?", first)
    assert f"    riskframe {' '.join(path)}" in done.out, "an example"
    assert max(map(len, done.out.splitlines())) <= 90
    assert "<list" not in done.out
    assert "<str>" not in done.out


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_examples_use_only_options_that_exist(rf: Run, path: tuple[str, ...]) -> None:
    text = rf(*path, "--help").out
    known = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", text[text.index("Options:") :]))
    example = text[text.index("Example") : text.index("Options:")]
    used = {
        word
        for line in example.splitlines()
        if "riskframe" in line
        for word in re.findall(r"(?<=\s)--?[a-z][\w-]*", line.split("|")[0])
    }
    assert used <= known


def test_short_texts_are_not_cut(rf: Run) -> None:
    for arguments in (["--help"], ["rubric", "--help"]):
        assert "..." not in rf(*arguments).out.split("Commands:")[1]


def test_every_exit_code_is_in_the_help_and_on_its_page(rf: Run) -> None:
    text = rf("--help").out
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert re.search(rf"(^| ){int(code)} [a-z]", text, re.MULTILINE)
        assert f"| {int(code)} |" in page


def test_the_page_about_the_command_line_is_fresh() -> None:
    """Otherwise: ./rf python -m docs.commands"""
    assert docs_page.PAGE.read_text(encoding="utf-8") == docs_page.page()
    assert docs_page.main(["--check"]) == 0


def test_no_arguments_show_the_help(rf: Run) -> None:
    done = rf()
    assert done.code == 2
    assert "Usage: riskframe" in done.out + done.err
