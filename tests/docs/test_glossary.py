"""One word, one meaning, and every word that the method leans on is explained."""

from __future__ import annotations

import re

from riskframe.report.languages.en import CATALOGUE
from tests.docs.pages import DOCS, prose


def terms() -> list[str]:
    rows = re.findall(r"^\| (.+?) \| .+ \| .* \|$", prose(DOCS / "glossary.md"), re.MULTILINE)
    return [row for row in rows if row != "term"]


def singular(term: str) -> str:
    """A term as the glossary would list it: lower case but for abbreviations, and without a plural ending."""
    word = term if term.isupper() else term.lower()
    for ending, instead in (("ies", "y"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


def test_no_term_is_listed_twice_and_they_are_in_order() -> None:
    listed = [term.lower() for term in terms()]
    assert len(listed) > 60
    assert listed == sorted(set(listed))


def test_every_bold_word_of_the_method_is_in_the_glossary() -> None:
    known = {singular(word) for term in terms() for word in (term, *term.split(", "))}
    bold = re.findall(r"\*\*(.+?)\*\*", prose(DOCS / "explanation" / "method.md"))
    words = {singular(b) for b in bold if not b.endswith(".")}
    assert len(words) > 40
    assert {w for w in words if w not in known} - {"paper", "literature", "design", "subsequent", "standing"} == set()


def test_the_words_of_the_reports_glossary_are_here() -> None:
    number = 1
    known = {singular(term) for term in terms()}
    while f"glossary.{number}.term" in CATALOGUE:
        for term in CATALOGUE[f"glossary.{number}.term"].split(", "):
            assert singular(term) in known
        number += 1
    assert number > 10
