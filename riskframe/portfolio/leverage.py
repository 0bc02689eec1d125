"""Which one evaluation, and which one change of the rubric, would move most models of a portfolio.

An evaluation: one rating turns out at the favourable end of what is held of it (of its whole scale where it is unknown), measured by a
third party; a change: one number of the rubric is moved by one step (`sensitivity.rubric_steps`). Each is tried alone, on the codes of a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from riskframe.engine.compile import Compiled, compile_rubric, compile_variants
from riskframe.engine.schedule import Columns, Schedule
from riskframe.engine.slots import BackedSlot, Slot, TruthSlot
from riskframe.portfolio.codes import WrongTable, batch_of, check_codes, column_of, text_of
from riskframe.portfolio.decide import ACCEPTABLE, Decider
from riskframe.portfolio.inputs import Inputs, NoCode, check
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.layout import AS_MODIFIED, BASE, FIRST_KNOWN, UNKNOWN, Layout, known_states
from riskframe.portfolio.overview import batches, rating_titles, verdicts
from riskframe.portfolio.shards import Run
from riskframe.rubric.conditions import Count, Unknown
from riskframe.rubric.resolve import Rubric
from riskframe.scales import READINGS, Polarity
from riskframe.sensitivity.rubric_steps import Variant, variants

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Bytes = npt.NDArray[np.uint8]

ROWS = 50_000
"""Rows that are tried unless told otherwise, evenly spaced over the portfolio."""
EVALUATION = {"kind": "benchmark", "voice": "third_party"}
"""The evidence that a tried evaluation is: measured, by somebody else than the developer."""
IN_ALL_READINGS = (BASE ** len(READINGS) - 1) // (BASE - 1)
"""A column's number where its code is 1 in every reading."""


@dataclass(frozen=True)
class Lever:
    """One thing that would be otherwise, and the rows whose start it moves. `open_to`: rows in which it is open."""

    what: str
    name: str
    kind: Literal["evaluation", "stricter", "milder"]
    open_to: int
    more_open: int
    more_closed: int
    was: str | None = None
    to: str | None = None


@dataclass(frozen=True)
class Levers:
    """What was tried, most moved first. rows: rows that were looked at; plain: those among them without raised severities, on
    which the rubric's changes were tried."""

    rows: int
    of: int
    plain: int
    evaluations: tuple[Lever, ...]
    changes: tuple[Lever, ...]


@dataclass
class _Tally:
    open_to: int = 0
    more_open: int = 0
    more_closed: int = 0

    def add(self, before: Bytes, after: Bytes, open_to: int) -> None:
        self.open_to += open_to
        self.more_open += int((after > before).sum())
        self.more_closed += int((after < before).sum())


def levers(rubric: Rubric, codes: Path, *, of: int, rows: int = ROWS) -> Levers:
    """Try every evaluation and every change on a folder of codes with `of` rows. Raises WrongTable for other codes."""
    return _Trial(rubric).run(codes, of, rows)


def check_same(codes: Path, run: Run, rubric: Rubric) -> None:
    """Raises WrongTable unless a folder of codes holds the portfolio of a run: the same profiles in the same order."""

    def digests(tables: Iterable[pa.Table]) -> Iterator[str | None]:
        for table in tables:
            yield from text_of(table, "profile").to_pylist()

    def checked() -> Iterator[pa.Table]:
        for table in batches(codes, ["profile"]):
            check_codes(table.schema, rubric)
            yield table

    end = object()
    both = zip_longest(digests(checked()), digests(verdicts(run, rubric, ["profile"])), fillvalue=end)
    for row, (here, there) in enumerate(both):
        if here is end or there is end:
            raise WrongTable(
                f"it holds {'fewer' if here is end else 'more'} rows than the run in {run.folder}: codes of something else"
            )
        if here != there:
            raise WrongTable(f"row {row} is another profile than in the run in {run.folder}: codes of something else")


def starts(compiled: Compiled, inputs: Columns, goals: npt.NDArray[np.uint32]) -> Bytes:
    """The recommended start of rows given by a program's conservative inputs; the same as `Decider.decide` gives."""
    return _Starts([compiled]).of(inputs, goals)[0]


