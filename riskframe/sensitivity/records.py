"""What the sensitivity of a decision says. Plain frozen records, part of the JSON result where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """Moving belief towards one level until the likeliest answer is another one.

    Shares are linear in one rating's spread, so the point is exact: at `share` of belief on `level` (the rest as
    stated, scaled down) the likeliest answer becomes `option`.
    """

    level: int
    share: float
    option: str


@dataclass(frozen=True, slots=True)
class Decisive:
    """One rating and what the shares would be if it were known exactly.

    `swing`: how far apart the share of "more open than the start" lies between its levels, 0..1. `within_next`:
    level -> share in which an option beyond the start is reached. Both are given for each bound, and `turns` with
    unknowns at their harmful end.
    """

    what: str
    swing: float
    within_next: dict[int, float]
    swing_favourable: float
    within_next_favourable: dict[int, float]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One rating or safeguard and the level that is enough (0: a safeguard is gone, or the rating becomes unknown)."""

    what: str
    now: int | None
    """Conservative level; None where it is unknown."""
    to: int
    evaluations: tuple[str, ...]
    """Evidence that could cause the change, from the rubric."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One set of changes that together are enough, none of them to spare."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """Smallest sets that make an option reachable, or unreachable, in the conservative reading.

    `proved`: every minimal set of at most `largest` changes is listed (so an empty list is a proof that there is
    none); otherwise the list was cut.
    """

    option: str
    direction: Literal["reach", "lose"]
    flips: tuple[Flip, ...]
    largest: int
    proved: bool
    ever: bool = True
    """False: no set of changes of any size is enough."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What settling a rating would cost, as the profile says; None: unknown, never nothing."""

    usd: float | None
    """US dollars."""
    person_days: float | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Gain:
    """Expected gain in the weighted share of benefits kept (0..1), and the same by what it costs.

    Pairs are [unknowns turn out harmful, unknowns turn out favourable]. None where the cost is unknown, or stated as 0.
    """

    gain: tuple[float, float]
    per_thousand_usd: tuple[float, float] | None
    per_person_day: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ValueOfRating:
    """What knowing one rating exactly is worth by the board's weights; docs/explanation/value-of-evidence.md defines it."""

    what: str
    unknown: bool
    alone: Gain
    """If it were known and everything else stayed as it is."""
    with_the_rest: Gain | None
    """What knowing everything would lose if this one rating stayed as it is; None where it could not be made exact."""
    cost: Cost | None
    evaluations: tuple[str, ...]
    """What would settle it, from the rubric."""


@dataclass(frozen=True, slots=True)
class ValueOfInformation:
    """Value of perfect information by the board's weights. The decision rule stays riskframe's own."""

    weights: dict[str, float]
    """Benefit -> the board's weight as a share of all its weights."""
    not_counted: tuple[str, ...]
    """Weighted benefits whose size is unknown or says that openness would give nothing: they count as absent."""
    kept: dict[str, float]
    """Option -> weighted share of the benefits that it keeps, 0..1."""
    now: str
    """The most open option that the conservative reading reaches."""
    everything: tuple[float, float] | None
    """Expected gain if every rating were known; None where it could not be made exact."""
    ratings: tuple[ValueOfRating, ...]
    """Those worth anything, the greatest first."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One criterion, and the conservative answer if it were resolved to each level.

    `share_changed` is the share of its spread that would change the answer; None for an unknown, which has no spread:
    there `opens_to` and `closes_to` say what it holds back.
    """

    what: str
    unknown: bool
    answers: dict[int, str]
    """level (as resolved, without remaining interval) -> conservative answer."""
    share_changed: float | None
    opens_to: str
    """Most open answer that resolving it alone can give."""
    closes_to: str
    """Least open answer that resolving it alone can give."""
    options_opened: int
    """Steps along the chain that its best outcome opens."""
    evaluations: tuple[str, ...]
    """What would resolve it, from the rubric."""
    cost: Cost | None = None
    """None where the profile gives none: unknown, never nothing."""
    value: Gain | None = None
    """What resolving it alone is worth; None where the board sets no weights."""


@dataclass(frozen=True, slots=True)
class SafeguardsToAdd:
    """Minimal sets of safeguard kinds which, tested and at achievable strength in every domain, make an option
    reachable in the conservative reading."""

    option: str
    sets: tuple[tuple[str, ...], ...]
    proved: bool
    """Whether every minimal set of up to `largest` kinds is listed (no set: a proof that safeguards alone do not do)."""
    largest: int


@dataclass(frozen=True, slots=True)
class Spreading:
    """One criterion that several assessors rated."""

    what: str
    best: dict[str, int | None]
    """assessor -> best level; None: unknown."""
    steps_apart: int | None
    """Greatest distance between two known bests."""


@dataclass(frozen=True, slots=True)
class AloneWith:
    """The recommendation under one assessor's ratings alone."""

    assessor: str
    role: str
    start: str
    aim: str
    dissent: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far several assessors agree, and what each would recommend alone."""

    alpha: float | None
    """Krippendorff's alpha for ordinal data; 1 perfect, 0 chance; None where fewer than two ratings can be paired."""
    units: int
    spreads: tuple[Spreading, ...]
    alone: tuple[AloneWith, ...]


@dataclass(frozen=True, slots=True)
class RubricStep:
    """One number of the rubric moved by one step, and what the recommendation becomes."""

    what: str
    refs: tuple[str, ...]
    """What it can be followed to: `rule:…`, or `benefit:…` and `option:…`."""
    was: str
    to: str
    direction: Literal["stricter", "milder"]
    start: str
    aim: str
    basis: str


@dataclass(frozen=True, slots=True)
class RubricSensitivity:
    """How many numbers were moved, and those that mattered."""

    tried: int
    moved: tuple[RubricStep, ...]
    """Only the steps that change start or aim."""


@dataclass(frozen=True, slots=True)
class ShareOfOption:
    """How much of the ratings' spread makes an option the answer, as pairs [unknowns harmful, unknowns favourable]."""

    option: str
    most_open: dict[str, tuple[float, float]]
    """coupling -> pair."""
    within: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Read by people only: no rule and no gate uses any of it."""

    shares: tuple[ShareOfOption, ...]
    exact: bool
    """False: the diagram passed its limit and the shares are seeded draws."""
    not_varied: tuple[str, ...]
    weight_of_best: dict[str, float]
    """The table behind the spreads (basis: design)."""
    decisive: tuple[Decisive, ...]
    flips: tuple[Flips, ...]
    next_evidence: tuple[Resolved, ...]
    safeguards_to_add: tuple[SafeguardsToAdd, ...]
    agreement: Agreement | None
    rubric: RubricSensitivity | None
    value: ValueOfInformation | None = None
    """What knowing the ratings would be worth; None where the board sets no weights."""
