"""Settings: flag > environment (RISKFRAME_*) > file (riskframe.toml, or [tool.riskframe] in pyproject.toml) > default.

The file is looked for in the working folder and then in the folders above it, up to the one that holds `.git`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from riskframe.diagnostics import Diagnostic, InvalidInput, Position
from riskframe.letterhead.variants import AUDIENCES, PAPERS

PREFIX = "RISKFRAME_"

COLOURS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run uses where the command line says nothing. Paths from a file are relative to that file."""

    rubric: tuple[str, ...] = ("seger-2023",)
    """The adopted rubrics: bundled ones by id, or rubric folders."""
    advise: tuple[str, ...] = ()
    """Rubrics whose answers are shown beside and bind nothing."""
    overrides: str | None = None
    """The organisation's changes to the rubric, a file."""
    crosswalk: str | None = None
    """What of one rubric also holds for another: a file, `none`, or the bundled crosswalk where nothing is said."""
    format: tuple[str, ...] = ()
    """Formats of reports."""
    analysis: bool = False
    """Whether `assess` also works out how sure the answer is, what would change it, and which evidence to get next."""
    legal_context: bool = False
    """Whether reports also list what laws and codes say about releases like this one."""
    legal_facts: str | None = None
    """The organisation's own file of facts about laws and codes, instead of the bundled one."""
    output: str | None = None
    """Where reports go: a folder, a file, or `-`."""
    audience: str = "board"
    """For whom reports are: board, public (says that something is left out, and how much) or technical."""
    paper: str = "a4"
    """Paper of the PDF: a4 or letter."""
    theme: str | None = None
    """Letterhead, logo and colours of the reports, a file."""
    templates: str | None = None
    """A folder whose files stand in for report templates of the same name."""
    previous: str | None = None
    """The JSON result of an earlier assessment of the same model, for the section on what changed."""
    lang: str = "en"
    """Language of the reports."""
    today: date | None = None
    """The day that `gate` judges on."""
    colour: str = "auto"
    """auto, always or never."""
    debug: bool = False
    """Whether internal errors are shown with their traceback."""
    origin: Mapping[str, str] = field(default_factory=dict)
    """Setting -> where it comes from, for those that are not defaults."""


KINDS = {
    "rubric": "list", "advise": "list", "overrides": "path", "crosswalk": "path or none", "format": "list", "analysis": "flag",
    "legal_context": "flag", "legal_facts": "path", "output": "path",
    "audience": "audience", "paper": "paper", "theme": "path", "templates": "path", "previous": "path", "lang": "text",
    "today": "date", "colour": "colour", "debug": "flag",
}  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {"colour": COLOURS, "audience": AUDIENCES, "paper": PAPERS}
IN_FILES = (
    "rubric", "advise", "overrides", "crosswalk", "format", "analysis", "legal_context", "legal_facts", "output", "audience",
    "paper", "theme", "templates", "previous", "lang", "colour",
)  # fmt: skip
"""Settings that a file may hold; a day and a flag for one run are not among them."""


def settings(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings below the command line's: from the environment and the nearest file.

    Raises InvalidInput (E161, E162) for a setting that is unknown or has a wrong value.
    """
    made: dict[str, Any] = {}
    origin: dict[str, str] = {}
    faults: list[Diagnostic] = []
    source = _file_above(folder)
    if source is not None:
        for name, value in _of_file(source, faults).items():
            made[name], origin[name] = value, str(source)
    for name, kind in KINDS.items():
        variable = PREFIX + name.upper()
        said = environ.get(variable)
        if said:  # an empty variable says nothing, as is usual
            value = _of_text(said, kind)
            if value is None:
                faults.append(Diagnostic("E162", f'{variable}: {_wanted(kind)}, found "{said}"'))
            else:
                made[name], origin[name] = value, variable
    if faults:
        raise InvalidInput(faults)
    return Settings(**made, origin=origin)


def _file_above(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        own = place / "riskframe.toml"
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.riskframe" in _bytes_of(project):
            return project
        if (place / ".git").exists():
            return None
    return None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # a project file that cannot be read is somebody else's; our own would be named riskframe.toml


def _of_file(path: Path, faults: list[Diagnostic]) -> dict[str, Any]:
    import tomllib

    from riskframe.loading.source import read_source

    text = read_source(path).text
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(_toml_fault(path, text, str(error)))
        return {}
    if path.name == "pyproject.toml":
        data = data["tool"]["riskframe"] if isinstance(data.get("tool"), dict) and "riskframe" in data["tool"] else {}
    made: dict[str, Any] = {}
    if not isinstance(data, dict):
        faults.append(_at_key(path, text, "riskframe", "E162", "[tool.riskframe] has to be a table", None))
        return made
    for name, said in data.items():
        if name not in IN_FILES:
            from riskframe.loading.suggest import did_you_mean

            faults.append(_at_key(path, text, name, "E161", f'unknown setting "{name}"', did_you_mean(name, IN_FILES)))
            continue
        value = _of_toml(said, KINDS[name], path.parent)
        if value is None:
            faults.append(_at_key(path, text, name, "E162", f'"{name}": {_wanted(KINDS[name])}', None))
        else:
            made[name] = value
    return made


def _of_toml(said: Any, kind: str, folder: Path) -> Any:
    """A setting's value, or None where it is of the wrong kind."""
    if kind == "list":
        listed = [said] if isinstance(said, str) else said
        if not isinstance(listed, list) or not listed or not all(isinstance(x, str) and x for x in listed):
            return None
        return tuple(str(folder / x) if "/" in x and not Path(x).is_absolute() else x for x in listed)
    if kind == "flag":
        return said if isinstance(said, bool) else None
    if kind == "path or none" and said == "none":
        return said
    if kind in ("path", "path or none"):
        return (said if said == "-" else str(folder / said)) if isinstance(said, str) and said else None
    if kind == "text":
        return said if isinstance(said, str) and said else None
    return said if said in CHOICES[kind] else None


def _of_text(said: str, kind: str) -> Any:
    if kind == "list":
        return tuple(part.strip() for part in said.split(",") if part.strip()) or None
    if kind == "date":
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None
    if kind in CHOICES:
        return said if said in CHOICES[kind] else None
    if kind == "flag":
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(said.lower())
    return said


def _wanted(kind: str) -> str:
    if kind in CHOICES:
        return f"one of {', '.join(CHOICES[kind])} is wanted"
    return {
        "list": "a text or a list of texts is wanted",
        "path": "a path is wanted",
        "path or none": "a path or none is wanted",
        "date": "a date (YYYY-MM-DD) is wanted",
        "text": "a text is wanted",
        "flag": "true or false (1 or 0) is wanted",
    }[kind]


def _at_key(path: Path, text: str, name: str, code: str, message: str, hint: str | None) -> Diagnostic:
    """tomllib keeps no positions, so the line is found again by its key."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith((name, f'"{name}"')):
            column = len(line) - len(line.lstrip()) + 1
            position = Position(str(path), number, column, len(name))
            return Diagnostic(code, message, position, line, tuple(IN_FILES) if code == "E161" else (), hint)
    return Diagnostic(code, message, Position(str(path), 1, 1), hint=hint)


def _toml_fault(path: Path, text: str, message: str) -> Diagnostic:
    import re

    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    said = message[: place.start()] if place else message
    lines = text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    return Diagnostic("E163", f"this is not valid TOML: {said}", Position(str(path), line, column), shown)
