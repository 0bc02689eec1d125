"""Safeguards only wear down as options open: durable, slowing an amateur, void (E445). Exact over all conditional grants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product

from riskframe.diagnostics import Problem
from riskframe.engine.truths import kind_state
from riskframe.rubric.conditions import Condition
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import GrantedUnless, Option
from riskframe.scales import Amount

STATES = ("durable", "slows_amateur", "void")


def wear_faults(rubric: Rubric) -> Iterator[Problem]:
    """Kinds of safeguard that some profile finds less worn under a more open option."""
    for place, (before, option) in enumerate(pairwise(rubric.options), 1):
        for kind in rubric.safeguard_kinds:
            for less, more in _grants(rubric, before, option):
                first, then = kind_state(rubric, kind, less), kind_state(rubric, kind, more)
                if STATES.index(then) < STATES.index(first):
                    message = f"{kind} is {first} under {before.id} and only {then} under the more open {option.id}"
                    yield Problem("E445", ("rubric", "options", place), message)
                    break


def _grants(
    rubric: Rubric, before: Option, option: Option
) -> Iterator[tuple[Mapping[str, Amount], Mapping[str, Amount]]]:
    """What two options may grant to one profile: each condition holds for both or for neither."""
    conditions: list[Condition] = []
    for (owner, _), condition in rubric.unless.items():
        if owner in (before.id, option.id) and condition not in conditions:
            conditions.append(condition)
    for held in product((False, True), repeat=len(conditions)):
        met = [c for c, h in zip(conditions, held, strict=True) if h]
        yield _amounts(rubric, before, met), _amounts(rubric, option, met)


def _amounts(rubric: Rubric, option: Option, met: list[Condition]) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    for name, grant in option.affordances.items():
        if isinstance(grant, GrantedUnless):
            found[name] = grant.then if rubric.unless[option.id, name] in met else grant.amount
        else:
            found[name] = grant
    return found
