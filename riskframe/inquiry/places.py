"""Where a name leads in a profile: `capability.cyber_offence.as_modified`, `safeguards.refusals.strength`, ..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.profile import FACETS, Profile
from riskframe.rubric.vocabulary import RatingPath


def place_of(path: str, document: Mapping[str, Any], ratings: Mapping[str, RatingPath]) -> KeyPath:
    """The key path in a profile's document that a name stands for.

    A name is a rating path of the rubric (perhaps with keys of the rating behind it), or the keys of the profile joined by dots; an item of a list is named by its
    `id` or by its number from 0. Keys that hold dots themselves are found if they are there. The last key need not
    exist. Raises InvalidProblems (E431) where the name leads nowhere.
    """
    words = path.split(".")
    for used in range(len(words), 1, -1):
        rating = ratings.get(".".join(words[:used]))
        if rating is not None:
            return (*rating_place(rating), *words[used:])
    if words[0] not in Profile.model_fields:
        known = tuple(dict.fromkeys((*Profile.model_fields, *ratings)))
        raise _nowhere(path, f'"{path}" is neither a rating path of the rubric nor a key of a profile', known)
    return _walked(words, document, path)


def rating_place(rating: RatingPath) -> KeyPath:
    """Where a profile says a rating."""
    criterion = rating.criterion
    if criterion.group == "capability":
        return ("capabilities", criterion.id, rating.facet or "")
    head: KeyPath = ("context",) if criterion.group == "context" else ("ratings", criterion.group)
    return (*head, criterion.id, rating.domain) if rating.domain else (*head, criterion.id)


def is_rating(place: KeyPath) -> bool:
    """Whether a profile holds a rating at this place (a block or one of several by domain counts as its last key)."""
    match place:
        case ("capabilities", _, facet):
            return facet in FACETS
        case ("context", _) | ("context", _, _) | ("ratings", _, _) | ("ratings", _, _, _):
            return True
        case ("benefits", _, "size") | ("safeguards", int(), "strength"):
            return True
    return False


def _walked(words: list[str], document: Mapping[str, Any], path: str) -> KeyPath:
    keys: list[str | int] = []
    at: Any = document
    rest = words
    while rest:
        key: str | int
        if isinstance(at, list):
            key, used = _item(at, rest, path)
        elif isinstance(at, Mapping):
            key, used = _entry(at, rest)
        else:
            key, used = rest[0], 1
        keys.append(key)
        rest = rest[used:]
        at = _under(at, key)
    return tuple(keys)


def _under(at: Any, key: str | int) -> Any:
    if isinstance(at, list) and isinstance(key, int):
        return at[key]
    return at.get(key) if isinstance(at, Mapping) else None


def _entry(at: Mapping[str, Any], words: list[str]) -> tuple[str, int]:
    for used in range(len(words), 0, -1):
        if ".".join(words[:used]) in at:
            return ".".join(words[:used]), used
    return words[0], 1


def _item(at: list[Any], words: list[str], path: str) -> tuple[int, int]:
    ids = [item.get("id") if isinstance(item, Mapping) else None for item in at]
    for used in range(len(words), 0, -1):
        if ".".join(words[:used]) in ids:
            return ids.index(".".join(words[:used])), used
    if words[0].isdecimal() and int(words[0]) < len(at):
        return int(words[0]), 1
    raise _nowhere(path, f'the list has no item "{words[0]}"', tuple(str(i) for i in ids if i is not None))


def _nowhere(path: str, message: str, allowed: tuple[str, ...]) -> InvalidProblems:
    return InvalidProblems([Problem("E431", tuple(path.split(".")), message, allowed)])
