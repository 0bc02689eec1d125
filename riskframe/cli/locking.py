"""`rubric lock`, and locks as a gate reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run
    from riskframe.gate.findings import Finding
    from riskframe.release.lock import Lock

_HEAD = """\
# What the rubric and the baselines were before results were there. Written by `riskframe rubric lock`; keep it under version
# control, and give it to the gate: `riskframe gate model.yaml --lock FILE`.
"""


def write_lock(run: Run, profile: str | None, output: str, today: str | None, because: str | None) -> ExitCode:
    """Lock the rubric in use. A lock that is there is replaced only with a reason, and stays named in the new one."""
    from riskframe.cli.clock import today as day_of
    from riskframe.cli.inputs import load_rubrics
    from riskframe.loading.atomic import write_files
    from riskframe.loading.edit import block
    from riskframe.loading.record_file import read_record
    from riskframe.loading.rubric_folder import rubric_files
    from riskframe.loading.source import file_sha256
    from riskframe.release.lock import Earlier, Lock, lock_of

    if len(run.settings.rubric) != 1:
        raise WrongUsage("a lock is of one rubric, and several are adopted", "lock them one by one, with -r")
    rubrics = load_rubrics(run)
    rubric, target = rubrics.plain[0], Path(output)
    read = rubrics.read_model(profile).read.profile if profile is not None else None
    files = rubric_files(run.settings.rubric[0])
    overrides = file_sha256(run.settings.overrides) if run.settings.overrides is not None else None
    day = day_of(today, run.settings.today)
    earlier: tuple[Earlier, ...] = ()
    if target.is_file():
        old = read_record(target, Lock)
        same = lock_of(
            rubric, files, old.record.locked_on, overrides=overrides, profile=read, earlier=old.record.earlier
        )
        if same == old.record:
            run.console.say(f"{output} holds: nothing changed since {old.record.locked_on.isoformat()}")
            return ExitCode.OK
        if because is None:
            raise WrongUsage(
                f"{output} is of {old.record.locked_on.isoformat()}, and something changed since",
                "say why with --because; the earlier lock and the reason are kept in the new one",
            )
        earlier = (Earlier(locked_on=old.record.locked_on, sha256=old.sha256, because=because), *old.record.earlier)
    lock = lock_of(rubric, files, day, overrides=overrides, profile=read, earlier=earlier)
    write_files({target: (_HEAD + block(lock.model_dump(mode="json", exclude_defaults=True))).encode()})
    run.console.say(
        f"wrote {output}: {rubric.id} {rubric.version}, {len(files)} files, {len(lock.baselines)} baselines"
    )
    return ExitCode.OK


def read_locks(run: Run, names: Sequence[str]) -> tuple[tuple[Lock, ...], tuple[Finding, ...]]:
    """The locks, and what the bytes of the adopted rubrics' files say against them, before anything else is read."""
    from riskframe.gate.findings import Finding, Place
    from riskframe.gate.locked import file_changes
    from riskframe.loading.record_file import read_record
    from riskframe.loading.rubric_folder import rubric_files
    from riskframe.loading.source import file_sha256
    from riskframe.release.lock import Lock

    locks = tuple(read_record(name, Lock).record for name in names)
    overrides = file_sha256(run.settings.overrides) if run.settings.overrides is not None else None
    found: list[Finding] = []
    folders = {name: rubric_files(name) for name in dict.fromkeys(run.settings.rubric)}
    for lock in locks:
        # A folder is the lock's by its id where it can be read, else by the files that it shares with it.
        own = [name for name, files in folders.items() if _is_about(lock, name, files, alone=len(folders) == 1)]
        if not own:
            text = f"the lock is about the rubric {lock.rubric.id}, which is not adopted here"
            found.append(Finding("lock_other_rubric", lock.rubric.id, text, place=Place("lock", ("rubric", "id"))))
        for name in own:
            found += file_changes(lock, folders[name], overrides)
    return locks, tuple(found)


def _is_about(lock: Lock, name: str, files: dict[str, str], *, alone: bool) -> bool:
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.rubric_folder import load_rubric

    try:
        return load_rubric(name).id == lock.rubric.id
    except InvalidInput:
        return alone or bool(set(lock.files.items()) & set(files.items()))
