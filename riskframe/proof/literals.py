"""What a single literal is worth in the conservative reading, given what it reads.

Mirrors `engine.truths` and `engine.compile` for one literal at a time; every result built on it is checked against the
engine itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any

from riskframe.engine.truths import fact_holds
from riskframe.rubric.conditions import Count, FactCompare, Literal, RatingCompare, Unknown, describe_literal
from riskframe.rubric.vocabulary import FactPath, RatingPath

UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"
State = int | str
"""A level, unknown or not_applicable."""

REQUIRED_FACTS = {"model.name", "model.developer", "model.modalities", "assessment.date", "assessment.valid_months"}
"""Facts that every profile states."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A literal with the truth value that it is to have. `harmful`: a missing fact makes it true."""

    literal: Literal
    truth: bool
    harmful: bool

    def __str__(self) -> str:
        text = describe_literal(self.literal)
        return f'"{text}"' if self.truth else f'not "{text}"'


def rating_truth(literal: Literal, state: State, point: int) -> bool:
    """A literal about a rating in some state; `point` is its level as the conservative reading takes it."""
    atom = literal.atom
    if isinstance(atom, Unknown):
        return (state == UNKNOWN) != literal.negated
    assert isinstance(atom, RatingCompare)
    if point == 0:
        return atom.na != literal.negated if atom.na else False
    return (point in atom.levels) != literal.negated


def point_of(rating: RatingPath, state: State) -> int:
    """The level that the conservative reading takes; 0 where the criterion does not apply."""
    if state == NOT_APPLICABLE:
        return 0
    return rating.harmful_end if isinstance(state, str) else state


def states_of(rating: RatingPath) -> tuple[State, ...]:
    """Every state of a rating, known ones first."""
    levels: tuple[State, ...] = tuple(range(1, rating.top + 1))
    return (*levels, *([NOT_APPLICABLE] if rating.criterion.may_not_apply else []), UNKNOWN)


def fact_truth(wanted: Wanted, value: Any) -> bool:
    """Whether a literal about a fact has its wanted truth where the fact has this value (None: not stated)."""
    literal = wanted.literal
    if isinstance(literal.atom, Unknown):
        missing = value is None
        truth = missing != literal.negated if wanted.harmful else literal.negated and not missing
    else:
        assert isinstance(literal.atom, FactCompare)
        held = fact_holds(literal.atom, value)
        truth = wanted.harmful if held is None else held != literal.negated
    return truth is wanted.truth


def count_truth(literal: Literal, held: bool | None, *, harmful: bool) -> bool:
    """A literal about a collection, from what the collection makes of its atom."""
    atom = literal.atom
    assert isinstance(atom, Count)
    if held is False and literal.negated and atom.over == "evidence":
        held = None
    return harmful if held is None else held != literal.negated


def fact_values(fact: FactPath, atoms: list[FactCompare]) -> list[Any]:
    """Values that stand for all that the comparisons can tell apart; the last is None where the fact may be missing."""
    said = [value for atom in atoms for value in atom.values]
    found: list[Any]
    if fact.type == "yes_no":
        found = [True, False]
    elif fact.type == "number":
        found = _numbers(fact, sorted({float(v) for v in said}))
    elif fact.type == "date":
        found = sorted({day + timedelta(days=more) for day in said for more in (-1, 0)}) or ["2026-01-31"]
    elif fact.type == "list":
        words = list(dict.fromkeys(map(str, said)))
        subsets = [tuple(c) for n in range(1, min(len(words), 4) + 1) for c in combinations(words, n)]
        found = [*subsets, tuple(words), ("something-else",), *((w, "something-else") for w in words)]
    else:
        found = [*fact.choices, *(v for v in said if v not in fact.choices)]
        found += [] if fact.choices else ["something else"]
    return found if fact.path in REQUIRED_FACTS else [*found, None]


def _numbers(fact: FactPath, thresholds: list[float]) -> list[Any]:
    if fact.path == "assessment.valid_months":
        return list(range(1, 25))
    if not thresholds:
        return [1.0]
    first, last = thresholds[0], thresholds[-1]
    # Between two thresholds and beyond the last, where "above" and "at least" come apart.
    between = [(a + b) / 2 for a, b in pairwise(thresholds)]
    return [first / 2 if first > 0 else first - 1, *thresholds, *between, last * 2 if last > 0 else last + 1]
