"""`gate --report`: every form against its schema, the lines, what lasts, and what a run that fails leaves behind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from jsonschema import Draft4Validator

from riskframe.gate.reasons import BY_ID, page
from tests.cli.conftest import SMALL, Run, changed
from tests.cli.test_gate import ON, proposing, ready
from tests.cli.test_gate_release import signed

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
FORMS = ("lines", "sarif", "junit", "github", "gitlab")


def sarif(text: str | bytes) -> dict[str, Any]:
    """The one run of a valid SARIF log."""
    made = json.loads(text)
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).validate(made)
    (run,) = made["runs"]
    assert isinstance(run, dict)
    return run


def junit(content: bytes) -> ET.Element:
    """The root of valid JUnit XML, whose counts are right."""
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(content.decode())
    root = ET.fromstring(content)  # noqa: S314 - our own output
    for suite in root.findall("testsuite"):
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{kind}")))
    return root


def gitlab(text: str | bytes) -> list[dict[str, Any]]:
    """Issues with what GitLab requires of each; its documentation has no schema."""
    issues = json.loads(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def waived(rf: Run, small: Path) -> tuple[str, ...]:
    """A command line whose gate is open by a waiver."""
    profile = changed(ready(small), "update_channel: true", "update_channel: false")
    draft = rf("waivers", profile, *ON)
    Path("waivers.yaml").write_text(draft.out, encoding="utf-8")
    signed(Path("waivers.yaml"))
    return ("gate", str(profile), *ON, "--waivers", "waivers.yaml")


CASES = {
    "open": 0, "not_supported": 1, "insufficient": 4, "unmet": 6, "stale": 7, "invalid": 3, "nothing_proposed": 3,
    "waived": 0, "gone": 3,
}  # fmt: skip


def command(case: str, rf: Run, small: Path) -> tuple[str, ...]:
    """A command line of each outcome."""
    if case == "waived":
        return waived(rf, small)
    if case == "open":
        return ("gate", str(proposing(small, "api")), *ON)
    if case == "not_supported":
        changed(small, "{lo: 2, best: 2, hi: 4, evidence: [tuned]", "{lo: 5, best: 5, hi: 5, evidence: [tuned]")
    if case == "unmet":
        return ("gate", str(changed(ready(small), "update_channel: true", "update_channel: false")), *ON)
    if case == "stale":
        return ("gate", str(small), "--today", "2027-02-01")
    if case == "invalid":
        changed(small, "as_released: 1", "as_released: 9")
    if case == "nothing_proposed":
        changed(small, "proposed: open_weights, ", "")
    return ("gate", "no such,file%.yaml" if case == "gone" else str(small), *ON)


@pytest.mark.parametrize(("case", "code"), CASES.items())
def test_every_outcome_is_told_in_every_form(rf: Run, small: Path, case: str, code: int) -> None:
    asked = [part for form in FORMS for part in ("--report", f"{form}=told/{form}")]
    done = rf(*command(case, rf, small), *asked)
    assert done.code == code
    told = {form: Path("told", form).read_bytes() for form in FORMS}
    run = sarif(told["sarif"])
    assert run["invocations"][0]["exitCode"] == code
    assert run["invocations"][0]["executionSuccessful"] is (code != 3)
    cases = junit(told["junit"]).findall("testsuite/testcase")
    shut = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    assert bool(shut) is (code != 0), "JUnit is green exactly where the gate is open"
    issues, lines = gitlab(told["gitlab"]), told["lines"].decode().splitlines()
    assert len(run["results"]) == len(issues) == len(lines) == told["github"].count(b"\n")
    open_results = [r for r in run["results"] if r["level"] == "error" and not r.get("suppressions")]
    assert bool(open_results) is (code != 0)
    assert any(issue["severity"] == "blocker" for issue in issues) is (code != 0)
    assert (b"::error " in told["github"]) is (code != 0)
    assert all(re.match(r"[^:]+:\d+:\d+: (error|warning|note|waived) [GEW]\d+: \S", line) for line in lines)


def test_findings_stand_at_their_lines(rf: Run, small: Path) -> None:
    done = rf("gate", small, *ON, "--report", "sarif")
    text = small.read_text(encoding="utf-8").splitlines()
    places = [r["locations"][0]["physicalLocation"] for r in sarif(done.out)["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"model.yaml"}
    seen = {
        text[p["region"]["startLine"] - 1][p["region"]["startColumn"] - 1 : p["region"]["endColumn"] - 1]
        for p in places
    }
    assert seen <= {"open_weights", "bio", "cyber"}
    assert "bio" in seen
    assert "gate shut, exit code 4" in done.err, "the words go aside"


def test_a_finding_keeps_its_fingerprint_while_lines_and_days_move(rf: Run, small: Path) -> None:
    def prints(today: str) -> list[str]:
        results = sarif(rf("gate", small, "--today", today, "--report", "sarif").out)["results"]
        return [r["partialFingerprints"]["riskframeFinding/v1"] for r in results]

    before = prints("2027-02-01")
    assert len(set(before)) == len(before) >= 3
    changed(small, "riskframe: 1\n", "# a line\n# and another\nriskframe: 1\n")
    assert prints("2027-03-04") == before


def test_a_waiver_is_a_suppression_with_its_owner(rf: Run, small: Path) -> None:
    done = rf(*waived(rf, small), "--report", "sarif")
    assert done.code == 0
    (result,) = sarif(done.out)["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["properties"] == {"waiver": "waiver-1", "owner": "Release board", "expires": "2026-05-31"}


def test_rules_are_the_documented_reasons(rf: Run, small: Path) -> None:
    run = sarif(rf("gate", small, *ON, "--report", "sarif").out)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert {rule["id"]: rule["help"]["markdown"] for rule in rules} == {
        rule["id"]: page(BY_ID[rule["id"]]) for rule in rules
    }


def test_findings_of_other_files_stand_in_those(rf: Run, small: Path) -> None:
    arguments = waived(rf, small)
    changed(Path("waivers.yaml"), "2026-05-31", "2026-01-01")
    done = rf(*arguments, "--report", "gitlab")
    assert done.code == 7
    (expired,) = [issue for issue in gitlab(done.out) if issue["check_name"] == "G501"]
    assert expired["location"]["path"] == "waivers.yaml"
    line = Path("waivers.yaml").read_text(encoding="utf-8").splitlines()[expired["location"]["lines"]["begin"] - 1]
    assert "2026-01-01" in line or "waiver-1" in line


def test_paths_are_those_of_the_checkout(rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(small.parent))
    inside = small.parent / "models" / "a b"
    inside.mkdir(parents=True)
    small.rename(inside / "model.yaml")
    (inside / "riskframe.toml").write_text(f'rubric = ["{SMALL}"]\n', encoding="utf-8")
    monkeypatch.chdir(inside)
    done = rf("gate", "model.yaml", *ON, "--report", "sarif")
    (uri,) = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif(done.out)["results"]}
    assert uri == "models/a%20b/model.yaml"


def test_workflow_commands_hold_their_text_together(rf: Run, small: Path) -> None:
    changed(small, "id: suite, title: Benchmarks as released", 'id: suite, title: "50%: a, b\\n::error::x"')
    done = rf("gate", small, *ON, "--report", "github")
    assert done.code == 4
    for line in done.out.splitlines():
        assert re.fullmatch(
            r"::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^,:]+::.+", line
        )


def test_wrong_forms_and_shared_streams_end_in_2(rf: Run, small: Path) -> None:
    assert rf("gate", small, *ON, "--report", "sarf").code == 2
    assert rf("gate", small, *ON, "--report", "sarif", "--report", "junit").code == 2
    assert rf("gate", small, *ON, "--report", "sarif", "-f", "json").code == 2


def test_a_broken_rubric_replaces_the_report_of_an_earlier_run(rf: Run, small: Path) -> None:
    profile = proposing(small, "api")
    assert rf("gate", profile, *ON, "--report", "sarif=told.sarif").code == 0
    assert rf("gate", profile, *ON, "-r", "no-such-rubric", "--report", "sarif=told.sarif").code == 3
    run = sarif(Path("told.sarif").read_bytes())
    assert (run["invocations"][0]["exitCode"], bool(run["results"])) == (3, True)
