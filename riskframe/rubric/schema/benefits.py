"""benefits.yaml: what openness gives, what each option keeps of it, what else recovers it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from riskframe.records import Id, Record, Text
from riskframe.rubric.schema.criteria import CriterionLevel
from riskframe.rubric.schema.items import Item
from riskframe.rubric.schema.sharing import Described

Share = Annotated[float, Field(ge=0, le=1)]


class BenefitKind(Item):
    """A benefit of openness: how large it is (rated) and which share of it every option keeps."""

    asks: Text
    levels: Annotated[tuple[CriterionLevel, ...], Field(min_length=5, max_length=5)]
    keeps: dict[Id, Share]
    """option -> share of the benefit kept, relative to the most open option = 1."""


class Alternative(Described):
    """Another way to a benefit, from the paper, that goes with a less open option."""

    recovers: dict[Id, Share]
    """benefit -> share that is kept when this accompanies a less open option."""
    up_to: Id
    """Most open option that it is an alternative at; beyond it the option gives as much by itself."""


class BenefitsFile(Record):
    """What benefits.yaml holds."""

    benefits: tuple[BenefitKind, ...]
    alternatives: tuple[Alternative, ...] = ()
