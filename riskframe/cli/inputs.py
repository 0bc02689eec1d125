"""What most commands begin with: settings, rubrics and profiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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
    from riskframe.rubric.crosswalk import Crosswalk
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
    crosswalk: str | None = None,
    format: Sequence[str] | None = None,  # noqa: A002 - the setting's name
    output: str | None = None,
    analysis: bool = False,
    legal_context: bool = False,
    legal_facts: str | None = None,
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
        "crosswalk": crosswalk,
        "format": tuple(format or ()),
        "output": output,
        "analysis": analysis,
        "legal_context": legal_context,
        "legal_facts": legal_facts,
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

    @cached_property
    def beside(self) -> tuple[Rubric, ...]:
        """The other bundled rubrics. Read only for a profile that speaks to them, or for a crosswalk."""
        from riskframe.loading.crosswalk_file import bundled_beside

        return bundled_beside(self.plain)

    @cached_property
    def crosswalk(self) -> Crosswalk | None:
        """What crosses between rubrics, as the run has it. Raises InvalidInput for a file with faults."""
        from riskframe.loading.crosswalk_file import NONE, load_crosswalk

        name = self.run.settings.crosswalk
        if name == NONE:
            return None
        read = load_crosswalk(name, self.plain, self.beside)
        self.run.console.diagnostics(read.warnings)  # here, since they are about the run and not about a file of it
        return read.crosswalk

    def read_model(self, file: str) -> Model:
        """A profile that fits, with the rubrics as they are in force on its day; warnings are printed.

        Raises InvalidInput with every fault.
        """
        from riskframe.loading.profile_file import read_profile

        read = read_profile(file)
        fitting = self._fitting(read)
        self.run.console.diagnostics(fitting.warnings)
        if self.run.ratings:
            read = self._with_ratings(read, fitting.beside)
        return Model(read, fitting.in_force, self.plain, self.adopted, fitting.beside, fitting.crosswalk)

    def _with_ratings(self, read: ReadProfile, beside: tuple[Rubric, ...]) -> ReadProfile:
        from riskframe.diagnostics import InvalidInput
        from riskframe.loading.assessor_file import assessor_diagnostics, merged, read_assessor

        files = [read_assessor(path) for path in self.run.ratings]
        found = [d for file in files for d in assessor_diagnostics(read, file, self.plain, beside)]
        if any(d.is_error for d in found):
            raise InvalidInput(found)
        self.run.console.diagnostics(found)
        return merged(read, files)

    def faults(self, file: str) -> list[Diagnostic]:
        """The warnings of a profile that fits. Raises InvalidInput for any other."""
        from riskframe.loading.profile_file import measured_diagnostics, read_profile

        read = read_profile(file)
        fitting = self._fitting(read)
        if fitting.in_force[0].overrides or fitting.beside:
            return fitting.warnings
        return [*fitting.warnings, *measured_diagnostics(read, fitting.in_force[0])]

    def _fitting(self, read: ReadProfile) -> _Fitting:
        from riskframe.diagnostics import InvalidInput
        from riskframe.engine.fit import asks_others, fit_problems
        from riskframe.loading.validate import to_diagnostics

        # A profile for these rubrics alone, which most are, is not made to wait for the others.
        problems = fit_problems(read.profile, self.plain)
        beside: tuple[Rubric, ...] = ()
        if asks_others(problems):
            beside = self.beside
            problems = fit_problems(read.profile, self.plain, beside)
        if any(p.severity == "error" for p in problems):
            raise InvalidInput(to_diagnostics(problems, read.tree))
        named = (
            self.run.settings.crosswalk is not None
        )  # a file that was asked for is read, so that its faults are told
        crosswalk = self.crosswalk if beside or named or len(self.plain) > 1 else None
        if crosswalk is not None:
            from riskframe.engine.crossing import crossing_problems

            problems += crossing_problems(read.profile, self.plain, crosswalk)
        in_force, warnings = self._on(read.profile.assessment.date)
        return _Fitting(in_force, [*to_diagnostics(problems, read.tree), *warnings], beside, crosswalk)

    def _on(self, day: date) -> tuple[tuple[Rubric, ...], list[Diagnostic]]:
        if self.changes is None:
            return self.plain, []
        from riskframe.loading.organisation_file import in_force

        made, warnings = in_force(self.changes, self.plain, day)
        return tuple(made), warnings


@dataclass(frozen=True)
class _Fitting:
    """What came of checking a profile: the rubrics in force on its day, warnings, and what else it speaks to."""

    in_force: tuple[Rubric, ...]
    warnings: list[Diagnostic]
    beside: tuple[Rubric, ...]
    crosswalk: Crosswalk | None


@dataclass(frozen=True)
class Model:
    """A profile, the rubrics that it is assessed by, and these without the organisation's changes."""

    read: ReadProfile
    rubrics: tuple[Rubric, ...]
    plain: tuple[Rubric, ...]
    adopted: frozenset[str]
    beside: tuple[Rubric, ...]
    """Rubrics that the profile speaks to as well."""
    crosswalk: Crosswalk | None
    """What crosses between rubrics; None where nothing can."""

    def assessments(
        self, *, profile: Profile | None = None, analysis: bool = False, step: Callable[[str], None] | None = None
    ) -> tuple[Assessment, ...]:
        """The assessment under each rubric, of the profile as read or as supposed. `step` is told how far it is."""
        from riskframe.inquiry.several import assessed_under

        given = profile or self.read.profile
        name = given.model.name

        def told(part: str) -> None:
            if step is not None:
                step(f"{name}: {part}")

        if step is not None and not analysis:
            step(name)
        made = assessed_under(
            given, self.rubrics, unmodified=self.plain, crosswalk=self.crosswalk, analysis=analysis, progress=told
        )
        if len(made) == 1:
            return made
        from riskframe.inquiry.disagreement import with_disagreement

        return with_disagreement(made, self.rubrics, tuple(self.adopted))


def steps_of(run: Run, profiles: int) -> int:
    """How many steps `Model.assessments` takes over so many profiles."""
    if not run.settings.analysis:
        return profiles
    from riskframe.sensitivity.analyse import PARTS

    return profiles * run.rubric_count * len(PARTS)


def load_rubrics(run: Run, *, benchmarks: bool = False) -> Rubrics:
    """Every rubric of the run, and the organisation's file. Raises InvalidInput with the faults of all of them."""
    from riskframe.diagnostics import Diagnostic, InvalidInput
    from riskframe.loading.rubric_folder import load_rubric

    found, faults = [], list[Diagnostic]()
    adopted: frozenset[str] = frozenset()
    changes = None
    with run.console.progress("Reading the rubric"):
        for name in dict.fromkeys((*run.settings.rubric, *run.settings.advise)):
            try:
                found.append(load_rubric(name, benchmarks=benchmarks))
                adopted |= {found[-1].id} if name in run.settings.rubric else set()
            except InvalidInput as error:
                faults += error.diagnostics
        if run.settings.overrides is not None:
            from riskframe.loading.organisation_file import read_organisation

            try:
                changes = read_organisation(run.settings.overrides)
            except InvalidInput as error:
                faults += error.diagnostics
    if not faults and len(found) > 1:
        from riskframe.rubric.side_by_side import clashes

        faults += [Diagnostic(p.code, p.message, hint=p.hint) for p in clashes(found)]
    if faults:
        raise InvalidInput(faults)
    return Rubrics(run, tuple(found), adopted, changes)


def stem(file: str) -> str:
    """What the reports of a file are named after."""
    return "model" if file == "-" else Path(file).stem
