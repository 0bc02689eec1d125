"""`jurisdictions` and `assess --legal-context`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run, changed


def test_every_fact_on_file_is_listed(rf: Run) -> None:
    done = rf("jurisdictions")
    assert done.code == 0
    assert done.out.startswith("Context, not legal advice.")
    assert "\nCalifornia\n  - ca-transparency-report: SB 53" in done.out


def test_facts_beside_a_profile(rf: Run, small: Path) -> None:
    done = rf("jurisdictions", small)
    assert done.code == 0
    assert "training compute above 1e26 operations: not known" in done.out.replace("\n    ", " ")
    changed(small, "parameters: 7.0e+9", "parameters: 7.0e+9, training_compute_flop: 1.0e+24")
    less = rf("jurisdictions", small).out
    assert "California" not in less
    assert "more are left out, because this profile is not what they speak of." in less


def test_reports_hold_the_context_only_where_it_is_asked_for(rf: Run, small: Path) -> None:
    plain = json.loads(rf("assess", small, "-f", "json").out)
    asked = json.loads(rf("assess", small, "--legal-context", "-f", "json").out)
    assert plain["legal_context"] is None
    context = asked.pop("legal_context")
    assert {**plain, "legal_context": None} == {**asked, "legal_context": None}, "nothing else changes"
    assert [f["state"] for f in context["facts"] if f["id"] == "us-ntia-report"] == ["met"]
    assert context["disclaimer"].startswith("Context, not legal advice.")
    heading = "Legal context (not legal advice)"
    for name in ("markdown", "html"):
        assert heading not in rf("assess", small, "-f", name).out
        assert heading in rf("assess", small, "--legal-context", "-f", name).out
    Path("riskframe.toml").write_text(Path("riskframe.toml").read_text() + "legal_context = true\n", encoding="utf-8")
    assert heading in rf("assess", small, "-f", "markdown").out


def test_a_result_with_context_can_be_recomputed(rf: Run, small: Path) -> None:
    Path("out.json").write_text(rf("assess", small, "--legal-context", "-f", "json").out, encoding="utf-8")
    done = rf("verify", "out.json", "--model", small)
    assert done.code == 0, done.out + done.err


OWN = """\
riskframe_jurisdictions: 1
disclaimer: Ask our counsel.
sources: {memo: {title: Memo of counsel}}
facts:
  - id: ours
    jurisdiction: Ruritania
    instrument: Decree 1
    title: Models are listed
    says: Every model is listed.
    kind: law
    founded: text
    as_of: 2026-01-01
    source: {ref: memo}
"""


def test_an_organisation_brings_facts_of_its_own(rf: Run, small: Path) -> None:
    Path("laws.yaml").write_text(OWN, encoding="utf-8")
    done = rf("jurisdictions", "--legal-facts", "laws.yaml")
    assert done.out.startswith("Ask our counsel.\n\nRuritania\n  - ours: Decree 1: Models are listed")
    rf("assess", small, "--legal-facts", "laws.yaml", "-f", "json", "-o", "out")
    context = json.loads(Path("out/model.json").read_text(encoding="utf-8"))["legal_context"]
    assert [fact["id"] for fact in context["facts"]] == ["ours"]
    verify = ("verify", "out/model.json", "--model", small)
    assert rf(*verify, "--legal-facts", "laws.yaml").code == 0
    assert "legal_context.digest" in rf(*verify).out, "the bundled facts are others"
    with Path("riskframe.toml").open("a", encoding="utf-8") as file:
        file.write('legal_facts = "laws.yaml"\n')
    assert rf(*verify).code == 0
    assert json.loads(rf("assess", small, "-f", "json").out)["legal_context"] is None, "a setting is no request"


def test_facts_with_faults_are_refused_at_their_lines(rf: Run, small: Path) -> None:
    Path("laws.yaml").write_text(
        OWN.replace("ref: memo", "ref: memoir").replace("kind: law", "kind: rumour"), encoding="utf-8"
    )
    for command in (("jurisdictions",), ("assess", small)):
        done = rf(*command, "--legal-facts", "laws.yaml")
        assert done.code == 3
        assert "laws.yaml:10:11: error E304" in done.err
    assert "error E101" in rf("assess", small, "--legal-facts", "none.yaml").err
