"""What a name means: everything that a rubric names has a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.inquiry.lookup import Page, look_up, names
from riskframe.loading.rubric_folder import load_rubric, rubric_names
from riskframe.rubric.resolve import Rubric

SMALL = Path(__file__).parents[1] / "cli" / "small"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(SMALL)


def only(rubric: Rubric, *words: str) -> dict[str, str | tuple[str, ...]]:
    (page,) = look_up(rubric, words)
    return dict(page.sections)


@pytest.mark.parametrize("name", [*rubric_names(), str(SMALL)])
def test_every_name_that_is_suggested_has_a_page(name: str) -> None:
    rubric = load_rubric(name)
    for word in names(rubric):
        pages = look_up(rubric, (word,))
        assert pages, word
        assert all(page.title and page.sections for page in pages), word


def test_a_rule(rubric: Rubric) -> None:
    page = only(rubric, "modified-unknown")
    assert page["Effect"] == "Caps at api: no more open option can be reached."
    assert page["One rule for each of"] == ("cyber", "bio")
    assert page["Fires when (here for cyber)"] == "capability.cyber.as_modified is unknown"
    assert page["Hard"]
    page = only(rubric, "modified-unknown[bio]")
    assert "One rule for each of" not in page
    assert page["Fires when (here for bio)"] == "capability.bio.as_modified is unknown"


def test_each_effect_in_words(rubric: Rubric) -> None:
    assert (
        only(rubric, "update-channel")["Effect"]
        == "Requires before release: Run a channel by which users learn of corrections."
    )
    assert only(rubric, "update-channel")["Met when"] == "facts.update_channel is True"
    assert only(rubric, "judged")["Effect"] == "Escalates the sign-off to board."
    assert only(rubric, "harmless")["Effect"] == "Notes: Openness is the presumption."


def test_a_criterion_by_id_by_path_and_by_one_of_its_ratings(rubric: Rubric) -> None:
    by_path = only(rubric, "context.run_ease")
    assert only(rubric, "run_ease")["Asks"] == by_path["Asks"]
    assert by_path["Levels (the highest level is the harmful end)"][3] == "4: One consumer card. [ease 4]"
    assert by_path["Read by"] == ('step "Run and adapt it" in the pathways of cyber, bio',)
    one = only(rubric, "capability.bio.as_modified")
    assert one["Rated as"] == ("capability.bio.as_modified",)
    assert "rule very-able in bio" in one["Read by"]


def test_a_level(rubric: Rubric) -> None:
    page = only(rubric, "context.availability", "4")
    assert page["Level text"] == "One open model does as well."
    assert str(page["Ease"]).startswith("3 of 5, stated by the rubric")
    assert str(only(rubric, "context.record", "2")["Ease"]).startswith("4 of 5, the level mirrored")
    assert str(only(rubric, "run_ease", "2")["Ease"]).startswith("2 of 5, the level itself")
    assert look_up(rubric, ("context.run_ease", "9")) == ()
    assert look_up(rubric, ("nothing", "1")) == ()


def test_a_name_of_several_things_has_several_pages(rubric: Rubric) -> None:
    assert [page.kind for page in look_up(rubric, ("bio",))] == ["criterion", "domain"]


def test_the_basis_says_who_stands_behind_it(rubric: Rubric) -> None:
    (page,) = look_up(rubric, ("open-needs-a-record",))
    assert page.basis == "paper: work (A work on openness)"


def test_nothing_of_that_name(rubric: Rubric) -> None:
    assert look_up(rubric, ("frob",)) == ()
    assert look_up(rubric, ("a", "b", "c")) == ()
    assert look_up(rubric, ()) == ()


def test_pages_hold_no_empty_section(rubric: Rubric) -> None:
    pages: list[Page] = [page for word in names(rubric) for page in look_up(rubric, (word,))]
    assert all(body for page in pages for _, body in page.sections)
