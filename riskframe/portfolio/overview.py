"""What a finished run says as a whole: who is at which option, and what holds them there. Read piece by piece."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.shards import Run
from riskframe.rubric.resolve import Rubric

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 65_536
"""Rows that are looked at together."""
MENDS = "the same `riskframe portfolio` command with this folder writes what is missing or changed again; parts of others are yours to remove"


@dataclass(frozen=True)
class Line:
    """One model as a list shows it."""

    row: int
    id: str
    model: str
    developer: str
    proposed: str | None
    verdict: str | None
    start: str
    aim: str
    optimistic: str
    held_by: tuple[str, ...]
    binding_steps: tuple[str, ...]


@dataclass
class Overview:
    """Counts over a run. Options, holders and steps by their names in verdicts/*.parquet."""

    rows: int = 0
    refused: int = 0
    starts: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """start, aim and the optimistic answer -> rows."""
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """proposed option and verdict -> rows; rows that propose nothing are not in it."""
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    """start and what holds a row there -> rows. A row that several things hold counts for each."""
    alone: Counter[str] = field(default_factory=Counter)
    """What holds a row with nothing else beside it -> rows."""
    steps: Counter[str] = field(default_factory=Counter)
    """Binding step, `domain/step` -> rows."""
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Code and message of the first fault -> refused rows."""
    lines: list[Line] = field(default_factory=list)
    """The first models at each option, as many as were asked for."""

    @property
    def holders(self) -> Counter[str]:
        """What holds rows -> rows, wherever they are held."""
        found: Counter[str] = Counter()
        for (_, holder), rows in self.held.items():
            found[holder] += rows
        return found


def finished(run: Run) -> dict[str, Any]:
    """The manifest of a finished run, whatever its rubric. Raises InvalidInput where it is unfinished, or none."""
    about = run.manifest()
    if about is None or about.get("purpose") != "verdicts":
        hint = "give the folder that `riskframe portfolio run … -o FOLDER` wrote"
        raise InvalidInput([Diagnostic("E151", f"{run.folder} holds no assessed portfolio", hint=hint)])
    if "rows" not in about:
        hint = "the command that began it goes on with it"
        raise InvalidInput([Diagnostic("E151", f"the run in {run.folder} is not finished", hint=hint)])
    return about


def finished_run(run: Run, rubric: Rubric) -> dict[str, Any]:
    """The manifest of a finished run under this rubric. Raises InvalidInput where it is another, unfinished, or none."""
    about = finished(run)
    theirs = about["rubric"]
    if theirs["sha256"] != rubric.digest:
        message = (
            f"{run.folder} was assessed under {theirs['id']} {theirs['version']} (sha256 {theirs['sha256'][:12]}…), "
            f"the rubric at hand is {rubric.id} {rubric.version} ({rubric.digest[:12]}…)"
        )
        raise InvalidInput([Diagnostic("E151", message, hint="name that rubric with --rubric, or assess again")])
    return about


def batches(folder: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a folder of Parquet parts, in order, some at a time. Raises InvalidInput for a part that cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for part in sorted(folder.glob("part-*.parquet")):
        try:
            with pq.ParquetFile(part) as file:
                about = file.schema_arrow.metadata
                for batch in file.iter_batches(AT_ONCE, columns=columns):
                    yield pa.Table.from_batches([batch], schema=batch.schema.with_metadata(about))
        except (pa.ArrowException, OSError) as error:
            raise InvalidInput([Diagnostic("E151", f"{part} cannot be read: {error}", hint=MENDS)]) from None


def check_rows(run: Run, kind: str, there: int) -> None:
    """Raises InvalidInput unless a finished run's parts of a kind (`rows`, `refused`) hold as many rows as it wrote."""
    wrote = (run.manifest() or {}).get(kind)
    if there != wrote:
        what = "assessed" if kind == "rows" else "refused"
        message = (
            f"{run.folder} holds {there:,} {what} rows, and the run wrote {wrote:,}: parts are missing, or not its own"
        )
        raise InvalidInput([Diagnostic("E151", message, hint=MENDS)])


def verdicts(run: Run, rubric: Rubric, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The verdicts of a run, some at a time. Raises InvalidInput where a part lacks columns or names an option that the rubric has not."""
    wanted, known = columns or [*Line.__dataclass_fields__], {o.id for o in rubric.options}
    for table in batches(run.folder / "verdicts", columns):
        if lacking := [name for name in wanted if name not in table.column_names]:
            message = f"{run.folder / 'verdicts'}: a part lacks the column {lacking[0]}"
            raise InvalidInput([Diagnostic("E151", message, hint=MENDS)])
        named = (table.column(n).unique().to_pylist() for n in ("start", "aim", "optimistic") if n in wanted)
        if strange := sorted({str(name) for names in named for name in names} - known):
            message = f"{run.folder} knows an option that the rubric at hand does not: {strange[0]}"
            raise InvalidInput([Diagnostic("E151", message)])
        yield table


def refusals(run: Run) -> Iterator[tuple[str, str, str]]:
    """Id, code and message of every refused row. Raises InvalidInput for a part that cannot be read."""
    for part in sorted((run.folder / "refused").glob("part-*.jsonl")):
        try:
            with part.open(encoding="utf-8") as texts:
                for text in texts:
                    fault = json.loads(text)
                    yield str(fault["id"]), str(fault["code"]), str(fault["message"])
        except (OSError, ValueError, KeyError, TypeError):
            raise InvalidInput([Diagnostic("E151", f"{part} cannot be read", hint=MENDS)]) from None


def look_over(run: Run, rubric: Rubric, *, lines: int = 0) -> Overview:
    """Count a finished run through. `lines`: how many models to list, spread over the options that have any.

    Raises InvalidInput where the parts are not those that the run wrote, as far as their number of rows tells.
    """
    found = Overview()
    listed: Mapping[str, list[Line]] = {o.id: [] for o in rubric.options}
    for table in verdicts(run, rubric):
        _count(found, table)
        _list(listed, table, lines)
    for _, code, message in refusals(run):
        found.refused += 1
        found.faults[code, message] += 1
        if len(found.faults) > 10_000:  # messages quote the rows; the rarest are of no use here
            found.faults = Counter(dict(found.faults.most_common(1_000)))
    check_rows(run, "rows", found.rows)
    check_rows(run, "refused", found.refused)
    left = lines
    for place, option in enumerate(listed):
        share = left // (len(listed) - place)
        taken = listed[option][:share]
        found.lines += taken
        left -= len(taken)
    return found


def _count(found: Overview, table: pa.Table) -> None:
    columns = {n: table.column(n).to_pylist() for n in ("start", "aim", "optimistic", "proposed", "verdict")}
    found.rows += table.num_rows
    found.starts.update(columns["start"])
    found.ways.update(zip(columns["start"], columns["aim"], columns["optimistic"], strict=True))
    found.verdicts.update((p, v) for p, v in zip(columns["proposed"], columns["verdict"], strict=True) if p is not None)
    for start, holders in zip(columns["start"], table.column("held_by").to_pylist(), strict=True):
        found.held.update((start, holder) for holder in holders)
        if len(holders) == 1:
            found.alone[holders[0]] += 1
    for steps in table.column("binding_steps").to_pylist():
        found.steps.update(steps)


def _list(listed: Mapping[str, list[Line]], table: pa.Table, most: int) -> None:
    names = list(Line.__dataclass_fields__)
    if not any(len(lines) < most for lines in listed.values()):
        return
    for start, at in zip(table.column("start").to_pylist(), range(table.num_rows), strict=True):
        if len(listed[start]) < most:
            (row,) = table.slice(at, 1).select(names).to_pylist()
            row["held_by"], row["binding_steps"] = tuple(row["held_by"]), tuple(row["binding_steps"])
            listed[start].append(Line(**row))


def title_of(name: str, rubric: Rubric) -> str:
    """What people call a holder: a rule by its title, a domain or class by its name."""
    kind, _, rest = name.partition(":")
    if kind == "rule":
        rule = next((r for r in rubric.rules if r.key == rest), None)
        if rule is None:
            return rest
        return f"{rule.rule.title} ({rubric.domains[rule.domain].title})" if rule.domain else rule.rule.title
    if kind == "domain":
        return rubric.domains[rest].title if rest in rubric.domains else rest
    return "No stated goal needs more" if name == "goal-needed" else name


def rating_titles(layout: Layout) -> Mapping[str, str]:
    """Rating path -> its criterion's title, with domain and facet."""
    found = {}
    for rating in layout.ratings.values():
        beside = " ".join(part.replace("_", " ") for part in (rating.domain, rating.facet) if part)
        found[rating.path] = f"{rating.criterion.title} ({beside})" if beside else rating.criterion.title
    return found
