"""What an import found, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskframe.cli.look.style import Style
from riskframe.evidence import Result
from riskframe.intake.plan import FilePlan, Line, Plan
from riskframe.intake.records import Remark
from riskframe.measurement.suggest import Suggestion

_DIRECTIONS = {"higher_is_riskier": "higher is riskier", "higher_is_safer": "higher is safer"}
_HEADINGS = (
    ("there", "Already in the profile"),
    ("conflict", "In conflict with the profile"),
    ("context", "Context, speaks of no criterion"),
    ("unmapped", "Unmapped, no benchmark of the rubric"),
    ("unusable", "Not usable as evidence"),
)
_REMARKS = (("missing", "Missing"), ("refused", "Refused"), ("unmapped", "No place for it"), ("note", "To know"))


def imported(planned: Plan, style: Style) -> str:
    """Every result of every file that was read, under what becomes of it. Refused files are told on standard error."""
    blocks = [_file(file, style) for file in planned.files if file.taken.refusal is None]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _file(file: FilePlan, style: Style) -> str:
    taken = file.taken
    digest = f", sha256 {taken.sha256[:12]}" if taken.sha256 else ""
    parts = [f"{style.paint(taken.name, 'bold')}  {style.paint(f'{taken.importer}{digest}', 'faint')}"]
    for line in file.of("new"):
        parts.append(style.wrap(_told(line), first="  + ", rest="      "))
        parts += [style.wrap(_suggested(one), first="      ") for one in line.suggestions]
        if line.mapped and line.mapped.benchmark.caution:
            parts.append(style.wrap(line.mapped.benchmark.caution, first="      ", looks=("faint",)))
    for state, heading in _HEADINGS:
        lines = file.of(state)  # type: ignore[arg-type]  # the states of the table
        if lines:
            parts.append(style.wrap(f"{heading}: {'; '.join(_short(line) for line in lines)}", first="  ", rest="    "))
    for statement in taken.statements:
        value = ", ".join(map(str, statement.value)) if isinstance(statement.value, tuple) else str(statement.value)
        parts.append(style.wrap(f"says {statement.about}: {value}", first="  ", rest="    "))
    parts += _remarks(taken.remarks, style)
    return "\n".join(parts)


def _told(line: Line) -> str:
    measured, found = line.measurement, line.mapped
    if measured is None:
        return f"{line.entry['id']}: {line.entry['title']}"
    criteria = ", ".join(found.benchmark.criteria) if found else ""
    direction = _DIRECTIONS.get(found.direction or "", "direction not known") if found else "direction not known"
    told = f"{line.entry['id']}: {value_text(measured.result)}"
    told += f" -> {criteria} ({found.benchmark.shows}), {direction}" if found and criteria else f"; {direction}"
    cautions = [caution.replace("_", " ") for caution in line.entry.get("cautions", [])]
    return told + (f"; careful: {', '.join(cautions)}" if cautions else "")


def _suggested(found: Suggestion) -> str:
    levels = str(found.lo) if found.lo == found.hi else f"{found.lo} to {found.hi}"
    bounds = f"{found.bounds.lower:.3g} to {found.bounds.upper:.3g}: {found.bounds.method}"
    return f"suggests {levels} for {found.path} ({bounds}); nobody has accepted it"


def value_text(result: Result) -> str:
    """`0.225 ± 0.067, n 40`: a value with what is known of its error and its number of samples."""
    if result.value is None:
        return "no value"
    told = f"{result.value:.4g}"
    if result.lower is not None and result.upper is not None:
        told += f" [{result.lower:.3g}, {result.upper:.3g}]"
    elif result.standard_error is not None:
        told += f" ± {result.standard_error:.2g}"
    return told + (f", n {result.samples_completed:,}" if result.samples_completed is not None else "")


def _short(line: Line) -> str:
    measured = line.measurement
    if measured is None:
        return str(line.entry["id"])
    result = measured.result
    variant = f", {result.variant}" if result.variant else ""
    why = f" ({line.why})" if line.state in ("there", "conflict", "unusable") and line.why else ""
    return f"{result.task} {result.metric}{variant} = {value_text(result)}{why}"


def _remarks(remarks: Sequence[Remark], style: Style) -> Iterator[str]:
    for kind, heading in _REMARKS:
        told = [f"{remark.about}: {remark.reason}" for remark in remarks if remark.kind == kind]
        if told:
            yield style.wrap(f"{heading}: {'; '.join(told)}", first="  ", rest="    ")
