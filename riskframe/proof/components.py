"""Which listed components make counts over them come out as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from riskframe.engine.truths import components_hold
from riskframe.profile import Component
from riskframe.proof.literals import Wanted, count_truth
from riskframe.rubric.conditions import Count
from riskframe.rubric.resolve import Rubric

MOST = 20_000
"""So many assignments are tried one by one; beyond that components move together, which may miss a solution."""

Listed = dict[str, Component]


def find_components(wanted: Sequence[Wanted], rubric: Rubric) -> tuple[Listed | None, bool]:
    """Components for which every wanted count has its truth (None: none found), and whether the search was exact."""
    counts = [w.literal.atom for w in wanted if isinstance(w.literal.atom, Count)]
    ids = rubric.vocabulary.components
    named = tuple(dict.fromkeys(m for c in counts for m in _members(c, ids)))
    choices = _choices(counts)
    exact = len(choices) ** len(named) <= MOST
    together = [[choice] * len(named) for choice in choices]
    apart = [
        [other if name == odd else choice for name in named]
        for choice in choices for other in choices for odd in named
    ]  # fmt: skip
    for chosen in [*together, *apart, *(product(choices, repeat=len(named)) if exact else ())]:
        listed = {name: component for name, component in zip(named, chosen, strict=True) if component is not None}
        if all(_truth(w, listed, ids) for w in wanted):
            return listed, True
    return None, exact


def _truth(wanted: Wanted, listed: Listed, ids: tuple[str, ...]) -> bool:
    assert isinstance(wanted.literal.atom, Count)
    held = components_hold(wanted.literal.atom, listed, ids)
    return count_truth(wanted.literal, held, harmful=wanted.harmful) is wanted.truth


def _members(count: Count, ids: tuple[str, ...]) -> tuple[str, ...]:
    return count.members if count.members is not None else ids


def _choices(counts: Sequence[Count]) -> list[Component | None]:
    """What may be said of a component, as far as the counts can tell it apart; None: it is not listed."""
    said: dict[str, list[Any]] = {"status": [], "licence_kind": []}
    for count in counts:
        for name, values in count.where:
            if name in said:
                said[name] += [v for v in values if v not in said[name]]
    other = [s for s in ("closed", "open", "gated", "hosted", "none") if s not in said["status"]]
    licences = [x for x in ("restricted", "open", "open_wrong_type", "none") if x not in said["licence_kind"]]
    statuses = [*said["status"], *other[:1]]
    kinds = [*said["licence_kind"], *licences[:1], None] if said["licence_kind"] else [None]
    return [None, *(Component(status=s, licence_kind=k) for s, k in product(statuses, kinds))]
