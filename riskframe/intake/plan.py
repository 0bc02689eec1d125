"""What an import would do to a profile: which entries are new, already there, in conflict, or not evidence at all.

Nothing is written here and no rating is touched; `riskframe.intake.writing` makes the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from riskframe.evidence import Result
from riskframe.intake.entries import Said, document_entry, document_name, entry, names
from riskframe.intake.mapping import Mapped, mapped
from riskframe.intake.reading import Taken
from riskframe.intake.records import Measurement
from riskframe.intake.suggestion import suggestions
from riskframe.measurement.suggest import Suggestion
from riskframe.rubric.resolve import Rubric

State = Literal["new", "there", "conflict", "context", "unmapped", "unusable"]
"""new: to be written. there: the profile has it. conflict: the profile has another artefact under this id. context: a
known benchmark that speaks of no criterion. unmapped: no benchmark of the rubric has that name. unusable: no value, or a self-test."""

_UNUSABLE: Mapping[str, str] = {
    "nothing_evaluated": "nothing was evaluated",
    "not_finite": "the value is no number",
    "self_test": "a self-test of the tool",
    "mock_model": "a mock model was run",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement or document with what becomes of it."""

    state: State
    entry: dict[str, Any]
    why: str | None = None
    measurement: Measurement | None = None
    mapped: Mapped | None = None
    suggestions: tuple[Suggestion, ...] = ()
    """What it suggests; nothing is done with it."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file with its lines."""

    taken: Taken
    lines: tuple[Line, ...]

    def of(self, *states: State) -> tuple[Line, ...]:
        """The lines in these states."""
        return tuple(line for line in self.lines if line.state in states)


@dataclass(frozen=True, slots=True)
class Plan:
    """All files."""

    files: tuple[FilePlan, ...]

    @property
    def new(self) -> tuple[dict[str, Any], ...]:
        """The entries to write, in file order."""
        return tuple(line.entry for file in self.files for line in file.of("new"))

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """Entries that cannot be written, because their id is taken."""
        return tuple(line for file in self.files for line in file.of("conflict"))


def plan(
    taken: Sequence[tuple[Taken, str]], rubrics: Sequence[Rubric], evidence: Sequence[Mapping[str, Any]], said: Said, *,
    everything: bool = False,
) -> Plan:  # fmt: skip
    """What becomes of each file's content.

    taken: files with the source that their entries name. evidence: the entries that the profile has, as plain data.
    everything: write what no criterion of the rubrics asks for as well.
    """
    known = {str(item.get("id")): item for item in evidence}
    places = {(item.get("sha256"), item.get("locator")): name for name, item in known.items() if item.get("sha256")}
    files = []
    for one, source in taken:
        lines = [_measured(one, source, name, measured, rubrics, said, everything)
                 for name, measured in zip(names(one, said), one.measurements, strict=True)]  # fmt: skip
        if one.statements:
            lines.append(Line("new", document_entry(document_name(one, said), one, source, said)))
        files.append(FilePlan(one, tuple(_against(line, known, places) for line in lines)))
    return Plan(tuple(files))


def _measured(
    taken: Taken, source: str, name: str, measured: Measurement, rubrics: Sequence[Rubric], said: Said, everything: bool
) -> Line:
    found = mapped(measured, rubrics)
    made = entry(name, taken, source, measured, found, said)
    reason = next((why for caution, why in _UNUSABLE.items() if caution in measured.cautions), None)
    impossible = _impossible(measured.result)
    if impossible is not None or (reason is not None and not everything):
        reason = impossible or reason
        return Line("unusable", made, reason, measured, found)
    if everything or (found is not None and found.benchmark.criteria):
        suggested = suggestions(measured, rubrics, said.elicitation or measured.elicitation)
        return Line("new", made, None, measured, found, suggested)
    if found is not None:
        return Line("context", made, "it speaks of no criterion", measured, found)
    return Line("unmapped", made, "no benchmark of the rubric", measured, None)


def _impossible(result: Result) -> str | None:
    """Why a profile could not hold the result, whatever anybody wants."""
    value, low, high = result.value, result.minimum, result.maximum
    if value is None:
        return "there is no value"
    if (low is not None and value < low) or (high is not None and value > high):
        return "the value lies beyond the metric's own bounds"
    done, planned = result.samples_completed, result.samples_planned
    if done is not None and planned is not None and done > planned:
        return "more samples were completed than planned"
    return None


def _against(line: Line, known: dict[str, Mapping[str, Any]], places: dict[tuple[Any, Any], str]) -> Line:
    """The line held against the profile; a new one is noted, so that later files meet it as well."""
    if line.state != "new":
        return line
    name, digest = line.entry["id"], line.entry.get("sha256")
    place = (digest, line.entry.get("locator"))
    if place in places:
        return replace(line, state="there", why=f"as {places[place]}")
    if name in known:
        other = known[name].get("sha256")
        why = f"the id is that of another artefact, sha256 {str(other)[:12]}" if other else "the profile has this id"
        return replace(line, state="conflict", why=why)
    known[name] = line.entry
    places[place] = name
    return line
