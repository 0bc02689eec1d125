"""Judging every file of a command line, and telling people and pipelines about it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.assessing import assess_files, by_file
from riskframe.cli.clock import today as day_of
from riskframe.cli.looks import fitting, read_looks
from riskframe.cli.outputs import Result, plan_outputs, write_reports
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode, worst
from riskframe.gate.judge import Judgement, NothingProposed, judge

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run


def gate_files(run: Run, files: Sequence[str], today: str | None, weights: str | None) -> ExitCode:
    """Assess, write the reports, judge, tell; the worst code of all files."""
    day = day_of(today, run.settings.today)
    if weights is not None and len(files) > 1:
        raise WrongUsage("--weights belongs to one model, and several profiles are given", "gate them one by one")
    outputs = plan_outputs(
        run.settings.format, run.settings.output,
        results=len(files) * run.rubric_count, terminal=run.console.stdout_is_terminal,
        public=run.settings.audience == "public",
    )  # fmt: skip
    looks = read_looks(run.settings, outputs)
    digest = None if weights is None else _sha256(run, weights)
    done = assess_files(run, files)
    judged = [(result, _judged(run, result, day, digest)) for result in _binding(done.results)]
    fitting(looks, done.results, run)
    lacking = write_reports(done.results, outputs, run.console, looks)
    _tell(run, judged, day, aside=outputs.to_stdout)
    codes = [ExitCode.INVALID if said is None else said.code for _, said in judged]
    return worst([done.code_with(run, lacking), *codes])


def _binding(results: Sequence[Result]) -> list[Result]:
    """What is judged: the adopted rubrics; those without options only where no other has any."""
    found: list[Result] = []
    for of_file in by_file(results):
        adopted = [one for one in of_file if one.adopted]
        found += [one for one in adopted if one.rubric.options] or adopted
    return found


def _tell(run: Run, judged: Sequence[tuple[Result, Judgement | None]], day: date, *, aside: bool) -> None:
    """Every judgement, on standard output, or beside it where a report is there; and for the page of a workflow."""
    from riskframe.cli.look.judgement import judgement, judgement_markdown

    style = run.console.aside if aside else run.console.style
    told = [(result, said) for result, said in judged if said is not None]
    for number, (result, said) in enumerate(told):
        text = ("\n" if number else "") + judgement(said, result.assessment, day, style, file=result.file)
        if aside:
            run.console.aside_text(text)
        else:
            run.console.data(text)
    _add_to_step_summary(run, "".join(judgement_markdown(said, result.assessment, day) for result, said in told))


def _judged(run: Run, result: Result, day: date, digest: str | None) -> Judgement | None:
    try:
        return judge(result.assessment, day, weights_sha256=digest)
    except NothingProposed as error:
        run.console.say(f"{result.file}: {error}")
        return None


def _sha256(run: Run, file: str) -> str:
    import hashlib

    try:
        with run.console.progress(f"Hashing {file}"), Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WrongUsage(f'the weights "{file}" cannot be read: {str(error.strerror).lower()}') from None


def _add_to_step_summary(run: Run, text: str) -> None:
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file or not text:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        # The verdict stands whether or not the page shows it.
        run.console.say(f"the step summary cannot be written: {str(error.strerror).lower()}")
