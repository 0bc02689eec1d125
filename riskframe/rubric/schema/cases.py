"""cases/*.yaml: tests of a rubric as sentences."""

from __future__ import annotations

from typing import Any, Literal

from riskframe.records import Id, Name, Record
from riskframe.scales import Zone


class Expectation(Record):
    """What must come out of a case; what is not named is not compared."""

    start: Id | None = None
    aim: Id | None = None
    verdict: Literal["supported", "supported_with_conditions", "insufficient_evidence", "not_supported"] | None = None
    fires: tuple[Id, ...] = ()
    quiet: tuple[Id, ...] = ()
    zones: dict[Id, dict[Id, Zone]] = {}
    """option -> domain -> zone in the conservative reading."""
    classes: dict[Id, Id] = {}
    """classification (or `<classification>.<domain>`) -> value in the conservative reading."""


class Case(Record):
    """A test of the rubric that a domain expert can read: a sentence, a profile, what must come out."""

    name: Name
    base: Id | None = None
    """id of another case file's `bases` entry to start from."""
    profile: dict[str, Any] = {}
    """Merged over the base, mapping by mapping."""
    expect: Expectation


class CasesFile(Record):
    """What one file of cases holds."""

    bases: dict[Id, dict[str, Any]] = {}
    cases: tuple[Case, ...] = ()
