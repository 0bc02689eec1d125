"""judge(): an assessment and a day -> an exit code and the findings behind it. Pure: the day is an input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from riskframe.assessment import Assessment, FilesPinned, WaiverShown
from riskframe.decision.records import Blocker, Decision, Proposed
from riskframe.gate.codes import ExitCode, worst
from riskframe.gate.evidence import cited_ids, file_findings, result_findings, weights_findings
from riskframe.gate.findings import Finding, Place
from riskframe.gate.published import Published, published_findings
from riskframe.gate.reasons import Kind
from riskframe.gate.waiving import apply_waivers, facts_digest
from riskframe.profile import Profile
from riskframe.release.manifest import Derived
from riskframe.release.waivers import Waiver
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import EvidenceBars

__all__ = ["Finding", "Judgement", "NothingProposed", "Release", "judge"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says of one assessment. It is open only with code 0, and then nothing in `findings` shuts it."""

    code: ExitCode
    option: str
    findings: tuple[Finding, ...]
    """Errors, waived or not, then warnings and notes."""
    waivers: tuple[WaiverShown, ...] = ()
    """Waivers that were accepted."""

    @property
    def shutting(self) -> tuple[Finding, ...]:
        """The findings that keep the gate shut."""
        return tuple(finding for finding in self.findings if finding.shuts)


@dataclass(frozen=True, slots=True)
class Release:
    """What is about to be released, beside the assessment. Everything left out makes no claim.

    profile: the profile that was assessed; with it evidence is checked item by item.
    rubric: the rubric that it was assessed by; without it no rule can be waived.
    weights_sha256: digest of a single weights file about to be released.
    published: a folder about to be published, with its manifest.
    evidence_files: evidence id -> digest of the file it names, None where it cannot be read.
    waivers: what the organisation lets pass.
    also: findings of comparisons with a lock, a previous result or a plan.
    """

    profile: Profile | None = None
    rubric: Rubric | None = None
    weights_sha256: str | None = None
    published: Published | None = None
    evidence_files: Mapping[str, str | None] | None = None
    waivers: tuple[Waiver, ...] = ()
    also: tuple[Finding, ...] = ()


class NothingProposed(ValueError):
    """The assessment has no verdict to judge: nothing is proposed, or the rubric knows no options."""


def judge(
    assessment: Assessment, today: date, release: Release | None = None, *, weights_sha256: str | None = None
) -> Judgement:
    """Judge the proposed option of an assessment on a day.

    today: the day of the release; an assessment is valid from its own day to its expiry, both included.
    weights_sha256: short for a release of one weights file.

    Raises NothingProposed where there is no verdict.
    """
    decision = assessment.decision
    if decision is None:
        raise NothingProposed(f"the rubric {assessment.rubric.id} knows no options, so there is nothing to judge")
    if decision.proposed is None:
        raise NothingProposed("nothing is proposed: `release.proposed` is missing")
    given = release or Release(weights_sha256=weights_sha256)
    found = [
        *_validity(assessment, today),
        *_weights(assessment, given.weights_sha256),
        *_published(assessment, decision.proposed, given, today),
        *_evidence(given),
        *_verdict(decision, decision.proposed),
        *_conditions(decision, decision.proposed),
        *_weakened(assessment),
        *given.also,
    ]
    findings = [_scoped(finding, assessment, given.rubric) for finding in found]
    option, weights = decision.proposed.option, assessment.model.weights_sha256
    done = apply_waivers(findings, given.waivers, option=option, weights=weights, today=today)
    kept = _conditions_if_supported((*done.findings, *done.faults))
    code = worst(finding.code for finding in kept if finding.shuts)
    return Judgement(code, option, _in_order(kept), done.shown)


