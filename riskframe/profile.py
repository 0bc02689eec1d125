"""The model profile: everything a release team knows about one model, as read from `model.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PrivateAttr, Tag, model_validator

from riskframe.evidence import Evidence
from riskframe.ratings import RATING_KEYS, AnyRating
from riskframe.records import Day, Id, Name, Record, Sha256, Text
from riskframe.scales import Confidence

Facet = Literal["as_released", "safeguards_off", "as_modified"]
FACETS: tuple[Facet, ...] = ("as_released", "safeguards_off", "as_modified")


class Weights(Record):
    """The bytes that the assessment is about."""

    path: Name | None = None
    sha256: Sha256 | None = None


class ModelFacts(Record):
    """Checkable facts about the model. Screens and rules read them; a missing one never passes."""

    name: Name
    version: Name | None = None
    developer: Name
    modalities: tuple[Id, ...]
    """What goes in and comes out, for example text, image, speech, dna."""
    output_modalities: tuple[Id, ...] | None = None
    parameters: Annotated[float, Field(gt=0)] | None = None
    """Number of trained parameters."""
    training_compute_flop: Annotated[float, Field(gt=0)] | None = None
    """Floating-point operations used in training."""
    training_data: tuple[Id, ...] | None = None
    """Kinds of training data, for example web_text, code, biological_sequences."""
    base_model: Name | None = None
    weights: Weights | None = None
    url: Text | None = None


class Component(Record):
    """How one component of the release is meant to be published."""

    status: Literal["open", "gated", "hosted", "closed", "none"]
    licence: Name | None = None
    licence_kind: Literal["open", "open_wrong_type", "restricted", "none"] | None = None
    note: Text | None = None


class Release(Record):
    """What is proposed, and what it is for."""

    proposed: Id | None = None
    """The option somebody wants; it gets a verdict."""
    goals: tuple[Id, ...] = ()
    """Benefits that the release is for."""
    components: dict[Id, Annotated[Component, Field()] | Literal["open", "gated", "hosted", "closed", "none"]] = {}
    licence: Name | None = None
    date: Day | None = None


class AssessmentFacts(Record):
    """When and by whom this assessment is made. Dates are inputs: the same profile always gives the same bytes."""

    date: Day
    valid_months: Annotated[int, Field(ge=1, le=24)] = 6
    organisation: Name | None = None
    decision_asked: Text | None = None


class Capability(Record):
    """One capability rated three times; the block's evidence, confidence and rationale stand for each facet that
    gives none of its own."""

    as_released: AnyRating | None = None
    safeguards_off: AnyRating | None = None
    """Helpful-only, no further training. Default: the as_modified rating."""
    as_modified: AnyRating | None = None
    confidence: Confidence | None = None
    evidence: tuple[Id, ...] = ()
    rationale: Text | None = None

    def facet(self, name: Facet) -> Any:
        return getattr(self, name)


class TestedAgainst(Record):
    """A test of a safeguard: what the attacker tried and at what cost."""

    evidence: Annotated[tuple[Id, ...], Field(min_length=1)]
    budget_usd: Annotated[float, Field(ge=0)] | None = None
    steps: Annotated[int, Field(ge=0)] | None = None
    note: Text | None = None


class Safeguard(Record):
    """One safeguard. Untested on a route, it does not count there."""

    id: Id
    kind: Id
    lives_in: Id
    strength: AnyRating
    """1..5, protective."""
    domains: tuple[Id, ...] | None = None
    """Which domains it stands in; all when absent."""
    tested_against: dict[Id, TestedAgainst] = {}
    """Kind of test (the rubric names them: bypass, fine_tuning_misuse, tampering ...) -> what was done."""
    evidence: tuple[Id, ...] = ()
    note: Text | None = None


class Benefit(Record):
    """What openness would give, rated 1..5. Without evidence its size is unknown and counts as absent."""

    size: AnyRating
    evidence: tuple[Id, ...] = ()
    rationale: Text | None = None
    weight: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    """How much the board holds this benefit to be worth beside the others, on any scale: only ratios count. Read by the
    value of evidence and by an option's weighted sum; no rule, recommendation or gate reads it. Absent: no weight."""


class EvaluationCost(Record):
    """What it would cost to settle a rating. A part that is not given is unknown, never nothing."""

    usd: Annotated[float, Field(ge=0, le=1e12)] | None = None
    """US dollars, all told."""
    person_days: Annotated[float, Field(ge=0, le=1e9)] | None = None
    """Working days of all people together."""
    note: Text | None = None
    """Where the figure comes from: a quote, the last such test, a guess."""

    @model_validator(mode="after")
    def _some(self) -> EvaluationCost:
        if self.usd is None and self.person_days is None:
            raise ValueError("a cost gives usd, person_days or both")
        return self


class Fact(Record):
    """A fact that some rubric asks for."""

    value: bool | int | float | str
    evidence: tuple[Id, ...] = ()
    note: Text | None = None


class RaisedSeverity(Record):
    """This model's worst credible outcome in a domain is worse than the rubric assumes; never milder."""

    level: Annotated[int, Field(ge=1, le=5)]
    reason: Text


class Assessor(Record):
    """Somebody who rated, by role."""

    id: Id
    role: Name
    organisation: Name | None = None
    interests: Text | None = None
    """Who gains if the model is released."""
    dissent: Text | None = None


def _rating_or_map(value: Any) -> str:
    # A mapping that has none of a rating's own keys is a mapping of ratings.
    return "map" if isinstance(value, dict) and value and RATING_KEYS.isdisjoint(map(str, value)) else "rating"


RatingOrByDomain = Annotated[
    Annotated[AnyRating, Tag("rating")] | Annotated[dict[Id, AnyRating], Tag("map")],
    Discriminator(_rating_or_map),
]
"""One rating for the model, or a mapping from domain (or other unit of the rubric) to rating."""

FactShort = Fact | bool | int | float | str


class Profile(Record):
    """A model profile. Everything optional that is absent is unknown."""

    riskframe: Literal[1]
    """Version of the profile format."""
    model: ModelFacts
    release: Release = Release()
    assessment: AssessmentFacts
    evidence: tuple[Evidence, ...] = ()
    capabilities: dict[Id, Capability] = {}
    safeguards: tuple[Safeguard, ...] = ()
    benefits: dict[Id, Benefit] = {}
    context: dict[Id, RatingOrByDomain] = {}
    ratings: dict[Id, dict[Id, RatingOrByDomain]] = {}
    """Criteria of other groups, by group: for rubrics that rate something else than capabilities and context."""
    facts: dict[Id, FactShort] = {}
    severities: dict[Id, RaisedSeverity] = {}
    evaluation_costs: dict[Id, EvaluationCost] = {}
    """What settling a rating would cost: by rating path, criterion (for all its ratings) or safeguard. The entry that says
    most about a rating counts; one without an entry has an unknown cost. Shown beside what its evidence could change."""
    assessors: tuple[Assessor, ...] = ()

    # No key of a file: what was read is not what the file says of itself.
    _file_sha256: str | None = PrivateAttr(default=None)

    @property
    def file_sha256(self) -> str | None:
        """SHA-256 of the bytes that the profile was read from; None where it came from no file."""
        return self._file_sha256

    def read_from(self, sha256: str | None) -> Profile:
        """The same profile, bound to the bytes that it was read from."""
        made = self.model_copy()
        made._file_sha256 = sha256  # noqa: SLF001 - its own
        return made
