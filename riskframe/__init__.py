"""riskframe decides how openly a foundation model can be released, and shows its working.

    from riskframe import assess, load_profile, load_rubric

    assessment = assess(load_profile("model.yaml"), load_rubric("seger-2023"))
    print(assessment.start, assessment.aim, assessment.verdict)

Names are imported when first used, so a pipeline pays only for what it calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskframe.version import __version__

if TYPE_CHECKING:
    from riskframe.assessment import Assessment, assess
    from riskframe.diagnostics import InvalidInput, InvalidProblems
    from riskframe.loading.profile_file import load_profile
    from riskframe.loading.rubric_folder import load_rubric
    from riskframe.profile import Profile
    from riskframe.report.render import render
    from riskframe.rubric.resolve import Rubric

__all__ = [
    "Assessment",
    "InvalidInput",
    "InvalidProblems",
    "Profile",
    "Rubric",
    "__version__",
    "assess",
    "load_profile",
    "load_rubric",
    "render",
]

_HOMES = {
    "Assessment": "riskframe.assessment",
    "InvalidInput": "riskframe.diagnostics",
    "InvalidProblems": "riskframe.diagnostics",
    "Profile": "riskframe.profile",
    "Rubric": "riskframe.rubric.resolve",
    "assess": "riskframe.assessment",
    "load_profile": "riskframe.loading.profile_file",
    "load_rubric": "riskframe.loading.rubric_folder",
    "render": "riskframe.report.render",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'riskframe' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
