"""Evidence item by item: nothing measured carries a decision by being broken, small, or left aside."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.evidence import Evidence, MeasuredModel, Result
from riskframe.gate.evidence import cited_ids, file_findings, result_findings, weights_findings
from riskframe.gate.reasons import BY_ID, REASONS, page
from riskframe.rubric.schema import EvidenceBars
from tests.gate.test_judge import SMALL

GOOD: dict[str, Any] = {
    "metric": "accuracy", "value": 0.5, "unit": "share", "samples_planned": 100, "samples_completed": 100,
    "samples_errored": 0,
}  # fmt: skip


def found(result: dict[str, Any], *, cited: bool = True, bars: EvidenceBars | None = None, **more: Any) -> list[str]:
    from riskframe import load_profile

    item = Evidence(id="e", title="E", kind="benchmark", result=Result(**result), **more)
    profile = load_profile(SMALL / "model.yaml").model_copy(update={"evidence": (item,)})
    return [f.kind for f in result_findings(profile, frozenset(["e"] if cited else []), bars or EvidenceBars())]


def test_a_whole_result_carries() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"value": None}, "result_missing"),
        ({"unit": None}, "result_unit"),
        ({"value": 1.5}, "result_unit"),
        ({"value": 50.0}, "result_unit"),
        ({"unit": "percent", "value": 120.0}, "result_unit"),
        ({"unit": "percent", "minimum": 0.0, "maximum": 1.0}, "result_unit"),
        ({"unit": "points"}, "result_unit"),
        ({"minimum": 0.6}, "result_unit"),
        ({"lower": 0.6, "upper": 0.7}, "result_unit"),
        ({"samples_completed": 19, "samples_planned": 19}, "result_too_small"),
        ({"samples_completed": 89}, "result_too_small"),
        ({"samples_completed": None}, "result_too_small"),
        ({"samples_errored": 12}, "result_errored"),
    ],
)
def test_what_cannot_carry(change: dict[str, Any], kind: str) -> None:
    assert found(GOOD | change) == [kind]


@pytest.mark.parametrize("change", [{"unit": "points", "minimum": 0.0, "maximum": 9.0}, {"unit": "percent", "value": 50.0},
                                    {"samples_completed": 90}, {"samples_errored": 11}])  # fmt: skip
def test_what_can(change: dict[str, Any]) -> None:
    assert found(GOOD | change) == []


@pytest.mark.parametrize(
    ("bars", "kind"),
    [
        (EvidenceBars(fewest_samples=101), "result_too_small"),
        (EvidenceBars(least_completed=1.0), "result_too_small"),
        (EvidenceBars(most_errored=0.01), "result_errored"),
    ],
)
def test_the_bars_are_the_rubrics(bars: EvidenceBars, kind: str) -> None:
    result = GOOD | {"samples_planned": 101, "samples_errored": 2}
    assert found(result) == []
    assert found(result, bars=bars) == [kind]


def test_the_gate_takes_the_bars_of_the_rubric_that_it_judges_under() -> None:
    from datetime import date

    from riskframe import assess, load_profile, load_rubric
    from riskframe.gate.judge import Release, judge
    from tests.rubric.small_rubric import planted, resolved

    profile = load_profile(SMALL / "model.yaml")
    first, *rest = profile.evidence
    first = first.model_copy(update={"result": Result(**GOOD)})
    profile = profile.model_copy(update={"evidence": (first, *rest)})
    assessment = assess(load_profile(SMALL / "model.yaml"), load_rubric(SMALL))
    for bars, expected in ({}, False), ({"fewest_samples": 500}, True):
        rubric = resolved(planted(bars, "rubric", "evidence_bars"))
        judged = judge(assessment, date(2026, 2, 1), Release(profile=profile, rubric=rubric))
        assert any(f.kind == "result_too_small" for f in judged.findings) is expected


def test_not_a_number_is_found_even_if_no_file_can_say_it() -> None:
    from riskframe import load_profile

    result = Result(**GOOD).model_copy(update={"value": float("nan")})
    item = Evidence(id="e", title="E", kind="benchmark").model_copy(update={"result": result})
    profile = load_profile(SMALL / "model.yaml").model_copy(update={"evidence": (item,)})
    assert [f.kind for f in result_findings(profile, frozenset(["e"]), EvidenceBars())] == ["result_not_finite"]


def test_a_result_that_nothing_cites_is_told_and_a_rejected_one_is_not() -> None:
    assert found(GOOD, cited=False) == ["result_unmapped"]
    assert found(GOOD, cited=False, status="rejected") == []


@pytest.mark.parametrize(
    ("caution", "kinds"),
    [("few_samples", ["result_too_small"]), ("errored_samples", ["result_errored"]), ("unit_unknown", ["result_unit"]),
     ("mock_model", ["result_not_of_model"]), ("not_finite", ["result_not_finite"]), ("self_reported", [])],
)  # fmt: skip
def test_cautions_of_importers_count(caution: str, kinds: list[str]) -> None:
    assert found(GOOD, cautions=(caution,)) == kinds


def test_everything_that_cites_is_seen() -> None:
    from riskframe import load_profile

    assert cited_ids(load_profile(SMALL / "model.yaml")) == {"suite", "tuned", "market", "survey"}


def test_a_measurement_of_other_weights_is_told() -> None:
    from riskframe import load_profile

    profile = load_profile(SMALL / "model.yaml")
    own = profile.model.weights.sha256 if profile.model.weights else ""
    item = profile.evidence[0]
    for measured, listed, kinds in (
        (own, (), []),
        ("a" * 64, (), ["evidence_other_weights"]),
        ("a" * 64, ("a" * 64,), []),
    ):
        changed = item.model_copy(update={"model": MeasuredModel(sha256=measured)})
        made = profile.model_copy(update={"evidence": (changed,)})
        assert [f.kind for f in weights_findings(made, frozenset(listed))] == kinds


def test_files_of_evidence_are_held_against_their_digests() -> None:
    from riskframe import load_profile

    profile = load_profile(SMALL / "model.yaml")
    item = profile.evidence[0].model_copy(update={"sha256": "a" * 64, "source": "x.json"})
    made = profile.model_copy(update={"evidence": (item,)})
    for digests, kind in (({"suite": "a" * 64}, None), ({"suite": "b" * 64}, "evidence_changed"),
                          ({"suite": None}, "evidence_gone"), ({}, "evidence_unchecked")):  # fmt: skip
        assert [f.kind for f in file_findings(made, digests)] == ([kind] if kind else [])


def test_every_reason_is_documented_once_and_in_order() -> None:
    from typing import get_args

    from riskframe.gate import reasons

    assert set(REASONS) == set(get_args(reasons.Kind))
    assert len(BY_ID) == len(REASONS)
    assert list(BY_ID) == sorted(BY_ID)
    for reason in REASONS.values():
        assert reason.means.endswith(".")
        assert reason.fix.endswith(".")
        assert reason.waivable == "no" or reason.kind not in ("evidence_vanished", "assessor_vanished", "expired")
        assert page(reason).startswith(f"# {reason.id}: {reason.title}\n")


def test_every_kind_of_finding_is_given_somewhere() -> None:
    from pathlib import Path

    import riskframe

    package = Path(riskframe.__file__).parent
    text = "".join(p.read_text("utf-8") for p in (package / "gate").glob("*.py") if p.name != "reasons.py")
    text += "".join(p.read_text("utf-8") for p in (package / "cli").glob("*.py"))
    assert {kind for kind in REASONS if f'"{kind}"' not in text} <= {"nothing_proposed"}
