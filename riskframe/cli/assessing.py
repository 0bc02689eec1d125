"""Assessing every file of a command line: one broken file keeps no other from being assessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics, stem, steps_of
from riskframe.cli.laws import with_legal_context
from riskframe.cli.outputs import Result
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode, worst

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.inputs import Model, Rubrics, Run
    from riskframe.cli.look.style import Style
    from riskframe.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Assessed:
    """What came of the files, in the order of the command line."""

    results: tuple[Result, ...]
    codes: tuple[ExitCode, ...]
    faults: tuple[Diagnostic, ...] = ()
    """Why files could not be assessed."""

    @staticmethod
    def of_fault(found: Diagnostic) -> str:
        """The file that a fault without a place is told of: the one it names, where its message does."""
        named = found.message.partition('"')[2].partition('"')[0]
        return named or "riskframe"

    def code_with(self, run: Run, lacking: Sequence[str]) -> ExitCode:
        """The exit code, after saying what could not be made."""
        for sentence in lacking:
            run.console.say(f"riskframe: {sentence}")
        return worst([*self.codes, *([ExitCode.INTERNAL] if lacking else [])])


def assess_files(run: Run, files: Sequence[str], option: str | None = None) -> Assessed:
    """Every file under every rubric; faults of a file are printed and end in INVALID.

    option: proposed in place of what the profiles propose. The digests stay those of the files.
    """
    from riskframe.diagnostics import InvalidInput

    rubrics = load_rubrics(run)
    results: list[Result] = []
    codes: list[ExitCode] = []
    faults: list[Diagnostic] = []
    with run.console.progress("Assessing", steps_of(run, len(files))) as step:
        for file, name in zip(files, names(files), strict=True):
            try:
                model = rubrics.read_model(file)
            except InvalidInput as error:
                run.console.diagnostics(error.diagnostics)
                faults += error.diagnostics
                codes.append(ExitCode.INVALID)
                continue
            made = _of_file(model, option, analysis=run.settings.analysis, step=step)
            if run.settings.legal_context:
                made = with_legal_context(made, model, run)
            for rubric, plain, assessment in zip(model.rubrics, model.plain, made, strict=True):
                own = f"{name}.{rubric.id}" if len(made) > 1 else name
                read, adopted = model.read, rubric.id in rubrics.adopted
                results.append(
                    Result(
                        assessment, rubric, own, file, read.profile, read.tree.source.text, adopted, read.tree, plain
                    )
                )
            codes.append(ExitCode.OK)
    return Assessed(tuple(results), tuple(codes), tuple(faults))


def _of_file(
    model: Model, option: str | None, *, analysis: bool, step: Callable[[str], None] | None = None
) -> list[Assessment]:
    from riskframe.assessment import profile_digest

    profile = model.read.profile
    if option is not None:
        known = [o.id for rubric in model.rubrics for o in rubric.options]
        if option not in known:
            from riskframe.loading.suggest import did_you_mean

            raise WrongUsage(
                f'"{option}" is not an option: {", ".join(dict.fromkeys(known))}', did_you_mean(option, known)
            )
        profile = profile.model_copy(update={"release": profile.release.model_copy(update={"proposed": option})})
    made = model.assessments(profile=profile, analysis=analysis, step=step)
    if option is None:
        return list(made)
    digest = profile_digest(model.read.profile)
    return [replace(one, model=replace(one.model, profile_digest=digest)) for one in made]


def assessed_again(rubrics: Rubrics, said: Assessment, file: str) -> tuple[Assessment, str]:
    """The assessment that a result says was made, made again, and the digest of the rubric in force.

    Raises InvalidInput for a profile or an organisation's file with faults.
    """
    model = rubrics.read_model(file)
    place = next(i for i, rubric in enumerate(model.rubrics) if rubric.id == said.rubric.id)
    own = model.read.profile.release.proposed
    wanted = said.decision.proposed.option if said.decision and said.decision.proposed else None
    made = _of_file(model, wanted if wanted != own else None, analysis=said.sensitivity is not None)
    if said.legal_context is not None:
        made = with_legal_context(made, model, rubrics.run)
    return made[place], model.rubrics[place].digest


def with_files(run: Run, done: Assessed, weights: str) -> Assessed:
    """The results with the files of a folder pinned; a faulty manifest ends in INVALID."""
    from riskframe.cli.release_files import pinned_files
    from riskframe.diagnostics import InvalidInput

    try:
        pin = pinned_files(run.console, weights)
    except InvalidInput as error:
        run.console.diagnostics(error.diagnostics)
        return Assessed(done.results, (*done.codes, ExitCode.INVALID), (*done.faults, *error.diagnostics))
    made = tuple(replace(result, assessment=pin(result.assessment)) for result in done.results)
    return Assessed(made, done.codes, done.faults)


def names(files: Sequence[str]) -> list[str]:
    """What each file's reports are named after; files of one name in different folders are numbered."""
    made: list[str] = []
    for file in files:
        base = stem(file)
        number, name = 1, base
        while name in made:
            number += 1
            name = f"{base}-{number}"
        made.append(name)
    return made


def print_summaries(run: Run, results: Sequence[Result]) -> None:
    """The decisions, on standard output; where several rubrics decide, what they say together comes last."""
    from riskframe.cli.look.summary import summary

    style = run.console.style
    rule = "-" * min(style.width, 80)
    parts = []
    for of_file in by_file(results):
        parts += [summary(one.assessment, one.rubric, style, file=one.file) for one in of_file]
        if len(of_file) > 1:
            parts.append(_together(of_file, style))
    run.console.data(f"\n{rule}\n\n".join(parts))


def by_file(results: Sequence[Result]) -> list[list[Result]]:
    """The results of each profile together, in order."""
    found: dict[int, list[Result]] = {}
    for result in results:
        found.setdefault(id(result.profile), []).append(result)
    return list(found.values())


def _together(results: Sequence[Result], style: Style) -> str:
    from riskframe.cli.look.rubrics_together import rubrics_together
    from riskframe.inquiry.disagreement import disagreement

    rubrics = [one.rubric for one in results]
    adopted = [one.rubric.id for one in results if one.adopted]
    return rubrics_together(disagreement([one.assessment for one in results], rubrics, adopted), style)
