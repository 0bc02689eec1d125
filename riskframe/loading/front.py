"""The library's calls: what the core decides, with the bundled rubrics and the crosswalk read where a profile needs them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from os import PathLike

from riskframe import assessment as core
from riskframe.assessment import Assessment
from riskframe.diagnostics import InvalidProblems
from riskframe.engine.fit import asks_others
from riskframe.inquiry.together import Together
from riskframe.inquiry.together import assess_together as together
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric

File = str | PathLike[str]


def assess(
    profile: Profile, rubric: Rubric, *, unmodified: Rubric | None = None, crosswalk: File | None = None,
    analysis: bool = False, seed: int = 0,
) -> Assessment:  # fmt: skip
    """`riskframe.assess`."""
    if crosswalk is None:
        try:
            return core.assess(profile, rubric, unmodified=unmodified, analysis=analysis, seed=seed)
        except InvalidProblems as error:
            # Most profiles are for one rubric, and are not made to wait for the others.
            if not asks_others(error.problems):
                raise
    plain = () if unmodified is None else (unmodified,)
    found = assess_together(
        profile, [rubric], unmodified=plain, crosswalk=crosswalk, analysis=analysis, seed=seed
    )  # fmt: skip
    return found.assessments[0]


def assess_together(
    profile: Profile, rubrics: Sequence[Rubric], *, adopted: Sequence[str] | None = None, unmodified: Sequence[Rubric] = (),
    crosswalk: File | None = None, analysis: bool = False, seed: int = 0,
) -> Together:  # fmt: skip
    """`riskframe.assess_together`."""
    from riskframe.loading.crosswalk_file import bundled_beside, load_crosswalk

    beside = bundled_beside(rubrics)
    read = load_crosswalk(crosswalk, unmodified or rubrics, beside)
    for told in read.warnings:
        warnings.warn(f"{told.code}: {told.message}", stacklevel=2)
    return together(
        profile, rubrics, adopted=adopted, unmodified=unmodified,
        crosswalk=read.crosswalk, beside=beside, analysis=analysis, seed=seed,
    )  # fmt: skip
