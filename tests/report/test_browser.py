"""The HTML report in a real browser: what it does, what it asks for, and what axe-core finds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from riskframe import Theme, assess, load_profile, load_rubric, render
from riskframe.letterhead.logo import logo_of
from riskframe.letterhead.variants import Audience
from tests.report.browser import Browser, axe, running
from tests.report.small import small_assessment, small_rubric
from tests.report.test_hostile import ATTACKS, attacked

pytestmark = pytest.mark.browser

EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").glob("*.yaml") if p.name != "history.yaml")
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#7a1f3d"/></svg>'


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with running() as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


def small(folder: Path, name: str = "small", **how: Any) -> Path:
    path = folder / f"{name}.html"
    if not path.exists():
        path.write_bytes(render(small_assessment(), small_rubric(), ["html"], **how)["html"])
    return path


@cache
def assessed(example: Path) -> Any:
    return assess(load_profile(example), load_rubric("seger-2023"), analysis=example.stem == "gpt-oss-120b")


def report(folder: Path, example: Path, audience: Audience) -> Path:
    path = folder / f"{example.stem}-{audience}.html"
    if not path.exists():
        path.write_bytes(render(assessed(example), load_rubric("seger-2023"), ["html"], audience=audience)["html"])
    return path


def findings(tab: Browser) -> list[str]:
    """What axe-core calls serious or critical."""
    tab.run(axe())
    found = tab.run(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
        ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
        ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("audience", "dark", "width"),
    [("board", False, 1280), ("public", True, 1280), ("technical", False, 390)],
    ids=["board-light", "public-dark", "technical-phone"],
)
def test_axe_finds_nothing_serious(tab: Browser, folder: Path, audience: Audience, dark: bool, width: int) -> None:
    tab.show(small(folder, audience, audience=audience), dark=dark, width=width)
    assert findings(tab) == []


def test_axe_finds_nothing_serious_in_a_whole_report(tab: Browser, folder: Path) -> None:
    """One example by day; all of them, for every audience, in light and dark, at night."""
    tab.show(report(folder, next(e for e in EXAMPLES if e.stem == "gpt-oss-120b"), "board"), dark=True)
    assert findings(tab) == []


@pytest.mark.nightly
@pytest.mark.parametrize("audience", get_args(Audience))
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.stem)
def test_axe_finds_nothing_serious_in_any_variant(
    tab: Browser, folder: Path, example: Path, audience: Audience, dark: bool
) -> None:
    tab.show(report(folder, example, audience), dark=dark)
    assert findings(tab) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_theme_with_a_logo_is_shown_and_can_be_read(tab: Browser, folder: Path, dark: bool) -> None:
    theme = Theme(accent="#7a1f3d", letterhead="Board of Example", logo=logo_of(LOGO))
    tab.show(small(folder, "themed", theme=theme), dark=dark)
    assert tab.run("document.querySelector('img.logo').naturalWidth") > 0
    assert tab.errors == []
    assert findings(tab) == []


def test_axe_would_find_what_is_wrong(tab: Browser, folder: Path) -> None:
    bad = folder / "bad.html"
    bad.write_text("<html><title>x</title><img src=''><p style='color:#ccc;background:#fff'>pale</p>", encoding="utf-8")
    tab.show(bad)
    assert {f.split(":")[0] for f in findings(tab)} >= {"html-has-lang", "image-alt", "color-contrast"}


def test_it_asks_for_nothing_and_breaks_no_policy(tab: Browser, folder: Path) -> None:
    path = small(folder)
    tab.show(path)
    assert tab.asked == [path.as_uri()]
    assert tab.errors == []


@pytest.mark.parametrize("attack", ["markup", "svg", "css", "controls", "direction", "long", "address"])
def test_a_hostile_profile_runs_nothing_and_stays_on_its_page(tab: Browser, folder: Path, attack: str) -> None:
    changes = attacked(ATTACKS[attack])
    path = folder / f"hostile-{attack}.html"
    path.write_bytes(render(small_assessment(**changes), small_rubric(), ["html"])["html"])
    for width in (1280, 390):
        tab.show(path, width=width)
        assert tab.asked == [path.as_uri()]
        assert tab.errors == []
        assert tab.run("document.querySelectorAll('script, style, img, iframe, object').length") == 2
        assert tab.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_it_fits_every_screen(tab: Browser, folder: Path, width: int) -> None:
    tab.show(report(folder, EXAMPLES[0], "board"), width=width)
    assert tab.run("document.documentElement.scrollWidth") <= width


def test_it_can_be_filtered(tab: Browser, folder: Path) -> None:
    tab.show(small(folder))
    box = "document.querySelector('input[data-filters=\"ratings-table\"]') || document.querySelector('input[data-filters]')"
    rows = f"[...document.querySelectorAll('#' + ({box}).dataset.filters + ' tbody > tr')]"
    every = tab.run(f"{rows}.length")
    word = tab.run(f"{rows}[0].cells[0].textContent.trim()")
    tab.run(f"(box => {{ box.value = {word!r}; box.dispatchEvent(new Event('input', {{bubbles: true}})); }})({box})")
    shown = tab.run(f"{rows}.filter(r => !r.hidden).length")
    assert 0 < shown < every
    assert tab.run(f"document.getElementById(({box}).dataset.filters + '-count').textContent") == f"{shown} / {every}"


def test_it_can_be_sorted_and_says_how(tab: Browser, folder: Path) -> None:
    tab.show(small(folder))
    head = "document.querySelector('table.sortable thead th')"
    first = "[...document.querySelectorAll('table.sortable')][0].tBodies[0].rows[0].textContent"
    states = []
    for _ in range(2):
        tab.run(f"{head}.querySelector('button').click()")
        states.append((tab.run(f"{head}.getAttribute('aria-sort')"), tab.run(first)))
    assert [s for s, _ in states] == ["ascending", "descending"]
    assert states[0][1] != states[1][1]


def test_it_can_be_expanded_and_a_jump_opens_what_it_leads_to(tab: Browser, folder: Path) -> None:
    tab.show(small(folder))
    closed = "document.querySelectorAll('main details:not([open])').length"
    before = tab.run(closed)
    if before:
        tab.run("document.querySelector('button[data-expands]').click()")
        assert tab.run(closed) == 0
        tab.run("document.querySelector('button[data-expands]').click()")
        assert tab.run(closed) == tab.run("document.querySelectorAll('main details').length")
    tab.run('document.querySelector(\'main a[href^="#evidence-"], main a[href^="#rating-"]\').click()')
    tab.run("new Promise(done => setTimeout(done, 100))")
    assert tab.run("(place => { const box = place.getBoundingClientRect(); "
                   "return box.height > 0 && box.top >= 0 && box.top < innerHeight; })(document.querySelector(':target'))")  # fmt: skip


def test_the_keyboard_goes_past_the_contents_to_the_report(tab: Browser, folder: Path) -> None:
    tab.show(small(folder))
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.className") == "skip"
    assert tab.run("document.activeElement.getBoundingClientRect().left >= 0")
    tab.press("Enter", 13)
    tab.run("new Promise(done => setTimeout(done, 100))")
    assert tab.run("location.hash") == "#main"
    tab.press("Tab", 9)
    assert tab.run("document.getElementById('main').contains(document.activeElement)")


def test_a_screen_reader_gets_headings_tables_and_pictures_by_name(tab: Browser, folder: Path) -> None:
    tab.show(small(folder))
    tree = tab.do("Accessibility.getFullAXTree")["nodes"]
    named: dict[str, list[str]] = {}
    for node in tree:
        if not node.get("ignored"):
            named.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    assert named["heading"][0] or named["heading"][1]
    assert len(named["heading"]) > 15
    pictures = named.get("image", []) + named.get("img", [])
    assert len(pictures) >= 8
    assert all(pictures), "every picture has a name"
    assert len(named["table"]) > 5
    assert len(named["columnheader"]) > 20
    assert len(named["rowheader"]) > 20


def test_without_scripts_it_reads_and_shows_no_tool_that_would_not_work(tab: Browser, folder: Path) -> None:
    tab.show(small(folder), scripts=False)
    tree = tab.do("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node.get("ignored")]
    assert roles.count("heading") > 15
    assert "searchbox" not in roles
    assert "button" not in roles


def test_in_print_there_are_no_tools_and_no_contents(tab: Browser, folder: Path) -> None:
    tab.show(small(folder), media="print")
    seen = "e => getComputedStyle(e).display !== 'none'"
    assert tab.run(f"[...document.querySelectorAll('.tools, .skip')].filter({seen}).length") == 0
    assert tab.run("getComputedStyle(document.querySelector('main')).display") != "none"
