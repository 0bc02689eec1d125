"""What laws and codes say about releases like this one: dated facts laid beside a profile, never a legal conclusion.

Each fact names its source, the day it applies from, the day as of which it was looked up, and how well founded it is. Its
trigger is what a profile can tell: met, not met, or unknown. Whether a law applies to somebody is for a lawyer to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from riskframe.diagnostics import Problem
from riskframe.profile import Component, Profile
from riskframe.records import Day, Id, Name, Record, Text
from riskframe.rubric.resolve import Rubric

State = Literal["met", "unknown", "not_met"]
Founded = Literal["text", "secondary", "weak"]
Timing = Literal["applies", "not_yet", "ended", "undated"]
PARAMETERS = ("weights", "model_parameters_final")
"""Components that are the weights, in the rubrics that know components."""


class Work(Record):
    """A source of facts."""

    title: Name
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)] | None = None


class Cited(Record):
    """Where a fact comes from. A section is given only where it was confirmed."""

    ref: Id
    section: Name | None = None


class Trigger(Record):
    """What of a profile a fact speaks of; every part has to hold. A trigger without parts holds for every release."""

    compute_above: Annotated[float, Field(gt=0)] | None = None
    """More operations of training than this (`model.training_compute_flop`)."""
    weights_out: bool | None = None
    """The proposed option is irreversible, or the weights are an open or gated component."""
    open_licence: bool | None = None
    """The kind of licence of the weights as a component is `open` or `open_wrong_type`."""
    made_from_another: bool | None = None
    """The profile names a base model."""
    released_before: Day | None = None
    """`release.date` is before this day."""
    also: tuple[Name, ...] = ()
    """What no profile can state; always unknown."""


class LegalFact(Record):
    """One dated fact of one jurisdiction."""

    id: Id
    jurisdiction: Name
    instrument: Name
    title: Name
    says: Text
    kind: Literal["law", "code", "order", "guidance", "draft"]
    applies_from: Day | None = None
    """Absent: no day is known."""
    applies_until: Day | None = None
    """The last day, where it has ended or was lifted."""
    founded: Founded
    """`text`: its text was read; `secondary`: pages about it agree; `weak`: one page, a conflict, or an inference."""
    as_of: Day
    """When it was looked up."""
    source: Cited
    note: Text | None = None
    trigger: Trigger = Trigger()


class Jurisdictions(Record):
    """The file of facts."""

    riskframe_jurisdictions: Literal[1]
    disclaimer: Text
    sources: dict[Id, Work]
    facts: Annotated[tuple[LegalFact, ...], Field(min_length=1)]


def jurisdiction_faults(data: Jurisdictions) -> Iterator[Problem]:
    """What is wrong beyond the shape: sources that are not there, ids given twice, days that contradict each other."""
    seen: set[str] = set()
    for i, fact in enumerate(data.facts):
        where = ("facts", i)
        if fact.id in seen:
            yield Problem("E411", (*where, "id"), f'the fact "{fact.id}" is there twice')
        seen.add(fact.id)
        if fact.source.ref not in data.sources:
            message = f'"{fact.source.ref}" is no source of this file'
            yield Problem("E412", (*where, "source", "ref"), message, tuple(data.sources))
        if fact.applies_until and fact.applies_from and fact.applies_until < fact.applies_from:
            yield Problem("E490", (*where, "applies_until"), "it would end before it applies")
        if fact.founded == "weak" and fact.note is None:
            yield Problem("E490", (*where, "founded"), "a weakly founded fact says why in a note")
        if fact.source.section is not None and fact.founded == "weak":
            yield Problem("E490", (*where, "source", "section"), "a section is given only where it was confirmed")


# --- beside a profile ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TriggerPart:
    """One part of a trigger in words, and whether the profile says that it holds."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class LegalFactShown:
    """A fact beside a profile. `met` says that what it speaks of is so, not that the law applies."""

    id: str
    jurisdiction: str
    instrument: str
    title: str
    says: str
    kind: str
    timing: Timing
    """On the day of the assessment."""
    applies_from: str | None
    applies_until: str | None
    founded: Founded
    as_of: str
    source: str
    section: str | None
    url: str | None
    note: str | None
    state: State
    trigger: tuple[TriggerPart, ...]
    """Empty: it speaks of every release."""


