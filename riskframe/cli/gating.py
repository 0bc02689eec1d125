"""Judging every file of a command line, and telling people and pipelines about it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.assessing import Assessed, assess_files, by_file
from riskframe.cli.clock import today as day_of
from riskframe.cli.looks import fitting, read_looks
from riskframe.cli.outputs import Result, plan_outputs, write_reports
from riskframe.cli.release_files import Weights, read_weights
from riskframe.cli.telling import failed, plan_tellings
from riskframe.cli.usage import WrongUsage
from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.gate.codes import ExitCode, worst
from riskframe.gate.judge import Judgement, NothingProposed, Release, judge, pinned, settled
from riskframe.gate.together import judged_by_all

if TYPE_CHECKING:
    from riskframe.assessment import Assessment, JudgedByAll
    from riskframe.cli.inputs import Run
    from riskframe.gate.findings import Finding
    from riskframe.loading.record_file import ReadRecord
    from riskframe.loading.tree import Tree
    from riskframe.release.lock import Lock
    from riskframe.release.plan import Plan
    from riskframe.release.waivers import WaiverFile


@dataclass(frozen=True)
class GateOptions:
    """What the command line says beside files, rubrics and outputs."""

    today: str | None = None
    option: str | None = None
    weights: str | None = None
    manifest: str | None = None
    trust_cache: bool = False
    waivers: str | None = None
    evidence_root: str | None = None
    locks: tuple[str, ...] = ()
    plan: str | None = None
    tell: tuple[str, ...] = ()
    """Forms of findings, `sarif` or `sarif=FILE`."""
    ledger: str | None = None


@dataclass(frozen=True)
class Gated:
    """One assessment with what the gate says of it."""

    result: Result
    judgement: Judgement | None
    """None where there was nothing to judge."""
    release: Release
    plan: Plan | None = None
    why_not: str = ""
    """Why there was nothing to judge."""
    trees: Mapping[str, Tree] = field(default_factory=dict)
    """The documents beside the profile, by what findings call them."""
    by_all: JudgedByAll | None = None
    """What all rubrics that bind say together; None where one alone does."""
    weights: str = ""
    """What `--weights` named."""

    @property
    def shown(self) -> Result:
        """The result as its reports show it: with the files that were looked at, and the waivers on page one."""
        waivers = self.judgement.waivers if self.judgement is not None else ()
        made = replace(self.result.assessment, release=pinned(self.release), waivers=waivers, gate=self.by_all)
        if self.plan is not None and self.judgement is not None:
            from riskframe.gate.staging import followed

            made = replace(made, plan=followed(self.plan, self.judgement.option))
        return replace(self.result, assessment=made)

    @property
    def code(self) -> ExitCode:
        return ExitCode.INVALID if self.judgement is None else self.judgement.code


@dataclass(frozen=True)
class Beside:
    """The files beside the profiles, read."""

    weights: Weights
    waivers: ReadRecord[WaiverFile] | None = None
    plan: ReadRecord[Plan] | None = None
    locks: tuple[Lock, ...] = ()
    locked: tuple[Finding, ...] = ()
    """What the bytes of the rubrics' files say against the locks."""
    previous: Assessment | None = None

    @property
    def trees(self) -> dict[str, Tree]:
        """What was read, by what findings call it."""
        found = {
            "manifest": self.weights.manifest,
            "waivers": self.waivers.tree if self.waivers is not None else None,
            "plan": self.plan.tree if self.plan is not None else None,
        }
        return {name: tree for name, tree in found.items() if tree is not None}


