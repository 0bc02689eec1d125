"""The static self-check: one planted fault in a rubric without faults is refused, with its code and at its place."""

from __future__ import annotations

import time
from typing import Any

import pytest

from riskframe.diagnostics import KeyPath
from riskframe.rubric.check import check_rubric
from tests.rubric.small_rubric import CONTROLS, faults, found, index_of, planted, resolved, small

OPTIONS = ("rubric", "options")
STEPS = ("pathways", "default", "steps")
LOOSER = {"any_of": {"over": "safeguards", "where": {"kind": "controls", "tested": "audit"}}}


def rule(name: str, *more: str | int) -> KeyPath:
    return ("rules", "rules", index_of(name), *more)


def test_the_small_rubric_has_no_fault() -> None:
    assert found(small()) == []


CHAIN: list[tuple[str, Any, KeyPath]] = [
    ("the floor says so", "api_only", (*OPTIONS, 0, "headline")),
    ("only the floor says so", "not_for_now", (*OPTIONS, 1, "headline")),
    ("the floor grants nothing", "partly", (*OPTIONS, 0, "affordances", "query")),
    ("nothing to take back at the floor", True, (*OPTIONS, 0, "irreversible")),
    ("no way back from a way back", False, (*OPTIONS, 3, "irreversible")),
    ("grants never shrink", "partly", (*OPTIONS, 2, "affordances", "query")),
    ("abilities never grow", "full", (*OPTIONS, 2, "abilities", "patch")),
    ("shares never shrink", 0.3, ("benefits", "benefits", 0, "keeps", "gated")),
    ("the most open option keeps all", 0.9, ("benefits", "benefits", 0, "keeps", "weights")),
]


@pytest.mark.parametrize(("value", "path"), [(v, p) for _, v, p in CHAIN], ids=[name for name, _, _ in CHAIN])
def test_a_broken_chain(value: Any, path: KeyPath) -> None:
    wrong = planted(value, *path)
    if path == (*OPTIONS, 0, "irreversible"):
        wrong["rubric"]["options"][1]["irreversible"] = True
    if path == (*OPTIONS, 2, "abilities", "patch"):
        wrong["rubric"]["options"][1]["abilities"]["patch"] = "partly"
    assert found(wrong) == [("E429", path)]


def test_a_conditional_grant_is_milder_than_the_plain_one() -> None:
    path = (*OPTIONS, 2, "affordances", "run", "then")
    assert found(planted("full", *path)) == [("E429", path)]


def test_a_conditional_grant_is_followed_by_as_much_whether_or_not_its_condition_holds() -> None:
    wrong = planted("partly", *OPTIONS, 3, "affordances", "run")
    assert ("E429", (*OPTIONS, 3, "affordances", "run")) in found(wrong)
    assert "grants less of run (partly) than the less open" in faults(wrong)[0].message


def test_two_conditional_grants_with_one_condition_go_together() -> None:
    grant = {"amount": "full", "unless": CONTROLS, "then": "partly"}
    assert found(planted(grant, *OPTIONS, 3, "affordances", "run")) == []
    apart = planted({**grant, "unless": LOOSER}, *OPTIONS, 3, "affordances", "run")
    assert found(apart) == [("E429", (*OPTIONS, 3, "affordances", "run"))]


def test_a_safeguard_is_not_only_slowed_where_it_is_void() -> None:
    path = ("rubric", "safeguard_kinds", 0, "slowed_by", "run")
    wrong = planted("full", *path)
    wrong["rubric"]["safeguard_kinds"][0]["void_by"]["run"] = "partly"
    assert found(wrong) == [("E432", path)]


@pytest.mark.parametrize("part", ["slowed_by", "void_by"])
def test_a_safeguard_that_no_option_leaves_standing(part: str) -> None:
    path = ("rubric", "safeguard_kinds", 1, part)
    assert found(planted({"query": "none"}, *path)) == [("E432", (*path, "query"))]