def settled(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements of one release under several rubrics: a waiver that one of them uses is unused in none."""
    used = {waiver.id for said in judgements for waiver in said.waivers}
    used |= {
        f.subject for said in judgements for f in said.findings
        if f.kind in ("waiver_void", "waiver_forbidden", "waiver_expired")
    }  # fmt: skip
    made = []
    for said in judgements:
        kept = tuple(f for f in said.findings if f.kind != "waiver_unused" or f.subject not in used)
        made.append(replace(said, findings=kept, code=worst(f.code for f in kept if f.shuts)))
    return made


def pinned(release: Release) -> FilesPinned | None:
    """What a result records of the published files."""
    published = release.published
    if published is None:
        return None
    manifest = published.manifest
    return FilesPinned(len(manifest.files), manifest.files_sha256, published.manifest_sha256, published.folder.cached)


def _validity(assessment: Assessment, today: date) -> Iterator[Finding]:
    validity = assessment.validity
    at = Place("profile", ("assessment", "date"))
    if today < date.fromisoformat(validity.assessed_on):
        text = f"the assessment is dated {validity.assessed_on}, after {today.isoformat()}"
        yield Finding("not_yet_valid", validity.assessed_on, text, "Check the date, and the clock.", at)
    if today > date.fromisoformat(validity.expires_on):
        text = f"the assessment of {validity.assessed_on} expired on {validity.expires_on}"
        yield Finding("expired", validity.expires_on, text, "Assess again, with today's evidence.", at)
    for index, item in enumerate(assessment.evidence):
        if item.accepted and item.cited_by and item.valid_until and today > date.fromisoformat(item.valid_until):
            text = f'evidence "{item.id}" was valid until {item.valid_until}; it is cited by {_some(item.cited_by)}'
            yield Finding("evidence_expired", item.id, text, "Renew it, or assess without it.",
                          Place("profile", ("evidence", index, "valid_until")))  # fmt: skip


def _weights(assessment: Assessment, found: str | None) -> Iterator[Finding]:
    if found is None:
        return
    stated = assessment.model.weights_sha256
    if stated is None:
        text = "the profile states no `model.weights.sha256`, so nothing ties the assessment to these weights"
        yield Finding("weights_unbound", found, text, f"State it, if they were assessed: {found}",
                      Place("profile", ("model", "weights")))  # fmt: skip
    elif stated != found:
        text = f"the weights have the digest {found}; assessed were those with {stated}"
        yield Finding("weights_differ", found, text, "Release the assessed weights, or assess these.",
                      Place("profile", ("model", "weights", "sha256")))  # fmt: skip


def _published(assessment: Assessment, proposed: Proposed, given: Release, today: date) -> tuple[Finding, ...]:
    if given.published is None:
        return ()
    if given.profile is None:
        raise ValueError("a folder is judged together with the profile that it is to fit")
    decision = assessment.decision
    out = any(o.irreversible for o in decision.options if o.option == proposed.option) if decision else False
    return published_findings(given.published, given.profile, assessment.evidence, today, weights_out=out)


def _evidence(given: Release) -> Iterator[Finding]:
    if given.profile is None:
        return
    if any(item.result is not None for item in given.profile.evidence):
        bars = given.rubric.file.evidence_bars if given.rubric is not None else EvidenceBars()
        compared: tuple[str, ...] = ()
        if given.published is not None:
            files = given.published.manifest.files
            compared = tuple(e for f in files if isinstance(f.assessed, Derived) for e in f.assessed.equivalence)
        yield from result_findings(given.profile, cited_ids(given.profile).union(compared), bars)
    if given.evidence_files is not None:
        yield from file_findings(given.profile, given.evidence_files)
    files = given.published.manifest.files if given.published is not None else ()
    yield from weights_findings(given.profile, frozenset(f.sha256 for f in files))


def _verdict(decision: Decision, proposed: Proposed) -> Iterator[Finding]:
    """The reasons of the verdict; after those against it, what the evidence does not suffice for."""
    at = Place("profile", ("release", "proposed"))
    if proposed.verdict not in ("not_supported", "insufficient_evidence"):
        return
    against: Kind = "not_supported" if proposed.verdict == "not_supported" else "insufficient_evidence"
    told = {(b.kind, b.id) for b in proposed.blockers}
    option = next(o for o in decision.options if o.option == proposed.option)
    listed: list[tuple[Kind, Blocker]] = [(against, b) for b in proposed.blockers]
    if proposed.verdict == "not_supported":
        listed += [("insufficient_evidence", b) for b in option.blockers if (b.kind, b.id) not in told]
    for kind, blocker in listed:
        scope = f"rule:{blocker.id}" if blocker.kind == "cap" else ""
        own = Place("profile", ("capabilities", blocker.id)) if blocker.kind == "domain" else at
        yield Finding(kind, proposed.option, blocker.text, place=own, scope=scope)
    if not listed:
        yield Finding(against, proposed.option, f"{proposed.option} is {proposed.verdict.replace('_', ' ')}", place=at)


def _conditions(decision: Decision, proposed: Proposed) -> Iterator[Finding]:
    for asked in decision.conditions:
        if asked.stage == "precedent" and not asked.met and proposed.option in asked.options:
            yield Finding("condition_unmet", asked.id, asked.text, asked.remedy, Place("profile", ("facts",)),
                          scope=f"rule:{asked.id}")  # fmt: skip


def _conditions_if_supported(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What an option would ask for matters once nothing speaks against the option itself."""
    against = any(f.kind in ("not_supported", "insufficient_evidence") and f.shuts for f in findings)
    return tuple(f for f in findings if not (against and f.kind == "condition_unmet"))


def _weakened(assessment: Assessment) -> Iterator[Finding]:
    for words in assessment.loosenings:
        text = f"the rubric is loosened ({words}), and no signed-off waiver is on record"
        yield Finding("weakened", assessment.rubric.id, text, "Have the loosening signed off.",
                      Place("rubric"), scope=f"loosening:{words.partition(': ')[0]}", waivable=True,
                      facts=facts_digest(words))  # fmt: skip
    if assessment.weakened and not assessment.loosenings:
        yield Finding("weakened", assessment.rubric.id, "the rubric is loosened, and nobody says how")


def _scoped(finding: Finding, assessment: Assessment, rubric: Rubric | None) -> Finding:
    """The finding with its rubric and, where a rule causes it, whether that rule may be waived and on which facts."""
    named = replace(finding, rubric=finding.rubric or assessment.rubric.id)
    if not finding.scope.startswith("rule:"):
        return named
    key = finding.scope.removeprefix("rule:")
    rule = next((r.rule for r in rubric.rules if r.key == key), None) if rubric is not None else None
    hits = [hit for hit in assessment.hits if hit.key == key]
    if rule is None or rule.hard or rule.no_waiver or not hits or any(hit.hard for hit in hits):
        return named
    read = sorted(text for hit in hits for text in hit.read)
    return replace(named, waivable=True, facts=facts_digest(key, finding.text, *read))


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What shuts the gate first, then what was waived, then the rest; each in the order it was found."""
    rank = {"error": 1, "warning": 2, "note": 3}
    return tuple(sorted(findings, key=lambda finding: 0 if finding.shuts else rank[finding.severity]))


def _some(names: tuple[str, ...], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
