"""Which entries of a collection (evidence, safeguards, assessors) make counts come out as wanted: an exact small search.

All that counts can tell apart is which of them an entry matches. So entries are searched by that pattern: one entry for
each combination of the field values that the counts name, and one value that none of them names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, get_args

from riskframe.evidence import EvidenceKind
from riskframe.proof.literals import Wanted, count_truth
from riskframe.rubric.conditions import Count
from riskframe.rubric.resolve import Rubric

Entry = dict[str, Any]
Cells = dict[str, list[Any]]
STATES = Callable[[str], str]
SETS = ("domain", "cited_by", "tested")
"""Fields that hold several values at once."""


def find_entries(
    over: str, wanted: Sequence[Wanted], rubric: Rubric, *, cited: Iterable[str] = (), state: STATES | None = None
) -> list[Entry] | None:
    """Entries for which every wanted count has its truth; None where there are none.

    cited: rating paths that some entry of evidence has to be cited by. state: a safeguard kind's state under the option
    at hand.
    """
    atoms = [w.literal.atom for w in wanted]
    counts = [atom for atom in atoms if isinstance(atom, Count)]
    needs = [Count("evidence", (("cited_by", (path,)),), 1) for path in cited]
    patterns: dict[tuple[bool, ...], Entry] = {}
    for entry in _candidates(over, [*counts, *needs], rubric):
        pattern = tuple(_matches(entry, count, rubric, state) for count in [*counts, *needs])
        patterns.setdefault(pattern, entry)
    for held in product(*(_held(w) for w in wanted)):
        aims = [*held, *([True] * len(needs))]
        chosen = _choose(list(patterns), aims, [c.n for c in [*counts, *needs]])
        if chosen is not None:
            return [patterns[pattern] for pattern in chosen]
    return None


def _held(wanted: Wanted) -> list[bool]:
    return [h for h in (False, True) if count_truth(wanted.literal, h, harmful=wanted.harmful) is wanted.truth]


def _choose(patterns: list[tuple[bool, ...]], aims: Sequence[bool], n: Sequence[int]) -> list[tuple[bool, ...]] | None:
    """A smallest-first choice of patterns, repetition allowed, that reaches every n that is aimed at and no other."""

    def search(have: tuple[int, ...]) -> list[tuple[bool, ...]] | None:
        if any(not aim and count >= most for aim, count, most in zip(aims, have, n, strict=True)):
            return None
        short = [i for i, aim in enumerate(aims) if aim and have[i] < n[i]]
        if not short:
            return []
        for pattern in sorted((p for p in patterns if p[short[0]]), key=harm):
            rest = search(tuple(a + b for a, b in zip(have, pattern, strict=True)))
            if rest is not None:
                return [pattern, *rest]
        return None

    def harm(pattern: tuple[bool, ...]) -> tuple[int, int]:
        unwanted = sum(p and not aim for p, aim in zip(pattern, aims, strict=True))
        return unwanted, -sum(pattern)

    return search(tuple(0 for _ in aims))


def _candidates(over: str, counts: Sequence[Count], rubric: Rubric) -> Iterator[Entry]:
    said: dict[str, list[Any]] = {}
    for count in counts:
        for name, values in count.where:
            said.setdefault(name, []).extend(v for v in values if v not in said.get(name, []))
    if over == "safeguards":
        yield from _safeguards(said, rubric)
        return
    cells: Cells = {name: [*values, None] for name, values in said.items() if name not in SETS}
    if over == "evidence":
        # An ordinary observation comes first; screens come last and only where a count is about them: they rest on facts.
        said_kinds = said.get("kind", [])
        ordinary = [
            k for k in get_args(EvidenceKind) if k not in ("screen", "suggestion", "judgement", "incident", *said_kinds)
        ]
        screens = ["screen"] if "screen" in said_kinds and rubric.screens else []
        plain = [k for k in said_kinds if k != "screen"]
        cells["kind"] = list(dict.fromkeys([*ordinary[:1], *plain, "judgement", *screens]))
    cells |= {name: _subsets(values) for name, values in said.items() if name in SETS}
    names = list(cells)
    for values in product(*cells.values()):
        yield dict(zip(names, values, strict=True))


def _safeguards(said: Mapping[str, list[Any]], rubric: Rubric) -> Iterator[Entry]:
    strengths = sorted({1, 5, *said.get("strength_at_least", ())}, reverse=True)
    named = said.get("domain", [])
    domains = [None, *((d,) for d in named), *((d,) for d in rubric.vocabulary.subjects if d not in named)]
    tests = _subsets(said.get("tested", []))
    for kind in rubric.file.safeguard_kinds:
        for lives_in, domain, tested, strength in product(kind.lives_in, domains, tests, strengths):
            yield {"kind": kind.id, "lives_in": lives_in, "domain": domain, "tested": tested, "strength": strength}


def _subsets(values: Sequence[Any]) -> list[tuple[Any, ...]]:
    return list(dict.fromkeys([(), *((v,) for v in values), tuple(values)]))


def _matches(entry: Entry, count: Count, rubric: Rubric, state: STATES | None) -> bool:
    for name, values in count.where:
        if name == "strength_at_least":
            held = entry["strength"] >= min(values)
        elif name == "route":
            held = any(r in values for r in rubric.safeguard_kinds[entry["kind"]].routes)
        elif name == "state":
            held = state is not None and state(entry["kind"]) in values
        elif name == "domain" and count.over == "safeguards":
            held = entry["domain"] is None or any(d in values for d in entry["domain"])
        elif name in SETS:
            held = any(v in values for v in entry.get(name) or ())
        else:
            held = entry.get(name) in values
        if not held:
            return False
    return True
