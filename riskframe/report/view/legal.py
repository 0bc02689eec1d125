"""The section on laws and codes: dated facts beside the profile, as the assessment holds them."""

from __future__ import annotations

from typing import NamedTuple

from riskframe.assessment import Assessment
from riskframe.jurisdictions import LegalFactShown
from riskframe.report.view.decision import date_words
from riskframe.report.words import Words


class LegalRow(NamedTuple):
    """One fact."""

    jurisdiction: str
    instrument: str
    title: str
    says: str
    note: str
    timing: str
    founded: str
    source: str
    state: str
    trigger: str
    """The parts of its trigger, each with its state; what a fact without one speaks of."""


class LegalSection(NamedTuple):
    """The facts whose triggers are met or unknown, and how many are left out."""

    disclaimer: str
    rows: tuple[LegalRow, ...]
    left_out: str


def legal_section(assessment: Assessment, words: Words) -> LegalSection | None:
    """None where the context was not asked for."""
    found = assessment.legal_context
    if found is None:
        return None
    left = words.number("legal.left_out", len(found.left_out)) if found.left_out else ""
    return LegalSection(found.disclaimer, tuple(_row(fact, words) for fact in found.facts), left)


def _row(fact: LegalFactShown, words: Words) -> LegalRow:
    parts = [words("legal.part", text=p.text, state=words(f"legal.state.{p.state}")) for p in fact.trigger]
    source = f"{fact.source}, {fact.section}" if fact.section else fact.source
    return LegalRow(
        fact.jurisdiction, fact.instrument, fact.title, fact.says, fact.note or "", _timing(fact, words),
        words(f"legal.founded.{fact.founded}"), words("legal.source", source=source, day=date_words(fact.as_of, words)),
        words(f"legal.state.{fact.state}"), "; ".join(parts) or words("legal.always"),
    )  # fmt: skip


def _timing(fact: LegalFactShown, words: Words) -> str:
    if fact.timing == "undated":
        return words("legal.timing.draft" if fact.kind == "draft" else "legal.timing.undated")
    day = fact.applies_until if fact.timing == "ended" else fact.applies_from
    return words(f"legal.timing.{fact.timing}", day=date_words(day or "", words))
