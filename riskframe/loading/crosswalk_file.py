"""A crosswalk file -> Crosswalk: checked against the rubrics that it names, faults at their lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike

from riskframe.bundled import bundled_dir
from riskframe.diagnostics import Diagnostic, InvalidInput, InvalidProblems
from riskframe.loading.rubric_folder import load_rubric, rubric_names
from riskframe.rubric.crosswalk import Crosswalk, resolve_crosswalk
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema.crosswalk import CrosswalkFile

NONE = "none"
"""Instead of a file: nothing crosses."""


def bundled_beside(rubrics: Sequence[Rubric]) -> tuple[Rubric, ...]:
    """The bundled rubrics that are not among these: a profile may state things for them too."""
    here = {rubric.id for rubric in rubrics}
    return tuple(load_rubric(name) for name in rubric_names() if name not in here)


@dataclass(frozen=True, slots=True)
class ReadCrosswalk:
    """What crosses (nothing where None), and what is to be told about that."""

    crosswalk: Crosswalk | None
    warnings: tuple[Diagnostic, ...] = ()


def load_crosswalk(
    name: str | PathLike[str] | None, rubrics: Sequence[Rubric], beside: Sequence[Rubric]
) -> ReadCrosswalk:  # fmt: skip
    """The crosswalk in a YAML or JSON file; the bundled one where `name` is None; None where it is `none`.

    rubrics: those of the run, which come first where an id is there twice; beside: others that entries may name.
    Raises InvalidInput with every fault (E480 to E484, and faults of shape). The bundled crosswalk is not used, which
    leaves what it would carry unknown and is told (W487), where a rubric of the run has a bundled one's id and is not
    like it.
    """
    from riskframe.loading.tree import parse_leniently, read_source
    from riskframe.loading.validate import to_diagnostics, validate

    if name == NONE:
        return ReadCrosswalk(None)
    source = read_source(name if name is not None else bundled_dir("rubrics") / "crosswalk.yaml")
    tree = parse_leniently(source)
    file, found = validate(CrosswalkFile, tree)
    if file is None:
        raise InvalidInput(found)
    try:
        made = resolve_crosswalk(file, {rubric.id: rubric for rubric in (*beside, *rubrics)})
    except InvalidProblems as error:
        if name is None:
            return ReadCrosswalk(None, (_unlike_the_bundled(error),))
        raise InvalidInput(to_diagnostics(error.problems, tree)) from None
    return ReadCrosswalk(replace(made, digest=hashlib.sha256(source.text.encode()).hexdigest()))


def _unlike_the_bundled(error: InvalidProblems) -> Diagnostic:
    """No position: whoever runs it has not written the bundled crosswalk."""
    more = len(error.problems) - 1
    rest = f", and {more} more" if more else ""
    return Diagnostic(
        "W487", f"the bundled crosswalk does not fit, so nothing crosses between the rubrics: {error.problems[0].message}{rest}",
        hint="give --crosswalk FILE, written for this rubric, or --crosswalk none", severity="warning",
    )  # fmt: skip
