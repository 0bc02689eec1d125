"""What differs between two assessments."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from riskframe import Assessment, assess, load_profile, load_rubric
from riskframe.inquiry.comparison import Changed, compared
from riskframe.inquiry.whatif import REMOVE, Setting
from riskframe.loading.changed_profile import changed_profile
from riskframe.loading.profile_file import read_profile

SMALL = Path(__file__).parents[1] / "cli" / "small"


@cache
def one() -> Assessment:
    return assess(load_profile(SMALL / "model.yaml"), load_rubric(SMALL))


def other(*settings: Setting) -> Assessment:
    rubric = load_rubric(SMALL)
    return assess(changed_profile(read_profile(SMALL / "model.yaml"), settings, [rubric]).profile, rubric)


def test_the_same_twice() -> None:
    assert compared(one(), one()).same
    assert not compared(one(), one()).vanished


def test_everything_that_follows_from_one_rating() -> None:
    found = compared(one(), other(Setting("capability.bio.as_modified", "unknown")))
    assert not found.same
    assert Changed("aim", "gated_weights", "closed") in found.answers
    assert [(c.domain, c.option, c.before, c.after) for c in found.cells] == [
        ("bio", "gated_weights", (4, "intolerable"), (5, "intolerable")),
        ("bio", "open_weights", (4, "intolerable"), (5, "intolerable")),
    ]
    assert Changed("modified-unknown[bio]", None, "caps at api") in found.rules
    assert found.unknown[1] > found.unknown[0]
    back = compared(other(Setting("capability.bio.as_modified", "unknown")), one())
    assert Changed("modified-unknown[bio]", "caps at api", None) in back.rules
    assert [(c.after, c.before) for c in back.cells] == [(c.before, c.after) for c in found.cells]


def test_what_vanished_is_named() -> None:
    """Deleting adverse evidence or an assessor cannot be seen in one file."""
    found = compared(one(), other(Setting("assessors.lead", REMOVE)))
    assert found.vanished == ("lead",)
    found = compared(one(), other(Setting("evidence.survey", REMOVE), Setting("benefits.research", REMOVE)))
    assert found.vanished == ("survey",)
    assert compared(other(Setting("assessors.lead", REMOVE)), one()).vanished == ()


def test_another_rubric_is_said_first() -> None:
    moved = replace(one(), rubric=replace(one().rubric, version="9.9.9", digest="0" * 64))
    found = compared(one(), moved)
    assert found.rubric[0] == Changed("rubric", "small 1.0.0", "small 9.9.9")
    assert not found.same


def test_conditions() -> None:
    found = compared(one(), other(Setting("facts.update_channel", True)))
    assert found.conditions == (
        Changed("update-channel", "unmet: gated_weights and beyond", "met: gated_weights and beyond"),
    )
