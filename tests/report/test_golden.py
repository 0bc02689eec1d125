"""The whole reports of a small profile, as a reader gets them. tests/report/golden/README.md says how to renew them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riskframe.report.render import Format, render
from tests.report.small import small_analysed, small_rubric

GOLDEN = Path(__file__).parent / "golden"
FILES: dict[Format, str] = {
    "markdown": "small.md",
    "html": "small.html",
    "csv": "evidence.csv",
    "options_csv": "options.csv",
}


@pytest.mark.parametrize("name", FILES)
def test_the_report_is_as_it_was_last_read(name: Format) -> None:
    made = render(small_analysed(), small_rubric(), [name])[name]
    path = GOLDEN / FILES[name]
    if os.environ.get("RISKFRAME_WRITE_GOLDEN"):
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("small.*")), ids=lambda p: p.name)
def test_no_report_says_safe_or_compliant_or_gives_a_bare_percentage(path: Path) -> None:
    import re

    said = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    # "not a finding of safety" is what a report has to say; the words themselves it never claims.
    assert re.findall(r"\b(?:un)?safe\b|\bcompliant\b|\bcompliance\b|\d\s*%", said, flags=re.IGNORECASE) == []
