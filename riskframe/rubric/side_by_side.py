"""Can rubrics read one profile together? What each calls by a name has to be one thing for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from riskframe.diagnostics import Problem
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath


def clashes(rubrics: Sequence[Rubric]) -> list[Problem]:
    """Rubrics of one id, and names that two of them use for different things (E486); no key path leads to these.

    A profile states a rating, or a fact, once. Where two rubrics read it on different scales, one of them would take it
    for something that nobody said.
    """
    return [problem for one, other in combinations(rubrics, 2) for problem in _between(one, other)]


def _between(one: Rubric, other: Rubric) -> Iterator[Problem]:
    if one.id == other.id:
        yield _problem(f"two of the rubrics have the id {one.id}", "give one of them, or another id to the other")
        return
    for path, here in one.ratings.items():
        there = other.ratings.get(path)
        if there is not None and _scale(here) != _scale(there):
            yield _different(path, one, _words(here), other, _words(there))
    by_domain = _by_domain(other)
    for stem, each in _by_domain(one).items():
        if by_domain.get(stem, each) != each:
            said = ("domain by domain", "once") if each else ("once", "domain by domain")
            yield _different(stem, one, said[0], other, said[1])
    facts = {fact.id: fact for fact in other.file.facts}
    for fact in one.file.facts:
        same = facts.get(fact.id)
        if same is not None and (fact.type, fact.choices) != (same.type, same.choices):
            yield _different(
                f"facts.{fact.id}", one, _kind(fact.type, fact.choices), other, _kind(same.type, same.choices)
            )


def _different(name: str, one: Rubric, here: str, other: Rubric, there: str) -> Problem:
    return _problem(
        f"{name} is not the same in {one.id} ({here}) and in {other.id} ({there})",
        "assess by them in two runs, or rename it in one of them and pair the two in a crosswalk",
    )


def _problem(message: str, hint: str) -> Problem:
    return Problem("E486", (), message, hint=hint)


def _scale(rating: RatingPath) -> tuple[object, ...]:
    return rating.top, rating.words, rating.polarity


def _words(rating: RatingPath) -> str:
    return f"{', '.join(rating.words)}; {rating.polarity.value}"


def _by_domain(rubric: Rubric) -> dict[str, bool]:
    """Criterion -> whether it is rated in each domain or unit; facets of a capability are something else."""
    every = (r for r in rubric.ratings.values() if r.facet is None)
    return {f"{r.criterion.group}.{r.criterion.id}": r.domain is not None for r in every}


def _kind(kind: str, choices: Sequence[str]) -> str:
    return ", ".join(choices) or kind.replace("_", "/")
