"""Every option can be what a profile comes out at (E442, W442), and every zone of a domain's row can occur (W443).

Options are searched from a profile in which everything speaks for the model: it is changed so that every stricter cap stays
quiet and one that stops at the option comes into force, and around it ratings and safeguards are drawn at random from a fixed
seed. Whatever is found is a whole profile that the engine was run on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice, product

from riskframe.diagnostics import Problem
from riskframe.engine.truths import kind_state
from riskframe.proof.draws import Draws
from riskframe.proof.excellent import excellent
from riskframe.proof.rules import variants
from riskframe.proof.shown import Raw, Shown
from riskframe.proof.solving import Goal, Search, TooHard
from riskframe.proof.witness import bare, graft
from riskframe.rubric.classes import tried
from riskframe.rubric.conditions import Every
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Classification
from riskframe.scales import ZONES

DRAWS = 2_000
SEED = 1
PROFILES, DRAWN = 60, 8
"""So many profiles are made for one option, and drawn around so many of them."""
WAYS = 3
"""In so many ways each set of conditions is brought about."""
COMBINATIONS = 12
"""So many combinations of outcomes of classifications are tried."""


def reach_faults(shown: Shown) -> Iterator[Problem]:
    """Options that no profile was found for, and zones that never occur."""
    rubric = shown.evaluator.rubric
    if not rubric.options:
        return
    shown.add(bare())
    starts = [excellent(rubric), excellent(rubric, safeguards=False), excellent(rubric, backed=False)]
    raised = {domain: {"level": 5, "reason": "Witness."} for domain in rubric.domains}
    starts += [{**starts[0], "severities": raised}] if raised else []
    for start in starts:
        if shown.attempt(start) is not None:
            _draw(shown, start)
    for place in reversed(range(len(rubric.options))):
        if place not in shown.answers and place not in shown.starts:
            _aim(shown, starts, place)
    for place, option in enumerate(rubric.options):
        if place in shown.answers or place in shown.starts:
            continue
        where = ("rubric", "options", place)
        if place:
            message = f'no profile was found that comes out at "{option.id}"'
            yield Problem("E442", where, message, hint="a case that starts there shows that it can be reached")
        else:
            # The floor is there to fall to; a rubric may find that nothing has to.
            message = f'whatever is known of a model, more than "{option.id}" is reached'
            yield Problem("W442", where, message, severity="warning")
    yield from _zones(shown)
    yield from shown.broken.values()


def _aim(shown: Shown, starts: list[Raw], place: int) -> None:
    """Look for a profile that comes out at an option, if there is none yet.

    Every cap that is stricter stays quiet, and one that stops at the option comes into force where there is one.
    """
    last = len(shown.evaluator.rubric.options) - 1
    made = (
        raw
        for goals in _goals(shown.evaluator.rubric, place)
        for start in starts
        for raw in _grafted(shown, start, goals, min(place + 1, last))
    )
    for i, raw in enumerate(islice(made, PROFILES)):
        if i < DRAWN and place not in shown.answers:
            _draw(shown, raw)
        if place in shown.answers:
            return


def _goals(rubric: Rubric, place: int) -> Iterator[list[Goal]]:
    """Sets of conditions under which the caps stop at an option, or (the last set) before none of the less open ones."""
    caps = [(r, rubric.option_place[r.rule.cap]) for r in rubric.rules if r.rule.cap is not None]
    quiet: list[Goal] = [(r.when, False, r.missing_holds) for r, limit in caps if limit < place]
    classes = [
        [(limit, goals) for limit, goals in _outcomes(rubric, cls, subject) if limit >= place]
        for cls in rubric.file.classifications
        if cls.caps
        for subject in (rubric.vocabulary.subjects if cls.per == "domain" else (None,))
    ]
    if not all(classes):
        return  # some classification never lets it through
    # Other outcomes than the one that stops are as mild as can be, the value that stands without a rule first.
    for outcomes in classes:
        outcomes.reverse()
    ranked = [sorted(outcomes, key=lambda outcome: -outcome[0]) for outcomes in classes]
    for chosen in islice(product(*(outcomes[:3] for outcomes in ranked)), COMBINATIONS):
        rest = [goal for _, goals in chosen for goal in goals]
        for rule, limit in caps:
            if limit == place:
                yield [(rule.when, True, rule.missing_holds), *quiet, *rest]
        for i, outcomes in enumerate(ranked):
            others = [goal for j, (_, goals) in enumerate(chosen) if j != i for goal in goals]
            for limit, goals in outcomes:
                if limit == place:
                    yield [*goals, *quiet, *others]
        yield [*quiet, *rest]


def _outcomes(rubric: Rubric, cls: Classification, subject: str | None) -> Iterator[tuple[int, list[Goal]]]:
    """Each way in which a classification comes out, with the most open option that it leaves."""
    last = len(rubric.options) - 1

    def limit(value: str) -> int:
        return rubric.option_place[cls.caps[value]] if value in cls.caps else last

    before: list[Goal] = []
    for spec in tried(cls, rubric.folder.rules.rules):
        rules = [r for r in rubric.rules if r.id == spec.id and (subject is None or r.domain in (None, subject))]
        for rule in rules:
            yield limit((spec.classify or {})[cls.id]), [*before, (rule.when, True, rule.missing_holds)]
        before = [*before, *((r.when, False, r.missing_holds) for r in rules)]
    yield limit(cls.otherwise), before


def _grafted(shown: Shown, raw: Raw, goals: list[Goal], place: int) -> Iterator[Raw]:
    """The profile changed in a few ways so that conditions hold or fail under an option."""
    rubric = shown.evaluator.rubric
    for more, amounts in variants(rubric, Every(tuple(condition for condition, _, _ in goals)), place):
        search = Search(rubric, place, partial(kind_state, rubric, amounts=amounts))
        try:
            for groups in islice(search.ways([*goals, *more]), WAYS):
                changed = graft(raw, search, groups)
                if changed is not None and shown.attempt(changed) is not None:
                    yield changed
        except TooHard:
            continue


def _draw(shown: Shown, start: Raw) -> None:
    """Random ratings and safeguards around a profile, all at once; what is new is made into profiles."""
    found = shown.add(start)
    drawn = Draws(found, start, DRAWS, SEED)
    compiled, rubric = found.compiled, found.rubric
    cells = [(d, p) for d in rubric.domains for p in found.places]
    answers, *rest = drawn.values([
        compiled.answer, *compiled.blocked, *(compiled.levels[c] for c in cells), *(compiled.zones[c] for c in cells)
    ])  # fmt: skip
    blocked, rest = rest[: len(found.places)], rest[len(found.places) :]
    levels, zones = dict(zip(cells, rest, strict=False)), dict(zip(cells, rest[len(cells) :], strict=True))
    for place in found.places:
        for draw in drawn.where(answers == place)[:20]:
            if place not in shown.answers:
                shown.attempt(drawn.profile(draw))
    for (domain, _), row in zones.items():
        for code, zone in enumerate(ZONES):
            for draw in drawn.where(row == code)[:5]:
                if (domain, zone) not in shown.zones:
                    shown.attempt(drawn.profile(draw))
    for place in found.places[1:]:
        turns = [blocked[place] < blocked[place - 1]]
        turns += [levels[domain, place] < levels[domain, place - 1] for domain in rubric.domains]
        for turn in turns:
            for draw in drawn.where(turn)[:1]:
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
