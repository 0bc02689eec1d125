"""What may follow: later stages, and the release component by component."""

from __future__ import annotations

from typing import Literal

from riskframe.decision.recommend import blockers, goals_met, needs_goal
from riskframe.decision.records import ComponentAdvice, Settling, Stage
from riskframe.decision.settling import LARGEST, evaluations_for, larger_set, movers, settling_sets
from riskframe.engine.bind import bind
from riskframe.engine.compile import compile_rubric, views_of, with_grants
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.profile import Component
from riskframe.scales import Reading


def stages(found: Evaluation, start: int, aim: int) -> tuple[Stage, ...]:
    """One stage per option after the start, up to the aim (or the next option, where start and aim are the same)."""
    last = len(found.rubric.options) - 1
    return tuple(stage(found, place) for place in range(start + 1, min(max(aim, start + 1), last) + 1))


def stage(found: Evaluation, place: int) -> Stage:
    """What the conservative reading needs to reach an option; nothing in it authorises the option."""
    option, before = found.rubric.options[place], found.rubric.options[place - 1]
    how: Literal["narrowing", "resolving", "none"] = "none"
    name: Literal["narrowing", "resolving"]
    toward: Reading
    sets: tuple[tuple[str, ...], ...] = ()
    complete = True
    for name, toward in (("narrowing", "central"), ("resolving", "charitable")):
        sets, complete = settling_sets(found, place, toward)
        if sets or not complete:
            how = name
            break
    none_up_to = None
    if how == "none":
        for name, toward in (("narrowing", "central"), ("resolving", "charitable")):
            larger = larger_set(found, place, toward)
            if larger is not None:
                how, sets, complete, none_up_to = name, (larger,), False, LARGEST
                break
    caps, held_by = _fixed(found, place)
    needs = tuple(Settling(s, _evaluations(found, s)) for s in sets if s)
    named = dict.fromkeys(c for s in sets for c in s)
    return Stage(
        option=option.id,
        needs=needs,
        complete=complete,
        how=how,
        goal_needed=needs_goal(found, place) and not goals_met(found, place),
        rules_first=caps,
        not_settled_here=tuple(c for c in named if not _settled_by_use(found, c, place - 1)),
        way_back=before.way_back,
        none_up_to=none_up_to,
        held_by=held_by,
    )


def _evaluations(found: Evaluation, criteria: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for c in criteria for text in evaluations_for(found, c)))


def _fixed(found: Evaluation, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What holds an option back even with every rating at its mildest: rules that cap, and domains and classes in words."""
    compiled, codes = found.compiled, found.bound.codes
    settled = [
        codes["charitable" if movers(found, slot) else "conservative"][i] for i, slot in enumerate(compiled.slots)
    ]
    mildest = Evaluation(found.bound, {**found.values, "conservative": compiled.program.run(settled)})
    standing = blockers(mildest, place, "conservative")
    caps = tuple(b.id for b in standing if b.kind == "cap")
    return caps, tuple(b.text for b in standing if b.kind in ("domain", "class"))


def _settled_by_use(found: Evaluation, criterion: str, place: int) -> bool:
    """Whether running an option can say anything about a criterion.

    A facet that is only reached through an affordance which the option does not give stays untested by its use.
    """
    rating = found.rubric.ratings.get(criterion)
    if rating is None or rating.facet is None:
        return True
    option = found.rubric.options[place]
    for path in found.rubric.paths:
        facets = {step.capability for _, step in path.steps}
        if path.standing or rating.facet not in facets:
            continue
        gates = [step.affordance for _, step in path.steps if step.affordance is not None]
        if all(option.affordances[name] != "none" for name in gates):
            return True
    return False


def component_plan(found: Evaluation, start: int) -> tuple[ComponentAdvice, ...]:
    """Publish a component iff, with the recommended option fixed and the component's own affordances added, no
    domain changes zone and no further cap fires."""
    rubric, profile = found.rubric, found.bound.profile
    if not rubric.file.components:
        return ()
    base = views_of(rubric.options)[start]
    views = [base]
    view_of: dict[str, int] = {}
    for component in rubric.file.components:
        widened = with_grants(base, component.grants)
        if widened not in views:
            views.append(widened)
        view_of[component.id] = views.index(widened)
    found_with = evaluate(bind(profile, compile_rubric(rubric, found.compiled.severities, views)))
    advice = []
    for component in rubric.file.components:
        v = view_of[component.id]
        moved = [
            d
            for d in rubric.domains
            if found_with.zone(d, v, "conservative") is not found_with.zone(d, 0, "conservative")
        ]
        fired = [
            r
            for r in rubric.rules
            if r.rule.cap is not None
            and rubric.option_place[r.rule.cap] < base.place
            and found_with.fires(r.key, v, "conservative")
            and not found_with.fires(r.key, 0, "conservative")
        ]
        given = profile.release.components.get(component.id)
        proposed = given.status if isinstance(given, Component) else given
        because = (
            f"it would change the zone of {', '.join(rubric.domains[d].title for d in moved)}" if moved
            else f"it would fire the rule “{'”, “'.join(dict.fromkeys(r.rule.title for r in fired))}”" if fired
            else f"no domain changes zone when it accompanies {rubric.options[start].title}"
        )  # fmt: skip
        refs = tuple(f"domain:{d}" for d in moved) or tuple(f"rule:{r.key}" for r in fired) or (f"option:{base.id}",)
        advice.append(ComponentAdvice(component.id, component.title, not (moved or fired), proposed, because, refs))
    return tuple(advice)
