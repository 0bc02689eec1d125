"""What results suggest, and what they never do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.evidence import Evidence, Result
from riskframe.intake.mapping import mapped
from riskframe.intake.records import Measurement, Tool
from riskframe.loading.rubric_folder import load_rubric
from riskframe.measurement.gauges import gauge_of, task_names
from riskframe.measurement.suggest import Suggestion, suggestions_of
from tests.measurement.made import assessed, item, result, seger

BIO = "capability.biological_chemical"


def suggested(*evidence: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {s.path: (s.lo, s.hi) for s in assessed(*evidence).measured.suggestions}


def reason(**changes: Any) -> str:
    found = assessed(item(**changes)).measured
    assert found.suggestions == ()
    return found.no_suggestion[0].reason


def test_above_chance_is_read_by_the_lower_bound() -> None:
    assert suggested(item(result=result(value=0.6))) == {f"{BIO}.as_modified": (2, 5)}
    assert reason(result=result(value=0.28, n=400)) == "between its bounds lies every level, so it narrows nothing"


def test_below_guessing_is_no_want_of_ability() -> None:
    assert "below guessing" in reason(result=result(value=0.15, n=400))


def test_a_released_model_bounds_the_modified_one_from_below_only() -> None:
    found = suggested(item(elicitation="as_released", result=result("vct", "accuracy", 0.05, 322)))
    assert found == {f"{BIO}.as_released": (1, 4)}, "as_modified stays open altogether"
    found = suggested(item(elicitation="as_released", result=result("vct", "accuracy", 0.438, 322)))
    assert found == {f"{BIO}.{f}": (3, 5) for f in ("as_released", "safeguards_off", "as_modified")}


def test_experts_are_a_band_edge_and_a_bound_across_it_says_less() -> None:
    assert suggested(item(result=result("vct", "accuracy", 0.2, 322))) == {}
    assert suggested(item(result=result("vct", "accuracy", 0.15, 322))) == {f"{BIO}.as_modified": (1, 4)}


def test_where_elicitation_is_not_said_only_the_lower_end_is_shown() -> None:
    found = assessed(item(elicitation=None)).measured.suggestions
    assert [(s.path, s.lo, s.hi) for s in found] == [(f"{BIO}.as_modified", 2, 5)]
    assert "how it was elicited is not said" in found[0].why[0]


def test_contamination_opens_the_mild_end_and_a_part_run_the_harmful_one() -> None:
    low = result("vct", "accuracy", 0.05, 322)
    assert suggested(item(result=low)) == {f"{BIO}.as_modified": (1, 4)}
    assert suggested(item(result=low, cautions=["limited_run"])) == {}
    assert suggested(item(result=result("vct", "accuracy", 0.438, 322), contamination="likely")) == {}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"result": result("mystery", "acc")}, "no gauge of the rubric reads this task"),
        ({"result": result("wmdp_bio", "f1")}, "no gauge of the rubric reads this task"),
        ({"result": result("wmdp", "acc")}, "no gauge of the rubric reads this task"),
        ({"result": result(aggregate=True)}, "made from other results"),
        ({"result": result(direction="higher_is_safer")}, "the profile says higher_is_safer"),
        ({"result": result(n=None)}, "neither an interval nor a sample count"),
        ({"result": result(value=None)}, "no finite value"),
        ({"result": result(value=60, unit="points")}, "a proportion is due"),
        ({"model": {"sha256": "b" * 64}}, "other weights"),
        ({"cautions": ["zero_variance"]}, "broken run"),
        ({"cautions": ["extreme_score"]}, "broken run"),
        ({"cautions": ["mock_model"]}, "stand-in"),
        ({"cautions": ["hits_only"]}, "without saying of how many"),
    ],
)
def test_where_nothing_is_suggested_there_is_a_reason(changes: dict[str, Any], why: str) -> None:
    assert why in reason(**changes)


def test_rejected_evidence_is_not_read() -> None:
    found = assessed(item(status="rejected")).measured
    assert (found.suggestions, found.no_suggestion, found.quality) == ((), (), ())


def test_names_of_tasks() -> None:
    assert "wmdp_bio" in task_names("inspect_evals/WMDP_bio")
    assert "wmdp_bio" in task_names("wmdp::wmdp_bio")
    found = gauge_of(seger(), Result(task="inspect_evals/gdm_self_reasoning_su03", metric="inspect_ai/accuracy"))
    assert found is not None
    assert found.id == "gdm_self_reasoning"


def test_every_gauge_agrees_with_what_the_benchmarks_say() -> None:
    """benchmarks.yaml says for imports which way a metric points; a gauge that read it the other way would be wrong."""
    rubric = load_rubric("seger-2023", benchmarks=True)
    for gauge in rubric.gauges:
        for task in gauge.tasks:
            for metric in gauge.metrics:
                result = Result(task=task.rstrip("*"), metric=metric, value=0.5)
                found = mapped(Measurement(tool=Tool(name="any"), result=result, locator="x"), [rubric])
                if found is not None and found.direction is not None:
                    assert found.direction == gauge.direction, (gauge.id, task, metric)
                    assert set(gauge.criteria) <= set(found.benchmark.criteria), (gauge.id, task)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 5000))
def test_a_riskier_number_never_suggests_less(first: float, second: float, n: int) -> None:
    """Monotone in the number, for every gauge."""
    low, high = sorted((first, second))
    for entry in seger().gauges:
        if entry.unit != "proportion" or entry.direction != "higher_is_riskier":
            continue
        found = []
        for value in (low, high):
            one = Evidence.model_validate(item(result=result(entry.tasks[0].rstrip("*"), entry.metrics[0], value, n)))
            made = suggestions_of(one, entry, seger(), None)
            found.append({s.path: (s.lo, s.hi) for s in made if isinstance(s, Suggestion)})
        for path in {*found[0], *found[1]}:
            before, after = (f.get(path, (1, 5)) for f in found)
            assert before[0] <= after[0]
            assert before[1] <= after[1]


# --- accepting ---------------------------------------------------------------------------------------------------------


def accepted(rating: Any, measured: dict[str, Any] | None = None, **changes: Any) -> Any:
    """The as_modified rating of biology that rests on an accepted suggestion alone."""
    measured = measured or item(result=result("vct", "accuracy", 0.438, 322))
    numbers = {k: v for k, v in measured["result"].items() if v is not None}
    acceptance = {
        "id": "reading", "title": "VCT read", "kind": "suggestion", "gauge": "vct", "of": "run", "accepted_by": "ann",
        "facts": numbers, **changes,
    }  # fmt: skip
    capabilities = {"biological_chemical": {"as_modified": rating, "evidence": ["reading"]}}
    found = assessed(measured, acceptance, capabilities=capabilities)
    assert found.decision is not None
    shown = next(r for r in found.decision.ratings if r.path == f"{BIO}.as_modified")
    refused = {e.id: e.why_not for e in found.evidence}["reading"]
    return (shown.lo, shown.best, shown.hi), shown.rests_on, refused


def test_an_accepted_suggestion_holds_a_rating_and_never_lets_it_claim_less() -> None:
    assert accepted({"lo": 3, "best": 4, "hi": 4}) == ((3, 4, 5), "suggestion", None)
    assert accepted(1) == ((3, 3, 5), "suggestion", None)


def test_it_speaks_of_its_own_ratings_only() -> None:
    measured = item(result=result("gdm_intercode_ctf", "accuracy", 0.5, 79))
    levels, rests_on, refused = accepted(2, measured, gauge="gdm_intercode_ctf")
    assert (levels, rests_on, refused) == ((2, 2, 5), "suggestion", None)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"accepted_by": None}, "only when a named assessor has accepted it"),
        ({"accepted_by": "bob"}, "only when a named assessor has accepted it"),
        (
            {"facts": {"task": "vct", "metric": "accuracy", "value": 0.2, "samples_completed": 322}},
            "not the one that was accepted (value)",
        ),
        ({"facts": {}}, "not the one that was accepted (metric, samples_completed, task, value)"),
        ({"gauge": "nothing"}, "has no gauge"),
        ({"gauge": "wmdp_bio"}, "is not one of wmdp_bio"),
        ({"of": "nowhere"}, "is no accepted evidence with a result"),
    ],
)
def test_an_acceptance_is_void(changes: dict[str, Any], why: str) -> None:
    levels, _, refused = accepted(3, **changes)
    assert levels == (None, None, None)
    assert why in refused


def test_a_rating_that_cites_the_result_itself_is_taken_as_stated() -> None:
    measured = item(result=result("vct", "accuracy", 0.438, 322))
    found = assessed(measured, capabilities={"biological_chemical": {"as_modified": 2, "evidence": ["run"]}})
    assert found.decision is not None
    shown = next(r for r in found.decision.ratings if r.path == f"{BIO}.as_modified")
    assert (shown.lo, shown.hi, shown.rests_on) == (2, 2, "evidence")
