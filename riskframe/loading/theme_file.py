"""A theme file -> Theme, faults at their lines. The logo stands in the theme's folder or below it, nowhere else."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from riskframe.diagnostics import Diagnostic, InvalidInput, Position, Problem
from riskframe.letterhead.logo import LARGEST, Logo, NoLogo, logo_of
from riskframe.letterhead.theme import ACCENT, Theme, one_line_of_letters, readable_in_dark, readable_on_white
from riskframe.loading.tree import Tree, parse_leniently, read_source
from riskframe.records import Record

Accent = Annotated[str, AfterValidator(readable_on_white)]
Dark = Annotated[str, AfterValidator(readable_in_dark)]
Letterhead = Annotated[str, AfterValidator(one_line_of_letters), StringConstraints(strip_whitespace=True)]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Colours(Record):
    """The colours of a theme, each written "#rrggbb"."""

    accent: Accent = ACCENT
    """Headings, links, and what the recommendation stands on; pale text on it has a contrast of at least 4.5 to 1."""
    dark: Dark | None = None
    """Links on a dark screen, at least 4.5 to 1 against it; made from `accent` where it is absent."""


class ThemeFile(Record):
    """Letterhead and colours of an organisation."""

    riskframe_theme: Literal[1]
    letterhead: Letterhead = ""
    """Stands above page one; at most 120 characters."""
    logo: FileName | None = None
    """A PNG, JPEG or plain SVG file in the folder of this file or below it."""
    colours: Colours = Colours()


def load_theme(path: str | PathLike[str]) -> Theme:
    """The theme in a YAML or JSON file, with its logo.

    Raises InvalidInput with a diagnostic for every fault: of the file, and of the logo (E112).
    """
    from riskframe.loading.validate import validate

    tree = parse_leniently(read_source(path))
    file, found = validate(ThemeFile, tree)
    if file is None:
        raise InvalidInput(found)
    logo = None if file.logo is None else _logo(file.logo, tree)
    return Theme(file.colours.accent, file.letterhead, file.colours.dark, logo)


def _logo(name: str, tree: Tree) -> Logo:
    from riskframe.loading.validate import to_diagnostics

    def refused(message: str) -> InvalidInput:
        return InvalidInput(to_diagnostics([Problem("E112", ("logo",), message)], tree))

    folder = Path(tree.name).resolve().parent
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise refused(f'the logo "{name}" lies outside the folder of the theme')
        if not path.is_file():
            raise refused(f'there is no file "{name}" beside the theme')
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise refused(f'the logo "{name}" cannot be read') from None
    try:
        return logo_of(content)
    except NoLogo as error:
        shown = str(Path(tree.name).parent / name)
        if not error.line:
            raise refused(f"{name}: {error}") from None
        lines = content.decode("utf-8", "replace").splitlines()
        line = lines[error.line - 1] if error.line <= len(lines) else ""
        position = Position(shown, error.line, error.column)
        raise InvalidInput([Diagnostic("E112", str(error), position, line[:200])]) from None
