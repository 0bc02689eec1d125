"""rules.yaml: conditions and their effects."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from riskframe.records import Id, Record, Text
from riskframe.rubric.schema.items import Item, LevelNumber, RawCondition


class Requirement(Record):
    """A condition of release: precedent (blocks the gate until met) or subsequent (watched afterwards)."""

    text: Text
    met_when: RawCondition
    stage: Literal["precedent", "subsequent"] = "precedent"


class ForEachDomain(Record):
    """Which domains a rule is written out for."""

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
    no_waiver: bool = False
    """Closed to waivers. An organisation may still loosen it by name, if it is not hard."""
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
    """What rules.yaml holds."""

    rules: tuple[Rule, ...]
