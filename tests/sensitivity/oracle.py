"""The shares by an independent exact engine: the program as a Bayesian network, inferred by pyAgrum."""

from __future__ import annotations

import warnings
from typing import Any

from riskframe.engine.evaluate import Evaluation
from riskframe.engine.program import CONST, INPUT, MIN, TABLE
from riskframe.sensitivity.diagram import TERMINALS, Diagram
from riskframe.sensitivity.shares import Bound, Coupling, input_diagrams, variables_of


class Network:
    """One bound under one coupling as a network; every node is a function of earlier ones."""

    def __init__(self, found: Evaluation, bound: Bound, coupling: Coupling) -> None:
        with warnings.catch_warnings():
            # Its binding warns while it loads; raised as an error there, the warning ends the process.
            warnings.simplefilter("ignore")
            import pyagrum

        self.gum: Any = pyagrum
        self.found = found
        self.net: Any = self.gum.BayesNet("riskframe")
        self.variables = variables_of(found, coupling)
        self.domain: dict[str, tuple[int, ...]] = {}
        for i, variable in enumerate(self.variables):
            name = f"v{i}"
            self._add(name, tuple(range(len(variable.outcomes))), ())
            self.net.cpt(name).fillWith([float(s) for s in variable.shares])
        diagram = Diagram()
        inputs = input_diagrams(found, bound, self.variables, diagram)
        self.nodes = self._program(inputs, diagram)

    @property
    def answer(self) -> str | int:
        """The network's node for the answer, or its value where nothing can move it."""
        return self.nodes[self.found.compiled.answer]

    def shares(self) -> dict[str, float]:
        options = [o.id for o in self.found.rubric.options]
        if isinstance(self.answer, int):
            return {o: float(i == self.answer) for i, o in enumerate(options)}
        inference = self.gum.LazyPropagation(self.net)
        inference.addTarget(self.answer)
        inference.makeInference()
        return self._read(inference.posterior(self.answer).tolist(), options)

    def given(self, variable: int, outcome: int) -> dict[str, float]:
        """Shares given one outcome of one variable."""
        options = [o.id for o in self.found.rubric.options]
        assert isinstance(self.answer, str)
        inference = self.gum.LazyPropagation(self.net)
        inference.addTarget(self.answer)
        inference.setEvidence({f"v{variable}": outcome})
        inference.makeInference()
        return self._read(inference.posterior(self.answer).tolist(), options)

    def all_given(self) -> list[Any]:
        """Every conditional at once, as that engine gives them: one joint of the answer with each variable."""
        assert isinstance(self.answer, str)
        inference = self.gum.LazyPropagation(self.net)
        joints = [{self.answer, f"v{i}"} for i in range(len(self.variables))]
        for joint in joints:
            inference.addJointTarget(joint)
        inference.makeInference()
        return [inference.jointPosterior(joint).tolist() for joint in joints]

    def _read(self, posterior: list[float], options: list[str]) -> dict[str, float]:
        assert isinstance(self.answer, str)
        found = dict.fromkeys(options, 0.0)
        for value, share in zip(self.domain[self.answer], posterior, strict=True):
            found[options[value]] = share
        return found

    def _add(self, name: str, values: tuple[int, ...], parents: tuple[str, ...]) -> None:
        self.net.add(self.gum.LabelizedVariable(name, name, len(values)))
        self.domain[name] = values
        for parent in parents:
            self.net.addArc(parent, name)

    def _function(self, name: str, parents: tuple[str, ...], of: Any) -> str | int:
        """A node that is a function of its parents' values; a number where it is constant."""
        rows: list[tuple[dict[str, int], int]] = [({}, 0)]
        for parent in parents:
            rows = [({**r, parent: i}, 0) for r, _ in rows for i in range(len(self.domain[parent]))]
        rows = [(r, of(*(self.domain[p][r[p]] for p in parents))) for r, _ in rows]
        values = tuple(sorted({value for _, value in rows}))
        if len(values) == 1:
            return values[0]
        self._add(name, values, parents)
        for row, value in rows:
            self.net.cpt(name)[row] = [float(v == value) for v in values]
        return name

    def _program(self, inputs: list[int], diagram: Diagram) -> dict[int, str | int]:
        program = self.found.compiled.program
        nodes: dict[int, str | int] = {}
        for node, (kind, args, table) in enumerate(zip(program.kinds, program.args, program.tables, strict=True)):
            if kind == CONST:
                nodes[node] = args[0]
            elif kind == INPUT:
                nodes[node] = self._input(f"n{node}", inputs[args[0]], diagram)
            elif kind == TABLE:
                below = nodes[args[0]]
                nodes[node] = (
                    table[below]
                    if isinstance(below, int)
                    else self._function(f"n{node}", (below,), lambda x, t=table: t[x])
                )
            else:
                nodes[node] = self._joined(f"n{node}", [nodes[a] for a in args], min if kind == MIN else max)
        return nodes

    def _input(self, name: str, entry: int, diagram: Diagram) -> str | int:
        if entry < TERMINALS:
            return entry
        read = sorted(_variables(entry, diagram))

        def value(*picks: int) -> int:
            node, chosen = entry, dict(zip(read, picks, strict=True))
            while node >= TERMINALS:
                node = diagram.kids[node - TERMINALS][chosen[diagram.variables[node - TERMINALS]]]
            return node

        return self._function(name, tuple(f"v{i}" for i in read), value)

    def _joined(self, name: str, parts: list[str | int], pick: Any) -> str | int:
        numbers = [p for p in parts if isinstance(p, int)]
        names = list(dict.fromkeys(p for p in parts if isinstance(p, str)))
        found: str | int | None = pick(numbers) if numbers else None
        for step, part in enumerate(names):
            if found is None:
                found = part
            elif isinstance(found, int):
                found = self._function(f"{name}_{step}", (part,), lambda x, f=found: pick(x, f))
            elif found != part:
                found = self._function(f"{name}_{step}", (found, part), pick)
        assert found is not None
        return found


def _variables(entry: int, diagram: Diagram) -> set[int]:
    """The variables that an input's diagram asks (strengths of several safeguards of a kind: more than one)."""
    if entry < TERMINALS:
        return set()
    found = {diagram.variables[entry - TERMINALS]}
    for kid in diagram.kids[entry - TERMINALS]:
        found |= _variables(kid, diagram)
    return found
