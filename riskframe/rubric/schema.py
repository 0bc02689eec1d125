"""What a rubric folder holds, file by file. A rubric is data: a new one needs no Python.

Conditions stay raw here (`dict`); `rubric.conditions` reads them once the whole vocabulary is known.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from riskframe.records import Id, Name, Record, Text
from riskframe.scales import Amount, Basis, Polarity, Zone

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


# --- rubric.yaml ---------------------------------------------------------------------------------------------------


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
    months: Annotated[int, Field(ge=1, le=24)]
    triggers: tuple[Described, ...] = ()


class Staging(Record):
    """What every staged release watches, what stops it, and who is told."""

    watch: tuple[Text, ...]
    stop_signals: tuple[Text, ...]
    told: tuple[Text, ...]


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


class RubricFile(Record):
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
    components: tuple[ComponentKind, ...] = ()
    formal_frameworks: dict[Id, FormalFramework] = {}
    classifications: tuple[Classification, ...] = ()
    facts: tuple[FactKind, ...] = ()


# --- criteria/*.yaml -----------------------------------------------------------------------------------------------


class CriterionLevel(Record):
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
    criteria: tuple[Criterion, ...]


# --- pathways.yaml -------------------------------------------------------------------------------------------------


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
    path: Annotated[tuple[Id, ...], Field(min_length=1)]
    id: Id | None = None
    standing: bool = False
    """Does not depend on the option (theft, insiders); never part of choosing between options."""


AnyPath = Annotated[PathSpec, BeforeValidator(_path)]


class PathDefaults(Record):
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
    default: PathDefaults | None = None
    domains: dict[Id, Domain]


# --- tolerance.yaml ------------------------------------------------------------------------------------------------


class SeverityLevel(Record):
    level: LevelNumber
    text: Text


class ToleranceFile(Record):
    source: Source
    severities: tuple[SeverityLevel, ...]
    table: dict[LevelNumber, dict[LevelNumber, Zone]]
    """severity -> risk level -> zone."""
    floors: dict[LevelNumber, LevelNumber]
    """severity -> no step outside the model is harder than this."""
    unbacked: LevelNumber = 4
    """A step outside the model without the evidence that it needs is never harder than this."""
    prevalence: dict[Id, dict[LevelNumber, LevelNumber]]
    """actor -> severity -> how many such actors there are, as an ease."""
    amounts: dict[Amount, LevelNumber]
    """none, partly, full as eases."""
    slowed_for_groups: LevelNumber = 5
    """Ease of a safeguard that only slows an amateur, for better-resourced actors."""
    lone_actors: tuple[Id, ...] = ()
    """Actors whom a slowing safeguard does slow."""


# --- rules.yaml ----------------------------------------------------------------------------------------------------


class Requirement(Record):
    """A condition of release: precedent (blocks the gate until met) or subsequent (watched afterwards)."""

    text: Text
    met_when: RawCondition
    stage: Literal["precedent", "subsequent"] = "precedent"


class ForEachDomain(Record):
    severity_at_least: LevelNumber | None = None
    only: tuple[Id, ...] | None = None


class Rule(Item):
    """One rule. Every rule is evaluated for every option in every reading; the strictest effect wins; every hit is
    logged."""

    for_each_domain: ForEachDomain | None = None
    """Expanded to one rule per domain; `$domain` in conditions stands for it."""
    when: RawCondition
    cap: Id | None = None
    require: Requirement | None = None
    escalate: Id | None = None
    classify: dict[Id, Id] | None = None
    note: Text | None = None
    hard: bool = False
    """Can be neither loosened nor waived."""
    because: Text
    remedy: Text
    known_problems: Text | None = None

    @model_validator(mode="after")
    def _one_effect(self) -> Rule:
        given = [n for n in ("cap", "require", "escalate", "classify", "note") if getattr(self, n) is not None]
        if len(given) != 1:
            raise ValueError(
                "a rule has exactly one effect: cap, require, escalate, classify or note; "
                + (f"this one has {' and '.join(given)}" if given else "this one has none")
            )
        return self


class RulesFile(Record):
    rules: tuple[Rule, ...]


# --- benefits.yaml -------------------------------------------------------------------------------------------------

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
    benefits: tuple[BenefitKind, ...]
    alternatives: tuple[Alternative, ...] = ()


# --- indicators.yaml -----------------------------------------------------------------------------------------------


class SuggestedInterval(Record):
    lo: LevelNumber
    hi: LevelNumber


class Screen(Item):
    """A checkable fact that suggests an interval. It becomes a rating only when a named assessor accepts it."""

    when: RawCondition
    suggests: dict[Id, SuggestedInterval]
    """Rating path -> interval; `hi` of a risk criterion is never below 2."""
    because: Text


class EvaluationHint(Record):
    """What would resolve an unknown or wide rating."""

    criteria: tuple[Id, ...]
    evaluation: Text
    source: Source


class IndicatorsFile(Record):
    screens: tuple[Screen, ...] = ()
    evaluations: tuple[EvaluationHint, ...] = ()


# --- cases/*.yaml --------------------------------------------------------------------------------------------------


class Expectation(Record):
    start: Id | None = None
    aim: Id | None = None
    verdict: Literal["supported", "supported_with_conditions", "insufficient_evidence", "not_supported"] | None = None
    fires: tuple[Id, ...] = ()
    quiet: tuple[Id, ...] = ()
    zones: dict[Id, dict[Id, Zone]] = {}
    """option -> domain -> zone in the conservative reading."""
    classes: dict[Id, Id] = {}
    """classification (or `<classification>.<domain>`) -> value in the conservative reading."""


class Case(Record):
    """A test of the rubric that a domain expert can read: a sentence, a profile, what must come out."""

    name: Name
    base: Id | None = None
    """id of another case file's `bases` entry to start from."""
    profile: dict[str, Any] = {}
    """Merged over the base, mapping by mapping."""
    expect: Expectation


class CasesFile(Record):
    bases: dict[Id, dict[str, Any]] = {}
    cases: tuple[Case, ...] = ()


class RubricFolder(Record):
    """A whole rubric as read, before its references are resolved. Fields are the files (criteria and cases merged)."""

    rubric: RubricFile
    criteria: CriteriaFile
    pathways: PathwaysFile | None = None
    tolerance: ToleranceFile | None = None
    rules: RulesFile
    benefits: BenefitsFile | None = None
    indicators: IndicatorsFile | None = None
    cases: CasesFile = CasesFile()
