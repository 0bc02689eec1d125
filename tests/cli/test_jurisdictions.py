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
