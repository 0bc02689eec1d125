"""pathways.yaml: domains, steps and the listed paths."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from riskframe.records import Id, Name, Record, Text
from riskframe.rubric.schema.items import LevelNumber, Source


class Step(Record):
    """One step of a path; exactly one of actor, affordance, ability, safeguards, capability, rating."""

    title: Name
    actor: Literal["prevalence"] | None = None
    affordance: Id | None = None
    ability: Id | None = None
    safeguards: Id | None = None
    """A route: the weakest of the safeguards' own eases on it."""
    capability: Literal["as_released", "safeguards_off", "as_modified"] | None = None
    rating: Id | None = None
    """`<group>.<criterion>`; a criterion per domain is read for the domain at hand."""
    at_least: dict[Id, LevelNumber] = {}
    """actor -> the step is never harder than this for that actor."""
    floor: Literal["by_severity"] | None = None
    counts_with: Literal["comparator", "evidence"] | None = None
    """Below the unbacked level the step counts only with this."""
    marginal: bool = False
    """Whether this is the novelty step: set to 5 it gives the absolute level."""
    outside_model: bool = False

    @model_validator(mode="after")
    def _exactly_one(self) -> Step:
        given = [
            n
            for n in ("actor", "affordance", "ability", "safeguards", "capability", "rating")
            if getattr(self, n) is not None
        ]
        if len(given) != 1:
            raise ValueError(
                "a step reads exactly one of actor, affordance, ability, safeguards, capability, rating; "
                + (f"this one has {' and '.join(given)}" if given else "this one has none")
            )
        return self


def _path(value: Any) -> Any:
    return {"path": value} if isinstance(value, (list, tuple)) else value


class PathSpec(Record):
    """A listed path: its steps in order."""

    path: Annotated[tuple[Id, ...], Field(min_length=1)]
    id: Id | None = None
    standing: bool = False
    """Does not depend on the option (theft, insiders); never part of choosing between options."""


AnyPath = Annotated[PathSpec, BeforeValidator(_path)]


class PathDefaults(Record):
    """Steps and paths that domains share."""

    steps: dict[Id, Step]
    paths: tuple[AnyPath, ...]


class Domain(Record):
    """A risk domain: its worst credible outcome, its actors and its paths."""

    title: Name
    means: Text
    severity: LevelNumber
    least_actor: Id
    """The least-resourced actor that can cause the worst credible outcome at scale."""
    capability: Id | None = None
    """Criterion of group `capability` that capability steps read; none for domains without capability steps."""
    overrides: dict[Id, Step] = {}
    extra_paths: tuple[AnyPath, ...] = ()
    paths: tuple[AnyPath, ...] | None = None
    """Replaces the default paths."""
    source: Source


class PathwaysFile(Record):
    """What pathways.yaml holds."""

    default: PathDefaults | None = None
    domains: dict[Id, Domain]
