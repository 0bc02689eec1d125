"""The pathway graph of a domain, and the proof that its paths are exactly the listed ones.

The listed paths are the definition. Joining them at steps of the same name would let a walk change from one path to
another in the middle, and invent ways that nobody listed. So steps are shared only where everything that follows is the
same: the graph is the smallest one whose source-to-sink paths are the listed paths, no more and no fewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from riskframe.diagnostics import Problem
from riskframe.rubric.resolve import Rubric

if TYPE_CHECKING:
    import networkx as nx

SOURCE, SINK = "(source)", "(sink)"
"""No step can be called so: an id begins with a letter or a digit."""

Steps = tuple[str, ...]


def listed_paths(rubric: Rubric, domain: str, *, standing: bool = False) -> tuple[Steps, ...]:
    """The step ids of each listed path of a domain: those that depend on the option, or the standing ones."""
    return tuple(
        tuple(step_id for step_id, _ in path.steps) for path in rubric.paths_of(domain) if path.standing is standing
    )


def pathway_graph(rubric: Rubric, domain: str, *, standing: bool = False) -> nx.DiGraph[str]:
    """A domain's pathways as a directed graph from `SOURCE` to `SINK`.

    Every other node is one occurrence of a step; its attributes are `step` (the step's id) and `title`.
    """
    titles = {step_id: step.title for path in rubric.paths_of(domain) for step_id, step in path.steps}
    return graph_of(listed_paths(rubric, domain, standing=standing), titles)


def graph_of(paths: tuple[Steps, ...], titles: dict[str, str] | None = None) -> nx.DiGraph[str]:
    """The smallest graph whose source-to-sink paths are the given ones, each once."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from([SOURCE, SINK])
    names: dict[tuple[str, frozenset[Steps]], str] = {}
    used: Counter[str] = Counter()

    def node(step: str, rest: frozenset[Steps]) -> str:
        """The node of a step after which exactly `rest` may follow."""
        key = (step, rest)
        if key not in names:
            used[step] += 1
            names[key] = step if used[step] == 1 else f"{step} ({used[step]})"
            graph.add_node(names[key], step=step, title=(titles or {}).get(step, step))
            grow(names[key], rest)
        return names[key]

    def grow(start: str, rests: frozenset[Steps]) -> None:
        if () in rests:
            graph.add_edge(start, SINK)
        for step in sorted({rest[0] for rest in rests if rest}):
            graph.add_edge(start, node(step, frozenset(rest[1:] for rest in rests if rest and rest[0] == step)))

    grow(SOURCE, frozenset(paths))
    return graph


def paths_in(graph: nx.DiGraph[str]) -> Iterator[Steps]:
    """The step ids along every simple path from source to sink."""
    import networkx as nx

    for nodes in nx.all_simple_paths(graph, SOURCE, SINK):
        yield tuple(graph.nodes[name]["step"] for name in nodes[1:-1])


def differences(graph: nx.DiGraph[str], paths: tuple[Steps, ...]) -> tuple[list[Steps], list[Steps]]:
    """Paths of the graph that are not listed, and listed ones that the graph lacks. Repetitions count."""
    walked, listed = Counter(paths_in(graph)), Counter(paths)
    return sorted((walked - listed).elements()), sorted((listed - walked).elements())


def graph_faults(rubric: Rubric) -> Iterator[Problem]:
    """Where a domain's graph is not its listed paths (E444)."""
    for domain in rubric.domains:
        where = ("pathways", "domains", domain)
        for standing in (False, True):
            listed = listed_paths(rubric, domain, standing=standing)
            extra, missing = differences(pathway_graph(rubric, domain, standing=standing), listed)
            for steps in extra:
                yield Problem(
                    "E444", where, f'the graph of "{domain}" has a path that is not listed: {" > ".join(steps)}'
                )
            for steps in missing:
                yield Problem("E444", where, f'the graph of "{domain}" lacks the listed path {" > ".join(steps)}')
