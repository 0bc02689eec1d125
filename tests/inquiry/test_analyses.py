"""What differs between two analyses, against the analyses themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from riskframe import Assessment, assess, load_rubric
from riskframe.inquiry.analyses import AnalysesCompared, analyses_compared
from riskframe.inquiry.comparison import compared
from riskframe.inquiry.whatif import Setting
from riskframe.loading.changed_profile import changed_profile
from riskframe.loading.profile_file import read_profile

EXAMPLES = Path(__file__).parents[2] / "examples"
TUNED = "capability.autonomy.as_modified"


@cache
def of(*settings: tuple[str, object], example: str = "gpt-oss-120b") -> Assessment:
    rubric = load_rubric("seger-2023")
    supposed = changed_profile(read_profile(EXAMPLES / f"{example}.yaml"), [Setting(*s) for s in settings], [rubric])
    return assess(supposed.profile, rubric, analysis=True)


def differences(*settings: tuple[str, object]) -> AnalysesCompared:
    found = analyses_compared(of(), of(*settings))
    assert found is not None
    return found


def test_the_same_twice() -> None:
    found = analyses_compared(of(), of())
    assert found is not None
    assert found.same


def test_without_an_analysis_on_both_sides_there_is_nothing_to_compare() -> None:
    plain = assess(read_profile(EXAMPLES / "gpt-oss-120b.yaml").profile, load_rubric("seger-2023"))
    assert analyses_compared(plain, of()) is None
    assert compared(of(), of()).analysis is None
    assert compared(of(), of((TUNED, 3)), analysis=True).analysis is not None


def test_shares_are_those_of_both_sides_and_only_where_they_differ() -> None:
    before, after = of(), of((TUNED, 3))
    found = differences((TUNED, 3))
    assert found.shares
    listed = {(s.option, s.coupling): (s.before, s.after) for s in found.shares}
    for old, new in zip(before.sensitivity.shares, after.sensitivity.shares, strict=True):  # type: ignore[union-attr]
        for coupling, pair in old.most_open.items():
            same = all(abs(a - b) < 1e-9 for a, b in zip(pair, new.most_open[coupling], strict=True))
            assert ((old.option, coupling) in listed) != same
            if not same:
                assert listed[old.option, coupling] == (pair, new.most_open[coupling])


def test_one_change_made_is_one_change_less_to_make() -> None:
    step = next(d for d in differences((TUNED, 3)).distances if d.asked == "reach the next")
    assert step.before is not None
    assert step.after is not None
    assert (step.before.option, step.before.smallest) == ("api", 3)
    assert (step.after.option, step.after.smallest) == ("api", 2)


def test_what_knowing_is_worth_appears_with_weights() -> None:
    name = "stable-diffusion-1"
    weighted = of(("benefits.innovation.weight", 2), example=name)
    found = analyses_compared(of(example=name), weighted)
    assert found is not None
    assert weighted.sensitivity is not None
    assert weighted.sensitivity.value is not None
    assert not found.shares
    rated = {r.what: r.with_the_rest.gain for r in weighted.sensitivity.value.ratings if r.with_the_rest}
    assert len(rated) > 3
    assert {w.what: w.after for w in found.worth} == rated
    assert all(w.before is None for w in found.worth)
