"""Settings: which source wins, and what is wrong with each of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from riskframe.diagnostics import InvalidInput
from riskframe.loading.configuration import settings
from riskframe.loading.render import render


def fault(environ: dict[str, str], folder: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        settings(environ, folder)
    return render(caught.value.diagnostics, colour=False).replace(str(folder), "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_defaults(project: Path) -> None:
    found = settings({}, project)
    assert (found.rubric, found.format, found.output, found.colour, found.origin) == (
        ("seger-2023",),
        (),
        None,
        "auto",
        {},
    )


def test_the_environment_is_stronger_than_the_file(project: Path) -> None:
    (project / "riskframe.toml").write_text(
        'rubric = ["a", "b"]\ncolour = "never"\nanalysis = true\n', encoding="utf-8"
    )
    found = settings({"RISKFRAME_RUBRIC": "c, ./d", "RISKFRAME_TODAY": "2026-01-31", "RISKFRAME_DEBUG": "1"}, project)
    assert found.rubric == ("c", "./d")
    assert (found.colour, found.today, found.debug, found.analysis) == ("never", date(2026, 1, 31), True, True)
    assert found.origin["rubric"] == "RISKFRAME_RUBRIC"
    assert found.origin["colour"] == str(project / "riskframe.toml")


def test_an_empty_variable_says_nothing(project: Path) -> None:
    (project / "riskframe.toml").write_text('rubric = "a"\n', encoding="utf-8")
    assert settings({"RISKFRAME_RUBRIC": ""}, project).rubric == ("a",)


def test_the_nearest_file_counts_and_its_paths_are_its_own(project: Path) -> None:
    below = project / "models" / "small"
    below.mkdir(parents=True)
    (project / "pyproject.toml").write_text(
        '[tool.other]\nx = 1\n[tool.riskframe]\nrubric = ["seger-2023", "./rubrics/ours"]\noutput = "reports"\n',
        encoding="utf-8",
    )
    found = settings({}, below)
    assert found.rubric == ("seger-2023", str(project / "rubrics/ours"))
    assert found.output == str(project / "reports")
    (project / "models" / "riskframe.toml").write_text('rubric = "/abs/rubric"\n', encoding="utf-8")
    found = settings({}, below)
    assert found.rubric == ("/abs/rubric",)
    assert found.output is None, "files are not merged"


def test_a_project_file_without_a_section_is_none(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other]\nrubric = 3\n", encoding="utf-8")
    assert settings({}, project).origin == {}


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / "riskframe.toml").write_text('rubric = "stranger"\n', encoding="utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert settings({}, tmp_path / "repository").rubric == ("seger-2023",)


def test_every_fault_of_a_file_at_its_line(project: Path) -> None:
    (project / "riskframe.toml").write_text(
        'rubrik = "a"\ncolour = "maybe"\nformat = 3\ntoday = "2026-01-31"\n', encoding="utf-8"
    )
    assert fault({"RISKFRAME_TODAY": "soon", "RISKFRAME_DEBUG": "maybe", "RISKFRAME_COLOUR": "red"}, project) == (
        'error E162: RISKFRAME_COLOUR: one of auto, always, never is wanted, found "red"\n\n'
        'error E162: RISKFRAME_DEBUG: true or false (1 or 0) is wanted, found "maybe"\n\n'
        'error E162: RISKFRAME_TODAY: a date (YYYY-MM-DD) is wanted, found "soon"\n\n'
        '/riskframe.toml:1:1: error E161: unknown setting "rubrik"\n1 | rubrik = "a"\n  | ^^^^^^\n'
        '  = allowed: rubric, advise, overrides, crosswalk, format, analysis, legal_context, legal_facts, output, audience, paper, theme, templates, previous, lang, colour\n  = did you mean "rubric"?\n\n'
        '/riskframe.toml:2:1: error E162: "colour": one of auto, always, never is wanted\n2 | colour = "maybe"\n  | ^^^^^^\n\n'
        '/riskframe.toml:3:1: error E162: "format": a text or a list of texts is wanted\n3 | format = 3\n  | ^^^^^^\n\n'
        '/riskframe.toml:4:1: error E161: unknown setting "today"\n4 | today = "2026-01-31"\n  | ^^^^^\n'
        "  = allowed: rubric, advise, overrides, crosswalk, format, analysis, legal_context, legal_facts, output, audience, paper, theme, templates, previous, lang, colour\n\n7 errors\n"
    )


def test_a_file_that_is_not_toml(project: Path) -> None:
    (project / "riskframe.toml").write_text("rubric = seger-2023\n", encoding="utf-8")
    assert fault({}, project).startswith("/riskframe.toml:1:10: error E163: this is not valid TOML")


def test_a_stray_mention_of_the_section_counts_for_nothing(project: Path) -> None:
    (project / "pyproject.toml").write_text('tool = 3\nx = "[tool.riskframe]"\n', encoding="utf-8")
    assert settings({}, project).origin == {}


def test_a_section_that_is_no_table(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool]\nriskframe = 3 # [tool.riskframe]\n", encoding="utf-8")
    assert "error E162: [tool.riskframe] has to be a table" in fault({}, project)