@dataclass(frozen=True, slots=True)
class LegalContext:
    """Facts whose triggers are met or unknown, by jurisdiction in the order of the file. No rule and no gate reads them."""

    disclaimer: str
    digest: str
    """SHA-256 of the file of facts."""
    facts: tuple[LegalFactShown, ...]
    """Those whose trigger is met or unknown."""
    left_out: tuple[str, ...]
    """Ids of the facts whose trigger is not met."""


def legal_context(data: Jurisdictions, profile: Profile, rubric: Rubric | None, digest: str) -> LegalContext:
    """The facts beside a profile, on the day of its assessment. What the profile does not say is unknown, never `not_met`.

    rubric: tells whether the proposed option puts weights out; None where there is none.
    """
    shown = [_shown(fact, data, profile, rubric) for fact in data.facts]
    return LegalContext(
        data.disclaimer, digest, tuple(s for s in shown if s.state != "not_met"),
        tuple(s.id for s in shown if s.state == "not_met"),
    )  # fmt: skip


def _shown(fact: LegalFact, data: Jurisdictions, profile: Profile, rubric: Rubric | None) -> LegalFactShown:
    parts = tuple(_parts(fact.trigger, profile, rubric))
    states = {part.state for part in parts}
    state: State = "not_met" if "not_met" in states else "unknown" if "unknown" in states else "met"
    work = data.sources[fact.source.ref]
    return LegalFactShown(
        fact.id, fact.jurisdiction, fact.instrument, fact.title, fact.says, fact.kind,
        _timing(fact, profile.assessment.date), _iso(fact.applies_from), _iso(fact.applies_until), fact.founded,
        fact.as_of.isoformat(), work.title, fact.source.section, work.url, fact.note, state, parts,
    )  # fmt: skip


def _timing(fact: LegalFact, day: date) -> Timing:
    if fact.applies_until is not None and day > fact.applies_until:
        return "ended"
    if fact.applies_from is None:
        return "undated"
    return "applies" if fact.applies_from <= day else "not_yet"


def _parts(trigger: Trigger, profile: Profile, rubric: Rubric | None) -> Iterator[TriggerPart]:
    if trigger.compute_above is not None:
        compute = profile.model.training_compute_flop
        holds = None if compute is None else compute > trigger.compute_above
        yield _part(
            f"training compute above {trigger.compute_above:.0e} operations".replace("e+", "e"), holds, wanted=True
        )
    for wanted, holds, text in (
        (trigger.weights_out, _weights_out(profile, rubric), "weights leave the developer"),
        (trigger.open_licence, _open_licence(profile), "the weights are under an open licence"),
        (trigger.made_from_another, profile.model.base_model is not None or None, "made from another model"),
    ):
        if wanted is not None:
            yield _part(text if wanted else f"not: {text}", holds, wanted=wanted)
    if trigger.released_before is not None:
        day = profile.release.date
        text = f"released before {trigger.released_before.isoformat()}"
        yield _part(text, None if day is None else day < trigger.released_before, wanted=True)
    yield from (TriggerPart(text, "unknown") for text in trigger.also)


def _part(text: str, holds: bool | None, *, wanted: bool) -> TriggerPart:
    return TriggerPart(text, "unknown" if holds is None else "met" if holds is wanted else "not_met")


def _weights_out(profile: Profile, rubric: Rubric | None) -> bool | None:
    statuses = [component.status for component in _weights(profile)]
    if any(status in ("open", "gated") for status in statuses):
        return True
    proposed = profile.release.proposed
    for option in rubric.options if rubric else ():
        if option.id == proposed:
            return option.irreversible
    return False if statuses else None


def _open_licence(profile: Profile) -> bool | None:
    kinds = [component.licence_kind for component in _weights(profile) if component.licence_kind is not None]
    return any(kind in ("open", "open_wrong_type") for kind in kinds) if kinds else None


def _weights(profile: Profile) -> Iterator[Component]:
    for name in PARAMETERS:
        given = profile.release.components.get(name)
        if given is not None:
            yield Component(status=given) if isinstance(given, str) else given


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
