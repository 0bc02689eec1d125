"""What differs between two analyses, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.inquiry.analyses import AnalysesCompared, Distance, NextChanged, Pair, ShareChanged


def analysis_changes(found: AnalysesCompared) -> list[tuple[str, list[str]]]:
    """Titles with their lines; a part without lines is the same on both sides."""
    if found.same:
        return [("Analysis", ["nothing of it changes"])]
    return [
        ("Share in which each is the most open (unknowns harmful, favourable)", _shares(found.shares)),
        ("How many changes it takes", [_distances(d.asked, d.before, d.after) for d in found.distances]),
        ("Evidence to get next: what it can lead to", _moves(found.next_evidence, "moves nothing alone")),
        (
            "What knowing it with the rest is worth",
            [f"{w.what}: {_pair(w.before, 'nothing')} → {_pair(w.after, 'nothing')}" for w in found.worth],
        ),
        ("Hangs on a number of the rubric", _moves(found.hangs_on, "changes nothing")),
    ]


def _shares(shares: Iterable[ShareChanged]) -> list[str]:
    together = {"independent": "independent", "comonotone": "all of a domain together"}
    lines, small = [], 0
    for s in shares:
        before, after = _pair(s.before, "none"), _pair(s.after, "none")
        if before == after:
            small += 1
        else:
            lines.append(f"{s.option}, {together[s.coupling]}: {before} → {after}")
    return [*lines, f"{small} by less than shows here"] if small else lines


def _pair(pair: Pair | None, none: str) -> str:
    return none if pair is None else f"{pair[0]:.2f}, {pair[1]:.2f}"


def _distances(asked: str, before: Distance | None, after: Distance | None) -> str:
    return f"to {asked}: {_distance(before)} → {_distance(after)}"


def _distance(distance: Distance | None) -> str:
    if distance is None:
        return "not asked"
    if distance.smallest is not None:
        return f"{distance.smallest} ({distance.option})"
    cut = "" if distance.proved else ", as far as was searched"
    return f"more than {distance.largest} ({distance.option}){cut}"


def _moves(changes: Iterable[NextChanged], none: str) -> list[str]:
    return [f"{c.what}: {c.before or none} → {c.after or none}" for c in changes]
