"""Several rubrics on one profile: where they differ, and which rule or table of which rubric makes the difference.

Adopted rubrics bind, and the strictest of them wins; the others advise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riskframe.assessment import Assessment
from riskframe.decision.differences import Cause, ClassSaid, Difference, Disagreement, RubricVerdict
from riskframe.decision.records import Blocker, OptionAssessment
from riskframe.decision.trace import cite
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Verdict, Zone

WORST_FIRST: tuple[Verdict, ...] = ("not_supported", "insufficient_evidence", "supported_with_conditions", "supported")


def disagreement(
    assessments: Sequence[Assessment], rubrics: Sequence[Rubric], adopted: Sequence[str] | None = None
) -> Disagreement:
    """Where the assessments of one profile differ. `adopted` are rubric ids, all when None.

    Options are the same where their ids are; the chain is that of the first rubric that has one. A rubric that does
    not know an option neither allows nor refuses it.
    """
    binding = set(adopted) if adopted is not None else {r.id for r in rubrics}
    options = next((r.options for r in rubrics if r.options), ())
    chain = tuple(o.id for o in options)
    verdicts = tuple(_verdict(a, r, r.id in binding) for a, r in zip(assessments, rubrics, strict=True))
    bind = [v for v in verdicts if v.adopted]
    starts = {v.rubric: chain.index(v.start) for v in bind if v.start in chain}
    least = min(starts.values(), default=None)
    return Disagreement(
        chain=chain,
        titles={o.id: o.title for o in options},
        proposed=next((a.decision.proposed.option for a in assessments if a.decision and a.decision.proposed), None),
        verdicts=verdicts,
        start=None if least is None else chain[least],
        strictest=tuple(name for name, place in starts.items() if place == least),
        together={
            option: min((v.options[option] for v in bind if option in v.options), key=WORST_FIRST.index)
            for option in chain
            if any(option in v.options for v in bind)
        },
        differences=tuple(d for option in chain if (d := _difference(option, assessments, rubrics)) is not None),
    )


def with_disagreement(
    assessments: Sequence[Assessment], rubrics: Sequence[Rubric], adopted: Sequence[str] | None = None
) -> tuple[Assessment, ...]:
    """The assessments, with the map in those of the adopted rubrics; a rubric alone disagrees with nobody."""
    if len(rubrics) < 2:
        return tuple(assessments)
    found = disagreement(assessments, rubrics, adopted)
    binding = {v.rubric for v in found.verdicts if v.adopted}
    return tuple(replace(a, disagreement=found) if a.rubric.id in binding else a for a in assessments)


def _verdict(assessment: Assessment, rubric: Rubric, adopted: bool) -> RubricVerdict:
    decision = assessment.decision
    unmet = [c for c in decision.conditions if c.stage == "precedent" and not c.met] if decision else []
    return RubricVerdict(
        rubric=assessment.rubric.id,
        version=assessment.rubric.version,
        title=assessment.rubric.title,
        adopted=adopted,
        start=assessment.start,
        aim=assessment.aim,
        verdict=assessment.verdict,
        options={o.option: o.verdict for o in decision.options} if decision else {},
        conditions={o.option: sum(o.option in c.options for c in unmet) for o in decision.options} if decision else {},
        classes=tuple(
            ClassSaid(name, rubric.classifications[name].title, by["conservative"])
            for name, by in assessment.classes.items()
            if "." not in name
        ),
    )


def _difference(option: str, assessments: Sequence[Assessment], rubrics: Sequence[Rubric]) -> Difference | None:
    allowed, refused, grounds = [], [], []
    causes: list[Cause] = []
    for assessment, rubric in zip(assessments, rubrics, strict=True):
        found = next(
            (o for o in (assessment.decision.options if assessment.decision else ()) if o.option == option), None
        )
        if found is None:
            continue
        if found.reachable["conservative"]:
            allowed.append(rubric.id)
            grounds.append(_ground(assessment, found))
        else:
            refused.append(rubric.id)
            causes += _causes(rubric, assessment, found)
    if not (allowed and refused):
        return None
    return Difference(option, tuple(allowed), tuple(refused), tuple(causes), tuple(grounds))


def _ground(assessment: Assessment, option: OptionAssessment) -> str:
    """On what a rubric's permission rests, in a sentence."""
    decision = assessment.decision
    assert decision is not None
    unmet = sum(c.stage == "precedent" and not c.met and option.option in c.options for c in decision.conditions)
    column = [c for c in decision.domains if c.option == option.option]
    parts = []
    if column:
        worst = max(c.level["conservative"] for c in column)
        parts.append(
            f"every domain is {'acceptable' if option.verdict == 'supported' else 'tolerable at most'}, at level {worst} or below"
        )
        if any(c.rests_on_novelty for c in column):
            parts.append("which rests on what others already offer")
    else:
        parts.append("no rule and no class of it stops here")
    if unmet:
        parts.append(f"{unmet} condition{'' if unmet == 1 else 's'} precedent not met")
    return f"{assessment.rubric.id}: {'; '.join(parts)}"


