from __future__ import annotations

import pytest

from tests.importers.taking import document, one, remarks, taken, taken_of, values


def test_the_old_format_without_filters() -> None:
    found = taken("lm_eval_pythia_0.3.json")
    assert found.importer == "lm_eval"
    assert values(found)["wsc/acc"] == pytest.approx((0.36538461538461536, 0.0474473339327792))
    assert remarks(found, "missing").keys() >= {"lm_eval_version", "date", "n-samples"}
    first = found.measurements[0]
    assert first.model is not None
    assert (first.model.name, first.model.revision) == ("EleutherAI/pythia-v1.1-1.4b", "step143000")


def test_a_perfect_score_without_error_is_doubted() -> None:
    found = taken("lm_eval_wmdp_0.4.2.json")
    assert values(found) == {
        f"{task}/exact_match": (1.0, 0.0) for task in ("wmdp", "wmdp_bio", "wmdp_chem", "wmdp_cyber")
    }
    doubts = {"extreme_score", "zero_variance", "limited_run"}
    assert all(doubts <= set(m.cautions) for m in found.measurements)
    assert one(found, "wmdp/exact_match").result.aggregate is True
    assert one(found, "wmdp_bio/exact_match").part_of == ("wmdp",)


def test_infinity_and_nan_are_no_values() -> None:
    (measured,) = taken("lm_eval_nan_0.4.8.json").measurements
    assert (measured.result.value, measured.result.standard_error) == (None, None)
    assert "not_finite" in measured.cautions
    assert measured.result.samples_completed == 24


def test_an_error_that_is_not_available() -> None:
    found = taken("lm_eval_na_0.4.2.json")
    assert values(found) == {"scheming_evals_goal_task/bypass": (999.0, None)}
    assert found.measurements[0].result.unit is None


def test_groups_inside_groups() -> None:
    found = taken("lm_eval_nested_0.4.13.json")
    assert one(found, "stubwmdp_bio/acc").part_of == ("stubwmdp", "stubwmdp::stubwmdp_life")
    assert one(found, "stubwmdp/acc").result.samples_completed == 87
    assert {m.result.task for m in found.measurements if m.result.aggregate} == {"stubwmdp", "stubwmdp::stubwmdp_life"}
    assert all("mock_model" in m.cautions for m in found.measurements)


def test_counts_are_of_what_was_run() -> None:
    result = one(taken("lm_eval_groups_0.4.13.json"), "negotiationtom_belief/acc").result
    assert (result.value, result.samples_planned, result.samples_completed) == (0.45, 13812, 20)


def test_a_checkpoint_is_bound_by_its_commit() -> None:
    first = taken("lm_eval_groups_0.4.13.json").measurements[0]
    assert first.model is not None
    assert first.model.revision == "b968826d9c46dd6066d109eabc6255188de91218"
    assert "model_unbound" not in first.cautions


def test_single_samples_are_refused() -> None:
    refusal = taken("lm_eval_samples.jsonl").refusal
    assert refusal is not None
    assert "results_*.json" in str(refusal.hint)


def test_two_filters_are_two_values() -> None:
    row = {
        "exact_match,strict-match": 0.5,
        "exact_match_stderr,strict-match": 0.01,
        "exact_match,flexible-extract": 0.6,
    }
    found = taken_of({"results": {"gsm8k": row}, "versions": {}, "configs": {}})
    assert values(found) == {
        "gsm8k/exact_match/strict-match": (0.5, 0.01),
        "gsm8k/exact_match/flexible-extract": (0.6, None),
    }


def test_what_is_no_metric_is_listed() -> None:
    row = {
        "acc,none": 0.5,
        "alias": "x",
        "sample_len": 3,
        "by_subject": {"a": 1},
        "lonely_stderr,none": 0.1,
        "word": "good",
    }
    found = taken_of({"results": {"task": row}, "versions": {}, "configs": {}})
    assert values(found) == {"task/acc": (0.5, None)}
    assert remarks(found, "unmapped").keys() == {
        "results.task.by_subject",
        "results.task.lonely_stderr,none",
        "results.task.word",
    }


@pytest.mark.parametrize("results", [{}, [], None, 3])
def test_without_results_it_is_refused(results: object) -> None:
    refusal = taken_of({**document("lm_eval_wmdp_0.4.2.json"), "results": results, "groups": {}}).refusal
    assert refusal is not None
    assert "results are empty" in refusal.reason


def test_keys_of_services_in_the_arguments_are_not_looked_at() -> None:
    raw = document("lm_eval_wmdp_0.4.2.json")
    raw["config"]["model_args"] = "model=some-model,api_key=SECRET,base_url=https://user:SECRET@example.org"
    assert "SECRET" not in repr(taken_of(raw))
