"""Which report goes where, decided before anything is computed, so that a wrong command line costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.looks import Looks, refused
from riskframe.cli.usage import WrongUsage

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.console import Console
    from riskframe.loading.tree import Tree
    from riskframe.profile import Profile
    from riskframe.rubric.resolve import Rubric

SUFFIXES = {
    "html": ".html", "pdf": ".pdf", "markdown": ".md", "json": ".json", "text": ".txt", "csv": ".evidence.csv",
    "options_csv": ".options.csv", "xlsx": ".xlsx",
}  # fmt: skip
_BY_SUFFIX = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "markdown", ".markdown": "markdown",
              ".json": "json", ".txt": "text", ".csv": "csv", ".xlsx": "xlsx"}  # fmt: skip
_ALIASES = {"md": "markdown", "htm": "html", "txt": "text"}
_IN_A_FOLDER = ("html", "pdf", "markdown", "json")
"""What a folder gets where no format is named."""
_JOINABLE = ("json", "markdown", "text")
"""Formats of which several can follow each other on standard output."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the reports of a run go. No folder and no file: standard output."""

    formats: tuple[str, ...]
    folder: Path | None = None
    file: Path | None = None

    @property
    def to_stdout(self) -> bool:
        """Whether standard output carries a report, so that no summary may be mixed into it."""
        return self.folder is None and self.file is None and bool(self.formats)

    @property
    def writes(self) -> bool:
        """Whether files are written."""
        return self.folder is not None or self.file is not None


@dataclass(frozen=True, slots=True)
class Result:
    """One assessment with what its reports are made from and named after."""

    assessment: Assessment
    rubric: Rubric
    name: str
    """Stem of its files."""
    file: str
    """The profile as it was named on the command line."""
    profile: Profile
    source: str
    """The profile's text, which a PDF carries along."""
    adopted: bool
    """Whether this rubric binds; the others advise."""
    tree: Tree
    """The profile's document, by which findings find their lines."""
    unmodified: Rubric
    """The rubric without an organisation's changes."""


def plan_outputs(
    formats: Sequence[str], output: str | None, *, results: int, terminal: bool, public: bool = False
) -> Outputs:
    """Formats and places, as the command line and the settings have them.

    results: how many assessments there will be. terminal: whether standard output is one. public: whether the reports
    are for the public, for whom a folder gets no JSON.
    Raises WrongUsage for what cannot be done.
    """
    named = tuple(dict.fromkeys(_ALIASES.get(name.lower(), name.lower()) for name in formats))
    for name in named:
        if name not in SUFFIXES:
            from riskframe.loading.suggest import did_you_mean

            raise WrongUsage(f'"{name}" is not a format: {", ".join(SUFFIXES)}', did_you_mean(name, SUFFIXES))
    if output is None or output == "-":
        return _stdout(named or (("text",) if output == "-" else ()), results, terminal, output)
    path = Path(output)
    if path.is_dir() or output.endswith("/") or path.suffix.lower() not in _BY_SUFFIX:
        if path.exists() and not path.is_dir():
            raise WrongUsage(f'"{output}" is a file, and its ending names no format', "give a folder, or another name")
        return Outputs(named or tuple(f for f in _IN_A_FOLDER if f != "json" or not public), folder=path)
    implied = _BY_SUFFIX[path.suffix.lower()]
    if named and named != (implied,):
        raise WrongUsage(f'"{output}" is one file of format {implied}, and asked for is {" and ".join(named)}',
                         "give a folder to get several formats")  # fmt: skip
    if results > 1:
        raise WrongUsage(f'"{output}" is one file, and there are {results} assessments', "give a folder")
    return Outputs((implied,), file=path)


def _stdout(named: tuple[str, ...], results: int, terminal: bool, output: str | None) -> Outputs:
    if len(named) > 1:
        raise WrongUsage(f"{' and '.join(named)} cannot share standard output", "give a folder with -o")
    if named and named[0] not in _JOINABLE and results > 1:
        raise WrongUsage(f"{results} reports in {named[0]} cannot share standard output", "give a folder with -o")
    if named in (("pdf",), ("xlsx",)) and terminal:
        raise WrongUsage(
            f"{'a PDF' if named == ('pdf',) else 'a workbook'} cannot be shown in a terminal",
            f"give a file with -o, or pipe it on{'' if output else ' with -o -'}",
        )
    return Outputs(named)


def write_reports(
    results: Sequence[Result], outputs: Outputs, console: Console, looks: Looks | None = None
) -> list[str]:  # fmt: skip
    """Make and write every report; returns what could not be made, one sentence each.

    All files of the run are written, or none that can be (a PDF without its libraries does not keep the others from
    being written). Raises CannotWrite, and InvalidInput for a template that cannot be used.
    """
    if not outputs.formats or not results:
        return []
    made, lacking = _made(results, outputs.formats, console, looks or Looks())
    if outputs.to_stdout:
        if made:
            console.raw(_joined([contents[outputs.formats[0]] for contents in made if contents], outputs.formats[0]))
        return lacking
    from riskframe.loading.atomic import write_files

    files: dict[str | PathLike[str], bytes] = {}
    for result, contents in zip(results, made, strict=True):
        for name, content in contents.items():
            files[str(outputs.file or (outputs.folder or Path()) / f"{result.name}{SUFFIXES[name]}")] = content
    write_files(files)
    for path in files:
        console.say(f"wrote {path}")
    return lacking


def _made(
    results: Sequence[Result], formats: Sequence[str], console: Console, looks: Looks
) -> tuple[list[dict[str, bytes]], list[str]]:  # fmt: skip
    lacking: dict[str, None] = {}
    made = []
    # What cannot be made here keeps none of the others from being made.
    plain = [n for n in formats if n not in ("pdf", "text", "xlsx")]
    groups = [plain, *([n] for n in formats if n in ("pdf", "xlsx"))]
    groups = [names for names in groups if names]
    with console.progress("Writing", len(results) * len(groups)) as step:
        for result in results:
            contents: dict[str, bytes] = {"text": _text(result)} if "text" in formats else {}
            for names in groups:
                step(f"{result.name}: {', '.join(names)}")
                contents |= _rendered(result, names, lacking, looks)
            made.append(contents)
    return made, list(lacking)


def _rendered(result: Result, names: Sequence[str], lacking: dict[str, None], looks: Looks) -> dict[str, bytes]:
    from riskframe.cli.clock import stamp
    from riskframe.report.render import render

    try:
        return dict(
            render(
                result.assessment,
                result.rubric,
                names,  # type: ignore[arg-type]  # checked when they were planned
                profile_source=result.source.encode(),
                stamp=stamp(),
                **looks.of(result),
            )
        )
    except ValueError as error:
        from riskframe.report.templating import TemplateRefused

        if not isinstance(error, TemplateRefused):
            raise
        raise refused(error, looks.templates) from error
    except RuntimeError as error:
        from riskframe.report.unavailable import FormatUnavailable

        if not isinstance(error, FormatUnavailable):
            raise
        lacking.setdefault(str(error))
        return {}


def _text(result: Result) -> bytes:
    from riskframe.cli.look.style import Style
    from riskframe.cli.look.summary import summary

    return summary(result.assessment, result.rubric, Style(), file=result.file).encode()


def _joined(contents: Sequence[bytes], name: str) -> bytes:
    if len(contents) == 1:
        return contents[0]
    if name == "json":
        return b"[\n" + b",\n".join(content.strip() for content in contents) + b"\n]\n"
    return b"\n".join(contents)
