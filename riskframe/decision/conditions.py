"""What is asked of a release: conditions precedent and subsequent, and who signs."""

from __future__ import annotations

from riskframe.decision.recommend import goals_met, needs_goal
from riskframe.decision.records import ReleaseCondition, SignOffNeeded
from riskframe.engine.evaluate import Evaluation
from riskframe.scales import Zone

GOAL = "goal-needed"
STANDING = "standing-risk"


def release_conditions(found: Evaluation) -> tuple[ReleaseCondition, ...]:
    """Every condition that applies to some option (conservative reading), met or not."""
    rubric = found.rubric
    listed: list[ReleaseCondition] = []
    for rule in rubric.rules:
        spec = rule.rule.require
        if spec is None:
            continue
        options = {p: rubric.options[p].id for p in found.places if found.fires(rule.key, p, "conservative")}
        for met in (False, True):
            ids = tuple(o for p, o in options.items() if found.met(rule.key, p) == met)
            if ids:
                listed.append(
                    ReleaseCondition(
                        rule.key,
                        spec.text,
                        spec.stage,
                        met,
                        ids,
                        rule.rule.because,
                        rule.rule.remedy,
                        rule.domain,
                        rule.rule.hard,
                    )
                )
    return (*listed, *_goal_conditions(found), *_standing_conditions(found))


def _goal_conditions(found: Evaluation) -> list[ReleaseCondition]:
    """The one place where benefits count: a merely tolerable option must serve a goal that needs it."""
    listed = []
    for p in found.places:
        if not needs_goal(found, p):
            continue
        option, titles = found.rubric.options[p], {b.id: b.title.lower() for b in found.rubric.benefits}
        goals = [titles[g] for g in goals_met(found, p)]
        listed.append(
            ReleaseCondition(
                GOAL,
                f"A stated goal of known size needs {option.title}"
                + (f": {', '.join(goals)}" if goals else ", and none of those stated does"),
                "precedent",
                bool(goals),
                (option.id,),
                "A risk that is only tolerable is taken for a reason: a goal whose share rises with this option and "
                "that no listed alternative keeps at the next less open one.",
                "State the goal and give evidence of its size, or take the less open option.",
                None,
                True,
            )
        )
    return listed


def standing_intolerable(found: Evaluation) -> tuple[str, ...]:
    """Domains in which theft or insiders alone would be intolerable, whatever is released (conservative reading)."""
    tolerance = found.rubric.tolerance
    if tolerance is None:
        return ()
    return tuple(
        domain
        for domain in found.rubric.domains
        if (level := found.standing_level(domain, "conservative")) is not None
        and tolerance.table[found.compiled.severities[domain]][level] is Zone.INTOLERABLE
    )


def _standing_conditions(found: Evaluation) -> list[ReleaseCondition]:
    domains = standing_intolerable(found)
    # Once weights are out there is nothing left to steal.
    kept = tuple(o.id for o in found.rubric.options if not o.irreversible)
    if not domains or not kept:
        return []
    return [
        ReleaseCondition(
            STANDING,
            "The risk that remains even if nothing is released (theft, insiders) is brought within tolerance in: "
            + ", ".join(found.rubric.domains[d].title for d in domains),
            "precedent",
            False,
            kept,
            "A hosted model protects nobody if its weights can be taken. This is never an argument for opening.",
            "Raise the security of the weights and show it by test, or rate it with evidence.",
            None,
            False,
        )
    ]


def sign_off_for(found: Evaluation, place: int) -> SignOffNeeded | None:
    """Who has to sign an option, and because of what; None for rubrics without options."""
    rubric = found.rubric
    rules, ladder = rubric.file.escalation, rubric.sign_off_place
    if rules is None:
        return None
    asked: list[tuple[str, str, str]] = [
        (rules.default, "every release decision", f"option:{rubric.options[place].id}")
    ]
    if rubric.options[place].irreversible:
        asked.append((rules.irreversible, "the option cannot be taken back", f"option:{rubric.options[place].id}"))
    for domain, spec in rubric.domains.items():
        severity = found.compiled.severities[domain]
        if place and found.zone(domain, place, "conservative") is Zone.TOLERABLE:
            rung = rules.tolerable_at_severity.get(severity)
            if rung is not None:
                asked.append((rung, f"{spec.title} is only tolerable, at severity {severity}", f"domain:{domain}"))
        if place and found.rests_on_novelty(domain, place, "conservative"):
            asked.append(
                (rules.rests_on_novelty, f"{spec.title} rests on what is already available", f"domain:{domain}")
            )
    for domain in standing_intolerable(found):
        rung = rules.tolerable_at_severity.get(found.compiled.severities[domain])
        if rung is not None:
            asked.append(
                (rung, f"the standing risk of {rubric.domains[domain].title} is intolerable", f"domain:{domain}")
            )
    asked += [
        (rule.rule.escalate, f"the rule “{rule.rule.title}” fires", f"rule:{rule.key}")
        for rule in rubric.rules
        if rule.rule.escalate is not None and found.fires(rule.key, place, "conservative")
    ]
    highest = max((rung for rung, _, _ in asked), key=lambda rung: ladder[rung])
    title = next(r.title for r in rubric.file.sign_off if r.id == highest)
    counted = [(why, ref) for rung, why, ref in asked if rung == highest]
    return SignOffNeeded(highest, title, tuple(why for why, _ in counted), tuple(ref for _, ref in counted))
