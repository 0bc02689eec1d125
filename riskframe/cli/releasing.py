"""Files that stand beside a release: its manifest, and drafts of waivers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run


def write_manifest(folder: str, evaluated: tuple[str, ...], output: str | None) -> ExitCode:
    """Hash the folder and write its manifest; INVALID where something in it cannot be listed."""
    from riskframe.cli.console import Console
    from riskframe.cli.release_files import hashed_folder
    from riskframe.loading.atomic import write_files
    from riskframe.loading.record_file import read_record
    from riskframe.release.manifest import FILE_NAME, ReleaseManifest
    from riskframe.release.write import manifest_text

    console, path = Console(), Path(folder)
    if not path.is_dir():
        raise WrongUsage(f'"{folder}" is no folder')
    target = path / FILE_NAME if output in (None, "-") else Path(str(output))
    before = read_record(target, ReleaseManifest).record if target.is_file() else None
    found = hashed_folder(console, path, target, trust_cache=False)
    for one in found.odd:
        console.say(f"{one.path}: {one.text}; it is not listed")
    if not found.files:
        raise WrongUsage(f'there is no file in "{folder}"')
    text = manifest_text(found, evaluated=evaluated, before=before)
    if output == "-":
        console.data(text)
    else:
        write_files({target: text.encode()})
        console.say(f"wrote {target}: {len(found.files)} files")
    return ExitCode.INVALID if found.odd else ExitCode.OK


def draft_waivers(run: Run, file: str, option: str | None, today: str | None, weights: str | None) -> ExitCode:
    """An entry for each finding that may be waived, on standard output; what may not, on standard error."""
    from riskframe.cli.gating import GateOptions, gated_files

    done, gated = gated_files(run, [file], GateOptions(today=today, option=option, weights=weights))
    entries: list[str] = []
    for one in gated:
        for finding in one.judgement.shutting if one.judgement is not None else ():
            if not finding.waivable:
                run.console.say(f"{finding.reason.id} cannot be waived: {finding.text}")
                continue
            stated = one.result.assessment.model.weights_sha256 or "none"
            entries.append(
                f"  # {' '.join(finding.text.split())}\n"
                f"  - id: waiver-{len(entries) + 1}\n"
                f"    scope: {json.dumps(finding.scope, ensure_ascii=False)}\n"
                f"    option: {one.judgement.option if one.judgement is not None else ''}\n"
                f"    rubric: {finding.rubric}\n"
                f"    weights: {json.dumps(stated)}\n"
                f"    facts: {json.dumps(finding.facts)}\n"
                "    owner:            # who answers for it\n"
                "    reason:           # why it may pass\n"
                "    expires:          # the last day, YYYY-MM-DD\n"
            )
    run.console.data("riskframe_waivers: 1\nwaivers:" + ("\n" + "".join(entries) if entries else " []\n"))
    return ExitCode.INVALID if ExitCode.INVALID in done.codes else ExitCode.OK
