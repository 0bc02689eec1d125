"""Sources, references and items: what every part of a rubric is made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from riskframe.records import Id, Name, Record, Text
from riskframe.scales import Basis

LevelNumber = Annotated[int, Field(ge=1, le=5)]
RawCondition = dict[str, Any]


class Reference(Record):
    """A work that items cite."""

    title: Name
    authors: Name | None = None
    year: int | None = None
    ref: Name | None = None
    """arXiv id, DOI, report number."""


class Source(Record):
    """Where an item comes from. A section is given only where it has been confirmed."""

    ref: Id
    section: Name | None = None
    basis: Basis
    note: Text | None = None


class Item(Record):
    """Anything a board may ask about: it has an id, a title and a source."""

    id: Id
    title: Name
    source: Source
