"""The pictures are there, small, and show the decision that is made today."""

from __future__ import annotations

import pytest
from PIL import Image

from docs.pictures import IMAGES, SHOWN, decision
from tests.docs.pages import DOCS, ROOT


@pytest.mark.parametrize("name", SHOWN)
def test_pictures_are_small_and_fresh(name: str) -> None:
    picture = IMAGES / name
    assert picture.stat().st_size <= 200_000
    with Image.open(picture) as opened:
        assert opened.info["Description"] == decision(), "run: ./rf python -m docs.pictures"


def test_pictures_are_shown_with_words_for_those_who_cannot_see_them() -> None:
    shown = (ROOT / "README.md").read_text("utf-8") + (DOCS / "how-to" / "read-the-report.md").read_text("utf-8")
    for name in SHOWN:
        before = shown.split(f"images/{name})")[0]
        assert len(before.rsplit("![", 1)[1]) > 20
