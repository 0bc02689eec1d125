"""Sentences about a result, each made from the trace and naming what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from riskframe.decision.records import Blocker, Decision, DomainUnderOption
from riskframe.engine.evaluate import Evaluation
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Zone


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement. `refs` are what it can be followed to: `domain:…`, `rule:…`, `rating:…`, `option:…`, `step:…`,
    `benefit:…`, `class:…`, `goal:…`, or `part:…`, a section of the report."""

    text: str
    refs: tuple[str, ...]


def reasons(found: Evaluation, decision: Decision) -> tuple[Sentence, ...]:
    """Three reasons for the recommendation: what holds the start, what stops the next option, what is not known."""
    return (_why_start(found.rubric, decision), _why_no_further(found.rubric, decision), _what_is_unknown(decision))


def arguments_against(found: Evaluation, decision: Decision) -> tuple[Sentence, ...]:
    """The strongest arguments against it: one that it is too open, one that it is too closed."""
    return (_too_open(found.rubric, decision), _too_closed(found.rubric, decision))


def name_of(rubric: Rubric, option: str) -> str:
    """An option's title."""
    return rubric.options[rubric.option_place[option]].title


def held_by(cell: DomainUnderOption) -> str:
    """ "held there by a and b", or that nothing holds it."""
    if not cell.binding:
        return "with no step that holds it back"
    return "held there by " + _listed([step.title.lower() for step in cell.binding])


def _cells(decision: Decision, option: str) -> list[DomainUnderOption]:
    return [c for c in decision.domains if c.option == option]


def _why_start(rubric: Rubric, decision: Decision) -> Sentence:
    start = decision.recommendation.start
    name = name_of(rubric, start)
    if rubric.option_place[start] == 0:
        fell = " after the goal condition" if decision.recommendation.goal_falls else ""
        text = f"{name} is the floor of the chain of options, not a finding of safety; no other option is left{fell}."
        return Sentence(text, (f"option:{start}",))
    cells = _cells(decision, start)
    if not cells:
        return Sentence(f"{name}: no domain is rated by this rubric.", (f"option:{start}",))
    order = list(Zone)
    worst = max(cells, key=lambda c: (order.index(c.zone["conservative"]), c.level["conservative"]))
    title = rubric.domains[worst.domain].title
    zone = worst.zone["conservative"].value
    refs = (f"option:{start}", f"domain:{worst.domain}", *(f"step:{s.step}" for s in worst.binding))
    if zone == "acceptable":
        text = (
            f"Under {name} every domain is acceptable in the conservative reading; the highest is {title} at level "
            f"{worst.level['conservative']}, {held_by(worst)}."
        )
    else:
        count = sum(c.zone["conservative"] is Zone.TOLERABLE for c in cells)
        text = (
            f"Under {name} no domain is intolerable in the conservative reading; {count} of {len(cells)} "
            f"{'is' if count == 1 else 'are'} only tolerable, the worst of them {title} at level {worst.level['conservative']}, {held_by(worst)}."
        )
    return Sentence(text, refs)


def _why_no_further(rubric: Rubric, decision: Decision) -> Sentence:
    start = rubric.option_place[decision.recommendation.start]
    if decision.recommendation.goal_falls:
        fell = decision.recommendation.goal_falls[0]
        text = (
            f"{name_of(rubric, fell)} is within tolerance, but some domain is only tolerable there and no stated goal "
            f"of known size needs it, so the start falls to {name_of(rubric, decision.recommendation.start)}."
        )
        return Sentence(text, (f"option:{fell}",))
    if start + 1 == len(rubric.options):
        return Sentence("No more open option exists in this rubric.", (f"option:{decision.recommendation.start}",))
    following = decision.options[start + 1]
    found = [b for b in following.blockers if b.option == following.option]
    listed = "; ".join(_in_words(b, rubric) for b in found[:2])
    more = f" (and {len(found) - 2} more)" if len(found) > 2 else ""
    text = f"{following.name} is not reached in the conservative reading: {listed}{more}."
    return Sentence(text, (f"option:{following.option}", *(_ref(b) for b in found)))


