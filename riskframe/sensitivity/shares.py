"""Exact shares: how much of the known ratings' spread makes each option the answer.

Never a probability of being safe: it says how far the ratings in hand settle the question, and unknowns get no
distribution, so each figure is a pair. Two couplings are shown: independent, and comonotone within a domain (all of a
domain's ratings turn out bad together). No rule and no gate reads any of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from riskframe.engine.bind import standing
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.program import INPUT, MAX
from riskframe.engine.resolved import ResolvedRating
from riskframe.engine.slots import RatingSlot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import Count
from riskframe.scales import Polarity, Reading
from riskframe.sensitivity.diagram import Diagram, Passes
from riskframe.sensitivity.residual import Residual, needed_for, residual
from riskframe.sensitivity.spread import Spread, spread_of

Bound = Literal["unknowns_harmful", "unknowns_favourable"]
Coupling = Literal["independent", "comonotone"]
BOUNDS: dict[Bound, Reading] = {"unknowns_harmful": "central", "unknowns_favourable": "charitable"}
"""The reading from which everything that has no spread is taken."""
COUPLINGS: tuple[Coupling, ...] = ("independent", "comonotone")


@dataclass(frozen=True, slots=True)
class Variable:
    """What varies by itself: one rating, or in the comonotone coupling all ratings of a domain.

    outcomes[i] maps rating name (path, or safeguard id) -> level; shares[i] is that outcome's share.
    """

    name: str
    outcomes: tuple[Mapping[str, int], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """One bound under one coupling. Shares are keyed by option and sum to 1 over `most_open`."""

    most_open: dict[str, float]
    within: dict[str, float]
    """Share in which the option or a more open one is the answer: it is within tolerance and uncapped."""
    variables: tuple[Variable, ...]
    given: tuple[tuple[dict[str, float], ...], ...]
    """given[variable][outcome] = share of each option as the most open, given that outcome."""
    nodes: int
    """Size of the diagram."""


def spreads(found: Evaluation, *, least: int = 2) -> dict[str, tuple[ResolvedRating, Spread]]:
    """Ratings and safeguard strengths that the program reads and whose spread has at least so many levels."""
    read: dict[str, ResolvedRating] = {}
    for slot in found.compiled.slots:
        if isinstance(slot, RatingSlot):
            rating = found.bound.ratings[slot.path]
            read.setdefault(rating.path, rating)
        elif isinstance(slot, StrengthSlot):
            for item in found.bound.profile.safeguards:
                if item.kind == slot.kind:
                    read.setdefault(item.id, found.bound.strengths[item.id])
    listed = {name: (rating, spread_of(rating)) for name, rating in read.items()}
    return {n: (r, s) for n, (r, s) in listed.items() if s is not None and len(s) >= least}


def variables_of(found: Evaluation, coupling: Coupling) -> tuple[Variable, ...]:
    """The independent variables of a coupling, ratings of no domain first (they reach into several)."""
    return _variables(found, coupling, spreads(found))


def _variables(
    found: Evaluation, coupling: Coupling, known: Mapping[str, tuple[ResolvedRating, Spread]]
) -> tuple[Variable, ...]:
    groups: dict[str, list[str]] = {}
    for name, (rating, _) in known.items():
        domain = rating.rating.domain
        together = domain is not None and coupling == "comonotone"
        groups.setdefault(f"domain {domain}" if together else name, []).append(name)
    domains = {domain: number for number, domain in enumerate(found.rubric.domains, 1)}
    listed = {name: number for number, name in enumerate(known)}

    def place(item: tuple[str, list[str]]) -> tuple[int, int]:
        return (domains.get(known[item[1][0]][0].rating.domain or "", 0), listed[item[1][0]])

    return tuple(_variable(label, names, known) for label, names in sorted(groups.items(), key=place))


def _variable(label: str, names: Sequence[str], known: Mapping[str, tuple[ResolvedRating, Spread]]) -> Variable:
    if len(names) == 1:
        spread = known[names[0]][1]
        return Variable(label, tuple({names[0]: level} for level in spread), tuple(spread.values()))
    # One latent quantile drives all: each rating's levels are laid out from favourable to harmful.
    ladders: dict[str, list[tuple[float, int]]] = {}
    for name in names:
        rating, spread = known[name]
        total, ladder = 0.0, []
        for level in sorted(spread, reverse=rating.rating.polarity is Polarity.PROTECTIVE):
            total += spread[level]
            ladder.append((total, level))
        ladders[name] = [*ladder[:-1], (1.0, ladder[-1][1])]
    cuts = sorted({round(edge, 12) for ladder in ladders.values() for edge, _ in ladder})
    outcomes, shares, before = [], [], 0.0
    for cut in cuts:
        middle = (before + cut) / 2
        outcomes.append({n: next(level for edge, level in ladder if edge > middle) for n, ladder in ladders.items()})
        shares.append(cut - before)
        before = cut
    return Variable(label, tuple(outcomes), tuple(shares))


def exact_shares(found: Evaluation, bound: Bound, coupling: Coupling, *, limit: int = 200_000) -> Shares:
    """Exact shares of one bound under one coupling. Raises TooLarge past `limit` nodes."""
    return all_shares(found, (bound,), (coupling,), limit=limit)[bound, coupling]


def all_shares(
    found: Evaluation,
    bounds: Sequence[Bound] = tuple(BOUNDS),
    couplings: Sequence[Coupling] = COUPLINGS,
    *,
    limit: int = 200_000,
) -> dict[tuple[Bound, Coupling], Shares]:
    """Exact shares of every bound under every coupling, each with all its conditionals."""
    compiled = found.compiled
    order = needed_for(compiled.program, compiled.answer)
    known = spreads(found)
    variables = {coupling: _variables(found, coupling, known) for coupling in couplings}
    tables: dict[tuple[Bound, Coupling], Shares] = {}
    for bound in bounds:
        ranges = _ranges(found, bound, known)
        left = residual(compiled.program, order, compiled.answer, *ranges)
        for coupling in couplings:
            tables[bound, coupling] = _shares(_built(found, bound, variables[coupling], left, limit))
    return tables


@dataclass(frozen=True, slots=True)
class Built:
    """One bound under one coupling as a diagram that can be asked."""

    diagram: Diagram
    top: int
    variables: tuple[Variable, ...]
    options: tuple[str, ...]

    def passes(self) -> Passes:
        """Shares of every option and all conditionals, in one pass up and one down."""
        return self.diagram.passes(self.top, [v.shares for v in self.variables], len(self.options))


def diagram_of(
    found: Evaluation,
    bound: Bound,
    coupling: Coupling,
    *,
    known: Mapping[str, tuple[ResolvedRating, Spread]] | None = None,
    limit: int = 200_000,
) -> Built:
    """The diagram of the answer, over the spreads given or those of the ratings. Raises TooLarge past `limit` nodes."""
    order = needed_for(found.compiled.program, found.compiled.answer)
    known = spreads(found) if known is None else known
    left = residual(found.compiled.program, order, found.compiled.answer, *_ranges(found, bound, known))
    return _built(found, bound, _variables(found, coupling, known), left, limit)


def _built(found: Evaluation, bound: Bound, variables: tuple[Variable, ...], left: Residual, limit: int) -> Built:
    read = {args[0] for _, kind, args, _ in left.steps if kind == INPUT}
    diagram = Diagram(limit)
    top = diagram.compiled(left, input_diagrams(found, bound, variables, diagram, read))
    return Built(diagram, top, variables, tuple(o.id for o in found.rubric.options))


def _shares(built: Built) -> Shares:
    passes = built.passes()

    def named(values: Sequence[float]) -> dict[str, float]:
        return dict(zip(built.options, values, strict=True))

    return Shares(
        named(passes.shares),
        named([sum(passes.shares[i:]) for i in range(len(built.options))]),
        built.variables,
        tuple(tuple(named(row) for row in rows) for rows in passes.given),
        len(built.diagram.kids),
    )


def _ranges(
    found: Evaluation, bound: Bound, known: Mapping[str, tuple[ResolvedRating, Spread]]
) -> tuple[list[int], list[int]]:
    """Least and greatest code of every slot over the spread of what it reads."""
    low = list(found.bound.codes[BOUNDS[bound]])
    high = list(low)
    ends = {name: (min(spread), max(spread)) for name, (_, spread) in known.items()}
    for number, slot in enumerate(found.compiled.slots):
        if isinstance(slot, RatingSlot):
            name = found.bound.ratings[slot.path].path
            if name in ends:
                low[number], high[number] = ends[name]
        elif isinstance(slot, StrengthSlot):
            parts = [ends.get(name, (point, point)) for name, point in strengths_at(found, slot, bound)]
            if parts:
                low[number], high[number] = max(p[0] for p in parts), max(p[1] for p in parts)
    return low, high


def strengths_at(found: Evaluation, slot: StrengthSlot, bound: Bound) -> list[tuple[str, int]]:
    """The safeguards behind a strength slot, with the strength each has at a bound."""
    facts = found.bound.facts
    return [(name, facts.strengths[name].point(BOUNDS[bound])) for name in standing(facts, slot)]


def input_diagrams(
    found: Evaluation, bound: Bound, variables: Sequence[Variable], diagram: Diagram, read: set[int] | None = None
) -> list[int]:
    """For every slot (of those in `read`, where given) the diagram of its code: constant, or a function of one
    variable (of several, where safeguards of one kind stand together)."""
    built = list(found.bound.codes[BOUNDS[bound]])
    carrier = {name: i for i, v in enumerate(variables) for name in v.outcomes[0]}

    def levels(name: str) -> int:
        i = carrier[name]
        return diagram.node(i, tuple([outcome[name] for outcome in variables[i].outcomes]))

    for number, slot in enumerate(found.compiled.slots):
        if read is not None and number not in read:
            continue
        if isinstance(slot, RatingSlot):
            name = found.bound.ratings[slot.path].path
            if name in carrier:
                built[number] = levels(name)
        elif isinstance(slot, StrengthSlot):
            strongest = 0
            for name, point in strengths_at(found, slot, bound):
                strongest = diagram.join(MAX, strongest, levels(name) if name in carrier else point)
            built[number] = strongest
    return built


def not_exact(found: Evaluation) -> tuple[str, ...]:
    """What the shares hold fixed although it could vary: conditions that count safeguards by strength."""
    return tuple(
        "a rule counts safeguards by strength; it is read at the bound, not over the strengths' spread"
        for slot in found.compiled.slots
        if isinstance(slot, TruthSlot)
        and isinstance(slot.literal.atom, Count)
        and any(name == "strength_at_least" for name, _ in slot.literal.atom.where)
    )[:1]
