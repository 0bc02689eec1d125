"""An assessor's own file of ratings -> AssessorRatings, with every fault at its line."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike

from riskframe.assessors import AssessorRatings
from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Tree, parse_leniently, read_source


@dataclass(frozen=True, slots=True)
class ReadAssessor:
    """An assessor's ratings with the document that they were read from."""

    ratings: AssessorRatings
    tree: Tree


def read_assessor(path: str | PathLike[str]) -> ReadAssessor:
    """The ratings in a YAML or JSON file. Raises InvalidInput with a diagnostic for every fault of shape."""
    from riskframe.loading.validate import validate

    tree = parse_leniently(read_source(path))
    ratings, found = validate(AssessorRatings, tree)
    if ratings is None:
        raise InvalidInput(found)
    return ReadAssessor(ratings, tree)
