"""Ratings of one profile under one rubric: pooled over assessors, with only accepted evidence, unknown made plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskframe.evidence import Evidence
from riskframe.measurement.suggest import Suggestion, suggestions_of, weights_of
from riskframe.profile import Profile
from riskframe.ratings import Rating
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity, Reading

Readings = Mapping[str, Mapping[str, tuple[int, int]]]
"""Evidence id of an accepted suggestion -> rating path -> lowest and highest level."""


@dataclass(frozen=True, slots=True)
class ResolvedRating:
    """One rating as the engine reads it. Levels are places on the criterion's scale, 1..top.

    Unknown (`why_unknown` says why) has lo = best = None; it stands at the harmful end in the conservative and
    central readings and at the favourable end in the others. `not_applicable` has no level at all.
    """

    rating: RatingPath
    lo: int | None
    best: int | None
    hi: int | None
    why_unknown: str | None
    not_applicable: str | None
    source: Rating | None
    cited: tuple[str, ...]
    accepted: tuple[str, ...]
    rests_on: str
    """`evidence`, `suggestion`, `screen`, `judgement` or `nothing`: the best of what it cites."""
    widened: bool
    """Whether judgement, a screen or a suggestion moved its ends."""
    by_assessor: Mapping[str, tuple[int, int, int] | None]
    confidence: str | None
    rationale: str | None
    path: str

    @property
    def known(self) -> bool:
        return self.why_unknown is None and self.not_applicable is None

    def point(self, reading: Reading) -> int:
        """The level read in a reading; 0 where the criterion does not apply."""
        if self.not_applicable is not None:
            return 0
        r = self.rating
        if not self.known:
            return r.harmful_end if reading in ("conservative", "central") else r.favourable_end
        assert self.lo is not None
        assert self.best is not None
        assert self.hi is not None
        if reading in ("central", "charitable"):
            return self.best
        harmful, favourable = (self.hi, self.lo) if r.polarity is Polarity.RISK else (self.lo, self.hi)
        return harmful if reading == "conservative" else favourable


def resolve_ratings(profile: Profile, rubric: Rubric, evidence: Mapping[str, Evidence]) -> dict[str, ResolvedRating]:
    """Every rating path of the rubric, resolved. `evidence` holds the accepted items by id.

    A safeguards_off facet that is not given stands as the as_modified one (design: its default).
    """
    read = readings(profile, rubric, evidence)
    found = {path: _resolve(rating, profile, rubric, evidence, read) for path, rating in rubric.ratings.items()}
    for path, resolved in found.items():
        if resolved.rating.facet == "safeguards_off" and resolved.source is None:
            modified = found[path.replace(".safeguards_off", ".as_modified")]
            found[path] = _replace(modified, rating=resolved.rating, path=modified.path)
    return found


def _replace(old: ResolvedRating, **changes: Any) -> ResolvedRating:
    from dataclasses import replace

    return replace(old, **changes)


def given_rating(profile: Profile, rating: RatingPath) -> tuple[Rating | None, tuple[str, ...], Any]:
    """What the profile says for a rating path: the rating, the evidence that stands for it, its block (or None)."""
    criterion = rating.criterion
    if criterion.group == "capability":
        block = profile.capabilities.get(criterion.id)
        if block is None:
            return None, (), None
        given = getattr(block, rating.facet or "")
        if given is None:
            return None, (), block
        # The block's evidence is evidence for a level; saying "unknown" claims none.
        shared = block.evidence if given.stated or given.not_applicable is not None else ()
        return given, _cited(given) or shared, block
    group = profile.context if criterion.group == "context" else profile.ratings.get(criterion.group, {})
    entry = group.get(criterion.id)
    if isinstance(entry, Mapping):
        entry = entry.get(rating.domain or "")
    elif rating.domain is not None:
        entry = None  # one rating cannot stand for every domain
    return entry, _cited(entry) if entry is not None else (), None


def _cited(given: Rating) -> tuple[str, ...]:
    """What a rating cites, with what each assessor's own cites."""
    inner = (name for one in (given.by or {}).values() for name in one.evidence)
    return tuple(dict.fromkeys((*given.evidence, *inner)))


