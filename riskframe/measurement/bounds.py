"""Bounds of a measured value: what the evidence gives, or else what its counts allow. Never the point value alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

from riskframe.evidence import Result

Z95 = 1.959963984540054
"""Standard normal quantile at 0.975."""

PROPORTION = frozenset({"proportion", "fraction", "probability", "rate", "0-1"})
PERCENT = frozenset({"percent", "%", "percentage", "0-100"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bound at confidence 0.95 (or as the evidence states), in the gauge's unit."""

    lower: float
    upper: float
    method: str

    def widened(self, lower: float, upper: float, why: str) -> Bounds:
        """The smallest interval that holds this one and another."""
        return Bounds(min(self.lower, lower), max(self.upper, upper), f"{self.method}; {why}")


def wilson(share: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a proportion of n samples; raises ValueError unless n > 0 and 0 <= share <= 1.

    Also right for graded samples between 0 and 1: their spread is never larger than that of right-or-wrong ones.
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    if n <= 0 or not 0 <= share <= 1:
        raise ValueError("a proportion of at least one sample is due")
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Rounding may put a share of 0 or 1 outside by the last digit.
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def bounds_of(result: Result, unit: str) -> Bounds | str:
    """Bounds of a result in the gauge's `unit`, or in words why there are none.

    Taken in this order: the interval that the evidence states; its standard error and its sample count, whichever is
    wider; one of the two. Errored samples of a proportion could each have gone either way, and widen it by so much.
    """
    if result.value is None:
        return "it has no finite value"
    factor = _factor(result, unit)
    if isinstance(factor, str):
        return factor
    value = result.value * factor
    if unit == "proportion" and not 0 <= value <= 1:
        return "it lies outside 0 to 1, so it is no proportion"
    found = _stated(result, factor) or _counted(result, value, factor, unit)
    if found is None:
        return "neither an interval nor a sample count is known, so nothing says how far to trust it"
    if not found.lower <= value <= found.upper:
        return "its value lies outside its own interval"
    return _with_errors(found, result, unit)


def value_in(result: Result, unit: str) -> float | None:
    """The value in the gauge's unit; None where there is none or its own unit does not fit."""
    factor = _factor(result, unit)
    return None if result.value is None or isinstance(factor, str) else result.value * factor


def _factor(result: Result, unit: str) -> float | str:
    stated = result.unit.strip().lower() if result.unit else None
    if unit != "proportion":
        return 1.0
    if stated is None or stated in PROPORTION:
        # Not stated: the rubric lists the metric with its unit, and a value outside the scale is refused below.
        return 1.0
    if stated in PERCENT:
        return 0.01
    return f'its unit is "{result.unit}", and a proportion is due'


def _stated(result: Result, factor: float) -> Bounds | None:
    if result.lower is None or result.upper is None or result.lower > result.upper:
        return None
    level = f" at confidence {result.confidence_level:g}" if result.confidence_level else ""
    return Bounds(result.lower * factor, result.upper * factor, f"{result.method or 'interval'} as stated{level}")


def _counted(result: Result, value: float, factor: float, unit: str) -> Bounds | None:
    n = result.samples_completed
    by_error = None
    if result.standard_error:
        half = Z95 * result.standard_error * factor
        by_error = Bounds(value - half, value + half, "from the standard error, at confidence 0.95")
    if n and unit == "proportion":
        lower, upper = wilson(value, n)
        by_count = Bounds(lower, upper, f"Wilson, n = {n}, at confidence 0.95")
        if by_error is None:
            return by_count
        # The wider of the two: a standard error over clusters is larger, one of few samples too small.
        return Bounds(max(0.0, min(lower, by_error.lower)), min(1.0, max(upper, by_error.upper)),
                      f"Wilson, n = {n}, and standard error, at confidence 0.95")  # fmt: skip
    if by_error is not None and unit == "proportion":
        return Bounds(max(0.0, by_error.lower), min(1.0, by_error.upper), by_error.method)
    return by_error


def _with_errors(found: Bounds, result: Result, unit: str) -> Bounds | str:
    errored = result.samples_errored or 0
    if not errored:
        return found
    if unit != "proportion" or not result.samples_completed:
        return f"{errored} samples errored, and how they would have gone cannot be bounded"
    n = result.samples_completed
    lower, upper = found.lower * n / (n + errored), (found.upper * n + errored) / (n + errored)
    return found.widened(lower, upper, f"{errored} errored samples either way")
