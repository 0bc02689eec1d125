"""Evidence items by themselves: results that cannot carry anything, and files that are not what was measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from riskframe.evidence import Result
from riskframe.gate.findings import Finding, Place
from riskframe.gate.reasons import Kind
from riskframe.profile import Profile
from riskframe.rubric.schema import EvidenceBars

_RANGES: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(("share", "proportion", "fraction", "probability", "rate", "accuracy"), (0.0, 1.0)),
    **dict.fromkeys(("%", "percent", "per cent", "percentage"), (0.0, 100.0)),
    **dict.fromkeys(("count", "samples", "ratio", "seconds", "hours", "usd", "flop"), (0.0, math.inf)),
}
"""unit -> what values it can have. Of other units nothing is known but the metric's own bounds."""


_CAUTIONS: Mapping[str, Kind] = {
    "not_finite": "result_not_finite",
    **dict.fromkeys(("nothing_evaluated", "few_samples", "limited_run", "partial_run"), "result_too_small"),
    **dict.fromkeys(("errored_samples", "counts_disagree"), "result_errored"),
    **dict.fromkeys(("unit_unknown", "extreme_score"), "result_unit"),
    **dict.fromkeys(("mock_model", "self_test"), "result_not_of_model"),
}
"""What an importer read in the file -> why the gate lets nothing rest on it. Other cautions are for people to weigh."""


def result_findings(profile: Profile, cited: frozenset[str], bars: EvidenceBars) -> Iterator[Finding]:
    """Accepted items whose measured result is missing, broken, too small, or left aside.

    cited: ids that something in the profile cites. bars: those of the rubric that is judged under.
    """
    for index, item in enumerate(profile.evidence):
        if item.status != "accepted" or item.result is None:
            continue
        place = Place("profile", ("evidence", index, "result"))
        if item.id not in cited:
            text = f'evidence "{item.id}" has a result, and nothing cites it'
            yield Finding(
                "result_unmapped", item.id, text, "Cite it where it belongs, or reject it and say why.", place
            )
            continue
        told: set[Kind] = set()
        for kind, text in _faults(item.result, bars):
            told.add(kind)
            yield Finding(kind, item.id, f'evidence "{item.id}": {text}', place=place)
        for caution in item.cautions:
            meant = _CAUTIONS.get(caution)
            if meant is not None and meant not in told:
                told.add(meant)
                text = f'evidence "{item.id}": its file says {caution.replace("_", " ")}'
                yield Finding(meant, item.id, text, place=Place("profile", ("evidence", index, "cautions")))


def _faults(result: Result, bars: EvidenceBars) -> Iterator[tuple[Kind, str]]:
    value = result.value
    numbers = (value, result.lower, result.upper, result.minimum, result.maximum)
    if any(number is not None and not math.isfinite(number) for number in numbers):
        yield "result_not_finite", f"{result.metric} is not a finite number"
    elif value is None:
        yield "result_missing", f"{result.metric} has no value"
    else:
        yield from _unit_faults(result, value)
    yield from _sample_faults(result, bars)


def _unit_faults(result: Result, value: float) -> Iterator[tuple[Kind, str]]:
    if result.unit is None:
        yield "result_unit", f"{result.metric} is {value:g} of no stated unit"
        return
    known = _RANGES.get(result.unit.lower())
    low, high = known or (-math.inf, math.inf)
    bounds = (result.minimum, result.maximum)
    if known is None and None in bounds:
        yield "result_unit", f"nothing is known of the unit {result.unit}, and {result.metric} states no bounds"
        return
    if any(b is not None and not low <= b <= high for b in bounds) or (high == 100.0 and result.maximum == 1.0):
        yield "result_unit", f"the bounds of {result.metric} are not those of {result.unit}"
        return
    low = low if result.minimum is None else max(low, result.minimum)
    high = high if result.maximum is None else min(high, result.maximum)
    if not low <= value <= high:
        yield "result_unit", f"{result.metric} is {value:g} {result.unit}, outside {low:g} to {high:g}"
    elif result.lower is not None and result.upper is not None and not result.lower <= value <= result.upper:
        yield (
            "result_unit",
            f"{result.metric} is {value:g}, outside its own interval {result.lower:g} to {result.upper:g}",
        )


def _sample_faults(result: Result, bars: EvidenceBars) -> Iterator[tuple[Kind, str]]:
    done, planned, errored = result.samples_completed, result.samples_planned, result.samples_errored
    if done is not None and done < bars.fewest_samples:
        yield "result_too_small", f"{done} samples were completed; at least {bars.fewest_samples} are asked for"
    elif done is not None and planned and done < bars.least_completed * planned:
        yield (
            "result_too_small",
            f"{done} of {planned} planned samples were completed; {bars.least_completed:.4g} of them are asked for",
        )
    elif done is None and planned is not None:
        yield "result_too_small", f"nobody says how many of {planned} planned samples were completed"
    tried = (done or 0) + (errored or 0)
    if errored and tried and errored > bars.most_errored * tried:
        yield "result_errored", f"{errored} of {tried} samples failed; at most {bars.most_errored:.4g} of them may"


def weights_findings(profile: Profile, listed: frozenset[str]) -> Iterator[Finding]:
    """Accepted items that were measured on a checkpoint which is neither the assessed one nor a listed file."""
    stated = profile.model.weights.sha256 if profile.model.weights else None
    for index, item in enumerate(profile.evidence):
        measured = item.model.sha256 if item.model is not None else None
        if item.status == "accepted" and measured is not None and measured != stated and measured not in listed:
            text = f'evidence "{item.id}" was measured on {measured}; assessed is {stated or "not stated"}'
            yield Finding("evidence_other_weights", item.id, text, "Measure these weights.",
                          Place("profile", ("evidence", index, "model", "sha256")))  # fmt: skip


def file_findings(profile: Profile, digests: Mapping[str, str | None]) -> Iterator[Finding]:
    """Evidence files against the digests that their items state.

    digests: id -> SHA-256 of the file that the item names; None where it cannot be read. An item that is not in it names
    no file below the profile's folder, and nothing is said of it.
    """
    for index, item in enumerate(profile.evidence):
        if item.sha256 is None:
            continue
        if item.id not in digests:
            text = f'evidence "{item.id}": its digest is stated, and its source is no file that can be checked here'
            yield Finding("evidence_unchecked", item.id, text, severity="warning",
                          place=Place("profile", ("evidence", index, "source")))  # fmt: skip
            continue
        found = digests[item.id]
        place = Place("profile", ("evidence", index, "sha256"), item.source or "")
        if found is None:
            text = f'evidence "{item.id}": {item.source} cannot be read, and its digest is stated'
            yield Finding("evidence_gone", item.id, text, "Put the file back.", place)
        elif found != item.sha256:
            text = f'evidence "{item.id}": {item.source} has the digest {found}; measured was {item.sha256}'
            yield Finding("evidence_changed", item.id, text, "Restore the file, or enter new evidence.", place)


def cited_ids(profile: Profile) -> frozenset[str]:
    """Ids of evidence that anything in the profile cites."""
    found: set[str] = set()
    _collect(
        profile.model_dump(mode="python", exclude={"evidence", "model", "assessment"}, exclude_defaults=True), found
    )
    return frozenset(found)


def _collect(value: object, found: set[str]) -> None:
    if isinstance(value, dict):
        for key, entry in value.items():
            if key == "evidence" and isinstance(entry, (list, tuple)):
                found.update(str(name) for name in entry)
            elif key == "result" and isinstance(entry, str):
                found.add(entry)
            else:
                _collect(entry, found)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            _collect(entry, found)
