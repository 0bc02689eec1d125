"""rubric.yaml: what the rubric is about, the sharing options, actors, safeguards, sign-off, components."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from riskframe.records import Id, Name, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber, RawCondition, Reference, Source
from riskframe.scales import Amount


class GrantedUnless(Record):
    """An affordance that the option grants fully unless evidence shows otherwise."""

    amount: Amount
    unless: RawCondition
    then: Amount


class Option(Item):
    """One sharing option. The list order of `options` is the chain, least to most open."""

    headline: Literal["not_for_now", "structured_access", "api_only", "open_weights"]
    irreversible: bool
    print_as: Name | None = None
    """Printed instead of the headline's own words."""
    means: Text
    affordances: dict[Id, Amount | GrantedUnless]
    """What a threat actor can obtain, not what an invited researcher is given."""
    abilities: dict[Id, Amount]
    """What the developer can still do."""
    way_back: Text
    """How access is narrowed again when something goes wrong, or why it cannot be."""


class Described(Item):
    """An item with its meaning in words."""

    means: Text


class Actor(Described):
    """A kind of threat actor; the list order is from least to most resourced."""


class SafeguardKind(Described):
    """A kind of safeguard and what defeats it."""

    lives_in: Annotated[tuple[Id, ...], Field(min_length=1)]
    routes: Annotated[tuple[Id, ...], Field(min_length=1)]
    slowed_by: dict[Id, Amount] = {}
    """affordance -> from this amount on it only slows a lone amateur."""
    void_by: dict[Id, Amount] = {}
    """affordance -> from this amount on it is void."""
    achievable_strength: LevelNumber = 4
    """What a well-made and tested safeguard of this kind reaches today; for "which safeguards to add" only."""


class Route(Described):
    """A way past safeguards; a safeguard counts on it only when tested by `test`."""

    test: Id


class SignOff(Described):
    """A rung of the sign-off ladder, lowest first."""


class Scale(Record):
    """Words for the levels of criteria with fewer levels than five or with names of their own, lowest first."""

    levels: Annotated[tuple[Name, ...], Field(min_length=2, max_length=5)]


class EscalationRules(Record):
    """Who signs because of the outcome itself (not because of a rule)."""

    rests_on_novelty: Id
    tolerable_at_severity: dict[LevelNumber, Id] = {}
    irreversible: Id
    default: Id


class Validity(Record):
    """How long an assessment holds, and what ends it sooner."""

    months: Annotated[int, Field(ge=1, le=24)]
    triggers: tuple[Described, ...] = ()


class Staging(Record):
    """What every staged release watches, what stops it, and who is told."""

    watch: tuple[Text, ...]
    stop_signals: tuple[Text, ...]
    told: tuple[Text, ...]
    source: Source | None = None


class EvidenceBars(Record):
    """What a measured result has to reach before a gate lets anything rest on it. The defaults are ours (basis: design)."""

    fewest_samples: Annotated[int, Field(ge=1)] = 20
    """Completed samples; below the default an interval covers most of a scale."""
    least_completed: Annotated[float, Field(gt=0, le=1)] = 0.9
    """Share of the planned samples that was completed."""
    most_errored: Annotated[float, Field(ge=0, lt=1)] = 0.1
    """Share of the samples that failed: above it the gate stays shut."""
    source: Source | None = None


class ComponentKind(Described):
    """A part of a release that can be published or withheld by itself."""

    grants: dict[Id, Amount] = {}
    """Affordances that publishing it adds to those of the option."""


class FormalFramework(Record):
    """Levels of a published framework, and which of them are at or above High, ASL-3 or the like."""

    title: Name
    below: tuple[Name, ...] = ()
    at_or_above: Annotated[tuple[Name, ...], Field(min_length=1)]
    source: Source


class Classification(Described):
    """A named ordered outcome that rules set by `classify`, for questions other than "which option"."""

    values: Annotated[tuple[Id, ...], Field(min_length=2)]
    """Strictest first."""
    otherwise: Id
    """The value where no rule sets one."""
    decide: Literal["strictest", "first_match"] = "strictest"
    order: tuple[Id, ...] = ()
    """first_match: rule ids, tried in this order (the order of rules in their file never matters)."""
    per: Literal["model", "domain"] = "model"
    caps: dict[Id, Id] = {}
    """value -> most open option that it allows; without this a classification binds nothing."""


class FactKind(Described):
    """A fact that the rubric asks of a profile (`facts.<id>`)."""

    type: Literal["yes_no", "number", "text", "choice"]
    choices: tuple[Name, ...] = ()
    unit: Name | None = None


class Unit(Described):
    """Something that is rated by itself and has no pathways here: a misuse vector, an obligation, a practice.

    Criteria per domain, rules for each domain and classifications per domain range over domains and units alike.
    """


class RubricFile(Record):
    """What rubric.yaml holds."""

    riskframe_rubric: Literal[1]
    id: Id
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Name
    summary: Text
    question: Text
    limits: tuple[Text, ...] = ()
    sources: dict[Id, Reference]
    scales: dict[Id, Scale] = {}
    affordances: tuple[Described, ...] = ()
    abilities: tuple[Described, ...] = ()
    options: tuple[Option, ...] = ()
    actors: tuple[Actor, ...] = ()
    routes: tuple[Route, ...] = ()
    tests: tuple[Described, ...] = ()
    safeguard_kinds: tuple[SafeguardKind, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    escalation: EscalationRules | None = None
    validity: Validity
    staging: Staging | None = None
    evidence_bars: EvidenceBars = EvidenceBars()
    """What a measured result has to reach before the gate lets anything rest on it."""
    components: tuple[ComponentKind, ...] = ()
    formal_frameworks: dict[Id, FormalFramework] = {}
    classifications: tuple[Classification, ...] = ()
    facts: tuple[FactKind, ...] = ()
    units: tuple[Unit, ...] = ()
