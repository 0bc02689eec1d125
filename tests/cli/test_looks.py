"""Flags and settings for how reports look and for whom."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import Run, changed


def test_each_audience_gets_its_report_and_the_public_one_says_what_it_leaves_out(rf: Run, small: Path) -> None:
    for audience in ("board", "technical", "public"):
        done = rf("assess", small, "-f", "html", "--audience", audience)
        assert done.code == 0
        assert ("Left out of this public version" in done.out) == (audience == "public")


def test_a_public_folder_holds_no_result(rf: Run, small: Path, clean: Path) -> None:
    assert rf("assess", small, "-o", "out", "--audience", "public", "-q").code == 0
    assert sorted(p.name for p in (clean / "out").iterdir()) == ["model.html", "model.md", "model.pdf"]


@pytest.mark.parametrize("name", ["json", "text"])
def test_what_holds_everything_is_not_for_the_public(rf: Run, small: Path, name: str) -> None:
    done = rf("assess", small, "-f", name, "--audience", "public")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error E160: {name} holds everything that a public report leaves out")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("--audience", "publik"),
            '--audience "publik" is not one of board, public, technical\n = did you mean "public"?',
        ),
        (("--paper", "a5"), '--paper "a5" is not one of a4, letter'),
        (("--lang", "tlh"), 'no reports in "tlh"\n = there is en'),
        (("--templates", "nowhere"), '--templates "nowhere" is not a folder'),
    ],
)
def test_what_there_is_not_is_said_before_anything_is_read(rf: Run, given: tuple[str, str], said: str) -> None:
    done = rf("assess", "there-is-no-such-file.yaml", "-f", "html", *given)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "no-such-file" not in done.err


def test_settings_say_the_same_as_flags_and_flags_win(rf: Run, small: Path, clean: Path) -> None:
    (clean / "looks").mkdir()
    (clean / "looks" / "lab.yaml").write_text("riskframe_theme: 1\nletterhead: Board of Lab\n", encoding="utf-8")
    flagged = rf("assess", small, "-f", "html", "--theme", "looks/lab.yaml", "--audience", "technical")
    with (clean / "riskframe.toml").open("a", encoding="utf-8") as settings:
        settings.write('theme = "looks/lab.yaml"\naudience = "technical"\n')
    assert rf("assess", small, "-f", "html").out == flagged.out
    assert "Board of Lab" in flagged.out
    assert "Left out of this public" in rf("assess", small, "-f", "html", "--audience", "public").out


def test_a_wrong_setting_is_told_at_its_line(rf: Run, small: Path, clean: Path) -> None:
    with (clean / "riskframe.toml").open("a", encoding="utf-8") as settings:
        settings.write('paper = "a5"\n')
    done = rf("assess", small)
    assert done.code == 2
    assert ':2:1: error E162: "paper": one of a4, letter is wanted' in done.err


@pytest.mark.pdf
def test_a_theme_and_a_paper_reach_the_pdf(rf: Run, small: Path, clean: Path) -> None:
    (clean / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>', encoding="utf-8"
    )
    (clean / "lab.yaml").write_text("riskframe_theme: 1\nlogo: logo.svg\nletterhead: Lab\n", encoding="utf-8")
    assert rf("assess", small, "-o", "board.pdf", "--theme", "lab.yaml", "--paper", "letter").code == 0
    with pikepdf.open(io.BytesIO((clean / "board.pdf").read_bytes())) as pdf:
        assert [round(float(n)) for n in pdf.pages[0].mediabox[2:]] == [612, 792]
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert "Logo of Lab" in alts


def test_a_theme_that_cannot_be_used_ends_in_three_with_every_fault(rf: Run, small: Path, clean: Path) -> None:
    (clean / "lab.yaml").write_text("riskframe_theme: 2\ncolours: {accent: pink}\n", encoding="utf-8")
    done = rf("assess", small, "-f", "html", "-o", "out/", "--theme", "lab.yaml")
    assert done.code == 3
    assert "lab.yaml:1:18: error" in done.err
    assert "lab.yaml:2:19: error" in done.err
    assert not (clean / "out").exists()


# --- the change since a previous assessment -------------------------------------------------------------------------


@pytest.fixture
def before(rf: Run, small: Path, clean: Path) -> Path:
    result = clean / "before.json"
    assert rf("assess", small, "-o", result, "-q").code == 0
    return result


def test_the_report_says_what_changed_since(rf: Run, small: Path, before: Path) -> None:
    changed(small, "as_released: 1", "as_released: 2")
    assert "What changed since" not in rf("assess", small, "-f", "html").out
    done = rf("assess", small, "-f", "html", "--previous", before)
    assert (done.code, done.err) == (0, "")
    assert "What changed since the previous assessment" in done.out


def test_a_file_that_is_no_result_or_of_another_rubric_is_refused(rf: Run, small: Path, before: Path) -> None:
    done = rf("assess", small, "-f", "html", "--previous", small)
    assert (done.code, done.out) == (3, "")
    assert "error E310" in done.err
    other = json.loads(before.read_text(encoding="utf-8"))
    other["rubric"]["id"] = "another"
    before.write_text(json.dumps(other), encoding="utf-8")
    done = rf("assess", small, "-f", "html", "--previous", before)
    assert (done.code, done.out) == (3, "")
    assert 'error E311: this result is of rubric "another"' in done.err


def test_a_result_about_another_model_is_warned_of(rf: Run, small: Path, before: Path) -> None:
    other = json.loads(before.read_text(encoding="utf-8"))
    other["model"]["name"] = "Another"
    before.write_text(json.dumps(other), encoding="utf-8")
    done = rf("assess", small, "-f", "html", "--previous", before)
    assert done.code == 0
    assert 'warning W311: this result is about "Another"; assessed is Sample' in done.err


# --- templates ------------------------------------------------------------------------------------------------------


def own(folder: Path, text: str, name: str = "parts/people.html.j2") -> Path:
    path = folder / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder / "own"


def test_a_template_of_ones_own_stands_in_for_one_part(rf: Run, small: Path, clean: Path) -> None:
    done = rf("assess", small, "-f", "html", "--templates", own(clean, "<p>Ask {{ view.developer }}.</p>"))
    assert done.code == 0
    assert "<p>Ask Sample Lab.</p>" in done.out


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n{% if %}", 2), ("<p>\n</p>\n{{ view.__class__ }}", 3), ("{{ no_such_name }}", 1), ("\n\n{{ 1 / 0 }}", 3)],
)
def test_a_template_that_cannot_be_used_is_told_at_its_line_and_nothing_is_written(
    rf: Run, small: Path, clean: Path, text: str, line: int
) -> None:
    folder = own(clean, text)
    done = rf("assess", small, "-f", "html", "-f", "json", "-o", "out/", "-q", "--templates", folder)
    assert done.code == 3
    assert f"parts/people.html.j2:{line}:1: error E113: " in done.err
    assert not (clean / "out").exists()


def test_the_gate_writes_the_same_reports(rf: Run, small: Path) -> None:
    done = rf("gate", small, "-f", "html", "--audience", "public", "--today", "2026-02-01")
    assert "Left out of this public version" in done.out
