"""The evidence record: what was measured or said, by whom, on which model, when.

A superset in spirit of Every Eval Ever 0.3. Absence of an optional field means that no claim is made.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Day, Id, Name, Record, Sha256, Text

EvidenceKind = Literal[
    "benchmark", "red_team", "uplift_study", "audit", "tampering_test", "staged_use", "incident", "literature",
    "document", "attestation", "screen", "judgement",
]  # fmt: skip
"""`screen` is an accepted checkable fact, `judgement` a named role's opinion; every other kind is an observation."""

Voice = Literal["developer", "third_party", "government", "own_replication"]
"""Whose result it is; `own_replication` is the assessing body's own run, independent of the developer."""

Elicitation = Literal["as_released", "helpful_only", "fine_tuned", "domain_rl", "scaffolded", "tools"]
AccessLevel = Literal["black_box", "grey_box", "white_box"]
ClaimType = Literal["observation", "inference", "prediction", "normative"]
VerdictStanding = Literal["below", "not_ruled_out", "at_or_above"]
Finding = Literal["adverse", "mixed", "favourable"]
"""What a finding speaks for. adverse: a harm was reached or helped, or a safeguard undone."""


class Result(Record):
    """A measured value with its meaning. A number without unit or direction suggests nothing."""

    metric: Name
    value: float | None = None
    unit: Name | None = None
    direction: Literal["higher_is_riskier", "higher_is_safer"] | None = None
    minimum: float | None = None
    maximum: float | None = None
    lower: float | None = None
    """Lower bound of the uncertainty interval, in the metric's unit."""
    upper: float | None = None
    method: Name | None = None
    """How the interval was made, for example 95 % bootstrap."""
    samples_planned: Annotated[int, Field(ge=0)] | None = None
    samples_completed: Annotated[int, Field(ge=0)] | None = None
    samples_errored: Annotated[int, Field(ge=0)] | None = None


class FormalVerdict(Record):
    """What a published framework concluded about one of its capability thresholds.

    `level` is the threshold spoken of and `standing` where the model stands against it. The rubric names the
    frameworks' levels at or above High, ASL-3 or the like; of a level below those, only `below` can be said here. A
    precautionary activation is `not_ruled_out`.
    """

    framework: Id
    level: Name
    standing: VerdictStanding


class Evidence(Record):
    """One item of evidence. It is *accepted* unless rejected, superseded, expired, or a void screen."""

    id: Id
    title: Name
    kind: EvidenceKind
    voice: Voice | None = None
    """Whose voice; a screen has none, a judgement names its `role`."""
    role: Name | None = None
    """judgement only: the role of the person who judged."""
    rationale: Text | None = None
    domains: tuple[Id, ...] = ()
    date: Day | None = None
    valid_until: Day | None = None
    status: Literal["accepted", "rejected", "superseded"] = "accepted"
    source: Text | None = None
    """Where it can be read: a file, an address, a citation."""
    sha256: Sha256 | None = None
    elicitation: Elicitation | None = None
    access: AccessLevel | None = None
    claim: ClaimType | None = None
    library: Name | None = None
    result: Result | None = None
    verdict: FormalVerdict | None = None
    finding: Finding | None = None
    """What it speaks for, in the assessor's view; absent: no view is given, and no rule takes it for a good one."""
    screen: Id | None = None
    """screen only: which screen of the rubric."""
    facts: dict[str, str | int | float | bool | tuple[str, ...]] | None = None
    """screen only: the facts as they were when it was accepted; it is void when they change."""
    accepted_by: Id | None = None
    """screen only: the assessor who accepted it."""
    note: Text | None = None