def _causes(rubric: Rubric, assessment: Assessment, option: OptionAssessment) -> list[Cause]:
    """What refuses an option: one entry for a rule or class that does so alike in several domains or units."""
    found: dict[tuple[str, str, str, bool], Cause] = {}
    for blocker in option.blockers:
        made = {"cap": _rule, "class": _class}.get(blocker.kind, _domain)(rubric, assessment, blocker)
        key = (made.kind, made.id, made.text, made.in_every_reading)
        before = found.get(key)
        if before is not None:
            read = tuple(dict.fromkeys((*before.read, *made.read)))
            made = replace(before, subjects=(*before.subjects, *made.subjects), read=read)
        found[key] = made
    return list(found.values())


def _rule(rubric: Rubric, assessment: Assessment, blocker: Blocker) -> Cause:
    spec = next(r for r in rubric.rules if r.key == blocker.id)
    hit = next(h for h in assessment.hits if h.key == blocker.id)
    subjects = (rubric.title_of(spec.domain),) if spec.domain else ()
    text = f"{spec.rule.title}: no further than {_title(rubric, str(spec.rule.cap))}"
    stands = blocker.option in hit.options.get("optimistic", ())
    return Cause(
        rubric.id, "cap", spec.id, blocker.option, spec.rule.title, subjects, text, spec.rule.because,
        spec.rule.source.basis, cite(spec.rule.source), hit.read, stands,
    )  # fmt: skip


def _class(rubric: Rubric, assessment: Assessment, blocker: Blocker) -> Cause:
    name, _, subject = blocker.id.partition(".")
    spec, values = rubric.classifications[name], assessment.classes[blocker.id]
    value = values["conservative"]
    rules = [
        h
        for h in assessment.hits
        if h.effect == "classify" and h.domain in (subject or None, None) and _sets(h.value, name, value)
    ]
    text = f"{spec.title} is {value.replace('_', ' ')}: no further than {_title(rubric, spec.caps[value])}"
    place = rubric.option_place
    best = values["optimistic"]
    stands = best in spec.caps and place[spec.caps[best]] < place[blocker.option]
    return Cause(
        rubric.id, "class", name, blocker.option, spec.title, (rubric.title_of(subject),) if subject else (), text,
        rules[0].because if rules else spec.means, (rules[0] if rules else spec.source).basis,
        rules[0].source if rules else cite(spec.source), rules[0].read if rules else (), stands,
    )  # fmt: skip


def _sets(classify: str, name: str, value: str) -> bool:
    return f"{name}: {value}" in classify.split(", ")


def _domain(rubric: Rubric, assessment: Assessment, blocker: Blocker) -> Cause:
    assert rubric.tolerance is not None
    assert assessment.decision is not None
    spec = rubric.domains[blocker.id]
    cell = next(c for c in assessment.decision.domains if (c.domain, c.option) == (blocker.id, blocker.option))
    held = ", ".join(step.title for step in cell.binding)
    means = next((s.text for s in rubric.tolerance.severities if s.level == spec.severity), "")
    return Cause(
        rubric.id, "domain", blocker.id, blocker.option, spec.title, (),
        blocker.text + (f", held by {held}" if held else ", and no step holds it back"),
        f"Severity {spec.severity}: {means} What is tolerable at that severity is the rubric's table.",
        rubric.tolerance.source.basis, cite(rubric.tolerance.source), (), cell.zone["optimistic"] is Zone.INTOLERABLE,
    )  # fmt: skip


def _title(rubric: Rubric, option: str) -> str:
    return rubric.options[rubric.option_place[option]].title
