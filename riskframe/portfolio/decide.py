"""Many profiles decided at once: rows of codes -> start, aim, verdict, and what holds each back. Equal to one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING

from riskframe.engine.compile import Compiled
from riskframe.engine.schedule import Schedule
from riskframe.portfolio.inputs import Inputs, check
from riskframe.portfolio.layout import Layout
from riskframe.scales import TOP, ZONES, Reading, Verdict, Zone

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint16]
    Bytes = npt.NDArray[np.uint8]
    Flags = npt.NDArray[np.bool_]
    Values = dict[int, Bytes]

VERDICTS: tuple[Verdict | None, ...] = (
    None, "not_supported", "insufficient_evidence", "supported_with_conditions", "supported",
)  # fmt: skip
"""A verdict's code; 0 where nothing is proposed."""

CACHED = 16_384
"""Rows decided at once, so that a node's values stay in the processor's cache."""

INTOLERABLE, ACCEPTABLE = ZONES.index(Zone.INTOLERABLE), ZONES.index(Zone.ACCEPTABLE)
GOAL = "goal-needed"


@dataclass(frozen=True)
class Batch:
    """Rows to decide. codes: (columns, rows); goals: bit p is set where a stated goal needs the option at place p;
    proposed: place of the proposed option, -1 where none is."""

    codes: Codes
    goals: npt.NDArray[np.uint32]
    proposed: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return int(self.codes.shape[1])

    def part(self, start: int, end: int) -> Batch:
        """Some of the rows."""
        return Batch(self.codes[:, start:end], self.goals[start:end], self.proposed[start:end])


@dataclass(frozen=True)
class Decided:
    """What was decided of each row; options by their place in the chain, `verdict` by its place in VERDICTS.

    `held` says what holds the row below the next more open option in the conservative reading, as flags (names, rows); `steps`
    the binding steps of the domains among them, likewise. `blocked`: what keeps the proposed option, or a less open one on the way to
    it, from being admissible: with everything at its best where the verdict is not_supported, else in the conservative reading.
    """

    start: Bytes
    aim: Bytes
    most: Bytes
    """The optimistic answer."""
    verdict: Bytes
    held: Flags
    steps: Flags
    blocked: Flags


def joined(parts: Sequence[Decided]) -> Decided:
    """Decisions of consecutive rows as one."""
    import numpy as np

    return Decided(*(np.concatenate([getattr(p, f.name) for p in parts], axis=-1) for f in fields(Decided)))


