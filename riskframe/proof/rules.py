"""Every rule can fire and can stay quiet, under every option where that matters (E440, E441)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, product

from riskframe.diagnostics import Problem
from riskframe.engine.truths import kind_state
from riskframe.proof.shown import Shown
from riskframe.proof.solving import Goal, Search, TooHard
from riskframe.proof.witness import profiles
from riskframe.rubric.conditions import Condition, Count, Every, Literal, OptionCompare, literals
from riskframe.rubric.resolve import ResolvedRule, Rubric
from riskframe.rubric.schema import GrantedUnless
from riskframe.scales import Amount

TRIES = 40
"""So many consistent sets of literals are made into profiles before a rule counts as not decided."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that was not shown to fire (or to stay quiet) under an option, and why."""

    rule: ResolvedRule
    place: int
    fires: bool
    decided: bool
    why: str


def rule_faults(shown: Shown) -> Iterator[Problem]:
    """Rules that never take effect, or always do. Profiles that show the opposite are added to `shown`."""
    rubric = shown.evaluator.rubric
    places = {rule.id: i for i, rule in enumerate(rubric.folder.rules.rules)}
    failures: dict[tuple[str, bool, bool], list[Failure]] = {}
    for rule in rubric.rules:
        where = ("rules", "rules", places[rule.id])
        fault = _effect(rubric, rule)
        if fault is not None:
            yield Problem("E440", (*where, "cap"), fault)
        for failure in _failures(shown, rule):
            failures.setdefault((rule.id, failure.fires, failure.decided), []).append(failure)
    for (name, fires, decided), found in failures.items():
        yield _problem(rubric, places[name], found, fires=fires, decided=decided)


def _problem(rubric: Rubric, number: int, found: Sequence[Failure], *, fires: bool, decided: bool) -> Problem:
    first = found[0]
    options = [rubric.options[p].id for p in dict.fromkeys(f.place for f in found)] if rubric.options else []
    keys = list(dict.fromkeys(f.rule.key for f in found))
    about = f'rule "{first.rule.key}"' + (f" (and {len(keys) - 1} more)" if len(keys) > 1 else "")
    under = f" under {', '.join(options)}" if options else ""
    what = "cannot fire" if fires else "cannot stay quiet"
    if not decided:
        what = "was not seen to fire" if fires else "was not seen to stay quiet"
    code = ("E440" if fires else "E441") if decided else ("W440" if fires else "W441")
    message = f"{about} {what}{under}: {first.why}"
    return Problem(code, ("rules", "rules", number, "when"), message, severity="error" if decided else "warning")


def _effect(rubric: Rubric, rule: ResolvedRule) -> str | None:
    """Why a cap does not do what it says, whatever the profile."""
    if rule.rule.cap is None:
        return None
    cap = rubric.option_place[rule.rule.cap]
    beyond = range(cap + 1, len(rubric.options))
    if not beyond:
        return f'"{rule.rule.cap}" is the most open option, so this cap never binds'
    binding = [place for place in beyond if at_option(rule.when, place) is not False]
    if not binding:
        return f"it never speaks of an option beyond {rule.rule.cap}, so this cap never binds"
    if binding[0] > cap + 1:
        open_, first = rubric.options[binding[0] - 1].id, rubric.options[binding[0]].id
        return f"it speaks from {first} on only, so it caps at {open_} and not at {rule.rule.cap}"
    return None


def at_option(condition: Condition, place: int) -> bool | None:
    """What the option alone makes of a condition; None where it takes more to tell."""
    if isinstance(condition, Literal):
        if not isinstance(condition.atom, OptionCompare):
            return None
        return (place in condition.atom.places) != condition.negated
    held = [at_option(item, place) for item in condition.items]
    if isinstance(condition, Every):
        return False if False in held else None if None in held else True
    return True if True in held else None if None in held else False


def _failures(shown: Shown, rule: ResolvedRule) -> Iterator[Failure]:
    rubric = shown.evaluator.rubric
    places = range(len(rubric.options)) if rubric.options else range(1)
    cap = rubric.option_place[rule.rule.cap] if rule.rule.cap is not None else -1
    settled = [at_option(rule.when, place) for place in places]
    relevant = [p for p in places if p > cap and settled[p] is not False]
    if not relevant and cap < 0:
        yield Failure(rule, 0, True, True, "its options rule each other out")
    if all(settled[p] is True for p in places):
        yield Failure(rule, 0, False, True, "its condition holds for every option")
        return
    for place in relevant:
        if settled[place] is True:
            continue
        for fires, known in ((True, shown.fires), (False, shown.quiet)):
            if (rule.key, place) not in known:
                failure = _show(shown, rule, place, fires=fires)
                if failure is not None:
                    yield failure


def _show(shown: Shown, rule: ResolvedRule, place: int, *, fires: bool) -> Failure | None:
    """Find a profile for which the rule fires (stays quiet) under an option; why there is none."""
    rubric = shown.evaluator.rubric
    known = shown.fires if fires else shown.quiet
    conflicts: dict[str, None] = {}
    decided = True
    for goals, amounts in variants(rubric, rule.when, place):
        state = partial(kind_state, rubric, amounts=amounts) if rubric.options else None
        search = Search(rubric, place if rubric.options else None, state)
        try:
            for groups in islice(search.ways([(rule.when, fires, rule.missing_holds), *goals]), TRIES):
                for raw in profiles(search, groups):
                    if shown.attempt(raw) is not None and (rule.key, place) in known:
                        return None
                decided = False
        except TooHard:
            decided = False
        decided &= search.exact
        # That the option is as it is explains little where anything else does.
        telling = [c for c in search.conflicts if not isinstance(c[0].literal.atom, OptionCompare)]
        conflicts |= dict.fromkeys(" and ".join(map(str, wanted)) for wanted in telling or search.conflicts)
    found = sorted(conflicts, key=len)
    why = f"{found[0]} cannot be" if decided and found else "no profile that would show it was found"
    return Failure(rule, place, fires, decided, why)


def variants(rubric: Rubric, condition: Condition, place: int) -> Iterator[tuple[list[Goal], Mapping[str, Amount]]]:
    """What an option may grant, with the conditions under which it does."""
    if not rubric.options:
        yield [], {}
        return
    option = rubric.options[place]
    reads_state = any(isinstance(x.atom, Count) and x.atom.reads_option for x in literals(condition))
    conditional = [name for name, grant in option.affordances.items() if isinstance(grant, GrantedUnless)]
    distinct: list[Condition] = []
    for name in conditional if reads_state else ():
        if rubric.unless[option.id, name] not in distinct:
            distinct.append(rubric.unless[option.id, name])
    for held in product((False, True), repeat=len(distinct)):
        met = [c for c, h in zip(distinct, held, strict=True) if h]
        amounts: dict[str, Amount] = {}
        for name, grant in option.affordances.items():
            if isinstance(grant, GrantedUnless):
                amounts[name] = grant.then if rubric.unless[option.id, name] in met else grant.amount
            else:
                amounts[name] = grant
        yield [(c, h, False) for c, h in zip(distinct, held, strict=True)], amounts
