"""An organisation's file: what it changes, which way, and what it may not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from riskframe.assessment import assess
from riskframe.diagnostics import InvalidProblems, KeyPath
from riskframe.profile import Profile
from riskframe.rubric.overrides import OrganisationFile, Overridden, apply_overrides, with_overrides
from tests.rubric.small_rubric import Raw, folder, planted, resolved, small

TODAY = date(2026, 1, 31)
WHO = {"owner": "Head of risk", "reason": "The board decided so."}
UNTIL = "2026-12-31"


def entry(what: str, to: Any, **more: Any) -> Raw:
    return {"what": what, "to": to, **WHO, **more}


def organisation(tighten: list[Raw] | None = None, loosen: list[Raw] | None = None) -> OrganisationFile:
    raw = {"riskframe_organisation": 1, "organisation": "Example", "rubric": "small"}
    return OrganisationFile.model_validate({**raw, "tighten": tighten or [], "loosen": loosen or []})


def applied(tighten: list[Raw] | None = None, loosen: list[Raw] | None = None, rubric: Raw | None = None) -> Overridden:
    return apply_overrides(folder(rubric), organisation(tighten, loosen), TODAY)


def problems(found: Overridden) -> list[tuple[str, KeyPath]]:
    return [(p.code, p.path) for p in found.problems]


TIGHTER: list[tuple[str, Any]] = [
    ("tolerance.table.5.3", "intolerable"),
    ("tolerance.floors.5", 4),
    ("tolerance.unbacked", 5),
    ("tolerance.prevalence.group.4", 5),
    ("pathways.domains.scams.severity", 5),
    ("rules.verdict.cap", "closed"),
    ("rules.unassessed.cap", "closed"),
    ("rules.crowd.escalate", "board"),
    ("classifications.completeness.caps.thin", "api"),
    ("escalation.default", "executive"),
    ("escalation.tolerable_at_severity.4", "board"),
    ("benefits.innovation.keeps.gated", 0.5),
    ("criteria.context.effort.levels.1.ease", 2),
    ("criteria.context.availability.levels.4.ease", 3),
    ("screens.audio-only.suggests.capability.bio.as_modified.hi", 4),
    ("screens.audio-only", "off"),
    ("validity.months", 3),
    ("evidence_bars.fewest_samples", 100),
    ("evidence_bars.least_completed", 1.0),
    ("evidence_bars.most_errored", 0.0),
]
LOOSER: list[tuple[str, Any]] = [
    ("tolerance.table.4.4", "tolerable"),
    ("tolerance.floors.5", 2),
    ("tolerance.unbacked", 3),
    ("tolerance.prevalence.group.1", 3),
    ("pathways.domains.scams.severity", 3),
    ("rules.verdict.cap", "gated"),
    ("rules.crowd.escalate", "owner"),
    ("rules.notice.require.stage", "subsequent"),
    ("classifications.completeness.caps.thin", "weights"),
    ("escalation.irreversible", "owner"),
    ("benefits.evaluation.keeps.gated", 0.4),
    ("criteria.context.effort.levels.3.ease", 4),
    ("criteria.capability.bio.levels.4.ease", 3),
    ("screens.audio-only.suggests.capability.bio.as_modified.lo", 1),
    ("validity.months", 12),
    ("evidence_bars.fewest_samples", 5),
    ("evidence_bars.least_completed", 0.5),
    ("evidence_bars.most_errored", 0.5),
]


def test_what_a_rubric_leaves_to_the_defaults_can_be_tightened() -> None:
    found = applied([entry("evidence_bars.fewest_samples", 21)], rubric=planted(None, "rubric", "evidence_bars"))
    assert problems(found) == []
    assert found.folder.rubric.evidence_bars.fewest_samples == 21


def prepared(what: str, to: Any) -> Raw:
    """The small rubric with room to move where a change by itself would break it, or would change nothing."""
    raw = small()
    if what == "rules.crowd.escalate":
        next(r for r in raw["rules"]["rules"] if r["id"] == "crowd")["escalate"] = "executive"
    if what == "tolerance.table.4.4":
        raw["tolerance"]["table"][3][4] = raw["tolerance"]["table"][2][4] = "tolerable"
        raw["tolerance"]["table"][4][5] = "intolerable"
    if what.endswith(".lo"):
        raw["indicators"]["screens"][0]["suggests"]["capability.bio.as_modified"] = {"lo": 2, "hi": 3}
    return raw


@pytest.mark.parametrize(("what", "to"), TIGHTER, ids=[what for what, _ in TIGHTER])
def test_a_tightening_is_recognised_and_applied(what: str, to: Any) -> None:
    found = applied([entry(what, to)], rubric=prepared(what, to))
    assert problems(found) == []
    assert [(c.name, c.new, c.effect in ("strengthens", "neither")) for c in found.tightenings] == [(what, to, True)]
    assert found.loosenings == ()
    assert found.folder != folder(prepared(what, to))
    wrong = applied(loosen=[entry(what, to, expires=UNTIL)], rubric=prepared(what, to))
    assert problems(wrong) == [("E451", ("loosen", 0))]


@pytest.mark.parametrize(("what", "to"), LOOSER, ids=[what for what, _ in LOOSER])
def test_a_loosening_is_recognised_and_applied(what: str, to: Any) -> None:
    found = applied(loosen=[entry(what, to, expires=UNTIL)], rubric=prepared(what, to))
    if what == "benefits.evaluation.keeps.gated":
        # Less is kept at the gated option, so more is gained by going on: the direction is not that of the number.
        found = applied(loosen=[entry(what, 0.45, expires=UNTIL)], rubric=unrecovered())
    assert problems(found) == []
    assert [(c.name, c.effect) for c in found.loosenings] == [(what, "weakens")]
    assert found.tightenings == ()


@pytest.mark.parametrize(("what", "to"), LOOSER, ids=[what for what, _ in LOOSER])
def test_what_loosens_is_not_taken_for_a_tightening(what: str, to: Any) -> None:
    raw = prepared(what, to)
    if what == "benefits.evaluation.keeps.gated":
        raw, to = unrecovered(), 0.45
    found = applied([entry(what, to)], rubric=raw)
    assert problems(found) == [("E451", ("tighten", 0))]
    assert found.loosenings == found.tightenings == ()


def unrecovered() -> Raw:
    """A benefit that gated weights keep no more of than an API: to lower the share of the API makes a goal of it."""
    raw = small()
    raw["benefits"]["alternatives"] = []
    raw["benefits"]["benefits"][0]["keeps"] = {"closed": 0, "api": 0.4, "gated": 0.4, "weights": 1}
    return raw


def test_a_hard_rule_can_be_tightened_and_never_loosened() -> None:
    assert problems(applied([entry("rules.unassessed.cap", "closed")])) == []
    loosened = applied(loosen=[entry("rules.unassessed.cap", "gated", expires=UNTIL)])
    assert problems(loosened) == [("E452", ("loosen", 0))]
    assert loosened.loosenings == ()


def test_a_loosening_ends_on_its_day() -> None:
    what = ("rules.verdict.cap", "gated")
    assert problems(applied(loosen=[entry(*what, expires="2026-01-31")])) == []
    assert problems(applied(loosen=[entry(*what, expires="2026-01-30")])) == [("E453", ("loosen", 0, "expires"))]


def test_a_loosening_names_its_end() -> None:
    with pytest.raises(ValidationError):
        organisation(loosen=[entry("rules.verdict.cap", "gated")])


def test_a_tightening_past_its_day_stays_in_force() -> None:
    found = applied([entry("rules.verdict.cap", "closed", expires="2025-12-31")])
    assert [(p.code, p.severity) for p in found.problems] == [("W453", "warning")]
    assert found.tightenings[0].new == "closed"


WRONG: list[tuple[str, list[Raw], list[tuple[str, KeyPath]]]] = [
    ("what is not there", [entry("tolerance.floor.5", 4)], [("E450", ("tighten", 0, "what"))]),
    ("what is not open to change", [entry("rules.verdict.hard", True)], [("E450", ("tighten", 0, "what"))]),
    ("a cap for a rule that caps nothing", [entry("rules.crowd.cap", "api")], [("E450", ("tighten", 0, "what"))]),
    ("a screen that is not switched off", [entry("screens.audio-only", "on")], [("E450", ("tighten", 0, "to"))]),
    ("a number that is switched off", [entry("tolerance.unbacked", "off")], [("E450", ("tighten", 0, "to"))]),
    ("what is so already", [entry("tolerance.unbacked", 4)], [("E454", ("tighten", 0, "to"))]),
    ("the same twice", [entry("tolerance.unbacked", 5), entry("tolerance.unbacked", 5)],
     [("E454", ("tighten", 1, "what"))]),
    ("a value of another kind", [entry("tolerance.floors.5", "four")], [("E455", ("tighten", 0, "to"))]),
    ("a name that the rubric lacks", [entry("rules.verdict.cap", "vault")], [("E455", ("tighten", 0, "to"))]),
    ("a table out of order", [entry("tolerance.table.3.3", "intolerable")], [("E455", ("tighten", 0, "to"))] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("tighten", "codes"), [(t, c) for _, t, c in WRONG], ids=[name for name, _, _ in WRONG])
def test_an_entry_with_a_fault(tighten: list[Raw], codes: list[tuple[str, KeyPath]]) -> None:
    found = applied(tighten)
    assert problems(found) == codes


def test_a_close_name_is_suggested() -> None:
    (problem,) = applied([entry("tolerance.floor.5", 4)]).problems
    assert problem.hint == 'did you mean "tolerance.floors.5"?'


def test_values_that_hang_together_are_changed_together() -> None:
    both = [entry("tolerance.table.4.3", "intolerable"), entry("tolerance.table.5.3", "intolerable")]
    assert problems(applied(both[:1])) == [("E455", ("tighten", 0, "to"))]
    assert problems(applied(both)) == []


def test_a_file_about_another_rubric() -> None:
    file = organisation().model_copy(update={"rubric": "seger-2023"})
    assert problems(apply_overrides(folder(), file, TODAY)) == [("E450", ("rubric",))]


def test_the_words_of_a_change() -> None:
    (change,) = applied(loosen=[entry("rules.verdict.cap", "gated", expires=UNTIL)]).loosenings
    assert (
        change.words == "rules.verdict.cap: api becomes gated (Head of risk, until 2026-12-31): The board decided so."
    )


# --- in an assessment ------------------------------------------------------------------------------------------------

PROFILE: Raw = {
    "riskframe": 1,
    "model": {"name": "m", "developer": "d", "modalities": ["text"]},
    "release": {"proposed": "gated", "goals": ["evaluation"]},
    "assessment": {"date": "2026-01-31"},
    "evidence": [
        {"id": "e", "title": "Audit", "kind": "audit", "voice": "third_party",
         "verdict": {"framework": "scale", "level": "high", "standing": "at_or_above"}},
    ],
    "capabilities": {c: {"as_released": 1, "as_modified": 1, "evidence": ["e"]} for c in ("bio", "scams")},
    "ratings": {"topics": {"answered": {"paperwork": {"level": "clear", "evidence": ["e"]}}}},
    "facts": {"users": 1, "audited": True},
}  # fmt: skip


def test_a_loosening_is_shown_with_the_verdict_that_would_stand_without_it() -> None:
    rubric, profile = resolved(), Profile.model_validate(PROFILE)
    plain = assess(profile, rubric)
    assert (plain.verdict, plain.weakened, plain.unmodified_verdict) == ("not_supported", False, None)
    file = organisation(loosen=[entry("rules.verdict.cap", "gated", expires=UNTIL)])
    loosened, warnings = with_overrides(rubric, file, TODAY)
    assert warnings == ()
    found = assess(profile, loosened, unmodified=rubric)
    assert (found.verdict, found.weakened, found.unmodified_verdict) == ("supported", True, "not_supported")
    assert found.loosenings == loosened.overrides
    assert len(found.loosenings) == 1
    assert found.rubric.digest != plain.rubric.digest


def test_a_loosened_rubric_is_never_used_alone() -> None:
    file = organisation(loosen=[entry("rules.verdict.cap", "gated", expires=UNTIL)])
    loosened, _ = with_overrides(resolved(), file, TODAY)
    with pytest.raises(ValueError, match="unmodified rubric"):
        assess(Profile.model_validate(PROFILE), loosened)


def test_a_tightening_weakens_nothing() -> None:
    tightened, _ = with_overrides(resolved(), organisation([entry("rules.verdict.cap", "closed")]), TODAY)
    found = assess(Profile.model_validate(PROFILE), tightened)
    assert (found.start, found.weakened, found.loosenings) == ("closed", False, ())


def test_a_file_with_a_fault_is_not_used() -> None:
    with pytest.raises(InvalidProblems):
        with_overrides(resolved(), organisation([entry("rules.verdict.cap", "gated")]), TODAY)


def test_screens_are_taken_out_by_name() -> None:
    raw = planted({**small()["indicators"]["screens"][0], "id": "second"}, "indicators", "screens", 1)
    found = applied([entry("screens.audio-only", "off"), entry("screens.second.suggests.capability.bio.as_modified.hi", 3)],
                    rubric=raw)  # fmt: skip
    assert problems(found) == []
    assert found.folder.indicators is not None
    (screen,) = found.folder.indicators.screens
    assert (screen.id, screen.suggests["capability.bio.as_modified"].hi) == ("second", 3)
