"""Links lead somewhere, and every page can be reached from the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, ROOT, anchors, links, name


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        file, _, fragment = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        there = place.is_relative_to(ROOT) and place.exists()
        if not there or (fragment and fragment not in anchors(place)):
            broken.append(target)
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = DOCS / "index.md"
    listed = {(DOCS / target.partition("#")[0]).resolve() for target in links(index)}
    missing = [name(p) for p in DOCS.rglob("*.md") if p != index and p.parent.name != "decisions" and p not in listed]
    assert missing == []


def test_every_decision_record_is_numbered_once() -> None:
    records = sorted(p.name for p in (DOCS / "decisions").glob("*.md"))
    assert [int(r[:4]) for r in records] == list(range(1, len(records) + 1))
    for record in records:
        first = (DOCS / "decisions" / record).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(f"# {int(record[:4])}. ")
