"""The bundled fonts: unmodified (their licence reserves the name for unmodified files), and able to show a report."""

from __future__ import annotations

import hashlib

import pytest
from fontTools.ttLib import TTFont

from riskframe.bundled import bundled_dir

FONTS = bundled_dir("templates") / "fonts"
# Digests of IBM's own files, version 3.005; templates/fonts/README.md tells where they come from.
DIGESTS = {
    "IBMPlexSans-Italic.ttf": "6f3aa70d42af2038c06455bb0107705f11d4aee52093a2a379c9168f6528de51",
    "IBMPlexSans-Regular.ttf": "94609556a8099f16dc15c1984415eca6784dccbe7a0e7580a07a077dd278d1ea",
    "IBMPlexSans-SemiBold.ttf": "1935fb2ff9753e7c10b0020f3ba4c463824b187caef4feb8edfdadfae7cf88a3",
}
PRINTED = "≥≤×→←↑↓✓–—−‑“”‘’…·•§°±≈≠∞Δαβμ½éüßçñŁŐŽЖ€"


def test_the_folder_holds_these_fonts_and_their_licence() -> None:
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")} == DIGESTS
    licence = (FONTS / "LICENSE-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert 'Reserved Font Name "Plex"' in licence


@pytest.mark.parametrize("name", DIGESTS)
def test_each_font_is_whole_may_be_embedded_and_has_what_reports_print(name: str) -> None:
    font = TTFont(FONTS / name, checkChecksums=2)
    assert font["name"].getBestFamilyName() == "IBM Plex Sans"
    assert font["OS/2"].fsType == 0, "embedding is not restricted"
    glyphs = font.getBestCmap()
    assert [character for character in PRINTED if ord(character) not in glyphs] == []
