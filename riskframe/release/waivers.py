"""Waivers: what an organisation lets pass, who answers for it, why, and until when.

A waiver changes no decision. It lets the gate open in spite of one finding, for one option, as long as the weights and the
facts are those that its owner looked at; it stands on page one of every report.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.records import Day, Id, Name, Record, Sha256, Text

Scope = Annotated[str, StringConstraints(pattern=r"^(rule|loosening|file):\S", max_length=1100, strip_whitespace=True)]
"""What is waived: `rule:<key>`, `loosening:<name>` or `file:<path>`, as the gate's finding says it."""


class Waiver(Record):
    """One waiver. What `riskframe waivers` prints holds everything but owner, reason and expiry."""

    id: Id
    scope: Scope
    option: Id
    """The option that it is for, and no other."""
    rubric: Id | None = None
    """Under which rubric; left out, under any that has the scope."""
    owner: Name
    """Who answers for it, by name or role."""
    reason: Text
    expires: Day
    """The last day on which it holds."""
    weights: Sha256 | Literal["none"]
    """The weights digest that the owner looked at; `none` where the profile states none."""
    facts: Sha256
    """Digest of what the waived finding rests on, from the gate."""


class WaiverFile(Record):
    """All waivers of a release."""

    riskframe_waivers: Literal[1]
    """Version of the format."""
    waivers: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _no_id_twice(self) -> WaiverFile:
        seen: set[str] = set()
        problems = []
        for index, waiver in enumerate(self.waivers):
            if waiver.id in seen:
                problems.append(Problem("E427", ("waivers", index, "id"), f'the id "{waiver.id}" is used twice'))
            seen.add(waiver.id)
        if problems:
            raise InvalidProblems(problems)
        return self
