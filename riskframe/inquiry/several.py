"""One profile under several rubrics: each reads what it knows and leaves the rest aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riskframe.assessment import Assessment, assessment_of, profile_digest
from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric


def assessed_under(
    profile: Profile, rubrics: Sequence[Rubric], *, unmodified: Sequence[Rubric] = (), analysis: bool = False
) -> tuple[Assessment, ...]:  # fmt: skip
    """The assessment under each rubric. The caller has checked the profile against all of them together.

    unmodified: the same rubrics without an organisation's changes; needed where loosenings are in force.
    """
    plain = unmodified or rubrics
    return tuple(
        _assessed(profile, rubric, own, analysis) for rubric, own in zip(rubrics, plain, strict=True)
    )  # fmt: skip


def evaluated_under(profile: Profile, rubric: Rubric) -> Evaluation:
    """The kernel's values for a profile that was checked already."""
    own = _narrowed(profile, rubric)
    return evaluate(bind(own, compile_rubric(rubric, severities_of(own, rubric))))


def _assessed(profile: Profile, rubric: Rubric, unmodified: Rubric, analysis: bool) -> Assessment:
    if rubric.overrides and unmodified is rubric:
        raise ValueError("loosenings are in force: the unmodified rubric is needed for its verdict beside theirs")
    verdict = assessment_of(evaluated_under(profile, unmodified)).verdict if rubric.overrides else None
    found = evaluated_under(profile, rubric)
    assessment = assessment_of(found, unmodified_verdict=verdict, analysis=analysis)
    if found.bound.profile is profile:
        return assessment
    # The digest is that of the file as given, whatever part of it this rubric reads.
    return replace(assessment, model=replace(assessment.model, profile_digest=profile_digest(profile)))


def _narrowed(profile: Profile, rubric: Rubric) -> Profile:
    """The profile without the option and the safeguards that only another rubric knows."""
    kept = tuple(s for s in profile.safeguards if s.kind in rubric.safeguard_kinds)
    proposed = profile.release.proposed if profile.release.proposed in rubric.option_place else None
    if len(kept) == len(profile.safeguards) and proposed == profile.release.proposed:
        return profile
    release = profile.release.model_copy(update={"proposed": proposed})
    return profile.model_copy(update={"safeguards": kept, "release": release})
