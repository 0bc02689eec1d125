"""Pictures are read back as XML: what is drawn, what is said of it, and that it fits."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from riskframe.report.charts.evidence import evidence_svg
from riskframe.report.charts.levels import levels_svg
from riskframe.report.charts.pathway import columns, pathway_svg
from riskframe.report.charts.readings import readings_svg
from riskframe.report.charts.shares import shares_svg
from riskframe.report.charts.svg import Sheet, fitted, number, width_of, wrapped
from riskframe.report.charts.timeline import timeline_svg
from riskframe.report.charts.tornado import tornado_svg
from riskframe.report.charts.tradeoff import tradeoff_svg
from riskframe.report.view.build import View, view_of
from riskframe.report.view.records import PathwayPicture, StepView
from riskframe.report.words import words
from tests.report.small import small_analysed, small_assessment, small_rubric

SVG = "{http://www.w3.org/2000/svg}"
T = words()
NAMES = ("pathway", "standing", "readings", "levels", "tradeoff", "timeline", "evidence", "shares", "tornado")


@cache
def view() -> View:
    return view_of(small_analysed(), small_rubric(), T)


@cache
def drawn(name: str) -> str:
    v = view()
    assert v.heat is not None
    assert v.uncertainty is not None
    assert v.plan is not None
    match name:
        case "pathway":
            assert v.pathways[0].picture is not None
            return pathway_svg(v.pathways[0].picture, T)
        case "standing":
            assert v.pathways[0].standing is not None
            return pathway_svg(v.pathways[0].standing, T)
        case "readings":
            return readings_svg(v.uncertainty, v.heat, T)
        case "levels":
            return levels_svg([(s.row, [s.start, s.shown]) for s in v.pathways], ["Hosted use", "Open"], v.zones, T)
        case "tradeoff":
            return tradeoff_svg(v.heat, v.benefits, T)
        case "timeline":
            return timeline_svg(v.plan, T)
        case "shares" | "tornado":
            assert v.analysis is not None
            return {"shares": shares_svg, "tornado": tornado_svg}[name](v.analysis, T)
    return evidence_svg(v.evidence, T)


def read(name: str) -> ET.Element:
    return ET.fromstring(drawn(name))  # noqa: S314 our own drawing


def texts(name: str) -> str:
    return " ".join(e.text or "" for e in read(name).iter(f"{SVG}text"))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_begins_with_what_it_shows_in_a_sentence(name: str) -> None:
    children = list(read(name))
    assert children[0].tag == f"{SVG}title"
    assert (children[0].text or "").endswith(".")
    assert children[1].tag == f"{SVG}desc"
    assert children[1].text


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_no_ids_no_style_no_opacity_and_no_script(name: str) -> None:
    for element in read(name).iter():
        assert not {"id", "style", "opacity", "onclick", "href"} & set(element.attrib)
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "path", "circle", "text"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_inside_the_sheet(name: str) -> None:
    root = read(name)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for element in root.iter(f"{SVG}text"):
        x, y, size = (float(element.attrib[k]) for k in ("x", "y", "font-size"))
        wide = width_of(element.text or "", size, bold="font-weight" in element.attrib)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[element.attrib.get("text-anchor", "start")]
        assert left >= -0.5, element.text
        assert left + wide <= width + 0.5, element.text
        assert 0 < y <= height, element.text
    for element in root.iter(f"{SVG}rect"):
        assert float(element.attrib["x"]) + float(element.attrib["width"]) <= width + 0.5
        assert float(element.attrib["y"]) + float(element.attrib["height"]) <= height + 0.5


@pytest.mark.parametrize("name", NAMES)
def test_the_same_view_gives_the_same_picture(name: str) -> None:
    first = drawn(name)
    drawn.cache_clear()
    view.cache_clear()
    assert drawn(name) == first


def spans(picture: PathwayPicture) -> dict[str, list[StepView]]:
    """Step -> the boxes that stand for it: neighbouring lanes on which it stands the same share one."""
    found: dict[str, list[StepView]] = {}
    before: dict[str, StepView] = {}
    for lane in picture.lanes:
        now = {s.id: s for s in lane.steps[1:]}
        for name, step in now.items():
            if before.get(name) != step:
                found.setdefault(name, []).append(step)
        before = now
    return found


def test_a_step_that_stands_the_same_on_neighbouring_lanes_is_one_box() -> None:
    picture = view().pathways[0].picture
    assert picture is not None
    assert texts("pathway").count("Gain over what is") < len(picture.lanes)


def test_a_pathway_has_a_lane_a_path_and_a_heavy_frame_for_every_step_that_holds() -> None:
    picture = view().pathways[0].picture
    assert picture is not None
    root = read("pathway")
    boxes = [e for e in root.iter(f"{SVG}rect") if "ease" in e.attrib.get("class", "")]
    assert len(boxes) == sum(len(shared) for shared in spans(picture).values())
    holding = sum(step.binding for shared in spans(picture).values() for step in shared)
    assert holding > 0
    assert sum("binding" in e.attrib["class"] for e in boxes) == holding
    assert {e.attrib["stroke-width"] for e in boxes if "binding" in e.attrib["class"]} == {"3.2"}


def test_a_pathway_prints_each_ease_as_number_and_word() -> None:
    picture = view().pathways[0].picture
    assert picture is not None
    for lane in picture.lanes:
        for step in lane.steps:
            assert f"{step.ease} {step.ease_word}" in texts("pathway")


def test_void_safeguards_are_struck_out_and_say_so() -> None:
    drawing = list(read("pathway"))
    after = {e.text: drawing[i + 1].tag.removeprefix(SVG) for i, e in enumerate(drawing[:-1]) if e.tag == f"{SVG}text"}
    assert after["refusals"] == after["filters"] == "path"
    assert after["Get to ask"] == "text"
    assert "void" in after
    assert "untested" in after


def test_a_safeguard_that_stands_is_not_struck_out() -> None:
    v = view_of(small_assessment(release=at_api()), small_rubric(), T)
    picture = v.pathways[0].picture
    assert picture is not None
    assert picture.option == "api"
    drawing = list(ET.fromstring(pathway_svg(picture, T)))  # noqa: S314 our own drawing
    after = {e.text: drawing[i + 1].tag.removeprefix(SVG) for i, e in enumerate(drawing[:-1]) if e.tag == f"{SVG}text"}
    assert after["filters"] == "text"


def at_api() -> dict[str, object]:
    return {"proposed": "api", "goals": ["eval"]}


def test_only_steps_at_the_level_of_their_lane_hold_it() -> None:
    for section in view().pathways:
        for lane in section.picture.lanes if section.picture else ():
            assert {s.ease for s in lane.steps if s.binding} <= {lane.level}
            assert lane.widest or not any(s.binding for s in lane.steps)


def test_steps_go_left_to_right_and_capabilities_stand_below_each_other() -> None:
    picture = view().pathways[0].picture
    assert picture is not None
    lanes = [lane.steps[1:] for lane in picture.lanes]
    place = columns(lanes)
    for lane in lanes:
        order = [place[s.id] for s in lane]
        assert order == sorted(set(order))
    assert len({place[s] for s in ("as_released", "safeguards_off", "as_modified")}) == 1


def test_levels_show_three_readings_for_every_domain_and_option_and_no_zone_by_colour_alone() -> None:
    root = read("levels")
    classes = [e.attrib.get("class", "") for e in root.iter()]
    cells = 2 * len(view().pathways)
    assert [classes.count(f"r-{r}") for r in ("conservative", "central", "optimistic")] == [cells] * 3
    assert sum(c.startswith("z-") for c in classes) >= 2 * cells


def test_readings_that_fall_on_one_level_stand_side_by_side() -> None:
    root = read("levels")
    marks = [e for e in root.iter(f"{SVG}circle") if e.attrib.get("class") in {"r-conservative", "r-optimistic"}]
    places = [(e.attrib["cx"], e.attrib["cy"]) for e in marks]
    assert len(places) == len(set(places))


def test_the_trade_off_prints_every_option_with_the_share_of_each_goal() -> None:
    v = view()
    assert v.heat is not None
    said = texts("tradeoff")
    goals = [b for b in v.benefits if b.goal]
    assert goals
    for option in v.heat.options:
        assert option.title in said
    shares = [s.words for b in goals for s in b.shares]
    dots = [e for e in read("tradeoff").iter(f"{SVG}circle") if "goal" in e.attrib.get("class", "")]
    assert len(dots) == len(shares)
    assert all(share in said for share in shares)


def test_the_timeline_has_a_gate_before_every_stage_and_says_what_is_not_authorised() -> None:
    plan = view().plan
    assert plan is not None
    gates = [e for e in read("timeline").iter() if e.attrib.get("class") == "gate"]
    assert len(gates) == len(plan.stages) == 2
    assert texts("timeline").count("not authorised") == 2
    assert texts("timeline").count("cannot be recalled") == 2


def test_evidence_has_a_mark_an_item_hollow_where_it_does_not_count() -> None:
    marks = [e.attrib["class"] for e in read("evidence").iter() if e.attrib.get("class", "").startswith("dot")]
    assert len(marks) == len(view().evidence)
    assert marks.count("dot hollow") == sum(e.state.kind == "refused" for e in view().evidence) == 1


def test_text_is_measured_as_the_bundled_font_draws_it() -> None:
    assert width_of("AB", 1000) == 641 + 653
    assert width_of("", 10) == 0


def test_wrapping_keeps_to_the_room_and_to_the_number_of_lines() -> None:
    lines = wrapped("one two three four five six seven", 10, 60, 2)
    assert len(lines) == 2
    assert all(width_of(line, 10) <= 60 for line in lines)
    assert lines[-1].endswith("…")
    assert wrapped("short", 10, 60, 2) == ["short"]
    assert wrapped("", 10, 60, 2) == []


@pytest.mark.parametrize("word", ["x" * 20_000, "🙂" * 500, "a b " * 4000])
def test_no_text_is_too_long_to_be_wrapped(word: str) -> None:
    lines = wrapped(word, 13, 80, 3)
    assert len(lines) <= 3
    assert all(width_of(line, 13) <= 80 for line in lines)


def test_a_word_wider_than_the_room_is_cut() -> None:
    assert fitted("abcdefgh", 10, 25).endswith("…")
    assert width_of(fitted("abcdefgh", 10, 25), 10) <= 25


def test_markup_in_a_text_is_text() -> None:
    sheet = Sheet(10, 10, 'a <b> & "c"', ["<script>"])
    sheet.text(1, 1, "</text><script>alert(1)</script>")
    root = ET.fromstring(str(sheet))  # noqa: S314 our own drawing
    assert [e.tag for e in root] == [f"{SVG}title", f"{SVG}desc", f"{SVG}text"]
    assert root[0].text == 'a <b> & "c"'


def test_coordinates_have_one_decimal_at_most() -> None:
    assert [number(1.0), number(1.25), number(-0.04)] == ["1", "1.2", "0"]
    assert not re.search(r"\d\.\d\d", drawn("pathway"))
