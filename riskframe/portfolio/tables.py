"""Rows of codes and decisions as Arrow tables. The columnar format is documented in docs/reference/portfolio.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from riskframe.portfolio.decide import CACHED, VERDICTS, Batch, Decided, Decider, joined
from riskframe.portfolio.inputs import NoCode
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.packing import Packed, compiled_for
from riskframe.portfolio.shares import Sharer, TooEntangled
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import BOUNDS
from riskframe.version import __version__

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

FORMAT = 1
KEY = b"riskframe"
"""Where a table's metadata says what it is."""
CHUNK = 65_536
"""Rows of a table that are taken at once: bounds memory. The more, the fewer factors of shares are looked up again."""


class WrongTable(ValueError):
    """A table of codes that this rubric cannot read, with the reason."""


@dataclass(frozen=True)
class Placed:
    """A packed row and where it came from: number in the portfolio (from 0), and the id that people know it by."""

    row: int
    id: str
    packed: Packed


def codes_schema(layout: Layout, *, shares: bool = True) -> pa.Schema:
    """Columns of a table of codes, with what it is a table of in its metadata. `shares`: whether it can be asked for them."""
    import pyarrow as pa

    rubric = layout.compiled.rubric
    about = {
        "format": FORMAT,
        "holds": "codes",
        "shares": shares,
        "riskframe": __version__,
        "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.digest},
        "options": [o.id for o in rubric.options],
        "codes": list(layout.columns),
    }
    fields = [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("model", pa.string()),
        pa.field("developer", pa.string()),
        pa.field("profile", pa.string()),
        pa.field("severities", pa.string()),
        pa.field("goals", pa.uint32(), nullable=False),
        pa.field("proposed", pa.int8(), nullable=False),
        *(pa.field(f"share.{bound}", pa.list_(pa.float64())) for bound in BOUNDS),
        *(pa.field(name, pa.uint16(), nullable=False) for name in layout.columns),
    ]
    return pa.schema(fields, metadata={KEY: json.dumps(about, sort_keys=True).encode()})


def codes_table(rows: Sequence[Placed], layout: Layout, *, shares: bool = True) -> pa.Table:
    """Packed rows as a table."""
    import numpy as np
    import pyarrow as pa

    schema = codes_schema(layout, shares=shares)
    codes = np.array([r.packed.codes for r in rows], np.uint16).reshape(len(rows), len(layout.columns))
    by_hand = [r.packed.by_hand for r in rows]
    columns: list[Any] = [
        [r.row for r in rows],
        [r.id for r in rows],
        [r.packed.model for r in rows],
        [r.packed.developer for r in rows],
        [r.packed.digest for r in rows],
        [r.packed.severities for r in rows],
        [r.packed.goals for r in rows],
        [r.packed.proposed for r in rows],
        *([None if b is None else list(b[bound]) for b in by_hand] for bound in BOUNDS),
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=False)]
    arrays += [pa.array(np.ascontiguousarray(codes[:, i])) for i in range(codes.shape[1])]
    return pa.Table.from_arrays(arrays, schema=schema)


def said_of(metadata: Mapping[bytes, bytes] | None) -> dict[str, Any] | None:
    """What a table's metadata says about it; None for a table of somebody else."""
    raw = (metadata or {}).get(KEY)
    if raw is None:
        return None
    found = json.loads(raw)
    return found if isinstance(found, dict) else None


def check_codes(schema: pa.Schema, rubric: Rubric, *, shares: bool = False) -> None:
    """Raises WrongTable unless a table of this schema holds codes of exactly this rubric, and what `shares` need."""
    said = said_of(schema.metadata)
    if said is None or said.get("holds") != "codes":
        raise WrongTable("it holds no codes that `riskframe portfolio pack` wrote")
    if said.get("format") != FORMAT:
        raise WrongTable(f"it is in format {said.get('format')}, this riskframe reads format {FORMAT}")
    theirs = said["rubric"]
    if theirs["sha256"] != rubric.digest:
        raise WrongTable(
            f"its codes are of {theirs['id']} {theirs['version']} (sha256 {theirs['sha256'][:12]}…), the rubric at hand is {rubric.id} "
            f"{rubric.version} ({rubric.digest[:12]}…); pack the profiles again"
        )
    if shares and not said.get("shares"):
        raise WrongTable(
            "a run without shares kept its codes, and they do not hold what shares need; pack the profiles"
        )


