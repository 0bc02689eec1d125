"""Assessing every file of a command line: one broken file keeps no other from being assessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics, stem
from riskframe.cli.outputs import Result
from riskframe.gate.codes import ExitCode, worst

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run


@dataclass(frozen=True, slots=True)
class Assessed:
    """What came of the files, in the order of the command line."""

    results: tuple[Result, ...]
    codes: tuple[ExitCode, ...]

    def code_with(self, run: Run, lacking: Sequence[str]) -> ExitCode:
        """The exit code, after saying what could not be made."""
        for sentence in lacking:
            run.console.say(f"riskframe: {sentence}")
        return worst([*self.codes, *([ExitCode.INTERNAL] if lacking else [])])


def assess_files(run: Run, files: Sequence[str]) -> Assessed:
    """Every file under every rubric; faults of a file are printed and end in INVALID."""
    from riskframe.diagnostics import InvalidInput

    rubrics = load_rubrics(run)
    results: list[Result] = []
    codes: list[ExitCode] = []
    for file, name in zip(files, names(files), strict=True):
        try:
            model = rubrics.read_model(file)
        except InvalidInput as error:
            run.console.diagnostics(error.diagnostics)
            codes.append(ExitCode.INVALID)
            continue
        with run.console.progress(f"Assessing {model.read.profile.model.name}"):
            made = model.assessments(analysis=run.settings.analysis)
        for rubric, assessment in zip(model.rubrics, made, strict=True):
            own = f"{name}.{rubric.id}" if len(made) > 1 else name
            results.append(Result(assessment, rubric, own, file, model.read.profile, model.read.tree.source.text))
        codes.append(ExitCode.OK)
    return Assessed(tuple(results), tuple(codes))


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
    """The decisions, on standard output."""
    from riskframe.cli.look.summary import summary

    style = run.console.style
    for number, result in enumerate(results):
        text = summary(result.assessment, result.rubric, style, file=result.file)
        run.console.data(("\n" + "-" * min(style.width, 80) + "\n\n" if number else "") + text)
