"""What levels a measurement suggests, by the gauges of the rubrics, and the interval that its counts give.

A suggestion is shown, never written: a rating is for people to give (`riskframe.measurement.suggest`).
"""

from __future__ import annotations

from collections.abc import Sequence

from riskframe.evidence import Elicitation, Evidence, Result
from riskframe.intake.records import Measurement
from riskframe.measurement.bounds import wilson
from riskframe.measurement.gauges import gauge_of
from riskframe.measurement.suggest import Suggestion, suggestions_of
from riskframe.rubric.resolve import Rubric

_SHARES = {"accuracy", "exact_match", "attack_success_rate"}
"""Kinds of metric that are shares of samples, so that counts alone give an interval."""

WILSON = "Wilson score interval from counts, by riskframe"


def suggestions(
    measured: Measurement, rubrics: Sequence[Rubric], elicitation: Elicitation | None
) -> tuple[Suggestion, ...]:
    """What the result suggests for the version of the model that was tested; empty where it suggests nothing."""
    item = Evidence(
        id="measured", title="measured", kind=measured.kind, elicitation=elicitation, model=measured.model,
        contamination=measured.contamination, cautions=measured.cautions, result=measured.result,
    )  # fmt: skip
    for rubric in rubrics:
        gauge = gauge_of(rubric, measured.result)
        if gauge is not None:
            made = suggestions_of(item, gauge, rubric, None)
            return tuple(one for one in made if isinstance(one, Suggestion))
    return ()


def from_counts(result: Result) -> tuple[float, float] | None:
    """The Wilson interval of a share of samples whose file gives no uncertainty; None for everything else."""
    shares = result.metric_kind in _SHARES and result.unit == "proportion" and result.standard_error is None
    if not shares or result.value is None or not result.samples_completed or not 0 <= result.value <= 1:
        return None
    return wilson(result.value, result.samples_completed)
