"""render(): an assessment in the formats that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from pathlib import Path

    from riskframe.assessment import Assessment
    from riskframe.letterhead.theme import Theme
    from riskframe.letterhead.variants import Audience, Paper
    from riskframe.report.style import Style
    from riskframe.report.view.build import View
    from riskframe.rubric.resolve import Rubric

Format = Literal["json", "markdown", "html", "pdf", "csv", "options_csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""`csv` is the evidence register, `options_csv` the table of options and domains, `xlsx` both in one workbook."""


PRIVATE: tuple[Format, ...] = ("json",)
"""Formats that hold everything there is, so that there is no public version of them."""


class NotForThePublic(ValueError):
    """A public report is asked for in a format that holds everything; nothing is rendered."""


class NoSuchFormat(ValueError):
    """A format that reports are not written in; carries those that there are."""

    def __init__(self, name: str) -> None:
        self.known = FORMATS
        super().__init__(f'no reports in "{name}"; there is {", ".join(FORMATS)}')


def render(
    assessment: Assessment,
    rubric: Rubric,
    formats: Iterable[Format],
    *,
    profile_source: bytes | None = None,
    previous: Assessment | None = None,
    audience: Audience = "board",
    paper: Paper = "a4",
    language: str = "en",
    theme: Theme | None = None,
    templates: Path | None = None,
    stamp: str | None = None,
) -> dict[Format, bytes]:
    """The report of an assessment in each format, as bytes that are ready to be written.

    rubric: the one that the assessment was made with.
    profile_source: the profile's file as it was read, to be attached to a PDF (not to a public one).
    previous: an earlier assessment of the same model, for the section on what changed.
    audience: `board`; `public` leaves out what could help somebody past a safeguard and says how much; `technical` adds
    rationales to the page.
    theme: letterhead, logo and colours (`load_theme`).
    templates: a folder whose files stand in for bundled templates of the same name; sandboxed all the same.
    stamp: date of the document, ISO 8601 (for SOURCE_DATE_EPOCH); the day of the assessment when absent.

    The same arguments give the same bytes. JSON never costs more than JSON: everything else is loaded when asked for.

    Raises:
        NoSuchFormat: a format is unknown; nothing is rendered.
        NotForThePublic: a public report in JSON, which holds everything that a public report leaves out.
        FormatUnavailable: what PDF or XLSX needs is not installed; ask again without it for the other formats.
        TemplateRefused: a template of the caller's own is wrong or asks for what it may not have.
        NoSuchLanguage: there is no catalogue for the language.
    """
    wanted = list(dict.fromkeys(formats))
    for name in wanted:
        if name not in FORMATS:
            raise NoSuchFormat(name)
        if audience == "public" and name in PRIVATE:
            raise NotForThePublic(f"{name} holds everything that a public report leaves out")
    made: dict[Format, bytes] = {}
    if "json" in wanted:
        from riskframe.report.json import to_json

        made["json"] = to_json(assessment)
    if wanted == ["json"]:
        return made
    from riskframe.letterhead.theme import Theme
    from riskframe.report.style import Style
    from riskframe.report.view.build import view_of
    from riskframe.report.view.redact import redacted
    from riskframe.report.words import words

    style = Style(audience, paper, theme or Theme(), templates, stamp)
    view = view_of(assessment, rubric, words(language), previous=previous)
    if audience == "public":
        view = redacted(view)
    for name in wanted:
        if name == "pdf":
            made[name] = _pdf(view, assessment, style, profile_source)
        elif name != "json":
            made[name] = _text(name, view, assessment, style)
    return {name: made[name] for name in wanted}


def _text(name: Format, view: View, assessment: Assessment, style: Style) -> bytes:
    if name == "markdown":
        from riskframe.report.markdown import to_markdown

        return to_markdown(view, assessment)
    if name == "html":
        from riskframe.report.html import to_html

        return to_html(view, style).encode()
    if name == "xlsx":
        from riskframe.report.xlsx import to_xlsx

        return to_xlsx(view, style.stamp or view.iso_day)
    from riskframe.report.csv import evidence_table, options_table, to_csv

    return to_csv(evidence_table(view) if name == "csv" else options_table(view))


def _pdf(view: View, assessment: Assessment, style: Style, profile_source: bytes | None) -> bytes:
    from riskframe.report.html import DENSEST, to_html
    from riskframe.report.json import to_json
    from riskframe.report.pdf import Attached, Drawable, to_pdf

    attached = [Attached("assessment.json", view.words("attached.result"), to_json(assessment), "Data")]
    if profile_source is not None and style.audience != "public":
        attached.append(Attached("model.yaml", view.words("attached.profile"), profile_source, "Source"))
    if style.audience == "public":
        attached = []  # the result says everything that a public report leaves out
    page = Drawable(
        lambda density, cover_only, undrawn: to_html(
            view, style, "page", density=density, cover_only=cover_only, undrawn=undrawn
        )
    )
    logo = style.theme.logo
    pictures = frozenset([logo.address] if logo else [])
    return to_pdf(page.html, DENSEST, tuple(attached), style.stamp or view.iso_day, pictures)
