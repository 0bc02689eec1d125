"""The tables as one workbook, for people who sort and filter. Needs the extra `riskframe[xlsx]`.

The same view gives the same bytes: dates of the archive are fixed, and the document's own is the day of the assessment.
Every text is stored as a text, so that none is a formula; what looks like one is marked as quoted, so that it stays a
text when somebody edits it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from riskframe.report.csv import FORMULA, Table, evidence_table, options_table
from riskframe.report.plaintext import one_line, shortened
from riskframe.report.unavailable import FormatUnavailable

if TYPE_CHECKING:
    from riskframe.report.view.build import View

INSTALL = "XLSX needs a library that is not installed: run `pip install 'riskframe[xlsx]'`; CSV works without it."
LONGEST = 32_000
"""Characters of a cell; Excel refuses more than 32,767."""
_WIDTHS = {
    "title": 44,
    "source": 34,
    "why_not": 34,
    "cited_by": 44,
    "held_by": 60,
    "domain": 36,
    "option": 26,
    "sha256": 20,
}


class XlsxUnavailable(FormatUnavailable):
    """The library that writes workbooks is missing."""


def to_xlsx(view: View, stamp: str) -> bytes:
    """A workbook: what it is about, the options, the evidence.

    stamp: ISO 8601, the date that the document gives itself.

    Raises:
        XlsxUnavailable: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise XlsxUnavailable(INSTALL) from error
    from datetime import datetime

    t, out = view.words, io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made_on = datetime.fromisoformat(stamp).replace(tzinfo=None)
    book.set_properties({"title": _text(view.title), "author": _text(view.organisation or view.developer), "created": made_on,
                         "comments": _text(view.running)})  # fmt: skip
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "quoted": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
    }
    _fill(book.add_worksheet(t("xlsx.about")), _about(view), looks, widths=[30, 90])
    for name, table in (("xlsx.options", options_table(view)), ("xlsx.evidence", evidence_table(view))):
        sheet = book.add_worksheet(t(name))
        _fill(sheet, table, looks, widths=[_WIDTHS.get(str(head), 14) for head in table[0]])
        sheet.freeze_panes(1, 1)
        if len(table) > 1:
            sheet.autofilter(0, 0, len(table) - 1, len(table[0]) - 1)
    book.close()
    return out.getvalue()


def _about(view: View) -> Table:
    t, decision = view.words, view.decision
    rows: Table = [[t("xlsx.what"), t("xlsx.value")], [t("xlsx.title"), view.title]]
    if decision is not None:
        rows += [[t("cover.recommendation"), decision.text], [t("md.start"), decision.start.label],
                 [t("md.aim"), decision.aim.label], [t("md.valid"), decision.expires_on]]  # fmt: skip
        rows += [[t("cover.weakened"), text] for text in decision.weakened]
    rows += [[fact.label, fact.value] for fact in view.facts]
    rows += [[t("cover.redacted"), f"{r.what}: {r.number}"] for r in view.redactions]
    return [*rows, [t("xlsx.limits"), t("md.limits")], [t("xlsx.made"), view.running]]


def _fill(sheet: Any, table: Table, looks: dict[str, Any], *, widths: list[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for place, row in enumerate(table):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell, looks["cell"])
                continue
            text = _text(cell)
            look = "head" if place == 0 else "quoted" if text.startswith(FORMULA) else "cell"
            sheet.write_string(place, column, text, looks[look])


def _text(text: str) -> str:
    return shortened(one_line(text), LONGEST)
