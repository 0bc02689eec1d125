"""The front door: its names are pinned, it is typed, and it says what the command line says."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import riskframe
from riskframe.cli.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "cli" / "small"
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.yaml") if path.name != "history.yaml")

NAMES = {
    "Assessment", "InvalidInput", "InvalidProblems", "Profile", "Rubric", "Theme", "Together", "__version__", "assess",
    "assess_together", "load_profile", "load_rubric", "load_theme", "render",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    """A name that is added here is promised; one that is taken away breaks somebody's pipeline."""
    assert set(riskframe.__all__) == NAMES
    assert len(riskframe.__all__) == len(NAMES)
    assert set(dir(riskframe)) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES - {"__version__"}))
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    thing = getattr(riskframe, name)
    assert inspect.getdoc(thing)
    assert inspect.isclass(thing) or inspect.isfunction(thing)


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'frob'"):
        _ = riskframe.frob


SIGNATURES = {
    "assess": ["profile", "rubric"],
    "load_profile": ["path"],
    "load_rubric": ["name"],
    "render": ["assessment", "rubric", "formats"],
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_what_a_caller_has_to_give(name: str) -> None:
    """Positions are pinned; whatever else there is has a name and a default."""
    parameters = inspect.signature(getattr(riskframe, name)).parameters.values()
    positional = [p for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert [p.name for p in positional] == SIGNATURES[name]
    assert all(p.default is not p.empty for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY)


@pytest.mark.parametrize(
    ("path", "rubric"),
    [(SMALL / "model.yaml", SMALL), *((path, "seger-2023") for path in EXAMPLES)],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_library_says_what_the_command_line_says(
    path: Path, rubric: Path | str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    used = riskframe.load_rubric(rubric)
    assessment = riskframe.assess(riskframe.load_profile(path), used)
    assert main(["assess", str(path), "-r", str(rubric), "-f", "json"]) == 0
    assert capfd.readouterr().out.encode() == riskframe.render(assessment, used, ["json"])["json"]


def test_three_lines_of_a_pipeline() -> None:
    assessment = riskframe.assess(riskframe.load_profile(SMALL / "model.yaml"), riskframe.load_rubric(SMALL))
    assert (assessment.start, assessment.aim, assessment.verdict) == ("api", "gated_weights", "insufficient_evidence")


def test_what_is_wrong_is_raised_with_every_diagnostic(tmp_path: Path) -> None:
    broken = tmp_path / "model.yaml"
    broken.write_text("riskframe: 1\nmodel: {name: X, developer: Y, modalities: text}\n", encoding="utf-8")
    with pytest.raises(riskframe.InvalidInput) as caught:
        riskframe.load_profile(broken)
    assert {d.code for d in caught.value.diagnostics} == {"E302", "E303"}
    profile = riskframe.load_profile(SMALL / "model.yaml")
    wrong = profile.model_copy(update={"release": profile.release.model_copy(update={"proposed": "frob"})})
    with pytest.raises(riskframe.InvalidProblems, match='"frob" is not an option'):
        riskframe.assess(wrong, riskframe.load_rubric(SMALL))


USER_CODE = """
from riskframe import Assessment, assess, load_profile, load_rubric, render

assessment: Assessment = assess(load_profile("model.yaml"), load_rubric("seger-2023"))
if assessment.verdict == "not_supported":
    raise SystemExit(1)
start: str | None = assessment.start
data: bytes = render(assessment, load_rubric(), ["json"])["json"]
reveal_type(assessment.decision)
assess("model.yaml", load_rubric())
load_profile(3)
"""


def test_callers_are_type_checked(tmp_path: Path) -> None:
    """The types are part of the product: right code passes, wrong code does not."""
    (tmp_path / "pipeline.py").write_text(USER_CODE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(ROOT / ".mypy_cache"), "pipeline.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"MYPYPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    said = [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line.startswith("pipeline.py")]
    assert len(said) == 3, done.stdout
    assert 'Revealed type is "riskframe.decision.records.Decision | None"' in said[0]
    assert 'Argument 1 to "assess" has incompatible type "str"; expected "Profile"' in said[1]
    assert 'Argument 1 to "load_profile" has incompatible type "int"' in said[2]
