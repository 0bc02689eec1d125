"""What differs between two analyses: shares, how many changes lose or gain an option, which evidence next, the rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskframe.assessment import Assessment
from riskframe.sensitivity.records import Flips, Resolved, Sensitivity

NOISE = 1e-9
"""Shares are sums of products of floats; a smaller difference is none."""

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ShareChanged:
    """An option's share as the most open, as pairs [unknowns harmful, unknowns favourable]; None: not an option there."""

    option: str
    coupling: str
    before: Pair | None
    after: Pair | None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far away the loss, or the reach, of an option is."""

    option: str
    smallest: int | None
    """Changes in the smallest set; None: there is none of `largest` or fewer, or (not proved) none was found."""
    largest: int
    proved: bool


@dataclass(frozen=True, slots=True)
class DistanceChanged:
    """The same question on both sides; None where it does not arise there."""

    asked: str
    """`lose the most open reached`, `reach the next` or `<direction> the proposed`."""
    before: Distance | None
    after: Distance | None


@dataclass(frozen=True, slots=True)
class NextChanged:
    """What one criterion, resolved, can lead to; None: it moves nothing alone, or is settled."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class WorthChanged:
    """What knowing one rating and everything else is worth, as a pair; None: nothing, or no weights are set."""

    what: str
    before: Pair | None
    after: Pair | None


@dataclass(frozen=True, slots=True)
class AnalysesCompared:
    """Everything in which two analyses differ; empty parts are the same."""

    shares: tuple[ShareChanged, ...]
    distances: tuple[DistanceChanged, ...]
    next_evidence: tuple[NextChanged, ...]
    worth: tuple[WorthChanged, ...]
    hangs_on: tuple[NextChanged, ...]
    """Numbers of the rubric, moved by one step -> start and aim then; None: that step changes nothing there."""

    @property
    def same(self) -> bool:
        """Whether the analyses say the same."""
        return not any((self.shares, self.distances, self.next_evidence, self.worth, self.hangs_on))


def analyses_compared(before: Assessment, after: Assessment) -> AnalysesCompared | None:
    """What differs; None where one of them holds no analysis."""
    old, new = before.sensitivity, after.sensitivity
    if old is None or new is None:
        return None
    return AnalysesCompared(
        shares=tuple(_shares(old, new)),
        distances=tuple(_distances(before, after)),
        next_evidence=tuple(NextChanged(*row) for row in _differ(_leads(old), _leads(new))),
        worth=tuple(_worth(old, new)),
        hangs_on=tuple(NextChanged(*row) for row in _differ(_steps(old), _steps(new))),
    )


def _differ(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    for what in dict.fromkeys((*new, *old)):
        if old.get(what) != new.get(what):
            yield what, old.get(what), new.get(what)


def _shares(old: Sensitivity, new: Sensitivity) -> Iterator[ShareChanged]:
    a, b = ({(s.option, c): pair for s in side.shares for c, pair in s.most_open.items()} for side in (old, new))
    for key in dict.fromkeys((*b, *a)):
        if not _close(a.get(key), b.get(key)):
            yield ShareChanged(*key, a.get(key), b.get(key))


def _close(a: Pair | None, b: Pair | None) -> bool:
    if a is None or b is None:
        return a is b
    return all(abs(x - y) < NOISE for x, y in zip(a, b, strict=True))


def _distances(before: Assessment, after: Assessment) -> Iterator[DistanceChanged]:
    a, b = _asked(before), _asked(after)
    for asked in dict.fromkeys((*b, *a)):
        if a.get(asked) != b.get(asked):
            yield DistanceChanged(asked, a.get(asked), b.get(asked))


def _asked(one: Assessment) -> dict[str, Distance]:
    """The questions about flips by what they ask, whatever option they ask it of."""
    assert one.sensitivity is not None
    assert one.decision is not None
    chain = [o.option for o in one.decision.options]
    reached = chain.index(one.decision.recommendation.answers["conservative"])
    proposed = one.decision.proposed.option if one.decision.proposed else None
    found: dict[str, Distance] = {}
    for flips in one.sensitivity.flips:
        if flips.direction == "lose" and flips.option == chain[reached]:
            found.setdefault("lose the most open reached", _distance(flips))
        elif flips.direction == "reach" and chain.index(flips.option) == reached + 1:
            found.setdefault("reach the next", _distance(flips))
        if flips.option == proposed:
            found.setdefault(f"{flips.direction} the proposed", _distance(flips))
    return found


def _distance(flips: Flips) -> Distance:
    smallest = min((len(f.changes) for f in flips.flips), default=None)
    return Distance(flips.option, smallest, flips.largest, flips.proved)


def _leads(side: Sensitivity) -> dict[str, str]:
    return {r.what: _lead(r) for r in side.next_evidence}


def _lead(resolved: Resolved) -> str:
    if resolved.closes_to == resolved.opens_to:
        return resolved.opens_to
    return f"{resolved.opens_to} or {resolved.closes_to}"


def _worth(old: Sensitivity, new: Sensitivity) -> Iterator[WorthChanged]:
    a, b = _gains(old), _gains(new)
    for what in dict.fromkeys((*b, *a)):
        if not _close(a.get(what), b.get(what)):
            yield WorthChanged(what, a.get(what), b.get(what))


def _gains(side: Sensitivity) -> dict[str, Pair]:
    rated = side.value.ratings if side.value else ()
    return {r.what: r.with_the_rest.gain for r in rated if r.with_the_rest is not None}


def _steps(side: Sensitivity) -> dict[str, str]:
    moved = side.rubric.moved if side.rubric else ()
    return {f"{s.what} {s.was} → {s.to}": f"start {s.start}, aim {s.aim}" for s in moved}
