"""A profile -> a row of codes, or the problems that keep it out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from riskframe.assessment import profile_digest
from riskframe.decision.recommend import goals_met
from riskframe.diagnostics import Problem
from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import Compiled, compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.engine.fit import asks_others, fit_problems
from riskframe.inquiry.several import read_by
from riskframe.portfolio.layout import Layout
from riskframe.profile import Profile
from riskframe.rubric.crosswalk import Crosswalk
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.diagram import TooLarge
from riskframe.sensitivity.shares import BOUNDS, all_shares, spreads

NOTHING_PROPOSED = -1
Shares = tuple[float, ...] | tuple[None, ...]
"""Share of each option, or None for each."""


@dataclass(frozen=True)
class Packed:
    """One profile as a row. `severities`: domains whose severity it raises, as JSON, empty where none.

    by_hand: bound -> share of each option, where the spread of its ratings does not fit into codes; None elsewhere. Every share is
    None where there are too many cases to count: a row has no place to say that shares are drawn, as a single result has.
    """

    model: str
    developer: str
    digest: str
    severities: str
    codes: tuple[int, ...]
    goals: int
    proposed: int
    by_hand: Mapping[str, Shares] | None


class Packer:
    """Packs profiles under one rubric. Compiles it once for each set of severities that it meets."""

    def __init__(self, rubric: Rubric, *, shares: bool = True) -> None:
        self.rubric, self._with_shares = rubric, shares
        self._layouts: dict[str, Layout] = {}

    @cached_property
    def _beside(self) -> tuple[Rubric, ...]:
        """The other bundled rubrics: a profile may state things for them too."""
        return tuple(rubric for rubric in _bundled() if rubric.id != self.rubric.id)

    @cached_property
    def _crosswalk(self) -> Crosswalk | None:
        """The bundled one, as `assess` applies it to a profile that speaks to other rubrics."""
        from riskframe.loading.crosswalk_file import load_crosswalk

        return load_crosswalk(None, (self.rubric,), self._beside).crosswalk

    def layout(self, severities: str) -> Layout:
        """The layout for raised severities as `Packed` gives them."""
        if severities not in self._layouts:
            made = Layout(compiled_for(self.rubric, severities))
            # Rows of all severities stand in one table: a column must mean the same in each.
            if severities and made.compiled.slots != self.layout("").compiled.slots:
                raise AssertionError(f"raising {severities} changes what the program of {self.rubric.id} reads")
            self._layouts[severities] = made
        return self._layouts[severities]

    def pack(self, profile: Profile) -> Packed | tuple[Problem, ...]:
        """The row; or every reason why the profile does not fit the rubric."""
        problems: Sequence[Problem] = fit_problems(profile, [self.rubric])
        crosswalk: Crosswalk | None = None
        # Most profiles are for one rubric, and are not made to wait for the others.
        if asks_others(problems):
            problems = fit_problems(profile, [self.rubric], self._beside)
            crosswalk = self._crosswalk
        if wrong := tuple(p for p in problems if p.severity == "error"):
            return wrong
        own = read_by(profile, self.rubric, crosswalk).profile
        raised = {d: s for d, s in severities_of(own, self.rubric).items() if s != self.rubric.vocabulary.domains[d]}
        severities = json.dumps(raised, sort_keys=True) if raised else ""
        layout = self.layout(severities)
        bound = bind(own, layout.compiled)
        found = evaluate(bound)
        wanted = own.release.proposed
        return Packed(
            profile.model.name,
            profile.model.developer,
            profile_digest(profile),
            severities,
            layout.encode(bound),
            sum(1 << place for place in found.places if goals_met(found, place)),
            NOTHING_PROPOSED if wanted is None else self.rubric.option_place[wanted],
            _by_hand(found) if self._with_shares else None,
        )


@cache
def _bundled() -> tuple[Rubric, ...]:
    """All bundled rubrics; read once in a process, and only where a row speaks to them."""
    from riskframe.loading.crosswalk_file import bundled_beside

    return bundled_beside(())


def compiled_for(rubric: Rubric, severities: str) -> Compiled:
    """The rubric compiled with raised severities (JSON, empty for none). Raises ValueError where they are no such thing."""
    if not severities:
        return compile_rubric(rubric)
    domains = rubric.vocabulary.domains
    raised = json.loads(severities)
    good = isinstance(raised, dict) and all(
        name in domains and isinstance(level, int) and domains[name] < level <= 5 for name, level in raised.items()
    )
    if not good:
        raise ValueError(f"{severities!r} raises no severities of {rubric.id}")
    return compile_rubric(rubric, {**domains, **raised})


def _by_hand(found: Evaluation) -> dict[str, Shares] | None:
    """Shares of a row with a spread that codes cannot say: a safeguard's strength, several assessors, or one stated."""
    known = spreads(found)
    if all(
        name in found.rubric.ratings and not (rating.source and (rating.source.shares or rating.source.by))
        for name, (rating, _) in known.items()
    ):
        return None
    try:
        tables = all_shares(found, couplings=("independent",))
    except TooLarge:
        return dict.fromkeys(BOUNDS, (None,) * len(found.places))
    return {bound: tuple(tables[bound, "independent"].most_open.values()) for bound in BOUNDS}
