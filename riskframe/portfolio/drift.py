"""What changed between two runs: which models moved, came, went, or are refused now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.portfolio.overview import check_rows, finished, refusals, verdicts
from riskframe.portfolio.shards import Run
from riskframe.rubric.resolve import Rubric

By = Literal["id", "model"]
"""What a model is known by in both runs: its row id, or developer and name."""
KINDS = ("more_open", "more_closed", "new", "gone", "newly_refused", "mended")


@dataclass(frozen=True)
class Move:
    """One model that changed. start: None on the side where it was not assessed."""

    id: str
    kind: str
    before: str | None
    after: str | None


@dataclass
class Drift:
    """Counts, and the first moves of each kind. `twice`: rows left out because another row has the same name; `renamed`: rows left
    out because their id names another model in the other run."""

    by: By
    rubric_before: dict[str, Any]
    same: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Start before and after, where they differ -> models."""
    twice: int = 0
    renamed: int = 0
    moves: list[Move] = field(default_factory=list)


def drift(before: Run, after: Run, rubric: Rubric, *, by: By = "id", moves: int = 0) -> Drift:
    """Compare two runs. `moves`: how many models of each kind to list. Raises InvalidInput where they cannot be compared.

    Memory: one entry for each model of the earlier run.
    """
    about = finished(before)
    finished(after)
    if about["rubric"]["id"] != rubric.id:
        message = f"the run in {before.folder} is under {about['rubric']['id']}, not under {rubric.id}"
        raise InvalidInput([Diagnostic("E151", message, hint="compare two runs under versions of one rubric")])
    found = Drift(by, about["rubric"])
    place = rubric.option_place
    old, twice = _starts(before, by, rubric)
    refused_before, refused_now = (_refused(run) if by == "id" else set() for run in (before, after))
    seen: set[str] = set()
    listed: Counter[str] = Counter()

    def note(kind: str, id_: str, was: str | None, now: str | None) -> None:
        found.counts[kind] += 1
        if listed[kind] < moves:
            listed[kind] += 1
            found.moves.append(Move(id_, kind, was, now))

    names = list(place)
    new, twice_now = _starts(after, by, rubric)
    found.twice = len(twice | twice_now)
    for id_, (now, who) in new.items():
        if id_ in twice or id_ in twice_now:
            continue
        was, who_was = old.get(id_, (None, None))
        seen.add(id_)
        if was is None:
            note("mended" if id_ in refused_before else "new", id_, None, names[now])
        elif who != who_was:
            found.renamed += 1
        elif was == now:
            found.same += 1
        else:
            note("more_open" if now > was else "more_closed", id_, names[was], names[now])
            found.ways[names[was], names[now]] += 1
    for id_, (was, _) in old.items():
        if id_ not in seen and id_ not in twice and id_ not in twice_now:
            note("newly_refused" if id_ in refused_now else "gone", id_, names[was], None)
    if old and new:
        _check_matched(found, before, len(seen & old.keys()))
    found.moves.sort(key=lambda m: (KINDS.index(m.kind), m.id))
    return found


def _check_matched(found: Drift, before: Run, matched: int) -> None:
    if 2 * found.renamed > matched:
        message = f"ids mean other models in {before.folder}: {found.renamed:,} of {matched:,} in both runs have another name or developer"
        hint = "row ids of JSON lines count lines, so a line in between shifts them; compare with --by model"
        raise InvalidInput([Diagnostic("E151", message, hint=hint)])
    if not matched:
        hint = "row ids of JSON lines hold the file's name and the line; compare by developer and model with --by model"
        raise InvalidInput(
            [Diagnostic("E151", "the two runs have no model in common", hint=hint if found.by == "id" else None)]
        )


def _starts(run: Run, by: By, rubric: Rubric) -> tuple[dict[str, tuple[int, int]], set[str]]:
    """Name -> place of the start and a hash of developer and model (they would take more memory); names that several rows have."""
    found: dict[str, tuple[int, int]] = {}
    twice: set[str] = set()
    rows, place = 0, rubric.option_place
    for table in verdicts(run, rubric, ["id", "model", "developer", "start"]):
        rows += table.num_rows
        ids = table.column("id").to_pylist()
        who = list(zip(table.column("developer").to_pylist(), table.column("model").to_pylist(), strict=True))
        if by == "model":
            ids = [f"{developer}: {model}" for developer, model in who]
        for id_, pair, start in zip(ids, who, table.column("start").to_pylist(), strict=True):
            if id_ in found:
                twice.add(id_)
            found[id_] = place[start], hash(pair)
    check_rows(run, "rows", rows)
    return found, twice


def _refused(run: Run) -> set[str]:
    found = [id_ for id_, _, _ in refusals(run)]
    check_rows(run, "refused", len(found))
    return set(found)
