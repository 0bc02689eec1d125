"""`gate --report FORM[=FILE]`: what the gate found, in the forms that forges and trackers show."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
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
            content = written(form, made)
            if path is None:
                run.console.raw(content)
            else:
                files[path] = content
        if files:
            from riskframe.loading.atomic import write_files

            write_files(files)
            for name in files:
                run.console.say(f"wrote {name}")


def plan_tellings(asked: Sequence[str], *, stdout_taken: bool) -> Tellings:
    """What `--report` says, checked before anything is read. Raises WrongUsage."""
    made: list[tuple[str, Path | None]] = []
    for text in asked:
        form, _, file = text.partition("=")
        if form not in FORMS:
            from riskframe.loading.suggest import did_you_mean

            raise WrongUsage(f'"{form}" is no form of --report: {", ".join(FORMS)}', did_you_mean(form, FORMS))
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


def failed(tellings: Tellings, run: Run, day: date, code: ExitCode, found: Sequence[Diagnostic]) -> None:
    """The forms of a run that ended before anything was judged: an old file must not be taken for this run's."""
    from riskframe.cli.assessing import Assessed

    tellings.write(run, day, code, Assessed((), (code,), tuple(found)), ())
