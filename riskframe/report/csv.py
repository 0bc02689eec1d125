"""Tables for spreadsheets: the evidence register, and options by domains.

UTF-8 with a byte order mark (spreadsheets guess wrong without one), commas, CRLF as RFC 4180 wants it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from riskframe.report.plaintext import one_line

if TYPE_CHECKING:
    from riskframe.report.view.build import View

_FORMULA = ("=", "+", "-", "@", "\t")


def evidence_csv(view: View) -> bytes:
    """The evidence register, one row an item."""
    t = view.words
    head = [t(f"csv.{name}") for name in ("id", "title", "kind", "voice", "elicitation", "date", "age", "valid_until",
                                          "state", "why_not", "source", "sha256", "cited_by")]  # fmt: skip
    rows = [
        [e.id, e.title, e.kind.word, e.voice, e.elicitation, e.date, e.age, e.valid_until, e.state.word, e.why_not,
         e.source, e.sha256, "; ".join(link.label for link in e.cited_by)]
        for e in view.evidence
    ]  # fmt: skip
    return _written([head, *rows])


def options_csv(view: View) -> bytes:
    """One row a domain and option: severity, the three readings, the zone, what holds it."""
    t = view.words
    head = [t(f"csv.{name}") for name in ("domain", "severity", "option", "conservative", "central", "optimistic", "zone",
                                          "absolute", "held_by")]  # fmt: skip
    titles = {o.id: o.title for o in view.heat.options} if view.heat else {}
    rows = [
        [row.title, str(row.severity), titles[c.option], str(c.level), str(c.central), str(c.low), c.zone.word,
         str(c.absolute), "; ".join(link.label for link in c.held_by)]
        for row in (view.heat.rows if view.heat else ())
        for c in row.cells
    ]  # fmt: skip
    return _written([head, *rows])


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell on one line, and with an apostrophe before what a spreadsheet would run as a formula."""
    line = one_line(cell)
    return f"'{line}" if line.startswith(_FORMULA) else line