def readings(profile: Profile, rubric: Rubric, evidence: Mapping[str, Evidence]) -> Readings:
    """What each accepted suggestion says, by its evidence id and the rating path."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for item in evidence.values():
        if item.kind == "suggestion":
            entry = next(b for b in rubric.gauges if b.id == item.gauge)
            made = suggestions_of(evidence[item.of or ""], entry, rubric, weights_of(profile))
            found[item.id] = {s.path: (s.lo, s.hi) for s in made if isinstance(s, Suggestion)}
    return found


def _resolve(
    rating: RatingPath, profile: Profile, rubric: Rubric, evidence: Mapping[str, Evidence], read: Readings
) -> ResolvedRating:
    given, cited, block = given_rating(profile, rating)
    accepted = tuple(e for e in cited if e in evidence)
    kinds = {evidence[e].kind for e in accepted}
    rests_on = (
        "evidence" if kinds - {"screen", "suggestion", "judgement"}
        else "suggestion" if "suggestion" in kinds else "screen" if "screen" in kinds
        else "judgement" if kinds else "nothing"
    )  # fmt: skip
    confidence = (given.confidence if given else None) or (block.confidence if block else None)
    rationale = (given.rationale if given else None) or (block.rationale if block else None)

    def made(
        levels: tuple[int, int, int] | None, why: str | None, *, na: str | None = None, widened: bool = False,
        by: Mapping[str, tuple[int, int, int] | None] | None = None,
    ) -> ResolvedRating:  # fmt: skip
        lo, best, hi = levels or (None, None, None)
        return ResolvedRating(
            rating, lo, best, hi, why, na, given, cited, accepted, rests_on, widened, by or {}, confidence, rationale,
            rating.path,
        )  # fmt: skip

    if given is None:
        return made(None, "no rating is given")
    if given.not_applicable is not None:
        return made(None, None, na=given.not_applicable)
    by = {who: _levels(r, rating) for who, r in (given.by or {}).items()}
    levels = pool(tuple(by.values()), rating) if given.by else _levels(given, rating)
    if levels is None:
        return made(None, "it is rated unknown", by=by)
    if not accepted:
        return made(None, "it cites no accepted evidence", by=by)
    widened = _widened(levels, rating, rests_on, [evidence[e] for e in accepted], rubric, read)
    if widened[0] == 1 and widened[2] == rating.top:
        return made(None, "its interval is the whole scale", by=by)
    return made(widened, None, widened=widened != levels, by=by)


def _levels(given: Rating, rating: RatingPath) -> tuple[int, int, int] | None:
    if given.unknown or not given.stated:
        return None
    if given.level is not None:
        level = rating.level_of(given.level)
        return None if level is None else (level, level, level)
    lo, best, hi = (rating.level_of(x) for x in (given.lo, given.best, given.hi))
    return None if lo is None or best is None or hi is None else (lo, best, hi)


def pool(levels: tuple[tuple[int, int, int] | None, ...], rating: RatingPath) -> tuple[int, int, int] | None:
    """Several assessors' intervals as one: widest interval, `best` at the median nearer harm.

    An assessor's unknown is the whole scale, and so is the pool then.
    """
    if not levels or any(x is None for x in levels):
        return None
    known = [x for x in levels if x is not None]
    bests = sorted(x[1] for x in known)
    middle = len(bests) // 2 if rating.polarity is Polarity.RISK else (len(bests) - 1) // 2
    return min(x[0] for x in known), bests[middle], max(x[2] for x in known)


def _widened(
    levels: tuple[int, int, int],
    rating: RatingPath,
    rests_on: str,
    accepted: list[Evidence],
    rubric: Rubric,
    read: Readings,
) -> tuple[int, int, int]:
    """The interval after what judgement, screens and suggestions may claim: a harmful end beyond `best`, never the
    mildest level, and nothing milder than the reading of a result."""
    lo, best, hi = levels
    risk = rating.polarity is Polarity.RISK
    if rests_on == "evidence":
        return levels
    kinds = {e.kind for e in accepted}
    if "judgement" in kinds:
        hi, lo = (max(hi, min(best + 1, rating.top)), lo) if risk else (hi, min(lo, max(best - 1, 1)))
    if "screen" in kinds:
        named = {e.screen for e in accepted if e.kind == "screen"}
        suggested = [
            s.screen.suggests[rating.path]
            for s in rubric.screens
            if s.screen.id in named and rating.path in s.screen.suggests
        ]
        if risk:
            hi = max([hi, min(2, rating.top), *(min(s.hi, rating.top) for s in suggested)])
        else:
            lo = min([lo, rating.top - 1, *(s.lo for s in suggested)])
    for item in accepted:
        if item.kind == "suggestion":
            lo, best, hi = _within_reading((lo, best, hi), rating, read[item.id].get(rating.path))
    return lo, best, hi


def _within_reading(
    levels: tuple[int, int, int], rating: RatingPath, said: tuple[int, int] | None
) -> tuple[int, int, int]:
    """The interval moved towards harm as far as an accepted suggestion does; one that says nothing of this rating
    leaves its harmful end open."""
    lo, best, hi = levels
    low, high = said or (1, rating.top)
    if rating.polarity is Polarity.RISK:
        return max(lo, low), max(best, low), max(hi, high, min(2, rating.top))
    return min(lo, low, rating.top - 1), min(best, high), min(hi, high)
