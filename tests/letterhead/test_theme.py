from __future__ import annotations

import pytest

from riskframe.letterhead.theme import ACCENT, DARK, FILL_IN_DARK, LINK_IN_DARK, PALE, Theme, contrast


def test_the_bundled_theme_can_be_read_in_light_and_dark() -> None:
    theme = Theme()
    assert contrast(theme.accent, PALE) >= 4.5
    assert contrast(theme.link_in_dark, DARK) >= 4.5
    assert (theme.link_in_dark, theme.fill_in_dark) == (LINK_IN_DARK, FILL_IN_DARK)


@pytest.mark.parametrize("accent", ["#000000", "#7a1f3d", "#00235b", "#0a5c0a", "#5b3000", "#1a1aff"])
def test_an_accent_without_its_dark_companion_gets_one_that_can_be_read(accent: str) -> None:
    theme = Theme(accent=accent)
    assert contrast(theme.link_in_dark, DARK) >= 4.5
    assert theme.fill_in_dark == accent
    assert accent != ACCENT


def test_a_dark_companion_that_is_given_is_taken() -> None:
    assert Theme(accent="#7a1f3d", dark="#f0b3c6").link_in_dark == "#f0b3c6"
