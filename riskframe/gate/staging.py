"""A staged plan: written from an assessment, and held against the release. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from riskframe.assessment import Assessment, PlanFollowed
from riskframe.gate.findings import Finding, Place
from riskframe.release.plan import Commitment, Plan, PlannedStage, Signal, commitments_digest
from riskframe.rubric.resolve import Rubric


class NothingToStage(ValueError):
    """The assessment starts at the floor or has no decision: there is no stage to commit to."""


def plan_of(assessment: Assessment, rubric: Rubric) -> Plan:
    """The stages from the start to the aim as commitments. Raises NothingToStage."""
    decision = assessment.decision
    if decision is None:
        raise NothingToStage(f"the rubric {rubric.id} knows no options, so there are no stages")
    start = decision.recommendation.start
    options = [o for o in (start, *(stage.option for stage in decision.stages)) if rubric.option_place[o] > 0]
    if not options:
        raise NothingToStage("nothing is released and nothing follows, so there are no stages")
    needed = {stage.option: stage for stage in decision.stages}
    staging, stages = rubric.file.staging, []
    for place, option in enumerate(options):
        after = needed.get(options[place + 1]) if place + 1 < len(options) else None
        asked = [c for c in decision.conditions if option in c.options]
        evaluations = dict.fromkeys(text for need in after.needs for text in need.evaluations) if after else {}
        stages.append(
            PlannedStage(
                option=option,
                entry=tuple(_condition(c.id, c.text) for c in asked if c.stage == "precedent"),
                exit=tuple(Commitment(id=f"shown-{n}", text=text) for n, text in enumerate(evaluations, 1)),
                watch=(*(staging.watch if staging else ()), *dict.fromkeys(c.text for c in asked if c.stage != "precedent")),
                stop=_signals("stop", staging.stop_signals if staging else ()),
                told=staging.told if staging else (),
                way_back=rubric.options[rubric.option_place[option]].way_back or None,
            )
        )  # fmt: skip
    triggers = _signals("trigger", assessment.validity.triggers)
    model = assessment.model.name
    return Plan(
        riskframe_plan=1, model=model, rubric=rubric.id, written_on=date.fromisoformat(assessment.validity.assessed_on),
        commitments=commitments_digest(tuple(stages), triggers, model, rubric.id), stages=tuple(stages),
        triggers=triggers,
    )  # fmt: skip


def _condition(name: str, text: str) -> Commitment:
    readable = name.replace("[", "-").replace("]", "")
    return Commitment(id=readable[:80], text=text, condition=name)


def _signals(kind: str, texts: Iterable[str]) -> tuple[Signal, ...]:
    return tuple(Signal(id=f"{kind}-{n}", text=text) for n, text in enumerate(texts, 1))


def followed(plan: Plan, option: str) -> PlanFollowed:
    """What a result records of a plan."""
    return PlanFollowed(plan.commitments, option)


def plan_findings(
    plan: Plan, assessment: Assessment, rubric: Rubric, today: date, *, before: Assessment | None = None
) -> tuple[Finding, ...]:
    """The plan against the option that is about to be released, and against what a previous result committed to."""
    return tuple(_found(plan, assessment, rubric, today, before))


def _found(
    plan: Plan, assessment: Assessment, rubric: Rubric, today: date, before: Assessment | None
) -> Iterator[Finding]:
    if plan.model != assessment.model.name or plan.rubric != assessment.rubric.id:
        text = f"the plan is for {plan.model} under {plan.rubric}; judged is {assessment.model.name} under {rubric.id}"
        yield Finding("plan_other_model", plan.model, text, "Give this release's plan.", Place("plan"))
        return
    yield from _sealed(plan, before)
    if assessment.decision is None or assessment.decision.proposed is None:
        return
    yield from _stages(plan, assessment, assessment.decision.proposed.option, rubric, today)
    assessed = date.fromisoformat(assessment.validity.assessed_on)
    for index, trigger in enumerate(plan.triggers):
        for seen in trigger.seen:
            if seen.on > assessed:
                text = f"{trigger.text}: seen on {seen.on.isoformat()}, after the assessment ({seen.note})"
                yield Finding("trigger_fired", trigger.id, text, "Assess again.", Place("plan", ("triggers", index)))


def _sealed(plan: Plan, before: Assessment | None) -> Iterator[Finding]:
    remedy = "Put it back; commitments are changed by a new plan from a new assessment, in the open."
    if commitments_digest(plan.stages, plan.triggers, plan.model, plan.rubric) != plan.commitments:
        yield Finding("commitment_dropped", "commitments", "the plan's commitments are not what `riskframe plan` wrote",
                      remedy, Place("plan", ("commitments",)))  # fmt: skip
    elif before is not None and before.plan is not None and before.plan.commitments != plan.commitments:
        yield Finding("commitment_dropped", "commitments",
                      "the previous result was held against a plan with other commitments", remedy,
                      Place("plan", ("commitments",)))  # fmt: skip


def _stages(plan: Plan, assessment: Assessment, option: str, rubric: Rubric, today: date) -> Iterator[Finding]:
    chain = rubric.option_place
    known = [stage.option for stage in plan.stages]
    if option not in known:
        first = chain.get(known[0], 0)
        if chain.get(option, 0) > first:
            text = f"{option} is no stage of the plan, which goes {' > '.join(known)}"
            yield Finding("stage_skipped", option, text, "Take the stages in their order.", Place("plan", ("stages",)))
        return
    place = known.index(option)
    for index, stage in enumerate(plan.stages[: place + 1]):
        at = ("stages", index)
        if index < place and stage.entered is None:
            yield Finding("stage_skipped", stage.option, f"the stage {stage.option} was never entered",
                          "Take the stages in their order.", Place("plan", at))  # fmt: skip
        if index < place:
            yield from _unmet(stage.exit, (*at, "exit"), stage.option, assessment, today, entering=False)
        else:
            yield from _unmet(stage.entry, (*at, "entry"), stage.option, assessment, today, entering=True)
        for n, signal in enumerate(stage.stop):
            for seen in signal.seen:
                text = f"{stage.option}: {signal.text}: seen on {seen.on.isoformat()} ({seen.note})"
                yield Finding("stop_signal", signal.id, text, f"Stop. {stage.way_back or ''}".strip(),
                              Place("plan", (*at, "stop", n)))  # fmt: skip


def _unmet(
    listed: tuple[Commitment, ...], at: tuple[str | int, ...], stage: str, assessment: Assessment, today: date, *,
    entering: bool,
) -> Iterator[Finding]:  # fmt: skip
    counted = {item.id for item in assessment.evidence if item.accepted}
    for index, asked in enumerate(listed):
        if asked.condition is not None:
            continue  # the gate asks for it by itself, where it can also be waived
        why: str | None = None
        if asked.met is None:
            why = "nobody recorded it"
        elif asked.met.on > today:
            why = f"it is recorded for {asked.met.on.isoformat()}, which is yet to come"
        else:
            lacking = [name for name in asked.met.evidence if name not in counted]
            why = (
                f"it cites {', '.join(lacking)}, which the profile does not hold or does not count" if lacking else None
            )
        if why is not None:
            text = f"{stage}: {asked.text}: {why}"
            yield Finding("entry_unmet" if entering else "exit_unmet", asked.id, text, "Show it, and record it in the plan.",
                          Place("plan", (*at, index)))  # fmt: skip
