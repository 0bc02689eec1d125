"""Many random variations of one profile, evaluated at once and turned into profiles where one is wanted (needs numpy)."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.program import Node
from riskframe.engine.slots import RatingSlot, StrengthSlot, TruthSlot
from riskframe.proof.literals import UNKNOWN
from riskframe.proof.witness import Raw, rate
from riskframe.rubric.conditions import Unknown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]
    Truths = npt.NDArray[np.bool_]


class Draws:
    """Ratings drawn at random, some of them unknown, and strengths of safeguards. The same seed draws the same."""

    def __init__(self, found: Evaluation, start: Raw, size: int, seed: int) -> None:
        import numpy as np

        self.found, self.start, self.size = found, start, size
        rng = np.random.default_rng(seed)
        # Each draw has a mildness of its own, so that good, mixed and bad profiles all occur.
        mildness = rng.random(size)
        self.levels: dict[str, Codes] = {}
        self.unknown: dict[str, Truths] = {}
        for path, rating in found.rubric.ratings.items():
            anywhere = rng.integers(1, rating.top + 1, size, np.uint8)
            mild = rng.random(size) < mildness
            self.levels[path] = np.where(mild, np.uint8(rating.favourable_end), anywhere)
            self.unknown[path] = rng.random(size) < 0.1 * (1 - mildness)
        for path in found.rubric.ratings:
            if path.startswith("capability.") and path.endswith(".as_released"):
                modified = self.levels[path.replace(".as_released", ".as_modified")]
                self.levels[path] = np.minimum(self.levels[path], modified)
        self.strengths: dict[str, Codes] = {
            kind: np.where(rng.random(size) < mildness, np.uint8(5), rng.integers(0, 6, size, np.uint8))
            for kind in found.rubric.safeguard_kinds
        }
        """0: there is no such safeguard."""

    def values(self, wanted: Sequence[Node]) -> Codes:
        """The wanted nodes for every draw, conservative reading."""
        import numpy as np

        fixed = np.asarray(self.found.bound.codes["conservative"], np.uint8)
        codes = np.repeat(fixed[:, None], self.size, axis=1)
        for number, slot in enumerate(self.found.compiled.slots):
            if isinstance(slot, RatingSlot):
                harmful = np.uint8(self.found.rubric.ratings[slot.path].harmful_end)
                codes[number] = np.where(self.unknown[slot.path], harmful, self.levels[slot.path])
            elif isinstance(slot, StrengthSlot) and self.start.get("safeguards"):
                codes[number] = self.strengths[slot.kind]
            elif isinstance(slot, TruthSlot) and isinstance(slot.literal.atom, Unknown) and slot.literal.atom.is_rating:
                codes[number] = self.unknown[slot.literal.atom.path] != slot.literal.negated
        return self.found.compiled.program.run_batch(codes, wanted)

    @staticmethod
    def where(which: Truths) -> list[int]:
        """The draws of which something is true."""
        import numpy as np

        return [int(draw) for draw in np.flatnonzero(which)]

    def profile(self, draw: int) -> Raw:
        """One draw as a profile."""
        raw = copy.deepcopy(self.start)
        ids = [item["id"] for item in raw["evidence"]]
        for path, rating in self.found.rubric.ratings.items():
            rate(raw, rating, UNKNOWN if self.unknown[path][draw] else int(self.levels[path][draw]), ids)
        raw["safeguards"] = [
            {**item, "strength": {**item["strength"], "level": int(self.strengths[item["kind"]][draw])}}
            for item in raw.get("safeguards", [])
            if self.strengths[item["kind"]][draw] > 0
        ]
        return raw
