"""A staged release as commitments: what each stage waits for, what stops it, and what was seen since.

The commitments are written by `riskframe plan` and sealed by a digest. What happened afterwards (entered, met, seen) is
entered by hand, beside them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.records import Day, Id, Name, Record, Sha256, Text


class Met(Record):
    """When something was shown, and by what."""

    on: Day
    evidence: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Accepted evidence of the profile."""
    note: Text | None = None


class Seen(Record):
    """When a signal was seen."""

    on: Day
    note: Text


class Commitment(Record):
    """Something that has to be shown before a stage begins or ends."""

    id: Id
    text: Text
    condition: Name | None = None
    """A condition of the rubric: met where the assessment says so. The gate asks for it by itself."""
    met: Met | None = None
    """Filled in when it is shown."""


class Signal(Record):
    """Something at which a stage is stopped, or a new assessment is due."""

    id: Id
    text: Text
    seen: tuple[Seen, ...] = ()
    """Filled in whenever it is seen."""


class PlannedStage(Record):
    """One stage, named by its option."""

    option: Id
    entry: tuple[Commitment, ...] = ()
    """What has to be shown before it begins."""
    exit: tuple[Commitment, ...] = ()
    """What has to be shown before the next one begins."""
    watch: tuple[Text, ...] = ()
    stop: tuple[Signal, ...] = ()
    """Signals at which it is stopped."""
    told: tuple[Text, ...] = ()
    """Who is told, of what."""
    way_back: Text | None = None
    entered: Day | None = None
    """Filled in when it begins."""


class Plan(Record):
    """The stages of one model's release under one rubric."""

    riskframe_plan: Literal[1]
    """Version of the format."""
    model: Name
    rubric: Id
    written_on: Day
    """The day of the assessment that it was written from."""
    commitments: Sha256
    """Digest of everything that is not filled in later, as `riskframe plan` wrote it."""
    stages: Annotated[tuple[PlannedStage, ...], Field(min_length=1)]
    triggers: tuple[Signal, ...] = ()
    """What makes a new assessment due before this one expires."""

    @model_validator(mode="after")
    def _no_id_twice(self) -> Plan:
        problems = []
        for index, stage in enumerate(self.stages):
            for part in ("entry", "exit", "stop"):
                seen: set[str] = set()
                for place, item in enumerate(getattr(stage, part)):
                    if item.id in seen:
                        path = ("stages", index, part, place, "id")
                        problems.append(Problem("E427", path, f'the id "{item.id}" is used twice'))
                    seen.add(item.id)
        if problems:
            raise InvalidProblems(problems)
        return self


def commitments_digest(stages: tuple[PlannedStage, ...], triggers: tuple[Signal, ...], model: str, rubric: str) -> str:
    """SHA-256 over what a plan commits to, without what is filled in later."""
    later: dict[str, Any] = {
        "entered": True,
        "entry": {"__all__": {"met"}},
        "exit": {"__all__": {"met"}},
        "stop": {"__all__": {"seen"}},
    }
    said = [
        model,
        rubric,
        [stage.model_dump(mode="json", exclude=later) for stage in stages],
        [signal.model_dump(mode="json", exclude={"seen"}) for signal in triggers],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
