"""What the pages show is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.console import blocks, matches, run_page
from tests.docs.pages import PAGES, name

RUN = [page for page in PAGES if any(block.runs for block in blocks(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", RUN, ids=name)
def test_commands_print_what_the_page_shows(page: Path) -> None:
    _, faults = run_page(page.read_text(encoding="utf-8"))
    assert not faults, "read, then run: ./rf python -m docs.console --write\n" + "\n".join(faults)


def test_a_wrong_output_is_seen() -> None:
    text = "```console\n$ echo one\ntwo\n```\n"
    fresh, faults = run_page(text)
    assert len(faults) == 1
    assert fresh == "```console\n$ echo one\none\n```\n"


def test_a_failure_that_the_page_hides_is_seen() -> None:
    assert len(run_page("```console\n$ false\n```\n")[1]) == 1
    assert run_page("```console\n$ false\n$ echo $?\n1\n```\n")[1] == []


def test_files_are_written_and_changed() -> None:
    text = "```yaml a.yaml\nx: 1\ny: 2\n```\n\n```diff a.yaml\n-y: 2\n+y: 3\n```\n\n```console\n$ cat a.yaml\nx: 1\ny: 3\n```\n"
    assert run_page(text)[1] == []
    assert run_page(text.replace("-y: 2", "-y: 7"))[1] != []


def test_wrong_python_is_seen() -> None:
    assert run_page("```python\n>>> 1 + 1\n2\n```\n")[1] == []
    assert run_page("```python\n>>> 1 + 1\n3\n```\n")[1] != []


@pytest.mark.parametrize(
    ("shown", "found", "same"),
    [
        (["a", "..."], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "b", "c"], True),
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["..."], [], True),
        ([], ["a"], False),
    ],
)
def test_dots_stand_for_any_lines(shown: list[str], found: list[str], same: bool) -> None:
    assert matches(shown, found) is same
