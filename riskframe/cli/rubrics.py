"""`rubric ...`: what there is, what is in it, whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from riskframe.cli.inputs import begin
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.loading.rubric_folder import ReadRubric


def list_rubrics() -> ExitCode:
    """Id, version and title of each bundled rubric."""
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.rubric_folder import load_rubric, rubric_names

    run = begin()
    style = run.console.style
    code = ExitCode.OK
    for name in rubric_names():
        try:
            file = load_rubric(name).file
        except InvalidInput as error:
            run.console.diagnostics(error.diagnostics)
            code = ExitCode.INVALID
            continue
        run.console.data(f"{style.paint(name, 'bold')} {style.plain(file.version)}  {style.plain(file.title)}\n")
    return code


def show_rubric(name: str | None) -> ExitCode:
    """One page."""
    from riskframe.cli.look.rubric_page import rubric_page

    run = begin()
    rubric = _read(name or run.settings.rubric[0]).rubric
    run.console.data(rubric_page(rubric, run.console.style))
    return ExitCode.OK


def start_rubric(folder: str, source: str | None) -> ExitCode:
    """The files of a new rubric in a folder that is not there, or is empty."""
    import re
    from pathlib import Path

    from riskframe.loading.atomic import write_files
    from riskframe.loading.new_rubric import new_rubric
    from riskframe.loading.rubric_folder import rubric_names

    run = begin()
    target = Path(folder)
    name = target.name
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,79}", name):
        raise WrongUsage(f'"{name}" cannot be the id of a rubric', "a letter, then letters, digits, - and _")
    if name in rubric_names():
        raise WrongUsage(
            f'"{name}" is a bundled rubric already', "choose another name, so that `-r` can tell them apart"
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WrongUsage(f'"{folder}" is there already', "nothing is written over; name a folder that is not there")
    files: dict[str | PathLike[str], bytes] = {
        str(target / path): text.encode() for path, text in new_rubric(name, source).items()
    }
    write_files(files)
    for path in files:
        run.console.say(f"wrote {path}")
    run.console.say(f"next: change it, then `riskframe rubric check {folder}` and `riskframe rubric test {folder}`")
    return ExitCode.OK


def check_rubric(name: str | None) -> ExitCode:
    """The static self-check (which loading runs) and the proofs that need the engine."""
    from riskframe.proof.prove import PARTS, prove

    run = begin()
    read = _read(name or run.settings.rubric[0], cases=True, benchmarks=True)
    with run.console.progress(f"Proving {read.rubric.id}", len(PARTS)) as step:
        proof = prove(read.rubric, progress=step)
    run.console.diagnostics(read.documents.diagnostics(proof.problems), as_data=True)
    if not proof.holds:
        return ExitCode.INVALID
    done = f"{proof.rules} rules shown to fire and to stay quiet, {len(proof.cases)} cases as expected"
    run.console.say(f"{read.rubric.id} {read.rubric.version} holds: {done}")
    return ExitCode.OK


def run_the_cases(name: str | None, *, table: bool = False) -> ExitCode:
    """Every case, one line each, and for those that fail what came out; then what the cases do not reach."""
    from riskframe.cli.look.coverage import coverage_sentence, coverage_table, gap_lines
    from riskframe.proof.cases import run_cases
    from riskframe.proof.coverage import START, coverage, reachable
    from riskframe.proof.evaluating import Evaluator
    from riskframe.proof.reach import reach_faults
    from riskframe.proof.shown import Shown

    run = begin()
    read = _read(name or run.settings.rubric[0], cases=True)
    style = run.console.style
    with run.console.progress(f"Running the cases of {read.rubric.id}", len(read.rubric.folder.cases.cases)) as step:
        shown = Shown(Evaluator(read.rubric))
        done = run_cases(shown, progress=step)
        reached = coverage(read.rubric, done)
        if any(o.of == START for o in reached.missing):
            reached = reachable(reached, reach_faults(shown), read.rubric)
    for case in done:
        mark = style.paint("pass", "green") if case.passed else style.paint("FAIL", "bold", "red")
        run.console.data(f"{mark} {style.plain(case.name)}\n")
        for text in (*(p.message for p in case.problems), *(str(c) for c in case.checks if not c.holds)):
            run.console.data(style.wrap(text, first="       ") + "\n")
    run.console.data(gap_lines(reached, style) + ("\n" + coverage_table(reached, style) if table else ""))
    failed = sum(not case.passed for case in done)
    run.console.say(f"{len(done) - failed} of {len(done)} cases pass; {coverage_sentence(reached)}")
    return ExitCode.INVALID if failed or not reached.full_for_rules else ExitCode.OK


def diff_rubrics(
    before: str, after: str, *, as_json: bool = False, on: Sequence[str] = (), because: str | None = None,
    output: str | None = None,
) -> ExitCode:  # fmt: skip
    """What differs, by what it does to decisions: what weakens comes first. A weakening is recorded only with a reason."""
    from riskframe.cli.diffing import Rerun, reason, record, rerun, sentences
    from riskframe.loading.atomic import write_files
    from riskframe.report.json import text_of
    from riskframe.rubric.diff import compare

    run = begin()
    style = run.console.style
    old, new = _read(before).rubric, _read(after).rubric
    found = compare(old, new)
    done = rerun(old, new, on) if found.changes or on else Rerun((), {}, ())
    why = reason(run, found, because) if output is not None or because is not None else None
    if output is not None:
        if why is None and (found.weakens or found.unclear):
            count = len(found.weakens) + len(found.unclear)
            raise WrongUsage(
                f"{count} changes weaken the rubric, or may, and nobody says why: {output} was not written",
                "give the reason with --because",
            )
        write_files({output: (text_of(record(found, done, why)) + "\n").encode()})
        run.console.say(f"wrote {output}")
    if as_json:
        run.console.data(text_of(record(found, done, why)) + "\n")
        return ExitCode.OK
    parts = []
    for effect, heading in (
        ("weakens", "Weakens: decisions may become more open"),
        ("unclear", "Cannot be told: read these"),
        ("strengthens", "Strengthens: decisions may become less open"),
        ("neither", "Changes no decision"),
    ):
        texts = [change.text for change in found.changes if change.effect == effect]
        if texts:
            parts.append(f"{style.heading(heading)}\n{style.entries(texts)}\n")
    if done.changed:
        parts.append(f"{style.heading('Comes out otherwise')}\n{style.entries(sentences(done))}\n")
    elif done.assessed:
        count = len(done.assessed)
        parts.append(
            style.wrap(f"{count} profile{'s' * (count > 1)} assessed under both: none comes out otherwise.") + "\n"
        )
    run.console.data("\n".join(parts) if parts else "Nothing differs.\n")
    return ExitCode.OK


def _read(name: str, *, cases: bool = False, benchmarks: bool = False) -> ReadRubric:
    from riskframe.loading.rubric_folder import read_rubric

    if name == "-":
        raise WrongUsage("a rubric is a folder and cannot be read from standard input")
    return read_rubric(name, cases=cases, benchmarks=benchmarks)
