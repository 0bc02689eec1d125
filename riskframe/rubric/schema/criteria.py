"""criteria/*.yaml: what is rated, level by level."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Id, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber
from riskframe.scales import Polarity


class CriterionLevel(Record):
    """One level of a criterion in words."""

    level: LevelNumber
    text: Text
    ease: LevelNumber | None = None
    """On the common scale: 5 trivial for the actor, 1 infeasible. Default: the level itself for a risk criterion,
    top + bottom - level for a protective one. A design judgement, labelled so."""


class Criterion(Item):
    """Something that is rated. Its path is `<group>.<id>`, `<group>.<id>.<domain>` or, for a capability,
    `capability.<id>.<facet>`."""

    group: Id
    per: Literal["model", "domain"] = "model"
    domains: tuple[Id, ...] | None = None
    """per domain: which ones; all when absent."""
    polarity: Polarity
    scale: Id | None = None
    """A named scale; levels 1..5 when absent."""
    asks: Text
    levels: Annotated[tuple[CriterionLevel, ...], Field(min_length=2, max_length=5)]
    evidence: tuple[Text, ...] = ()
    """What an assessor would look for or run."""
    may_not_apply: bool = False
    known_problems: Text | None = None


class CriteriaFile(Record):
    """What one file of criteria holds."""

    criteria: tuple[Criterion, ...]
