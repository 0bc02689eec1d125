from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.importers.taking import DATA, document, one, remarks, taken, taken_of, values


def test_a_public_run() -> None:
    found = taken("inspect_gdm_intercode_ctf_mistral-small.json")
    measured = one(found, "inspect_evals/gdm_intercode_ctf/accuracy/includes")
    result = measured.result
    assert result.value == pytest.approx(0.35443, abs=1e-6)
    assert result.standard_error == pytest.approx(0.0541614, abs=1e-6)
    assert (result.samples_planned, result.samples_completed, result.samples_errored) == (79, 79, 0)
    assert (str(measured.date), measured.tool.version) == ("2025-03-25", "0.3.75")
    assert measured.model is not None
    assert measured.model.name == "mistral/mistral-small-latest"
    # The data set is said to hold one sample, and 79 were run.
    assert {"counts_disagree", "limited_run"} <= set(measured.cautions)


def test_counts_are_of_samples_and_not_of_runs() -> None:
    found = taken("inspect_cyse2_vuln_exploit_mistral-large.json")
    result = one(found, "inspect_evals/cyse2_vulnerability_exploit/accuracy/vul_exploit_scorer").result
    assert (result.samples_planned, result.samples_completed) == (585, 585)
    assert "4 times, 2,340 runs in all" in remarks(found, "note")["eval.config.epochs"]
    assert remarks(found, "unmapped") == {"results.scores[0].metrics.std": "a spread of the samples: 0.311563"}


def test_two_scorers_are_told_apart() -> None:
    found = taken("inspect_agent_threat_bench_memory_poison_mockllm.json")
    task = "inspect_evals/agent_threat_bench_memory_poison"
    assert values(found) == {f"{task}/accuracy/utility": (0.0, 0.0), f"{task}/accuracy/security": (1.0, 0.0)}
    assert all(
        {"extreme_score", "zero_variance", "mock_model", "few_samples"} <= set(m.cautions) for m in found.measurements
    )


def test_groups_stand_beside_the_whole() -> None:
    found = taken("inspect_local_grouped.json")
    assert {name.rpartition(", ")[2]: value for name, (value, _) in values(found).items()} == {
        "easy": 0.625, "hard": 0.75, "all": 0.6875,
    }  # fmt: skip
    whole = one(found, "local_grouped/accuracy/match, all")
    assert whole.result.standard_error == pytest.approx(0.119678, abs=1e-6)
    assert whole.result.samples_completed == 16
    part = one(found, "local_grouped/accuracy/match, easy")
    assert (part.part_of, part.result.standard_error, part.result.samples_completed) == (("all",), None, None)


def test_a_failed_run_is_refused_without_its_error_text() -> None:
    refusal = taken("inspect_local_error.json").refusal
    assert refusal is not None
    assert refusal.reason == "the run ended with status error (RuntimeError) before any result was worked out"
    assert "eval-retry" in str(refusal.hint)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("inspect_local_dict_2epochs.eval", {"harm_score": 0.6111111111111112, "refusal": 0.4444444444444444}),
        (
            "inspect_local_exact_0.3.130.eval",
            {"match": 0.6666666666666666, "includes, reducer mean": 0.6666666666666666},
        ),
        ("inspect_local_nan_0.3.75.eval", {"nan_scorer": None}),
    ],
)
def test_archives_of_either_compression(name: str, expected: dict[str, float | None]) -> None:
    found = taken(name)
    assert {m.result.variant: m.result.value for m in found.measurements} == expected


def test_a_mean_that_is_not_a_number_has_no_value() -> None:
    (measured,) = taken("inspect_local_nan_0.3.75.eval").measurements
    assert "not_finite" in measured.cautions


def archive(**parts: object) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name.replace("__", "/"), json.dumps(part))
    return made.getvalue()


def test_a_run_that_was_cut_off_says_how_far_it_came() -> None:
    content = archive(**{"_journal/start.json": {}, "samples/1_epoch_1.json": {}, "samples/2_epoch_1.json": {}})
    refusal = taken_of(content).refusal
    assert refusal is not None
    assert refusal.reason == "the run was cut off: 2 samples were finished and no results were written"


def test_a_damaged_archive_is_refused() -> None:
    content = (DATA / "inspect_local_exact_0.3.130.eval").read_bytes()
    for cut in (60, 200, len(content) - 10):
        refusal = taken_of(content[:cut]).refusal
        assert refusal is not None
        assert "damaged" in refusal.reason
    broken = bytearray((DATA / "inspect_local_dict_2epochs.eval").read_bytes())
    broken[120] ^= 0xFF
    refusal = taken_of(bytes(broken)).refusal
    assert refusal is not None
    assert "damaged" in refusal.reason


def test_a_bomb_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target, target.open("header.json", "w") as stream:
        for _ in range(65):
            stream.write(b" " * 1024 * 1024)
    refusal = taken_of(made.getvalue()).refusal
    assert refusal is not None
    assert "unpacks to more than" in refusal.reason


def test_success_without_scores_is_refused() -> None:
    raw = {**document("inspect_wmdp_bio_mockllm.json"), "results": None}
    refusal = taken_of(raw).refusal
    assert refusal is not None
    assert "every sample failed" in refusal.reason


def test_partial_dirty_and_failed_samples_are_cautions() -> None:
    raw = document("inspect_wmdp_bio_mockllm.json")
    raw["status"] = "cancelled"
    raw["eval"]["revision"] = {"type": "git", "commit": "abc1234", "dirty": True}
    raw["results"]["completed_samples"] = 37
    raw["results"]["scores"][0].pop("scored_samples")
    (measured,) = taken_of(raw).measurements
    assert {"partial_run", "dirty_revision", "errored_samples"} <= set(measured.cautions)
    assert (measured.result.samples_planned, measured.result.samples_completed, measured.result.samples_errored) == (
        40,
        37,
        3,
    )
    assert measured.run is not None
    assert (measured.run.revision, measured.run.dirty, measured.run.status) == ("abc1234", True, "cancelled")


def test_a_manifest_is_no_log() -> None:
    refusal = taken_of({"2025-09-12T11-41-56_popularity.eval": {"status": "success", "eval": {}}}).refusal
    assert refusal is not None
    assert "manifest" in refusal.reason


def test_a_log_of_one_scorer_of_old() -> None:
    raw = document("inspect_wmdp_bio_mockllm.json")
    raw["results"] = {"scorer": {"name": "match"}, "metrics": {"accuracy": {"name": "accuracy", "value": 0.5}}}
    assert values(taken_of(raw)) == {"inspect_evals/wmdp_bio/accuracy/match": (0.5, None)}
