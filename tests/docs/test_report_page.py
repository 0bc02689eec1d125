"""The page on the report names the sections that the report has, in their order."""

from __future__ import annotations

import re

from riskframe import assess, load_profile, load_rubric, render
from tests.docs.pages import DOCS, ROOT

NOT_SECTIONS = {"Contents", "Glossary", "This document"}
"""Parts of the report that need no advice."""


def test_the_sections_are_those_of_the_report() -> None:
    page = (DOCS / "how-to" / "read-the-report.md").read_text(encoding="utf-8")
    table = page.split("## Section by section\n")[1].split("\n## ")[0]
    named = [row.split("|")[1].strip() for row in table.splitlines() if row.startswith("|")][2:]
    rubric = load_rubric("seger-2023")
    profile = load_profile(ROOT / "examples" / "gpt-oss-120b.yaml")
    made = render(assess(profile, rubric), rubric, ["html"])["html"].decode()
    headings = [re.sub(r"<[^>]+>", "", h).strip() for h in re.findall(r"<h2[^>]*>(.*?)</h2>", made, re.DOTALL)]
    sections = [h for h in headings[headings.index("Options side by side") :] if h not in NOT_SECTIONS]
    assert named == sections
    for quoted in re.findall(r'"([A-Z][^"]+)"', page):
        assert quoted in headings
