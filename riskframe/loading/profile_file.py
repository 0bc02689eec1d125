"""model.yaml -> Profile, with every fault of shape and content at its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.tree import Source, Tree, parse_leniently, read_source
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile with the document that it was read from."""

    profile: Profile
    tree: Tree


def load_profile(path: str | PathLike[str]) -> Profile:
    """The profile in a YAML or JSON file (`-` is standard input).

    Unknown keys, wrong types and faulty syntax raise InvalidInput with a diagnostic for each. Whether it fits a rubric
    is checked by `assess`, or with positions by `read_profile` and `fit_diagnostics`.
    """
    return read_profile(path).profile


def read_profile(path: str | PathLike[str]) -> ReadProfile:
    """The profile together with its document, for diagnostics with positions."""
    return parse_profile(read_source(path))


def parse_profile(source: Source) -> ReadProfile:
    """The profile in a text that is already read."""
    from riskframe.loading.validate import validate

    tree = parse_leniently(source)
    profile, found = validate(Profile, tree)
    if profile is None:
        raise InvalidInput(found)
    return ReadProfile(profile.read_from(source.sha256), tree)


def fit_diagnostics(
    read: ReadProfile, rubrics: Sequence[Rubric], beside: Sequence[Rubric] = ()
) -> list[Diagnostic]:  # fmt: skip
    """Every fault of a profile under the rubrics it is assessed by, at its line; see `engine.fit`."""
    from riskframe.engine.fit import fit_problems
    from riskframe.loading.validate import to_diagnostics

    return to_diagnostics(fit_problems(read.profile, rubrics, beside), read.tree)


def measured_diagnostics(read: ReadProfile, rubric: Rubric) -> list[Diagnostic]:
    """What there is to know about the measured results of a profile that fits: warnings W491 to W498, at their items."""
    from riskframe.assessment import assess
    from riskframe.diagnostics import Problem
    from riskframe.loading.validate import to_diagnostics

    place = {item.id: i for i, item in enumerate(read.profile.evidence)}
    if not any(item.result is not None for item in read.profile.evidence):
        return []
    found = [
        Problem(q.code, ("evidence", place[q.evidence]), f'evidence "{q.evidence}": {q.text}', severity="warning")
        for q in assess(read.profile, rubric).measured.quality
    ]
    return to_diagnostics(found, read.tree)