@dataclass(frozen=True)
class _Starts:
    """The starts under several rubrics that share one program, in one run of it."""

    compiled: Sequence[Compiled]

    @cached_property
    def _wanted(self) -> tuple[list[int], ...]:
        return tuple(
            [one.answer, *(one.zones[d, p] for p in range(1, len(one.views)) for d in one.rubric.domains)]
            for one in self.compiled
        )

    @cached_property
    def _schedule(self) -> Schedule:
        return Schedule(self.compiled[0].program, sorted({node for wanted in self._wanted for node in wanted}))

    def of(self, inputs: Columns, goals: npt.NDArray[np.uint32]) -> list[Bytes]:
        import numpy as np

        at = {node: i for i, node in enumerate(self._schedule.wanted)}
        values = self._schedule.rows(inputs)
        found = []
        for one, wanted in zip(self.compiled, self._wanted, strict=True):
            start, domains = values[at[wanted[0]]].copy(), len(one.rubric.domains)
            for place in range(len(one.views) - 1, 0, -1):
                zones = values[[at[n] for n in wanted[1 + (place - 1) * domains : 1 + place * domains]]]
                worst = zones.max(axis=0, initial=0)
                start[(start == place) & (worst != ACCEPTABLE) & ((goals >> np.uint32(place)) & 1 == 0)] = place - 1
            found.append(start)
        return found


