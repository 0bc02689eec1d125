"""A reduced multi-valued decision diagram over independent variables, built from a Program.

Every result of the kernel is a function of a few variables with a few outcomes each. Its diagram has one node per
distinct sub-function, so one pass from the top gives the exact share of every outcome, and one from the bottom all
conditionals at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from riskframe.engine.program import INPUT, MIN, TABLE
from riskframe.sensitivity.residual import Residual

TERMINALS = 16
"""Nodes below this are values; a program's values are small."""


class TooLarge(Exception):
    """The diagram passed its node limit; the caller falls back on seeded draws and says so."""


@dataclass
class Diagram:
    """Nodes of variables 0..n-1 in this order from the top; `kids[i]` are a node's children by outcome."""

    limit: int = 200_000
    variables: list[int] = field(default_factory=list)
    kids: list[tuple[int, ...]] = field(default_factory=list)
    _unique: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    _joined: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _mapped: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)

    def node(self, variable: int, kids: tuple[int, ...]) -> int:
        """The node that asks a variable and goes on to its kids; its kid where all are the same."""
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (variable, kids)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = TERMINALS + len(self.kids)
            self.variables.append(variable)
            self.kids.append(kids)
            if len(self.kids) > self.limit:
                raise TooLarge
        return found

    def join(self, kind: int, a: int, b: int) -> int:
        """Minimum or maximum of two diagrams."""
        if a == b:
            return a
        if a < TERMINALS and b < TERMINALS:
            return min(a, b) if kind == MIN else max(a, b)
        key = (kind, a, b) if a < b else (kind, b, a)
        found = self._joined.get(key)
        if found is None:
            va = self.variables[a - TERMINALS] if a >= TERMINALS else len(self.kids) + 1_000_000
            vb = self.variables[b - TERMINALS] if b >= TERMINALS else len(self.kids) + 1_000_000
            if va == vb:
                pairs = zip(self.kids[a - TERMINALS], self.kids[b - TERMINALS], strict=True)
                found = self.node(va, tuple([self.join(kind, x, y) for x, y in pairs]))
            elif va < vb:
                found = self.node(va, tuple([self.join(kind, x, b) for x in self.kids[a - TERMINALS]]))
            else:
                found = self.node(vb, tuple([self.join(kind, a, y) for y in self.kids[b - TERMINALS]]))
            self._joined[key] = found
        return found

    def table(self, a: int, entries: tuple[int, ...]) -> int:
        """Table look-up of a diagram's value."""
        if a < TERMINALS:
            return entries[a]
        key = (a, entries)
        found = self._mapped.get(key)
        if found is None:
            kids = tuple([self.table(k, entries) for k in self.kids[a - TERMINALS]])
            found = self._mapped[key] = self.node(self.variables[a - TERMINALS], kids)
        return found

    def compiled(self, program: Residual, inputs: Sequence[int]) -> int:
        """The diagram of a residual program's node; inputs[slot] is the diagram of that input."""
        built: dict[int, int] = dict(program.fixed)
        for node, kind, args, table in program.steps:
            if kind == INPUT:
                built[node] = inputs[args[0]]
            elif kind == TABLE:
                built[node] = self.table(built[args[0]], table)
            else:
                built[node] = self._joined_all(kind, [built[a] for a in args])
        return built[program.wanted]

    def _joined_all(self, kind: int, parts: list[int]) -> int:
        # Values first, then the deepest variables: what is small stays small while it grows.
        parts = sorted(set(parts), key=lambda p: (p >= TERMINALS, -p))
        found = parts[0]
        for part in parts[1:]:
            found = self.join(kind, found, part)
        return found

    def shares(self, top: int, weights: Sequence[Sequence[float]], values: int) -> list[float]:
        """The share of each value 0..values-1 at `top`; weights[variable][outcome] sum to 1 for each variable."""
        return self.passes(top, weights, values).shares

    def passes(self, top: int, weights: Sequence[Sequence[float]], values: int) -> Passes:
        """One pass up and one down: shares of every value, and for every variable those given each outcome."""
        order = self._below(top)
        up: dict[int, list[float]] = {v: [float(v == i) for i in range(values)] for v in range(min(values, TERMINALS))}
        for node in order:
            w = weights[self.variables[node - TERMINALS]]
            total = [0.0] * values
            for share, kid in zip(w, self.kids[node - TERMINALS], strict=True):
                if share:
                    for i, x in enumerate(up[kid]):
                        total[i] += share * x
            up[node] = total
        mass: dict[int, float] = dict.fromkeys(order, 0.0)
        if top >= TERMINALS:
            mass[top] = 1.0
        for node in reversed(order):
            w = weights[self.variables[node - TERMINALS]]
            for share, kid in zip(w, self.kids[node - TERMINALS], strict=True):
                if kid >= TERMINALS:
                    mass[kid] += share * mass[node]
        given = self._given(top, order, up, mass, weights, values)
        return Passes(list(up[top]), given)

    def _given(
        self, top: int, order: list[int], up: Mapping[int, list[float]], mass: Mapping[int, float],
        weights: Sequence[Sequence[float]], values: int,
    ) -> list[list[list[float]]]:  # fmt: skip
        # What passes a variable by is the same under all its outcomes: the whole less what goes through its nodes.
        by_variable: dict[int, list[int]] = {}
        for node in order:
            by_variable.setdefault(self.variables[node - TERMINALS], []).append(node)
        given: list[list[list[float]]] = []
        for variable, w in enumerate(weights):
            around = list(up[top])
            through = [[0.0] * values for _ in w]
            for node in by_variable.get(variable, ()):
                m = mass[node]
                for i, x in enumerate(up[node]):
                    around[i] -= m * x
                for row, kid in zip(through, self.kids[node - TERMINALS], strict=True):
                    for i, x in enumerate(up[kid]):
                        row[i] += m * x
            given.append([[a + t for a, t in zip(around, row, strict=True)] for row in through])
        return given

    def _below(self, top: int) -> list[int]:
        """Every inner node under `top`, kids before parents."""
        seen: set[int] = set()
        stack = [top] if top >= TERMINALS else []
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack.extend(k for k in self.kids[node - TERMINALS] if k >= TERMINALS and k not in seen)
        return sorted(seen)  # a node is made after its kids


@dataclass(frozen=True, slots=True)
class Passes:
    """Shares of each value, and given[variable][outcome] = shares of each value given that outcome."""

    shares: list[float]
    given: list[list[list[float]]]
