"""What level a result suggests, as an interval. A suggestion is shown, never written: a rating is for people to give.

It rests on the bounds of the result, not on its value; where there are no bounds, or the run is in doubt, there is none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from riskframe.evidence import Caution, Elicitation, Result
from riskframe.intake.mapping import Mapped
from riskframe.intake.records import Measurement

_FACETS: Mapping[Elicitation | None, str] = {
    "as_released": "as_released", "helpful_only": "safeguards_off", "fine_tuned": "as_modified", "domain_rl": "as_modified",
}  # fmt: skip
_DOUBTS: frozenset[Caution] = frozenset({
    "zero_variance", "nothing_evaluated", "not_finite", "partial_run", "counts_disagree", "aggregate", "mock_model",
    "self_test", "hits_only",
})  # fmt: skip
_SHARES = {"accuracy", "exact_match", "attack_success_rate"}
"""Kinds of metric that are shares of samples, so that counts alone give an interval."""

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution, for intervals of 95 %."""
WILSON = "Wilson score interval from counts, by riskframe"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Levels that a result suggests for ratings; `bounds` are those of the result, and how they were made."""

    ratings: tuple[str, ...]
    lo: int
    hi: int
    bounds: tuple[float, float]
    method: str


def suggestion(measured: Measurement, found: Mapped, elicitation: Elicitation | None) -> Suggestion | None:
    """What the result suggests for the version of the model that was tested; None where it suggests nothing."""
    benchmark, facet = found.benchmark, _FACETS.get(elicitation)
    if found.direction != "higher_is_riskier" or facet is None or _DOUBTS & set(measured.cautions):
        return None
    bounded = bounds(measured.result)
    if bounded is None or not benchmark.bands:
        return None
    low, high, method = bounded
    starts = [band.at_least for band in benchmark.bands]
    if low < starts[0]:
        return None
    ends = [*starts[1:], math.inf]
    met = [band for band, end in zip(benchmark.bands, ends, strict=True) if band.at_least <= high and low < end]
    lo, hi = min(band.lo for band in met), max(band.hi for band in met)
    if (lo, hi) == (1, 5):
        return None
    ratings = tuple(f"{name}.{facet}" for name in benchmark.criteria if name.startswith("capability."))
    return Suggestion(ratings, lo, hi, (low, high), method)


def bounds(result: Result) -> tuple[float, float, str] | None:
    """Lower and upper bound of a result and how they were made: as given, from its error, or from its counts (95 %)."""
    if result.value is None:
        return None
    if result.lower is not None and result.upper is not None:
        return result.lower, result.upper, result.method or "as the file gives it"
    if result.standard_error:
        reach = _Z * result.standard_error
        return _clipped(result, result.value - reach, result.value + reach, "1.96 standard errors")
    if result.metric_kind in _SHARES and result.unit == "proportion" and result.samples_completed:
        return (*wilson(result.value, result.samples_completed), WILSON)
    return None


def wilson(share: float, n: int) -> tuple[float, float]:
    """The Wilson score interval of a share of `n` samples, 95 %. Source: Wilson (1927), JASA 22, 209-212."""
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    reach = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, centre - reach), min(1.0, centre + reach)


def _clipped(result: Result, low: float, high: float, method: str) -> tuple[float, float, str]:
    low = low if result.minimum is None else max(low, result.minimum)
    return low, high if result.maximum is None else min(high, result.maximum), method
