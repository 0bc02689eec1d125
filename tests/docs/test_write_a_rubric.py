"""The page "Write a rubric in an hour", followed to the letter: what comes of it is a rubric that proves itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.console import Run, _made, blocks
from riskframe import assess, load_profile, load_rubric
from riskframe.loading.rubric_folder import read_rubric
from riskframe.proof.prove import prove
from tests.docs.pages import DOCS

PAGE = (DOCS / "how-to" / "write-a-rubric.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which every block of the page was carried out, in order."""
    folder = tmp_path_factory.mktemp("hour")
    run = Run(folder)
    assert len(list(_made(PAGE, run))) == len(blocks(PAGE)) > 12
    assert run.faults == []
    return folder


def test_the_page_writes_data_only() -> None:
    assert {block.language for block in blocks(PAGE)} == {"console", "yaml", "diff"}
    commands = [line[2:].split()[0] for b in blocks(PAGE) for line in b.text.splitlines() if line.startswith("$ ")]
    assert set(commands) == {"riskframe", "echo"}


def test_no_python_is_written(followed: Path) -> None:
    written = {p.suffix for p in followed.rglob("*") if p.is_file() and p.name != "rf" and ".tools" not in p.parts}
    assert written == {".yaml", ".md"}


def test_the_rubric_proves_itself_with_full_coverage(followed: Path) -> None:
    rubric = read_rubric(followed / "our-rubric", cases=True).rubric
    proof = prove(rubric)
    assert proof.problems == ()
    assert [case.name for case in proof.cases if not case.passed] == []
    assert proof.coverage.full_for_rules
    assert proof.coverage.missing == ()
    assert {rule.id for rule in rubric.folder.rules.rules} == {"untested", "unwatched"}


def test_the_rubric_decides(followed: Path) -> None:
    found = assess(load_profile(followed / "model.yaml"), load_rubric(followed / "our-rubric"))
    assert (found.start, found.aim, found.verdict) == ("api", "open", "insufficient_evidence")
    watched = (followed / "model.yaml").read_text(encoding="utf-8").replace("watch: {level: 3", "watch: {level: 2")
    (followed / "less.yaml").write_text(watched, encoding="utf-8")
    assert assess(load_profile(followed / "less.yaml"), load_rubric(followed / "our-rubric")).aim == "api"
