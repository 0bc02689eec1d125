"""`rubric diff`: what changed, which assessments come out otherwise, and why somebody weakened a rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from riskframe.bundled import example_files
from riskframe.cli.usage import WrongUsage

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run
    from riskframe.profile import Profile
    from riskframe.rubric.diff import RubricDiff
    from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an assessment comes to: `start`, `aim` and `verdict` are None under a rubric without options."""

    start: str | None
    aim: str | None
    verdict: str | None
    classes: Any
    """classification -> value in each reading."""


@dataclass(frozen=True, slots=True)
class Rerun:
    """Profiles assessed under both rubrics."""

    assessed: tuple[str, ...]
    changed: dict[str, tuple[Outcome, Outcome]]
    """File -> its outcome before and after, where the two differ."""
    not_fitting: tuple[str, ...]
    """Examples that are written for neither, or for one of them only."""


def rerun(old: Rubric, new: Rubric, files: Sequence[str]) -> Rerun:
    """Assess files under both; without any, the examples that ship with riskframe, as far as they fit both.

    Raises InvalidInput for a named file that cannot be read or does not fit.
    """
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.profile_file import fit_diagnostics, read_profile

    assessed, changed, unfit = list[str](), dict[str, tuple[Outcome, Outcome]](), list[str]()
    examples = {path.name: str(path) for path in example_files()}
    for name, file in examples.items() if not files else ((file, file) for file in files):
        try:
            read = read_profile(file)
        except InvalidInput:
            if files:
                raise
            unfit.append(name)
            continue
        faults = [d for d in fit_diagnostics(read, [old, new]) if d.is_error]
        if faults and files:
            raise InvalidInput(faults)
        if faults:
            unfit.append(name)
            continue
        before, after = _outcome(read.profile, old), _outcome(read.profile, new)
        assessed.append(name)
        if before != after:
            changed[name] = (before, after)
    return Rerun(tuple(assessed), changed, tuple(unfit))


def _outcome(profile: Profile, rubric: Rubric) -> Outcome:
    from riskframe.assessment import assess
    from riskframe.report.json import plain

    made = assess(profile, rubric)
    advice = made.decision.recommendation if made.decision else None
    start, aim = (advice.start, advice.aim) if advice else (None, None)
    return Outcome(start, aim, made.verdict, plain(made.classes))


def sentences(done: Rerun) -> list[str]:
    """What the re-run showed, one sentence a file that comes out otherwise."""
    said = []
    for name, (old, new) in done.changed.items():
        parts = [
            f"{word} {before or 'nothing'} becomes {after or 'nothing'}"
            for word, before, after in (
                ("start", old.start, new.start), ("aim", old.aim, new.aim), ("verdict", old.verdict, new.verdict),
            )
            if before != after
        ]  # fmt: skip
        said.append(f"{name}: {', '.join(parts) or 'it is classified otherwise'}")
    return said


def reason(run: Run, found: RubricDiff, because: str | None) -> str | None:
    """Why a rubric was weakened: as given, or asked for on a terminal. None where nobody says.

    Raises WrongUsage for a reason of nothing but blanks.
    """
    if because is not None and not because.strip():
        raise WrongUsage("--because needs a reason")
    if because is None and (found.weakens or found.unclear) and run.console.interactive:
        import typer

        because = typer.prompt("Why was it weakened, or why is that which cannot be told harmless", err=True)
    return because.strip() if because and because.strip() else None


def record(found: RubricDiff, done: Rerun, because: str | None) -> dict[str, Any]:
    """The comparison as data."""
    from riskframe.report.json import plain

    changed = {name: {"before": asdict(a), "after": asdict(b)} for name, (a, b) in done.changed.items()}
    made: Any = plain(found)
    again = {"assessed": list(done.assessed), "changed": changed, "not_fitting": list(done.not_fitting)}
    return {**made, "because": because, "examples": again}
