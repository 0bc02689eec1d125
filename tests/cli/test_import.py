"""`riskframe import`: what tools measured becomes evidence, and never a rating."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from riskframe.loading.tree import parse, read_source
from tests.cli.conftest import Run

DATA = Path(__file__).resolve().parents[1] / "data" / "importers"
LOG = "inspect_gdm_intercode_ctf_mistral-small.json"
NAME = "gdm-intercode-ctf-includes-accuracy-20250325"


@pytest.fixture
def evals(small: Path) -> Path:
    """A folder of results beside the small profile."""
    (Path("evals")).mkdir()
    shutil.copy(DATA / LOG, "evals")
    return Path("evals")


def profile() -> dict[str, Any]:
    data = parse(read_source("model.yaml")).data
    assert isinstance(data, dict)
    return data


def entry(name: str = NAME) -> dict[str, Any]:
    (found,) = (item for item in profile()["evidence"] if item["id"] == name)
    assert isinstance(found, dict)
    return found


def test_a_result_becomes_evidence_and_nothing_else_changes(rf: Run, evals: Path) -> None:
    before, text = profile(), Path("model.yaml").read_text(encoding="utf-8")
    done = rf("import", evals / LOG, "-m", "model.yaml", "--all")
    assert done.code == 0
    assert "0.3544 ± 0.054, n 79; direction not known" in " ".join(done.out.split())
    assert done.err == "wrote 1 entry of evidence to model.yaml; no rating was changed\n"
    made = entry()
    assert (made["source"], made["library_version"], made["result"]["value"]) == (
        f"evals/{LOG}",
        "0.3.75",
        0.35443037974683544,
    )
    assert profile() == {**before, "evidence": [*before.get("evidence", []), made]}
    lines = iter(Path("model.yaml").read_text(encoding="utf-8").splitlines())
    assert all(any(line == found for found in lines) for line in text.splitlines())
    assert rf("check", "model.yaml").code == 0


def test_the_same_file_twice_adds_nothing(rf: Run, evals: Path) -> None:
    rf("import", evals, "-m", "model.yaml", "--all")
    once = Path("model.yaml").read_bytes()
    done = rf("import", evals / LOG, "-m", "model.yaml", "--all")
    assert (done.code, done.err) == (0, "nothing to write\n")
    assert f"(as {NAME})" in " ".join(done.out.split())
    assert Path("model.yaml").read_bytes() == once


def test_an_entry_that_somebody_renamed_is_known_again(rf: Run, evals: Path) -> None:
    rf("import", evals, "-m", "model.yaml", "--all")
    text = Path("model.yaml").read_text(encoding="utf-8").replace(NAME, "ctf")
    Path("model.yaml").write_text(text, encoding="utf-8")
    assert "(as ctf)" in rf("import", evals, "-m", "model.yaml", "--all").out
    assert Path("model.yaml").read_text(encoding="utf-8") == text


def test_a_changed_artefact_with_the_same_id_is_a_conflict(rf: Run, evals: Path) -> None:
    rf("import", evals, "-m", "model.yaml", "--all")
    once = Path("model.yaml").read_bytes()
    file = evals / LOG
    file.write_text(file.read_text(encoding="utf-8").replace("0.35443037974683544", "0.1"), encoding="utf-8")
    done = rf("import", file, "-m", "model.yaml", "--all")
    assert done.code == 3
    assert f'error E171: evidence "{NAME}" from "evals/{LOG}"' in done.err
    assert Path("model.yaml").read_bytes() == once
    done = rf("import", file, "-m", "model.yaml", "--all", "--tag", "second")
    assert done.code == 0
    assert entry(f"second-{NAME}")["result"]["value"] == 0.1


def test_a_dry_run_writes_nothing(rf: Run, evals: Path) -> None:
    before = Path("model.yaml").read_bytes()
    done = rf("import", evals, "-m", "model.yaml", "--all", "--dry-run")
    assert (done.code, done.err) == (0, "dry run: 1 entry of evidence would be written to model.yaml\n")
    assert Path("model.yaml").read_bytes() == before


def test_what_no_benchmark_names_is_listed_and_not_written(rf: Run, evals: Path) -> None:
    before = Path("model.yaml").read_bytes()
    done = rf("import", evals, "-m", "model.yaml")
    assert (done.code, done.err) == (0, "nothing to write\n")
    assert "Unmapped, no benchmark of the rubric: inspect_evals/gdm_intercode_ctf accuracy" in " ".join(
        done.out.split()
    )
    assert Path("model.yaml").read_bytes() == before


def test_what_the_user_says_about_the_files(rf: Run, evals: Path) -> None:
    digest = "ab" * 32
    done = rf("import", evals, "-m", "model.yaml", "--all", "--voice", "third_party", "--elicitation", "helpful_only",
              "--checkpoint", digest)  # fmt: skip
    assert done.code == 0
    made = entry()
    assert (made["voice"], made["elicitation"], made["model"]["sha256"]) == ("third_party", "helpful_only", digest)
    assert "model_unbound" not in made["cautions"]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--voice", "me", "one of: developer"), ("--elicitation", "hard", "one of: as_released"), ("--tag", "a b", "no tag"),
        ("--checkpoint", "123", "64 hexadecimal digits"), ("--as", "word", "there is no importer"), ("--format", "yaml", "text, json"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_reads_nothing(rf: Run, evals: Path, option: str, value: str, told: str) -> None:
    done = rf("import", evals, "-m", "model.yaml", option, value)
    assert done.code == 2
    assert told in done.err


def test_a_named_file_that_nobody_knows_is_told_and_the_others_are_taken(rf: Run, evals: Path) -> None:
    Path("other.json").write_text('{"colour": "blue"}', encoding="utf-8")
    done = rf("import", "other.json", evals, "-m", "model.yaml", "--all")
    assert done.code == 3
    assert 'error E170: "other.json" cannot be imported: no importer knows this format' in done.err
    assert entry()["kind"] == "benchmark"


def test_other_files_of_a_folder_are_named_and_stop_nothing(rf: Run, evals: Path) -> None:
    (evals / "notes.txt").write_text("nothing", encoding="utf-8")
    (evals / ".hidden.json").write_text("{}", encoding="utf-8")
    done = rf("import", evals, "-m", "model.yaml", "--all")
    assert done.code == 0
    assert "passed over evals/notes.txt: no importer knows this format" in done.err
    assert "hidden" not in done.err


def test_standard_input_and_json(rf: Run, small: Path) -> None:
    done = rf("import", "-", "--format", "json", "--all", stdin=(DATA / LOG).read_text(encoding="utf-8"))
    assert done.code == 0
    found = json.loads(done.out)
    (file,) = found["files"]
    assert (found["new"], found["written"], file["name"], file["importer"]) == (1, 0, "<stdin>", "inspect")
    assert file["results"][0]["evidence"]["id"] == NAME
    assert done.err == "1 entry of evidence to write; name the profile with --model\n"


@pytest.mark.parametrize("arguments", [("nowhere.json",), ("evals", "-m", "nowhere.yaml")])
def test_a_file_that_is_not_there(rf: Run, evals: Path, arguments: tuple[str, ...]) -> None:
    done = rf("import", *arguments)
    assert done.code == 3
    assert "E101" in done.err


def test_a_profile_that_is_not_valid_is_not_touched(rf: Run, evals: Path) -> None:
    Path("model.yaml").write_text("riskframe: 1\nwrong: key\n", encoding="utf-8")
    assert rf("import", evals, "-m", "model.yaml", "--all").code == 3
    assert Path("model.yaml").read_text(encoding="utf-8") == "riskframe: 1\nwrong: key\n"


def test_the_order_of_the_files_does_not_change_the_entries(rf: Run, evals: Path) -> None:
    shutil.copy(DATA / "lm_eval_groups_0.4.13.json", "evals")
    start = Path("model.yaml").read_bytes()
    made = []
    for names in ((LOG, "lm_eval_groups_0.4.13.json"), ("lm_eval_groups_0.4.13.json", LOG)):
        Path("model.yaml").write_bytes(start)
        assert rf("import", *(evals / name for name in names), "-m", "model.yaml", "--all").code == 0
        made.append(sorted(profile()["evidence"], key=lambda item: str(item["id"])))
    assert made[0] == made[1]


def test_evidence_from_after_the_assessment_is_told(rf: Run, evals: Path) -> None:
    file = evals / LOG
    file.write_text(
        file.read_text(encoding="utf-8").replace('"created": "2025-03-25', '"created": "2099-03-25'), encoding="utf-8"
    )
    done = rf("import", file, "-m", "model.yaml", "--all")
    assert done.code == 0
    assert "dated after the assessment of" in done.err
    assert NAME.replace("2025", "2099") in done.err
    assert "E426" in rf("check", "model.yaml").err + rf("check", "model.yaml").out


@pytest.mark.parametrize("score", [1.5, -0.1])
def test_a_value_beyond_its_own_bounds_is_never_written(rf: Run, small: Path, score: float) -> None:
    raw = json.loads((DATA / "every_eval_ever_gaia_0.2.2.json").read_text(encoding="utf-8"))
    raw["evaluation_results"] = raw["evaluation_results"][:1]
    raw["evaluation_results"][0]["score_details"]["score"] = score
    Path("gaia.json").write_text(json.dumps(raw), encoding="utf-8")
    done = rf("import", "gaia.json", "-m", "model.yaml", "--all")
    assert done.err == "nothing to write\n"
    assert "the value lies beyond the metric's own bounds" in " ".join(done.out.split())


def test_all_that_is_written_is_a_profile_that_can_be_checked(rf: Run, small: Path) -> None:
    text = Path("model.yaml").read_text(encoding="utf-8").replace("{date: 2026-01-31}", "{date: 2027-01-31}", 1)
    Path("model.yaml").write_text(text, encoding="utf-8")
    done = rf("import", DATA, "-m", "model.yaml", "--all")
    # Two runs of one day share the ids of two probes; everything else is written.
    assert (done.code, done.err.count("error E171"), done.err.count("error E")) == (3, 2, 2)
    assert len(profile()["evidence"]) > 50
    assert rf("check", "model.yaml").code == 0
