"""Screens rest on facts alone and never claim the mildest level (E438)."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.conditions import FactCompare, Literal, Unknown, describe_literal, literals
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import SuggestedInterval
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

CODE = "E438"


def screen_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of the screens of indicators.yaml."""
    for i, resolved in enumerate(rubric.screens):
        where: KeyPath = ("indicators", "screens", i)
        for literal in literals(resolved.when):
            if not _about_facts(literal):
                message = f'a screen rests on stated facts of the profile, not on "{describe_literal(literal)}"'
                yield Problem(CODE, literal.at or (*where, "when"), message)
        for path, interval in resolved.screen.suggests.items():
            fault = _interval(rubric.ratings[path], interval)
            if fault is not None:
                yield Problem(CODE, (*where, "suggests", path), fault)


def _about_facts(literal: Literal) -> bool:
    atom = literal.atom
    if isinstance(atom, Unknown):
        # That a fact is stated may count; that it is not can never speak for a model.
        return not atom.is_rating and literal.negated
    return isinstance(atom, FactCompare)


def _interval(rating: RatingPath, interval: SuggestedInterval) -> str | None:
    lo, hi, top = interval.lo, interval.hi, rating.top
    if lo > hi or hi > top:
        return f"{lo} to {hi} is no interval of levels 1 to {top}"
    if (lo, hi) == (1, top):
        return "the whole scale says nothing"
    if rating.polarity is Polarity.RISK and hi < min(2, top):
        return "facts alone never show the mildest level: hi is at least 2"
    if rating.polarity is Polarity.PROTECTIVE and lo > top - 1:
        return f"facts alone never show the mildest level: lo is at most {top - 1}"
    return None
