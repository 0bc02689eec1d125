"""Dated facts of jurisdictions: what holds of the file that ships, and how triggers meet a profile."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from riskframe.bundled import bundled_dir
from riskframe.jurisdictions import Jurisdictions, LegalContext, jurisdiction_faults, legal_context
from riskframe.loading.jurisdictions_file import read_jurisdictions
from riskframe.loading.rubric_folder import load_rubric
from riskframe.profile import Profile

SHIPPED = read_jurisdictions().data
SECTIONS_CONFIRMED = {
    "Article 53(2)", "Commitment 6", "Commitment 7", "Commitment 9", "Measure 4.2", "Appendix 1.3, Measure 5.1",
}  # fmt: skip


def facts(*listed: dict[str, Any]) -> Jurisdictions:
    filled = [
        {"id": f"f{i}", "jurisdiction": "J", "instrument": "I", "title": "T", "says": "S", "kind": "law",
         "founded": "text", "as_of": "2026-01-01", "source": {"ref": "w"}, **given} for i, given in enumerate(listed)
    ]  # fmt: skip
    return Jurisdictions.model_validate(
        {"riskframe_jurisdictions": 1, "disclaimer": "D", "sources": {"w": {"title": "W"}}, "facts": filled}
    )


def profile(**more: Any) -> Profile:
    model = {"name": "M", "developer": "D", "modalities": ["text"], **more.pop("model", {})}
    return Profile.model_validate({"riskframe": 1, "model": model, "assessment": {"date": "2026-06-15"}, **more})


def beside(trigger: dict[str, Any], **more: Any) -> str:
    """The state of one fact with this trigger beside a profile."""
    found = legal_context(facts({"trigger": trigger}), profile(**more), load_rubric("seger-2023"), "d")
    return found.facts[0].state if found.facts else "not_met"


# --- the file that ships ---------------------------------------------------------------------------------------------


def test_the_facts_on_file_hold_together() -> None:
    assert list(jurisdiction_faults(SHIPPED)) == []
    assert {f.jurisdiction for f in SHIPPED.facts} == {
        "European Union", "California", "New York", "Illinois", "United States (federal)", "Republic of Korea",
    }  # fmt: skip
    assert {f.source.ref for f in SHIPPED.facts} == set(SHIPPED.sources), "no source without a fact"


def test_every_fact_is_dated_and_says_how_well_founded_it_is() -> None:
    for fact in SHIPPED.facts:
        assert fact.as_of == date(2026, 11, 1)
        assert fact.applies_from or fact.kind == "draft" or fact.founded == "weak", fact.id
        assert fact.note or fact.founded != "weak"
        if "secondary page" in SHIPPED.sources[fact.source.ref].title:
            assert fact.founded != "text", fact.id


def test_only_confirmed_sections_are_given() -> None:
    given = {f.source.section for f in SHIPPED.facts if f.source.section}
    assert given == SECTIONS_CONFIRMED
    assert not any(re.search(r"\b(Article|Art\.|Section|§) ?\d", f"{f.says} {f.note}") for f in SHIPPED.facts)


def test_days_are_those_of_the_sources() -> None:
    days = {f.id: (f.applies_from, f.applies_until) for f in SHIPPED.facts}
    assert days["eu-systemic-risk"][0] == date(2025, 8, 2)
    assert days["eu-enforcement"][0] == date(2026, 8, 2)
    assert days["eu-older-models"][1] == date(2027, 8, 2)
    assert days["ca-transparency-report"][0] == date(2026, 1, 1)
    assert days["ny-raise"][0] == date(2027, 1, 1)
    assert days["us-export-letter"] == (date(2026, 6, 12), date(2026, 6, 30))
    assert days["kr-basic-act"][0] == date(2026, 1, 22)


def test_nothing_is_concluded() -> None:
    text = (bundled_dir("rubrics") / "jurisdictions.yaml").read_text(encoding="utf-8")
    assert "not legal advice" in SHIPPED.disclaimer
    for word in ("you must", "is illegal", "is required to", "complies", "you are obliged", "is exempt from the law"):
        assert word not in text


# --- triggers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "more", "state"),
    [
        ({}, {}, "met"),
        ({"compute_above": 1e25}, {}, "unknown"),
        ({"compute_above": 1e25}, {"model": {"training_compute_flop": 1.1e25}}, "met"),
        ({"compute_above": 1e25}, {"model": {"training_compute_flop": 1e25}}, "not_met"),
        ({"weights_out": True}, {}, "unknown"),
        ({"weights_out": True}, {"release": {"proposed": "open_weights"}}, "met"),
        ({"weights_out": True}, {"release": {"proposed": "gated_weights"}}, "met"),
        ({"weights_out": True}, {"release": {"proposed": "api"}}, "not_met"),
        ({"weights_out": False}, {"release": {"proposed": "api"}}, "met"),
        ({"weights_out": True}, {"release": {"components": {"weights": "open"}}}, "met"),
        ({"weights_out": True}, {"release": {"components": {"model_parameters_final": "gated"}}}, "met"),
        ({"weights_out": True}, {"release": {"components": {"weights": "closed"}}}, "not_met"),
        ({"open_licence": True}, {}, "unknown"),
        ({"open_licence": True}, {"release": {"components": {"weights": {"status": "open"}}}}, "unknown"),
        (
            {"open_licence": True},
            {"release": {"components": {"weights": {"status": "open", "licence_kind": "open"}}}},
            "met",
        ),
        (
            {"open_licence": True},
            {"release": {"components": {"weights": {"status": "open", "licence_kind": "restricted"}}}},
            "not_met",
        ),
        ({"made_from_another": True}, {}, "unknown"),
        ({"made_from_another": True}, {"model": {"base_model": "B"}}, "met"),
        ({"released_before": "2025-08-02"}, {}, "unknown"),
        ({"released_before": "2025-08-02"}, {"release": {"date": "2025-08-01"}}, "met"),
        ({"released_before": "2025-08-02"}, {"release": {"date": "2025-08-02"}}, "not_met"),
        ({"also": ["signed"]}, {}, "unknown"),
        ({"compute_above": 1e25, "also": ["signed"]}, {"model": {"training_compute_flop": 2e25}}, "unknown"),
        ({"compute_above": 1e25, "also": ["signed"]}, {"model": {"training_compute_flop": 2e24}}, "not_met"),
    ],
)
def test_a_trigger_is_met_or_not_or_unknown(trigger: dict[str, Any], more: dict[str, Any], state: str) -> None:
    assert beside(trigger, **more) == state


@pytest.mark.parametrize(
    ("days", "timing"),
    [
        ({}, "undated"),
        ({"applies_from": "2026-06-15"}, "applies"),
        ({"applies_from": "2026-06-16"}, "not_yet"),
        ({"applies_from": "2026-01-01", "applies_until": "2026-06-15"}, "applies"),
        ({"applies_from": "2026-01-01", "applies_until": "2026-06-14"}, "ended"),
        ({"applies_until": "2026-06-14"}, "ended"),
    ],
)
def test_timing_is_that_of_the_day_of_the_assessment(days: dict[str, str], timing: str) -> None:
    assert legal_context(facts(days), profile(), None, "d").facts[0].timing == timing


def test_what_the_profile_is_not_is_left_out_by_name() -> None:
    data = facts({"trigger": {"compute_above": 1e26}}, {"trigger": {"compute_above": 1e24}}, {})
    found = legal_context(data, profile(model={"training_compute_flop": 1e25}), None, "d")
    assert found == LegalContext("D", "d", found.facts, ("f0",))
    assert [(f.id, f.state, [p.text for p in f.trigger]) for f in found.facts] == [
        ("f1", "met", ["training compute above 1e24 operations"]), ("f2", "met", []),
    ]  # fmt: skip


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ([{"id": "a"}, {"id": "a"}], "E411", ("facts", 1, "id")),
        ([{"source": {"ref": "x"}}], "E412", ("facts", 0, "source", "ref")),
        ([{"applies_from": "2026-02-01", "applies_until": "2026-01-01"}], "E490", ("facts", 0, "applies_until")),
        ([{"founded": "weak"}], "E490", ("facts", 0, "founded")),
        (
            [{"founded": "weak", "note": "One page.", "source": {"ref": "w", "section": "3"}}],
            "E490",
            ("facts", 0, "source", "section"),
        ),
    ],
)
def test_what_contradicts_itself_is_told(given: list[dict[str, Any]], code: str, path: tuple[Any, ...]) -> None:
    assert [(p.code, p.path) for p in jurisdiction_faults(facts(*given))] == [(code, path)]
