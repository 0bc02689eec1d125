"""`init`: the commented file, the schema beside it, and the questions."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.clock import today
from riskframe.cli.inputs import load_rubrics
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run
    from riskframe.inquiry.prefill import Prefill

SCHEMA = "riskframe-profile.schema.json"


def start_profile(run: Run, path: str, *, interactive: bool | None, force: bool, folder: str | None = None) -> ExitCode:
    """Write the file where there is none, then ask, where somebody is there to answer.

    folder: a local model folder to prefill from. Raises InvalidInput where it cannot be read.
    """
    ask = run.console.interactive if interactive is None else interactive
    target = Path(path)
    if path == "-" and not ask:
        run.console.data(_text(run, folder, schema=False))
        return ExitCode.OK
    there = target.exists()
    if there and folder is not None and not force:
        raise WrongUsage(
            f'"{path}" is there already', "--force writes over it; without --from its open questions are asked"
        )
    if there and not ask and not force:
        hint = f"--force writes over it; `riskframe init {path} --interactive` asks what is still open in it"
        raise WrongUsage(f'"{path}" is there already', hint)
    if path == "-" or target.is_dir():
        raise WrongUsage(f'"{path}" cannot hold the answers', "name a file")
    if not there or force:
        _write(run, target, folder)
    if not ask:
        run.console.say(f"next: fill it in, then `riskframe check {path}` and `riskframe assess {path}`")
        return ExitCode.OK
    from riskframe.cli.asking import ask_open_questions

    return ask_open_questions(run, target, load_rubrics(run).plain[0])


def _write(run: Run, target: Path, folder: str | None) -> None:
    from riskframe.loading.atomic import write_files
    from riskframe.loading.schema import schema_text

    files: dict[str | PathLike[str], bytes] = {str(target): _text(run, folder, schema=True).encode()}
    beside = target.parent / SCHEMA
    wanted = schema_text("profile").encode()
    # The schema is made by riskframe and holds nothing of anybody's, so a stale one is renewed.
    if not beside.exists() or beside.read_bytes() != wanted:
        files[str(beside)] = wanted
    write_files(files)
    for path in files:
        run.console.say(f"wrote {path}")


def _text(run: Run, folder: str | None, *, schema: bool) -> str:
    from riskframe.inquiry.starter import starter

    day = today(setting=run.settings.today)
    return starter(
        load_rubrics(run).plain[0],
        day,
        schema=SCHEMA if schema else None,
        prefill=_prefill(run, folder) if folder else None,
    )


def _prefill(run: Run, folder: str) -> Prefill:
    from riskframe.loading.model_folder.read import read_model_folder

    with run.console.progress("Reading the model folder"):
        found = read_model_folder(folder)
    for remark in found.remarks:
        run.console.say(f"{folder}: {remark}")
    return found
