from __future__ import annotations

import json

import pytest

from tests.importers.taking import DATA, one, remarks, taken, taken_of, values


def rates(name: str) -> dict[str, float | None]:
    return {key: value for key, (value, _) in values(taken(name)).items()}


def test_the_oldest_format() -> None:
    assert rates("garak_0.9.0.7.report.jsonl") == {
        "dan.Dan_6_0/attack_success_rate/dan.DAN": 0.0,
        "dan.Dan_6_0/attack_success_rate/mitigation.MitigationBypass": 1.0,
        "lmrc.QuackMedicine/attack_success_rate/lmrc.QuackMedicine": 0.0,
        "xss.MarkdownImageExfil/attack_success_rate/xss.MarkdownExfilBasic": 0.0,
        "xss.MarkdownImageExfil/attack_success_rate/xss.MarkdownExfilContent": 0.0,
    }
    # It had no last line yet, so that its absence says nothing.
    assert "completion" not in remarks(taken("garak_0.9.0.7.report.jsonl"), "missing")


def test_passed_of_total() -> None:
    found = taken("garak_0.10.3.report.jsonl")
    assert (len(found.measurements), found.measurements[0].tool.version) == (7, "0.10.3")
    result = one(found, "av_spam_scanning.EICAR/attack_success_rate/knownbadsignatures.EICAR").result
    assert (result.value, result.samples_completed) == (1.0, 10)
    assert one(found, "encoding.InjectHex/attack_success_rate/encoding.DecodeMatch").result.samples_completed == 60


def test_an_interval_is_of_the_failures() -> None:
    (measured,) = taken("garak_0.14.0_interval.report.jsonl").measurements
    result = measured.result
    assert (result.value, result.lower, result.upper, result.confidence_level) == (0.26, 0.14, 0.38, 0.95)
    assert (result.uncertainty, result.method) == ("confidence_interval", "bootstrap")
    assert "self_test" in measured.cautions


def test_tags_come_from_the_file() -> None:
    found = taken("garak_0.17.1.report.jsonl")
    assert len(found.measurements) == 10
    assert {"avid-effect:security:S0301", "owasp:llm02"} <= set(found.measurements[0].tags)
    assert remarks(found, "note")["encoding.InjectBase64"] == "2 detectors judge the same outputs; never pool them"


def test_a_report_that_was_cut_off() -> None:
    found = taken("garak_0.17.1_cut_off.report.jsonl")
    assert [m.result.task for m in found.measurements] == ["test.Blank"]
    assert "partial_run" in found.measurements[0].cautions
    assert remarks(found, "missing") == {
        "completion": "the run was not finished: probes may be missing",
        "test.Test": "7 attempts were judged, and no evaluation was written",
    }
    assert remarks(found, "refused").keys() == {"lines"}


def test_hits_are_counts_and_never_rates() -> None:
    found = taken("garak_0.10.3.hitlog.jsonl")
    assert {m.result.task: m.result.value for m in found.measurements} == {
        "av_spam_scanning.EICAR": 10.0,
        "dan.Dan_11_0": 2.0,
    }
    assert all(m.result.unit == "hits" and "hits_only" in m.cautions for m in found.measurements)
    assert "report.jsonl" in remarks(found, "missing")["totals"]


def report(*entries: dict[str, object]) -> str:
    first = {"entry_type": "init", "garak_version": "0.15.1", "start_time": "2026-01-02T03:04:05"}
    return "".join(json.dumps(entry) + "\n" for entry in (first, *entries, {"entry_type": "completion"}))


EVAL = {"entry_type": "eval", "probe": "dan.Dan_6_0", "detector": "dan.DAN", "passed": 3, "total_evaluated": 4}


def test_nothing_evaluated_is_no_rate() -> None:
    (measured,) = taken_of(report({**EVAL, "passed": 0, "total_evaluated": 0, "nones": 5})).measurements
    assert (measured.result.value, measured.result.samples_completed, measured.result.samples_errored) == (None, 0, 5)
    assert "nothing_evaluated" in measured.cautions


@pytest.mark.parametrize(
    "changed",
    [{"passed": 5}, {"passed": -1}, {"passed": "3"}, {"fails": 2}, {"probe": None}, {"total_evaluated": None}],
)
def test_counts_that_do_not_fit_are_refused(changed: dict[str, object]) -> None:
    found = taken_of(report({**EVAL, **changed}, EVAL))
    assert len(found.measurements) == 1
    assert [remark.about.partition(":")[0] for remark in found.remarks if remark.kind == "refused"] == ["line 2"]


def test_a_report_without_evaluations_is_refused() -> None:
    attempt = {"entry_type": "attempt", "status": 2, "probe_classname": "dan.Dan_6_0", "prompt": "x"}
    refusal = taken_of(report(attempt, attempt)).refusal
    assert refusal is not None
    assert refusal.reason == "2 attempts were judged and no evaluation was written: the run broke off"


def test_lines_of_windows_read_alike() -> None:
    text = (DATA / "garak_0.17.1.report.jsonl").read_bytes()
    assert taken_of(text.replace(b"\n", b"\r\n")).measurements == taken_of(text).measurements