def _in_words(blocker: Blocker, rubric: Rubric) -> str:
    """A blocker with titles for the ids in its text."""
    if blocker.kind == "cap":
        rule = next(r for r in rubric.rules if r.key == blocker.id)
        where = f" ({rubric.title_of(rule.domain)})" if rule.domain else ""
        return f"the rule “{rule.rule.title}”{where} caps at {name_of(rubric, rule.rule.cap or '')}"
    if blocker.kind == "class":
        name, _, where = blocker.id.partition(".")
        title = rubric.classifications[name].title
        return f"{title}{f' of {rubric.title_of(where)}' if where else ''} caps at a less open option"
    return blocker.text


def _what_is_unknown(decision: Decision) -> Sentence:
    read = [r for r in decision.ratings if r.read]
    unknown = [r for r in read if r.why_unknown is not None]
    if not unknown:
        return Sentence(f"All {len(read)} ratings that the rubric reads are known.", ("part:ratings",))
    text = f"{len(unknown)} of the {len(read)} ratings that the rubric reads are unknown and stand at the harmful end."
    return Sentence(text, tuple(f"rating:{r.path}" for r in unknown))


def _too_open(rubric: Rubric, decision: Decision) -> Sentence:
    start = decision.recommendation.start
    leaning = [c for c in _cells(decision, start) if c.rests_on_novelty]
    if leaning:
        titles = _listed([rubric.domains[c.domain].title for c in leaning])
        text = (
            f"Too open: {titles} would be in another zone if nothing comparable were available already; the step "
            "rests on the comparators named, not on the model."
        )
        return Sentence(text, tuple(f"domain:{c.domain}" for c in leaning))
    if decision.single_points:
        what = _listed([p.text for p in decision.single_points[:3]])
        more = len(decision.single_points) - 3
        text = f"Too open: a mistake in one of these alone would take {name_of(rubric, start)} out of reach: {what}"
        text += f" and {more} more." if more > 0 else "."
        return Sentence(text, tuple(f"rating:{p.what}" for p in decision.single_points))
    if decision.recommendation.rests_on:
        text = f"Too open: ratings that hold some domain at its level rest on {_listed(list(decision.recommendation.rests_on))}."
        return Sentence(text, (f"option:{start}", "part:ratings"))
    if rubric.option_place[start] == 0:
        return Sentence("Too open: nothing is released, so only the standing risk remains.", ("part:standing",))
    if not rubric.domains:
        text = (
            "Too open: this rubric rates no paths to harm. It stops where one of its rules or classes does, and says nothing "
            "of what none of them asks."
        )
        return Sentence(text, (f"option:{start}", "part:rules"))
    worst = max((c.level["conservative"] for c in _cells(decision, start)), default=0)
    count = sum(c.level["conservative"] == worst for c in _cells(decision, start))
    text = (
        f"Too open: the calculus takes the hardest step of a path and does not add paths up; {count} domains stand at "
        f"level {worst} together."
    )
    return Sentence(text, (f"option:{start}", "part:pathways"))


def _too_closed(rubric: Rubric, decision: Decision) -> Sentence:
    start = rubric.option_place[decision.recommendation.start]
    optimistic = decision.recommendation.answers["optimistic"]
    if rubric.option_place[optimistic] > start:
        text = (
            f"Too closed: with every rating at its favourable end, {name_of(rubric, optimistic)} would be within "
            "tolerance; the difference is what the evidence leaves open."
        )
        return Sentence(text, (f"option:{optimistic}",))
    lost = [b for b in decision.benefits if b.size is not None and b.keeps[decision.recommendation.start] < 1]
    if lost:
        first = lost[0]
        share = first.keeps[decision.recommendation.start]
        text = (
            f"Too closed: {first.title.lower()}, rated {first.size} of 5, keeps a share of {share:g} of what full "
            "openness would give it."
        )
        return Sentence(text, (f"benefit:{first.benefit}",))
    return Sentence("Too closed: no benefit of known size speaks for a more open option.", ("part:benefits",))


def _ref(blocker: Blocker) -> str:
    return f"{'rule' if blocker.kind == 'cap' else blocker.kind}:{blocker.id}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
