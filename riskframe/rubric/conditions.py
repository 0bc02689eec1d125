"""The condition language: closed, small, data. Nothing in it is evaluated as code.

A condition is parsed once into literals joined by all and any (negation is pushed down to the literals), with every
path and level checked against the rubric's vocabulary. What a literal is worth in a reading is the engine's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from riskframe.diagnostics import KeyPath

NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class RatingCompare:
    """The rating's point is one of `levels`; `na` says whether "does not apply" satisfies it."""

    path: str
    levels: frozenset[int]
    na: bool
    words: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A rating that is unknown, or a fact that is not stated."""

    path: str
    is_rating: bool


@dataclass(frozen=True, slots=True)
class OptionCompare:
    """The option at hand is one of these places in the chain."""

    places: frozenset[int]
    words: str


@dataclass(frozen=True, slots=True)
class SeverityCompare:
    """A domain's severity is one of `levels`."""

    domain: str
    levels: frozenset[int]
    words: str


@dataclass(frozen=True, slots=True)
class FactCompare:
    """A fact compared with values: `test` is one_of, number_at_least, number_above or date_before."""

    path: str
    test: str  # "one_of" | "number_at_least" | "number_above" | "date_before"
    values: tuple[Any, ...]


Where = tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """At least `n` entries of a collection match; `members` given: every one of them exists and matches."""

    over: str
    where: Where
    n: int
    members: tuple[str, ...] | None = None

    @property
    def reads_option(self) -> bool:
        return any(name == "state" for name, _ in self.where)


Atom = RatingCompare | Unknown | OptionCompare | SeverityCompare | FactCompare | Count


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom or its negation. `at` is where it stands in the rubric; equal literals may stand in several places."""

    atom: Atom
    negated: bool = False
    at: KeyPath = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Every:
    """Every item holds; true when there is none."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some item holds; false when there is none."""

    items: tuple[Condition, ...]


Condition = Literal | Every | Some

ALWAYS: Condition = Every(())


def literals(condition: Condition) -> Iterator[Literal]:
    """Every literal of a condition, in reading order."""
    if isinstance(condition, Literal):
        yield condition
    else:
        for item in condition.items:
            yield from literals(item)


def describe_literal(literal: Literal) -> str:
    """A literal in words, for messages and traces."""
    atom = literal.atom
    if isinstance(atom, RatingCompare):
        text = f"{atom.path} {atom.words}"
    elif isinstance(atom, Unknown):
        text = f"{atom.path} is unknown"
    elif isinstance(atom, OptionCompare):
        text = f"option {atom.words}"
    elif isinstance(atom, SeverityCompare):
        text = f"severity of {atom.domain} {atom.words}"
    elif isinstance(atom, FactCompare):
        shown = ", ".join(map(str, atom.values))
        text = {
            "one_of": f"{atom.path} is {shown}",
            "number_at_least": f"{atom.path} at least {shown}",
            "number_above": f"{atom.path} above {shown}",
            "date_before": f"{atom.path} before {shown}",
        }[atom.test]
    else:
        where = " and ".join(f"{name} {'/'.join(map(str, values))}" for name, values in atom.where)
        what = f"{atom.over}{' with ' + where if where else ''}"
        text = f"all of {', '.join(atom.members)} {what}" if atom.members else f"at least {atom.n} {what}"
    return f"not ({text})" if literal.negated else text
