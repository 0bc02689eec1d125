"""The columnar format of rating codes: rows of codes as Arrow tables. Documented in docs/reference/portfolio.md.

A table may have been through other engines, which widen numbers, rename types or let a column go: everything is checked before it is
narrowed, since a wrong number would be a wrong verdict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from riskframe.portfolio.decide import Batch
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.packing import Packed
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import BOUNDS
from riskframe.version import __version__

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

FORMAT = 1
KEY = b"riskframe"
"""Where a table's metadata says what it is."""
SLACK = 1e-9
"""How far shares that a row brings may be from summing to 1; they were rounded on the way."""
NAMES = ("id", "model", "developer", "profile")
"""What a row is known by."""


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
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def check_codes(schema: pa.Schema, rubric: Rubric, *, shares: bool = False) -> None:
    """Raises WrongTable unless a table of this schema holds codes of exactly this rubric, and what `shares` need."""
    said = said_of(schema.metadata)
    if said is None or said.get("holds") != "codes":
        raise WrongTable("it holds no codes that `riskframe portfolio pack` wrote")
    if said.get("format") != FORMAT:
        raise WrongTable(f"it is in format {said.get('format')}, this riskframe reads format {FORMAT}")
    rubric_said = said.get("rubric")
    theirs = {k: str(v) for k, v in rubric_said.items()} if isinstance(rubric_said, dict) else {}
    if theirs.get("sha256") != rubric.digest:
        raise WrongTable(
            f"its codes are of {theirs.get('id')} {theirs.get('version')} (sha256 {theirs.get('sha256', '')[:12]}…), the rubric at hand is {rubric.id} "
            f"{rubric.version} ({rubric.digest[:12]}…); pack the profiles again"
        )
    if shares and not said.get("shares"):
        raise WrongTable(
            "a run without shares kept its codes, and they do not hold what shares need; pack the profiles"
        )


def batch_of(table: pa.Table, layout: Layout) -> Batch:
    """The codes of a table. Raises WrongTable for missing columns, rows that lack a code, and numbers that no column of codes has."""
    import numpy as np

    codes = np.empty((len(layout.columns), table.num_rows), np.uint16)
    for slot, name in enumerate(layout.columns):
        codes[slot] = _numbers(table, name, "uint16")
    places = len(layout.compiled.views)
    proposed, goals = _numbers(table, "proposed", "int8"), _numbers(table, "goals", "uint32")
    if proposed.size and (proposed.min() < -1 or proposed.max() >= places):
        raise WrongTable(f"column proposed: places are -1 (nothing) to {places - 1}")
    if goals.size and int(goals.max()) >> places:
        raise WrongTable(f"column goals: there are bits for {places} options, {int(goals.max())} has more")
    return Batch(codes, goals, proposed)


def _numbers(table: pa.Table, name: str, kind: str) -> npt.NDArray[Any]:
    import numpy as np
    import pyarrow as pa

    column = column_of(table, name)
    if column.null_count:
        raise WrongTable(f"column {name} lacks {column.null_count} values")
    if not pa.types.is_integer(column.type):
        raise WrongTable(f"column {name} holds {column.type}, not whole numbers")
    if str(column.type) != kind:
        try:
            column = column.cast(kind)
        except pa.ArrowInvalid as error:
            raise WrongTable(f"column {name} holds numbers that are no {kind}: {error}") from None
    if not table.num_rows:
        return np.zeros(0, kind)
    found: npt.NDArray[Any] = np.concatenate([c.to_numpy(zero_copy_only=False) for c in column.chunks])
    return found


def column_of(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column by name. Raises WrongTable where there is none, or several."""
    if table.schema.get_field_index(name) < 0:  # also where there are several
        raise WrongTable(f"column {name} is {'there twice' if name in table.column_names else 'missing'}")
    return table.column(name)


def text_of(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column of text, of whatever text type it was. Raises WrongTable for another."""
    import pyarrow as pa

    column = column_of(table, name)
    if not _is_text(column.type):
        raise WrongTable(f"column {name} holds {column.type}, not text")
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid as error:
        raise WrongTable(f"column {name}: {error}") from None


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return any(
        test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    )


def given_shares(table: pa.Table, bound: str, places: int) -> dict[int, list[float]]:
    """Shares that the rows bring, since codes do not hold them: row -> share of each option. Raises WrongTable.

    A row that says there are none to be had, by as many nulls, has NaN for each.
    """
    name = f"share.{bound}"
    column = column_of(table, name)
    if column.null_count == len(column):
        return {}
    found = {at: values for at, values in enumerate(column.to_pylist()) if values is not None}
    for at, values in found.items():
        if values == [None] * places:
            found[at] = [float("nan")] * places
            continue
        fits = isinstance(values, list) and len(values) == places and all(isinstance(v, float) for v in values)
        if not fits or not all(0 <= v <= 1 for v in values) or abs(sum(values) - 1) > SLACK:
            raise WrongTable(
                f"row {column_of(table, 'row')[at]}, column {name}: not a share for each of {places} options that sum to 1"
            )
    return found
