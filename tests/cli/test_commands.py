"""explain, whatif, compare, check, schema, rubric, demo, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from riskframe.codes import CODES
from tests.cli.conftest import SMALL, Run, changed

# --- explain -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_explain_every_code(rf: Run, code: str) -> None:
    done = rf("explain", code.lower())
    assert done.code == 0
    assert done.out.startswith(f"# {code}: ")


def test_explain_a_name_of_the_rubric(rf: Run, small: Path) -> None:
    done = rf("explain", "open-needs-a-record")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "No record of earlier stages\nrule open-needs-a-record\n\n"
        "Effect\n  Caps at gated_weights: no more open option can be reached.\n\n"
        "Fires when\n  context.record at most 2\n\n"
        "Because\n  Restrictions that had to grow are what opening removes.\n\n"
        "Remedy\n  Run a stage and record it.\n\n"
        "Basis\n  paper: work (A work on openness)\n"
    )
    assert "Level text\n  One consumer card.\n" in rf("explain", "context.run_ease", "4").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["open-need-a-record"], 'did you mean "open-needs-a-record"?'),
        (["E999"], "there is no diagnostic code E999"),
        (["context.run_ease", "7"], '"7" is not a level of context.run_ease'),
        (["why-not", "open_weights"], "why-not needs an option and a profile"),
        (["why-not", "open_weight", "model.yaml"], 'did you mean "open_weights"?'),
    ],
)
def test_explain_what_is_not_there(rf: Run, small: Path, words: list[str], says: str) -> None:
    done = rf("explain", *words)
    assert done.code == 2
    assert done.out == ""
    assert says in done.err


WHY_NOT = """\
Open weights (open_weights) is not reached: 2 things in the way.

Domains in the way
  - Biological and chemical weapons: level 4 at severity 5 is intolerable, from
    Weights to vetted recipients (gated_weights) on; not in the central reading
    easiest path (lone): Somebody who wants the harm 5 > Get to ask the served
    model 5 > Get past the safeguards 5 > What it gives when it does not decline
    4 > Gain over what is already available 5
    held there by: What it gives when it does not decline, What it gives after
    tuning, Run and adapt it

Rules in the way
  - open-needs-a-record caps at gated_weights (paper): No record of earlier
    stages
    read: context.record: unknown (no rating is given)
    because: Restrictions that had to grow are what opening removes.
    remedy: Run a stage and record it.

Asked before release, and not met
  - Run a channel by which users learn of corrections.

It would be supported if these turned out at their favourable end
  - Biology (capability.bio.as_modified)
  - Record of earlier stages (context.record)
  Running a less open option first says nothing about
