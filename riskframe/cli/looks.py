"""How reports look and for whom: the settings of a run, read and checked before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.cli.usage import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from riskframe.assessment import Assessment
    from riskframe.cli.inputs import Run
    from riskframe.cli.outputs import Outputs, Result
    from riskframe.diagnostics import InvalidInput
    from riskframe.letterhead.theme import Theme
    from riskframe.loading.configuration import Settings
    from riskframe.loading.tree import Tree
    from riskframe.report.templating import TemplateRefused

PLAIN = ("json", "text")
"""Formats that look the same for everybody."""


@dataclass(frozen=True)
class Previous:
    """An earlier result, with the document that it was read from."""

    assessment: Assessment
    tree: Tree


@dataclass(frozen=True)
class Looks:
    """What `render` is told about looks."""

    audience: str = "board"
    paper: str = "a4"
    language: str = "en"
    theme: Theme | None = None
    templates: Path | None = None
    previous: Previous | None = None

    def of(self, result: Result) -> dict[str, Any]:
        """The arguments of `render` for one result."""
        same = self.previous is not None and self.previous.assessment.rubric.id == result.rubric.id
        return {
            "audience": self.audience,
            "paper": self.paper,
            "language": self.language,
            "theme": self.theme,
            "templates": self.templates,
            "previous": self.previous.assessment if self.previous and same else None,
        }


def read_looks(settings: Settings, outputs: Outputs) -> Looks:
    """The looks of this run's reports; nothing is read where no report has any.

    Raises WrongUsage for what there is not, InvalidInput for a theme or a previous result that cannot be used.
    """
    from riskframe.letterhead.variants import AUDIENCES, PAPERS

    for option, said, allowed in (("audience", settings.audience, AUDIENCES), ("paper", settings.paper, PAPERS)):
        if said not in allowed:
            from riskframe.loading.suggest import did_you_mean

            raise WrongUsage(f'--{option} "{said}" is not one of {", ".join(allowed)}', did_you_mean(said, allowed))
    if settings.audience == "public" and (private := [name for name in outputs.formats if name in PLAIN]):
        raise WrongUsage(
            f"{private[0]} holds everything that a public report leaves out", "ask for html, pdf, markdown, csv or xlsx"
        )
    if all(name in PLAIN for name in outputs.formats):
        return Looks()
    return Looks(
        settings.audience,
        settings.paper,
        _language(settings.lang),
        _theme(settings.theme),
        _folder(settings.templates),
        _previous(settings.previous),
    )


def _language(name: str) -> str:
    from riskframe.report.words import LANGUAGES

    if name not in LANGUAGES:
        raise WrongUsage(f'no reports in "{name}"', f"there is {', '.join(LANGUAGES)}")
    return name


def _theme(file: str | None) -> Theme | None:
    if file is None:
        return None
    from riskframe.loading.theme_file import load_theme

    return load_theme(file)


def _folder(name: str | None) -> Path | None:
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        raise WrongUsage(f'--templates "{name}" is not a folder', "give the folder that holds your templates")
    return folder


def _previous(file: str | None) -> Previous | None:
    if file is None:
        return None
    from riskframe.diagnostics import InvalidInput, Problem
    from riskframe.loading.result_file import is_result, result_of
    from riskframe.loading.tree import parse_leniently, read_source
    from riskframe.loading.validate import to_diagnostics

    tree = parse_leniently(read_source(file))
    if not is_result(tree):
        told = Problem(
            "E310", (), "this is no result of an assessment", hint="give the JSON that `assess -f json` wrote"
        )
        raise InvalidInput([*tree.faults, *to_diagnostics([told], tree)])
    return Previous(result_of(tree), tree)


def fitting(looks: Looks, results: Sequence[Result], run: Run) -> None:
    """Whether the previous result is one of these: raises InvalidInput where no rubric is its own, warns of another model."""
    if looks.previous is None or not results:
        return
    from riskframe.diagnostics import InvalidInput, Problem
    from riskframe.loading.validate import to_diagnostics

    before, tree = looks.previous.assessment, looks.previous.tree
    used = tuple(dict.fromkeys(result.rubric.id for result in results))
    if before.rubric.id not in used:
        told = Problem(
            "E311", ("rubric", "id"), f'this result is of rubric "{before.rubric.id}", which is not used here', used
        )
        raise InvalidInput(to_diagnostics([told], tree))
    names = tuple(dict.fromkeys(result.assessment.model.name for result in results))
    if any(name != before.model.name for name in names):
        message = f'this result is about "{before.model.name}"; assessed is {" and ".join(names)}'
        told = Problem("W311", ("model", "name"), message, severity="warning")
        run.console.diagnostics(to_diagnostics([told], tree))


def refused(error: TemplateRefused, templates: Path | None) -> InvalidInput:
    """A template that cannot be used, as a fault of its file."""
    from riskframe.diagnostics import Diagnostic, InvalidInput, Position

    message = str(error).removeprefix("template: ")
    if templates is None or error.template is None:
        return InvalidInput([Diagnostic("E113", message)])
    path = templates / error.template
    line = error.line or 1
    try:
        text = path.read_text(encoding="utf-8").splitlines()[line - 1][:200]
    except (OSError, ValueError, IndexError):
        text = ""
    return InvalidInput([Diagnostic("E113", message, Position(str(path), line, 1), text)])
