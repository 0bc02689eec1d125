"""`check`: every fault of every file, as the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics
from riskframe.gate.codes import ExitCode, worst

if TYPE_CHECKING:
    from riskframe.cli.inputs import Rubrics, Run
    from riskframe.diagnostics import Diagnostic


def check_all(run: Run, files: Sequence[str]) -> ExitCode:
    """INVALID if any profile or rubric folder has an error; of a published folder, the worst of what is found."""
    from riskframe.release.manifest import FILE_NAME

    published = [
        f for f in files if f != "-" and (Path(f) / FILE_NAME).is_file() and not (Path(f) / "rubric.yaml").exists()
    ]
    code = worst(_published(run, folder) for folder in published)
    files = [file for file in files if file not in published]
    if not files:
        return code
    folders = [file for file in files if file != "-" and Path(file).is_dir()]
    profiles = [file for file in files if file not in folders]
    rubrics = load_rubrics(run) if profiles else None
    found: list[Diagnostic] = []
    for file in files:
        found += _rubric(file) if rubrics is None or file in folders else _profile(file, rubrics)
    run.console.diagnostics(found, as_data=True)
    if any(d.is_error for d in found):
        return ExitCode.INVALID
    many = f"{len(files)} files" if len(files) > 1 else files[0]
    run.console.say(f"{many}: no errors")
    return code


def _published(run: Run, folder: str) -> ExitCode:
    from riskframe.cli.release_files import folder_findings
    from riskframe.diagnostics import InvalidInput

    try:
        found = folder_findings(run.console, folder)
    except InvalidInput as error:
        run.console.diagnostics(error.diagnostics, as_data=True)
        return ExitCode.INVALID
    style = run.console.style
    for finding in found:
        run.console.data(style.wrap(f"{folder}: {finding.text} ({finding.reason.id})") + "\n")
    if not found:
        run.console.say(f"{folder}: as listed")
    return worst(finding.code for finding in found)


def _profile(file: str, rubrics: Rubrics) -> list[Diagnostic]:
    from riskframe.diagnostics import InvalidInput

    try:
        return rubrics.faults(file)
    except InvalidInput as error:
        return list(error.diagnostics)


def _rubric(folder: str) -> list[Diagnostic]:
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.rubric_folder import read_rubric

    try:
        read_rubric(folder, cases=True)
    except InvalidInput as error:
        return list(error.diagnostics)
    return []
