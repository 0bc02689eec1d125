"""`riskframe gate`: every documented code from a real profile, the reports, and the day."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from riskframe.gate.codes import WORST_FIRST, ExitCode
from tests.cli.conftest import SMALL, Run, changed

ON = ("--today", "2026-02-01")


def proposing(small: Path, option: str, name: str = "model.yaml") -> Path:
    text = (SMALL / "model.yaml").read_text(encoding="utf-8")
    target = small.with_name(name)
    target.write_text(text.replace("proposed: open_weights", f"proposed: {option}"), encoding="utf-8")
    return target


def ready(small: Path, name: str = "ready.yaml") -> Path:
    """Weights go out, supported with conditions: nothing is unknown, the goal is there, the channel too."""
    target = proposing(small, "gated_weights", name)
    changed(target, "hi: 4, evidence", "hi: 2, evidence")
    return changed(target, "facts: {stage: none}", "facts: {stage: none, update_channel: true}")


def test_0_supported(rf: Run, small: Path) -> None:
    done = rf("gate", proposing(small, "api"), *ON)
    assert done.code == 0
    assert done.out.startswith("gate open, exit code 0: supported\n")


def test_0_with_every_precedent_met(rf: Run, small: Path) -> None:
    done = rf("gate", ready(small), *ON)
    assert (done.code, done.out.splitlines()[0]) == (
        0, "gate open, exit code 0: supported with conditions, every condition precedent met",
    )  # fmt: skip


def test_1_not_supported(rf: Run, small: Path) -> None:
    changed(small, "{lo: 2, best: 2, hi: 4, evidence: [tuned]", "{lo: 5, best: 5, hi: 5, evidence: [tuned]")
    done = rf("gate", small, *ON)
    assert done.code == 1
    assert "rule very-able[bio] caps at closed" in done.out.replace("\n    ", " ")


def test_2_wrong_command_line(rf: Run, small: Path) -> None:
    assert rf("gate", small, "--today", "tomorrow").code == 2
    assert rf("gate", small, small, "--weights", "x").code == 2
    assert rf("gate", small, "--weights", "not-there.bin").code == 2


def test_3_invalid(rf: Run, small: Path) -> None:
    assert rf("gate", changed(small, "as_released: 1", "as_released: 9"), *ON).code == 3


def test_3_nothing_proposed(rf: Run, small: Path) -> None:
    """A gate with nothing to judge is not open."""
    done = rf("gate", changed(small, "proposed: open_weights, ", ""), *ON)
    assert done.code == 3
    assert "`release.proposed` is missing" in done.err


def test_4_insufficient_evidence(rf: Run, small: Path) -> None:
    done = rf("gate", small, *ON)
    assert done.code == 4
    assert done.out.startswith("gate shut, exit code 4: insufficient evidence\n")


def test_6_condition_precedent_unmet(rf: Run, small: Path) -> None:
    done = rf("gate", changed(ready(small), "update_channel: true", "update_channel: false"), *ON)
    assert done.code == 6
    assert "Run a channel by which users learn of corrections." in done.out
    assert "Name somebody who runs it (facts.update_channel)." in done.out


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-08-01", "the assessment of 2026-01-31 expired on 2026-07-31"),
        ("2026-01-30", "the assessment is dated 2026-01-31, after 2026-01-30"),
        ("2026-07-01", 'evidence "tuned" was valid until 2026-06-30'),
    ],
)
def test_7_expired_or_stale(rf: Run, small: Path, day: str, says: str) -> None:
    done = rf("gate", proposing(small, "api"), "--today", day)
    assert done.code == 7
    assert says in done.out.replace("\n    ", " ")


@pytest.mark.parametrize("day", ["2026-01-31", "2026-06-30"])
def test_the_first_and_the_last_day_count(rf: Run, small: Path, day: str) -> None:
    assert rf("gate", proposing(small, "api"), "--today", day).code == 0


def test_7_other_weights(rf: Run, small: Path) -> None:
    target = proposing(small, "api")
    weights = small.with_name("weights.bin")
    weights.write_bytes(b"test")  # its digest is the one in the profile
    assert hashlib.sha256(b"test").hexdigest() in target.read_text(encoding="utf-8")
    assert rf("gate", target, *ON, "--weights", weights).code == 0
    weights.write_bytes(b"tesu")
    done = rf("gate", target, *ON, "--weights", weights)
    assert done.code == 7
    assert "the weights have the digest" in done.out
    weights.write_bytes(b"test")
    changed(target, ", weights: {sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}", "")
    done = rf("gate", target, *ON, "--weights", weights)
    assert done.code == 7
    assert "nothing ties the assessment to these weights" in done.out.replace("\n    ", " ")


def test_several_files_give_the_worst_code(rf: Run, small: Path) -> None:
    """In the documented order, whichever file comes first."""
    files = {
        ExitCode.OK: proposing(small, "api", "ok.yaml"),
        ExitCode.UNMET: changed(ready(small, "unmet.yaml"), "update_channel: true", "update_channel: false"),
        ExitCode.INSUFFICIENT: proposing(small, "open_weights", "insufficient.yaml"),
        ExitCode.NOT_SUPPORTED: changed(
            proposing(small, "open_weights", "no.yaml"), "{lo: 2, best: 2, hi: 4,", "{lo: 5, best: 5, hi: 5,"
        ),
        ExitCode.STALE: changed(
            proposing(small, "api", "stale.yaml"), "valid_until: 2026-06-30", "valid_until: 2026-01-31"
        ),
        ExitCode.INVALID: changed(proposing(small, "api", "invalid.yaml"), "riskframe: 1", "riskframe: 7"),
    }
    for code, file in files.items():
        assert rf("gate", file, *ON).code == code
    order = [code for code in WORST_FIRST if code in files]
    for place, code in enumerate(order):
        rest = [files[c] for c in order[place:]]
        assert rf("gate", *rest, *ON).code == code
        assert rf("gate", *reversed(rest), *ON).code == code


def test_the_reports_are_written_also_when_it_is_shut(rf: Run, small: Path) -> None:
    done = rf("gate", small, *ON, "-f", "json", "-f", "markdown", "-o", "out")
    assert done.code == 4
    assert sorted(p.name for p in Path("out").iterdir()) == ["model.json", "model.md"]


def test_a_report_on_standard_output_stays_whole(rf: Run, small: Path) -> None:
    done = rf("gate", small, *ON, "-f", "json")
    assert done.code == 4
    assert json.loads(done.out)["model"]["name"] == "Sample"
    assert done.err.startswith("gate shut, exit code 4")
    assert done.out == rf("assess", small, "-f", "json").out


def test_the_day_comes_from_the_flag_the_environment_the_epoch_or_the_clock(
    rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    target = proposing(small, "api")
    assert rf("gate", target).code == 7, "the clock is long past 2026-07-31 or not yet there"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769990400")  # 2026-02-02
    done = rf("gate", target)
    assert done.code == 0
    assert "judged on 2026-02-02" in done.out.replace("\n", " ")
    monkeypatch.setenv("RISKFRAME_TODAY", "2026-02-03")
    assert "judged on 2026-02-03" in rf("gate", target).out.replace("\n", " ")
    assert "judged on 2026-02-04" in rf("gate", target, "--today", "2026-02-04").out.replace("\n", " ")
    monkeypatch.delenv("RISKFRAME_TODAY")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert rf("gate", target).code == 2


def test_the_step_summary_of_a_workflow_gets_the_findings(
    rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    changed(small, "name: Sample,", 'name: "Sam*ple <b>",')
    Path("summary.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert rf("gate", small, *ON).code == 4
    text = Path("summary.md").read_text(encoding="utf-8")
    assert text.startswith("before\n## riskframe: gate shut, exit code 4\n")
    assert "Sam\\*ple \\<b\\>" in text
    assert "- **insufficient evidence**: Biological and chemical weapons" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/such/folder.md")
    assert rf("gate", small, *ON).code == 4, "the verdict stands whether or not the page shows it"


def test_several_rubrics_are_told_together_and_the_strictest_decides(
    rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """The first rubric leaves the gate open, the other does not: in the terminal, on the page and in the result."""
    strict = small.parent / "strict"
    copytree(SMALL, strict, ignore=ignore_patterns("cases", "model.yaml"))
    changed(strict / "rubric.yaml", "id: small", "id: strict")
    changed(strict / "rules.yaml", "as_modified: 5}}", "as_modified: 1}}")
    target = proposing(small, "api")
    assert rf("gate", target, *ON).code == 0
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    done = rf("gate", target, *ON, "-r", SMALL, "-r", strict)
    assert done.code == 1, done.out
    assert "small: gate open, exit code 0" in done.out
    assert "strict: gate shut, exit code 1" in done.out
    last = done.out[done.out.index("\ntogether: ") :]
    assert last.startswith("\ntogether: gate shut, exit code 1: not supported\n")
    assert "alone their exit codes are small 0, strict 1" in " ".join(last.split())
    page = Path("summary.md").read_text(encoding="utf-8")
    assert page.startswith("## riskframe: gate shut under all rubrics together, exit code 1\n")
    assert "## riskframe: gate open under small, exit code 0\n" in page
    found = json.loads(rf("gate", target, *ON, "-r", SMALL, "-r", strict, "-f", "json").out)
    assert [one["gate"] for one in found] == [
        {
            "code": 1, "says": "not supported", "judged_on": ON[1], "codes": {"small": 0, "strict": 1},
            "strictest": ["strict"],
        }
    ] * 2  # fmt: skip
    rf("gate", target, *ON, "-r", SMALL, "-r", strict, "-f", "json", "-o", "out")
    done = rf("verify", Path("out/model.small.json"), "--model", target, "-r", SMALL)
    assert done.code == 0, done.out  # what only a gate adds is no difference


def test_one_rubric_that_binds_says_nothing_of_together(rf: Run, small: Path) -> None:
    done = rf("gate", small, *ON, "--advise", "marginal-risk")
    assert "together" not in done.out
    assert done.out.startswith("gate shut, exit code 4")
    assert json.loads(rf("gate", small, *ON, "-f", "json").out)["gate"] is None


def test_a_rubric_without_options_cannot_open_a_gate(rf: Run, small: Path) -> None:
    from riskframe.gate.judge import NothingProposed

    assert issubclass(NothingProposed, ValueError)
    folder = small.parent / "classes"
    folder.mkdir()
    (folder / "rubric.yaml").write_text(
        "riskframe_rubric: 1\nid: classes\nversion: 1.0.0\ntitle: Classes only\nsummary: s\nquestion: q\n"
        "sources: {ours: {title: Ours}}\nvalidity: {months: 6}\n"
        "classifications:\n"
        "  - {id: grade, title: Grade, means: m, values: [low, high], otherwise: low, source: {ref: ours, basis: design}}\n"
        "facts:\n  - {id: stage, title: Stage, type: choice, choices: [none, first], means: m, source: {ref: ours, basis: design}}\n",
        encoding="utf-8",
    )
    (folder / "rules.yaml").write_text(
        "rules:\n  - id: graded\n    title: t\n    source: {ref: ours, basis: design}\n    when: {is: {facts.stage: first}}\n"
        "    classify: {grade: high}\n    because: b\n    remedy: r\n",
        encoding="utf-8",
    )
    profile = small.parent / "graded.yaml"
    profile.write_text(
        "riskframe: 1\nmodel: {name: X, developer: Y, modalities: [text]}\nassessment: {date: 2026-01-31}\nfacts: {stage: first}\n",
        encoding="utf-8",
    )
    done = rf("gate", profile, "-r", folder, *ON)
    assert done.code == 3
    assert "knows no options" in done.err
    done = rf("assess", profile, "-r", folder)
    assert done.code == 0
    assert "Grade: high" in done.out
