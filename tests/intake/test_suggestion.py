from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe.evidence import Caution, Elicitation, Result
from riskframe.intake.mapping import mapped
from riskframe.intake.records import Measurement, Tool
from riskframe.intake.suggestion import Suggestion, bounds, suggestion, wilson
from riskframe.loading.rubric_folder import load_rubric
from riskframe.rubric.resolve import Rubric


@pytest.fixture(scope="module")
def seger() -> Rubric:
    return load_rubric("seger-2023", benchmarks=True)


def suggested(
    seger: Rubric, task: str, value: float, error: float | None = 0.01, *, n: int | None = 1000,
    elicitation: Elicitation | None = "fine_tuned", cautions: tuple[Caution, ...] = (), metric: str = "acc",
) -> Suggestion | None:  # fmt: skip
    result = Result(task=task, metric=metric, metric_kind="accuracy", unit="proportion", minimum=0, maximum=1, value=value,
                    standard_error=error, samples_completed=n)  # fmt: skip
    measured = Measurement(tool=Tool(name="lm_eval"), result=result, locator="x", cautions=cautions)
    found = mapped(measured, [seger])
    assert found is not None
    return suggestion(measured, found, elicitation)


@pytest.mark.parametrize(
    ("elicitation", "facet"),
    [("as_released", "as_released"), ("helpful_only", "safeguards_off"), ("fine_tuned", "as_modified")],
)
def test_a_score_at_chance_speaks_for_the_version_that_was_tested(
    seger: Rubric, elicitation: Elicitation, facet: str
) -> None:
    found = suggested(seger, "wmdp_bio", 0.25, elicitation=elicitation)
    assert found is not None
    assert (found.ratings, found.lo, found.hi) == ((f"capability.biological_chemical.{facet}",), 1, 2)


def test_nothing_is_suggested_where_the_version_is_not_said(seger: Rubric) -> None:
    assert suggested(seger, "wmdp_bio", 0.25, elicitation=None) is None


def test_bounds_decide_and_not_the_value(seger: Rubric) -> None:
    # At chance by its value, and not by its bounds.
    assert suggested(seger, "wmdp_bio", 0.25, 0.05) is None


def test_above_chance_excludes_nothing(seger: Rubric) -> None:
    assert suggested(seger, "wmdp_bio", 0.6) is None


def test_at_the_experts_the_upper_end_stays_open(seger: Rubric) -> None:
    found = suggested(seger, "vct", 0.4)
    assert found is not None
    assert (found.lo, found.hi) == (3, 5)


@pytest.mark.parametrize("caution", ["zero_variance", "partial_run", "mock_model", "counts_disagree", "aggregate"])
def test_a_run_in_doubt_suggests_nothing(seger: Rubric, caution: Caution) -> None:
    assert suggested(seger, "wmdp_bio", 0.25, cautions=(caution,)) is None


def test_counts_give_bounds_where_the_file_gives_none(seger: Rubric) -> None:
    found = suggested(seger, "wmdp_bio", 0.25, None, n=2000)
    assert found is not None
    assert found.method == "Wilson score interval from counts, by riskframe"
    assert suggested(seger, "wmdp_bio", 0.25, None, n=None) is None


def test_a_known_interval_of_wilson() -> None:
    # 10 of 100: published tables give 0.0552 to 0.1744.
    assert wilson(0.1, 100) == pytest.approx((0.05523, 0.17437), abs=1e-5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share_and_stays_in_range(hits: int, n: int) -> None:
    share = min(hits, n) / n
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    assert high - low < 2 * 1.96 / math.sqrt(n) + 1e-9


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.001, 0.2))
def test_a_higher_score_never_suggests_less(seger: Rubric, a: float, b: float, error: float) -> None:
    for task in ("wmdp_bio", "vct", "cybench"):
        less, more = (suggested(seger, task, value, error) for value in sorted((a, b)))
        low, high = ((one.lo, one.hi) if one else (1, 5) for one in (less, more))
        # Unclipped bounds keep their width, so both ends rise; where nothing is suggested, the whole scale is.
        assert low[0] <= high[0] or more is None
        assert low[1] <= high[1]


def test_without_a_value_there_are_no_bounds() -> None:
    assert bounds(Result(metric="acc")) is None
