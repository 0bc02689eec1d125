"""An organisation's file of changes to a rubric -> the rubric with the changes in force, faults at their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike

from riskframe.diagnostics import Diagnostic, InvalidInput, InvalidProblems, Problem
from riskframe.loading.tree import Tree, parse_leniently, read_source
from riskframe.rubric.overrides import OrganisationFile, with_overrides
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class ReadOrganisation:
    """The file's content with the document that it was read from."""

    file: OrganisationFile
    tree: Tree


def read_organisation(path: str | PathLike[str]) -> ReadOrganisation:
    """The changes in a YAML or JSON file. Raises InvalidInput with a diagnostic for every fault of shape."""
    from riskframe.loading.validate import validate

    tree = parse_leniently(read_source(path))
    file, found = validate(OrganisationFile, tree)
    if file is None:
        raise InvalidInput(found)
    return ReadOrganisation(file, tree)


def in_force(
    read: ReadOrganisation, rubrics: Sequence[Rubric], day: date
) -> tuple[list[Rubric], list[Diagnostic]]:  # fmt: skip
    """The rubrics with the file's changes in force on the day of an assessment, and its warnings.

    Rubrics that the file is not about stay as they are. Raises InvalidInput with every fault, and where the file is
    about none of them (E450).
    """
    from riskframe.loading.validate import to_diagnostics

    about = read.file.rubric
    if about not in [rubric.id for rubric in rubrics]:
        used = tuple(rubric.id for rubric in rubrics)
        problem = Problem("E450", ("rubric",), f'the file is about rubric "{about}", which is not used here', used)
        raise InvalidInput(to_diagnostics([problem], read.tree))
    made, warnings = [], list[Problem]()
    for rubric in rubrics:
        if rubric.id != about:
            made.append(rubric)
            continue
        try:
            changed, problems = with_overrides(rubric, read.file, day)
        except InvalidProblems as error:
            raise InvalidInput(to_diagnostics(error.problems, read.tree)) from None
        made.append(changed)
        warnings += problems
    return made, to_diagnostics(warnings, read.tree)
