"""Page one: what is recommended, why, what speaks against it, what is asked and who signs."""

from __future__ import annotations

from riskframe.assessment import Assessment, WaiverShown
from riskframe.decision.records import Decision, ReleaseCondition
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import capitalised, grouped_blockers, option_span
from riskframe.report.view.records import (
    Condition,
    DecisionView,
    Link,
    Mark,
    ProposedView,
    SignOffView,
    Statement,
    Support,
    WaivedView,
)
from riskframe.report.words import Words

REASONS_SHOWN = 3
BECAUSE_SHOWN = 3


def decision_view(assessment: Assessment, decision: Decision, names: Names, question: str) -> DecisionView:
    """Page one of the report."""
    words, advice = names.words, decision.recommendation
    conditions = [condition_view(c, decision, names) for c in decision.conditions if advice.start in c.options]
    stages = {c.anchor: c.stage for c in map(_Staged, decision.conditions)}
    precedent = tuple(c for c in conditions if stages[c.anchor] == "precedent")
    subsequent = tuple(c for c in conditions if stages[c.anchor] != "precedent")
    waiting = sum(c.state.kind == "unmet" for c in precedent)
    start = next(o for o in names.rubric.options if o.id == advice.start)
    dissenting = sum(a.dissent is not None for a in assessment.assessors)
    return DecisionView(
        text=capitalised(advice.text),
        lead=_lead(decision, names),
        start=option_link(advice.start, names),
        aim=option_link(advice.aim, names),
        start_means=start.means,
        proposed=proposed_view(decision, names),
        rests_on=tuple(
            Support(words(f"rests.{x}"), names.statement(words(f"rests.{x}.means"), _leaning(x, decision)))
            for x in advice.rests_on
        ),
        reasons=tuple(names.statement(s.text, s.refs) for s in assessment.reasons),
        against=tuple(names.statement(s.text, s.refs) for s in assessment.against),
        precedent=precedent,
        subsequent=subsequent,
        open_precedents=waiting,
        asked=_asked(assessment, decision, names, waiting, len(subsequent)),
        sign_off=sign_off_view(decision, names),
        dissent=names.statement(words.number("dissent", dissenting), ["part:people"]) if dissenting else None,
        valid=words(
            "valid", day=date_words(assessment.validity.assessed_on, words),
            end=date_words(assessment.validity.expires_on, words),
        ),
        expires_on=date_words(assessment.validity.expires_on, words),
        triggers=assessment.validity.triggers,
        weakened=assessment.loosenings,
        waived=tuple(_waived(w, names) for w in assessment.waivers),
        unmodified=words(f"verdict.{assessment.unmodified_verdict}") if assessment.unmodified_verdict else "",
        question=question,
    )  # fmt: skip


class _Staged:
    """A condition's anchor beside its stage."""

    def __init__(self, condition: ReleaseCondition) -> None:
        self.anchor, self.stage = _anchor(condition), condition.stage


def _anchor(condition: ReleaseCondition) -> str:
    # One condition may stand twice, met for some options and unmet for others.
    return anchor("condition", f"{condition.id}~{'met' if condition.met else 'unmet'}~{condition.options[0]}")


def condition_view(condition: ReleaseCondition, decision: Decision, names: Names) -> Condition:
    """A condition with its state: met, open (it blocks), or to watch after release."""
    words = names.words
    near = {decision.recommendation.start, decision.recommendation.aim}
    near |= {decision.proposed.option} if decision.proposed else set()
    state = "met" if condition.met else "unmet" if condition.stage == "precedent" else "watched"
    return Condition(
        anchor=_anchor(condition),
        text=capitalised(condition.text),
        state=Mark(state, words(f"condition.{state}")),
        because=condition.because,
        remedy=condition.remedy,
        hard=condition.hard,
        options=option_span(condition.options, names),
        domain=names.domain(condition.domain) if condition.domain else "",
        near=bool(near & set(condition.options)),
    )


def proposed_view(decision: Decision, names: Names) -> ProposedView | None:
    """The verdict with its first reasons; None where nothing is proposed."""
    given = decision.proposed
    if given is None:
        return None
    words, reasons = names.words, grouped_blockers(given.blockers, decision, names)
    option = option_link(given.option, names)
    return ProposedView(
        option=option,
        verdict=Mark(given.verdict, words(f"verdict.{given.verdict}")),
        sentence=Statement(words(f"verdict.{given.verdict}.means", option=names.option(given.option)), (option,)),
        reasons=reasons[:REASONS_SHOWN],
        more_reasons=max(0, len(reasons) - REASONS_SHOWN),
    )


