"""Seeded draws: an independent cross-check of the exact shares, and the fallback where a diagram grows too large.

numpy is needed. Draws go through the batch kernel, not through the diagram, so the two share no code but the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot, StrengthSlot
from riskframe.sensitivity.shares import BOUNDS, Bound, Coupling, Variable, strengths_at, variables_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]
    Picks = npt.NDArray[np.int64]


def drawn_shares(found: Evaluation, bound: Bound, coupling: Coupling, *, draws: int, seed: int) -> dict[str, float]:
    """Share of draws in which each option is the most open reachable one. Same seed, same result."""
    import numpy as np

    variables = variables_of(found, coupling)
    generator = np.random.default_rng(seed)
    counts = np.zeros(len(found.rubric.options), np.int64)
    for begin in range(0, draws, 100_000):
        size = min(100_000, draws - begin)
        picks = [np.searchsorted(np.cumsum(v.shares)[:-1], generator.random(size), side="right") for v in variables]
        codes = _codes(found, bound, variables, picks, size)
        answers = found.compiled.program.run_batch(codes, [found.compiled.answer])[0]
        counts += np.bincount(answers, minlength=len(counts))
    return {o.id: float(n) / draws for o, n in zip(found.rubric.options, counts, strict=True)}


def _codes(found: Evaluation, bound: Bound, variables: Sequence[Variable], picks: Sequence[Picks], size: int) -> Codes:
    import numpy as np

    fixed = np.asarray(found.bound.codes[BOUNDS[bound]], np.uint8)
    codes = np.repeat(fixed[:, None], size, axis=1)
    levels = {
        name: np.asarray([o[name] for o in v.outcomes], np.uint8)[pick]
        for v, pick in zip(variables, picks, strict=True)
        for name in v.outcomes[0]
    }
    for number, slot in enumerate(found.compiled.slots):
        if isinstance(slot, RatingSlot):
            name = found.bound.ratings[slot.path].path
            if name in levels:
                codes[number] = levels[name]
        elif isinstance(slot, StrengthSlot):
            codes[number] = _strongest(found, slot, bound, levels, codes[number])
    return codes


def _strongest(found: Evaluation, slot: StrengthSlot, bound: Bound, levels: Mapping[str, Codes], fixed: Codes) -> Codes:
    import numpy as np

    parts: list[Codes | int] = [levels.get(name, point) for name, point in strengths_at(found, slot, bound)]
    if not parts:
        return fixed
    strongest = np.asarray(parts[0], np.uint8)
    for part in parts[1:]:
        strongest = np.maximum(strongest, np.asarray(part, np.uint8))
    return strongest
