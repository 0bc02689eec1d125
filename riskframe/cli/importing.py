"""`import`: files of evaluation tools into the evidence of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from riskframe.cli.inputs import load_rubrics
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run
    from riskframe.diagnostics import Diagnostic
    from riskframe.intake.entries import Said
    from riskframe.intake.file import InputFile
    from riskframe.intake.plan import Plan
    from riskframe.intake.protocol import Importer
    from riskframe.intake.reading import Taken


@dataclass(frozen=True)
class Asked:
    """The command line."""

    files: tuple[str, ...]
    model: str | None = None
    dry_run: bool = False
    everything: bool = False
    tag: str | None = None
    voice: str | None = None
    elicitation: str | None = None
    checkpoint: str | None = None
    as_: str | None = None
    format: str = "text"

    @property
    def writes(self) -> bool:
        return self.model is not None and not self.dry_run


def import_files(run: Run, asked: Asked) -> ExitCode:
    """Read, map, show, write. A named file that gives nothing, and an id that is taken, make the exit code 3."""
    from riskframe.intake.plan import plan

    said = _said(asked)
    readers = _importers(asked.as_)
    rubrics = load_rubrics(run, benchmarks=True).plain
    text, evidence, today = _profile(asked.model)
    with run.console.progress("Reading the files"):
        taken = [(one, named) for file, named in _inputs(asked) for one in [_taken(file, readers)]]
    taken = _without_companions(taken)
    sources = [(one, _source(one.name, asked.model)) for one, _ in taken]
    planned = plan(sources, rubrics, evidence, said, everything=asked.everything)
    written = asked.writes and _write(asked, text, planned)
    faults = [*_refused(taken, named=True), *_conflicts(planned)]
    _show(run, asked, planned, taken, written=written)
    late = [entry["id"] for entry in planned.new if today is not None and str(entry.get("date", "")) > today]
    if late:
        run.console.say(
            f"dated after the assessment of {today}, which `assess` refuses until it is dated later: {', '.join(late)}"
        )
    run.console.diagnostics(faults)
    return ExitCode.INVALID if faults else ExitCode.OK


def _said(asked: Asked) -> Said:
    from riskframe.evidence import Elicitation, Voice
    from riskframe.intake.entries import Said

    if asked.format not in ("text", "json"):
        raise WrongUsage(f'"{asked.format}" is not a format: text, json')
    for name, value, allowed in (
        ("--voice", asked.voice, get_args(Voice)), ("--elicitation", asked.elicitation, get_args(Elicitation)),
    ):  # fmt: skip
        if value is not None and value not in allowed:
            raise WrongUsage(f'{name} is not "{value}"', f"one of: {', '.join(allowed)}")
    if asked.tag is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}", asked.tag):
        raise WrongUsage(f'"{asked.tag}" is no tag', "letters, digits, dots and dashes, at most 31")
    if asked.checkpoint is not None and not re.fullmatch(r"[0-9a-f]{64}", asked.checkpoint):
        raise WrongUsage("--checkpoint is no SHA-256 digest", "64 hexadecimal digits in lower case")
    if asked.model == "-":
        raise WrongUsage("a profile on standard input cannot be written", "name the file")
    return Said(asked.tag, asked.voice, asked.elicitation, asked.checkpoint)  # type: ignore[arg-type]  # checked above


def _importers(wanted: str | None) -> Sequence[Importer]:
    from riskframe.intake.registry import BrokenImporter, importers

    try:
        known = importers()
    except BrokenImporter as error:
        raise WrongUsage(str(error), "update or remove the package that it comes from") from None
    if wanted is None:
        return known
    found = [importer for importer in known if importer.name == wanted]
    if not found:
        raise WrongUsage(f'there is no importer "{wanted}"', f"one of: {', '.join(i.name for i in known)}")
    return found


def _profile(model: str | None) -> tuple[str, list[dict[str, Any]], str | None]:
    """The profile's text, its evidence and its day; one that is not valid is refused before anything is read."""
    if model is None:
        return "", [], None
    from riskframe.loading.profile_file import parse_profile
    from riskframe.loading.tree import read_source

    source = read_source(model)
    read = parse_profile(source)
    return source.text, list(read.tree.data.get("evidence") or []), read.profile.assessment.date.isoformat()


