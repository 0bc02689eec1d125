"""A run of the gate as every form tells it: findings and faults of files alike, each at a line, with a lasting name."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from riskframe.codes import CODES
from riskframe.diagnostics import Diagnostic, Position
from riskframe.gate.codes import ExitCode
from riskframe.gate.findings import Finding, Place, WaivedBy
from riskframe.gate.judge import Judgement
from riskframe.gate.reasons import REASONS

Level = Literal["error", "warning", "note"]

NOTHING_PROPOSED = REASONS["nothing_proposed"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told."""

    code: str
    """`G303` of the gate, `E305` of a file that cannot be accepted."""
    title: str
    text: str
    remedy: str
    level: Level
    position: Position
    """In a file below the root of the sources; where the finding is about no line, the line that proposes the option."""
    exit_code: ExitCode
    subject: str = ""
    rubric: str = ""
    scope: str = ""
    waived_by: WaivedBy | None = None
    fingerprint: str = ""
    """The same for the same thing in later runs, wherever its line moves: 32 hexadecimal digits."""

    @property
    def shuts(self) -> bool:
        """Whether it keeps the gate shut."""
        return self.level == "error" and self.waived_by is None


@dataclass(frozen=True, slots=True)
class Judged:
    """One profile under one rubric."""

    file: str
    model: str
    rubric: str
    """Id and version."""
    option: str
    code: ExitCode
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GateRun:
    """One run of `riskframe gate`."""

    code: ExitCode
    """What the process returns."""
    day: date
    judged: tuple[Judged, ...] = ()
    faults: tuple[Item, ...] = ()
    """Files that could not be accepted, so that nothing could be judged."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that is told, faults first."""
        return (*self.faults, *(item for one in self.judged for item in one.items))


def items_of(judgement: Judgement, place: Callable[[Place | None], Position]) -> tuple[Item, ...]:
    """The findings of a judgement. `place` says where a finding's place stands in the files."""
    return named(_item(finding, place(finding.place)) for finding in judgement.findings)


def nothing_proposed(text: str, at: Position, rubric: str) -> Item:
    """What is told of a profile that leaves nothing to judge; the gate is shut."""
    reason = NOTHING_PROPOSED
    return Item(reason.id, reason.title, text, reason.fix, "error", at, reason.exit_code, rubric=rubric)


def fault_of(found: Diagnostic, file: str, shown: Callable[[str], str]) -> Item:
    """A fault of a file. `shown` turns a file's name into one below the root of the sources."""
    at = found.position or Position(file, 1, 1)
    allowed = f" (allowed: {', '.join(found.allowed)})" if found.allowed else ""
    code = CODES.get(found.code)
    return Item(
        found.code, code.title if code else found.code, found.message + allowed, found.hint or "", found.severity,
        replace(at, file=shown(at.file)), ExitCode.INVALID if found.is_error else ExitCode.OK,
    )  # fmt: skip


def named(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items with their fingerprints; those that are told alike are numbered."""
    seen: Counter[str] = Counter()
    made = []
    for item in items:
        said = [item.code, item.rubric, item.position.file, item.subject, item.scope, item.text]
        own = json.dumps([_lasting(part) for part in said], ensure_ascii=False)
        seen[own] += 1
        digest = hashlib.sha256(f"{own}{seen[own]}".encode()).hexdigest()
        made.append(replace(item, fingerprint=digest[:32]))
    return tuple(made)


_PASSING = re.compile(r"\b[0-9a-f]{64}\b|\d+(?:[.,-]\d+)*")
"""Digests, dates and numbers: what changes from run to run while the finding stays the same."""


def _lasting(text: str) -> str:
    return " ".join(_PASSING.sub("#", text).split())


def _item(finding: Finding, at: Position) -> Item:
    reason = finding.reason
    return Item(
        reason.id, reason.title, finding.text, finding.remedy or reason.fix, finding.severity, at, finding.code,
        finding.subject, finding.rubric, finding.scope, finding.waived_by,
    )  # fmt: skip