TABLES: list[tuple[str, Any, KeyPath]] = [
    ("a higher level is no milder", "acceptable", ("tolerance", "table", 5, 4)),
    ("a higher severity is no milder", "tolerable", ("tolerance", "table", 5, 5)),
    ("floors rise with severity", 1, ("tolerance", "floors", 5)),
    ("no evidence is no help", 2, ("tolerance", "unbacked")),
    ("severity lowers no prevalence", 3, ("tolerance", "prevalence", "group", 5)),
    ("better-resourced is rarer", 4, ("tolerance", "prevalence", "lone", 5)),
    ("partly is easier than none", 1, ("tolerance", "amounts", "partly")),
    ("what slows the group slows the lone", ["group"], ("tolerance", "lone_actors")),
    ("severity signs higher", "owner", ("rubric", "escalation", "tolerable_at_severity", 5)),
    ("leaning on novelty signs higher", "owner", ("rubric", "escalation", "rests_on_novelty")),
]
AT: dict[KeyPath, list[KeyPath]] = {
    ("tolerance", "prevalence", "lone", 5): [("tolerance", "prevalence", "lone", 5), ("tolerance", "prevalence", "group", 5)],
    ("tolerance", "lone_actors"): [("tolerance", "lone_actors", 0)],
    ("rubric", "escalation", "rests_on_novelty"): [("rubric", "escalation", "rests_on_novelty")],
    ("tolerance", "table", 5, 4): [("tolerance", "table", 5, 4)],
}  # fmt: skip


@pytest.mark.parametrize(("value", "path"), [(v, p) for _, v, p in TABLES], ids=[name for name, _, _ in TABLES])
def test_a_table_that_is_not_monotone(value: Any, path: KeyPath) -> None:
    wrong = planted(value, *path)
    if path[-1] == "rests_on_novelty":
        wrong["rubric"]["escalation"]["default"] = "executive"
    assert found(wrong) == [("E433", at) for at in AT.get(path, [path])]


@pytest.mark.parametrize(("criterion", "ease", "level"), [(0, 5, 1), (2, 1, 1)], ids=["risk", "protective"])
def test_an_ease_that_runs_against_its_polarity(criterion: int, ease: int, level: int) -> None:
    where = ("criteria", "criteria", criterion, "levels")
    assert found(planted(ease, *where, level, "ease")) == [("E434", (*where, level + 1))]


def test_a_short_scale_in_a_path_states_its_eases() -> None:
    path = ("criteria", "criteria", 3, "levels", 2)
    assert found(planted(None, *path, "ease")) == [("E434", path)]


WRONG_WAY: list[tuple[str, Any, KeyPath, KeyPath]] = [
    ("a cap on mildness", {"at_most": {"capability.bio.as_released": 2}}, rule("extreme", "when"),
     ("at_most", "capability.bio.as_released")),
    ("a cap on protection", {"at_least": {"context.security": 4}}, rule("extreme", "when"),
     ("at_least", "context.security")),
    ("a cap on what is known", {"not": {"unknown": "context.security"}}, rule("extreme", "when"), ("not", "unknown")),
    ("a cap at one level", {"is": {"capability.bio.as_released": 3}}, rule("extreme", "when"),
     ("is", "capability.bio.as_released")),
    ("an escalation for less open options", {"at_most": {"option": "gated"}}, rule("crowd", "when"),
     ("at_most", "option")),
    ("a cap on a safeguard", {"any_of": {"over": "safeguards", "where": {"kind": "refusal"}}}, rule("extreme", "when"),
     ("any_of",)),
    ("a cap on a safeguard that is worn down",
     {"not": {"any_of": {"over": "safeguards", "where": {"state": "slows_amateur"}}}}, rule("extreme", "when"),
     ("not", "any_of")),
    ("a cap on one severity", {"at_most": {"severity.bio": 4}}, rule("extreme", "when"), ("at_most", "severity.bio")),
    ("a requirement met by harm", {"at_least": {"capability.bio.as_released": 2}}, rule("notice", "require", "met_when"),
     ("at_least", "capability.bio.as_released")),
    ("a requirement met by silence", {"unknown": "context.security"}, rule("notice", "require", "met_when"),
     ("unknown",)),
    ("an exception earned by harm", {"at_most": {"context.security": 2}},
     (*OPTIONS, 2, "affordances", "run", "unless"), ("at_most", "context.security")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "path", "rest"), [(v, p, r) for _, v, p, r in WRONG_WAY], ids=[name for name, *_ in WRONG_WAY]
)
def test_a_condition_that_leans_the_wrong_way(value: Any, path: KeyPath, rest: KeyPath) -> None:
    assert found(planted(value, *path)) == [("E435", (*path, *rest))]


