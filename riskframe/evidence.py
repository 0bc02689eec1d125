"""The evidence record: what was measured or said, by whom, on which model, when.

A superset of Every Eval Ever 0.3 (every field of its results has a place here; `riskframe.intake` fills them from the
files of evaluation tools). Absence of an optional field means that no claim is made.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Day, Id, Name, Record, Sha256, Text

EvidenceKind = Literal[
    "benchmark", "red_team", "uplift_study", "audit", "tampering_test", "staged_use", "incident", "literature",
    "document", "attestation", "screen", "suggestion", "judgement",
]  # fmt: skip
"""`screen` is an accepted checkable fact, `suggestion` an accepted reading of a measured result, `judgement` a named
role's opinion; every other kind is an observation."""

Voice = Literal["developer", "third_party", "government", "own_replication"]
"""Whose result it is; `own_replication` is the assessing body's own run, independent of the developer."""

Elicitation = Literal["as_released", "helpful_only", "fine_tuned", "domain_rl", "scaffolded", "tools"]
AccessLevel = Literal["black_box", "grey_box", "white_box"]
ClaimType = Literal["observation", "inference", "prediction", "normative"]
VerdictStanding = Literal["below", "not_ruled_out", "at_or_above"]
Finding = Literal["adverse", "mixed", "favourable"]
"""What a finding speaks for. adverse: a harm was reached or helped, or a safeguard undone."""
Relationship = Literal["first_party", "third_party", "collaborative", "other"]
"""Of the evaluator to the model's developer, in the words of Every Eval Ever."""

Uncertainty = Literal["standard_error", "confidence_interval", "credible_interval", "range"]

Caution = Literal[
    "extreme_score", "zero_variance", "nothing_evaluated", "not_finite", "few_samples", "limited_run", "partial_run",
    "errored_samples", "mock_model", "self_test", "direction_unknown", "unit_unknown", "model_unbound",
    "version_unknown", "dirty_revision", "aggregate", "self_reported", "hits_only", "counts_disagree",
]  # fmt: skip
"""A reason to read a result with care. An importer sets it from the file; it is never a judgement of riskframe's."""

Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Result(Record):
    """A measured value with its meaning. A number without unit or direction suggests nothing."""

    task: Name | None = None
    """What was run, as the tool names it."""
    task_version: Name | None = None
    """Scores of different versions of a task are not to be compared."""
    metric: Name
    metric_kind: Name | None = None
    """The metric's family: accuracy, pass_rate, win_rate, attack_success_rate ..."""
    variant: Name | None = None
    """What else tells this value from others of the same metric: filter, reducer, split, detector."""
    aggregate: bool | None = None
    """Whether it is made from other results, so that both must not be counted."""
    value: Number | None = None
    unit: Name | None = None
    direction: Literal["higher_is_riskier", "higher_is_safer"] | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    uncertainty: Uncertainty | None = None
    """What sort of uncertainty is given."""
    standard_error: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """In the metric's unit."""
    lower: Number | None = None
    """Lower bound of the uncertainty interval, in the metric's unit."""
    upper: Number | None = None
    confidence_level: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Of the interval, for example 0.95."""
    method: Name | None = None
    """How the interval or the error was made, for example bootstrap."""
    samples_planned: Count | None = None
    samples_completed: Count | None = None
    samples_errored: Count | None = None


class Evaluator(Record):
    """Who ran the evaluation, as the evidence itself says."""

    name: Name | None = None
    relationship: Relationship | None = None


class MeasuredModel(Record):
    """Which model was measured. Without a digest the evidence is not bound to the weights."""

    name: Name | None = None
    """As the tool recorded it: a name, a path, an alias."""
    revision: Name | None = None
    """Commit or step of the checkpoint."""
    sha256: Sha256 | None = None
    """Digest of the model checkpoint."""


class Run(Record):
    """The run that gave a result."""

    id: Name | None = None
    status: Name | None = None
    """As the tool recorded it: success, error, partial ..."""
    revision: Name | None = None
    """Commit of the evaluation's own code."""
    dirty: bool | None = None
    """Whether that code had changes that no commit holds."""


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
    locator: Text | None = None
    """Where in the source it stands."""
    sha256: Sha256 | None = None
    elicitation: Elicitation | None = None
    spend_usd: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """What making the model do its utmost cost here, US dollars: tuning, tools, people."""
    access: AccessLevel | None = None
    claim: ClaimType | None = None
    evaluator: Evaluator | None = None
    model: MeasuredModel | None = None
    library: Name | None = None
    library_version: Name | None = None
    run: Run | None = None
    contamination: Text | None = None
    """What is known about test items in the training data."""
    cautions: tuple[Caution, ...] = ()
    """Reasons to read it with care, as an importer found them in the file."""
    result: Result | None = None
    verdict: FormalVerdict | None = None
    finding: Finding | None = None
    """What it speaks for, in the assessor's view; absent: no view is given, and no rule takes it for a good one."""
    screen: Id | None = None
    """screen only: which screen of the rubric."""
    facts: dict[str, str | int | float | bool | tuple[str, ...]] | None = None
    """screen and suggestion only: the facts or numbers as they were when it was accepted; void when they change."""
    gauge: Id | None = None
    """suggestion only: which gauge of the rubric."""
    of: Id | None = None
    """suggestion only: the evidence that holds the result."""
    accepted_by: Id | None = None
    """screen and suggestion only: the assessor who accepted it."""
    note: Text | None = None
