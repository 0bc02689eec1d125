"""`riskframe card`: the decision in a model card, and nothing else in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.loading.markers import BEGIN, END
from tests.cli.conftest import Run, changed


@pytest.fixture
def readme(clean: Path) -> Path:
    path = clean / "README.md"
    path.write_bytes(b"---\r\nlicense: mit\r\n---\r\n# Sample\r\n")
    return path


def test_the_section_is_added_once_and_then_kept_up_to_date(rf: Run, small: Path, readme: Path) -> None:
    original = readme.read_bytes()
    done = rf("card", small)
    assert (done.code, done.out, done.err) == (0, "", "wrote README.md\n")
    first = readme.read_bytes()
    assert first.startswith(original)
    assert b"\r\n## Sample: Staged release, starting at API or hosted use\r\n" in first
    assert first.count(BEGIN) == first.count(END) == 1
    assert b"Left out: " in first
    stamp = readme.stat().st_mtime_ns
    assert rf("card", small).err == "README.md says so already\n"
    assert (readme.read_bytes(), readme.stat().st_mtime_ns) == (first, stamp)
    readme.write_bytes(first + b"\r\nmore by hand")
    changed(small, "as_modified: {lo: 2, best: 3, hi: 3}", "as_modified: {lo: 2, best: 2, hi: 2}")
    assert rf("card", small).code == 0
    third = readme.read_bytes()
    assert third != first
    assert third.startswith(original)
    assert third.endswith(END + b"\r\n\r\nmore by hand")


def test_a_name_cannot_end_the_section(rf: Run, small: Path, readme: Path) -> None:
    changed(small, "name: Sample,", 'name: "<!-- riskframe:end --> x\\n<!-- riskframe:begin -->",')
    assert rf("card", small).code == 0
    first = readme.read_bytes()
    assert first.count(END) == 1
    assert rf("card", small).err == "README.md says so already\n"


def test_broken_markers_and_a_missing_card_are_told_and_nothing_is_written(rf: Run, small: Path, readme: Path) -> None:
    readme.write_bytes(b"# Sample\n" + BEGIN + b"\n")
    done = rf("card", small)
    assert done.code == 3
    assert "README.md:2:1: error E153: nothing ends the section that begins here" in done.err
    assert readme.read_bytes() == b"# Sample\n" + BEGIN + b"\n"
    assert "error E101" in rf("card", small, "--into", "nowhere.md").err


def test_a_broken_profile_touches_no_card(rf: Run, small: Path, readme: Path) -> None:
    original = readme.read_bytes()
    changed(small, "riskframe: 1", "riskframe: 2")
    assert rf("card", small).code == 3
    assert readme.read_bytes() == original
