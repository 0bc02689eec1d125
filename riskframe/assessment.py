"""assess(): profile and rubric in, the whole assessment out."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from riskframe.decision.decide import class_table, decide
from riskframe.decision.differences import Disagreement
from riskframe.decision.records import Decision, RuleHit, Validity
from riskframe.decision.trace import hits
from riskframe.diagnostics import InvalidProblems
from riskframe.engine.bind import Bound, bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.crossing_records import CrosswalkUsed
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.engine.fit import fit_problems
from riskframe.explanation import Sentence, arguments_against, reasons
from riskframe.jurisdictions import LegalContext
from riskframe.measurement.measured import Measured, measured
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Reading, Verdict
from riskframe.sensitivity.records import Sensitivity
from riskframe.version import __version__

SCHEMA = "riskframe-assessment/1"


@dataclass(frozen=True, slots=True)
class RubricUsed:
    """The rubric by id, version and the SHA-256 of its files."""

    id: str
    version: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class ModelAssessed:
    """The model by name and by the digests of its profile and weights."""

    name: str
    version: str | None
    developer: str
    profile_digest: str
    """SHA-256 of the profile's content (order of keys and comments do not matter)."""
    weights_sha256: str | None
    profile_sha256: str | None = None
    """SHA-256 of the profile's file, byte by byte; None where it came from no file."""


@dataclass(frozen=True, slots=True)
class EvidenceUsed:
    """An item of the evidence register: whether it counts, why not, and what cites it."""

    id: str
    title: str
    kind: str
    voice: str | None
    date: str | None
    valid_until: str | None
    elicitation: str | None
    source: str | None
    sha256: str | None
    accepted: bool
    why_not: str | None
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessorShown:
    """Somebody who rated, by role."""

    id: str
    role: str
    organisation: str | None
    interests: str | None
    dissent: str | None


@dataclass(frozen=True, slots=True)
class FilesPinned:
    """The files of the release that were looked at, when the decision was made or the gate stood open."""

    files: int
    files_sha256: str
    """Listing digest of all of them (see the release manifest)."""
    manifest_sha256: str
    """Of the manifest's own bytes."""
    from_cache: bool
    """Whether any digest was remembered from an earlier run instead of computed."""


@dataclass(frozen=True, slots=True)
class WaiverShown:
    """A waiver that a gate accepted: what it let pass, and who answers for it until when."""

    id: str
    scope: str
    option: str
    owner: str
    reason: str
    expires: str
    waives: tuple[str, ...]
    """What would have kept the gate shut."""


@dataclass(frozen=True, slots=True)
class PlanFollowed:
    """The staged plan that a gate held the release against."""

    commitments: str
    """SHA-256 of what the plan commits to; what was seen and met since is not part of it."""
    stage: str
    """The option of the stage that is entered."""


