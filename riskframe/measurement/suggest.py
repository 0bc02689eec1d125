"""From accepted evidence and a rubric's gauges to suggested intervals. A suggestion is never a rating by itself.

A result counts through its bounds. It suggests every level between the band of its lower and that of its upper bound.
What a model was not made to do is not shown: a result bounds the modified model from below only, unless the modified
model itself was measured. Where something speaks against reading a number at all, there is no suggestion, and a
reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskframe.evidence import Caution, Evidence, Result
from riskframe.measurement.bounds import Bounds, bounds_of
from riskframe.measurement.gauges import gauge_of
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Band, Gauge
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Basis, Polarity

_UNREADABLE: dict[Caution, str] = {
    "nothing_evaluated": "no sample of it was evaluated",
    "not_finite": "it holds no finite number",
    "mock_model": "a stand-in for a model was run",
    "self_test": "it is the tool's test of itself",
    "hits_only": "it counts hits without saying of how many",
    "zero_variance": "it has no spread at all, which more often shows a broken run than a result",
    "extreme_score": "it is the best or worst possible score, which more often shows a broken run than a result",
    "counts_disagree": "its sample counts contradict each other",
}
_FROM_BELOW: dict[Caution, str] = {
    "limited_run": "only a part of the benchmark was run",
    "partial_run": "the run broke off",
}
_MEASURED = {
    "as_released": "as_released", "scaffolded": "as_released", "tools": "as_released",
    "helpful_only": "safeguards_off", "fine_tuned": "as_modified", "domain_rl": "as_modified",
}  # fmt: skip
_BEYOND = {
    "as_released": ("safeguards_off", "as_modified"), "safeguards_off": ("as_modified",), "as_modified": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The levels of one rating that one result suggests."""

    path: str
    evidence: str
    gauge: str
    lo: int
    hi: int
    basis: Basis
    bounds: Bounds
    why: tuple[str, ...]
    """What widened it, and what it rests on, in sentences."""


@dataclass(frozen=True, slots=True)
class NoSuggestion:
    """A result that suggests nothing, and why."""

    evidence: str
    gauge: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """All that accepted results suggest, in the order of the evidence and of the rubric's ratings."""

    suggestions: tuple[Suggestion, ...]
    nothing: tuple[NoSuggestion, ...]

    def of(self, path: str) -> tuple[Suggestion, ...]:
        """The suggestions for one rating."""
        return tuple(s for s in self.suggestions if s.path == path)


def suggest(profile: Profile, rubric: Rubric, accepted: Mapping[str, Evidence]) -> Suggested:
    """What the accepted results suggest under a rubric. Pure; nothing of it changes a rating."""
    found: list[Suggestion] = []
    nothing: list[NoSuggestion] = []
    for item in profile.evidence:
        if item.result is None or item.id not in accepted:
            continue
        entry = gauge_of(rubric, item.result)
        given = tuple(suggestions_of(item, entry, rubric, weights_of(profile))) if entry is not None else ()
        made = [s for s in given if isinstance(s, Suggestion)]
        reasons = [s for s in given if isinstance(s, str)]
        found += made
        if not made:
            unlisted = "no gauge of the rubric reads this task with this metric, so no level follows from it"
            nothing.append(NoSuggestion(item.id, entry.id if entry else None, reasons[0] if reasons else unlisted))
    return Suggested(tuple(found), tuple(nothing))


def weights_of(profile: Profile) -> str | None:
    """Digest of the assessed weights; None where the profile states none."""
    return profile.model.weights.sha256 if profile.model.weights else None


def numbers(result: Result) -> dict[str, str | int | float]:
    """What an acceptance has to record of a result: it is void when one of these changes."""
    kept = (
        "task", "task_version", "metric", "variant", "value", "unit", "lower", "upper", "standard_error",
        "samples_completed", "samples_errored",
    )  # fmt: skip
    return {name: found for name in kept if (found := getattr(result, name)) is not None}