class Judge:
    """A rubric ready to decide tables of codes: the pure function that one process, many, or a cluster runs."""

    def __init__(self, rubric: Rubric, *, shares: bool = False) -> None:
        self.rubric, self.with_shares = rubric, shares
        self._sharers: dict[str, Sharer] = {}

    def __call__(self, table: pa.Table) -> pa.Table:
        """Table of codes -> table of decisions, row by row in the same order. Raises WrongTable."""
        import pyarrow as pa

        check_codes(table.schema, self.rubric, shares=self.with_shares)
        parts = [self._decided(table.slice(at, CHUNK)) for at in range(0, table.num_rows, CHUNK)]
        return pa.concat_tables(parts) if parts else self._decided(table)

    def sharer(self, severities: str) -> Sharer:
        """The rubric compiled for these severities, with the factors that it has seen."""
        if severities not in self._sharers:
            try:
                compiled = compiled_for(self.rubric, severities)
            except ValueError as error:
                raise WrongTable(str(error)) from None
            self._sharers[severities] = Sharer(Decider(Layout(compiled)))
        return self._sharers[severities]

    def _decided(self, table: pa.Table) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        severities = [s or "" for s in table.column("severities").to_pylist()] if table.num_rows else []
        groups: dict[str, list[int]] = {}
        for at, said in enumerate(severities):
            groups.setdefault(said, []).append(at)
        if len(groups) <= 1:
            return self._of_one(table, next(iter(groups), ""))
        parts, order = [], []
        for said, rows in groups.items():
            parts.append(self._of_one(table.take(pa.array(rows)), said))
            order += rows
        return pa.concat_tables(parts).take(pa.array(np.argsort(order)))

    def _of_one(self, table: pa.Table, severities: str) -> pa.Table:
        sharer = self.sharer(severities)
        batch = batch_of(table, sharer.decider.layout)
        parts = []
        for at in range(0, max(len(batch), 1), CACHED):
            try:
                parts.append(sharer.decider.decide(batch.part(at, at + CACHED)))
            except NoCode as error:
                raise WrongTable(f"row {table.column('row')[at + error.row]}, {error}") from None
        decided = joined(parts)
        shares: dict[str, npt.NDArray[np.float64]] = {}
        if self.with_shares:
            try:
                shares = {b: sharer.shares(batch.codes, b) for b in BOUNDS}
            except TooEntangled:
                raise WrongTable(
                    f"too many uncertain ratings hang together under {self.rubric.id} to give shares of many models; leave them out"
                ) from None
            for bound, found in shares.items():
                given = table.column(f"share.{bound}").to_pylist()
                for at, values in enumerate(given):
                    if values is not None:
                        found[:, at] = values
        return decided_table(table, decided, sharer.decider, shares)


def batch_of(table: pa.Table, layout: Layout) -> Batch:
    """The codes of a table. Raises WrongTable for missing columns and for rows that lack a code."""
    import numpy as np

    codes = np.empty((len(layout.columns), table.num_rows), np.uint16)
    for slot, name in enumerate(layout.columns):
        codes[slot] = _numbers(table, name)
    places = len(layout.compiled.views)
    proposed = _numbers(table, "proposed").astype(np.int8)
    if proposed.size and (proposed.min() < -1 or proposed.max() >= places):
        raise WrongTable(f"column proposed: places are -1 (nothing) to {places - 1}")
    return Batch(codes, _numbers(table, "goals").astype(np.uint32), proposed)


def _numbers(table: pa.Table, name: str) -> npt.NDArray[Any]:
    import numpy as np

    at = table.schema.get_field_index(name)
    if at < 0:
        raise WrongTable(f"column {name} is missing")
    column = table.column(at)
    if column.null_count:
        raise WrongTable(f"column {name} lacks {column.null_count} values")
    if not table.num_rows:
        return np.zeros(0, np.uint16)
    found: npt.NDArray[Any] = np.concatenate([c.to_numpy(zero_copy_only=False) for c in column.chunks])
    return found


def decided_table(
    table: pa.Table, decided: Decided, decider: Decider, shares: Mapping[str, npt.NDArray[np.float64]]
) -> pa.Table:
    """Decisions beside what the rows are called by."""
    import pyarrow as pa

    ids = [o.id for o in decider.compiled.rubric.options]
    proposed = table.column("proposed").to_numpy()
    columns: dict[str, Any] = {name: table.column(name) for name in ("row", "id", "model", "developer", "profile")}
    columns["proposed"] = _named([*ids, None], [p if p >= 0 else len(ids) for p in proposed.tolist()])
    columns["verdict"] = _named(list(VERDICTS), decided.verdict)
    for name, values in (("start", decided.start), ("aim", decided.aim), ("optimistic", decided.most)):
        columns[name] = _named(ids, values)
    columns["held_by"] = _lists(decider.holders, decided.held)
    columns["binding_steps"] = _lists([f"{domain}/{step}" for domain, step in decider.steps], decided.steps)
    for bound, found in shares.items():
        for place, option in enumerate(ids):
            columns[f"share.{option}.{bound}"] = pa.array(found[place])
    return pa.table(columns)


def _named(names: Sequence[str | None], places: Any) -> Any:
    import pyarrow as pa

    return pa.array(names, pa.string()).take(pa.array(places, pa.int32()))


def _lists(names: Iterable[str], flags: npt.NDArray[np.bool_]) -> Any:
    """Flags (names, rows) as a list of names per row."""
    import numpy as np
    import pyarrow as pa

    rows, which = np.divmod(np.flatnonzero(np.ascontiguousarray(flags.T)), max(len(flags), 1))
    offsets = np.zeros(flags.shape[1] + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=flags.shape[1]), out=offsets[1:])
    values = pa.array(list(names), pa.string()).take(pa.array(which, pa.int32()))
    return pa.ListArray.from_arrays(pa.array(offsets), values)
