"""What if: places, kept evidence, assumed evidence, removals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riskframe.diagnostics import InvalidInput, InvalidProblems
from riskframe.inquiry.places import is_rating, place_of
from riskframe.inquiry.whatif import REMOVE, Setting, supposed
from riskframe.loading.changed_profile import changed_profile, parse_setting
from riskframe.loading.profile_file import ReadProfile, read_profile
from riskframe.loading.rubric_folder import load_rubric
from riskframe.rubric.resolve import Rubric

SMALL = Path(__file__).parents[1] / "cli" / "small"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(SMALL)


@pytest.fixture(scope="module")
def read() -> ReadProfile:
    return read_profile(SMALL / "model.yaml")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("capability.bio.as_modified", ("capabilities", "bio", "as_modified")),
        ("capabilities.bio.as_modified", ("capabilities", "bio", "as_modified")),
        ("context.run_ease", ("context", "run_ease")),
        ("context.availability.bio", ("context", "availability", "bio")),
        ("safeguards.filters.strength", ("safeguards", 0, "strength")),
        ("safeguards.0.strength", ("safeguards", 0, "strength")),
        ("evidence.tuned.status", ("evidence", 1, "status")),
        ("release.proposed", ("release", "proposed")),
        ("facts.stage", ("facts", "stage")),
        ("model.weights.sha256", ("model", "weights", "sha256")),
    ],
)
def test_where_a_name_leads(read: ReadProfile, rubric: Rubric, path: str, place: tuple[Any, ...]) -> None:
    assert place_of(path, read.tree.data, rubric.ratings) == place


def test_keys_with_dots_are_found() -> None:
    document = {"evidence": [{"id": "a.b"}, {"id": "a"}], "facts": {"x.y": 1}}
    assert place_of("evidence.a.b.status", document, {}) == ("evidence", 0, "status")
    assert place_of("evidence.a.status", document, {}) == ("evidence", 1, "status")
    assert place_of("facts.x.y", document, {}) == ("facts", "x.y")


@pytest.mark.parametrize(
    "path", ["foo.bar", "capability.bio.as_modfied", "evidence.nothing.status", "evidence.99.status"]
)
def test_a_name_that_leads_nowhere(read: ReadProfile, rubric: Rubric, path: str) -> None:
    with pytest.raises(InvalidProblems) as caught:
        place_of(path, read.tree.data, rubric.ratings)
    assert caught.value.problems[0].code == "E431"


def test_what_is_a_rating() -> None:
    assert is_rating(("capabilities", "bio", "as_modified"))
    assert is_rating(("context", "availability", "bio"))
    assert is_rating(("benefits", "research", "size"))
    assert is_rating(("safeguards", 0, "strength"))
    assert not is_rating(("capabilities", "bio", "evidence"))
    assert not is_rating(("release", "proposed"))


def made(read: ReadProfile, rubric: Rubric, *settings: Setting) -> dict[str, Any]:
    before = repr(read.tree.data)
    found = supposed(read.tree.data, settings, [rubric]).document
    assert repr(read.tree.data) == before, "the document given stays as it is"
    return found


def test_a_new_level_keeps_what_the_old_one_rested_on(read: ReadProfile, rubric: Rubric) -> None:
    found = made(read, rubric, Setting("capability.bio.as_modified", 3))["capabilities"]["bio"]["as_modified"]
    assert found == {"level": 3, "evidence": ["tuned"], "rationale": "One run only."}
    found = made(read, rubric, Setting("capability.bio.as_modified", "unknown"))["capabilities"]["bio"]["as_modified"]
    assert found == {"unknown": True, "evidence": ["tuned"], "rationale": "One run only."}
    interval = {"lo": 1, "best": 1, "hi": 2, "evidence": ["suite"]}
    found = made(read, rubric, Setting("capability.bio.as_modified", interval))["capabilities"]["bio"]["as_modified"]
    assert found == {**interval, "rationale": "One run only."}


def test_evidence_is_assumed_only_where_there_is_none(read: ReadProfile, rubric: Rubric) -> None:
    beside = supposed(read.tree.data, [Setting("capability.cyber.as_released", 3)], [rubric])
    assert beside.assumed == (), "the block's evidence stands for it"
    alone = supposed(read.tree.data, [Setting("context.record", 4)], [rubric])
    assert len(alone.assumed) == 1
    assert alone.document["context"]["record"] == {"level": 4, "evidence": ["assumed"]}
    item = alone.document["evidence"][-1]
    assert (item["kind"], "voice" in item) == ("document", False)
    unknown = supposed(read.tree.data, [Setting("context.record", "unknown")], [rubric])
    assert unknown.assumed == ()


def test_a_comparator_is_assumed_where_nothing_else_counts(read: ReadProfile, rubric: Rubric) -> None:
    found = supposed(read.tree.data, [Setting("context.availability.bio", 5)], [rubric])
    assert len(found.assumed) == 2
    assert found.document["context"]["availability"]["bio"]["comparators"][0]["result"] == "assumed"
    kept = supposed(read.tree.data, [Setting("context.availability.cyber", 5)], [rubric])
    assert kept.assumed == ()


def test_one_item_of_evidence_is_assumed_for_all(read: ReadProfile, rubric: Rubric) -> None:
    found = made(read, rubric, Setting("context.record", 4), Setting("context.availability.bio", 5))
    assert [e["id"] for e in found["evidence"]].count("assumed") == 1


def test_what_stands_below_a_level_in_one_word(read: ReadProfile, rubric: Rubric) -> None:
    found = made(read, rubric, Setting("capability.bio.as_released.rationale", "Seen twice."))
    assert found["capabilities"]["bio"]["as_released"] == {"level": 1, "rationale": "Seen twice."}
    with pytest.raises(InvalidProblems, match="nothing can stand below it"):
        made(read, rubric, Setting("release.proposed.x", 1))


def test_removal(read: ReadProfile, rubric: Rubric) -> None:
    assert made(read, rubric, Setting("safeguards.filters", REMOVE))["safeguards"] == []
    assert "run_ease" not in made(read, rubric, Setting("context.run_ease", REMOVE))["context"]
    with pytest.raises(InvalidProblems, match="to remove"):
        made(read, rubric, Setting("context.record", REMOVE))


def test_a_setting_is_read_as_yaml() -> None:
    assert parse_setting("a.b=3") == Setting("a.b", 3)
    assert parse_setting("a.b={lo: 1, best: 2, hi: 2}").value == {"lo": 1, "best": 2, "hi": 2}
    assert parse_setting("a.b= no ").value == "no"
    for text in ("a.b", "=3", "a.b=", "a.b=[", "a.b=&x 3"):
        with pytest.raises(InvalidInput):
            parse_setting(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("model.parameters", "many"),
        ("capability.bio.as_modified", 9),
        ("release.proposed", "frob"),
        ("evidence.tuned.kind", "x"),
    ],
)
def test_a_fault_names_the_setting_and_not_the_file(
    read: ReadProfile, rubric: Rubric, path: str, value: object
) -> None:
    with pytest.raises(InvalidInput) as caught:
        changed_profile(read, [Setting("context.record", 4), Setting(path, value)], [rubric])
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.position is None
        assert diagnostic.message.startswith(f"--set {path}: ")


def test_a_removal_that_leaves_a_gap_names_the_removal(read: ReadProfile, rubric: Rubric) -> None:
    with pytest.raises(InvalidInput) as caught:
        changed_profile(read, [Setting("model.developer", REMOVE)], [rubric])
    assert caught.value.diagnostics[0].message.startswith("--remove model.developer: missing key")