"""


def test_why_not(rf: Run, small: Path) -> None:
    done = rf("explain", "why-not", "open_weights", small)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(WHY_NOT[: WHY_NOT.index("  Running")])
    assert "An uplift study with a tuned model." in done.out


def test_why_not_an_option_that_is_reached(rf: Run, small: Path) -> None:
    assert (
        rf("explain", "why-not", "api", small).out
        == "API or hosted use (api) is reached in the conservative reading.\n"
    )


# --- whatif and compare --------------------------------------------------------------------------------------------


def test_whatif(rf: Run, small: Path) -> None:
    before = small.read_text(encoding="utf-8")
    done = rf("whatif", small, "--set", "capability.bio.as_modified=2", "--set", "context.record=4")
    assert done.code == 0
    assert done.out.startswith("recommendation: Staged release, starting at API or hosted use → Open weights\n")
    assert "start: api → open_weights" in done.out
    assert "gone: open-needs-a-record (caps at gated_weights)" in done.out
    assert done.err.startswith("assumed: evidence for context.record")
    assert small.read_text(encoding="utf-8") == before


def test_whatif_as_json(rf: Run, small: Path) -> None:
    found = json.loads(rf("whatif", small, "--remove", "safeguards.filters", "-f", "json").out)
    assert found["answers"][0]["before"] == "Staged release, starting at API or hosted use"
    assert any(cell["domain"] == "bio" and cell["option"] == "api" for cell in found["cells"])


def test_whatif_that_changes_nothing(rf: Run, small: Path) -> None:
    assert rf("whatif", small, "--set", "model.version='3'").out == "Nothing changes.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "nothing is supposed"),
        (["--set", "context.record=4", "-f", "html"], 2, "is not a format"),
        (["--set", "context.record"], 3, "not of the form PATH=VALUE"),
        (["--set", "context.record="], 3, "use --remove PATH"),
        (["--set", "context.recrd=4"], 3, '--set context.recrd: "recrd" is not a criterion'),
        (["--set", "foo=4"], 3, "neither a rating path of the rubric nor a key of a profile"),
        (["--set", "context.record=9"], 3, '--set context.record: "9" is not a level'),
        (["--remove", "context.record"], 3, 'there is no "context.record" to remove'),
    ],
)
def test_whatif_that_cannot_be(rf: Run, small: Path, arguments: list[str], code: int, says: str) -> None:
    done = rf("whatif", small, *arguments)
    assert done.code == code
    assert done.out == ""
    assert says in done.err


def test_compare_profiles_and_results_in_every_mixture(rf: Run, small: Path) -> None:
    """A profile and the result made from it are the same side of a comparison."""
    other = small.with_name("other.yaml")
    other.write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    changed(other, "hi: 4, evidence", "hi: 2, evidence")
    for path in (small, other):
        assert rf("assess", path, "-o", path.with_suffix(".json")).code == 0
    made = {
        rf("compare", a, b, "-f", "json").out
        for a in (small, small.with_suffix(".json"))
        for b in (other, other.with_suffix(".json"))
    }
    assert len(made) == 1
    text = rf("compare", small, other).out
    assert text.startswith("before: Sample 2, small 1.0.0, assessed 2026-01-31, profile ")
    assert "capability.bio.as_modified: 2 to 4, best 2 → 2" in text


def test_compare_names_what_vanished(rf: Run, small: Path) -> None:
    other = small.with_name("other.yaml")
    other.write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    changed(other, "  - {id: lead, role: Evaluation lead, dissent: Too soon.}", "  []")
    text = rf("compare", small, other).out
    assert "gone: lead (Evaluation lead, dissents: Too soon.)" in text
    assert "No longer there: lead." in text


def test_compare_refuses_what_is_no_result(rf: Run, small: Path) -> None:
    assert rf("assess", small, "-o", "a.json").code == 0
    result = json.loads(Path("a.json").read_text(encoding="utf-8"))
    Path("b.json").write_text(json.dumps({**result, "schema": "riskframe-assessment/99"}), encoding="utf-8")
    done = rf("compare", "a.json", "b.json")
    assert done.code == 3
    assert 'this version of riskframe reads "riskframe-assessment/1"' in done.err
    del result["validity"]
    Path("b.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    done = rf("compare", "a.json", "b.json")
    assert done.code == 3
    assert "b.json:1:1: error E309: this is not a whole result" in done.err
    assert rf("compare", "a.json", "-", stdin="").code == 2
    assert rf("compare", "a.json", small, "-r", SMALL, "-r", "seger-2023").code == 2


# --- check, schema, rubric -----------------------------------------------------------------------------------------


def test_check_profiles_and_rubrics_together(rf: Run, small: Path) -> None:
    done = rf("check", small, SMALL)
    assert (done.code, done.out) == (0, "")
    assert "no errors" in done.err
    done = rf("check", small, SMALL, "not-there.yaml")
    assert done.code == 3
    assert done.out.startswith('error E101: there is no file "not-there.yaml"')


def test_check_standard_input(rf: Run, small: Path) -> None:
    done = rf("check", "-", stdin="riskframe: 1\n")
    assert done.code == 3
    assert done.out.startswith("<stdin>:1:1: error E302")


def test_check_warns_with_exit_code_0(rf: Run, small: Path) -> None:
    changed(small, "date: 2026-01-12}", "date: 2026-01-12, status: rejected}")
    done = rf("check", small)
    assert done.code == 0
    assert "warning W420" in done.out


def test_a_rubric_with_a_fault_is_refused_with_the_line_by_every_command(rf: Run, small: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "broken"
    shutil.copytree(SMALL, folder)
    changed(folder / "rules.yaml", "cap: gated_weights", "cap: gated_weight")
    line = (folder / "rules.yaml").read_text(encoding="utf-8").splitlines().index("    cap: gated_weight") + 1
    for arguments in (
        ["assess", small],
        ["gate", small],
        ["check", small],
        ["rubric", "show", folder],
        ["rubric", "check", folder],
    ):
        more = [] if arguments[0] == "rubric" else ["-r", folder]
        done = rf(*arguments, *more)
        assert done.code == 3, arguments
        assert f"rules.yaml:{line}:10: error E412" in done.err + done.out
    assert rf("check", folder).code == 3
    done = rf("assess", small, "-r", "segr-2023")
    assert done.code == 3
    assert 'did you mean "seger-2023"?' in done.err


def test_schema(rf: Run) -> None:
    assert json.loads(rf("schema").out)["title"] == "A model profile (model.yaml)"
    assert json.loads(rf("schema", "result").out)["$schema"]
    done = rf("schema", "profil")
    assert done.code == 2
    assert 'did you mean "profile"?' in done.err


def test_rubric_list_and_show(rf: Run, small: Path) -> None:
    assert "seger-2023 1." in rf("rubric", "list").out
    shown = rf("rubric", "show", SMALL).out
    assert shown.startswith("A small rubric for tests\nsmall 1.0.0, sha256 ")
    assert rf("rubric", "show").out == shown, "the rubric in use"
    for part in (
        "open_weights: Open weights (irreversible)",
        "bio: Biological and chemical weapons, severity 5",
        "modified-unknown",
    ):
        assert part in shown
    assert rf("rubric", "show", "-").code == 2


def test_rubric_check_and_test(rf: Run, tmp_path: Path) -> None:
    import shutil

    done = rf("rubric", "test", SMALL)
    assert done.code == 0
    assert done.out.startswith("pass Nothing known is not for now\n")
    assert "gap  no case has start api\n" in done.out
    assert done.err == "3 of 3 cases pass; 6 of 6 rules seen to fire and to stay quiet, 2 of 4 outcomes had\n"
    table = rf("rubric", "test", SMALL, "--coverage").out
    assert "  modified-unknown        2    2\n" in table
    assert "  start api               0\n" in table
    folder = tmp_path / "other"
    shutil.copytree(SMALL, folder)
    changed(folder / "cases" / "basic.yaml", "start: closed", "start: api")
    done = rf("rubric", "test", folder)
    assert done.code == 3
    assert done.out.startswith("FAIL Nothing known is not for now\n")
    done = rf("rubric", "check", folder)
    assert done.code == 3
    assert "cases/basic.yaml:" in done.out


def test_a_rule_that_no_case_sees_fails_the_rubric(rf: Run, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "other"
    shutil.copytree(SMALL, folder)
    text = (folder / "cases" / "basic.yaml").read_text(encoding="utf-8")
    (folder / "cases" / "basic.yaml").write_text(text.partition("\n  - name: A model that can")[0], "utf-8")
    done = rf("rubric", "test", folder)
    assert done.code == 3
    assert "GAP  no case sees rule harmless fire\n" in done.out
    assert "GAP  no case sees rule judged stay quiet\n" in done.out
    assert done.err.startswith("1 of 1 cases pass; 2 of 6 rules seen")
    done = rf("rubric", "check", folder)
    assert done.code == 3
    assert 'rules.yaml:40:5: error E448: no case sees rule "open-needs-a-record" stay quiet' in done.out


def test_rubric_diff(rf: Run, tmp_path: Path) -> None:
    import shutil

    assert rf("rubric", "diff", SMALL, SMALL).out == "Nothing differs.\n"
    folder = tmp_path / "other"
    shutil.copytree(SMALL, folder)
    changed(folder / "rules.yaml", "cap: gated_weights", "cap: api")
    changed(folder / "tolerance.yaml", "4: 2, 5: 3}", "4: 2, 5: 2}")
    done = rf("rubric", "diff", SMALL, folder)
    assert done.code == 0
    weaker, stronger = done.out.split("\n\n")
    assert weaker.startswith("Weakens: decisions may become more open\n  - tolerance.floors.5: 3 becomes 2")
    assert "rules.open-needs-a-record.cap: gated_weights becomes api" in stronger
    record = json.loads(rf("rubric", "diff", SMALL, folder, "--json").out)
    assert (record["schema"], record["weakens"]) == ("riskframe-rubric-diff/1", ["tolerance.floors.5"])
    assert record["before"]["id"] == record["after"]["id"] == "small"
    assert record["before"]["digest"] != record["after"]["digest"]
    (change,) = [c for c in record["changes"] if c["name"] in record["weakens"]]
    assert (change["kind"], change["old"], change["new"], change["effect"]) == ("changed", 3, 2, "weakens")
    assert json.loads(rf("rubric", "diff", SMALL, SMALL, "--json").out)["changes"] == []


# --- an organisation's changes -------------------------------------------------------------------------------------

TIGHTER = """\
riskframe_organisation: 1
organisation: Sample Lab
rubric: small
tighten:
  - {what: tolerance.table.5.2, to: tolerable, owner: The board, reason: We want no more than level 2 there.}