def suggestions_of(item: Evidence, entry: Gauge, rubric: Rubric, weights: str | None) -> Iterator[Suggestion | str]:
    """The suggestions of one result for each rating that it speaks of, or in words why there is none.

    weights: digest of the assessed weights, where it is known.
    """
    result = item.result
    assert result is not None
    against = _against(item, result, entry, weights)
    bounds = against or bounds_of(result, entry.unit)
    if isinstance(bounds, str):
        yield bounds
        return
    if entry.chance and bounds.upper < entry.chance:
        yield "it lies below guessing by both bounds: refusals, held-back ability or a broken run, not want of ability"
        return
    lo, hi = _levels(bounds, entry.suggests.bands)
    made = False
    for rating in rubric.ratings.values():
        if f"{rating.criterion.group}.{rating.criterion.id}" not in entry.criteria or not _speaks_of(rating, item):
            continue
        levels, why = _as_far_as_shown(rating, item, (min(lo, rating.top), min(hi, rating.top)))
        if levels == (1, rating.top):
            continue
        made = True
        yield Suggestion(
            rating.path, item.id, entry.id, *levels, entry.suggests.basis, bounds, (*why, entry.suggests.because)
        )
    if not made:
        yield "between its bounds lies every level, so it narrows nothing"


def _against(item: Evidence, result: Result, entry: Gauge, weights: str | None) -> str | None:
    """What forbids to read levels out of a result; None where nothing does."""
    for caution in item.cautions:
        if caution in _UNREADABLE:
            return _UNREADABLE[caution]
    if result.aggregate:
        return "it is made from other results of its file, and they are read instead"
    if result.direction is not None and result.direction != entry.direction:
        return f"the profile says {result.direction} and the rubric {entry.direction}"
    measured = item.model.sha256 if item.model else None
    if weights is not None and measured is not None and weights != measured:
        return "it was measured on other weights than those assessed"
    return None


def _levels(bounds: Bounds, bands: tuple[Band, ...]) -> tuple[int, int]:
    """The lowest and the highest level of all bands between the two bounds."""
    reached = [
        band for i, band in enumerate(bands) if _reached(bounds, band, bands[i + 1] if i + 1 < len(bands) else None)
    ]
    return min(b.lo for b in reached), max(b.hi for b in reached)


def _reached(bounds: Bounds, band: Band, following: Band | None) -> bool:
    from_below = band.above is None or bounds.upper > band.above
    to_above = following is None or following.above is None or bounds.lower <= following.above
    return from_below and to_above


def _speaks_of(rating: RatingPath, item: Evidence) -> bool:
    """Whether a result says anything of a facet or a domain at all."""
    if rating.domain is not None and item.domains:
        return rating.domain in item.domains
    if rating.facet is None:
        return True
    measured = _MEASURED.get(item.elicitation or "", "")
    # Not said how it was elicited: then only that the strongest version reaches at least as much.
    return rating.facet in ((measured, *_BEYOND[measured]) if measured else ("as_modified",))


def _as_far_as_shown(rating: RatingPath, item: Evidence, levels: tuple[int, int]) -> tuple[tuple[int, int], list[str]]:
    """The levels, opened where the result does not reach: towards harm for what was not tried, towards the mild end
    where the score may be too high."""
    lo, hi = levels
    why: list[str] = []
    if rating.facet is not None and _MEASURED.get(item.elicitation or "") != rating.facet:
        said = f"measured {item.elicitation}" if item.elicitation else "how it was elicited is not said"
        why.append(f"{said}, so it bounds {rating.facet} from the mild side only")
        lo, hi = _open_harmful(rating, lo, hi)
    for caution, reason in _FROM_BELOW.items():
        if caution in item.cautions:
            why.append(f"{reason}, so the harmful end stays open")
            lo, hi = _open_harmful(rating, lo, hi)
    if item.contamination is not None:
        why.append("test items may have been in the training data, so the mild end stays open")
        lo, hi = (1, hi) if rating.polarity is Polarity.RISK else (lo, rating.top)
    return (lo, hi), why


def _open_harmful(rating: RatingPath, lo: int, hi: int) -> tuple[int, int]:
    return (lo, rating.top) if rating.polarity is Polarity.RISK else (1, hi)
