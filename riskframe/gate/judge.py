"""judge(): an assessment and a day -> an exit code and the findings behind it. Pure: the day is an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from riskframe.assessment import Assessment
from riskframe.decision.records import Decision, Proposed
from riskframe.gate.codes import ExitCode, worst

FindingKind = Literal[
    "not_supported", "insufficient_evidence", "condition_unmet", "not_yet_valid", "expired", "evidence_expired",
    "weights_differ", "weights_unbound", "weakened",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why the gate stays shut. `subject` is what it is about: an option, a condition's id, an evidence id."""

    code: ExitCode
    kind: FindingKind
    subject: str
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says of one assessment. It is open only with code 0, and then there is no finding."""

    code: ExitCode
    option: str
    findings: tuple[Finding, ...]


class NothingProposed(ValueError):
    """The assessment has no verdict to judge: nothing is proposed, or the rubric knows no options."""


def judge(assessment: Assessment, today: date, *, weights_sha256: str | None = None) -> Judgement:
    """Judge the proposed option of an assessment on a day.

    today: the day of the release; an assessment is valid from its own day to its expiry, both included.
    weights_sha256: digest of the bytes about to be released; None makes no claim about them.

    Raises NothingProposed where there is no verdict.
    """
    decision = assessment.decision
    if decision is None:
        raise NothingProposed(f"the rubric {assessment.rubric.id} knows no options, so there is nothing to judge")
    if decision.proposed is None:
        raise NothingProposed("nothing is proposed: `release.proposed` is missing")
    findings = (
        *_validity(assessment, today),
        *_weights(assessment, weights_sha256),
        *_verdict(decision.proposed),
        *_conditions(decision, decision.proposed),
        *_weakened(assessment),
    )
    return Judgement(worst(f.code for f in findings), decision.proposed.option, findings)


def _validity(assessment: Assessment, today: date) -> Iterator[Finding]:
    validity = assessment.validity
    if today < date.fromisoformat(validity.assessed_on):
        text = f"the assessment is dated {validity.assessed_on}, after {today.isoformat()}"
        yield Finding(ExitCode.STALE, "not_yet_valid", validity.assessed_on, text, "Check the date, and the clock.")
    if today > date.fromisoformat(validity.expires_on):
        text = f"the assessment of {validity.assessed_on} expired on {validity.expires_on}"
        yield Finding(ExitCode.STALE, "expired", validity.expires_on, text, "Assess again, with today's evidence.")
    for item in assessment.evidence:
        if item.accepted and item.cited_by and item.valid_until and today > date.fromisoformat(item.valid_until):
            text = f'evidence "{item.id}" was valid until {item.valid_until}; it is cited by {_some(item.cited_by)}'
            yield Finding(ExitCode.STALE, "evidence_expired", item.id, text, "Renew it, or assess without it.")


def _weights(assessment: Assessment, found: str | None) -> Iterator[Finding]:
    if found is None:
        return
    stated = assessment.model.weights_sha256
    if stated is None:
        text = "the profile states no `model.weights.sha256`, so nothing ties the assessment to these weights"
        yield Finding(ExitCode.STALE, "weights_unbound", found, text, f"State it, if they were assessed: {found}")
    elif stated != found:
        text = f"the weights have the digest {found}; assessed were those with {stated}"
        yield Finding(ExitCode.STALE, "weights_differ", found, text, "Release the assessed weights, or assess these.")


def _verdict(proposed: Proposed) -> Iterator[Finding]:
    shut: dict[str, tuple[ExitCode, FindingKind]] = {
        "not_supported": (ExitCode.NOT_SUPPORTED, "not_supported"),
        "insufficient_evidence": (ExitCode.INSUFFICIENT, "insufficient_evidence"),
    }
    if proposed.verdict in shut:
        code, kind = shut[proposed.verdict]
        for reason in proposed.reasons or (f"{proposed.option} is {proposed.verdict.replace('_', ' ')}",):
            yield Finding(code, kind, proposed.option, reason)


def _conditions(decision: Decision, proposed: Proposed) -> Iterator[Finding]:
    if proposed.verdict not in ("supported", "supported_with_conditions"):
        return  # what an option would ask for matters once the evidence supports it
    for asked in decision.conditions:
        if asked.stage == "precedent" and not asked.met and proposed.option in asked.options:
            yield Finding(ExitCode.UNMET, "condition_unmet", asked.id, asked.text, asked.remedy)


def _weakened(assessment: Assessment) -> Iterator[Finding]:
    if assessment.weakened:
        text = f"the rubric is loosened ({_some(assessment.loosenings)}), and no signed-off waiver is on record"
        yield Finding(ExitCode.UNMET, "weakened", assessment.rubric.id, text, "Have the loosening signed off.")


def _some(names: tuple[str, ...], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
