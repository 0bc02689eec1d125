"""An assessor's own file of ratings -> AssessorRatings, with every fault at its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

from riskframe.assessors import AssessorRatings
from riskframe.diagnostics import Diagnostic, InvalidInput, Problem
from riskframe.loading.profile_file import ReadProfile
from riskframe.loading.tree import Tree, parse_leniently, read_source
from riskframe.rubric.resolve import Rubric


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


def merged(read: ReadProfile, files: Sequence[ReadAssessor]) -> ReadProfile:
    """The profile with every assessor's ratings beside its own; it keeps the profile's document."""
    from riskframe.assessors import with_assessors

    return ReadProfile(with_assessors(read.profile, [f.ratings for f in files]), read.tree)


def assessor_diagnostics(
    read: ReadProfile, file: ReadAssessor, rubrics: Sequence[Rubric], beside: Sequence[Rubric] = ()
) -> list[Diagnostic]:  # fmt: skip
    """Every fault of an assessor's file under the rubrics, at its line.

    Its ratings are checked as if they were the profile's own, with the profile's evidence to cite.
    """
    from riskframe.engine.fit import fit_problems
    from riskframe.loading.validate import to_diagnostics

    ratings, profile = file.ratings, read.profile
    own = {e.id for e in ratings.evidence}
    shared = tuple(e for e in profile.evidence if e.id not in own)
    as_profile = profile.model_copy(
        update={
            "capabilities": ratings.capabilities,
            "context": ratings.context,
            "ratings": ratings.ratings,
            "evidence": (*ratings.evidence, *shared),
            "assessors": (*(a for a in profile.assessors if a.id != ratings.assessor.id), ratings.assessor),
            "safeguards": (),
            "benefits": {},
        }
    )
    sections = ("capabilities", "context", "ratings")
    found = [
        p
        for p in fit_problems(as_profile, rubrics, beside)
        if p.path[:1]
        and (p.path[0] in sections or (p.path[0] == "evidence" and int(p.path[1]) < len(ratings.evidence)))
    ]
    known = tuple(s.id for s in profile.safeguards)
    found += [
        Problem("E421", ("safeguards", name), f'"{name}" is not a safeguard of this profile', allowed=known, at="key")
        for name in ratings.safeguards
        if name not in known
    ]
    return to_diagnostics(found, file.tree)
