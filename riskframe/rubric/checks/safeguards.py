"""Safeguard kinds wear down in one direction: durable, then slowing an amateur, then void (E432)."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.resolve import Rubric
from riskframe.scales import AMOUNTS

CODE = "E432"


def safeguard_faults(rubric: Rubric) -> Iterator[Problem]:
    """Kinds that are void under every option, or slowed only where they are void already."""
    for i, kind in enumerate(rubric.file.safeguard_kinds):
        where: KeyPath = ("rubric", "safeguard_kinds", i)
        for part in ("slowed_by", "void_by"):
            for name, amount in getattr(kind, part).items():
                if amount == "none":
                    message = f"every option grants at least none of {name}: {kind.id} would never stand"
                    yield Problem(CODE, (*where, part, name), message, AMOUNTS[1:])
        for name, amount in kind.slowed_by.items():
            void = kind.void_by.get(name)
            if void is not None and AMOUNTS.index(amount) > AMOUNTS.index(void):
                message = f"{kind.id} is void from {void} of {name} on, so it cannot be only slowed from {amount} on"
                yield Problem(CODE, (*where, "slowed_by", name), message)
