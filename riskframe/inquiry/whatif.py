"""What if: a profile's document with some values changed, and what had to be assumed for the change to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.inquiry.places import is_rating, place_of
from riskframe.inquiry.questions import counts_with_comparator
from riskframe.ratings import RATING_KEYS
from riskframe.rubric.resolve import Rubric

ASSUMED = "assumed"
"""Id of the evidence that stands behind a rating which would otherwise be unknown for want of any."""

_LEVEL_KEYS = frozenset({"unknown", "level", "lo", "best", "hi", "not_applicable", "by", "shares"})


class _Remove:
    """Says that a value is taken away."""


REMOVE = _Remove()


@dataclass(frozen=True, slots=True)
class Setting:
    """A value put in place of another; `value` is plain data or REMOVE."""

    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A changed document. `assumed` says in words what was taken for granted beyond the settings."""

    document: dict[str, Any]
    places: tuple[KeyPath, ...]
    assumed: tuple[str, ...]


def supposed(document: Mapping[str, Any], settings: Sequence[Setting], rubrics: Sequence[Rubric]) -> Hypothesis:
    """The document with the settings made, in order. The one given stays as it is.

    A new level keeps the rating's evidence and rationale. A rating without evidence counts as unknown, so where a new
    level cites none an item of kind `document` without a voice is assumed behind it, and a comparator with it where
    the rubric counts nothing else. The assumption is named, and rules that ask whose evidence it is are not met by it.

    Raises InvalidProblems (E431) for a path that leads nowhere.
    """
    changed = deepcopy(dict(document))
    ratings = {path: rating for rubric in rubrics for path, rating in rubric.ratings.items()}
    places, assumed = [], []
    for setting in settings:
        place = place_of(setting.path, changed, ratings)
        places.append(place)
        if isinstance(setting.value, _Remove):
            _remove(changed, place, setting.path)
            continue
        if is_rating(place):
            value = _merged(_at(changed, place), setting.value)
            assumed += _backed(changed, place, value, rubrics, setting.path)
        else:
            value = deepcopy(setting.value)
        _put(changed, place, value, setting.path)
    return Hypothesis(changed, tuple(places), tuple(dict.fromkeys(assumed)))


def _merged(old: Any, new: Any) -> Any:
    """The new rating, resting on what the old one rested on unless it says otherwise."""
    spelled = _spelled_out(new)
    if spelled is None:
        return deepcopy(new)
    before = _spelled_out(old) or {}
    kept = {key: value for key, value in before.items() if key in RATING_KEYS and key not in _LEVEL_KEYS}
    return {**kept, **spelled}


def _spelled_out(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return dict(value) if set(map(str, value)) <= RATING_KEYS else None
    if value == "unknown":
        return {"unknown": True}
    return {"level": value} if isinstance(value, int | str) and not isinstance(value, bool) else None


def _backed(
    document: dict[str, Any], place: KeyPath, value: Any, rubrics: Sequence[Rubric], path: str
) -> list[str]:  # fmt: skip
    """Give a stated level evidence where it has none; says what was assumed."""
    if not isinstance(value, dict) or not value.keys() & {"level", "lo", "by"}:
        return []
    notes = []
    if not value.get("evidence") and not _cited_around(document, place):
        value["evidence"] = [_assumed_evidence(document)]
        notes.append(f"evidence for {path}, which cites none (without evidence a rating is unknown)")
    if _needs_comparator(place, rubrics) and not any(c.get("result") for c in _mappings(value.get("comparators"))):
        day = document.get("assessment", {}).get("date")
        value["comparators"] = [{"name": "assumed comparator", "date": day, "result": _assumed_evidence(document)}]
        notes.append(f"a named comparator with a result for {path} (without one the step does not count)")
    return notes


def _cited_around(document: dict[str, Any], place: KeyPath) -> bool:
    """Whether the block around a rating cites evidence that stands for it."""
    if place[0] not in ("capabilities", "benefits", "safeguards"):
        return False
    block = _at(document, place[:-1])
    if not isinstance(block, Mapping):
        return False
    tests = block.get("tested_against")
    tested = tests.values() if isinstance(tests, Mapping) else ()
    return bool(block.get("evidence") or any(done.get("evidence") for done in _mappings(list(tested))))


def _needs_comparator(place: KeyPath, rubrics: Sequence[Rubric]) -> bool:
    stem = f"context.{place[1]}" if place[0] == "context" else ".".join(map(str, place[1:3]))
    return place[0] in ("context", "ratings") and any(counts_with_comparator(rubric, stem) for rubric in rubrics)


def _assumed_evidence(document: dict[str, Any]) -> str:
    items = document.setdefault("evidence", [])
    if isinstance(items, list) and not any(i.get("id") == ASSUMED for i in _mappings(items)):
        items.append({"id": ASSUMED, "title": "Assumed for this question", "kind": "document"})
    return ASSUMED


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _at(document: Any, place: KeyPath) -> Any:
    for key in place:
        if isinstance(document, Mapping) or (isinstance(document, list) and isinstance(key, int)):
            try:
                document = document[key]  # type: ignore[index]  # a list takes the numbers only, which was asked
            except (KeyError, IndexError):
                return None
        else:
            return None
    return document


def _put(document: dict[str, Any], place: KeyPath, value: Any, path: str) -> None:
    at: Any = document
    for depth, key in enumerate(place[:-1]):
        following = _at(at, (key,))
        if not isinstance(following, dict | list):
            # A level in one word is spelled out when something is said beside it.
            spelled = _spelled_out(following) if is_rating(place[: depth + 1]) else {} if following is None else None
            if spelled is None:
                name = ".".join(map(str, place[: depth + 1]))
                raise InvalidProblems(
                    [Problem("E431", place, f'"{name}" holds a value, so nothing can stand below it')]
                )
            at[key] = following = spelled
        at = following
    if isinstance(at, list) and not isinstance(place[-1], int):
        raise InvalidProblems([Problem("E431", place, f'"{path}" names no item of a list')])
    at[place[-1]] = value


def _remove(document: dict[str, Any], place: KeyPath, path: str) -> None:
    around = _at(document, place[:-1])
    if _at(document, place) is None or not isinstance(around, dict | list):
        raise InvalidProblems([Problem("E431", place, f'there is no "{path}" to remove')])
    del around[place[-1]]  # type: ignore[arg-type]  # a number for a list, text for a mapping: place_of gave it