def _inputs(asked: Asked) -> Iterator[tuple[InputFile, bool]]:
    """Every file, and whether it was named itself or found in a folder. Raises InvalidInput for a name without a file."""
    from riskframe.diagnostics import Diagnostic, InvalidInput
    from riskframe.intake.file import InputFile
    from riskframe.intake.reading import files_under
    from riskframe.intake.records import Refused

    missing = [name for name in asked.files if name != "-" and not Path(name).exists()]
    if missing:
        raise InvalidInput([Diagnostic("E101", f'there is no file "{name}"') for name in missing])
    for name in dict.fromkeys(asked.files):
        path = Path(name)
        if name == "-":
            yield InputFile.standard_input(), True
        elif path.is_dir():
            try:
                yield from ((InputFile.at(inside), False) for inside in files_under(path))
            except Refused as refused:
                raise InvalidInput([Diagnostic("E170", f'"{name}": {refused.reason}', hint=refused.hint)]) from None
        elif path.is_file():
            yield InputFile.at(path), True
        else:
            raise InvalidInput([Diagnostic("E104", f'"{name}" is a device, pipe or socket, not a file')])


def _taken(file: InputFile, readers: Sequence[Importer]) -> Taken:
    from riskframe.intake.reading import take, take_with

    return take(file, readers) if len(readers) != 1 else take_with(file, readers[0])


def _without_companions(taken: list[tuple[Taken, bool]]) -> list[tuple[Taken, bool]]:
    """Files that another one's importer read along are not also reported as unknown."""
    along = {name for one, _ in taken if one.refusal is None for name in one.companions}
    return [(one, named) for one, named in taken if one.refusal is None or one.name not in along]


def _source(name: str, model: str | None) -> str:
    """How a profile names the file: from its own folder where the file is below it."""
    if model is None or name.startswith("<"):
        return name
    try:
        return Path(name).resolve().relative_to(Path(model).resolve().parent).as_posix()
    except ValueError:
        return name


def _write(asked: Asked, text: str, planned: Plan) -> bool:
    from riskframe.diagnostics import Diagnostic, InvalidInput
    from riskframe.intake.writing import with_evidence
    from riskframe.loading.atomic import write_files
    from riskframe.loading.edit import CannotEdit
    from riskframe.loading.profile_file import parse_profile
    from riskframe.loading.source import Source

    if not planned.new or asked.model is None:
        return False
    try:
        made = with_evidence(text, planned.new)
    except CannotEdit as error:
        message = f'the evidence cannot be added to "{asked.model}": {error}'
        raise InvalidInput([Diagnostic("E172", message, hint="--dry-run --format json prints the entries")]) from None
    parse_profile(Source(asked.model, made))  # what is written can be read
    write_files({asked.model: made.encode()})
    return True


def _refused(taken: Sequence[tuple[Taken, bool]], *, named: bool) -> Iterator[Diagnostic]:
    from riskframe.diagnostics import Diagnostic

    for one, by_name in taken:
        if one.refusal is not None and by_name == named:
            yield Diagnostic("E170", f'"{one.name}" cannot be imported: {one.refusal.reason}', hint=one.refusal.hint)


def _conflicts(planned: Plan) -> Iterator[Diagnostic]:
    from riskframe.diagnostics import Diagnostic

    hint = "--tag WORD imports it beside the other; to replace that, delete it first"
    for line in planned.conflicts:
        yield Diagnostic("E171", f'evidence "{line.entry["id"]}" from "{line.entry["source"]}": {line.why}', hint=hint)


def _show(run: Run, asked: Asked, planned: Plan, taken: Sequence[tuple[Taken, bool]], *, written: bool) -> None:
    if asked.format == "json":
        from riskframe.intake.summary import summary
        from riskframe.report.json import text_of

        run.console.data(text_of(summary(planned, written=written)) + "\n")
    else:
        from riskframe.cli.look.imported import imported

        run.console.data(imported(planned, run.console.style))
    for one, by_name in taken:
        if one.refusal is not None and not by_name:
            run.console.say(f"passed over {one.name}: {one.refusal.reason}")
    count = len(planned.new)
    if written:
        run.console.say(f"wrote {count} {_entries(count)} to {asked.model}; no rating was changed")
    elif asked.model is None and count:
        run.console.say(f"{count} {_entries(count)} to write; name the profile with --model")
    elif asked.dry_run and count:
        run.console.say(f"dry run: {count} {_entries(count)} would be written to {asked.model}")
    else:
        run.console.say("nothing to write")


def _entries(count: int) -> str:
    return "entry of evidence" if count == 1 else "entries of evidence"
