"""`gate --report FORM[=FILE]`: what the gate found, in the forms that forges and trackers show."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
from riskframe.gate.attest import STATEMENTS
from riskframe.gate.formats import FORMS

if TYPE_CHECKING:
    from datetime import date

    from riskframe.cli.assessing import Assessed
    from riskframe.cli.gating import Gated
    from riskframe.cli.inputs import Run
    from riskframe.diagnostics import Diagnostic, Position
    from riskframe.gate.codes import ExitCode
    from riskframe.gate.findings import Place
    from riskframe.gate.formats.told import Item, Judged


@dataclass(frozen=True, slots=True)
class Tellings:
    """Forms and where each goes; None is standard output."""

    asked: tuple[tuple[str, Path | None], ...] = ()

    @property
    def to_stdout(self) -> bool:
        """Whether standard output is taken."""
        return any(path is None for _, path in self.asked)

    def write(self, run: Run, day: date, code: ExitCode, done: Assessed, gated: Sequence[Gated]) -> None:
        """Write every form. Raises CannotWrite."""
        if not self.asked:
            return
        from riskframe.gate.formats import written
        from riskframe.gate.formats.told import GateRun, fault_of, named

        shown = root_of(os.environ, Path.cwd())
        faults = named(fault_of(found, done.of_fault(found), shown) for found in done.faults)
        made = GateRun(code, day, tuple(_judged(one, shown) for one in gated), faults)
        files: dict[str | PathLike[str], bytes] = {}
        for form, path in self.asked:
            content = written(form, made) if form in FORMS else _stated(form, code, day, gated)
            if path is None:
                run.console.raw(content)
            else:
                files[path] = content
        if files:
            from riskframe.loading.atomic import write_files

            write_files(files)
            for name in files:
                run.console.say(f"wrote {name}")


def plan_tellings(asked: Sequence[str], *, stdout_taken: bool, files: int, weights: bool) -> Tellings:
    """What `--report` says, checked before anything is read. Raises WrongUsage."""
    made: list[tuple[str, Path | None]] = []
    for text in asked:
        form, _, file = text.partition("=")
        if form not in (*FORMS, *STATEMENTS):
            from riskframe.loading.suggest import did_you_mean

            known = (*FORMS, *STATEMENTS)
            raise WrongUsage(f'"{form}" is no form of --report: {", ".join(known)}', did_you_mean(form, known))
        if form in STATEMENTS and files != 1:
            raise WrongUsage(f"{form} states the decision on one model, and several profiles are given",
                             "gate them one by one")  # fmt: skip
        if form == "in-toto" and not weights:
            raise WrongUsage("an in-toto statement is about the bytes that are published", "give --weights")
        made.append((form, Path(file) if file and file != "-" else None))
    on_stdout = [form for form, path in made if path is None]
    if len(on_stdout) > 1 or (on_stdout and stdout_taken):
        raise WrongUsage(
            f"{' and '.join(on_stdout)} cannot share standard output{' with a report' if stdout_taken else ''}",
            f"give it a file: --report {on_stdout[0]}=FILE",
        )
    return Tellings(tuple(made))


def root_of(environ: os._Environ[str] | dict[str, str], folder: Path) -> Callable[[str], str]:
    """Files as a forge knows them: below the checkout that it names, else below the working folder."""
    named = [environ.get(name) for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")]
    roots = [Path(name).resolve() for name in named if name]
    here = folder.resolve()
    root = next((root for root in roots if here.is_relative_to(root)), here)

    def shown(name: str) -> str:
        if name.startswith("<"):
            return name
        full = (folder / name).resolve()
        return full.relative_to(root).as_posix() if full.is_relative_to(root) else Path(name).as_posix()

    return shown


def _judged(one: Gated, shown: Callable[[str], str]) -> Judged:
    from riskframe.gate.formats.told import Judged, items_of, named, nothing_proposed

    rubric = one.result.assessment.rubric
    said = one.judgement
    items: tuple[Item, ...]
    if said is None:
        items = named([nothing_proposed(one.why_not, _place(one, shown)(None), rubric.id)])
    else:
        items = items_of(said, _place(one, shown))
    return Judged(
        shown(one.result.file), one.result.assessment.model.name, f"{rubric.id} {rubric.version}",
        said.option if said is not None else "", one.code, items,
    )  # fmt: skip


def _place(one: Gated, shown: Callable[[str], str]) -> Callable[[Place | None], Position]:
    """Where a finding stands: in the document that it is about, or where the profile proposes the option."""
    trees = {"profile": one.result.tree, **one.trees}

    def found(place: Place | None) -> Position:
        tree = trees.get(place.document) if place is not None else None
        if place is None or tree is None:
            at = one.result.tree.locate(("release", "proposed"))
        else:
            at = tree.locate(place.path)
        return replace(at, file=shown(at.file))

    return found


def _stated(form: str, code: ExitCode, day: date, gated: Sequence[Gated]) -> bytes:
    """The statement; empty, and so no statement at all, where anything was left without a judgement."""
    from riskframe.gate.attest import stated
    from riskframe.gate.attest.attested import Attested, UnderRubric
    from riskframe.report.json import to_json

    under = []
    for one in gated:
        if one.judgement is None:
            return b""
        made = one.shown.assessment
        under.append(UnderRubric(made, one.judgement, hashlib.sha256(to_json(made)).hexdigest()))
    if not under:
        return b""
    release = gated[0].release
    single = (Path(gated[0].weights).name, release.weights_sha256) if release.weights_sha256 is not None else None
    return stated(form, Attested(code, day, tuple(under), release.published, single))


def failed(tellings: Tellings, run: Run, day: date, code: ExitCode, found: Sequence[Diagnostic]) -> None:
    """The forms of a run that ended before anything was judged: an old file must not be taken for this run's."""
    from riskframe.cli.assessing import Assessed

    tellings.write(run, day, code, Assessed((), (code,), tuple(found)), ())
