from __future__ import annotations

import pytest

from riskframe.evidence import Caution, Elicitation, Result
from riskframe.intake.records import Measurement, Tool
from riskframe.intake.suggestion import from_counts, suggestions
from riskframe.loading.rubric_folder import load_rubric
from riskframe.rubric.resolve import Rubric

BIO = "capability.biological_chemical"


@pytest.fixture(scope="module")
def seger() -> Rubric:
    return load_rubric("seger-2023")


def suggested(
    seger: Rubric, task: str, value: float, error: float | None = 0.01, *, n: int | None = 1000,
    elicitation: Elicitation | None = "fine_tuned", cautions: tuple[Caution, ...] = (), metric: str = "acc",
) -> dict[str, tuple[int, int]]:  # fmt: skip
    result = Result(task=task, metric=metric, metric_kind="accuracy", unit="proportion", minimum=0, maximum=1, value=value,
                    standard_error=error, samples_completed=n)  # fmt: skip
    measured = Measurement(tool=Tool(name="lm_eval"), result=result, locator="x", cautions=cautions)
    return {s.path: (s.lo, s.hi) for s in suggestions(measured, [seger], elicitation)}


def test_the_version_that_was_tested_decides(seger: Rubric) -> None:
    assert suggested(seger, "vct", 0.05, metric="accuracy") == {f"{BIO}.as_modified": (1, 4)}
    assert suggested(seger, "vct", 0.05, metric="accuracy", elicitation="as_released") == {f"{BIO}.as_released": (1, 4)}
    assert suggested(seger, "wmdp_bio", 0.6, elicitation=None) == {f"{BIO}.as_modified": (2, 5)}


@pytest.mark.parametrize("caution", ["zero_variance", "mock_model", "counts_disagree"])
def test_a_run_in_doubt_suggests_nothing(seger: Rubric, caution: Caution) -> None:
    assert suggested(seger, "wmdp_bio", 0.6, cautions=(caution,)) == {}


def test_what_no_gauge_reads_suggests_nothing(seger: Rubric) -> None:
    assert suggested(seger, "mmlu", 0.6) == {}
    assert suggested(seger, "wmdp_bio", 0.6, None, n=None) == {}


def test_an_interval_from_counts_and_only_where_the_file_gives_none() -> None:
    share = {"metric": "acc", "metric_kind": "accuracy", "unit": "proportion", "value": 0.1, "samples_completed": 100}
    # 10 of 100: published tables give 0.0552 to 0.1744.
    assert from_counts(Result.model_validate(share)) == pytest.approx((0.05523, 0.17437), abs=1e-5)
    for change in (
        {"standard_error": 0.03},
        {"unit": "points"},
        {"samples_completed": 0},
        {"value": 3},
        {"metric_kind": "score"},
    ):
        assert from_counts(Result.model_validate(share | change)) is None
