"""Every `invalid/NAME.yaml` or `.json` gives exactly the text in `invalid/NAME.txt`.

A pair dropped into the folder is a test. `RISKFRAME_WRITE_EXPECTED=1` writes the texts anew for reading in the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riskframe.codes import CODES
from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.profile_file import fit_diagnostics, read_profile
from riskframe.loading.render import render

FOLDER = Path(__file__).parent / "invalid"
INPUTS = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.json")])
WRITE = os.environ.get("RISKFRAME_WRITE_EXPECTED") == "1"


def refusals(name: str) -> list[Diagnostic]:
    """What a profile is refused for: by itself, or else under the default rubric."""
    try:
        profile = read_profile(name)
    except InvalidInput as error:
        return list(error.diagnostics)
    from riskframe.loading.rubric_folder import load_rubric

    return fit_diagnostics(profile, [load_rubric("seger-2023")])


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_an_invalid_file_gives_exactly_its_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    diagnostics = refusals(path.name)
    assert any(diagnostic.is_error for diagnostic in diagnostics), "the file is valid"
    assert {diagnostic.code for diagnostic in diagnostics} <= CODES.keys()
    shown = render(diagnostics, colour=False)
    expected = path.with_suffix(".txt")
    if WRITE:
        expected.write_text(shown, encoding="utf-8")
        pytest.fail(f"{expected.name} was written; read it, then run again without RISKFRAME_WRITE_EXPECTED")
    assert shown == expected.read_text(encoding="utf-8")


def test_every_text_has_its_input() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in INPUTS}


def test_every_refused_input_points_into_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A position lies on an existing line, and its caret on that line."""
    monkeypatch.chdir(FOLDER)
    for path in INPUTS:
        for diagnostic in refusals(path.name):
            at = diagnostic.position
            assert at is not None
            assert at.file == path.name
            if diagnostic.source_line is not None:
                assert 1 <= at.column <= len(diagnostic.source_line) + 1
                assert at.column - 1 + at.width <= max(len(diagnostic.source_line), at.column)
