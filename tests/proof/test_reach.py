"""Options, zones and the chain: what can come out of a rubric, and what cannot."""

from __future__ import annotations

from riskframe.proof.chain import wear_faults
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.reach import reach_faults
from riskframe.proof.shown import Shown
from riskframe.scales import ZONES
from tests.rubric.small_rubric import Raw, index_of, planted, resolved, small


def found(raw: Raw) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in reach_faults(Shown(Evaluator(resolved(raw))))]


def test_every_option_and_every_zone_of_the_small_rubric_occurs() -> None:
    shown = Shown(Evaluator(resolved()))
    assert list(reach_faults(shown)) == []
    assert sorted(shown.answers) == [0, 1, 2, 3]
    assert {zone for domain, zone in shown.zones if domain == "bio"} == set(ZONES)


def test_each_witness_comes_out_where_it_says() -> None:
    shown = Shown(Evaluator(resolved()))
    list(reach_faults(shown))
    for place, raw in shown.answers.items():
        assert Evaluator(shown.evaluator.rubric).evaluate(raw).answer("conservative") == place


def test_the_search_is_the_same_every_time() -> None:
    first, second = Shown(Evaluator(resolved())), Shown(Evaluator(resolved()))
    list(reach_faults(first)), list(reach_faults(second))
    assert first.answers == second.answers


def test_an_option_that_nothing_reaches() -> None:
    always = {"any": [{"at_least": {"capability.bio.as_released": 1}}, {"unknown": "capability.bio.as_released"}]}
    blocked = found(planted(always, "rules", "rules", index_of("verdict"), "when"))
    assert blocked == [
        ("E442", 'no profile was found that comes out at "gated"'),
        ("E442", 'no profile was found that comes out at "weights"'),
    ]


def test_an_option_between_two_that_never_part() -> None:
    """Without the cap and the class that stop at it, and with the same grants as its neighbour, nothing ends there."""
    raw = small()
    raw["rubric"]["classifications"][0]["caps"] = {}
    raw["rubric"]["options"][2]["affordances"]["run"] = "full"
    raw["rules"]["rules"][index_of("one-voice")]["cap"] = "api"
    assert ("E442", 'no profile was found that comes out at "gated"') in found(raw)


def test_a_floor_that_nothing_falls_to_is_worth_knowing_and_no_fault() -> None:
    raw = small()
    raw["tolerance"]["table"] = {s: dict.fromkeys(range(1, 6), "acceptable") for s in range(1, 6)}
    raw["rules"]["rules"][index_of("extreme")]["cap"] = "api"
    assert ("W442", 'whatever is known of a model, more than "closed" is reached') in found(raw)


def test_a_zone_that_never_occurs() -> None:
    raw = small()
    raw["tolerance"]["prevalence"]["group"] = {1: 2, 2: 2, 3: 2, 4: 2, 5: 5}
    held = 'held there by "Somebody"'
    assert found(raw) == [
        ("W443", f'"scams" is never {zone} at severity 4: with everything at its worst it stands at level 2, {held}')
        for zone in ("tolerable", "intolerable")
    ]


def test_a_chain_that_turns_back_is_seen_in_the_results() -> None:
    raw = planted("none", "rubric", "options", 3, "affordances", "run")
    messages = [message for code, message in found(raw) if code == "E445"]
    assert '"bio" is at a lower level under weights than under the less open gated' in messages


def test_a_cap_that_lets_go_again_is_seen_in_the_results() -> None:
    only_gated = {"all": [{"is": {"option": "gated"}}, {"at_least": {"capability.bio.as_modified": 3}}]}
    raw = planted(only_gated, "rules", "rules", index_of("verdict"), "when")
    messages = [message for code, message in found(raw) if code == "E445"]
    assert "a cap lies on gated and none on the more open weights" in messages


def test_a_safeguard_that_recovers_is_seen() -> None:
    assert list(wear_faults(resolved())) == []
    back = planted("none", "rubric", "options", 3, "affordances", "run")
    assert [(p.code, p.path, p.message) for p in wear_faults(resolved(back))] == [
        ("E445", ("rubric", "options", 3), "refusal is void under gated and only durable under the more open weights"),
        ("E445", ("rubric", "options", 3), "controls is void under gated and only durable under the more open weights"),
    ]


def test_conditional_grants_are_compared_with_their_conditions() -> None:
    """One exception for both options is no recovery; two different ones may be."""
    grant = small()["rubric"]["options"][2]["affordances"]["run"]
    assert list(wear_faults(resolved(planted(grant, "rubric", "options", 3, "affordances", "run")))) == []
    other = {**grant, "unless": {"at_least": {"context.security": 4}}}
    apart = list(wear_faults(resolved(planted(other, "rubric", "options", 3, "affordances", "run"))))
    assert [p.message for p in apart] == [
        "refusal is void under gated and only slows_amateur under the more open weights",
        "controls is void under gated and only durable under the more open weights",
    ]
