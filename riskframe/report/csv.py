"""Tables for spreadsheets: the evidence register, and options by domains; here as CSV, in xlsx.py as a workbook.

UTF-8 with a byte order mark (spreadsheets guess wrong without one), commas, CRLF as RFC 4180 wants it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskframe.report.plaintext import one_line

if TYPE_CHECKING:
    from riskframe.report.view.build import View

Cell = str | int
Table = list[list[Cell]]
"""Rows, the names of the columns first."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes a cell for a formula by; in East Asian locales their wide forms, too."""
# Where the list separator is a semicolon, a spreadsheet splits a CSV cell there.
_INSIDE = re.compile(r"(;\s*)(?=[=+\-@＝＋－＠])")


def evidence_table(view: View) -> Table:
    """The evidence register, one row an item."""
    t = view.words
    head = [t(f"csv.{name}") for name in ("id", "title", "kind", "voice", "elicitation", "date", "age", "valid_until",
                                          "state", "why_not", "source", "sha256", "cited_by")]  # fmt: skip
    rows: Table = [
        [e.id, e.title, e.kind.word, e.voice, e.elicitation, e.date, e.age, e.valid_until, e.state.word, e.why_not,
         e.source, e.sha256, "; ".join(link.label for link in e.cited_by)]
        for e in view.evidence
    ]  # fmt: skip
    return [[*head], *rows]


def options_table(view: View) -> Table:
    """One row a domain and option: severity, the three readings, the zone, what holds it."""
    t = view.words
    head = [t(f"csv.{name}") for name in ("domain", "severity", "option", "conservative", "central", "optimistic", "zone",
                                          "absolute", "held_by")]  # fmt: skip
    titles = {o.id: o.title for o in view.heat.options} if view.heat else {}
    rows: Table = [
        [row.title, row.severity, titles[c.option], c.level, c.central, c.low, c.zone.word, c.absolute,
         "; ".join(link.label for link in c.held_by)]
        for row in (view.heat.rows if view.heat else ())
        for c in row.cells
    ]  # fmt: skip
    return [[*head], *rows]


def to_csv(table: Sequence[Sequence[Cell]]) -> bytes:
    """The table as a file, with no cell that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in table:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell on one line, and with an apostrophe before what a spreadsheet would run as a formula."""
    line = _INSIDE.sub(r"\1'", one_line(cell))
    return f"'{line}" if line.startswith(FORMULA) else line
