"""The pathway graph holds the listed paths, no more and no fewer."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from riskframe import pathways
from riskframe.pathways import SINK, SOURCE, Steps, differences, graph_faults, graph_of, paths_in, pathway_graph
from tests.rubric.small_rubric import planted, resolved

words = st.lists(st.sampled_from("abcde"), min_size=1, max_size=5, unique=True).map(tuple)


@given(st.sets(words, max_size=8))
def test_the_paths_of_the_graph_are_the_listed_ones(paths: set[Steps]) -> None:
    listed = tuple(sorted(paths))
    assert sorted(paths_in(graph_of(listed))) == list(listed)


@given(st.sets(words, min_size=1, max_size=8))
def test_no_two_nodes_could_be_one(paths: set[Steps]) -> None:
    """Smallest: nodes with the same step and the same ways on from there are one node."""
    graph = graph_of(tuple(sorted(paths)))
    seen = set()
    for name in graph.nodes:
        if name not in (SOURCE, SINK):
            key = (graph.nodes[name]["step"], frozenset(graph.successors(name)))
            assert key not in seen
            seen.add(key)


def test_steps_are_shared_only_where_the_same_follows() -> None:
    graph = graph_of((("a", "x", "end"), ("b", "x", "end"), ("c", "x", "other", "end")))
    assert sorted(graph.predecessors("x")) == ["a", "b"]
    assert list(graph.successors("x (2)")) == ["other"]
    assert graph.nodes["x (2)"]["step"] == "x"
    assert nx.is_directed_acyclic_graph(graph)


def test_joining_steps_by_name_invents_paths_and_the_proof_sees_it() -> None:
    listed = (("a", "x", "c"), ("b", "x", "d"))
    joined: nx.DiGraph[str] = nx.DiGraph()
    for steps in listed:
        nx.add_path(joined, [SOURCE, *steps, SINK])
        for step in steps:
            joined.nodes[step]["step"] = step
    assert differences(joined, listed) == ([("a", "x", "d"), ("b", "x", "c")], [])
    joined.remove_edge("b", "x")
    assert differences(joined, listed) == ([("a", "x", "d")], [("b", "x", "d")])


def test_the_graph_of_a_domain() -> None:
    graph = pathway_graph(resolved(), "bio")
    assert len(list(paths_in(graph))) == 3
    assert graph.nodes["query"] == {"step": "query", "title": "Ask"}
    assert len(list(paths_in(pathway_graph(resolved(), "bio", standing=True)))) == 1


def test_a_rubric_whose_graphs_are_its_lists() -> None:
    assert list(graph_faults(resolved())) == []


def test_a_path_that_is_listed_twice_is_a_difference() -> None:
    again = planted(["prevalence", "query", "as_released", "novelty"], "pathways", "default", "paths", 4)
    assert [(p.code, p.path) for p in graph_faults(resolved(again))] == [
        ("E444", ("pathways", "domains", "bio")),
        ("E444", ("pathways", "domains", "scams")),
    ]


def test_networkx_is_loaded_only_when_a_graph_is_asked_for() -> None:
    code = f"import sys, {pathways.__name__}; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
