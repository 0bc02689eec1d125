"""The gate by itself: a pure function from an assessment and a day to a code and findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import Assessment, assess, load_profile, load_rubric
from riskframe.gate.codes import TITLES, WORST_FIRST, ExitCode, worst
from riskframe.gate.judge import NothingProposed, judge

SMALL = Path(__file__).parents[1] / "cli" / "small"
DAY = date(2026, 2, 1)


@cache
def shut() -> Assessment:
    """Open weights are proposed, and the evidence does not suffice."""
    return assess(load_profile(SMALL / "model.yaml"), load_rubric(SMALL))


@cache
def opened() -> Assessment:
    """The API is proposed, and supported."""
    profile = load_profile(SMALL / "model.yaml")
    release = profile.release.model_copy(update={"proposed": "api"})
    return assess(profile.model_copy(update={"release": release}), load_rubric(SMALL))


def test_open_has_no_finding() -> None:
    assert judge(opened(), DAY).code is ExitCode.OK
    assert judge(opened(), DAY).findings == ()


def test_every_reason_of_a_verdict_is_a_finding() -> None:
    judged = judge(shut(), DAY)
    assert judged.code is ExitCode.INSUFFICIENT
    assert shut().decision is not None
    assert shut().decision.proposed is not None  # type: ignore[union-attr]
    assert tuple(f.text for f in judged.findings) == shut().decision.proposed.reasons  # type: ignore[union-attr]


def test_a_verdict_against_it_shuts_the_gate_even_if_it_gives_no_reason() -> None:
    decision = shut().decision
    assert decision is not None
    assert decision.proposed is not None
    silent = replace(shut(), decision=replace(decision, proposed=replace(decision.proposed, reasons=())))
    assert judge(silent, DAY).code is ExitCode.INSUFFICIENT


def test_a_loosened_rubric_needs_a_signed_waiver() -> None:
    judged = judge(replace(opened(), weakened=True, loosenings=("the table of scams",)), DAY)
    assert judged.code is ExitCode.UNMET
    assert "the table of scams" in judged.findings[0].text


@given(st.integers(-800, 800))
def test_a_day_outside_the_validity_never_opens_it(days: int) -> None:
    assessed = date.fromisoformat(opened().validity.assessed_on)
    expires = date.fromisoformat(opened().validity.expires_on)
    day = assessed + timedelta(days)
    stale = not assessed <= day <= expires or day > date(2026, 6, 30)  # when the last evidence runs out
    assert (judge(opened(), day).code is ExitCode.STALE) == stale


@given(st.text("0123456789abcdef", min_size=64, max_size=64) | st.none())
def test_only_the_assessed_weights_open_it(digest: str | None) -> None:
    own = opened().model.weights_sha256
    assert judge(opened(), DAY, weights_sha256=own).code is ExitCode.OK
    if digest is not None and digest != own:
        assert judge(opened(), DAY, weights_sha256=digest).code is ExitCode.STALE


def test_evidence_that_nothing_rests_on_may_run_out() -> None:
    item = replace(opened().evidence[0], id="old", valid_until="2026-01-31", cited_by=())
    assert judge(replace(opened(), evidence=(*opened().evidence, item)), DAY).code is ExitCode.OK
    cited = replace(item, cited_by=("context.run_ease",))
    assert judge(replace(opened(), evidence=(*opened().evidence, cited)), DAY).code is ExitCode.STALE
    refused = replace(cited, accepted=False, why_not="it is marked rejected")
    assert judge(replace(opened(), evidence=(*opened().evidence, refused)), DAY).code is ExitCode.OK


def test_nothing_proposed_is_no_green_light() -> None:
    decision = opened().decision
    assert decision is not None
    with pytest.raises(NothingProposed, match=r"release\.proposed"):
        judge(replace(opened(), decision=replace(decision, proposed=None)), DAY)
    with pytest.raises(NothingProposed, match="knows no options"):
        judge(replace(opened(), decision=None), DAY)


def test_the_worst_of_several_codes() -> None:
    """5, 3, 7, 1, 4, 6, 0, in whatever order they come."""
    assert [int(code) for code in WORST_FIRST] == [5, 3, 7, 1, 4, 6, 0]
    for codes in permutations(WORST_FIRST, 3):
        assert worst(codes) is min(codes, key=WORST_FIRST.index)
    assert worst([]) is ExitCode.OK


def test_each_code_has_a_title_and_keeps_its_number() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0, "NOT_SUPPORTED": 1, "USAGE": 2, "INVALID": 3, "INSUFFICIENT": 4, "INTERNAL": 5, "UNMET": 6, "STALE": 7,
    }  # fmt: skip
    assert TITLES.keys() == set(ExitCode)
