"""What the analysis and the batch kernel cost, as ratios measured in one run: `python benchmarks/sensitivity.py`.

Every ratio is of CPU seconds in this process, medians of interleaved rounds, so a busy machine moves both sides. The
other engines (pyAgrum, zen-engine) are development dependencies and are used as anybody would use them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: two threads cost more than they bring here

import numpy as np

from riskframe import load_profile, load_rubric
from riskframe.assessment import evaluated
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot, StrengthSlot
from riskframe.rubric.conditions import Condition, Every, Literal, OptionCompare, RatingCompare, SeverityCompare
from riskframe.scales import READINGS
from riskframe.sensitivity.draws import drawn_shares
from riskframe.sensitivity.flips import flips
from riskframe.sensitivity.next_evidence import next_evidence
from riskframe.sensitivity.shares import Bound, all_shares, diagram_of, exact_shares
from tests.sensitivity.oracle import Network

EXAMPLE = Path(__file__).parent.parent / "examples" / "gpt-oss-120b.yaml"
Work = Callable[[], object]


def seconds(work: Work) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def compared(works: dict[str, Work], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each, the rounds interleaved after one warm-up."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return {name: statistics.median(t) for name, t in times.items()}


def line(text: str, ratio: float, bar: str, *, held: bool) -> bool:
    print(f"  {text:<74} {ratio:8.2f}  {bar:<10} {'held' if held else 'MISSED'}")
    return held


def analysis(found: Evaluation, rounds: int) -> bool:
    """The shares and the whole analysis of one profile."""
    options = [o.id for o in found.rubric.options]
    start = found.answer("conservative")
    program = found.compiled.program

    def shares() -> None:
        all_shares(found)

    def readings() -> None:
        for reading in READINGS:
            program.run(found.bound.codes[reading])

    def whole() -> None:
        readings()
        shares()
        if start + 1 < len(options):
            flips(found, options[start + 1], "reach")
        if start:
            flips(found, options[start], "lose")
        flips(found, found.bound.profile.release.proposed or options[-1], "reach")
        next_evidence(found)

    def draws() -> None:
        drawn_shares(found, "unknowns_harmful", "independent", draws=10_000, seed=1)

    took = compared({"shares": shares, "draws": draws, "kernel": readings, "whole": whole}, rounds)
    for name, value in took.items():
        print(f"    {name}: {value * 1e3:.2f} ms")
    ok = line(
        "exact shares, all conditionals, both bounds and couplings / 10,000 plain draws",
        took["shares"] / took["draws"], "<= 1", held=took["shares"] <= took["draws"],
    )  # fmt: skip
    return ok & line(
        "whole analysis / kernel time of one plain assessment",
        took["whole"] / took["kernel"], "< 300", held=took["whole"] < 300 * took["kernel"],
    )  # fmt: skip


def against_pyagrum(found: Evaluation, rounds: int) -> bool:
    """All conditionals of one bound and one coupling, asked of both engines: from the program, and once built."""
    bound: Bound = "unknowns_harmful"
    if isinstance(Network(found, bound, "independent").answer, int):
        bound = "unknowns_favourable"
    network = Network(found, bound, "independent")
    if isinstance(network.answer, int):
        print("  the example's answer does not vary: nothing to ask pyAgrum")
        return True
    built = diagram_of(found, bound, "independent")
    took = compared(
        {
            "ours, from the program": lambda: exact_shares(found, bound, "independent"),
            "pyAgrum, from the program": lambda: Network(found, bound, "independent").all_given(),
            "ours, diagram built": built.passes,
            "pyAgrum, network built": network.all_given,
        },
        rounds,
    )
    for name, value in took.items():
        print(f"    {name}: {value * 1e3:.2f} ms")
    ok = True
    for kind, ours, theirs in (
        ("from the program", "ours, from the program", "pyAgrum, from the program"),
        ("once built", "ours, diagram built", "pyAgrum, network built"),
    ):
        ratio = took[theirs] / took[ours]
        ok &= line(f"pyAgrum / ours, all conditionals, {kind}", ratio, ">= 3", held=ratio >= 3)
    return ok


def synthetic(found: Evaluation, count: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Codes of random profiles: every input drawn over its own codes."""
    random = np.random.Generator(np.random.PCG64(1))
    rows = []
    for slot in found.compiled.slots:
        low, high = 0, 2
        if isinstance(slot, RatingSlot):
            low, high = 1, found.rubric.ratings[slot.path].top + 1
        elif isinstance(slot, StrengthSlot):
            high = 6
        rows.append(random.integers(low, high, count, dtype=np.uint8))
    codes = np.stack(rows)
    number = {slot.path: i for i, slot in enumerate(found.compiled.slots) if isinstance(slot, RatingSlot)}
    for path, i in number.items():
        if path.endswith(".as_released"):  # the kernel reads it so; a table of the rules alone must be told
            codes[i] = np.minimum(codes[i], codes[number[path.replace(".as_released", ".as_modified")]])
    return codes


def batch(found: Evaluation, count: int, rounds: int) -> bool:
    """Many profiles in one call against one at a time, answers compared."""
    codes = synthetic(found, count)
    program, answer = found.compiled.program, found.compiled.answer
    few = 1_000
    columns = codes[:, :few].T.tolist()
    assert [program.run(c)[answer] for c in columns] == program.run_batch(codes[:, :few], [answer])[0].tolist()
    took = compared(
        {
            "batch": lambda: program.run_batch(codes, [answer]),
            "one": lambda: [program.run(c)[answer] for c in columns],
        },
        rounds,
    )
    ratio = (took["one"] / few) / (took["batch"] / count)
    print(f"    batch: {count / took['batch']:,.0f} profiles/s, one at a time: {few / took['one']:,.0f} profiles/s")
    return line(f"one profile at a time / {count:,} in batch, per profile", ratio, ">= 50", held=ratio >= 50)


