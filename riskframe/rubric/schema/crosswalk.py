"""crosswalk.yaml: which criteria, facts and components of different rubrics speak of the same matter."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from riskframe.ratings import LevelWord
from riskframe.records import Id, Name, Record, Text
from riskframe.scales import Basis

Relation = Literal["same", "shares_evidence"]
"""same: one rating, fact or status serves both. shares_evidence: an item for the one is looked at for the other."""

PlaceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._*-]*$", max_length=200)]
"""`<group>.<criterion>`, with its domain or unit where only that one is meant, `capability.<criterion>.<facet>` (`*` for
each criterion of the group), or `facts.<id>`."""


class CriterionSide(Record):
    """A criterion or fact of one rubric."""

    rubric: Id
    path: PlaceName


class NamedSide(Record):
    """A domain, unit or component of one rubric."""

    rubric: Id
    id: Id


class _Entry(Record):
    relation: Relation
    reason: Text
    basis: Basis | None = None
    """Whose judgement the pair is; the file's own basis where absent."""


class SubjectPair(_Entry):
    """Domains or units that go together where both sides are rated one by one."""

    a: NamedSide
    b: NamedSide


class CriterionPair(_Entry):
    """Two criteria, or two facts."""

    a: CriterionSide
    b: CriterionSide
    direction: Literal["both", "a_to_b", "b_to_a"] = "both"
    """Which way a rating crosses (relation `same`)."""
    levels: dict[LevelWord, LevelWord] = {}
    """Each level of the side that is crossed from (`a`, unless the direction is b_to_a) -> the level of the other. Needed
    where the two have other levels or words; it never turns an order round."""


class ComponentPair(_Entry):
    """Two components of a release."""

    a: NamedSide
    b: NamedSide


class CrosswalkFile(Record):
    """What a crosswalk holds."""

    riskframe_crosswalk: Literal[1]
    title: Name
    basis: Basis
    """Whose judgement the pairs are that name no basis of their own."""
    rubrics: Annotated[dict[Id, Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]], Field(min_length=1)]
    """Every rubric that an entry names -> the version that the entries were written for."""
    subjects: tuple[SubjectPair, ...] = ()
    criteria: tuple[CriterionPair, ...] = ()
    components: tuple[ComponentPair, ...] = ()
