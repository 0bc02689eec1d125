"""`verify` and `check --since`: an earlier result against what is there today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.inputs import Run
    from riskframe.diagnostics import Diagnostic
    from riskframe.gate.findings import Finding
    from riskframe.loading.tree import Tree


@dataclass(frozen=True)
class Earlier:
    """A result that was written earlier, with its document."""

    assessment: Assessment
    tree: Tree


def read_result(file: str) -> Earlier:
    """The result in a file. Raises InvalidInput."""
    from riskframe.diagnostics import InvalidInput, Problem
    from riskframe.loading.result_file import is_result, result_of
    from riskframe.loading.tree import parse_leniently, read_source
    from riskframe.loading.validate import to_diagnostics

    tree = parse_leniently(read_source(file))
    if not is_result(tree):
        told = Problem(
            "E310", (), "this is no result of an assessment", hint="give the JSON that `assess -f json` wrote"
        )
        raise InvalidInput([*tree.faults, *to_diagnostics([told], tree)])
    return Earlier(result_of(tree), tree)


def check_since(run: Run, file: str, result: str, today: str | None) -> ExitCode:
    """Say whether an earlier result still holds; STALE where it does not."""
    from riskframe.cli.assessing import assess_files
    from riskframe.cli.clock import today as day_of
    from riskframe.gate.since import since

    before = read_result(result).assessment
    if before.rubric.id not in {rubric.id for rubric in load_rubrics(run).plain}:
        raise WrongUsage(
            f"the result is of rubric {before.rubric.id}, which is not used here", f"give -r {before.rubric.id}"
        )
    proposed = before.decision.proposed.option if before.decision and before.decision.proposed else None
    done = assess_files(run, [file], proposed)
    now = next((r.assessment for r in done.results if r.rubric.id == before.rubric.id), None)
    if now is None:
        return ExitCode.INVALID
    found = since(before, now, day_of(today, run.settings.today))
    style = run.console.style
    words = {"still_valid": "still valid", "stale": "stale", "must_reassess": "must be assessed anew"}
    colour = {"still_valid": "green", "stale": "yellow", "must_reassess": "red"}[found.standing]
    lines = [style.paint(words[found.standing], "bold", colour)]
    lines += [style.wrap(change.text, first="  - ") for change in found.changes]
    if found.triggers:
        lines.append(style.heading("It also ends sooner when one of these happens"))
        lines += [style.wrap(text, first="  - ") for text in found.triggers]
    run.console.data("\n".join(lines) + "\n")
    return ExitCode.OK if found.standing == "still_valid" else ExitCode.STALE


def verify(
    run: Run, result: str, file: str, weights: str | None, manifest: str | None, evidence_root: str | None
) -> ExitCode:
    """Recompute a result and hold everything that it pins against what is there; STALE where anything differs."""
    from riskframe.gate.findings import Finding, Place
    from riskframe.report.json import to_json

    earlier = read_result(result)
    said, findings = earlier.assessment, list[Finding]()
    if earlier.tree.source.sha256 != hashlib.sha256(to_json(said)).hexdigest():
        findings.append(Finding("result_edited", result, f"{result} is not in the form that riskframe writes",
                                place=Place("previous")))  # fmt: skip
    again, broken = _again(run, said, file, findings)
    if again is not None:
        from riskframe.gate.verifying import recomputed_findings
        from riskframe.report.json import plain

        findings += recomputed_findings(said, again, plain)
    findings += _files(run, said, file, weights, manifest, evidence_root)
    if broken and not findings:
        run.console.diagnostics(broken)
        return ExitCode.INVALID
    run.console.diagnostics(broken)
    return _told(run, result, said, findings)


def _again(
    run: Run, said: Assessment, file: str, findings: list[Finding]
) -> tuple[Assessment | None, list[Diagnostic]]:
    """The same assessment made today. A file that the result pins may be past reading: then the pin says so."""
    from riskframe.cli.assessing import assessed_again
    from riskframe.diagnostics import InvalidInput
    from riskframe.gate.verifying import pin_findings

    digest: str | None = None
    broken: list[Diagnostic] = []
    rubrics = None
    try:
        rubrics = load_rubrics(run)
    except InvalidInput as error:
        broken += error.diagnostics
    sha256 = _sha256(file)
    if rubrics is not None:
        own = [rubric for rubric in rubrics.plain if rubric.id == said.rubric.id]
        if not own:
            raise WrongUsage(
                f"the result is of rubric {said.rubric.id}, which is not used here", f"give -r {said.rubric.id}"
            )
        try:
            made, digest = assessed_again(rubrics, said, file)
        except InvalidInput as error:
            broken += error.diagnostics
            made, digest = None, own[0].digest if rubrics.changes is None else None
    else:
        made = None
    findings += pin_findings(said, profile_sha256=sha256, rubric_digest=digest)
    return made, broken


def _files(
    run: Run, said: Assessment, file: str, weights: str | None, manifest: str | None, evidence_root: str | None
) -> list[Finding]:
    from riskframe.cli.release_files import read_weights
    from riskframe.diagnostics import InvalidInput
    from riskframe.gate.findings import Finding, Place
    from riskframe.gate.verifying import release_findings
    from riskframe.release.evidence_files import digests_of

    found: list[Finding] = []
    if weights is not None:
        try:
            read = read_weights(run.console, weights, manifest, trust_cache=False)
        except InvalidInput as error:
            # A manifest that cannot be read is not the one that was pinned.
            run.console.diagnostics(error.diagnostics)
            found.append(
                Finding("file_changed", "manifest", "the release manifest cannot be read", place=Place("manifest"))
            )
            return found
        if read.published is not None:
            found += release_findings(said, read.published)
        elif read.sha256 != said.model.weights_sha256:
            text = f"the weights have the digest {read.sha256}; assessed were {said.model.weights_sha256 or 'none'}"
            found.append(Finding("weights_differ", weights, text, place=Place("weights")))
    elif said.release is not None:
        run.console.say("the result pins published files; give --weights FOLDER to hold them against it")
    root = Path(evidence_root) if evidence_root else Path(file).parent
    stated = [(item.id, item.source, item.sha256) for item in said.evidence]
    for name, digest in digests_of(stated, root).items():
        own = next(item for item in said.evidence if item.id == name)
        if digest is None:
            found.append(
                Finding(
                    "evidence_gone", name, f'evidence "{name}": {own.source} cannot be read', place=Place("evidence")
                )
            )
        elif digest != own.sha256:
            text = f'evidence "{name}": {own.source} has the digest {digest}; measured was {own.sha256}'
            found.append(Finding("evidence_changed", name, text, place=Place("evidence")))
    return found


def _sha256(file: str) -> str | None:
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.source import file_sha256

    if file == "-":
        raise WrongUsage("verify reads the profile from its file")
    try:
        return file_sha256(file)
    except InvalidInput:
        return None


def _told(run: Run, result: str, said: Assessment, findings: list[Finding]) -> ExitCode:
    style = run.console.style
    if not findings:
        what = f"{said.model.name}, {said.rubric.id} {said.rubric.version}, assessed on {said.validity.assessed_on}"
        run.console.data(style.paint("verified", "bold", "green") + style.plain(f": {result} ({what})") + "\n")
        return ExitCode.OK
    lines = [style.paint("differs", "bold", "red") + style.plain(f": {result}")]
    for finding in findings:
        lines.append(style.wrap(f"{finding.text} ({finding.reason.id})", first="  - "))
        if finding.remedy:
            lines.append(style.wrap(finding.remedy, first="    ", looks=("faint",)))
    run.console.data("\n".join(lines) + "\n")
    return ExitCode.STALE
