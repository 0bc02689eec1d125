"""How far an item of measured evidence can be trusted: findings, each with a stable code, never a score.

They change no rating and no verdict. What they mean for the reading of a number is in `suggest`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from riskframe.evidence import Caution, Evidence, Result
from riskframe.measurement.bounds import bounds_of, wilson
from riskframe.measurement.gauges import gauge_of
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric

FEW = 30
"""Below this many samples the Wilson interval of a proportion is up to 0.34 wide; a usual rule of thumb."""

_CAUTIONS: dict[Caution, tuple[str, str]] = {
    "extreme_score": ("W494", "the best or worst possible score: look whether the run worked"),
    "zero_variance": ("W494", "no spread at all: look whether the run worked"),
    "nothing_evaluated": ("W494", "no sample was evaluated"),
    "not_finite": ("W494", "no finite number"),
    "mock_model": ("W494", "a stand-in for a model was run"),
    "self_test": ("W494", "the tool's test of itself"),
    "counts_disagree": ("W494", "its sample counts contradict each other"),
    "hits_only": ("W494", "hits are counted without saying of how many"),
    "limited_run": ("W491", "only a part of the benchmark was run"),
    "partial_run": ("W491", "the run broke off"),
    "dirty_revision": ("W495", "the evaluation's code had changes that no commit holds"),
    "version_unknown": ("W495", "the version of the tool is not known"),
    "self_reported": ("W496", "the result is the publisher's own claim"),
}


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One thing to know about one item: the evidence's id, the code, and what was found, with numbers."""

    evidence: str
    code: str
    text: str


def quality(
    profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence], expires: date
) -> tuple[QualityFinding, ...]:
    """Findings about every accepted item that holds a measured result, in the order of the evidence.

    expires: the day on which the assessment does; evidence that ends earlier is named (W497).
    """
    return tuple(
        QualityFinding(item.id, code, text)
        for item in profile.evidence
        if item.result is not None and item.id in accepted
        for code, text in dict.fromkeys(_findings(item, item.result, profile, rubric, expires))
    )


def _findings(
    item: Evidence, result: Result, profile: Profile, rubric: Rubric, expires: date
) -> Iterator[tuple[str, str]]:
    yield from _size(result, rubric)
    yield from _errors(result)
    if item.contamination is not None:
        yield "W493", f"contamination: {item.contamination}"
    for caution in item.cautions:
        if caution in _CAUTIONS:
            yield _CAUTIONS[caution]
    if item.run is not None and item.run.dirty:
        yield _CAUTIONS["dirty_revision"]
    yield from _independence(item)
    yield from _binding(item, profile)
    if item.valid_until is not None and item.valid_until < expires:
        yield "W497", f"it ends on {item.valid_until.isoformat()}, before the assessment does ({expires.isoformat()})"


def _size(result: Result, rubric: Rubric) -> Iterator[tuple[str, str]]:
    n = result.samples_completed
    entry = gauge_of(rubric, result)
    bounds = bounds_of(result, entry.unit if entry else "score")
    if n is not None and 0 < n < FEW:
        low, high = wilson(0.5, n)
        yield "W491", f"{n} samples: a proportion of one half would lie anywhere from {low:.2f} to {high:.2f}"
    if isinstance(bounds, str) and result.value is not None:
        yield "W491", bounds
    if result.samples_planned and n is not None and n < result.samples_planned:
        yield "W491", f"{n} of {result.samples_planned} planned samples were completed"


def _errors(result: Result) -> Iterator[tuple[str, str]]:
    errored = result.samples_errored
    if errored:
        of = (result.samples_completed or 0) + errored
        yield "W492", f"{errored} of {of} samples errored; each could have gone either way"


def _independence(item: Evidence) -> Iterator[tuple[str, str]]:
    related = item.evaluator.relationship if item.evaluator else None
    if item.voice == "developer" or related == "first_party":
        yield "W496", "the developer ran it"
    elif item.voice is None and related is None:
        yield "W496", "who ran it is not said"


def _binding(item: Evidence, profile: Profile) -> Iterator[tuple[str, str]]:
    stated = profile.model.weights.sha256 if profile.model.weights else None
    measured = item.model.sha256 if item.model else None
    if measured is None:
        if item.elicitation in (None, "as_released"):
            yield "W498", "nothing binds it to these weights: it names the model by words at most"
    elif stated is not None and measured != stated and item.elicitation in (None, "as_released", "scaffolded", "tools"):
        yield "W498", "it was measured on other weights than those assessed"