def rules_in_zen(found: Evaluation, codes: np.ndarray[Any, np.dtype[np.uint8]]) -> tuple[Callable[[], list[Any]], int]:
    """The cap rules alone as a decision table of zen-engine, evaluated over the profiles in `codes`; and its rows."""
    import zen

    cells = [(r.key, term) for r, term in _cells(found)]
    used = sorted({slot for _, term in cells for slot in term})
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": f"c{s}", "name": f"s{s}", "type": "expression", "field": f"s{s}"} for s in used],
        "outputs": [{"id": "o", "name": "rule", "type": "expression", "field": "rule"}],
        "rules": [
            {"_id": f"r{i}", "o": json.dumps(key), **{f"c{s}": unary(term[s]) if s in term else "" for s in used}}
            for i, (key, term) in enumerate(cells)
        ],
    }
    place = {"x": 0, "y": 0}
    content = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "t", "type": "decisionTableNode", "name": "t", "position": place, "content": table},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
            {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
        ],
    }
    compiled = zen.ZenDecisionContent(json.dumps(content))  # else it parses the table for every profile
    engine = zen.ZenEngine({"loader": lambda _: compiled})
    contexts = [{f"s{s}": int(codes[s, i]) for s in used} for i in range(codes.shape[1])]

    def evaluate() -> list[Any]:
        answers: list[Any] = engine.evaluate_batch([{"key": "t", "context": c} for c in contexts])
        return answers

    return evaluate, len(cells)


def _capping(found: Evaluation) -> list[Any]:
    return [r for r in found.rubric.rules if r.rule.cap is not None]


def _cells(found: Evaluation) -> Iterator[tuple[Any, Term]]:
    slot_of = {slot: i for i, slot in enumerate(found.compiled.slots)}
    for rule in _capping(found):
        for term in terms(found, rule.when, len(found.compiled.views) - 2, slot_of):
            yield rule, term


def against_zen(found: Evaluation, count: int, rounds: int) -> bool:
    """The cap rules alone: our batch kernel against zen-engine's decision table of the same rules."""
    rules, few = _capping(found), 1_000
    nodes = [found.compiled.fires[r.key, len(found.compiled.views) - 2] for r in rules]
    codes = synthetic(found, count)
    theirs, rows = rules_in_zen(found, codes[:, :few])

    def ours() -> np.ndarray[Any, np.dtype[np.uint8]]:
        return found.compiled.program.run_batch(codes, nodes)

    fired = ours()
    for i, answer in enumerate(theirs()[:200]):
        named = {row["rule"] for row in fired_rows(answer)}
        assert named == {r.key for r, row in zip(rules, fired, strict=True) if row[i]}, "the two engines differ"
    took = compared({"ours": ours, "zen": theirs}, rounds)
    ratio = (took["zen"] / few) / (took["ours"] / count)
    print(f"    ours: {count / took['ours']:,.0f} profiles/s, zen: {few / took['zen']:,.0f} profiles/s, {rows} rows")
    return line("zen-engine evaluate_batch / ours, rules alone, per profile", ratio, ">= 10", held=ratio >= 10)


def fired_rows(answer: Any) -> list[dict[str, str]]:
    result = answer.get("result", answer.get("data", {}).get("result")) if isinstance(answer, dict) else answer
    return list(result or [])


def unary(codes: frozenset[int]) -> str:
    return " or ".join(f"$ == {c}" for c in sorted(codes)) if len(codes) > 1 else str(min(codes))


Term = dict[int, frozenset[int]]


def terms(found: Evaluation, condition: Condition, view: int, slot_of: dict[Any, int]) -> Iterator[Term]:
    """A condition as rows of a decision table: slot -> codes; a row that can never hold is left out."""
    if isinstance(condition, Literal):
        yield from _literal(found, condition, view, slot_of)
    elif isinstance(condition, Every):
        for parts in product(*(list(terms(found, c, view, slot_of)) for c in condition.items)):
            joined: Term = {}
            for part in parts:
                for slot, codes in part.items():
                    joined[slot] = joined.get(slot, codes) & codes
            if all(joined.values()):
                yield joined
    else:
        for item in condition.items:
            yield from terms(found, item, view, slot_of)


def _literal(found: Evaluation, literal: Literal, view: int, slot_of: dict[Any, int]) -> Iterator[Term]:
    atom = literal.atom
    if isinstance(atom, OptionCompare):
        if (view in atom.places) != literal.negated:
            yield {}
    elif isinstance(atom, SeverityCompare):
        if (found.compiled.severities[atom.domain] in atom.levels) != literal.negated:
            yield {}
    elif isinstance(atom, RatingCompare):
        top = found.rubric.ratings[atom.path].top
        yield {
            slot_of[RatingSlot(atom.path)]: frozenset(
                x for x in range(1, top + 1) if (x in atom.levels) != literal.negated
            )
        }
    else:
        slot = next(i for s, i in slot_of.items() if getattr(s, "literal", None) == literal and s.place in (None, view))
        yield {slot: frozenset({1})}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--count", type=int, default=100_000, help="synthetic profiles")
    chosen = arguments.parse_args()
    found = evaluated(load_profile(EXAMPLE), load_rubric("seger-2023"))
    print(f"{EXAMPLE.name}: {len(found.compiled.program)} nodes, {len(found.compiled.slots)} inputs")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        held = [
            analysis(found, chosen.rounds),
            against_pyagrum(found, chosen.rounds),
            batch(found, chosen.count, max(3, chosen.rounds // 3)),
            against_zen(found, chosen.count, max(3, chosen.rounds // 3)),
        ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