"""
LOOSER = """\
riskframe_organisation: 1
organisation: Sample Lab
rubric: small
loosen:
  - {what: rules.open-needs-a-record.cap, to: open_weights, owner: The board, reason: A pilot., expires: 2026-03-31}
"""


def test_an_organisation_tightens_a_rubric(rf: Run, small: Path) -> None:
    Path("org.yaml").write_text(TIGHTER, encoding="utf-8")
    done = rf("assess", small, "--overrides", "org.yaml", "-f", "json")
    assert done.code == 0, done.err
    result = json.loads(done.out)
    assert (result["weakened"], result["loosenings"]) == (False, [])
    cells = {(c["domain"], c["option"]): c["zone"]["conservative"] for c in result["decision"]["domains"]}
    assert cells["bio", "api"] == "tolerable"
    assert result["rubric"]["digest"] != json.loads(rf("assess", small, "-f", "json").out)["rubric"]["digest"]
    # ... as a setting, too, and for every command that decides
    changed(small.with_name("riskframe.toml"), "rubric =", 'overrides = "org.yaml"\nrubric =')
    assert json.loads(rf("assess", small, "-f", "json").out) == result
    assert rf("gate", small, "--today", "2026-02-01").code == 4


def test_a_loosening_is_shown_and_shuts_the_gate(rf: Run, small: Path) -> None:
    changed(small, "hi: 4, evidence", "hi: 2, evidence")
    changed(small, "facts: {stage: none}", "facts: {stage: none, update_channel: true}")
    Path("org.yaml").write_text(LOOSER, encoding="utf-8")
    assert rf("gate", small, "--today", "2026-02-01").code == 4
    done = rf("gate", small, "--today", "2026-02-01", "--overrides", "org.yaml")
    assert done.code == 6
    assert "no signed-off waiver is on record" in done.out.replace("\n    ", " ")
    result = json.loads(rf("assess", small, "--overrides", "org.yaml", "-f", "json").out)
    assert result["weakened"]
    assert result["unmodified_verdict"] == "insufficient_evidence"
    out = rf("assess", small, "--overrides", "org.yaml").out
    assert out.splitlines()[1] == "weakened by 1 loosening of the rubric; without it: insufficient evidence"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("rubric: small", "rubric: smal", "org.yaml:3:9: error E450"),
        (
            "tolerance.table.5.2, to: tolerable",
            "rules.open-needs-a-record.cap, to: open_weights",
            "org.yaml:5:5: error E451",
        ),
        ("tolerance.table.5.2", "tolerance.table.5.9", "org.yaml:5:12: error E450"),
        ("to: tolerable", "to: frob", "org.yaml:5:37: error E455"),
        ("owner: The board, ", "", "org.yaml:5:5: error E302"),
    ],
)
def test_a_fault_in_the_organisations_file_has_its_line(rf: Run, small: Path, old: str, new: str, says: str) -> None:
    Path("org.yaml").write_text(TIGHTER.replace(old, new), encoding="utf-8")
    for command in ("assess", "gate", "check"):
        done = rf(command, small, "--overrides", "org.yaml")
        assert done.code == 3
        assert says in done.err + done.out


# --- demo and doctor -----------------------------------------------------------------------------------------------


def test_demo(rf: Run) -> None:
    done = rf("demo", "out")
    assert done.code == 0, done.err
    names = {path.name for path in Path("out").iterdir()}
    assert {"riverbend-7b.yaml", "riverbend-7b.html", "riverbend-7b.json", "riverbend-7b.md"} <= names
    assert done.out.startswith("Staged release, starting at API")
    assert "Next: open out/riverbend-7b.html" in done.err
    assert rf("check", "out/riverbend-7b.yaml").code == 0
    again = rf("demo", "out")
    assert again.code == 2
    assert "holds riverbend-7b.yaml already" in again.err


def test_demo_chooses_a_new_folder(rf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = rf("demo")
    assert done.code == 0
    assert "Pango" in done.err
    assert len(list(tmp_path.glob("riskframe-demo-*/riverbend-7b.html"))) == 1


def test_doctor(rf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = rf("doctor")
    assert done.code == 5
    assert "missing PDF reports" in done.out
    assert "apt-get install" in done.out.replace("\n        ", " ")
    assert "ok      bundled rubrics: " in done.out
    assert "seger-2023" in done.out
