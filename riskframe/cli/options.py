"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def _rubrics(incomplete: str) -> list[str]:
    """Bundled rubrics, for shell completion."""
    from riskframe.loading.rubric_folder import rubric_names

    return [name for name in rubric_names() if name.startswith(incomplete)]


def _formats(incomplete: str) -> list[str]:
    return [
        name
        for name in ("html", "pdf", "markdown", "json", "text", "csv", "options_csv", "xlsx")
        if name.startswith(incomplete)
    ]


def _audiences(incomplete: str) -> list[str]:
    from riskframe.letterhead.variants import AUDIENCES

    return [name for name in AUDIENCES if name.startswith(incomplete)]


def _papers(incomplete: str) -> list[str]:
    from riskframe.letterhead.variants import PAPERS

    return [name for name in PAPERS if name.startswith(incomplete)]


Files = Annotated[
    list[str], typer.Argument(metavar="FILES", help="Model profiles, YAML or JSON; - reads standard input.")
]
File = Annotated[str, typer.Argument(metavar="FILE", help="A model profile, YAML or JSON; - reads standard input.")]
Rubrics = Annotated[
    list[str] | None,
    typer.Option(
        "--rubric", "-r", metavar="RUBRIC", autocompletion=_rubrics, show_default=False,
        help="An adopted rubric: a bundled one by id, or a folder; repeatable, the strictest binds. Default: seger-2023.",
    ),
]  # fmt: skip
Advise = Annotated[
    list[str] | None,
    typer.Option(
        "--advise", metavar="RUBRIC", autocompletion=_rubrics, show_default=False,
        help="Another rubric, whose answer is shown beside and binds nothing; repeatable.",
    ),
]  # fmt: skip
Overrides = Annotated[
    str | None,
    typer.Option("--overrides", metavar="FILE", show_default=False, help="The organisation's changes to the rubric."),
]
Crosswalk = Annotated[
    str | None,
    typer.Option(
        "--crosswalk", metavar="FILE", show_default=False,
        help="What of one rubric also holds for another: a file, or none. Default: the bundled one.",
    ),
]  # fmt: skip
Ratings = Annotated[
    list[str] | None,
    typer.Option(
        "--ratings", metavar="FILE", show_default=False,
        help="An assessor's own file of ratings, merged into the profile; repeatable.",
    ),
]  # fmt: skip
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", autocompletion=_formats, show_default=False,
        help="html, pdf, markdown, json, text, csv (evidence), options_csv or xlsx; repeatable.",
    ),
]  # fmt: skip
Audience = Annotated[
    str | None,
    typer.Option(
        "--audience", metavar="AUDIENCE", autocompletion=_audiences, show_default=False,
        help="board, public (leaves out what helps past a safeguard, and says how much) or technical. Default: board.",
    ),
]  # fmt: skip
Paper = Annotated[
    str | None,
    typer.Option(
        "--paper", metavar="PAPER", autocompletion=_papers, show_default=False, help="a4 or letter. Default: a4."
    ),
]
Theme = Annotated[
    str | None,
    typer.Option("--theme", metavar="FILE", show_default=False, help="Letterhead, logo and colours of the reports."),
]
Templates = Annotated[
    str | None,
    typer.Option(
        "--templates", metavar="FOLDER", show_default=False,
        help="Report templates that stand in for bundled ones of the same name.",
    ),
]  # fmt: skip
Previous = Annotated[
    str | None,
    typer.Option(
        "--previous", metavar="RESULT", show_default=False,
        help="The JSON of an earlier assessment of the model: reports say what changed since.",
    ),
]  # fmt: skip
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="LANGUAGE", show_default=False, help="Language of the reports. Default: en."),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="PATH", show_default=False,
        help="A folder, a file whose ending names the format, or - for standard output.",
    ),
]  # fmt: skip
Ledger = Annotated[
    str | None,
    typer.Option(
        "--ledger", metavar="FILE|URL", show_default=False,
        help="Append what was decided to this ledger: a file, or a postgresql:// address.",
    ),
]  # fmt: skip
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary beside the reports.")]
Analysis = Annotated[
    bool,
    typer.Option(
        "--analysis",
        help="Also work out how sure it is, what would change it, and which evidence to get next (a second or two).",
    ),
]
LegalFacts = Annotated[
    str | None,
    typer.Option(
        "--legal-facts", metavar="FILE", show_default=False,
        help="Your own facts about laws and codes. Default: the bundled ones.",
    ),
]  # fmt: skip
LegalContext = Annotated[
    bool,
    typer.Option(
        "--legal-context", help="Also list what laws and codes say about releases like this one (no legal advice)."
    ),
]
