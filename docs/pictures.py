"""Draws the pages of the board report that the README shows: `./rf python -m docs.pictures`. Needs PDF support."""

from __future__ import annotations

import sys
from pathlib import Path

IMAGES = Path(__file__).resolve().parent / "images"
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "gpt-oss-120b.yaml"
SHOWN = {
    "report-page-1.png": "Recommendation",
    "report-paths.png": "What each release would add",
    "report-change.png": "Is the answer",
}
"""Picture -> words that stand on its page and on no page before it."""
SCALE = 1.6
"""Pixels per point."""
COLOURS = 64


def decision() -> str:
    """What the pictures show, in a line that is kept inside them."""
    from riskframe import assess, load_profile, load_rubric

    assessment = assess(load_profile(EXAMPLE), load_rubric("seger-2023"))
    return f"start {assessment.start}, aim {assessment.aim}, {assessment.verdict}"


def main() -> int:
    """Write the pictures."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    from riskframe import assess, load_profile, load_rubric, render

    profile, rubric = load_profile(EXAMPLE), load_rubric("seger-2023")
    made = render(assess(profile, rubric, analysis=True), rubric, ["pdf"])["pdf"]
    document = pypdfium2.PdfDocument(made)
    texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    IMAGES.mkdir(exist_ok=True)
    for name, words in SHOWN.items():
        page = document[next(i for i, text in enumerate(texts) if words in text)]
        about = PngInfo()
        about.add_text("Description", decision())
        picture = page.render(scale=SCALE).to_pil().convert("RGB").quantize(COLOURS)
        picture.save(IMAGES / name, optimize=True, pnginfo=about)
        sys.stdout.write(f"docs/images/{name}: {(IMAGES / name).stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
