"""One profile under several rubrics, as one answer: each assessment, where they differ, and what all of them allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskframe.assessment import Assessment
from riskframe.decision.differences import Disagreement
from riskframe.diagnostics import InvalidProblems
from riskframe.engine.fit import fit_problems
from riskframe.inquiry.disagreement import disagreement, with_disagreement
from riskframe.inquiry.several import assessed_under
from riskframe.profile import Profile
from riskframe.rubric.crosswalk import Crosswalk
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.side_by_side import clashes
from riskframe.scales import Verdict


@dataclass(frozen=True, slots=True)
class Together:
    """What several rubrics say of one profile. The strictest adopted one wins; the others advise."""

    assessments: tuple[Assessment, ...]
    """In the order of the rubrics."""
    adopted: tuple[str, ...]
    """Ids of the rubrics that bind."""
    disagreement: Disagreement

    @property
    def start(self) -> str | None:
        """The most open option that every adopted rubric authorises; None where none of them has options."""
        return self.disagreement.start

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict of the adopted rubrics on what is proposed; None where nothing is proposed."""
        return self.disagreement.together.get(self.disagreement.proposed or "")

    @property
    def binding(self) -> tuple[Assessment, ...]:
        """The assessments that decide: the adopted rubrics with options; without any such, all adopted ones."""
        bind = tuple(a for a in self.assessments if a.rubric.id in self.adopted)
        return tuple(a for a in bind if a.decision is not None) or bind


def assess_together(
    profile: Profile,
    rubrics: Sequence[Rubric],
    *,
    adopted: Sequence[str] | None = None,
    unmodified: Sequence[Rubric] = (),
    crosswalk: Crosswalk | None = None,
    beside: Sequence[Rubric] = (),
    analysis: bool = False,
    seed: int = 0,
) -> Together:
    """Assess a profile under several rubrics.

    adopted: ids of those that bind; all where None. crosswalk: what crosses between them; nothing where None. beside:
    rubrics whose names the profile may use although it is not assessed by them. unmodified, analysis and seed: as for
    `riskframe.assess`.

    Raises InvalidProblems when the profile does not fit or the rubrics cannot read it together (E486), ValueError for
    rubrics of one id or an adopted one that is not there.
    """
    ids = [rubric.id for rubric in rubrics]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None or not ids:
        raise ValueError(f"rubric {twice} is given twice" if ids else "no rubric is given")
    binding = tuple(ids) if adopted is None else tuple(adopted)
    if not set(binding) <= set(ids):
        raise ValueError(f"adopted and not given: {', '.join(sorted(set(binding) - set(ids)))}")
    apart = clashes(rubrics)
    if apart:
        raise InvalidProblems(apart)
    faults = [p for p in fit_problems(profile, rubrics, beside) if p.severity == "error"]
    if faults:
        raise InvalidProblems(faults)
    made = assessed_under(profile, rubrics, unmodified=unmodified, crosswalk=crosswalk, analysis=analysis, seed=seed)
    return Together(with_disagreement(made, rubrics, binding), binding, disagreement(made, rubrics, binding))
