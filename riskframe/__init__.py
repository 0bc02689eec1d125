"""riskframe decides how openly a foundation model can be released, and shows its working.

    from riskframe import assess, load_profile, load_rubric

    assessment = assess(load_profile("model.yaml"), load_rubric("seger-2023"))
    print(assessment.start, assessment.aim, assessment.verdict)

This is the front door. What stands behind a name is imported when it is first called, so that a pipeline pays for what
it uses and not for what it might.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskframe.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from riskframe.assessment import Assessment
    from riskframe.diagnostics import InvalidInput, InvalidProblems
    from riskframe.inquiry.together import Together
    from riskframe.letterhead.theme import Theme
    from riskframe.profile import Profile
    from riskframe.report.render import render
    from riskframe.rubric.resolve import Rubric

__all__ = [
    "Assessment",
    "InvalidInput",
    "InvalidProblems",
    "Profile",
    "Rubric",
    "Theme",
    "Together",
    "__version__",
    "assess",
    "assess_together",
    "load_profile",
    "load_rubric",
    "load_theme",
    "render",
]


def load_profile(path: str | PathLike[str]) -> Profile:
    """The profile in a YAML or JSON file (`-` is standard input).

    Unknown keys, wrong types and faulty syntax raise InvalidInput with a diagnostic for each. Whether it fits a rubric
    is checked by `assess`.
    """
    from riskframe.loading.profile_file import load_profile as load

    return load(path)


def load_rubric(name: str | PathLike[str] = "seger-2023") -> Rubric:
    """A bundled rubric by id, or the rubric in a folder.

    Raises InvalidInput with every fault of every file; a rubric with a fault is never used.
    """
    from riskframe.loading.rubric_folder import load_rubric as load

    return load(name)


def load_theme(path: str | PathLike[str]) -> Theme:
    """Letterhead, logo and colours of an organisation, for `render`.

    Raises InvalidInput with every fault of the file and of its logo.
    """
    from riskframe.loading.theme_file import load_theme as load

    return load(path)


def assess(
    profile: Profile,
    rubric: Rubric,
    *,
    unmodified: Rubric | None = None,
    crosswalk: str | PathLike[str] | None = None,
    analysis: bool = False,
    seed: int = 0,
) -> Assessment:
    """Decide how openly the model of a profile can be released under a rubric, with everything that shows why.

    Unknown ratings stand at the harmful end and never pass. `analysis` adds the sensitivity; `seed` is used only where
    shares cannot be made exact; `unmodified` is the rubric without an organisation's loosenings, needed where there are
    any. What the profile states for other bundled rubrics is no fault, and crosses over where it means the same:
    `crosswalk` is a file that says what does, the bundled one where None, nothing where "none". Raises InvalidProblems
    when the profile does not fit the rubric.
    """
    from riskframe.loading.front import assess as decide

    return decide(profile, rubric, unmodified=unmodified, crosswalk=crosswalk, analysis=analysis, seed=seed)


def assess_together(
    profile: Profile,
    rubrics: Sequence[Rubric],
    *,
    adopted: Sequence[str] | None = None,
    unmodified: Sequence[Rubric] = (),
    crosswalk: str | PathLike[str] | None = None,
    analysis: bool = False,
    seed: int = 0,
) -> Together:
    """Assess a profile under several rubrics: each assessment, where they differ and why, and what all adopted ones allow.

    adopted: ids of the rubrics that bind, all where None; the strictest wins, the others advise. The rest is as for
    `assess`. `riskframe.gate.together.judge_together` makes an exit code of the result.
    """
    from riskframe.loading.front import assess_together as decide

    return decide(
        profile, rubrics, adopted=adopted, unmodified=unmodified, crosswalk=crosswalk, analysis=analysis, seed=seed
    )


_HOMES = {
    "Assessment": "riskframe.assessment",
    "InvalidInput": "riskframe.diagnostics",
    "InvalidProblems": "riskframe.diagnostics",
    "Profile": "riskframe.profile",
    "Rubric": "riskframe.rubric.resolve",
    "Theme": "riskframe.letterhead.theme",
    "Together": "riskframe.inquiry.together",
    "render": "riskframe.report.render",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'riskframe' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
