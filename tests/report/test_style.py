from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from riskframe.bundled import bundled_dir
from riskframe.letterhead.theme import Theme, contrast
from riskframe.report.charts.svg import BARRIER_FILL, BARRIER_INK, INK, PAPER, SOFT, ZONE_FILL, ZONE_INK
from riskframe.report.csv import FORMULA, harmless
from riskframe.report.plaintext import clean, one_line, shortened
from riskframe.report.render import render
from riskframe.report.style import Style
from riskframe.report.templating import css_text, prose
from tests.report.small import small_assessment, small_rubric


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((BARRIER_INK[i], BARRIER_FILL[i]) for i in range(1, 6)),
        *((ZONE_INK[z], ZONE_FILL[z]) for z in ZONE_FILL),
        (INK, PAPER),
        (SOFT, PAPER),
        (SOFT, "#f4f6f8"),
        (SOFT, "#e6eef0"),
    ],
)
def test_text_in_pictures_can_be_read(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= 4.5


def palette(sheet: str, which: int) -> dict[str, str]:
    """The custom properties of a style sheet's `:root`, of the first (light) or second (dark) palette."""
    text = (bundled_dir("templates") / "report" / "css" / sheet).read_text(encoding="utf-8")
    theme = Theme()
    for name in ("accent", "fill_in_dark", "link_in_dark"):
        text = text.replace(f"{{{{ theme.{name} }}}}", getattr(theme, name))
    block = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[which]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("colours", [palette("shared.css", 0), palette("screen.css", 0)], ids=["light", "dark"])
def test_text_on_the_page_can_be_read_in_both_palettes(colours: dict[str, str]) -> None:
    for ink in ("ink", "soft", "link", "ok", "mid", "bad"):
        assert contrast(colours[ink], colours["paper"]) >= 4.5, ink
    for zone in ("ok", "mid", "bad"):
        assert contrast(colours[zone], colours[f"{zone}-pale"]) >= 4.5, zone
        assert contrast(colours["soft"], colours[f"{zone}-pale"]) >= 4.5, zone
    assert contrast(colours["soft"], colours["pale"]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def html(theme: Theme) -> str:
    return render(small_assessment(), small_rubric(), ["html"], theme=theme)["html"].decode()


def test_a_theme_brings_its_colour_and_its_letterhead() -> None:
    made = html(Theme(accent="#7a1f3d", letterhead="Board of <Example> & Co"))
    assert "--accent: #7a1f3d" in made
    assert "Board of &lt;Example&gt; &amp; Co" in made


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"accent": "red"}, "#rrggbb"),
        ({"accent": "#fff"}, "#rrggbb"),
        ({"accent": "#ffd700"}, "too light"),
        ({"accent": "#000000;} body{display:none"}, "#rrggbb"),
        ({"accent": "#767676"}, "too light"),
        ({"letterhead": "x" * 121}, "120"),
        ({"dark": "#7a1f3d"}, "too dark"),
        ({"dark": "navy"}, "#rrggbb"),
    ],
)
def test_a_theme_that_cannot_be_used_is_refused(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Theme(**wrong)


@pytest.mark.parametrize("wrong", [{"paper": "a5"}, {"audience": "everyone"}])
def test_paper_and_audience_are_those_that_there_are(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="there is"):
        Style(**wrong)


def test_the_technical_report_adds_rationales_to_the_page() -> None:
    from riskframe.report.html import to_html
    from riskframe.report.view.build import view_of
    from riskframe.report.words import words

    view = view_of(small_assessment(), small_rubric(), words())
    assert "Expert help needed." not in to_html(view, Style(), "page")
    assert "Expert help needed." in to_html(view, Style(audience="technical"), "page")


def test_a_name_in_the_running_foot_cannot_leave_its_string() -> None:
    assert css_text('a"; } body { x: url(y) } \\ </style>\n') == (
        "a\\22 ; \\7d  body \\7b  x: url(y) \\7d  \\5c  \\3c /style\\3e \\a "
    )


def test_names_in_backticks_are_set_as_such_and_nothing_else_is_marked_up() -> None:
    assert prose("set `a_b` & <b>`c`</b>", 100) == (
        "set <code>a_b</code> &amp; &lt;b&gt;<code>c</code>&lt;/b&gt;"
    )  # fmt: skip
    assert prose("one ` alone", 100) == "one ` alone"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\r\nb\rc\u2028d", "a\nb\nc\nd"), ("x\x00\x1b[31my", "x[31my"), ("\u202eabc", "abc"), ("tab\tstays", "tab\tstays"),
     ("é漢🙂", "é漢🙂"), ("half \ud800 a character", "half ? a character")],
)  # fmt: skip
def test_texts_are_cleaned_of_what_is_not_seen(given: str, kept: str) -> None:
    assert clean(given) == kept


def test_texts_are_cut_at_a_word_and_say_so() -> None:
    assert shortened("many small words in a row", 20) == "many small words…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
    assert shortened("short", 10) == "short"
    assert one_line(" a \n\n b ") == "a b"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "＋1", "－1", "＠x"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not harmless(cell).startswith(FORMULA)
    assert not re.search(r";\s*[=+@-]", harmless(f"before; {cell.strip()}"))


def test_every_template_is_used() -> None:
    folder = bundled_dir("templates") / "report"
    sources = "\n".join(p.read_text(encoding="utf-8") for p in folder.rglob("*.j2"))
    code = "\n".join(
        p.read_text(encoding="utf-8")
        for package in ("report", "portfolio")
        for p in (Path(__file__).parents[2] / "riskframe" / package).rglob("*.py")
    )
    for path in folder.rglob("*.html.j2"):
        name = path.relative_to(folder).as_posix()
        assert f'"{name}"' in sources + code, name
