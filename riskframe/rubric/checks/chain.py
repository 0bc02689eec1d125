"""Options form a chain: whoever opens further grants at least as much and keeps no more in hand (E429)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import GrantedUnless
from riskframe.scales import AMOUNTS, Amount

CODE = "E429"
Grant = Amount | GrantedUnless


def chain_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of the chain of options, and of the shares of benefits along it."""
    if rubric.options:
        yield from _first(rubric)
        yield from _irreversible(rubric)
        yield from _affordances(rubric)
        yield from _abilities(rubric)
        yield from _shares(rubric)


def _first(rubric: Rubric) -> Iterator[Problem]:
    first, *others = rubric.options
    where: KeyPath = ("rubric", "options", 0)
    if first.headline != "not_for_now":
        message = f'"{first.id}" is the least open option, the floor of the chain: its headline is not_for_now'
        yield Problem(CODE, (*where, "headline"), message, ("not_for_now",))
    for name, grant in first.affordances.items():
        if grant != "none":
            message = f'"{first.id}" is the least open option, the floor of the chain: it grants nothing'
            yield Problem(CODE, (*where, "affordances", name), message, ("none",))
    for i, option in enumerate(others, 1):
        if option.headline == "not_for_now":
            message = f'"{option.id}" is more open than "{first.id}", so it is not "not for now"'
            yield Problem(CODE, ("rubric", "options", i, "headline"), message)


def _irreversible(rubric: Rubric) -> Iterator[Problem]:
    if rubric.options[0].irreversible:
        message = f'"{rubric.options[0].id}" is the least open option, so there is nothing to take back'
        yield Problem(CODE, ("rubric", "options", 0, "irreversible"), message)
    for i, (before, option) in enumerate(pairwise(rubric.options), 1):
        if before.irreversible and not option.irreversible:
            message = f'"{option.id}" can be taken back although the less open "{before.id}" cannot'
            yield Problem(CODE, ("rubric", "options", i, "irreversible"), message)


def _affordances(rubric: Rubric) -> Iterator[Problem]:
    for i, option in enumerate(rubric.options):
        for name, grant in option.affordances.items():
            if isinstance(grant, GrantedUnless) and AMOUNTS.index(grant.then) >= AMOUNTS.index(grant.amount):
                message = (
                    f"what is granted where the condition holds ({grant.then}) is less than otherwise ({grant.amount})"
                )
                yield Problem(CODE, ("rubric", "options", i, "affordances", name, "then"), message)
    for i, (before, option) in enumerate(pairwise(rubric.options), 1):
        for name, grant in option.affordances.items():
            shrunk = _shrinks(before.affordances[name], grant)
            if shrunk:
                message = (
                    f'"{option.id}" grants less of {name} ({shrunk[1]}) than the less open "{before.id}" ({shrunk[0]})'
                )
                yield Problem(CODE, ("rubric", "options", i, "affordances", name), message)


def _shrinks(before: Grant, after: Grant) -> tuple[Amount, Amount] | None:
    """Amounts that two options may grant to one profile, the less open one more; None where there are none."""
    if isinstance(before, GrantedUnless) and isinstance(after, GrantedUnless) and before.unless == after.unless:
        # One condition holds for both options or for neither.
        together = [(before.amount, after.amount), (before.then, after.then)]
    else:
        together = list(product(_amounts(before), _amounts(after)))
    return next((pair for pair in together if AMOUNTS.index(pair[0]) > AMOUNTS.index(pair[1])), None)


def _amounts(grant: Grant) -> tuple[Amount, ...]:
    return (grant.amount, grant.then) if isinstance(grant, GrantedUnless) else (grant,)


def _abilities(rubric: Rubric) -> Iterator[Problem]:
    for i, (before, option) in enumerate(pairwise(rubric.options), 1):
        for name, amount in option.abilities.items():
            if AMOUNTS.index(amount) > AMOUNTS.index(before.abilities[name]):
                message = (
                    f'"{option.id}" leaves the developer more of {name} ({amount}) than the less open '
                    f'"{before.id}" ({before.abilities[name]})'
                )
                yield Problem(CODE, ("rubric", "options", i, "abilities", name), message)


def _shares(rubric: Rubric) -> Iterator[Problem]:
    ids = [option.id for option in rubric.options]
    for i, benefit in enumerate(rubric.benefits):
        where: KeyPath = ("benefits", "benefits", i, "keeps")
        for before, option in pairwise(ids):
            if benefit.keeps[option] < benefit.keeps[before]:
                message = (
                    f'"{option}" keeps less of it ({benefit.keeps[option]:g}) than the less open "{before}" '
                    f"({benefit.keeps[before]:g})"
                )
                yield Problem(CODE, (*where, option), message)
        if benefit.keeps[ids[-1]] != 1:
            message = f'shares are relative to the most open option, so "{ids[-1]}" keeps 1'
            yield Problem(CODE, (*where, ids[-1]), message, ("1",))
