"""The bars: what has to hold, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.history import score, trials
from benchmarks.history.answers import answered
from benchmarks.history.cases import WEIGHTS_OUT, cases


@dataclass(frozen=True)
class Bar:
    """One bar and its result."""

    name: str
    holds: bool
    found: str


def bars() -> tuple[Bar, ...]:
    line, moved, pairs = trials.hard_line(), trials.monotone(), trials.pairs()
    expected = [s for s in trials.shifts() if s.right is not None]
    right = [s.slug + (" (by the letter)" if s.by_the_letter else "") for s in expected if s.right]
    by_b = [s for s in trials.shifts(by_b=True) if s.right is not None]
    blanks = [b for b in trials.blanks() if b.evaluations]
    opens = [b.slug for b in trials.blanks() if b.opens]
    surer = [b.slug for b in blanks if b.unknown[1] <= b.unknown[0]]
    ways = score.directions()
    weights = sum(max(a.places) >= WEIGHTS_OUT for a in answered().values())
    ties = sum(p.answers[0] == p.answers[1] for p in pairs)
    fewer = all(found["more open"] <= found["more closed"] for found in ways.values())
    return (
        Bar(
            "Hard line: a formal verdict at or above High or ASL-3, and weights out",
            not line.failures and not line.planted_failures,
            f"{len(line.failures)} failures in {len(line.cases)} case with such a verdict ({', '.join(line.cases)}); with such a "
            f"verdict planted in every case and three domains, {len(line.planted_failures)} in {line.planted} "
            f"(without it {weights} of {len(cases())} answers reach weights)",
        ),
        Bar(
            "Matched pairs in order",
            all(p.in_order for p in pairs),
            f"{sum(p.in_order for p in pairs)} of {len(pairs)}, {ties} of them ties",
        ),
        Bar(
            "Monotone: nothing worse opens the answer",
            not moved.opened,
            f"{len(moved.opened)} of {sum(moved.tried.values())} changes open it; {sum(moved.closed.values())} close it",
        ),
        Bar(
            "Hindsight shifts in the right direction",
            len(right) == len(expected),
            f"{len(right)} of {len(expected)} ({', '.join(right) or 'none'}); by the second rater's ratings {sum(bool(s.right) for s in by_b)} of {len(by_b)}",
        ),
        Bar("Blanked evaluations never open the answer", not opens, f"{len(opens)} of {len(trials.blanks())} open"),
        Bar(
            "Blanked evaluations lower the confidence",
            not surer,
            f"more ratings unknown in {len(blanks) - len(surer)} of the {len(blanks)} cases that had any evaluation",
        ),
        Bar(
            "More-open misses at most as many as more-closed ones",
            fewer,
            "; ".join(
                f"{name}: {f['more open']} more open, {f['more closed']} more closed" for name, f in ways.items()
            ),
        ),
    )
