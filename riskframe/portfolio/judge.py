"""The pure function from a table of codes to a table of decisions: what one process, many, or a cluster runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from riskframe.portfolio.codes import NAMES, WrongTable, batch_of, check_codes, column_of, given_shares, text_of
from riskframe.portfolio.decide import CACHED, VERDICTS, Decided, Decider, joined
from riskframe.portfolio.inputs import NoCode
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.packing import compiled_for
from riskframe.portfolio.shares import Sharer, TooEntangled
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import BOUNDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

CHUNK = 65_536
"""Rows of a table that are taken at once: bounds memory. The more, the fewer factors of shares are looked up again."""


class Judge:
    """A rubric ready to decide tables of codes. It remembers factors of shares; threads may use one, a process starts with none."""

    def __init__(self, rubric: Rubric, *, shares: bool = False) -> None:
        self.rubric, self.with_shares = rubric, shares
        self._sharers: dict[str, Sharer] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Judge, shares=self.with_shares), (self.rubric,)

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
            except (ValueError, RecursionError) as error:
                raise WrongTable(str(error)) from None
            self._sharers[severities] = Sharer(Decider(Layout(compiled)))
        return self._sharers[severities]

    def _decided(self, table: pa.Table) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        for name in ("id", "severities"):  # with none raised there is a text without letters
            if lacking := text_of(table, name).null_count:
                raise WrongTable(f"column {name} lacks {lacking} values")
        severities = text_of(table, "severities").to_pylist() if table.num_rows else []
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
        import numpy as np

        sharer = self.sharer(severities)
        batch = batch_of(table, sharer.decider.layout)
        parts, kept = [], []
        nodes = sharer.settled_nodes if self.with_shares else ()
        for at in range(0, max(len(batch), 1), CACHED):
            try:
                part, some = sharer.decider.decide(batch.part(at, at + CACHED), nodes)
            except NoCode as error:
                raise WrongTable(f"row {table.column('row')[at + error.row]}, {error}") from None
            parts.append(part)
            kept.append(some)
        decided = joined(parts)
        shares: dict[str, npt.NDArray[np.float64]] = {}
        if self.with_shares:
            try:
                for bound, reading in BOUNDS.items():
                    settled = np.concatenate([some[reading] for some in kept], axis=1)
                    shares[bound] = sharer.shares(batch.codes, bound, settled)
            except TooEntangled:
                raise WrongTable(
                    f"too many uncertain ratings hang together under {self.rubric.id} to give shares of many models; leave them out"
                ) from None
            for name, found in shares.items():
                for at, values in given_shares(table, name, len(found)).items():
                    found[:, at] = values
        return decided_table(table, batch.proposed, decided, sharer.decider, shares)


def decided_table(
    table: pa.Table,
    proposed: npt.NDArray[np.int8],
    decided: Decided,
    decider: Decider,
    shares: Mapping[str, npt.NDArray[np.float64]],
) -> pa.Table:
    """Decisions beside what the rows are called by."""
    import numpy as np
    import pyarrow as pa

    ids = [o.id for o in decider.compiled.rubric.options]
    columns: dict[str, Any] = {"row": column_of(table, "row"), **{name: text_of(table, name) for name in NAMES}}
    columns["proposed"] = _named([*ids, None], np.where(proposed >= 0, proposed, len(ids)))
    columns["verdict"] = _named(list(VERDICTS), decided.verdict)
    for name, values in (("start", decided.start), ("aim", decided.aim), ("optimistic", decided.most)):
        columns[name] = _named(ids, values)
    columns["held_by"] = _lists(decider.holders, decided.held)
    columns["blocked_by"] = _lists(decider.holders, decided.blocked)
    columns["binding_steps"] = _lists([f"{domain}/{step}" for domain, step in decider.steps], decided.steps)
    for bound, found in shares.items():
        for place, option in enumerate(ids):
            none = np.isnan(found[place])  # a row said that there are none to be had
            columns[f"share.{option}.{bound}"] = pa.array(found[place], mask=none)
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
