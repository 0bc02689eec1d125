"""Every option can be what a profile comes out at (E442, W442), and every zone of a domain's row can occur (W443).

Options are searched from a profile in which everything speaks for the model: rules that stand in the way are silenced,
ratings and safeguards are drawn at random from a fixed seed, and caps are brought about one at a time. Whatever is found
is a whole profile that the engine was run on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from riskframe.diagnostics import Problem
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.truths import kind_state
from riskframe.proof.draws import Draws
from riskframe.proof.excellent import excellent
from riskframe.proof.rules import variants
from riskframe.proof.shown import Raw, Shown
from riskframe.proof.solving import Search, TooHard
from riskframe.proof.witness import bare, graft
from riskframe.rubric.resolve import ResolvedRule, Rubric
from riskframe.scales import ZONES

DRAWS = 2_000
SEED = 1
ROUNDS = 12
"""So many rules are silenced, one after the other, before a start is given up."""


def reach_faults(shown: Shown) -> Iterator[Problem]:
    """Options that no profile was found for, and zones that never occur."""
    rubric = shown.evaluator.rubric
    if not rubric.options:
        return
    starts = [
        found
        for more in ({}, {"safeguards": False}, {"backed": False})
        if (found := _silenced(shown, excellent(rubric, **more))) is not None
    ]
    for start in starts:
        _draw(shown, start)
    for start in starts[:1]:
        _cap(shown, start)
    shown.add(bare())
    for place, option in enumerate(rubric.options):
        if place in shown.answers or place in shown.starts:
            continue
        where = ("rubric", "options", place)
        if place:
            yield Problem("E442", where, f'no profile was found that comes out at "{option.id}"')
        else:
            # The floor is there to fall to; a rubric may find that nothing has to.
            message = f'whatever is known of a model, more than "{option.id}" is reached'
            yield Problem("W442", where, message, severity="warning")
    yield from _zones(shown)
    yield from shown.broken.values()


def _silenced(shown: Shown, raw: Raw) -> Raw | None:
    """The profile with facts changed until no cap lies on the most open option, as far as that goes."""
    found = shown.attempt(raw)
    if found is None:
        return None
    last = len(found.rubric.options) - 1
    for _ in range(ROUNDS):
        firing = [r for r in _caps(found.rubric) if found.fires(r.key, last, "conservative")]
        changed = next(_grafted(shown, raw, firing[0], last, fires=False), None) if firing else None
        if changed is None:
            return raw
        raw, found = changed
    return raw


def _caps(rubric: Rubric) -> list[ResolvedRule]:
    binding = {c.id for c in rubric.file.classifications if c.caps}
    return [r for r in rubric.rules if r.rule.cap is not None or binding & set(r.rule.classify or {})]


def _grafted(
    shown: Shown, raw: Raw, rule: ResolvedRule, place: int, *, fires: bool
) -> Iterator[tuple[Raw, Evaluation]]:
    """The profile changed in a few ways so that a rule fires, or stays quiet, under an option."""
    rubric = shown.evaluator.rubric
    for goals, amounts in variants(rubric, rule.when, place):
        search = Search(rubric, place, partial(kind_state, rubric, amounts=amounts))
        try:
            for groups in islice(search.ways([(rule.when, fires, rule.missing_holds), *goals]), 4):
                changed = graft(raw, search, groups)
                found = shown.attempt(changed) if changed is not None else None
                if changed is not None and found is not None and found.fires(rule.key, place, "conservative") is fires:
                    yield changed, found
        except TooHard:
            continue


def _cap(shown: Shown, start: Raw) -> None:
    """Bring about each cap in turn, for options that are still without a profile."""
    rubric = shown.evaluator.rubric
    last = len(rubric.options) - 1
    for rule in _caps(rubric):
        place = min(rubric.option_place[rule.rule.cap] if rule.rule.cap is not None else last, last - 1)
        if place not in shown.answers or rule.rule.cap is None:
            for _ in _grafted(shown, start, rule, place + 1, fires=True):
                pass  # what it shows has been noted


def _draw(shown: Shown, start: Raw) -> None:
    """Random ratings and safeguards around a profile, all at once; what is new is made into profiles."""
    found = shown.add(start)
    drawn = Draws(found, start, DRAWS, SEED)
    compiled, rubric = found.compiled, found.rubric
    cells = [(d, p) for d in rubric.domains for p in found.places]
    answers, *zones = drawn.values([compiled.answer, *(compiled.zones[cell] for cell in cells)])
    for place in found.places:
        for draw in drawn.where(answers, place)[:20]:
            if place not in shown.answers:
                shown.attempt(drawn.profile(draw))
    for (domain, _), row in zip(cells, zones, strict=True):
        for code, zone in enumerate(ZONES):
            for draw in drawn.where(row, code)[:5]:
                if (domain, zone) not in shown.zones:
                    shown.attempt(drawn.profile(draw))


def _zones(shown: Shown) -> Iterator[Problem]:
    rubric = shown.evaluator.rubric
    if rubric.tolerance is None:
        return
    worst, last = shown.add(bare()), len(rubric.options) - 1
    for domain, spec in rubric.domains.items():
        for zone in dict.fromkeys(rubric.tolerance.table[spec.severity][level] for level in range(1, 6)):
            if (domain, zone) in shown.zones:
                continue
            level = worst.level(domain, last, "conservative")
            steps = {step_id: step.title for path in rubric.paths_of(domain) for step_id, step in path.steps}
            held = " and ".join(f'"{steps[s]}"' for s in worst.binding_steps(domain, last, "conservative"))
            why = f"with everything at its worst it stands at level {level}, held there by {held}"
            if not held:
                why = "no profile was found for which it is"
            message = f'"{domain}" is never {zone.value} at severity {spec.severity}: {why}'
            yield Problem("W443", ("pathways", "domains", domain), message, severity="warning")
