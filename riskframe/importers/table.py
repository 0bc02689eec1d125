"""A plain table (CSV): one measured value a line, for tools that have no importer.

Columns, by name, in any order: `task`, `metric` and `value` are due. Any of these may follow: variant, task_version,
metric_kind, unit, minimum, maximum, lower, upper, standard_error, confidence_level, method, samples_planned,
samples_completed, samples_errored, date, elicitation, model, model_revision, model_sha256, library, library_version,
evaluator, relationship, contamination. An empty cell makes no claim. The separator is a comma, a semicolon or a tab.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from riskframe.evidence import Caution, Evaluator, MeasuredModel, Result
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import LIKELY, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, number

_DUE = ("task", "metric", "value")
_TEXTS = ("task", "metric", "variant", "task_version", "metric_kind", "unit", "method")
_NUMBERS = ("value", "minimum", "maximum", "lower", "upper", "standard_error", "confidence_level")
_COUNTS = ("samples_planned", "samples_completed", "samples_errored")
_OTHERS = (
    "date", "elicitation", "model", "model_revision", "model_sha256", "library", "library_version", "evaluator",
    "relationship", "contamination",
)  # fmt: skip
COLUMNS = (*_TEXTS, *_NUMBERS, *_COUNTS, *_OTHERS)


class _Table:
    name = "table"
    title = "tables (CSV) with the columns task, metric and value"

    def recognise(self, file: InputFile) -> float:
        return LIKELY if set(_DUE) <= set(_header(file)) else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        separator = _separator(file)
        rows = csv.reader(file.text().splitlines(keepends=True), delimiter=separator, strict=True)
        try:
            names = [name.strip().lower() for name in next(rows)]
            if len(names) > 4 * len(COLUMNS):
                raise Refused("it has too many columns", "keep those that the documentation lists")
            if len(set(names)) < len(names):
                raise Refused("a column is given twice", "give every column its own name")
            for name in names:
                if name not in COLUMNS:
                    yield Remark(
                        kind="unmapped", about=label(name) or "a column without a name", reason="no such column"
                    )
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield _row(names, row, rows.line_num)
        except csv.Error as error:
            raise Refused(f"line {rows.line_num} is no line of a table: {label(str(error))}") from None


def _first(file: InputFile) -> str:
    return file.head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()


def _separator(file: InputFile) -> str:
    first = _first(file)
    return max((",", ";", "\t"), key=first.count)


def _header(file: InputFile) -> list[str]:
    first = _first(file)
    if len(first) > 4096 or first.startswith(("{", "[", "-")):
        return []
    return [name.strip().strip('"').lower() for name in first.split(_separator(file))]


def _row(names: list[str], row: list[str], line: int) -> Item:
    where = f"line {line}"
    if len(row) > len(names):
        return Remark(kind="refused", about=where, reason="it has more cells than the table has columns")
    cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
    given: dict[str, Any] = {}
    for known, made in ((_TEXTS, label), (_NUMBERS, number), (_COUNTS, lambda cell: count(number(cell)))):
        for name in known:
            if name in cells:
                given[name] = made(cells[name])
                if given[name] is None:
                    return Remark(kind="refused", about=where, reason=f"{name} is not what the column holds")
    when = day(cells.get("date"))
    if "date" in cells and when is None:
        return Remark(kind="refused", about=where, reason="date is not written YYYY-MM-DD")
    missing = [name for name in _DUE if name not in given]
    if missing:
        return Remark(kind="refused", about=where, reason=f"{missing[0]} is empty")
    return _measurement(given, cells, where, when)


def _measurement(given: dict[str, Any], cells: dict[str, str], where: str, when: Any) -> Item:
    cautions: list[Caution] = ["direction_unknown"]
    cautions += ["model_unbound"] if "model_sha256" not in cells else []
    cautions += ["unit_unknown"] if "unit" not in given else []
    cautions += ["version_unknown"] if "library_version" not in cells else []
    cautions += ["self_reported"] if cells.get("relationship") == "first_party" else []
    cautions += ["few_samples"] if 0 < (given.get("samples_completed") or 0) < 30 else []
    if "lower" in given and "upper" in given:
        given["uncertainty"] = "confidence_interval"
    elif "standard_error" in given:
        given["uncertainty"] = "standard_error"
    try:
        measured = {"name": label(cells.get("model")), "revision": label(cells.get("model_revision")),
                    "sha256": cells.get("model_sha256")}  # fmt: skip
        by = {"name": label(cells.get("evaluator")), "relationship": cells.get("relationship")}
        return Measurement.model_validate({
            "tool": Tool(name=label(cells.get("library")) or "table", version=label(cells.get("library_version"))),
            "result": Result.model_validate(given),
            "locator": where,
            "date": when,
            "model": MeasuredModel.model_validate(measured) if any(measured.values()) else None,
            "evaluator": Evaluator.model_validate(by) if any(by.values()) else None,
            "elicitation": cells.get("elicitation"),
            "contamination": label(cells.get("contamination")),
            "cautions": tuple(cautions),
        })  # fmt: skip
    except ValidationError as error:
        column = str(error.errors(include_input=False, include_url=False)[0]["loc"][-1:])
        return Remark(kind="refused", about=where, reason=f"a cell is not what its column holds {label(column) or ''}")


IMPORTER = _Table()
