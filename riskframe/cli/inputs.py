"""What most commands begin with: settings, rubrics and profiles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.console import Console

if TYPE_CHECKING:
    from datetime import date

    from riskframe.assessment import Assessment
    from riskframe.diagnostics import Diagnostic
    from riskframe.loading.configuration import Settings
    from riskframe.loading.organisation_file import ReadOrganisation
    from riskframe.loading.profile_file import ReadProfile
    from riskframe.profile import Profile
    from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True)
class Run:
    """One command's console and settings."""

    console: Console
    settings: Settings
    ratings: tuple[str, ...] = ()
    """Assessors' own files, merged into every profile."""

    @property
    def rubric_count(self) -> int:
        """How many rubrics a profile is assessed by."""
        return len(dict.fromkeys((*self.settings.rubric, *self.settings.advise)))


def begin(
    *,
    rubric: Sequence[str] | None = None,
    advise: Sequence[str] | None = None,
    overrides: str | None = None,
    format: Sequence[str] | None = None,  # noqa: A002 - the setting's name
    output: str | None = None,
    analysis: bool = False,
    ratings: Sequence[str] | None = None,
    audience: str | None = None,
    paper: str | None = None,
    theme: str | None = None,
    templates: str | None = None,
    previous: str | None = None,
    lang: str | None = None,
) -> Run:
    """The settings of this run, the command line's first. Raises WrongUsage for wrong ones."""
    from riskframe.cli.usage import WrongUsage
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.configuration import settings

    try:
        found = settings(os.environ, Path.cwd())
    except InvalidInput as error:
        raise WrongUsage(error.diagnostics) from None
    said = {
        "rubric": tuple(rubric or ()),
        "advise": tuple(advise or ()),
        "overrides": overrides,
        "format": tuple(format or ()),
        "output": output,
        "analysis": analysis,
        "audience": audience,
        "paper": paper,
        "theme": theme,
        "templates": templates,
        "previous": previous,
        "lang": lang,
    }
    found = replace(found, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]
    return Run(Console(found.colour), found, tuple(ratings or ()))


@dataclass(frozen=True)
class Rubrics:
    """The rubrics of a run, and what the organisation changes in them."""

    run: Run
    plain: tuple[Rubric, ...]
    adopted: frozenset[str]
    """Ids of those that bind; the others advise."""
    changes: ReadOrganisation | None

    def read_model(self, file: str) -> Model:
        """A profile that fits, with the rubrics as they are in force on its day; warnings are printed.

        Raises InvalidInput with every fault.
        """
        from riskframe.loading.profile_file import read_profile

        read = read_profile(file)
        in_force, warnings = self._fitting(read)
        self.run.console.diagnostics(warnings)
        if self.run.ratings:
            read = self._with_ratings(read)
        return Model(read, in_force, self.plain)

    def _with_ratings(self, read: ReadProfile) -> ReadProfile:
        from riskframe.diagnostics import InvalidInput
        from riskframe.loading.assessor_file import assessor_diagnostics, merged, read_assessor

        files = [read_assessor(path) for path in self.run.ratings]
        found = [d for file in files for d in assessor_diagnostics(read, file, self.plain)]
        if any(d.is_error for d in found):
            raise InvalidInput(found)
        self.run.console.diagnostics(found)
        return merged(read, files)

    def faults(self, file: str) -> list[Diagnostic]:
        """The warnings of a profile that fits. Raises InvalidInput for any other."""
        from riskframe.loading.profile_file import read_profile

        return self._fitting(read_profile(file))[1]

    def _fitting(self, read: ReadProfile) -> tuple[tuple[Rubric, ...], list[Diagnostic]]:
        from riskframe.diagnostics import InvalidInput
        from riskframe.loading.profile_file import fit_diagnostics

        found = fit_diagnostics(read, self.plain)
        if any(d.is_error for d in found):
            raise InvalidInput(found)
        in_force, warnings = self._on(read.profile.assessment.date)
        return in_force, [*found, *warnings]

    def _on(self, day: date) -> tuple[tuple[Rubric, ...], list[Diagnostic]]:
        if self.changes is None:
            return self.plain, []
        from riskframe.loading.organisation_file import in_force

        made, warnings = in_force(self.changes, self.plain, day)
        return tuple(made), warnings


@dataclass(frozen=True)
class Model:
    """A profile, the rubrics that it is assessed by, and these without the organisation's changes."""

    read: ReadProfile
    rubrics: tuple[Rubric, ...]
    plain: tuple[Rubric, ...]

    def assessments(self, *, profile: Profile | None = None, analysis: bool = False) -> tuple[Assessment, ...]:
        """The assessment under each rubric, of the profile as read or as supposed."""
        from riskframe.inquiry.several import assessed_under

        return assessed_under(profile or self.read.profile, self.rubrics, unmodified=self.plain, analysis=analysis)


def load_rubrics(run: Run) -> Rubrics:
    """Every rubric of the run, and the organisation's file. Raises InvalidInput with the faults of all of them."""
    from riskframe.diagnostics import Diagnostic, InvalidInput
    from riskframe.loading.rubric_folder import load_rubric

    found, faults = [], list[Diagnostic]()
    adopted: frozenset[str] = frozenset()
    changes = None
    with run.console.progress("Reading the rubric"):
        for name in dict.fromkeys((*run.settings.rubric, *run.settings.advise)):
            try:
                found.append(load_rubric(name))
                adopted |= {found[-1].id} if name in run.settings.rubric else set()
            except InvalidInput as error:
                faults += error.diagnostics
        if run.settings.overrides is not None:
            from riskframe.loading.organisation_file import read_organisation

            try:
                changes = read_organisation(run.settings.overrides)
            except InvalidInput as error:
                faults += error.diagnostics
    if faults:
        raise InvalidInput(faults)
    return Rubrics(run, tuple(found), adopted, changes)


def stem(file: str) -> str:
    """What the reports of a file are named after."""
    return "model" if file == "-" else Path(file).stem
