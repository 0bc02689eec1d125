"""Paths that mean what they seem to: what they depend on, and what their steps read (E439)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Path, Rubric, listed_paths, place_of_step
from riskframe.rubric.schema import Step

CODE = "E439"


def path_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of listed paths and of the steps on them."""
    for domain in rubric.domains:
        places = [place for place, _ in listed_paths(domain, rubric.folder)]
        paths = rubric.paths_of(domain)
        seen: dict[tuple[tuple[str, ...], bool], str] = {}
        for place, path in zip(places, paths, strict=True):
            yield from _path(path, place)
            steps = tuple(step_id for step_id, _ in path.steps)
            if (steps, path.standing) in seen:
                yield Problem(CODE, place, f'domain "{domain}" lists this path twice')
            seen.setdefault((steps, path.standing), path.key)
            for step_id, step in path.steps:
                yield from _step(rubric, domain, step_id, step)
        if all(path.standing for path in paths):
            message = f'every path of "{domain}" is standing, so no option would ever be intolerable in it'
            yield Problem(CODE, ("pathways", "domains", domain), message)


def _path(path: Path, place: KeyPath) -> Iterator[Problem]:
    steps = [step_id for step_id, _ in path.steps]
    for step_id in dict.fromkeys(steps):
        if steps.count(step_id) > 1:
            yield Problem(CODE, place, f'step "{step_id}" stands twice on one path')
    granted = [step_id for step_id, step in path.steps if step.affordance or step.ability]
    if path.standing and granted:
        message = f'a standing path does not depend on the option, and step "{granted[0]}" does'
        yield Problem(CODE, place, message)
    if not path.standing and not granted and not any(step.safeguards for _, step in path.steps):
        message = "nothing on this path depends on the option, so it is a standing one"
        yield Problem(CODE, place, message, hint="write `standing: true`, or add the step by which access is had")


def _step(rubric: Rubric, domain: str, step_id: str, step: Step) -> Iterator[Problem]:
    where = place_of_step(rubric.folder, domain, step_id)
    rating = rubric.rating_of_step(step, domain)
    if rating is not None and rating.criterion.may_not_apply:
        message = f"{rating.path} may be rated as not applying, so no path can rest on it"
        yield Problem(CODE, where, message, hint="take `may_not_apply` from the criterion, or the step from the path")
    if rating is None:
        for name in ("counts_with", "marginal"):
            if getattr(step, name):
                yield Problem(CODE, (*where, name), f"{name} is about a rating, and this step reads none")
    lowest = [step.at_least.get(actor, 1) for actor in rubric.actors]
    for (poorer, low), (richer, high) in pairwise(zip(rubric.actors, lowest, strict=True)):
        if high < low:
            message = f'a step at least {low} for "{poorer}" is at least that for the better-resourced "{richer}"'
            yield Problem(CODE, (*where, "at_least"), message)