def _waived(waiver: WaiverShown, names: Names) -> WaivedView:
    kind, _, name = waiver.scope.partition(":")
    what = names.rule(name) if kind == "rule" else name
    said = names.words(
        "waived.said", what=what, option=names.option(waiver.option), day=date_words(waiver.expires, names.words)
    )
    refs = [waiver.scope] if kind == "rule" else []
    return WaivedView(names.statement(said, [*refs, f"option:{waiver.option}"]), waiver.owner, waiver.reason)


def _leaning(what: str, decision: Decision) -> list[str]:
    """What of the start leans on novelty, judgement or screens: the domains, or the ratings that hold one."""
    at_start = [c for c in decision.domains if c.option == decision.recommendation.start]
    if what == "novelty":
        return [f"domain:{c.domain}" for c in at_start if c.rests_on_novelty]
    kinds = {r.path: r.rests_on for r in decision.ratings}
    return [f"rating:{b.reads}" for c in at_start for b in c.binding if kinds.get(b.reads) == what]


def sign_off_view(decision: Decision, names: Names) -> SignOffView | None:
    """Who has to sign the start."""
    needed = decision.sign_off
    if needed is None:
        return None
    because = tuple(names.statement(text, [ref]) for text, ref in zip(needed.because, needed.refs, strict=True))[
        :BECAUSE_SHOWN
    ]
    return SignOffView(needed.title, because, max(0, len(needed.because) - BECAUSE_SHOWN))


def option_link(name: str, names: Names) -> Link:
    """An option by its title."""
    return Link(names.option(name), anchor("option", name))


def _lead(decision: Decision, names: Names) -> Statement:
    words, advice = names.words, decision.recommendation
    start, aim = names.option(advice.start), names.option(advice.aim)
    floor = names.rubric.option_place[advice.start] == 0
    if advice.goal_falls:
        text = words("lead.fell", fell=names.option(advice.goal_falls[0]), start=start)
        if not floor or advice.start != advice.aim:
            text += " " + words("lead.aim", aim=aim)
    else:
        key = ("lead.closed" if floor else "lead.same") if advice.start == advice.aim else (
            "lead.closed_aim" if floor else "lead.staged"
        )  # fmt: skip
        text = words(key, start=start, aim=aim)
    options = dict.fromkeys((*advice.goal_falls[:1], advice.start, advice.aim))
    return Statement(text, tuple(option_link(o, names) for o in options))


def _asked(
    assessment: Assessment, decision: Decision, names: Names, waiting: int, watched: int
) -> tuple[Statement, ...]:  # fmt: skip
    words, advice, place = names.words, decision.recommendation, names.rubric.option_place
    start, at_start = names.option(advice.start), [f"option:{advice.start}"]
    asked = [(words("ask.none") if place[advice.start] == 0 else words("ask.start", start=start), at_start)]
    found = assessment.disagreement
    if found is not None and found.start not in (None, advice.start):
        # The strictest adopted rubric binds, whatever this one would allow.
        said = words("ask.together", start=names.option(found.start or ""), strictest=words.listed(found.strictest))
        asked = [(said, ["part:rubrics"])]
    if decision.proposed is not None and place[decision.proposed.option] > place[advice.start]:
        wanted = decision.proposed.option
        asked.append((words("ask.decline", option=names.option(wanted)), [f"option:{wanted}"]))
    if assessment.weakened:
        asked.append((words.number("ask.weakened", len(assessment.loosenings)), ["part:weakened"]))
    if assessment.waivers:
        asked.append((words.number("ask.waived", len(assessment.waivers)), ["part:weakened"]))
    if waiting:
        key = "ask.precedent" if place[advice.start] else "ask.standing"
        asked.append((words.number(key, waiting, start=start), ["part:conditions"]))
    if watched and place[advice.start] > 0:
        asked.append((words.number("ask.subsequent", watched), ["part:conditions"]))
    stage = decision.stages[0] if decision.stages else None
    if stage is not None and stage.needs:
        needed = stage.needs[0].criteria
        criteria = words.listed([names.link_label(c) for c in needed], most=3)
        said = words("ask.evidence", criteria=criteria, option=names.option(stage.option))
        asked.append((said, [f"rating:{c}" for c in needed]))
    asked.append((words("ask.again", day=date_words(assessment.validity.expires_on, words)), ["part:plan"]))
    return tuple(names.statement(text, refs) for text, refs in asked)


def date_words(iso: str, words: Words) -> str:
    """A day written out: 31 January 2026. Anything else is left as it is."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return iso
    year, month, day = map(int, parts)
    return words("date", day=day, month=words(f"month.{month}"), year=year)
