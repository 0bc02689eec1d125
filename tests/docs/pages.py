"""What the tests of the docs share: the pages and their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.describe import anchor

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

_FENCED = re.compile(r"^(```|~~~).*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCED.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> Iterator[str]:
    """Targets of a page's links, those to other hosts left out."""
    for target in _LINK.findall(prose(page)):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def anchors(page: Path) -> set[str]:
    text = prose(page)
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    found: dict[str, int] = {}
    names = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in headings:
        plain = anchor(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        count = found.get(plain, 0)
        found[plain] = count + 1
        names.add(f"{plain}-{count}" if count else plain)
    return names
