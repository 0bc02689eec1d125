"""A profile as one rubric reads it, with what is stated for others carried across where it means the same.

What a profile states under a rubric's own name always stands; a crossed statement only fills a gap. Where both are there
and differ, or two that could cross differ from each other, that is a finding. A crossed unknown is unknown, and so is a
crossed rating whose evidence does not count here: crossing never makes anything better known than it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskframe.diagnostics import KeyPath, Problem
from riskframe.engine.bind import Bound
from riskframe.engine.crossing_records import Crossing, Differing, Lead
from riskframe.engine.resolved import _levels, given_rating, pool
from riskframe.profile import Capability, Component, Fact, Profile
from riskframe.ratings import Rating
from riskframe.rubric.crosswalk import Crosswalk, Link, Node
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath


@dataclass(frozen=True, slots=True)
class Crossed:
    """A profile with what crossed filled in."""

    profile: Profile
    taken: Mapping[str, Crossing]
    differing: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    link: Link
    value: Any
    words: str


def crossed(profile: Profile, rubric: Rubric, crosswalk: Crosswalk) -> Crossed:
    """What a profile says to a rubric once the crosswalk is applied."""
    found, taken, differing = profile, dict[str, Crossing](), list[Differing]()
    targets = dict.fromkeys(k.target[1] for k in crosswalk.links if k.target[0] == rubric.id and k.relation == "same")
    for place in targets:
        others = _statements(profile, (rubric.id, place), crosswalk)
        if not others:
            continue
        own, first = _own(profile, rubric, place), others[0]
        against = tuple(s for s in others if s.words != (first.words if own is None else own))
        if against:
            said = tuple((s.link.source[0], s.link.source[1], s.words) for s in (others if own is None else against))
            differing.append(
                Differing(place, "unknown" if own is None else own, own is not None, said, first.link.reason)
            )
        if own is not None:
            continue
        value = first.value if not against else Rating(unknown=True) if first.link.kind == "rating" else None
        if value is None:
            continue
        found = _with(found, rubric, place, value)
        source, link = first.link.source, first.link
        if not against:
            taken[place] = Crossing(place, source[0], source[1], first.words, link.reason, link.basis)
    return Crossed(found, taken, tuple(differing))


def crossing_problems(profile: Profile, rubrics: Sequence[Rubric], crosswalk: Crosswalk) -> list[Problem]:
    """Statements of the same thing that do not agree (W485), each once, whichever rubric notices."""
    found: dict[frozenset[str], Problem] = {}
    for rubric in rubrics:
        for odd in crossed(profile, rubric, crosswalk).differing:
            places = frozenset((odd.place, *(place for _, place, _ in odd.others)))
            said = ", ".join(f"{place} of {name} says {words}" for name, place, words in odd.others)
            counts = f"its own {odd.stands} counts" if odd.own else "it is taken as unknown"
            at = odd.place if odd.own else odd.others[0][1]
            text = f"{odd.place} of {rubric.id}: {said}; {counts}"
            found.setdefault(places, Problem("W485", _key_path(at), text, hint="state it once, or explain it in a rationale",
                                             severity="warning"))  # fmt: skip
    return list(found.values())


def _key_path(place: str) -> KeyPath:
    head, *rest = place.split(".")
    if head == "components":
        return ("release", "components", *rest)
    if head in ("facts", "context"):
        return (head, *rest)
    return ("capabilities", *rest) if head == "capability" else ("ratings", head, *rest)


def leads(bound: Bound, crosswalk: Crosswalk) -> tuple[Lead, ...]:
    """For each rating that is unknown and each fact that is not stated: the evidence that other rubrics cite nearby."""
    rubric = bound.compiled.rubric
    missing = [path for path, rating in bound.ratings.items() if rating.why_unknown is not None]
    missing += [name for name in rubric.vocabulary.facts if name.startswith("facts.") and not bound.facts.value(name)]
    listed = []
    for place in missing:
        given: dict[str, None] = {}
        sides, reasons = dict[str, None](), dict[str, None]()
        for link in crosswalk.into((rubric.id, place), "shares_evidence"):
            here = [e for e in _evidence_at(bound.profile, link) if e in bound.evidence]
            if here and link.source[1] != place:
                given |= dict.fromkeys(here)
                sides[f"{link.source[0]} {link.source[1]}"] = None
                reasons[link.reason] = None
        if given:
            listed.append(Lead(place, tuple(given), tuple(sides), tuple(reasons)))
    return tuple(listed)


def _evidence_at(profile: Profile, link: Link) -> tuple[str, ...]:
    if link.from_rating is not None:
        return given_rating(profile, link.from_rating)[1]
    fact = profile.facts.get(link.source[1].removeprefix("facts."))
    return fact.evidence if isinstance(fact, Fact) else ()


def _statements(profile: Profile, target: Node, crosswalk: Crosswalk) -> list[_Statement]:
    """What the profile states under other names for a place, nearest first, in this place's levels."""
    found: list[_Statement] = []
    seen = {target[1]}
    # The pairs that are the same form trees, so every place is reached by one way only.
    waiting = [(link, [link]) for link in crosswalk.into(target, "same")]
    while waiting:
        link, way = waiting.pop(0)
        back = {hop.source for hop in way} | {target}
        waiting += [(k, [*way, k]) for k in crosswalk.into(link.source, "same") if k.source not in back]
        if link.source[1] in seen:
            continue
        seen.add(link.source[1])
        stated = _stated(profile, link, way)
        if stated is not None:
            found.append(stated)
    return found


