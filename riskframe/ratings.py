"""A rating as a person writes it: unknown, a level, an interval, or one per assessor, with what it rests on."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from riskframe.records import Day, Id, Name, Record, Text
from riskframe.scales import Confidence

LevelWord = int | Annotated[str, StringConstraints(min_length=1, max_length=60)]
"""A level by number (1 is the first of the criterion's scale) or by its word."""


class Comparator(Record):
    """A named, dated model or tool that is already available, with a result on the same proxy (the novelty step)."""

    name: Name
    date: Day
    """When it became available."""
    result: Id | None = None
    """Evidence id of its result on the same proxy; without one the comparator does not count."""
    note: Text | None = None


def _spelled_out(value: Any) -> Any:
    # `3`, `high` and `unknown` are what people write; the record keeps one form.
    if isinstance(value, str) and value == "unknown":
        return {"unknown": True}
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        return {"level": value}
    return value


class Rating(Record):
    """What an assessor holds of one criterion.

    Unknown: `unknown: true`, no level at all, no accepted evidence, or an interval over the whole scale. All four
    are the same value, and it never passes.
    """

    unknown: bool = False
    level: LevelWord | None = None
    """Shorthand for lo = best = hi."""
    lo: LevelWord | None = None
    best: LevelWord | None = None
    hi: LevelWord | None = None
    not_applicable: Text | None = None
    """Why the criterion does not apply. Only criteria whose rubric allows it take this."""
    by: dict[Id, AnyRating] | None = None
    """One rating per assessor; pooled to the widest interval, `best` at the median nearer harm."""
    evidence: tuple[Id, ...] = ()
    rationale: Text | None = None
    confidence: Confidence | None = None
    shares: dict[LevelWord, Annotated[float, Field(ge=0, le=1)]] | None = None
    """How the assessor spreads belief over levels (sum 1). Read by the shares of the sensitivity part only; no rule
    and no gate reads it."""
    actor: Id | None = None
    """as_modified only: the threat actor that the rating was made for."""
    budget_usd: Annotated[float, Field(ge=0)] | None = None
    """as_modified only: what that actor was assumed to spend, US dollars."""
    comparators: tuple[Comparator, ...] = ()
    """availability only: what is already out there."""

    @model_validator(mode="after")
    def _one_way(self) -> Rating:
        ways = [
            name
            for name, given in (
                ("unknown", self.unknown),
                ("level", self.level is not None),
                ("lo/best/hi", any(v is not None for v in (self.lo, self.best, self.hi))),
                ("not_applicable", self.not_applicable is not None),
                ("by", self.by is not None),
            )
            if given
        ]
        if len(ways) > 1:
            raise ValueError(f"a rating is given one way, this one is given as {' and '.join(ways)}")
        if ways == ["lo/best/hi"] and (self.lo is None or self.hi is None or self.best is None):
            raise ValueError("an interval needs all three of lo, best and hi")
        return self

    @property
    def stated(self) -> bool:
        """Whether any level is given (it may still count as unknown for want of evidence)."""
        return any(v is not None for v in (self.level, self.lo, self.by))


AnyRating = Annotated[Rating, BeforeValidator(_spelled_out)]

RATING_KEYS = frozenset(Rating.__annotations__)
"""Field names of a rating: they tell a rating from a mapping of ratings by domain."""
