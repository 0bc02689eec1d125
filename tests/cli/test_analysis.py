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
