"""The trace: cells of options x domains, paths with their steps, and every rule that fired with what it read."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.decision.records import BindingStep, DomainUnderOption, PathUnderOption, RuleHit, StepOnPath
from riskframe.engine.evaluate import Evaluation
from riskframe.rubric.conditions import Count, FactCompare, Literal, RatingCompare, Unknown, describe_literal, literals
from riskframe.rubric.resolve import ResolvedRule, Rubric
from riskframe.rubric.schema import Source, Step
from riskframe.scales import Reading

SHOWN: tuple[Reading, ...] = ("conservative", "central", "optimistic")
"""The readings that are printed; the charitable one only decides a verdict."""


ANY = "any"
"""Stands for the option where a rubric has none."""


def reads(rubric: Rubric, step: Step, domain: str) -> str:
    """What a step reads, in one word or path."""
    rating = rubric.rating_of_step(step, domain)
    if rating is not None:
        return rating.path
    if step.affordance is not None:
        return f"affordance {step.affordance}"
    if step.ability is not None:
        return f"ability {step.ability}"
    return f"route {step.safeguards}" if step.safeguards is not None else "actor"


def cell(found: Evaluation, domain: str, place: int) -> DomainUnderOption:
    """One domain under one option in the printed readings, with what holds it."""
    rubric = found.rubric
    binding = found.binding_steps(domain, place, "conservative")
    steps = {s: spec for p in rubric.paths_of(domain) for s, spec in p.steps}
    level = found.level(domain, place, "conservative")
    return DomainUnderOption(
        domain=domain,
        option=rubric.options[place].id,
        level={r: found.level(domain, place, r) for r in SHOWN},
        zone={r: found.zone(domain, place, r) for r in SHOWN},
        absolute_level=found.absolute_level(domain, place, "conservative"),
        rests_on_novelty=found.rests_on_novelty(domain, place, "conservative"),
        by_actor={a: found.actor_level(domain, a, place, "conservative") for a in rubric.actors_of(domain)},
        widest_paths=len(found.widest_paths(domain, place, "conservative")),
        binding=tuple(BindingStep(s, steps[s].title, level, reads(rubric, steps[s], domain)) for s in binding),
    )


def paths_under(found: Evaluation, place: int, *, standing: bool = False) -> Iterable[PathUnderOption]:
    """Every path of every domain under an option for the actor with whom it is easiest."""
    rubric = found.rubric
    values = found.values["conservative"]
    for domain in rubric.domains:
        for path in rubric.paths_of(domain):
            if path.standing != standing:
                continue
            where = len(found.compiled.views) - 1 if standing else place
            nodes = {a: found.compiled.path_levels[path.key, a, where] for a in rubric.actors_of(domain)}
            actor = max(nodes, key=lambda a: values[nodes[a]])  # the first of equals: the least-resourced
            yield PathUnderOption(
                path=path.key,
                domain=domain,
                option=rubric.options[place].id,
                actor=actor,
                level=values[nodes[actor]],
                steps=tuple(
                    StepOnPath(step_id, step.title, ease, reads(rubric, step, domain))
                    for step_id, step, ease in found.step_eases(path, actor, where, "conservative")
                ),
                standing=standing,
            )


def hits(found: Evaluation) -> tuple[RuleHit, ...]:
    """Every rule that fires for some option in some printed reading."""
    rubric = found.rubric
    names = tuple(option.id for option in rubric.options) or (ANY,)
    listed = []
    for rule in rubric.rules:
        fired = {r: tuple(names[p] for p in range(len(names)) if found.fires(rule.key, p, r)) for r in SHOWN}
        if any(fired.values()):
            listed.append(_hit(found, rule, fired))
    return tuple(listed)


def _hit(found: Evaluation, rule: ResolvedRule, fired: dict[Reading, tuple[str, ...]]) -> RuleHit:
    spec = rule.rule
    effect, value = next(
        (name, v)
        for name, v in (
            ("cap", spec.cap), ("require", spec.require and spec.require.text), ("escalate", spec.escalate),
            ("classify", spec.classify and ", ".join(f"{k}: {v}" for k, v in spec.classify.items())),
            ("note", spec.note),
        )
        if v is not None
    )  # fmt: skip
    return RuleHit(
        rule=rule.id, key=rule.key, domain=rule.domain, title=spec.title,
        effect=effect, value=str(value), options=fired, read=what_it_read(found, rule),  # type: ignore[arg-type]
        because=spec.because, remedy=spec.remedy, hard=spec.hard, basis=spec.source.basis, source=cite(spec.source),
    )  # fmt: skip


def what_it_read(found: Evaluation, rule: ResolvedRule) -> tuple[str, ...]:
    """Each thing the rule's condition reads, with the value found (conservative reading)."""
    seen = dict.fromkeys(_read(found, literal) for literal in literals(rule.when))
    return tuple(text for text in seen if text)


def _read(found: Evaluation, literal: Literal) -> str:
    atom = literal.atom
    if isinstance(atom, RatingCompare) or (isinstance(atom, Unknown) and atom.is_rating):
        return f"{atom.path}: {rating_words(found, atom.path)}{_crossed(found, atom.path)}"
    if isinstance(atom, FactCompare | Unknown):
        value = found.bound.facts.value(atom.path)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        return f"{atom.path}: {'not stated' if value is None else shown}{_crossed(found, atom.path)}"
    if isinstance(atom, Count):
        text = describe_literal(Literal(atom))
        here = _components_read(found, atom) if atom.over == "components" else ()
        return "; ".join(
            (
                text,
                *(
                    f"{place}: {c.said}{_crossed(found, place)}"
                    for place in here
                    for c in (found.bound.crossed[place],)
                ),
            )
        )
    return ""


def _components_read(found: Evaluation, atom: Count) -> tuple[str, ...]:
    """The components that came across and that a count is about."""
    named = atom.members or next((values for name, values in atom.where if name == "id"), None)
    crossed = [place for place in found.bound.crossed if place.startswith("components.")]
    return tuple(p for p in crossed if named is None or p.removeprefix("components.") in named)


def _crossed(found: Evaluation, place: str) -> str:
    """From where a rating, fact or component came across; empty for the rubric's own."""
    crossing = found.bound.crossed.get(place)
    return f" (stated as {crossing.source} of {crossing.rubric})" if crossing else ""


def rating_words(found: Evaluation, path: str) -> str:
    """A rating in a few words: its interval, or that and why it is unknown."""
    rating = found.bound.ratings[path]
    if rating.not_applicable is not None:
        return "does not apply"
    if not rating.known:
        return f"unknown ({rating.why_unknown})"
    return interval_words(rating.lo, rating.best, rating.hi)


def interval_words(lo: int | None, best: int | None, hi: int | None) -> str:
    """An interval as a board reads it: its level, or from where to where with the best estimate."""
    return str(best) if lo == hi else f"{lo} to {hi}, best {best}"


def cite(source: Source) -> str:
    """`ref` or `ref, section X`."""
    return f"{source.ref}, section {source.section}" if source.section else source.ref
