"""Several assessors' files as one profile: every rating keeps who gave it, nothing is averaged away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from riskframe.evidence import Evidence
from riskframe.profile import FACETS, Assessor, Capability, Profile, RatingOrByDomain
from riskframe.ratings import AnyRating, Rating
from riskframe.records import Id, Record

PROFILE = "profile"
"""Id under which the ratings of the profile itself stand beside those of the assessors' files."""


class AssessorRatings(Record):
    """One assessor's ratings, in a file of their own. They never see the others' unless they ask."""

    riskframe_ratings: Literal[1]
    """Version of this format."""
    assessor: Assessor
    evidence: tuple[Evidence, ...] = ()
    """Evidence that the profile does not list already; an id that it does is the same item."""
    capabilities: dict[Id, Capability] = {}
    context: dict[Id, RatingOrByDomain] = {}
    ratings: dict[Id, dict[Id, RatingOrByDomain]] = {}
    safeguards: dict[Id, AnyRating] = {}
    """Safeguard id -> its strength."""


def with_assessors(profile: Profile, files: Sequence[AssessorRatings]) -> Profile:
    """The profile with every rating that the files give as one per assessor.

    A rating of the profile itself counts as one more assessor, named `profile`. What nobody rates stays unknown; an
    assessor who rates only a part leaves the rest to the others.
    """
    if not files:
        return profile
    sections: dict[str, Any] = {
        "capabilities": {
            name: _capability(name, profile, files)
            for name in dict.fromkeys((*profile.capabilities, *(n for f in files for n in f.capabilities)))
        },
        "context": _section(profile.context, {f.assessor.id: f.context for f in files}),
        "ratings": {
            group: _section(profile.ratings.get(group, {}), {f.assessor.id: f.ratings.get(group, {}) for f in files})
            for group in dict.fromkeys((*profile.ratings, *(g for f in files for g in f.ratings)))
        },
        "safeguards": tuple(
            s.model_copy(update={"strength": _one(s.strength, {f.assessor.id: f.safeguards.get(s.id) for f in files})})
            for s in profile.safeguards
        ),
    }
    known = {e.id for e in profile.evidence}
    more = {e.id: e for f in files for e in f.evidence if e.id not in known}
    people = {a.id: a for a in (*profile.assessors, *(f.assessor for f in files))}
    merged = profile.model_copy(update={**sections, "evidence": (*profile.evidence, *more.values())})
    if PROFILE in _assessors_named(merged) and PROFILE not in people:
        people[PROFILE] = Assessor(id=PROFILE, role="the profile itself")
    return merged.model_copy(update={"assessors": tuple(people.values())})


def _capability(name: str, profile: Profile, files: Sequence[AssessorRatings]) -> Capability:
    blocks = {f.assessor.id: f.capabilities[name] for f in files if name in f.capabilities}
    own = profile.capabilities.get(name) or Capability()
    merged: dict[str, Rating | None] = {
        facet: _one(getattr(own, facet), {who: _with_block(getattr(b, facet), b) for who, b in blocks.items()}, own)
        for facet in FACETS
    }
    return own.model_copy(update=merged)


def _with_block(rating: Rating | None, block: Capability) -> Rating | None:
    """An assessor's facet with what its block says for all three."""
    if rating is None:
        return None
    return rating.model_copy(
        update={
            "evidence": rating.evidence or block.evidence,
            "confidence": rating.confidence or block.confidence,
            "rationale": rating.rationale or block.rationale,
        }
    )


def _section(own: Mapping[str, Any], given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in dict.fromkeys((*own, *(n for entries in given.values() for n in entries))):
        entries = {who: g[name] for who, g in given.items() if name in g}
        mine = own.get(name)
        if isinstance(mine, Mapping) or any(isinstance(e, Mapping) for e in entries.values()):
            by_domain = {who: e for who, e in entries.items() if isinstance(e, Mapping)}
            merged[name] = _section(mine if isinstance(mine, Mapping) else {}, by_domain)
        else:
            merged[name] = _one(mine, entries)
    return merged


def _one(own: Rating | None, given: Mapping[str, Rating | None], block: Capability | None = None) -> Rating | None:
    """One rating per assessor; the rating itself where no file speaks of it."""
    told = {who: rating for who, rating in given.items() if rating is not None}
    if not told:
        return own
    mine: dict[str, Rating] = {}
    if own is not None:
        mine = dict(own.by) if own.by else {PROFILE: _with_block(own, block) or own if block else own}
    by = {**mine, **told}
    evidence = dict.fromkeys((*(own.evidence if own else ()), *(e for r in by.values() for e in r.evidence)))
    comparators = {c.name: c for r in (*by.values(), *([own] if own else [])) for c in r.comparators}
    return Rating(by=by, evidence=tuple(evidence), comparators=tuple(comparators.values()))


def _assessors_named(profile: Profile) -> set[str]:
    named: set[str] = set()

    def look(rating: Any) -> None:
        if isinstance(rating, Mapping):
            for one in rating.values():
                look(one)
        elif isinstance(rating, Rating) and rating.by:
            named.update(rating.by)

    for block in profile.capabilities.values():
        for facet in FACETS:
            look(getattr(block, facet))
    look(profile.context)
    look(profile.ratings)
    for safeguard in profile.safeguards:
        look(safeguard.strength)
    return named
