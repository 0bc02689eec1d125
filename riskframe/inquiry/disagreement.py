"""Several rubrics on one profile: where they differ, and which rule or table of which rubric makes the difference.

Adopted rubrics bind, and the strictest of them wins; the others advise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskframe.assessment import Assessment
from riskframe.decision.records import Blocker
from riskframe.decision.trace import cite
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class RubricVerdict:
    """What one rubric says. `start` and `verdict` are None where it has no options or knows no such option."""

    rubric: str
    version: str
    adopted: bool
    start: str | None
    aim: str | None
    verdict: str | None
    allows: tuple[str, ...]
    """Options reachable in its conservative reading."""
    classes: dict[str, str]
    """Its other outcomes, conservative reading."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What in a rubric refuses an option that another allows, and what that rests on."""

    rubric: str
    kind: str
    id: str
    text: str
    assumption: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One option on which rubrics differ."""

    option: str
    allowed_by: tuple[str, ...]
    refused_by: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The map. `start` is the strictest adopted rubric's; None where no adopted rubric has options."""

    verdicts: tuple[RubricVerdict, ...]
    start: str | None
    strictest: tuple[str, ...]
    """The adopted rubrics that have that start."""
    differences: tuple[Difference, ...]


def disagreement(
    assessments: Sequence[Assessment], rubrics: Sequence[Rubric], adopted: Sequence[str] | None = None
) -> Disagreement:
    """Where the assessments of one profile differ. `adopted` are rubric ids, all when None.

    Options are the same where their ids are; the chain is that of the first rubric that has one. A rubric that does
    not know an option neither allows nor refuses it.
    """
    binding = set(adopted) if adopted is not None else {r.id for r in rubrics}
    chain = next((tuple(r.option_place) for r in rubrics if r.options), ())
    verdicts = tuple(_verdict(a, r.id in binding) for a, r in zip(assessments, rubrics, strict=True))
    starts = {v.rubric: chain.index(v.start) for v in verdicts if v.adopted and v.start in chain}
    least = min(starts.values(), default=None)
    return Disagreement(
        verdicts=verdicts,
        start=None if least is None else chain[least],
        strictest=tuple(name for name, place in starts.items() if place == least),
        differences=tuple(d for option in chain if (d := _difference(option, assessments, rubrics)) is not None),
    )


def _verdict(assessment: Assessment, adopted: bool) -> RubricVerdict:
    decision = assessment.decision
    return RubricVerdict(
        rubric=assessment.rubric.id,
        version=assessment.rubric.version,
        adopted=adopted,
        start=assessment.start,
        aim=assessment.aim,
        verdict=assessment.verdict,
        allows=tuple(o.option for o in decision.options if o.reachable["conservative"]) if decision else (),
        classes={name: by["conservative"] for name, by in assessment.classes.items()},
    )


def _difference(option: str, assessments: Sequence[Assessment], rubrics: Sequence[Rubric]) -> Difference | None:
    allowed, refused, causes = [], [], []
    for assessment, rubric in zip(assessments, rubrics, strict=True):
        found = next(
            (o for o in (assessment.decision.options if assessment.decision else ()) if o.option == option), None
        )
        if found is None:
            continue
        if found.reachable["conservative"]:
            allowed.append(rubric.id)
        else:
            refused.append(rubric.id)
            causes += [_cause(rubric, blocker) for blocker in found.blockers]
    return Difference(option, tuple(allowed), tuple(refused), tuple(causes)) if allowed and refused else None


def _cause(rubric: Rubric, blocker: Blocker) -> Cause:
    if blocker.kind == "cap":
        rule = next(r.rule for r in rubric.rules if r.key == blocker.id)
        assumption, source = rule.because, rule.source
    elif blocker.kind == "class":
        cls = rubric.classifications[blocker.id.split(".")[0]]
        assumption, source = cls.means, cls.source
    else:
        assert rubric.tolerance is not None
        domain = rubric.domains[blocker.id]
        assumption = f"{domain.means} Severity {domain.severity}, and the tolerance table of {rubric.id}."
        source = rubric.tolerance.source
    return Cause(rubric.id, blocker.kind, blocker.id, blocker.text, assumption, source.basis, cite(source))
