"""`rubric new`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riskframe.bundled import bundled_dir
from riskframe.loading.rubric_folder import load_rubric, rubric_names
from tests.cli.conftest import Run


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_small_rubric_is_complete_and_passes(rf: Run, clean: Path) -> None:
    done = rf("rubric", "new", "ours")
    assert (done.code, done.out) == (0, "")
    assert "wrote ours/cases/fraud.yaml" in done.err
    assert load_rubric("./ours").id == "ours"
    checked = rf("rubric", "check", "ours")
    assert (checked.code, checked.out) == (0, ""), "not even a warning"
    tested = rf("rubric", "test", "ours")
    assert tested.code == 0
    assert tested.err == "3 of 3 cases pass; 1 of 1 rules seen to fire and to stay quiet, 3 of 3 outcomes had\n"


def test_its_comments_teach_and_no_python_is_in_it(rf: Run, clean: Path) -> None:
    rf("rubric", "new", "ours")
    for name, content in contents(clean / "ours").items():
        assert name.endswith((".yaml", ".md"))
        if name.endswith(".yaml"):
            assert content.startswith(b"# "), f"{name} says what it is for"


@pytest.mark.parametrize("name", rubric_names())
def test_a_copy_of_a_bundled_rubric_differs_in_name_only(rf: Run, clean: Path, name: str) -> None:
    assert rf("rubric", "new", "ours", "--from", name).code == 0
    rubric = load_rubric("./ours")
    assert (rubric.id, rubric.version) == ("ours", "0.1.0")
    assert f"Started from {name} {load_rubric(name).version}." in (clean / "ours" / "CHANGELOG.md").read_text()
    assert rf("rubric", "test", "ours").code == 0
    assert (clean / "ours" / "benchmarks.yaml").exists() is (bundled_dir("rubrics") / name / "benchmarks.yaml").exists()
    differs = json.loads(rf("rubric", "diff", name, "ours", "--json").out)["changes"]
    assert {change["name"] for change in differs} == {"id", "version"}


def test_nothing_is_written_over(rf: Run, clean: Path) -> None:
    (clean / "ours").mkdir()
    (clean / "ours" / "mine.txt").write_text("mine", encoding="utf-8")
    (clean / "file").write_text("mine", encoding="utf-8")
    for folder in ("ours", "file"):
        done = rf("rubric", "new", folder)
        assert (done.code, done.out) == (2, "")
        assert "is there already" in done.err
    assert contents(clean / "ours") == {"mine.txt": b"mine"}
    (clean / "empty").mkdir()
    assert rf("rubric", "new", "empty").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["openness"], 2, "is a bundled rubric already"),
        (["1st"], 2, "cannot be the id of a rubric"),
        (["a b"], 2, "cannot be the id of a rubric"),
        (["ours", "--from", "opennes"], 3, 'did you mean "openness"?'),
        (["ours", "--from", "./nowhere"], 3, "holds no rubric.yaml"),
    ],
)
def test_what_cannot_be_made_is_said(rf: Run, clean: Path, arguments: list[str], code: int, said: str) -> None:
    done = rf("rubric", "new", *arguments)
    assert done.code == code
    assert said in done.err
    assert not (clean / "ours").exists()
