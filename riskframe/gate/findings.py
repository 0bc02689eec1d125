"""Findings: why the gate stays shut, what was waived, and what somebody should know; each as a record.

Everything that tells people or machines about a gate (the terminal, SARIF, JUnit, attestations, a ledger) reads these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from riskframe.diagnostics import KeyPath
from riskframe.gate.codes import ExitCode
from riskframe.gate.reasons import REASONS, Kind, Reason

Severity = Literal["error", "warning", "note"]
Document = Literal["profile", "manifest", "weights", "waivers", "lock", "previous", "plan", "rubric", "evidence"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding belongs: a key path of a document, or a file named by `name`."""

    document: Document
    path: KeyPath = ()
    name: str = ""
    """A file of the release, or the source of an evidence item."""


@dataclass(frozen=True, slots=True)
class WaivedBy:
    """The waiver that lets the gate open in spite of a finding."""

    id: str
    owner: str
    reason: str
    expires: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the gate found. An `error` that nobody waived keeps it shut.

    `subject` is what it is about: an option, a condition's id, an evidence id, a file.
    """

    kind: Kind
    subject: str
    text: str
    remedy: str = ""
    place: Place | None = None
    severity: Severity = "error"
    rubric: str = ""
    """Id of the rubric under which it was found; empty where no rubric matters."""
    scope: str = ""
    """What a waiver would name, such as `rule:update-channel`; empty where no waiver can speak of it."""
    waivable: bool = False
    """Whether a waiver of this scope can open the gate; never for a hard rule."""
    facts: str | None = None
    """Digest of what it rests on; a waiver that states another one is void."""
    waived_by: WaivedBy | None = None

    @property
    def reason(self) -> Reason:
        """The documented reason, with its code and what it means."""
        return REASONS[self.kind]

    @property
    def code(self) -> ExitCode:
        """The exit code that the finding asks for by itself."""
        return self.reason.exit_code

    @property
    def shuts(self) -> bool:
        """Whether it keeps the gate shut."""
        return self.severity == "error" and self.waived_by is None
