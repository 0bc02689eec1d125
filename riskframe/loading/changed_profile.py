"""A profile with some values supposed to be others, checked as if the file said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from riskframe.diagnostics import Diagnostic, InvalidInput, InvalidProblems, KeyPath
from riskframe.inquiry.whatif import REMOVE, Hypothesis, Setting, supposed
from riskframe.loading.profile_file import ReadProfile
from riskframe.loading.suggest import did_you_mean
from riskframe.loading.tree import Source, parse
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class ChangedProfile:
    """The profile as supposed, and what was assumed so that the settings count."""

    profile: Profile
    assumed: tuple[str, ...]


def parse_setting(text: str) -> Setting:
    """`PATH=VALUE` with the value in YAML, as a profile would say it: `3`, `unknown`, `{lo: 2, best: 3, hi: 4}`.

    Raises InvalidInput (E431, or E2xx for the value).
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        hint = "to take something away, use --remove PATH" if equals and path.strip() else None
        raise InvalidInput([Diagnostic("E431", f'"{text}" is not of the form PATH=VALUE', hint=hint)])
    return Setting(path.strip(), parse(Source(f"--set {path.strip()}", value.strip())).data)


def changed_profile(
    read: ReadProfile, settings: Sequence[Setting], rubrics: Sequence[Rubric], beside: Sequence[Rubric] = ()
) -> ChangedProfile:  # fmt: skip
    """The profile of a document with the settings made, valid by itself and under the rubrics.

    Raises InvalidInput. Faults below a setting name the setting; the line in the file is not to blame for them.
    """
    from riskframe.engine.fit import fit_problems
    from riskframe.loading.validate import to_diagnostics, validate

    try:
        made = supposed(read.tree.data, settings, rubrics)
    except InvalidProblems as error:
        raise InvalidInput([
            Diagnostic(p.code, p.message, allowed=p.allowed if len(p.allowed) <= 16 else (),
                       hint=did_you_mean(".".join(map(str, p.path)), p.allowed))
            for p in error.problems
        ]) from None  # fmt: skip
    tree = replace(read.tree, data=made.document)
    profile, found = validate(Profile, tree)
    if profile is None:
        raise InvalidInput(_blamed(found, read, made, settings))
    faults = [p for p in fit_problems(profile, rubrics, beside) if p.severity == "error"]
    if faults:
        named = [(problem, _setting_of(problem.path, made, settings)) for problem in faults]
        raise InvalidInput([
            d if setting is None else _without_place(d, setting)
            for problem, setting in named
            for d in to_diagnostics([problem], tree)
        ])  # fmt: skip
    return ChangedProfile(profile, made.assumed)


def _blamed(
    found: Sequence[Diagnostic], read: ReadProfile, made: Hypothesis, settings: Sequence[Setting]
) -> list[Diagnostic]:
    """The file by itself was valid, so each fault comes from a setting: the one whose place the fault points into."""
    places = [(read.tree.locate(place, "key"), s) for place, s in zip(made.places, settings, strict=True)]
    blamed = []
    for diagnostic in found:
        at = diagnostic.position
        here = [s for p, s in places if at is not None and (p.line, p.file) == (at.line, at.file)]
        blamed.append(_without_place(diagnostic, here[0] if here else settings[-1]))
    return blamed


def _setting_of(path: KeyPath, made: Hypothesis, settings: Sequence[Setting]) -> Setting | None:
    for place, setting in zip(made.places, settings, strict=True):
        if path[: len(place)] == place or place[: len(path)] == path:
            return setting
    return None


def _without_place(diagnostic: Diagnostic, setting: Setting) -> Diagnostic:
    said = "--remove" if setting.value is REMOVE else "--set"
    return replace(diagnostic, position=None, source_line=None, message=f"{said} {setting.path}: {diagnostic.message}")
