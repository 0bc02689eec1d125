"""What most commands begin with: settings, rubrics and profiles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.console import Console

if TYPE_CHECKING:
    from riskframe.loading.configuration import Settings
    from riskframe.loading.profile_file import ReadProfile
    from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True)
class Run:
    """One command's console and settings."""

    console: Console
    settings: Settings


def begin(
    *,
    rubric: Sequence[str] | None = None,
    format: Sequence[str] | None = None,  # noqa: A002 - the setting's name
    output: str | None = None,
    analysis: bool = False,
) -> Run:
    """The settings of this run, the command line's first. Raises WrongUsage for wrong ones."""
    from riskframe.cli.usage import WrongUsage
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.configuration import settings

    try:
        found = settings(os.environ, Path.cwd())
    except InvalidInput as error:
        raise WrongUsage(error.diagnostics) from None
    said = {"rubric": tuple(rubric or ()), "format": tuple(format or ()), "output": output, "analysis": analysis}
    found = replace(found, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]
    return Run(Console(found.colour), found)


def load_rubrics(run: Run) -> list[Rubric]:
    """Every rubric of the run. Raises InvalidInput with the faults of all of them."""
    from riskframe.diagnostics import Diagnostic, InvalidInput
    from riskframe.loading.rubric_folder import load_rubric

    found, faults = [], list[Diagnostic]()
    with run.console.progress("Reading the rubric"):
        for name in dict.fromkeys(run.settings.rubric):
            try:
                found.append(load_rubric(name))
            except InvalidInput as error:
                faults += error.diagnostics
    if faults:
        raise InvalidInput(faults)
    return found


def read_model(run: Run, file: str, rubrics: Sequence[Rubric]) -> ReadProfile:
    """A profile that fits the rubrics; its warnings are printed. Raises InvalidInput with every fault."""
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.profile_file import fit_diagnostics, read_profile

    read = read_profile(file)
    found = fit_diagnostics(read, rubrics)
    if any(d.is_error for d in found):
        raise InvalidInput(found)
    run.console.diagnostics(found)
    return read


def stem(file: str) -> str:
    """What the reports of a file are named after."""
    return "model" if file == "-" else Path(file).stem