def gate_files(run: Run, files: Sequence[str], asked: GateOptions) -> ExitCode:
    """Assess, judge, write the reports, tell; the worst code of all files."""
    outputs = plan_outputs(
        run.settings.format, run.settings.output,
        results=len(files) * run.rubric_count, terminal=run.console.stdout_is_terminal,
        public=run.settings.audience == "public",
    )  # fmt: skip
    tellings = plan_tellings(
        asked.tell, stdout_taken=outputs.to_stdout, files=len(files), weights=asked.weights is not None
    )
    looks = read_looks(run.settings, outputs)
    day = day_of(asked.today, run.settings.today)
    try:
        done, gated = gated_files(run, files, asked, _previous(run))
    except InvalidInput as error:
        failed(tellings, run, day, ExitCode.INVALID, error.diagnostics)
        raise
    shown = {id(one.result): one.shown for one in gated}
    fitting(looks, done.results, run)
    lacking = write_reports([shown.get(id(result), result) for result in done.results], outputs, run.console, looks)
    _tell(run, gated, day, aside=outputs.to_stdout or tellings.to_stdout)
    code = worst([done.code_with(run, lacking), *(one.code for one in gated)])
    tellings.write(run, day, code, done, gated)
    if asked.ledger is not None:
        from riskframe.cli.recording import record

        record(run.console, asked.ledger, "gate", day, ((one.shown.assessment, one.judgement) for one in gated))
    return code


def gated_files(
    run: Run, files: Sequence[str], asked: GateOptions, before: Assessment | None = None
) -> tuple[Assessed, list[Gated]]:
    """Every file assessed, and what the gate says under each rubric that binds. Nothing is written or told but faults."""
    day = day_of(asked.today, run.settings.today)
    if len(files) > 1:
        for name in ("weights", "waivers", "plan"):
            if getattr(asked, name) is not None:
                raise WrongUsage(
                    f"--{name} belongs to one model, and several profiles are given", "gate them one by one"
                )
    if asked.weights is None and (asked.manifest is not None or asked.trust_cache):
        raise WrongUsage("--manifest and --trust-cache are about the folder that --weights names", "give --weights")
    beside = _read(run, asked, before)
    done = _assessed(run, files, asked, beside)
    gated = _settled([_gated(run, result, day, asked, beside) for result in _binding(done.results)])
    return done, _by_all(gated, day)


def _previous(run: Run) -> Assessment | None:
    if run.settings.previous is None:
        return None
    from riskframe.cli.verifying import read_result

    return read_result(run.settings.previous).assessment


def _assessed(run: Run, files: Sequence[str], asked: GateOptions, beside: Beside) -> Assessed:
    """Assess. A rubric that can no longer be read, and that a lock pins, is a changed one before it is a faulty one."""
    try:
        return assess_files(run, files, asked.option)
    except InvalidInput as error:
        if not beside.locked:
            raise
        run.console.diagnostics(error.diagnostics)
        for finding in beside.locked:
            run.console.say(f"{finding.text} ({finding.reason.id})")
        changed = (Diagnostic(f.reason.id, f.text, hint=f.remedy or f.reason.fix) for f in beside.locked)
        return Assessed((), (ExitCode.STALE,), (*error.diagnostics, *changed))


def _read(run: Run, asked: GateOptions, before: Assessment | None) -> Beside:
    from riskframe.loading.record_file import read_record

    weights, waivers, plan = Weights(), None, None
    if asked.waivers is not None:
        from riskframe.release.waivers import WaiverFile

        waivers = read_record(asked.waivers, WaiverFile)
    if asked.plan is not None:
        from riskframe.release.plan import Plan

        plan = read_record(asked.plan, Plan)
    locks: tuple[Lock, ...] = ()
    locked: tuple[Finding, ...] = ()
    if asked.locks:
        from riskframe.cli.locking import read_locks

        locks, locked = read_locks(run, asked.locks)
    if asked.weights is not None:
        weights = read_weights(run.console, asked.weights, asked.manifest, trust_cache=asked.trust_cache)
    return Beside(weights, waivers, plan, locks, locked, before)


def _binding(results: Sequence[Result]) -> list[Result]:
    """What is judged: the adopted rubrics; those without options only where no other has any."""
    found: list[Result] = []
    for of_file in by_file(results):
        adopted = [one for one in of_file if one.adopted]
        found += [one for one in adopted if one.rubric.options] or adopted
    return found