def _stated(profile: Profile, link: Link, way: list[Link]) -> _Statement | None:
    place = link.source[1]
    if link.kind == "fact":
        fact = profile.facts.get(place.removeprefix("facts."))
        return None if fact is None else _Statement(_told(link, way), fact, _fact_words(fact))
    if link.kind == "component":
        part = profile.release.components.get(place.removeprefix("components."))
        return None if part is None else _Statement(_told(link, way), part, _component_words(part))
    there, here = link.from_rating, way[0].to_rating
    assert there is not None
    assert here is not None
    given, cited, block = given_rating(profile, there)
    if given is None:
        return None
    whole = given.model_copy(
        update={
            "evidence": cited,
            "confidence": given.confidence or (block.confidence if block else None),
            "rationale": given.rationale or (block.rationale if block else None),
        }
    )
    value = _translated(whole, there, here, way)
    return _Statement(_told(link, way), value, _rating_words(value, here))


def _told(link: Link, way: list[Link]) -> Link:
    """The link with the reasons of all hops between the two places."""
    if len(way) == 1:
        return link
    reasons = " ".join(dict.fromkeys(hop.reason for hop in reversed(way)))
    weakest = max((hop.basis for hop in way), key=("paper", "literature", "design").index)
    return Link(link.kind, link.source, way[0].target, link.relation, reasons, weakest)


def _translated(given: Rating, there: RatingPath, here: RatingPath, way: list[Link]) -> Rating:
    def level(word: Any) -> Any:
        found = there.level_of(word)
        for hop in reversed(way):
            found = None if found is None else hop.levels.get(found)
        return found

    if given.not_applicable is not None:
        return given if here.criterion.may_not_apply else Rating(unknown=True, rationale=given.rationale)
    if given.by is not None:
        by = {who: _translated(one, there, here, way) for who, one in given.by.items()}
        return given.model_copy(update={"by": by})
    levels = {
        name: level(getattr(given, name)) for name in ("level", "lo", "best", "hi") if getattr(given, name) is not None
    }
    if None in levels.values():
        return Rating(unknown=True)  # a level that no scale has: the profile's own check speaks of it
    shares = given.shares and {level(word): share for word, share in given.shares.items()}
    if shares and len(shares) != len(given.shares or {}):
        shares = None  # two levels there are one here
    return given.model_copy(update={**levels, "shares": shares})


def _own(profile: Profile, rubric: Rubric, place: str) -> str | None:
    """What the profile states under the rubric's own name, in words; None where it states nothing."""
    head, _, name = place.partition(".")
    if head == "facts":
        fact = profile.facts.get(name)
        return None if fact is None else _fact_words(fact)
    if head == "components":
        part = profile.release.components.get(name)
        return None if part is None else _component_words(part)
    given = given_rating(profile, rubric.ratings[place])[0]
    return None if given is None else _rating_words(given, rubric.ratings[place])


def _rating_words(given: Rating, rating: RatingPath) -> str:
    if given.not_applicable is not None:
        return "does not apply"
    levels = pool(tuple(_levels(r, rating) for r in given.by.values()), rating) if given.by else _levels(given, rating)
    if levels is None:
        return "unknown"
    lo, best, hi = (rating.words[level - 1] for level in levels)
    return best if lo == hi else f"{lo} to {hi}, best {best}"


def _fact_words(fact: Any) -> str:
    value = fact.value if isinstance(fact, Fact) else fact
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _component_words(part: Any) -> str:
    if not isinstance(part, Component):
        return str(part)
    return f"{part.status}, licence {part.licence_kind.replace('_', ' ')}" if part.licence_kind else part.status


def _with(profile: Profile, rubric: Rubric, place: str, value: Any) -> Profile:
    head, _, name = place.partition(".")
    if head == "facts":
        return profile.model_copy(update={"facts": {**profile.facts, name: value}})
    if head == "components":
        parts = {**profile.release.components, name: value}
        return profile.model_copy(update={"release": profile.release.model_copy(update={"components": parts})})
    rating = rubric.ratings[place]
    group, criterion = rating.criterion.group, rating.criterion.id
    if group == "capability":
        block = profile.capabilities.get(criterion) or Capability()
        made = block.model_copy(update={rating.facet or "": value})
        return profile.model_copy(update={"capabilities": {**profile.capabilities, criterion: made}})
    entries = profile.context if group == "context" else profile.ratings.get(group, {})
    entry: Any = value
    if rating.domain is not None:
        before = entries.get(criterion)
        entry = {**(before if isinstance(before, dict) else {}), rating.domain: value}
    changed = {**entries, criterion: entry}
    if group == "context":
        return profile.model_copy(update={"context": changed})
    return profile.model_copy(update={"ratings": {**profile.ratings, group: changed}})
