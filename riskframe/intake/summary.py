"""An import as plain data, for `--format json`."""

from __future__ import annotations

from typing import Any

from riskframe.intake.plan import FilePlan, Line, Plan


def summary(planned: Plan, *, written: bool) -> dict[str, Any]:
    """Everything that was found: files, results with what became of them, statements, remarks."""
    return {
        "riskframe_import": 1,
        "written": len(planned.new) if written else 0,
        "new": len(planned.new),
        "conflicts": len(planned.conflicts),
        "files": [_file(file) for file in planned.files],
    }


def _file(file: FilePlan) -> dict[str, Any]:
    taken = file.taken
    return {
        "name": taken.name,
        "sha256": taken.sha256,
        "importer": taken.importer,
        "refused": None if taken.refusal is None else {"reason": taken.refusal.reason, "hint": taken.refusal.hint},
        "read_along": list(taken.companions),
        "results": [_line(line) for line in file.lines],
        "statements": [s.model_dump(mode="json", exclude_none=True) for s in taken.statements],
        "remarks": [r.model_dump(mode="json") for r in taken.remarks],
    }


def _line(line: Line) -> dict[str, Any]:
    found = line.mapped
    measured = line.measurement
    benchmark = found.benchmark if found else None
    return {
        "state": line.state,
        "why": line.why,
        "benchmark": benchmark.id if benchmark else None,
        "rubric": found.rubric if found else None,
        "criteria": list(benchmark.criteria) if benchmark else [],
        "shows": benchmark.shows if benchmark else None,
        "suggests": [
            {
                "rating": one.path,
                "gauge": one.gauge,
                "lo": one.lo,
                "hi": one.hi,
                "bounds": [one.bounds.lower, one.bounds.upper],
                "method": one.bounds.method,
            }
            for one in line.suggestions
        ],
        "part_of": list(measured.part_of) if measured else [],
        "tags": list(measured.tags) if measured else [],
        "evidence": line.entry,
    }
