"""`assess --analysis` and `--ratings`: what they print beside the decision, and that the decision stays as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "gpt-oss-120b.yaml"

ANN = """
riskframe_ratings: 1
assessor: {id: ann, role: reviewer, dissent: I would not go that far.}
evidence:
  - {id: ann-note, title: Review, kind: judgement, role: reviewer, rationale: Read the report.}
capabilities:
  biological_chemical: {as_modified: {lo: 2, best: 4, hi: 4}, evidence: [ann-note]}
"""


def riskframe(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "riskframe", *arguments], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def ann(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ratings") / "ann.yaml"
    path.write_text(ANN, encoding="utf-8")
    return path


def test_the_analysis_is_printed_and_in_the_json(ann: Path) -> None:
    done = riskframe("assess", str(EXAMPLE), "--ratings", str(ann), "--analysis")
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    for title in ("Share of the ratings' spread", "Evidence to get next", "Smallest changes that", "Assessors alone"):
        assert title in text
    assert "dissents: I would not go that far." in text
    assert (
        "such moves change start or aim (tolerance cells, floors, caps and shares kept, each moved by one step)" in text
    )
    said = json.loads(riskframe("assess", str(EXAMPLE), "--ratings", str(ann), "--analysis", "-f", "json").stdout)
    most_open = [share["most_open"]["independent"][0] for share in said["sensitivity"]["shares"]]
    assert abs(sum(most_open) - 1) < 1e-9
    assert {a["assessor"] for a in said["sensitivity"]["agreement"]["alone"]} == {"profile", "ann"}


def test_faults_of_a_ratings_file_are_told_at_their_line(tmp_path: Path) -> None:
    wrong = tmp_path / "bob.yaml"
    wrong.write_text(ANN.replace("best: 4, hi: 4", "best: 4, hi: 9"), encoding="utf-8")
    done = riskframe("assess", str(EXAMPLE), "--ratings", str(wrong))
    assert done.returncode == 3
    assert f"{wrong}:7:" in done.stderr
    assert "is not a level" in done.stderr


def test_a_plain_assessment_says_nothing_of_it() -> None:
    assert "Evidence to get next" not in riskframe("assess", str(EXAMPLE)).stdout


def test_what_if_compares_the_analyses_where_it_is_asked_to() -> None:
    suppose = ["whatif", str(EXAMPLE), "--set", "capability.autonomy.as_modified=3"]
    done = riskframe(*suppose, "--analysis")
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert "Share in which each is the most open (unknowns harmful, favourable)" in text
    assert "to reach the next: 3 (api) → 2 (api)" in text
    said = json.loads(riskframe(*suppose, "--analysis", "-f", "json").stdout)
    assert said["analysis"]["distances"][0]["after"]["smallest"] == 2
    plain = riskframe(*suppose)
    assert "Share in which" not in plain.stdout
    assert json.loads(riskframe(*suppose, "-f", "json").stdout)["analysis"] is None


def test_compare_says_which_result_holds_no_analysis(tmp_path: Path) -> None:
    for name, more in (("plain", []), ("whole", ["--analysis"])):
        assert riskframe("assess", str(EXAMPLE), *more, "-o", str(tmp_path / f"{name}.json"), "-q").returncode == 0
    plain, whole = str(tmp_path / "plain.json"), str(tmp_path / "whole.json")
    lacking = riskframe("compare", plain, whole, "--analysis")
    assert lacking.returncode == 0
    assert f"{plain} holds no analysis" in lacking.stderr
    assert "Nothing changes." in riskframe("compare", whole, str(EXAMPLE), "--analysis").stdout


def test_cost_and_worth_stand_beside_the_evidence(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    text = (EXAMPLE.parent / "stable-diffusion-1.yaml").read_text(encoding="utf-8")
    model.write_text(
        text.replace("benefits:\n  innovation:", "benefits:\n  innovation:\n    weight: 2\n", 1)
        + "\nevaluation_costs:\n  capability.influence_operations: {usd: 20000, person_days: 15}\n",
        encoding="utf-8",
    )
    done = riskframe("assess", str(model), "--analysis")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "structured_access, the most open reached, keeps 0.20" in said
    assert "costs 20,000 USD and 15 person-days, so" in said
    assert "for 1,000 USD" in said
    assert "; costs unknown" in said


def test_single_points_of_failure_are_listed() -> None:
    text = " ".join(riskframe("assess", str(EXAMPLE.parent / "whisper.yaml"), "--analysis").stdout.split())
    assert "The start is lost if one of these fails - Abusive synthetic content, as modified" in text
    assert "and 1 more" in text
