"""`rubric diff`: what comes out otherwise, and the reason for a weakening."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import SMALL, Run


def test_a_weakening_is_recorded_only_with_a_reason(rf: Run, tmp_path: Path) -> None:
    folder = tmp_path / "rubric"
    shutil.copytree(SMALL, folder)
    rules = folder / "rubric.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("months: 6", "months: 9"), encoding="utf-8")
    args = ("rubric", "diff", SMALL, folder, "--on", SMALL / "model.yaml", "-o", tmp_path / "change.json")
    refused = rf(*args)
    assert (refused.code, "nobody says why" in refused.err) == (2, True)
    assert rf(*args, "--because", " ").code == 2
    assert not (tmp_path / "change.json").exists()
    assert rf(*args, "--because", "Nine months suffice.").code == 0
    kept = json.loads((tmp_path / "change.json").read_text(encoding="utf-8"))
    assert (kept["because"], kept["weakens"]) == ("Nine months suffice.", ["validity.months"])
    assert kept["examples"]["assessed"] == [str(SMALL / "model.yaml")]
    assert kept["examples"]["changed"] == {}


def test_a_change_names_the_profiles_that_come_out_otherwise(rf: Run, tmp_path: Path) -> None:
    folder = tmp_path / "rubric"
    shutil.copytree(SMALL, folder)
    text = (folder / "tolerance.yaml").read_text(encoding="utf-8")
    (folder / "tolerance.yaml").write_text(
        text.replace("tolerable", "intolerable").replace("inintol", "intol"), encoding="utf-8"
    )
    done = rf("rubric", "diff", SMALL, folder, "--on", SMALL / "model.yaml")
    assert done.code == 0, done.err
    assert "Comes out otherwise" in done.out
    assert rf("rubric", "diff", SMALL, folder, "--on", tmp_path / "none.yaml").code == 3
