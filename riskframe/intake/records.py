"""What an importer hands over: measurements, statements and remarks. Never a prompt, a completion or a transcript."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from riskframe.evidence import (
    AccessLevel,
    Caution,
    ClaimType,
    Elicitation,
    Evaluator,
    EvidenceKind,
    MeasuredModel,
    Result,
    Run,
)
from riskframe.records import Day, Name, Record, Text

Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""One short line out of a file; `riskframe.intake.values.label` makes it."""


class Tool(Record):
    """What wrote the file."""

    name: Label
    """As people call it: `inspect_ai`, `lm_eval`, `garak`."""
    version: Label | None = None


class Measurement(Record):
    """One measured value, with everything the file says about how it came about. Absent means: not said."""

    tool: Tool
    result: Result
    """Direction stays empty: the sign of a number cannot be taken from its name, a rubric's benchmarks give it."""
    locator: Text
    """Where in the file it stands, for example `results.wmdp_bio["acc,none"]`."""
    part_of: tuple[Label, ...] = ()
    """Aggregates of the same file that this value is counted in."""
    kind: EvidenceKind = "benchmark"
    date: Day | None = None
    model: MeasuredModel | None = None
    evaluator: Evaluator | None = None
    run: Run | None = None
    access: AccessLevel | None = None
    elicitation: Elicitation | None = None
    claim: ClaimType = "observation"
    contamination: Text | None = None
    cautions: tuple[Caution, ...] = ()
    tags: tuple[Label, ...] = ()
    """Words of a published taxonomy that the file itself attaches, for example `owasp:llm01`."""


class Statement(Record):
    """What a document says about the model, without having measured it: a licence, a base model, a component."""

    tool: Tool
    about: Label
    """The key of the profile that it speaks of, dotted (`release.licence`), or a word of the document's own."""
    value: str | float | bool | tuple[str, ...]
    locator: Text
    kind: Literal["document", "attestation"] = "document"


class Remark(Record):
    """Something about the file that is no measurement, and that a reader must see."""

    kind: Literal["unmapped", "missing", "refused", "note"]
    """`unmapped`: read, and there is no place for it. `missing`: expected, and not there. `refused`: this part cannot
    be used. `note`: worth knowing."""
    about: Label
    """The part of the file."""
    reason: Name


Item = Measurement | Statement | Remark


class Refused(Exception):
    """Raised by an importer: this file cannot be used. The reason says why, the hint what to do about it."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        self.reason, self.hint = reason, hint
        super().__init__(reason)
