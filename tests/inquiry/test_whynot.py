"""Why not: the obstacles, and what would be enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.assessment import evaluated
from riskframe.cli.look.obstacles import obstacles
from riskframe.cli.look.style import Style
from riskframe.engine.evaluate import Evaluation
from riskframe.inquiry.whatif import Setting
from riskframe.inquiry.whynot import common, why_not
from riskframe.loading.changed_profile import changed_profile
from riskframe.loading.profile_file import read_profile
from riskframe.loading.rubric_folder import load_rubric

SMALL = Path(__file__).parents[1] / "cli" / "small"


def found(*settings: Setting) -> Evaluation:
    rubric = load_rubric(SMALL)
    return evaluated(changed_profile(read_profile(SMALL / "model.yaml"), settings, [rubric]).profile, rubric)


def test_each_obstacle_with_what_holds_it() -> None:
    said = why_not(found(), "open_weights")
    assert not said.reached
    (domain,) = said.domains
    assert (domain.domain, domain.option, domain.level, domain.severity) == ("bio", "gated_weights", 4, 5)
    assert {"What it gives after tuning", "Run and adapt it"} <= set(domain.binding)
    assert domain.easiest.path in ("bio:bypass", "bio:weights")
    assert min(step.ease for step in domain.easiest.steps) == domain.level
    assert not domain.in_central_too
    (rule,) = said.rules
    assert (rule.key, rule.cap, rule.in_central_too) == ("open-needs-a-record", "gated_weights", True)
    assert [c.id for c in said.asked] == ["update-channel"]


def test_what_it_asks_for_is_enough_and_nothing_in_it_is_idle() -> None:
    """Settled as the answer says, the option is reached; with one of them left out, it is not."""
    stage = why_not(found(), "open_weights").would_be
    assert stage.how == "resolving"
    for need in stage.needs:
        mild = [Setting(path, 1 if path.startswith("capability") else 5) for path in need.criteria]
        assert why_not(found(*mild), "open_weights").reached
        for left_out in range(len(mild)):
            rest = mild[:left_out] + mild[left_out + 1 :]
            assert not why_not(found(*rest), "open_weights").reached


def test_an_option_that_is_reached() -> None:
    said = why_not(found(), "api")
    assert said.reached
    assert (said.domains, said.rules, said.classes, said.asked) == ((), (), (), ())
    assert why_not(found(), "closed").reached


def test_an_unknown_option() -> None:
    with pytest.raises(KeyError):
        why_not(found(), "frob")


def test_what_minimal_sets_have_in_common() -> None:
    stage = why_not(
        found(Setting("capability.cyber.as_modified", {"lo": 2, "best": 3, "hi": 4})), "open_weights"
    ).would_be
    shared, rests = common(stage)
    assert "context.record" in shared
    for need in stage.needs:
        assert set(shared) <= set(need.criteria)
    assert all(not set(rest) & set(shared) for rest in rests)


def test_a_missing_goal_is_an_obstacle_of_its_own() -> None:
    said = why_not(found(Setting("release.goals", []), Setting("capability.bio.as_modified", 2)), "gated_weights")
    assert said.reached
    assert said.goal_missing


EXAMPLES = SMALL.parents[2] / "examples"


def told(example: str, option: str) -> str:
    rubric = load_rubric("seger-2023")
    e = evaluated(read_profile(EXAMPLES / f"{example}.yaml").profile, rubric)
    return obstacles(why_not(e, option), rubric, Style(width=10_000))


@pytest.mark.parametrize("example", sorted(p.stem for p in EXAMPLES.glob("*.yaml") if p.stem != "history"))
def test_the_answer_ends_with_what_would_make_the_difference(example: str) -> None:
    rubric = load_rubric("seger-2023")
    e = evaluated(read_profile(EXAMPLES / f"{example}.yaml").profile, rubric)
    for option in rubric.options:
        said = why_not(e, option.id)
        text = obstacles(said, rubric, Style(width=10_000))
        assert ("It would be supported if" in text) == (not said.reached)
        if said.reached:
            continue
        ways = text.partition("It would be supported if")[2].splitlines()[1:]
        assert ways[0].startswith("  - "), text
        named = {c for need in said.would_be.needs for c in need.criteria}
        assert all(f"({name})" in text for name in named if name in rubric.ratings)


def test_more_than_the_searched_sizes_is_not_called_impossible() -> None:
    """Every rating at its favourable end does reach it, so saying that nothing would help is wrong."""
    text = told("deepseek-r1", "api")
    assert "Nothing that is still open would help" not in text
    assert "No 4 of them or fewer are enough (proved), and of these none can be spared" in text


def test_ratings_that_speak_against_it_would_have_to_be_others() -> None:
    worse = {"lo": 5, "best": 5, "hi": 5}
    said = why_not(found(Setting("capability.bio.as_modified", worse)), "gated_weights")
    assert said.would_be.how == "none"
    assert said.found_otherwise is not None
    assert said.found_otherwise.flips
    text = obstacles(said, load_rubric(SMALL), Style(width=10_000))
    ways = text.partition("It would be supported if")[2]
    for flip in said.found_otherwise.flips[:2]:
        for change in flip.changes:
            assert f"{change.what}) were {change.to}" in ways or f"{change.what} were {change.to}" in ways


def test_rules_that_read_facts_are_named_once_with_their_domains() -> None:
    text = told("gpt-oss-120b", "open_weights")
    ways = text.partition("It would be supported if")[2]
    assert ways.count("(outside-evidence) did not fire in influence_operations, surveillance, cyber_offence") == 1
    assert "takes other facts or evidence than the ratings' levels" in ways
