"""Page one: what is recommended, why, what speaks against it, what is asked and who signs."""

from __future__ import annotations

from riskframe.assessment import Assessment
from riskframe.decision.records import Blocker, Decision, ReleaseCondition
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import capitalised, grouped_blockers, option_span
from riskframe.report.view.records import Condition, DecisionView, Fact, Link, Mark, ProposedView, SignOffView
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
    return DecisionView(
        text=capitalised(advice.text),
        lead=_lead(decision, names),
        start=option_link(advice.start, names),
        aim=option_link(advice.aim, names),
        start_means=start.means,
        proposed=proposed_view(decision, names),
        rests_on=tuple(Fact(words(f"rests.{x}"), words(f"rests.{x}.means")) for x in advice.rests_on),
        reasons=tuple(names.statement(s.text, s.refs) for s in assessment.reasons),
        against=tuple(names.statement(s.text, s.refs) for s in assessment.against),
        precedent=precedent,
        subsequent=subsequent,
        open_precedents=waiting,
        asked=_asked(assessment, decision, names, waiting, len(subsequent)),
        sign_off=sign_off_view(decision),
        valid=words(
            "valid", day=date_words(assessment.validity.assessed_on, words),
            end=date_words(assessment.validity.expires_on, words),
        ),
        expires_on=date_words(assessment.validity.expires_on, words),
        triggers=assessment.validity.triggers,
        weakened=assessment.loosenings,
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
    words, reasons = names.words, grouped_reasons(given.reasons, decision, names)
    return ProposedView(
        option=option_link(given.option, names),
        verdict=Mark(given.verdict, words(f"verdict.{given.verdict}")),
        sentence=words(f"verdict.{given.verdict}.means", option=names.option(given.option)),
        reasons=reasons[:REASONS_SHOWN],
        more_reasons=max(0, len(reasons) - REASONS_SHOWN),
    )


def grouped_reasons(texts: tuple[str, ...], decision: Decision, names: Names) -> tuple[str, ...]:
    """The reasons against an option, one for each rule. A verdict names its blockers by their texts only."""
    known = {b.text: b for o in decision.options for b in (*o.blockers, *o.central_blockers)}
    blockers = [known.get(text) or Blocker("domain", "", "", text) for text in texts]
    return tuple(s.text for s in grouped_blockers(blockers, decision, names))


def sign_off_view(decision: Decision) -> SignOffView | None:
    """Who has to sign the start."""
    needed = decision.sign_off
    if needed is None:
        return None
    return SignOffView(needed.title, needed.because[:BECAUSE_SHOWN], max(0, len(needed.because) - BECAUSE_SHOWN))


def option_link(name: str, names: Names) -> Link:
    """An option by its title."""
    return Link(names.option(name), anchor("option", name))


def _lead(decision: Decision, names: Names) -> str:
    words, advice = names.words, decision.recommendation
    start, aim = names.option(advice.start), names.option(advice.aim)
    floor = names.rubric.option_place[advice.start] == 0
    if advice.goal_falls:
        fell = names.option(advice.goal_falls[0])
        said = words("lead.fell", fell=fell, start=start)
        return said if floor and advice.start == advice.aim else f"{said} {words('lead.aim', aim=aim)}"
    key = ("lead.closed" if floor else "lead.same") if advice.start == advice.aim else (
        "lead.closed_aim" if floor else "lead.staged"
    )  # fmt: skip
    return words(key, start=start, aim=aim)


def _asked(assessment: Assessment, decision: Decision, names: Names, waiting: int, watched: int) -> tuple[str, ...]:
    words, advice, place = names.words, decision.recommendation, names.rubric.option_place
    start = names.option(advice.start)
    asked = [words("ask.none") if place[advice.start] == 0 else words("ask.start", start=start)]
    if decision.proposed is not None and place[decision.proposed.option] > place[advice.start]:
        asked.append(words("ask.decline", option=names.option(decision.proposed.option)))
    if assessment.weakened:
        asked.append(words.number("ask.weakened", len(assessment.loosenings)))
    if waiting:
        asked.append(words.number("ask.precedent" if place[advice.start] else "ask.standing", waiting, start=start))
    if watched and place[advice.start] > 0:
        asked.append(words.number("ask.subsequent", watched))
    stage = decision.stages[0] if decision.stages else None
    if stage is not None and stage.needs:
        criteria = words.listed([names.link_label(c) for c in stage.needs[0].criteria], most=3)
        asked.append(words("ask.evidence", criteria=criteria, option=names.option(stage.option)))
    asked.append(words("ask.again", day=date_words(assessment.validity.expires_on, words)))
    return tuple(asked)


def date_words(iso: str, words: Words) -> str:
    """A day written out: 31 January 2026. Anything else is left as it is."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return iso
    year, month, day = map(int, parts)
    return words("date", day=day, month=words(f"month.{month}"), year=year)
