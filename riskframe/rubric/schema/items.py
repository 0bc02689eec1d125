"""Sources, references and items: what every part of a rubric is made of."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

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
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)] | None = None
    """Where it can be read."""
    read: Literal["text", "secondary"] | None = None
    """What the rubric's authors read: its text, at least the parts that they use, or only what others say of it. Absent: not said."""


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
