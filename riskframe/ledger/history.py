"""What the rows say together: each decision, and how far its baselines have moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from riskframe.ledger.entry import Row


@dataclass(frozen=True, slots=True)
class Chain:
    """A baseline that was itself let pass by comparison: "no worse than X", where X was no worse than Y.

    Each link may be small; what they add up to is only seen from the first.
    """

    number: int
    """Row of the newest link."""
    path: str
    names: tuple[str, ...]
    """From the newest baseline back to the first one."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A baseline that is another than in the model's last decision under the same rubric."""

    number: int
    path: str
    was: str
    now: str


def of_model(rows: Sequence[Row], model: str | None) -> list[Row]:
    """The rows of one model, or all."""
    return [row for row in rows if model is None or row.said["model"] == model]


def chains(rows: Sequence[Row]) -> list[Chain]:
    """Chains of two links and more. A baseline counts as one of ours where an earlier row assessed a model of that name."""
    found = []
    said = [(row.number, row.said) for row in rows]
    for number, entry in said:
        for baseline in entry["baselines"]:
            names = _back(said, number, baseline["path"], baseline["name"])
            if len(names) > 1:
                found.append(Chain(number, baseline["path"], names))
    return found


def _back(said: Sequence[tuple[int, dict[str, Any]]], number: int, path: str, name: str) -> tuple[str, ...]:
    names = [name]
    while True:
        earlier = [
            (n, b["name"]) for n, entry in said if n < number and names[-1] in _names(entry)
            for b in entry["baselines"] if b["path"] == path
        ]  # fmt: skip
        if not earlier:
            return tuple(names)
        number, name = earlier[-1]
        names.append(name)


def _names(entry: dict[str, Any]) -> tuple[str, ...]:
    return (entry["model"], f"{entry['model']} {entry['version']}")


def moved(rows: Sequence[Row]) -> list[Moved]:
    """Baselines that changed from one decision on a model to the next."""
    found = []
    last: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        entry = row.said
        now: dict[str, str] = {}
        for b in entry["baselines"]:
            shown = f"{b['name']} (since {b['since']})"
            now[b["path"]] = f"{now[b['path']]}, {shown}" if b["path"] in now else shown
        key = (entry["model"], entry["rubric"]["id"])
        before = last.get(key)
        if before is not None:
            for path in sorted({*before, *now}):
                old, new = before.get(path, "none"), now.get(path, "none")
                if old != new:
                    found.append(Moved(row.number, path, old, new))
        last[key] = now
    return found
