"""Exact search: which literals make a condition true, or false, without contradicting each other?

A condition is taken apart until only literals are left. Literals about one rating (all facets of a capability are one),
one fact, one collection or one severity are held together at once, so contradictions are found early and can be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from riskframe.profile import FACETS
from riskframe.proof.components import find_components
from riskframe.proof.entries import STATES, find_entries
from riskframe.proof.literals import (
    NOT_APPLICABLE,
    UNKNOWN,
    State,
    Wanted,
    fact_truth,
    fact_values,
    point_of,
    rating_truth,
    states_of,
)
from riskframe.rubric.conditions import (
    Condition,
    Count,
    Every,
    FactCompare,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Unknown,
)
from riskframe.rubric.resolve import Rubric

Group = tuple[str, str]
"""What literals have to agree about: (`rating`, criterion), (`fact`, path), (`count`, collection) ..."""
Groups = Mapping[Group, tuple[Wanted, ...]]
Goal = tuple[Condition, bool, bool]
"""A condition, the truth that it is to have, and whether a missing fact makes its literals true."""


class TooHard(Exception):
    """The search grew past its limit; nothing is claimed then."""


@dataclass
class Search:
    """One search under one option (its place in the chain; None in a rubric without options)."""

    rubric: Rubric
    place: int | None
    state: STATES | None
    limit: int = 20_000
    conflicts: dict[tuple[Wanted, ...], None] = field(default_factory=dict)
    """Literals that were found to contradict each other, in the order found."""
    exact: bool = True
    _known: dict[tuple[Group, frozenset[Wanted]], Any] = field(default_factory=dict)

    def ways(self, goals: Sequence[Goal]) -> Iterator[Groups]:
        """Every consistent set of literals that meets all goals, by group. Raises TooHard past the limit."""
        yield from self._ways(list(goals), {})

    def _ways(self, goals: list[Goal], groups: Groups) -> Iterator[Groups]:
        self.limit -= 1
        if self.limit < 0:
            raise TooHard
        goals, branch = self._spread(goals)
        for condition, truth, harmful in goals:
            assert isinstance(condition, Literal)
            wanted = Wanted(condition, truth, harmful)
            group = group_of(condition)
            if wanted in groups.get(group, ()):
                continue
            together = (*groups.get(group, ()), wanted)
            if self.settle(group, together) is None:
                self._clash(group, together)
                return
            groups = {**groups, group: together}
        if not branch:
            yield groups
            return
        (condition, truth, harmful), *rest = branch
        assert not isinstance(condition, Literal)
        for item in condition.items:
            yield from self._ways([(item, truth, harmful), *rest], groups)

    def _spread(self, goals: list[Goal]) -> tuple[list[Goal], list[Goal]]:
        """Goals that must all be met, down to literals; and those of which one item is enough, shortest first."""
        sure: list[Goal] = []
        choices: list[Goal] = []
        for condition, truth, harmful in goals:
            if isinstance(condition, Literal):
                sure.append((condition, truth, harmful))
            elif isinstance(condition, Every) is truth or len(condition.items) == 1:
                inner, more = self._spread([(item, truth, harmful) for item in condition.items])
                sure += inner
                choices += more
            else:
                choices.append((condition, truth, harmful))
        return sure, sorted(choices, key=lambda goal: len(goal[0].items) if not isinstance(goal[0], Literal) else 0)

    def _clash(self, group: Group, together: tuple[Wanted, ...]) -> None:
        """Note the smallest part of a contradiction."""
        for wanted in together:
            fewer = tuple(w for w in together if w != wanted)
            if self.settle(group, fewer) is None:
                self._clash(group, fewer)
                return
        self.conflicts.setdefault(together)

    # -- one group at a time

    def settle(self, group: Group, wanted: tuple[Wanted, ...]) -> Any:
        """Something that meets every literal of a group; None where nothing does."""
        key = (group, frozenset(wanted))
        if key not in self._known:
            self._known[key] = self._settle(group, wanted)
        return self._known[key]

    def _settle(self, group: Group, wanted: tuple[Wanted, ...]) -> Any:
        kind, name = group
        if kind == "option":
            return self._option(wanted)
        if kind == "severity":
            return self._severity(name, wanted)
        if kind == "rating":
            return next(self.states(wanted), None)
        if kind == "fact":
            return self._fact(name, wanted)
        if name == "components":
            found, exact = find_components(wanted, self.rubric)
            self.exact &= exact
            return found
        return find_entries(name, wanted, self.rubric, state=self.state)

    def _option(self, wanted: Sequence[Wanted]) -> bool | None:
        for w in wanted:
            assert isinstance(w.literal.atom, OptionCompare)
            if ((self.place in w.literal.atom.places) != w.literal.negated) is not w.truth:
                return None
        return True

    def _severity(self, domain: str, wanted: Sequence[Wanted]) -> int | None:
        for severity in range(self.rubric.vocabulary.domains[domain], 6):
            atoms = [(w, w.literal.atom) for w in wanted]
            if all(
                isinstance(a, SeverityCompare) and ((severity in a.levels) != w.literal.negated) is w.truth
                for w, a in atoms
            ):
                return severity
        return None

    def _fact(self, path: str, wanted: Sequence[Wanted]) -> tuple[Any] | None:
        atoms = [w.literal.atom for w in wanted]
        fact = self.rubric.vocabulary.facts[path]
        for value in fact_values(fact, [a for a in atoms if isinstance(a, FactCompare)]):
            if all(fact_truth(w, value) for w in wanted):
                return (value,)
        return None

    def states(self, wanted: Sequence[Wanted]) -> Iterator[dict[str, State]]:
        """States of the ratings of a group that meet its literals, the most known ones first."""
        ratings = self.rubric.ratings
        paths = dict.fromkeys(path_of(w.literal) for w in wanted)
        for path in list(paths):
            if path.startswith("capability.") and path.endswith(".as_released"):
                paths.setdefault(path.replace(".as_released", ".as_modified"))
        combos = product(*(states_of(ratings[path]) for path in paths))
        for chosen in sorted(combos, key=lambda states: states.count(UNKNOWN) * 2 + states.count(NOT_APPLICABLE)):
            state = dict(zip(paths, chosen, strict=True))
            if not _out_of_order(state) and all(self._holds(w, state) for w in wanted):
                yield state

    def _holds(self, wanted: Wanted, state: Mapping[str, State]) -> bool:
        path = path_of(wanted.literal)
        point = point_of(self.rubric.ratings[path], state[path])
        if path.startswith("capability.") and path.endswith(".as_released"):
            modified = path.replace(".as_released", ".as_modified")
            point = min(point, point_of(self.rubric.ratings[modified], state[modified]))
        return rating_truth(wanted.literal, state[path], point) is wanted.truth


def group_of(literal: Literal) -> Group:
    """What a literal has to agree with other literals about."""
    atom = literal.atom
    if isinstance(atom, OptionCompare):
        return ("option", "")
    if isinstance(atom, SeverityCompare):
        return ("severity", atom.domain)
    if isinstance(atom, Count):
        return ("count", atom.over)
    if isinstance(atom, FactCompare) or (isinstance(atom, Unknown) and not atom.is_rating):
        return ("fact", atom.path)
    stem, _, facet = atom.path.rpartition(".")
    return ("rating", stem if atom.path.startswith("capability.") and facet in FACETS else atom.path)


def path_of(literal: Literal) -> str:
    """The rating that a literal is about."""
    assert isinstance(literal.atom, RatingCompare | Unknown)
    return literal.atom.path


def _out_of_order(state: Mapping[str, State]) -> bool:
    """as_released rated above as_modified is refused in a profile."""
    for path, level in state.items():
        modified = state.get(path.replace(".as_released", ".as_modified"))
        if path.endswith(".as_released") and isinstance(level, int) and isinstance(modified, int) and level > modified:
            return True
    return False
