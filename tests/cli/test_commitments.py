"""Locks, plans, previous results, `verify` and `check --since`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run, changed
from tests.cli.test_gate import ON, proposing
from tests.cli.test_gate_release import kinds

LOCK = ("--lock", "riskframe-lock.yaml")


@pytest.fixture
def own(small: Path) -> Path:
    """The sample profile, proposing what is supported, and a rubric folder of its own."""
    shutil.copytree(SMALL, small.parent / "rubric")
    (small.parent / "riskframe.toml").write_text('rubric = ["rubric"]\n', encoding="utf-8")
    return proposing(small, "api")


def result(rf: Run, profile: Path, *more: str) -> Path:
    file = Path("result.json")
    file.write_text(rf("gate", profile, *ON, "-f", "json", *more).out, encoding="utf-8")
    return file


# --- locks -----------------------------------------------------------------------------------------------------------


def test_a_lock_holds_while_nothing_changes(rf: Run, own: Path) -> None:
    assert rf("rubric", "lock", "--profile", own, "--today", "2026-01-05").code == 0
    assert rf("gate", own, *ON, *LOCK).code == 0
    again = rf("rubric", "lock", "--profile", own, "--today", "2026-01-06")
    assert (again.code, "nothing changed since 2026-01-05" in again.err) == (0, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("rubric/tolerance.yaml", "5:", "5: ", "G505"),
        ("rubric/rules.yaml", "cap: api", "cap: gated_weights", "G505"),
        ("model.yaml", "date: 2025-06-01", "date: 2025-06-02", "G507"),
        ("model.yaml", "name: Other 7B", "name: Another 7B", "G507"),
        ("model.yaml", "title: Other open models", "title: Other models", "G507"),
        (
            "model.yaml",
            "  - {id: lead, role: Evaluation lead, dissent: Too soon.}",
            "  - {id: new, role: Lead}",
            "G602",
        ),
    ],
)
def test_what_changed_after_measuring_ends_in_7(rf: Run, own: Path, file: str, old: str, new: str, reason: str) -> None:
    assert rf("rubric", "lock", "--profile", own, "--today", "2026-01-05").code == 0
    changed(own.parent / file, old, new)
    done = rf("gate", own, *ON, *LOCK)
    assert (done.code, reason in kinds(done.out)) == (7, True), done.out


def test_a_rubric_past_reading_is_a_changed_one(rf: Run, own: Path) -> None:
    assert rf("rubric", "lock", "--today", "2026-01-05").code == 0
    changed(own.parent / "rubric" / "rules.yaml", "rules:", "rulez:")
    assert rf("gate", own, *ON).code == 3
    done = rf("gate", own, *ON, *LOCK)
    assert done.code == 7
    assert "rules.yaml of the rubric was changed since the lock of 2026-01-05 (G505)" in done.err


def test_added_files_and_overrides_are_seen(rf: Run, own: Path) -> None:
    assert rf("rubric", "lock", "--today", "2026-01-05").code == 0
    (own.parent / "rubric" / "criteria" / "more.yaml").write_text("criteria: []\n", encoding="utf-8")
    assert "criteria/more.yaml of the rubric is new" in rf("gate", own, *ON, *LOCK).out.replace("\n    ", " ")
    (own.parent / "rubric" / "criteria" / "more.yaml").unlink()
    Path("ours.yaml").write_text(
        "riskframe_organisation: 1\norganisation: Ours\nrubric: small\ntighten:\n"
        "  - {what: validity.months, to: 3, owner: Board, reason: Caution.}\n", encoding="utf-8")  # fmt: skip
    done = rf("gate", own, *ON, *LOCK, "--overrides", "ours.yaml")
    assert (done.code, kinds(done.out)) == (7, {"G505"})


def test_a_lock_is_replaced_with_a_reason_only_and_remembers_the_one_before(rf: Run, own: Path) -> None:
    assert rf("rubric", "lock", "--today", "2026-01-05").code == 0
    changed(own.parent / "rubric" / "rules.yaml", "because: It does most of it by itself.", "because: It is able.")
    refused = rf("rubric", "lock", "--today", "2026-01-06")
    assert (refused.code, "--because" in refused.err) == (2, True)
    assert rf("rubric", "lock", "--today", "2026-01-06", "--because", "Wording.").code == 0
    text = Path("riskframe-lock.yaml").read_text(encoding="utf-8")
    assert "Wording." in text
    assert "2026-01-05" in text
    assert rf("gate", own, *ON, *LOCK).code == 0


def test_a_lock_of_another_rubric_shuts_the_gate(rf: Run, own: Path) -> None:
    assert rf("rubric", "lock", "openness", "--today", "2026-01-05").code == 0
    done = rf("gate", own, *ON, *LOCK)
    assert (done.code, kinds(done.out)) == (7, {"G506"})


def test_what_was_measured_before_the_lock_is_told_and_shuts_nothing(rf: Run, own: Path) -> None:
    changed(own, "date: 2026-01-10}", "date: 2026-01-10, result: {metric: accuracy, value: 0.5, unit: share}}")
    assert rf("rubric", "lock", "--today", "2026-01-20").code == 0
    done = rf("gate", own, *ON, *LOCK)
    assert (done.code, kinds(done.out)) == (0, {"G508"})


# --- what vanished ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason", "code"),
    [
        ("  - {id: survey, title: Survey of users, kind: document, voice: developer}\n", "", "G601", 7),
        ("  - {id: lead, role: Evaluation lead, dissent: Too soon.}", "  - {id: other, role: Lead}", "G602", 7),
        (", dissent: Too soon.", "", "G605", 7),
        ("valid_until: 2026-06-30", "valid_until: 2026-07-30", "G603", 0),
        ("kind: document, voice: developer}", "kind: document, voice: developer, status: rejected}", "G603", 0),
        ("name: Sample,", "name: Another,", "G604", 3),
    ],
)
def test_what_vanished_since_the_previous_result_is_always_told(
    rf: Run, own: Path, old: str, new: str, reason: str, code: int
) -> None:
    changed(own, "evidence: [survey]", "evidence: [market]")
    before = result(rf, own)
    text = own.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    own.write_text(text, encoding="utf-8")
    assert rf("gate", own, *ON).code == 0, "one file cannot show it"
    done = rf("gate", own, *ON, "--previous", before)
    assert (done.code, reason in kinds(done.out)) == (code, True), done.out


def test_a_vanished_rating_of_an_assessor(rf: Run, own: Path) -> None:
    changed(own, "run_ease: {level: 4, evidence: [market]}", "run_ease: {by: {lead: 4, second: 3}, evidence: [market]}")
    changed(own, "  - {id: lead,", "  - {id: second, role: Reviewer}\n  - {id: lead,")
    before = result(rf, own)
    changed(own, "by: {lead: 4, second: 3}", "by: {lead: 4}")
    done = rf("gate", own, *ON, "--previous", before)
    assert (done.code, kinds(done.out)) == (7, {"G605"})


# --- the plan --------------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(rf: Run, own: Path) -> Path:
    done = rf("plan", own, "-o", "plan.yaml")
    assert done.code == 0
    assert "api > gated_weights" in done.err
    return Path("plan.yaml")


def test_the_first_stage_of_a_plan_is_open_and_recorded(rf: Run, own: Path, plan: Path) -> None:
    done = rf("gate", own, *ON, "--plan", plan, "-f", "json")
    assert done.code == 0
    assert json.loads(done.out)["plan"]["stage"] == "api"
    assert rf("plan", own, "-o", plan).code == 2, "what was seen is not overwritten"


def test_a_stage_waits_for_the_one_before(rf: Run, own: Path, plan: Path) -> None:
    gate = ("gate", own, *ON, "--option", "gated_weights", "--plan", plan)
    assert {"G703", "G704"} <= kinds(rf(*gate).out)
    changed(plan, '    way_back: "Close the accounts."', '    way_back: "Close the accounts."\n    entered: 2026-01-31')
    assert kinds(rf(*gate).out) & {"G703", "G704"} == {"G704"}
    shown = '        text: "An uplift study with a tuned model."'
    changed(plan, shown, shown + "\n        met: {on: 2026-01-31, evidence: [nothing]}")
    assert kinds(rf(*gate).out) & {"G703", "G704"} == {"G704"}, "evidence that the profile does not hold"
    changed(plan, "[nothing]", "[tuned]")
    assert kinds(rf(*gate).out) & {"G703", "G704"} == set()


def test_an_option_beyond_the_plan_skips_stages(rf: Run, own: Path, plan: Path) -> None:
    assert "G703" in kinds(rf("gate", own, *ON, "--option", "open_weights", "--plan", plan).out)
    assert rf("gate", own, *ON, "--option", "closed", "--plan", plan).code == 0


def test_a_trigger_that_was_seen_ends_the_assessment(rf: Run, own: Path, plan: Path) -> None:
    seen = "    text: An incident\n    seen: [{on: 2026-01-30, note: A report.}]"
    changed(plan, "    text: An incident", seen)
    assert rf("gate", own, *ON, "--plan", plan).code == 0, "before the assessment"
    changed(plan, "on: 2026-01-30", "on: 2026-02-01")
    done = rf("gate", own, *ON, "--plan", plan)
    assert (done.code, kinds(done.out)) == (7, {"G204"})


def test_commitments_are_sealed_and_stay_those_of_the_previous_result(rf: Run, own: Path, plan: Path) -> None:
    before = result(rf, own, "--plan", str(plan))
    text = plan.read_text(encoding="utf-8")
    changed(plan, "An uplift study with a tuned model.", "A study.")
    done = rf("gate", own, *ON, "--plan", plan)
    assert (done.code, kinds(done.out)) == (7, {"G706"})
    plan.write_text(text, encoding="utf-8")
    assert rf("gate", own, *ON, "--plan", plan, "--previous", before).code == 0
    said = json.loads(before.read_text(encoding="utf-8"))
    said["plan"]["commitments"] = "0" * 64
    before.write_text(json.dumps(said), encoding="utf-8")
    assert kinds(rf("gate", own, *ON, "--plan", plan, "--previous", before).out) == {"G706"}


def test_a_stop_signal_shuts_the_gate(rf: Run, own: Path) -> None:
    changed(
        own.parent / "rubric" / "rubric.yaml", "validity:",
        "staging: {watch: [Use], stop_signals: [Restrictions have to grow], told: [The board]}\nvalidity:",
    )  # fmt: skip
    assert rf("plan", own, "-o", "plan.yaml").code == 0
    assert rf("gate", own, *ON, "--plan", "plan.yaml").code == 0
    text = Path("plan.yaml").read_text(encoding="utf-8")
    seen = "text: Restrictions have to grow\n        seen: [{on: 2026-02-01, note: In the logs.}]"
    Path("plan.yaml").write_text(text.replace("text: Restrictions have to grow", seen, 1), encoding="utf-8")
    done = rf("gate", own, *ON, "--plan", "plan.yaml")
    assert (done.code, kinds(done.out)) == (1, {"G702"})


# --- verify and since ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [(), ("--analysis",), ("--legal-context",)])
def test_a_result_verifies_against_what_it_was_made_from(rf: Run, own: Path, more: tuple[str, ...]) -> None:
    Path("result.json").write_text(rf("assess", own, "-f", "json", *more).out, encoding="utf-8")
    done = rf("verify", "result.json", "--model", own)
    assert (done.code, done.out.split(":")[0]) == (0, "verified"), done.out


def test_a_result_of_another_option_than_the_proposed_one_verifies(rf: Run, own: Path) -> None:
    file = result(rf, own, "--option", "closed")
    assert rf("verify", file, "--model", own).code == 0


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"start": "api"', '"start": "open_weights"', "G801"),
        ('"developer": "Sample Lab"', '"developer": "Other Lab"', "G801"),
        ('"seed": 0', '"seed":  0', "G804"),
    ],
)
def test_an_edited_result_does_not_verify(rf: Run, own: Path, old: str, new: str, reason: str) -> None:
    file = changed(result(rf, own), old, new)
    done = rf("verify", file, "--model", own)
    assert (done.code, reason in kinds(done.out)) == (7, True), done.out


def test_a_result_does_not_verify_against_another_rubric(rf: Run, own: Path) -> None:
    file = result(rf, own)
    changed(own.parent / "rubric" / "rules.yaml", "title: The tuned model is very able", "title: It is very able")
    done = rf("verify", file, "--model", own)
    assert (done.code, "G802" in kinds(done.out)) == (7, True)
    assert rf("verify", file, "--model", own, "-r", "seger-2023").code == 2


def test_something_that_is_no_result_is_invalid(rf: Run, own: Path) -> None:
    assert rf("verify", own, "--model", own).code == 3
    assert rf("check", own, "--since", own).code == 3


@pytest.mark.parametrize(
    ("old", "new", "today", "says", "code"),
    [
        ("name: Sample", "name: Sample", "2026-02-01", "still valid", 0),
        ("name: Sample", "name: Sample", "2026-08-01", "stale", 7),
        ("rationale: One run only.", "rationale: One run.", "2026-02-01", "stale", 7),
        ("sha256: 9f86", "sha256: 8f86", "2026-02-01", "must be assessed anew", 7),
        ("strength: 4", "strength: 3", "2026-02-01", "must be assessed anew", 7),
        ("{name: Other 7B,", "{name: New 70B, date: 2026-01-20, result: market}, {name: Other 7B,", "2026-02-01",
         "must be assessed anew", 7),
        ("  - {id: survey,", "  - {id: misuse, title: Misuse seen, kind: incident, date: 2026-01-30}\n  - {id: survey,",
         "2026-02-01", "must be assessed anew", 7),
        ("as_released: 1", "as_released: 9", "2026-02-01", "", 3),
    ],
)  # fmt: skip
def test_an_earlier_result_against_today(
    rf: Run, own: Path, old: str, new: str, today: str, says: str, code: int
) -> None:
    file = result(rf, own)
    changed(own, old, new)
    done = rf("check", own, "--since", file, "--today", today)
    assert (done.code, done.out.split("\n")[0]) == (code, says), done.out
