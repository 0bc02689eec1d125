"""One profile under several rubrics: each reads what it knows and leaves the rest aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from riskframe.assessment import Assessment, assessment_of, profile_digest
from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import compile_rubric
from riskframe.engine.crossing import Crossed, crossed, leads
from riskframe.engine.crossing_records import CrosswalkUsed
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Profile
from riskframe.rubric.crosswalk import Crosswalk
from riskframe.rubric.resolve import Rubric


def assessed_under(
    profile: Profile,
    rubrics: Sequence[Rubric],
    *,
    unmodified: Sequence[Rubric] = (),
    crosswalk: Crosswalk | None = None,
    analysis: bool = False,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> tuple[Assessment, ...]:
    """The assessment under each rubric. The caller has checked the profile against all of them together.

    unmodified: the same rubrics without an organisation's changes; needed where loosenings are in force. progress: told
    the parts of each analysis as they begin.
    """
    plain = unmodified or rubrics
    return tuple(
        _assessed(profile, rubric, own, crosswalk, analysis, seed, progress)
        for rubric, own in zip(rubrics, plain, strict=True)
    )


def evaluated_under(profile: Profile, rubric: Rubric, crosswalk: Crosswalk | None = None) -> Evaluation:
    """The kernel's values for a profile that was checked already."""
    return _evaluated(read_by(profile, rubric, crosswalk), rubric)


def _evaluated(own: Crossed, rubric: Rubric) -> Evaluation:
    return evaluate(bind(own.profile, compile_rubric(rubric, severities_of(own.profile, rubric)), own.taken))


def _assessed(
    profile: Profile, rubric: Rubric, unmodified: Rubric, crosswalk: Crosswalk | None, analysis: bool, seed: int,
    progress: Callable[[str], None] | None,
) -> Assessment:  # fmt: skip
    if rubric.overrides and unmodified is rubric:
        raise ValueError("loosenings are in force: the unmodified rubric is needed for its verdict beside theirs")
    own = read_by(profile, rubric, crosswalk)
    verdict = assessment_of(_evaluated(own, unmodified)).verdict if rubric.overrides else None
    found = _evaluated(own, rubric)
    assessment = assessment_of(
        found, unmodified_verdict=verdict, crosswalk=_used(found, own, crosswalk), analysis=analysis, seed=seed,
        progress=progress,
    )  # fmt: skip
    if own.profile is profile:
        return assessment
    # The digest is that of the file as given, whatever part of it this rubric reads.
    return replace(assessment, model=replace(assessment.model, profile_digest=profile_digest(profile)))


def read_by(profile: Profile, rubric: Rubric, crosswalk: Crosswalk | None) -> Crossed:
    """What a rubric reads of a profile that was checked: without what only others know, with what crosses (nothing where None)."""
    own = _narrowed(profile, rubric)
    return Crossed(own, {}, ()) if crosswalk is None else crossed(own, rubric, crosswalk)


def _used(found: Evaluation, own: Crossed, crosswalk: Crosswalk | None) -> CrosswalkUsed | None:
    """What the crosswalk did; None where it did nothing, so that the result does not depend on what it was not needed for."""
    if crosswalk is None:
        return None
    near = leads(found.bound, crosswalk)
    if not (own.taken or own.differing or near):
        return None
    return CrosswalkUsed(crosswalk.title, crosswalk.digest, tuple(own.taken.values()), own.differing, near)


def _narrowed(profile: Profile, rubric: Rubric) -> Profile:
    """The profile without the option and the safeguards that only another rubric knows."""
    kept = tuple(s for s in profile.safeguards if s.kind in rubric.safeguard_kinds)
    proposed = profile.release.proposed if profile.release.proposed in rubric.option_place else None
    if len(kept) == len(profile.safeguards) and proposed == profile.release.proposed:
        return profile
    release = profile.release.model_copy(update={"proposed": proposed})
    return profile.model_copy(update={"safeguards": kept, "release": release})