@dataclass(frozen=True, slots=True)
class JudgedByAll:
    """What a gate said under all rubrics that bind; the strictest of them decides."""

    code: int
    """The exit code of all of them together; 0 opens the gate."""
    says: str
    """The code in words."""
    judged_on: str
    """The day of the release, as the gate was told."""
    codes: dict[str, int]
    """Rubric -> what it returns alone."""
    strictest: tuple[str, ...]
    """The rubrics that return the code of all."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The machine-readable result. Same profile, rubric and riskframe version: the same content, byte for byte."""

    schema: str
    riskframe_version: str
    seed: int
    model: ModelAssessed
    rubric: RubricUsed
    organisation: str | None
    """Who assesses."""
    decision_asked: str | None
    """What the board is asked to decide, where the profile says so; the rubric's question stands in for it."""
    decision: Decision | None
    """None for a rubric without options."""
    classes: dict[str, dict[Reading, str]]
    hits: tuple[RuleHit, ...]
    reasons: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    unknown: tuple[str, ...]
    """Rating paths that are read and unknown."""
    evidence: tuple[EvidenceUsed, ...]
    measured: Measured
    """What results suggest, how good they are, and which evaluations exist. No rule or gate reads it."""
    assessors: tuple[AssessorShown, ...]
    validity: Validity
    weakened: bool
    """Whether a loosening of the rubric is in force."""
    loosenings: tuple[str, ...]
    unmodified_verdict: Verdict | None
    """Verdict under the unmodified rubric, where a loosening is in force."""
    limits: tuple[str, ...]
    sensitivity: Sensitivity | None = None
    """How sure, what would change it, which evidence next; only where it was asked for. No rule or gate reads it."""
    legal_context: LegalContext | None = None
    """Dated facts of jurisdictions beside the profile; only where it was asked for. No rule or gate reads it."""
    release: FilesPinned | None = None
    """The published files, where a folder was given."""
    waivers: tuple[WaiverShown, ...] = ()
    """Only from a gate: waivers never change the decision, they let the gate open in spite of a finding."""
    plan: PlanFollowed | None = None
    """Only from a gate that was given a staged plan."""
    gate: JudgedByAll | None = None
    """Only from a gate under several rubrics that bind."""
    crosswalk: CrosswalkUsed | None = None
    """What came from other rubrics' names for the same things; None where nothing that the profile says does."""
    disagreement: Disagreement | None = None
    """Where the rubrics of the run differ, in the results of those that bind; None for a rubric alone."""

    @property
    def verdict(self) -> Verdict | None:
        """Verdict on the proposed option; None when nothing is proposed."""
        return self.decision.proposed.verdict if self.decision and self.decision.proposed else None

    @property
    def start(self) -> str | None:
        """The most open option that is authorised."""
        return self.decision.recommendation.start if self.decision else None

    @property
    def aim(self) -> str | None:
        """Where the central reading points; never authorised by this assessment."""
        return self.decision.recommendation.aim if self.decision else None


def evaluated(profile: Profile, rubric: Rubric) -> Evaluation:
    """Check the profile against the rubric alone and run the kernel. Raises InvalidProblems with every fault found."""
    faults = [p for p in fit_problems(profile, [rubric]) if p.severity == "error"]
    if faults:
        raise InvalidProblems(faults)
    return evaluate(bind(profile, compile_rubric(rubric, severities_of(profile, rubric))))