@dataclass
class _Trial:
    rubric: Rubric
    rows: int = 0
    plain: int = 0
    ratings: dict[str, _Tally] = field(default_factory=dict)
    steps: dict[str, _Tally] = field(default_factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.rubric)

    def run(self, codes: Path, of: int, most: int) -> Levers:
        import numpy as np
        import pyarrow as pa

        every, seen = max(1, -(-of // max(most, 1))), 0
        for whole in batches(codes):
            check_codes(whole.schema, self.rubric)
            said = text_of(whole, "severities")
            if said.null_count:
                raise WrongTable(f"column severities lacks {said.null_count} values")
            chosen = np.flatnonzero((np.arange(whole.num_rows) + seen) % every == 0)
            seen += whole.num_rows
            table = whole.take(pa.array(chosen))
            groups: dict[str, list[int]] = {}
            for at, severities in enumerate(text_of(table, "severities").to_pylist()):
                groups.setdefault(severities, []).append(at)
            for severities, places in groups.items():
                self._try(table.take(pa.array(places)), severities)
        return self._found(of)

    def _try(self, table: pa.Table, severities: str) -> None:
        decider = self.judge.sharer(severities).decider
        batch = batch_of(table, decider.layout)
        inputs = Inputs(decider.layout, batch.codes, "conservative")
        try:
            check(batch.codes, decider.layout)
            whole = inputs.whole()
        except NoCode as error:
            raise WrongTable(f"row {column_of(table, 'row')[error.row]}, {error}") from None
        base = starts(decider.compiled, inputs, batch.goals)
        self.rows += len(batch)
        for slot, rating in decider.layout.ratings.items():
            tally = self.ratings.setdefault(rating.path, _Tally())
            tried, rows = evaluated(decider, batch.codes, slot, inputs)
            if not rows.any():
                continue
            after = starts(decider.compiled, Inputs(decider.layout, tried, "conservative"), batch.goals[rows])
            tally.add(base[rows], after, int(rows.sum()))
        if severities:
            return
        self.plain += len(batch)
        for group in self._changes:
            index = [decider.compiled.slots.index(slot) for slot in group[1].compiled[0].slots]
            for variant, after in zip(group[0], group[1].of(whole[index], batch.goals), strict=True):
                self.steps.setdefault(_key(variant), _Tally()).add(base, after, len(batch))

    @cached_property
    def _changes(self) -> list[tuple[list[Variant], _Starts]]:
        """Changes that can be told from codes, those with the same pathways together. Retention shares are in no code."""
        known = set(compile_rubric(self.rubric).slots)
        choice = [v for v in self._variants if v.part == "choice"]
        groups = [(choice, _Starts(compile_variants([v.rubric for v in choice])))] if choice else []
        groups += [([v], _Starts([compile_rubric(v.rubric)])) for v in self._variants if v.part == "pathways"]
        return [g for g in groups if known.issuperset(g[1].compiled[0].slots)]

    @cached_property
    def _variants(self) -> list[Variant]:
        return list(variants(self.rubric, self.rubric.vocabulary.domains, ()))

    def _found(self, of: int) -> Levers:
        titles = rating_titles(self.judge.sharer("").decider.layout)
        evaluations = [
            Lever(titles[path], path, "evaluation", t.open_to, t.more_open, t.more_closed)
            for path, t in self.ratings.items()
        ]
        changes = [
            Lever(v.what, _key(v), v.direction, t.open_to, t.more_open, t.more_closed, v.was, v.to)
            for v in self._variants
            if (t := self.steps.get(_key(v))) is not None
        ]
        return Levers(self.rows, of, self.plain, tuple(_ordered(evaluations)), tuple(_ordered(changes)))


def _key(variant: Variant) -> str:
    return f"{variant.what}: {variant.was} -> {variant.to}"


def _ordered(found: Sequence[Lever]) -> Iterator[Lever]:
    moved = (lever for lever in found if lever.more_open or lever.more_closed)
    yield from sorted(moved, key=lambda lever: (-(lever.more_open + lever.more_closed), lever.name))


def evaluated(
    decider: Decider, codes: npt.NDArray[np.uint16], slot: int, inputs: Inputs
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """The rows in which a rating is unknown or uncertain, as they are packed when one more evaluation puts it at its favourable
    end; and which rows those are."""
    better, rows = _favourable(decider, codes, slot, inputs)
    tried = codes[:, rows]
    tried[slot] = better[rows]
    _follow(decider.layout, tried, slot)
    return tried, rows


def _favourable(
    decider: Decider, codes: npt.NDArray[np.uint16], slot: int, inputs: Inputs
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """A rating's codes with the favourable end where it is unknown or uncertain, and which rows those are.

    An as_modified rating goes no lower than what the model can do as it is released.
    """
    import numpy as np

    rating = decider.layout.ratings[slot]
    states = known_states(rating.top)
    risk = rating.polarity is Polarity.RISK
    ends = np.zeros(FIRST_KNOWN + len(states), np.uint8)
    ends[UNKNOWN] = 1 if risk else rating.top
    ends[FIRST_KNOWN:] = [lo if risk else hi for lo, _, hi, _ in states]
    sure = {
        lo: code for code, (lo, best, hi, weight) in enumerate(states, FIRST_KNOWN) if lo == best == hi and not weight
    }
    level = ends[codes[slot]]
    if rating.facet == "as_modified":
        released = rating.path.replace(".as_modified", ".as_released")
        for other, beside in decider.layout.ratings.items():
            if beside.path == released:
                level = np.maximum(level, np.where(codes[other] >= FIRST_KNOWN, inputs[other], 0))
    code_of = np.zeros(rating.top + 1, np.uint16)
    for number, code in sure.items():
        code_of[number] = code
    uncertain = np.array([False] * FIRST_KNOWN + [lo != hi for lo, _, hi, _ in states])
    uncertain[UNKNOWN] = True
    return code_of[level], uncertain[codes[slot]]


def _follow(layout: Layout, codes: npt.NDArray[np.uint16], slot: int) -> None:
    """Set, in place, what else a profile's codes say once the rating in a slot cites an evaluation that makes it known."""
    path = layout.ratings[slot].path
    same = [
        (layout.ratings[n].path, codes[n] == AS_MODIFIED) for n, modified in layout.modified.items() if modified == slot
    ]
    for name, rows in [(path, ...), *same]:
        for number, about in enumerate(layout.compiled.slots):
            holds = _once_evaluated(about, name)
            if holds is not None:
                codes[number, rows] = IN_ALL_READINGS if holds else 0


def _once_evaluated(about: Slot, path: str) -> bool | None:
    """What a slot says when the rating at a path is known and cites an evaluation; None where that does not settle it."""
    if isinstance(about, BackedSlot):
        return True if about.path == path and about.by == "evidence" else None
    if not isinstance(about, TruthSlot):
        return None
    atom = about.literal.atom
    if isinstance(atom, Unknown):
        return about.literal.negated if atom.is_rating and atom.path == path else None
    if isinstance(atom, Count) and atom.over == "evidence" and atom.n == 1:
        asked = dict(atom.where)
        if path in asked.pop("cited_by", ()) and all(EVALUATION.get(name) in values for name, values in asked.items()):
            return not about.literal.negated
    return None
