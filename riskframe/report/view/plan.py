"""What may follow: the stages after the start, and the release component by component."""

from __future__ import annotations

from riskframe.decision.records import Decision, Stage
from riskframe.report.view.decision import option_link
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import capitalised
from riskframe.report.view.records import Link, Mark, Statement
from riskframe.report.view.registers import ComponentRow, Need, Plan, StageView


def plan_view(decision: Decision, names: Names) -> Plan:
    """The start, what each later stage would need, what is watched meanwhile, and the way back."""
    advice, staging = decision.recommendation, names.rubric.file.staging
    stages = tuple(_stage(s, advice.aim, names) for s in decision.stages)
    start = next(o for o in decision.options if o.option == advice.start)
    if not stages:
        sentence = names.words("plan.none", start=names.option(advice.start))
    else:
        key = "plan.staged" if advice.start != advice.aim else "plan.beyond"
        sentence = names.words(key, start=names.option(advice.start), last=stages[-1].option.label)
    return Plan(
        start=option_link(advice.start, names),
        start_irreversible=start.irreversible,
        stages=stages,
        sentence=Statement(
            sentence, tuple(dict.fromkeys((option_link(advice.start, names), *(s.option for s in stages[-1:]))))
        ),
        watch=staging.watch if staging else (),
        stop_signals=staging.stop_signals if staging else (),
        told=staging.told if staging else (),
    )


def _stage(stage: Stage, aim: str, names: Names) -> StageView:
    words, option = names.words, next(o for o in names.rubric.options if o.id == stage.option)
    needs = tuple(Need(tuple(_mover(c, names) for c in n.criteria), n.evaluations) for n in stage.needs)
    settled = stage.how == "narrowing" and not needs
    said = [words("stage.settled" if settled else f"stage.{stage.how}", option=option.title)]
    if not stage.complete:
        said.append(words("stage.incomplete"))
    if stage.goal_needed:
        said.append(words("stage.goal"))
    return StageView(
        option=option_link(stage.option, names),
        needs=needs,
        sentence=Statement(" ".join(said), (option_link(stage.option, names),)),
        rules_first=tuple(Link(names.rule(key), anchor("rule", key)) for key in stage.rules_first),
        not_settled=tuple(_mover(c, names) for c in stage.not_settled_here),
        way_back=stage.way_back,
        irreversible=option.irreversible,
        is_aim=stage.option == aim,
        goal_needed=stage.goal_needed,
        settled=settled,
    )


def _mover(name: str, names: Names) -> Link:
    return names.link(f"rating:{name}") or Link(name, "")


def component_rows(decision: Decision, names: Names) -> tuple[ComponentRow, ...]:
    """Which components go out with the recommended option."""
    words = names.words
    return tuple(
        ComponentRow(
            title=c.title,
            advice=Mark("publish" if c.publish else "withhold", words(f"component.{'publish' if c.publish else 'withhold'}")),
            proposed=words(f"component.{c.proposed}") if c.proposed else words("not_stated"),
            because=names.statement(capitalised(c.because) + ".", c.refs),
        )
        for c in decision.components
    )  # fmt: skip
