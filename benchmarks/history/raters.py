"""How far two raters agree who rated the same cases by the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.history.answers import Answer, answer, answered, bound
from benchmarks.history.cases import cases, rated_by_b
from riskframe.sensitivity.assessors import ordinal_alpha


@dataclass(frozen=True)
class Rated:
    """One rating path of one case, by both; None: unknown."""

    slug: str
    path: str
    a: int | None
    b: int | None
    left_to_rater: bool
    """Rests on findings that the codebook does not turn into a level by a table, a screen or a formula."""


FORMULA = ("context.run_ease",)
"""Evidence in, level out: rule 6.2."""


@dataclass(frozen=True)
class Agreed:
    """Agreement over a group of ratings."""

    group: str
    pairs: int
    both_known: int
    both_unknown: int
    alpha: float | None
    """Krippendorff's, with the ordinal difference, over `best` where both know."""
    equal: int
    """Same level where both know."""
    within_one: int

    @property
    def unknown_alike(self) -> float | None:
        """Of the ratings that at least one leaves unknown, the share that both do."""
        either = self.pairs - self.both_known
        return self.both_unknown / either if either else None


@cache
def rated() -> tuple[Rated, ...]:
    """Every rating of every case that both raters had before them."""
    found = []
    for c in cases():
        profile = rated_by_b(c)
        if profile is None:
            continue
        ours, theirs = bound(c.profile).ratings, bound(profile).ratings
        for path, a in ours.items():
            b = theirs[path]
            if a.not_applicable is None and b.not_applicable is None:
                left = "evidence" in (a.rests_on, b.rests_on) and path not in FORMULA
                known = a.best if a.known else None, b.best if b.known else None
                found.append(Rated(c.slug, path, *known, left_to_rater=left))
    return tuple(found)


def group_of(path: str) -> str:
    """Capabilities by facet, the context by criterion."""
    parts = path.split(".")
    return f"capability, {parts[-1]}" if parts[0] == "capability" else f"context, {parts[1]}"


def agreed(group: str, ratings: Sequence[Rated]) -> Agreed:
    known = [(r.a, r.b) for r in ratings if r.a is not None and r.b is not None]
    return Agreed(
        group,
        len(ratings),
        len(known),
        sum(r.a is None and r.b is None for r in ratings),
        ordinal_alpha(known),
        sum(a == b for a, b in known),
        sum(abs(a - b) <= 1 for a, b in known),
    )


def agreements() -> tuple[Agreed, ...]:
    """Overall, and by group; groups that both leave unknown everywhere have no alpha."""
    groups: dict[str, list[Rated]] = {}
    for r in rated():
        groups.setdefault(group_of(r.path), []).append(r)
    ways = (("level fixed by table, screen or formula", False), ("level left to the rater", True))
    known = [r for r in rated() if r.a is not None and r.b is not None]
    by_way = (agreed(name, [r for r in known if r.left_to_rater is way]) for name, way in ways)
    return (agreed("all", rated()), *by_way, *(agreed(name, found) for name, found in groups.items()))


@cache
def answers_of_b() -> dict[str, Answer]:
    """riskframe's answers under rater B's ratings."""
    by_b = ((c.slug, rated_by_b(c)) for c in cases())
    return {slug: answer(profile) for slug, profile in by_b if profile is not None}


def same_answers() -> tuple[int, int, int, int]:
    """Cases rated by both; how many have the same start, the same aim, and both the same."""
    ours, theirs = answered(), answers_of_b()
    starts = sum(ours[s].start == b.start for s, b in theirs.items())
    aims = sum(ours[s].aim == b.aim for s, b in theirs.items())
    return len(theirs), starts, aims, sum(ours[s] == b for s, b in theirs.items())
