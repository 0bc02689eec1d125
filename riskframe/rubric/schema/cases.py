"""cases/*.yaml: tests of a rubric as sentences."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from riskframe.records import Id, Name, Record
from riskframe.scales import Zone

RuleName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9][A-Za-z0-9._-]*\])?$", max_length=170)
]
"""A rule's id, or `<id>[<domain>]` for one domain of a rule for each domain."""


class Expectation(Record):
    """What must come out of a case; what is not named is not compared."""

    start: Id | None = None
    aim: Id | None = None
    verdict: Literal["supported", "supported_with_conditions", "insufficient_evidence", "not_supported"] | None = None
    fires: tuple[RuleName, ...] = ()
    """Rules that fire for some option (in some domain) in the conservative reading."""
    quiet: tuple[RuleName, ...] = ()
    """Rules that fire for no option (in no domain) in the conservative reading."""
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
    """Merged over the base, mapping by mapping. Lists are replaced; a null takes the entry of the base away."""
    expect: Expectation


class CasesFile(Record):
    """What one file of cases holds."""

    bases: dict[Id, dict[str, Any]] = {}
    cases: tuple[Case, ...] = ()