@dataclass(frozen=True)
class Decider:
    """A compiled rubric, ready to decide rows of codes. Build it once; it is pure and may be shared."""

    layout: Layout
    _schedules: dict[tuple[int, ...], Schedule] = field(default_factory=dict, compare=False)

    @property
    def compiled(self) -> Compiled:
        return self.layout.compiled

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """What can hold a row: `goal-needed`, domains, cap rules and classes that cap, in this order."""
        rubric = self.compiled.rubric
        return (
            GOAL,
            *(f"domain:{d}" for d in rubric.domains),
            *(f"rule:{r.key}" for r in rubric.rules if r.rule.cap is not None),
            *(_class_name(*key) for key in self.capping),
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Place of each of `holders`."""
        return {name: i for i, name in enumerate(self.holders)}

    @cached_property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Every (domain, step) that can bind."""
        found: dict[tuple[str, str], None] = {}
        for domain in self.compiled.rubric.domains:
            for path in self.compiled.rubric.paths_of(domain):
                if not path.standing:
                    found.update(dict.fromkeys((domain, name) for name, _ in path.steps))
        return tuple(found)

    @cached_property
    def capping(self) -> tuple[tuple[str, str | None], ...]:
        """Classes whose value can cap."""
        return tuple(key for key in self.compiled.classes if self.compiled.rubric.classifications[key[0]].caps)

    @cached_property
    def _seen(self) -> _Seen:
        return _Seen(self)

    def _schedule(self, wanted: tuple[int, ...]) -> Schedule:
        if wanted not in self._schedules:
            self._schedules[wanted] = Schedule(self.compiled.program, wanted)
        return self._schedules[wanted]

    def decide(self, batch: Batch, nodes: tuple[int, ...] = ()) -> tuple[Decided, dict[Reading, Bytes]]:
        """Decide every row; and the values of some nodes in the two readings that shares start from, (nodes, rows) each.

        Rows do not touch each other, so any split of a portfolio gives the same. Raises NoCode for a number that its column
        cannot hold.
        """
        import numpy as np

        compiled, seen = self.compiled, self._seen
        check(batch.codes, self.layout)

        def run(reading: Reading, *wanted: int) -> Values:
            return self._schedule(wanted).run(Inputs(self.layout, batch.codes, reading))

        values = run("conservative", *seen.wanted)
        at_best = run("charitable", *seen.blocking, *nodes)
        central = run("central", compiled.answer, *nodes)
        aim, charitable = central[compiled.answer], at_best[compiled.answer]
        most = run("optimistic", compiled.answer)[compiled.answer]
        answer = values[compiled.answer]
        worst = seen.worst_zone(values, len(batch))
        start = answer.copy()
        for place in range(len(compiled.views) - 1, 0, -1):
            falls = (start == place) & (worst[place] != ACCEPTABLE) & ((batch.goals >> place) & 1 == 0)
            start[falls] = place - 1
        held, steps = seen.held(values, answer, start != answer)
        verdict = np.zeros(len(batch), np.uint8)
        conditions = seen.conditions(values, len(batch))
        for place in range(len(compiled.views)):
            rows = batch.proposed == place
            easy = (worst[place] == ACCEPTABLE) & ~conditions[place]
            found = np.where(charitable < place, 1, np.where(answer < place, 2, np.where(easy, 4, 3)))
            verdict[rows] = found[rows]
        blocked = seen.blocked(values, at_best, batch.proposed, verdict)
        none = np.zeros((0, len(batch)), np.uint8)
        both: tuple[tuple[Reading, Values], ...] = (("central", central), ("charitable", at_best))
        kept = {r: np.stack([found[n] for n in nodes]) if nodes else none for r, found in both}
        return Decided(start, aim, most, verdict, held, steps, blocked), kept


def _class_name(name: str, where: str | None) -> str:
    return f"class:{name}.{where}" if where else f"class:{name}"


class _Seen:
    """The nodes that a decision reads, and what follows from their values."""

    def __init__(self, decider: Decider) -> None:
        compiled = decider.compiled
        self.compiled, self.decider, self.rubric = compiled, decider, compiled.rubric
        self.places = range(len(compiled.views))
        self.requires = [r.key for r in self.rubric.rules if r.rule.require is not None]
        self.caps = [(r.key, self.rubric.option_place[r.rule.cap]) for r in self.rubric.rules if r.rule.cap is not None]
        self.paths = [
            (domain, path, actor)
            for domain in self.rubric.domains
            for path in self.rubric.paths_of(domain)
            if not path.standing
            for actor in self.rubric.actors_of(domain)
        ]
        blocking = {compiled.answer, *compiled.zones.values()}
        blocking.update(compiled.fires[key, p] for key, _ in self.caps for p in self.places)
        blocking.update(compiled.classes[key] for key in decider.capping)
        self.blocking = sorted(blocking)
        nodes = {*blocking, *compiled.levels.values(), *compiled.standing.values()}
        nodes.update(compiled.fires[key, p] for key in self.requires for p in self.places)
        for _, path, actor in self.paths:
            for place in self.places:
                nodes.add(compiled.path_levels[path.key, actor, place])
                nodes.update(compiled.steps[path.key, actor, place])
        self.wanted = sorted(nodes)

    def worst_zone(self, values: Values, rows: int) -> list[Bytes]:
        """Per place the worst zone of any domain; acceptable at the first place, which is the floor of the chain."""
        import numpy as np

        none = np.zeros(rows, np.uint8)
        return [
            np.maximum.reduce([none, *(values[self.compiled.zones[d, p]] for d in self.rubric.domains)])
            for p in self.places
        ]

    def conditions(self, values: Values, rows: int) -> list[Flags]:
        """Per place, whether any condition applies: a rule's, or the standing risk's."""
        import numpy as np

        tolerance, stands = self.rubric.tolerance, np.zeros(rows, np.bool_)
        if tolerance is not None:
            for domain, node in self.compiled.standing.items():
                row = tolerance.table[self.compiled.severities[domain]]
                table = np.array([False, *(row[level] is Zone.INTOLERABLE for level in range(1, TOP + 1))])
                stands |= table[values[node]]
        found = []
        for p in self.places:
            asked = np.zeros(rows, np.bool_) if self.rubric.options[p].irreversible else stands.copy()
            for key in self.requires:
                asked |= values[self.compiled.fires[key, p]] == 1
            found.append(asked)
        return found

    def held(self, values: Values, answer: Bytes, goal: Flags) -> tuple[Flags, Flags]:
        """What holds each row back, and the binding steps of the domains that do."""
        import numpy as np

        rows = len(answer)
        held = np.zeros((len(self.decider.holders), rows), np.bool_)
        steps = np.zeros((len(self.decider.steps), rows), np.bool_)
        held[0] = goal
        at = {pair: i for i, pair in enumerate(self.decider.steps)}
        for place in self.places[1:]:
            below = (answer == place - 1) & ~goal
            if not below.any():
                continue
            self._holding(values, place, below, held)
            for domain in self.rubric.domains:
                rows_held = below & (values[self.compiled.zones[domain, place]] == INTOLERABLE)
                if rows_held.any():
                    self._bind(values, domain, place, rows_held, steps, at)
        return held, steps

    def blocked(self, values: Values, at_best: Values, proposed: npt.NDArray[np.int8], verdict: Bytes) -> Flags:
        """What blocks the proposed option where it is not supported, as `decision.recommend.blockers` says it."""
        import numpy as np

        found = np.zeros((len(self.decider.holders), len(verdict)), np.bool_)
        for place in self.places[1:]:
            on_the_way = proposed >= place
            for reading, failed in ((at_best, "not_supported"), (values, "insufficient_evidence")):
                rows = on_the_way & (verdict == VERDICTS.index(failed))
                if rows.any():
                    self._holding(reading, place, rows, found)
        return found

    def _holding(self, values: Values, place: int, rows: Flags, found: Flags) -> None:
        """Marks, for some of the rows, what keeps the option at a place from being admissible."""
        import numpy as np

        number = self.decider.numbers
        for domain in self.rubric.domains:
            found[number[f"domain:{domain}"]] |= rows & (values[self.compiled.zones[domain, place]] == INTOLERABLE)
        for key, cap in self.caps:
            if cap < place:
                found[number[f"rule:{key}"]] |= rows & (values[self.compiled.fires[key, place]] == 1)
        for name, where in self.decider.capping:
            cls = self.rubric.classifications[name]
            caps = [v in cls.caps and self.rubric.option_place[cls.caps[v]] < place for v in cls.values]
            found[number[_class_name(name, where)]] |= rows & np.array(caps)[values[self.compiled.classes[name, where]]]

    def _bind(
        self, values: Values, domain: str, place: int, rows: Flags, steps: Flags, at: dict[tuple[str, str], int]
    ) -> None:  # fmt: skip
        level = values[self.compiled.levels[domain, place]]
        bound = rows & (level < TOP)  # at 5 no step holds anything
        for owner, path, actor in self.paths:
            if owner != domain:
                continue
            widest = bound & (values[self.compiled.path_levels[path.key, actor, place]] == level)
            if not widest.any():
                continue
            for (name, _), node in zip(path.steps, self.compiled.steps[path.key, actor, place], strict=True):
                steps[at[domain, name]] |= widest & (values[node] == level)
