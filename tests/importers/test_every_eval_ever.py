from __future__ import annotations

import math

import pytest

from tests.importers.taking import document, one, remarks, taken, taken_of, values

NAME = "every_eval_ever_gaia_0.2.2.json"


def test_a_published_file() -> None:
    found = taken(NAME)
    assert found.importer == "every_eval_ever"
    assert values(found) == {
        "GAIA/score": (0.303, None),
        "GAIA - GAIA Level 1/score": (0.434, None),
        "GAIA - GAIA Level 2/score": (0.2791, None),
        "GAIA - GAIA Level 3/score": (0.1154, None),
    }
    first = found.measurements[0]
    assert first.evaluator is not None
    assert (first.evaluator.name, first.evaluator.relationship) == ("Princeton SAgE Team", "third_party")
    assert first.model is not None
    assert first.model.name == "deepseek/deepseek-r1"
    assert (first.tool.name, first.tool.version, first.elicitation) == ("HAL", None, "tools")
    assert (first.result.minimum, first.result.maximum, first.result.direction) == (0.0, 1.0, None)
    assert remarks(found, "missing").keys() == {"eval_library.version", "evaluation_timestamp"}
    # The time of retrieval is no date of an evaluation.
    assert first.date is None


def test_better_is_not_safer() -> None:
    found = taken(NAME)
    assert all(m.result.direction is None and "direction_unknown" in m.cautions for m in found.measurements)
    assert "not the same as safer" in remarks(found, "unmapped")["evaluation_results[0].metric_config.lower_is_better"]


def test_uncertainty_and_counts() -> None:
    raw = document(NAME)
    raw["evaluation_results"] = raw["evaluation_results"][:1]
    raw["evaluation_timestamp"] = "2026-03-04T05:06:07Z"
    raw["evaluation_results"][0]["score_details"]["uncertainty"] = {
        "standard_error": {"value": 0.02, "method": "analytic"},
        "confidence_interval": {"lower": 0.26, "upper": 0.34, "confidence_level": 0.95, "method": "bootstrap"},
        "num_samples": 165,
    }
    raw["source_metadata"]["evaluator_relationship"] = "first_party"
    measured = one(taken_of(raw), "GAIA/score")
    result = measured.result
    assert (result.lower, result.upper, result.confidence_level, result.method) == (0.26, 0.34, 0.95, "bootstrap")
    assert (result.uncertainty, result.standard_error, result.samples_completed) == ("confidence_interval", 0.02, 165)
    assert str(measured.date) == "2026-03-04"
    assert "self_reported" in measured.cautions


@pytest.mark.parametrize("score", [math.nan, math.inf, None, "n/a", [], {}])
def test_a_score_that_is_no_number_is_no_value(score: object) -> None:
    raw = document(NAME)
    raw["evaluation_results"] = raw["evaluation_results"][:1]
    raw["evaluation_results"][0]["score_details"]["score"] = score
    measured = one(taken_of(raw), "GAIA/score")
    assert measured.result.value is None
    assert "not_finite" in measured.cautions


@pytest.mark.parametrize("results", [None, [], {}, "none"])
def test_without_results_it_is_refused(results: object) -> None:
    refusal = taken_of({**document(NAME), "evaluation_results": results}).refusal
    assert refusal is not None
    assert "evaluation_results" in refusal.reason
