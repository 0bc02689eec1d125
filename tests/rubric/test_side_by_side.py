"""Rubrics that use one name for different things are not read together, in whichever order they come."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import InvalidProblems
from riskframe.inquiry.together import assess_together
from riskframe.loading.rubric_folder import load_rubric, rubric_names
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.side_by_side import clashes
from tests.engine.packs import asked, pack, profile
from tests.engine.toy import described


def facts(**more: Any) -> Rubric:
    return pack("two", asked("own"), facts=[described("stage", **more)])


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (pack("two", asked("x", words=("none", "some", "all"))), "absent, partial, done; protective"),
        (pack("two", asked("x", polarity="risk")), "absent, partial, done; risk"),
        (pack("two", asked("x", words=("absent", "done"))), "absent, done; protective"),
        (pack("two", asked("x", per="domain"), units=[described("germs")]), "domain by domain"),
        (facts(type="number"), "number"),
        (facts(type="choice", choices=["first", "last"]), "first, last"),
    ],
)
def test_what_differs_is_refused_both_ways_round(other: Rubric, says: str) -> None:
    one = pack("one", asked("x"), facts=[described("stage", type="yes_no")])
    for pair in ((one, other), (other, one)):
        found = clashes(pair)
        assert [p.code for p in found] == ["E486"]
        assert says in found[0].message
        assert "one (" in found[0].message
        assert "two (" in found[0].message
        with pytest.raises(InvalidProblems, match="is not the same in"):
            assess_together(profile(), pair)


def test_what_is_alike_is_read_by_both() -> None:
    one, other = (pack(name, asked("x"), facts=[described("stage", type="yes_no")]) for name in ("one", "two"))
    assert clashes([one, other]) == []
    given = profile(ratings={"work": {"x": {"level": "done", "evidence": ["shown"]}}})
    found = assess_together(given, [one, other])
    assert [a.unknown for a in found.assessments] == [(), ()]


def test_the_bundled_rubrics_can_all_be_read_together() -> None:
    assert clashes([load_rubric(name) for name in rubric_names()]) == []