def _release(result: Result, day: date, asked: GateOptions, beside: Beside) -> Release:
    from riskframe.release.evidence_files import evidence_digests

    root = Path(asked.evidence_root) if asked.evidence_root else Path(result.file).parent
    return Release(
        profile=result.profile,
        rubric=result.rubric,
        weights_sha256=beside.weights.sha256,
        published=beside.weights.published,
        evidence_files=evidence_digests(result.profile, root),
        waivers=beside.waivers.record.waivers if beside.waivers is not None else (),
        also=tuple(_compared(result, day, beside)),
    )


def _compared(result: Result, day: date, beside: Beside) -> Iterator[Finding]:
    """Findings against the lock, the previous result and the plan."""
    if beside.previous is not None:
        from riskframe.gate.vanished import vanished_findings

        yield from vanished_findings(beside.previous, result.assessment)
    for lock in beside.locks:
        if lock.rubric.id == result.rubric.id:
            from riskframe.gate.locked import lock_findings

            yield from lock_findings(lock, result.unmodified, result.profile, result.assessment)
    yield from (f for f in beside.locked if f.rubric in ("", result.rubric.id))
    if beside.plan is not None and beside.plan.record.rubric == result.rubric.id:
        from riskframe.gate.staging import plan_findings

        yield from plan_findings(beside.plan.record, result.assessment, result.rubric, day, before=beside.previous)


def _gated(run: Run, result: Result, day: date, asked: GateOptions, beside: Beside) -> Gated:
    release = _release(result, day, asked, beside)
    plan = beside.plan.record if beside.plan is not None else None
    try:
        return Gated(
            result,
            judge(result.assessment, day, release),
            release,
            plan,
            trees=beside.trees,
            weights=asked.weights or "",
        )
    except NothingProposed as error:
        run.console.say(f"{result.file}: {error}")
        return Gated(result, None, release, why_not=str(error))


def _settled(gated: Sequence[Gated]) -> list[Gated]:
    """A waiver of a rule of one rubric is not unused because another rubric has no such rule."""
    made = settled([one.judgement for one in gated if one.judgement is not None])
    return [one if one.judgement is None else replace(one, judgement=made.pop(0)) for one in gated]


def _by_all(gated: Sequence[Gated], day: date) -> list[Gated]:
    """The same, each with what all rubrics of its file say together where there are several."""
    made: list[Gated] = []
    for of_file in _of_each_file(gated):
        if len(of_file) > 1:
            of_all = judged_by_all({one.result.rubric.id: one.code for one in of_file}, day)
            made += [replace(one, by_all=of_all) for one in of_file]
        else:
            made += of_file
    return made


def _of_each_file(gated: Sequence[Gated]) -> list[list[Gated]]:
    own = {id(one.result): one for one in gated}
    return [[own[id(result)] for result in of_file] for of_file in by_file([one.result for one in gated])]


def _tell(run: Run, gated: Sequence[Gated], day: date, *, aside: bool) -> None:
    """Every judgement, on standard output, or beside it where a report is there; and for the page of a workflow."""
    from riskframe.cli.look.judgement import by_all, by_all_markdown, judgement, judgement_markdown

    style = run.console.aside if aside else run.console.style
    parts, page = list[str](), list[str]()
    for of_file in _of_each_file(gated):
        told = [(one.result, one.judgement) for one in of_file if one.judgement is not None]
        of_all = of_file[0].by_all
        several = of_all is not None
        parts += [judgement(said, r.assessment, day, style, file=r.file, several=several) for r, said in told]
        if of_all is not None:
            parts.append(by_all(of_all, style, file=of_file[0].result.file))
            page.append(by_all_markdown(of_all))
        page += [judgement_markdown(said, r.assessment, day, several=several) for r, said in told]
    for number, text in enumerate(parts):
        whole = ("\n" if number else "") + text
        if aside:
            run.console.aside_text(whole)
        else:
            run.console.data(whole)
    _add_to_step_summary(run, "".join(page))


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