def test_a_citation_may_bring_a_cap_only_where_its_loss_brings_one_as_strict() -> None:
    at = rule("one-voice", "when", "all", 0, "any_of")
    assert found(planted("gated", *rule("unassessed", "cap"))) == []
    assert found(planted("weights", *rule("unassessed", "cap"))) == [("E435", at)]
    assert found(planted(False, *rule("unassessed", "hard"))) == [("E435", at)]
    assert found(planted({"only": ["scams"]}, *rule("unassessed", "for_each_domain"))) == [("E435", at)]


STATE = {"any_of": {"over": "safeguards", "where": {"state": "durable"}}}
NOT_AT_HAND: list[tuple[str, Any, KeyPath, KeyPath]] = [
    ("an option in a classification", {"at_least": {"option": "gated"}}, rule("hollow", "when"), ("at_least", "option")),
    ("a state in a classification", {"not": STATE}, rule("hollow", "when"), ("not", "any_of")),
    ("an option in an exception", {"not": {"at_least": {"option": "gated"}}},
     (*OPTIONS, 2, "affordances", "run", "unless"), ("not", "at_least", "option")),
    ("a severity in an exception", {"at_most": {"severity.bio": 5}},
     (*OPTIONS, 2, "affordances", "run", "unless"), ("at_most", "severity.bio")),
    ("a state in an exception", STATE, (*OPTIONS, 2, "affordances", "run", "unless"), ("any_of",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "path", "rest"), [(v, p, r) for _, v, p, r in NOT_AT_HAND], ids=[name for name, *_ in NOT_AT_HAND]
)
def test_a_condition_that_reads_what_is_not_at_hand(value: Any, path: KeyPath, rest: KeyPath) -> None:
    assert found(planted(value, *path)) == [("E436", (*path, *rest))]


def test_a_state_in_a_rubric_without_options() -> None:
    wrong = small()
    for part in ("pathways", "tolerance", "benefits", "cases", "indicators"):
        del wrong[part]
    file = wrong["rubric"]
    for name in ("options", "escalation", "classifications", "units"):
        del file[name]
    wrong["criteria"]["criteria"] = wrong["criteria"]["criteria"][:2]
    speaks = wrong["rules"]["rules"][index_of("speaks")]
    wrong["rules"]["rules"] = [{**speaks, "when": {"not": STATE}}]
    assert found(wrong) == [("E436", ("rules", "rules", 0, "when", "not", "any_of"))]


CLASSES = ("rubric", "classifications")
CLASSIFIED: list[tuple[str, Any, KeyPath, KeyPath]] = [
    ("a rule without a place", ["not-a-topic", "no-answer"], (*CLASSES, 1, "order"), ()),
    ("no order at all", None, (*CLASSES, 1, "order"), ("..",)),
    ("a rule of another classification", "hollow", (*CLASSES, 1, "order", 3), ()),
    ("a rule twice", "no-answer", (*CLASSES, 1, "order", 3), ()),
    ("an order that nobody reads", ["hollow"], (*CLASSES, 0, "order"), ()),
    ("a value twice", ["thin", "thin", "partial", "full"], (*CLASSES, 0, "values"), ()),
    ("a stricter value that allows more", {"thin": "gated", "partial": "api"}, (*CLASSES, 0, "caps"), ("thin",)),
    ("a mild value that alone is capped", {"full": "gated"}, (*CLASSES, 0, "caps"), ()),
]


@pytest.mark.parametrize(
    ("value", "path", "rest"), [(v, p, r) for _, v, p, r in CLASSIFIED], ids=[name for name, *_ in CLASSIFIED]
)
def test_a_classification_with_a_fault(value: Any, path: KeyPath, rest: KeyPath) -> None:
    assert found(planted(value, *path)) == [("E437", path[:-1] if rest == ("..",) else (*path, *rest))]


def test_a_classification_that_caps_gets_stricter_as_things_get_worse() -> None:
    path = rule("hollow", "when")
    wrong = planted({"at_least": {"topics.answered.paperwork": "partial"}}, *path)
    assert found(wrong) == [("E435", (*path, "at_least", "topics.answered.paperwork"))]


def test_first_match_binds_only_where_strict_values_and_mild_ones_do_not_take_turns() -> None:
    """none (mildest), open_question (strictest), worse, otherwise same: provable, because "does not apply" is mildest."""
    capped = planted({"open_question": "api", "worse": "gated"}, *CLASSES, 1, "caps")
    assert found(capped) == []
    turned = planted(["no-answer", "not-a-topic", "got-worse"], *CLASSES, 1, "order")
    turned["rubric"]["classifications"][1]["caps"] = {"open_question": "api", "worse": "gated"}
    assert found(turned) == []
    mixed = planted("worse", *CLASSES, 1, "otherwise")
    mixed["rubric"]["classifications"][1]["caps"] = {"open_question": "api", "worse": "gated"}
    mixed["rules"]["rules"][index_of("got-worse")]["classify"] = {"finding": "same"}
    mixed["rubric"]["classifications"][1]["order"] = ["not-a-topic", "got-worse", "no-answer"]
    mixed["rubric"]["classifications"][1]["otherwise"] = "none"
    assert found(mixed) == [("E437", rule("got-worse", "classify", "finding"))]


def test_one_rule_cannot_set_two_classifications_that_lean_different_ways() -> None:
    wrong = small()
    lists = wrong["rubric"]["classifications"]
    lists.append(
        {**lists[0], "id": "merit", "values": ["plain", "shown"], "otherwise": "plain", "caps": {"plain": "gated"}}
    )
    wrong["rules"]["rules"][index_of("hollow")]["classify"]["merit"] = "shown"
    wrong["rules"]["rules"][index_of("hollow")]["when"] = {"is": {"facts.audited": False}}
    assert found(wrong) == [("E437", rule("hollow", "classify", "merit"))]


SCREEN = ("indicators", "screens", 0)
SCREENS: list[tuple[str, Any, KeyPath, KeyPath]] = [
    ("a rating in a screen", {"at_most": {"capability.bio.as_released": 2}}, (*SCREEN, "when"),
     ("at_most", "capability.bio.as_released")),
    ("evidence in a screen", {"any_of": {"over": "evidence", "where": {"kind": "audit"}}}, (*SCREEN, "when"), ("any_of",)),
    ("silence in a screen", {"unknown": "model.parameters"}, (*SCREEN, "when"), ("unknown",)),
    ("an option in a screen", {"is": {"option": "api"}}, (*SCREEN, "when"), ("is", "option")),
    ("the mildest level of a risk", {"lo": 1, "hi": 1}, (*SCREEN, "suggests", "capability.bio.as_modified"), ()),
    ("the mildest level of a protection", {"lo": 5, "hi": 5}, (*SCREEN, "suggests", "context.security"), ()),
    ("an interval upside down", {"lo": 3, "hi": 2}, (*SCREEN, "suggests", "capability.bio.as_modified"), ()),
    ("a level that the scale lacks", {"lo": 1, "hi": 4}, (*SCREEN, "suggests", "context.effort"), ()),
    ("the whole scale", {"lo": 1, "hi": 5}, (*SCREEN, "suggests", "capability.bio.as_modified"), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "path", "rest"), [(v, p, r) for _, v, p, r in SCREENS], ids=[name for name, *_ in SCREENS]
)
def test_a_screen_that_claims_too_much(value: Any, path: KeyPath, rest: KeyPath) -> None:
    assert found(planted(value, *path)) == [("E438", (*path, *rest))]


PATHS: list[tuple[str, Any, KeyPath, KeyPath]] = [
    ("a step twice", ["prevalence", "query", "as_released", "query"], ("pathways", "default", "paths", 3), ()),
    ("a path twice", ["prevalence", "query", "as_released", "novelty"], ("pathways", "default", "paths", 4), ()),
    ("a standing path with a grant", True, ("pathways", "default", "paths", 0), ("standing",)),
    ("a path that no option touches", ["prevalence", "as_released"], ("pathways", "default", "paths", 4), ()),
    ("evidence for a step without a rating", "evidence", (*STEPS, "query", "counts_with"), ()),
    ("novelty without a rating", True, (*STEPS, "query", "marginal"), ()),
    ("better-resourced is no harder", {"lone": 4}, (*STEPS, "effort", "at_least"), ()),
]


@pytest.mark.parametrize(
    ("value", "path", "rest"), [(v, p, r) for _, v, p, r in PATHS], ids=[name for name, *_ in PATHS]
)
def test_a_path_that_does_not_mean_what_it_says(value: Any, path: KeyPath, rest: KeyPath) -> None:
    if path[-1] == 3 and isinstance(value, list):
        path = (*path[:-1], 4)
    assert found(planted(value, *path, *rest)) == [("E439", path)]


def test_a_path_cannot_rest_on_what_may_not_apply() -> None:
    assert found(planted(True, "criteria", "criteria", 4, "may_not_apply")) == [("E439", (*STEPS, "theft"))]


def test_a_domain_with_standing_paths_only() -> None:
    wrong = planted([{"path": ["prevalence", "theft"], "standing": True}], "pathways", "domains", "bio", "paths")
    assert found(wrong) == [("E439", ("pathways", "domains", "bio"))]


def test_a_number_has_a_unit_and_a_choice_has_choices() -> None:
    assert found(planted(None, "rubric", "facts", 1, "unit")) == [("E413", ("rubric", "facts", 1))]
    assert found(planted([], "rubric", "facts", 2, "choices")) == [("E413", ("rubric", "facts", 2))]


def test_a_rule_for_no_domain() -> None:
    path = rule("one-voice", "for_each_domain")
    assert found(planted({"severity_at_least": 5, "only": ["paperwork"]}, *path)) == [("E440", path)]


EXPECT = ("cases", "cases", 0, "expect")
EXPECTED: list[tuple[Any, KeyPath]] = [
    ("nobody", ("cases", "cases", 0, "base")),
    ("open", (*EXPECT, "start")),
    ("open", (*EXPECT, "aim")),
    ("unasessed", (*EXPECT, "fires", 0)),
    ("verdicts", (*EXPECT, "quiet", 0)),
    ({"bio": "acceptable"}, (*EXPECT, "zones", "apis")),
    ("acceptable", (*EXPECT, "zones", "api", "chemistry")),
    ("hollow", (*EXPECT, "classes", "completeness")),
    ("same", (*EXPECT, "classes", "finding.nothing")),
]


@pytest.mark.parametrize(("value", "path"), EXPECTED, ids=[".".join(map(str, p[2:])) for _, p in EXPECTED])
def test_an_expectation_in_words_that_the_rubric_lacks(value: Any, path: KeyPath) -> None:
    assert found(planted(value, *path)) == [("E412", path)]


def test_one_fault_of_a_rule_for_each_domain_is_said_once() -> None:
    wrong = planted({"at_most": {"capability.$domain.as_modified": 2}}, *rule("unassessed", "when"))
    del wrong["rules"]["rules"][index_of("one-voice")]
    assert [p.code for p in faults(wrong)] == ["E435"]


def test_the_check_is_cheap() -> None:
    """It runs at every load; a rubric of ten times this size has to stay below 15 ms."""
    rubric = resolved()
    check_rubric(rubric)
    start = time.process_time()
    for _ in range(20):
        check_rubric(rubric)
    assert (time.process_time() - start) / 20 < 0.004