def assess(
    profile: Profile,
    rubric: Rubric,
    *,
    unmodified: Rubric | None = None,
    analysis: bool = False,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Assessment:
    """Decide how openly the model of a profile can be released under a rubric, with everything that shows why.

    Pure: no file, clock or environment is read. Unknown ratings stand at the harmful end and never pass. `analysis`
    adds the sensitivity (it needs numpy); `seed` is used only where shares cannot be made exact, and `progress` is told
    the name of each part of it as it begins.

    unmodified: the rubric as it is without an organisation's changes (`rubric.overrides`). Where loosenings are in force it
    has to be given, so that its verdict stands beside theirs. Raises InvalidProblems when the profile does not fit the
    rubric, ValueError for a loosened rubric alone.
    """
    if rubric.overrides and unmodified is None:
        raise ValueError("loosenings are in force: the unmodified rubric is needed for its verdict beside theirs")
    verdict = assess(profile, unmodified).verdict if rubric.overrides and unmodified is not None else None
    found = evaluated(profile, rubric)
    return assessment_of(found, unmodified_verdict=verdict, analysis=analysis, seed=seed, progress=progress)


def assessment_of(
    found: Evaluation,
    *,
    unmodified_verdict: Verdict | None = None,
    crosswalk: CrosswalkUsed | None = None,
    analysis: bool = False,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Assessment:
    """The assessment of an evaluation that is already there."""
    rubric, bound = found.rubric, found.bound
    profile = bound.profile
    decision = decide(found) if rubric.options else None
    return Assessment(
        schema=SCHEMA,
        riskframe_version=__version__,
        seed=seed,
        model=ModelAssessed(
            profile.model.name, profile.model.version, profile.model.developer, profile_digest(profile),
            profile.model.weights.sha256 if profile.model.weights else None, profile.file_sha256,
        ),
        rubric=RubricUsed(rubric.id, rubric.version, rubric.file.title, rubric.digest),
        organisation=profile.assessment.organisation,
        decision_asked=profile.assessment.decision_asked,
        decision=decision,
        classes=decision.classes if decision else class_table(found),
        hits=decision.hits if decision else hits(found),
        reasons=reasons(found, decision) if decision else (),
        against=arguments_against(found, decision) if decision else (),
        unknown=unknown_ratings(found),
        evidence=_evidence(bound),
        measured=_measured(bound),
        assessors=tuple(AssessorShown(a.id, a.role, a.organisation, a.interests, a.dissent) for a in profile.assessors),
        validity=_validity(profile, rubric),
        weakened=bool(rubric.overrides),
        loosenings=rubric.overrides,
        unmodified_verdict=unmodified_verdict,
        limits=rubric.file.limits,
        sensitivity=_sensitivity(found, seed, progress) if analysis and rubric.options else None,
        crosswalk=crosswalk,
    )  # fmt: skip


def _sensitivity(found: Evaluation, seed: int, progress: Callable[[str], None] | None) -> Sensitivity:
    from riskframe.sensitivity.analyse import analyse  # it needs numpy, which a plain decision does without

    return analyse(found, seed=seed, progress=progress)


def unknown_ratings(found: Evaluation) -> tuple[str, ...]:
    """Paths of the ratings that something reads and that are unknown, in the rubric's order."""
    from riskframe.engine.slots import RatingSlot

    read = {slot.path for slot in found.compiled.slots if isinstance(slot, RatingSlot)}
    return tuple(p for p, r in found.bound.ratings.items() if p in read and not r.known and r.not_applicable is None)


def profile_digest(profile: Profile) -> str:
    """SHA-256 over the canonical JSON of what the profile says."""
    said = profile.model_dump(mode="json", exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _evidence(bound: Bound) -> tuple[EvidenceUsed, ...]:
    citing: dict[str, list[str]] = {}
    for path, rating in bound.ratings.items():
        for name in rating.cited:
            citing.setdefault(name, []).append(path)
    for item in bound.profile.safeguards:
        tested = [e for done in item.tested_against.values() for e in done.evidence]
        for name in dict.fromkeys((*item.evidence, *item.strength.evidence, *tested)):
            citing.setdefault(name, []).append(f"safeguard {item.id}")
    for benefit_id, benefit in bound.profile.benefits.items():
        for name in dict.fromkeys((*benefit.evidence, *benefit.size.evidence)):
            citing.setdefault(name, []).append(f"benefit {benefit_id}")
    return tuple(
        EvidenceUsed(
            e.id, e.title, e.kind, e.voice, e.date.isoformat() if e.date else None,
            e.valid_until.isoformat() if e.valid_until else None, e.elicitation, e.source, e.sha256,
            e.id in bound.evidence, bound.refused.get(e.id), tuple(citing.get(e.id, ())),
        )
        for e in bound.profile.evidence
    )  # fmt: skip


def _measured(bound: Bound) -> Measured:
    cited = {path: rating.accepted for path, rating in bound.ratings.items()}
    expires = date.fromisoformat(_validity(bound.profile, bound.compiled.rubric).expires_on)
    return measured(bound.profile, bound.compiled.rubric, bound.evidence, cited, expires)


def _validity(profile: Profile, rubric: Rubric) -> Validity:
    months = min(profile.assessment.valid_months, rubric.file.validity.months)
    day = profile.assessment.date
    return Validity(
        day.isoformat(), months_later(day, months).isoformat(), tuple(t.title for t in rubric.file.validity.triggers)
    )


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the month's last day where there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
