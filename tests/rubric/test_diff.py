"""Differences between two versions of a rubric, and whether each strengthens or weakens it."""

from __future__ import annotations

from typing import Any

import pytest

from riskframe.diagnostics import KeyPath
from riskframe.rubric.diff import Change, rubric_diff
from tests.rubric.small_rubric import Raw, described, index_of, planted, resolved, small

STEPS = ("pathways", "default", "steps")
LEVELS = ("criteria", "criteria", 3, "levels")


def rule(name: str, *more: str | int) -> KeyPath:
    return ("rules", "rules", index_of(name), *more)


def changes(new: Raw, old: Raw | None = None) -> tuple[Change, ...]:
    return rubric_diff(resolved(old), resolved(new))


def test_a_rubric_does_not_differ_from_itself() -> None:
    assert changes(small()) == ()


def test_order_is_no_difference_where_it_means_nothing() -> None:
    turned = small()
    turned["rules"]["rules"].reverse()
    turned["criteria"]["criteria"].reverse()
    turned["benefits"]["benefits"].reverse()
    assert changes(turned) == ()


def test_cases_are_not_compared() -> None:
    assert changes(planted("Another name", "cases", "cases", 0, "name")) == ()


def counted(over: str, **where: Any) -> Raw:
    return {"any_of": {"over": over, "where": where}}


def one_of(*values: Any) -> Raw:
    return {"one_of": {"facts.sector": list(values)}}


SINGLE: list[tuple[str, Any, KeyPath, str, str]] = [
    ("a zone", "intolerable", ("tolerance", "table", 5, 3), "tolerance.table.5.3", "strengthens"),
    ("a zone the other way", "acceptable", ("tolerance", "table", 1, 5), "tolerance.table.1.5", "weakens"),
    ("a floor", 4, ("tolerance", "floors", 5), "tolerance.floors.5", "strengthens"),
    ("the unbacked level", 3, ("tolerance", "unbacked"), "tolerance.unbacked", "weakens"),
    ("a prevalence", 3, ("tolerance", "prevalence", "group", 1), "tolerance.prevalence.group.1", "weakens"),
    ("an amount", 4, ("tolerance", "amounts", "partly"), "tolerance.amounts.partly", "strengthens"),
    ("who is slowed", [], ("tolerance", "lone_actors"), "tolerance.lone_actors", "strengthens"),
    ("a severity in words", "Bad.", ("tolerance", "severities", 4, "text"), "tolerance.severities.5.text", "neither"),
    ("a severity", 5, ("pathways", "domains", "scams", "severity"), "pathways.domains.scams.severity", "strengthens"),
    ("the least actor", "lone", ("pathways", "domains", "scams", "least_actor"),
     "pathways.domains.scams.least_actor", "strengthens"),
    ("a step's least ease", {"group": 4}, (*STEPS, "effort", "at_least"), f"{'.'.join(STEPS)}.effort.at_least.group",
     "strengthens"),
    ("a step's floor", None, (*STEPS, "novelty", "floor"), f"{'.'.join(STEPS)}.novelty.floor", "weakens"),
    ("a step's evidence", None, (*STEPS, "effort", "counts_with"), f"{'.'.join(STEPS)}.effort.counts_with", "weakens"),
    ("what a step reads", "context.effort", (*STEPS, "theft", "rating"), f"{'.'.join(STEPS)}.theft.rating", "unclear"),
    ("a path with a step less", ["prevalence", "query", "as_released"], ("pathways", "default", "paths", 0, "path"),
     "pathways.default.paths.ask.path", "strengthens"),
    ("a path more", {"id": "plain", "path": ["prevalence", "query", "as_released"]}, ("pathways", "default", "paths", 4),
     "pathways.default.paths.plain", "strengthens"),
    ("a cap", "closed", rule("verdict", "cap"), "rules.verdict.cap", "strengthens"),
    ("a softer cap", "gated", rule("verdict", "cap"), "rules.verdict.cap", "weakens"),
    ("a hard rule", True, rule("verdict", "hard"), "rules.verdict.hard", "strengthens"),
    ("a signature", "executive", rule("crowd", "escalate"), "rules.crowd.escalate", "weakens"),
    ("a later condition", "subsequent", rule("notice", "require", "stage"), "rules.notice.require.stage", "weakens"),
    ("words of a rule", "Another reason.", rule("verdict", "because"), "rules.verdict.because", "neither"),
    ("the domains of a rule", {"only": ["bio"]}, rule("unassessed", "for_each_domain"),
     "rules.unassessed.for_each_domain.only", "weakens"),
    ("a rule less", None, rule("crowd"), "rules.crowd", "weakens"),
    ("a note less", None, rule("speaks"), "rules.speaks", "neither"),
    ("a condition that holds more often", {"at_least": {"capability.bio.as_released": 4}}, rule("extreme", "when"),
     "rules.extreme.when", "strengthens"),
    ("a condition that holds less often",
     {"all": [{"at_least": {"capability.bio.as_released": 5}}, {"unknown": "context.security"}]},
     rule("extreme", "when"), "rules.extreme.when", "weakens"),
    ("another condition", {"at_most": {"context.security": 2}}, rule("extreme", "when"), "rules.extreme.when", "unclear"),
    ("a condition of a classification", {"at_most": {"topics.answered.paperwork": "clear"}}, rule("hollow", "when"),
     "rules.hollow.when", "unclear"),
    ("a condition that is harder to meet",
     {"all": [{"is": {"facts.audited": True}}, {"at_least": {"context.security": 4}}]},
     rule("notice", "require", "met_when"), "rules.notice.require.met_when", "strengthens"),
    ("an ease", 2, (*LEVELS, 0, "ease"), "criteria.context.effort.levels.1.ease", "strengthens"),
    ("an ease that was the default", 5, ("criteria", "criteria", 0, "levels", 3, "ease"),
     "criteria.capability.bio.levels.4.ease", "strengthens"),
    ("an ease said to be the default", 4, ("criteria", "criteria", 0, "levels", 3, "ease"),
     "criteria.capability.bio.levels.4.ease", "neither"),
    ("the text of a level", "Other words.", (*LEVELS, 0, "text"), "criteria.context.effort.levels.1.text", "unclear"),
    ("a criterion that may not apply", True, ("criteria", "criteria", 6, "may_not_apply"),
     "criteria.topics.change.may_not_apply", "weakens"),
    ("a grant", "full", ("rubric", "options", 1, "affordances", "run"), "options.api.affordances.run", "strengthens"),
    ("a milder exception", "none", ("rubric", "options", 2, "affordances", "run", "then"),
     "options.gated.affordances.run", "weakens"),
    ("an exception that is easier to earn", counted("safeguards", kind="controls"),
     ("rubric", "options", 2, "affordances", "run", "unless"), "options.gated.affordances.run", "weakens"),
    ("an ability", "none", ("rubric", "options", 2, "abilities", "patch"), "options.gated.abilities.patch",
     "strengthens"),
    ("what voids a safeguard", "partly", ("rubric", "safeguard_kinds", 0, "void_by", "run"),
     "safeguard_kinds.refusal.void_by.run", "strengthens"),
    ("nothing voids a safeguard", {}, ("rubric", "safeguard_kinds", 2, "void_by"),
     "safeguard_kinds.controls.void_by.run", "weakens"),
    ("a route more", ["on_query", "on_weights"], ("rubric", "safeguard_kinds", 1, "routes"),
     "safeguard_kinds.filtering.routes", "weakens"),
    ("a safeguard more", described("luck", lives_in=["weights"], routes=["on_query"]), ("rubric", "safeguard_kinds", 3),
     "safeguard_kinds.luck", "weakens"),
    ("validity", 3, ("rubric", "validity", "months"), "validity.months", "strengthens"),
    ("a cap of a value", "api", ("rubric", "classifications", 0, "caps", "thin"),
     "classifications.completeness.caps.thin", "strengthens"),
    ("the value without a rule", "partial", ("rubric", "classifications", 0, "otherwise"),
     "classifications.completeness.otherwise", "strengthens"),
    ("a share that justifies", 0.45, ("benefits", "benefits", 0, "keeps", "gated"), "benefits.evaluation.keeps.gated",
     "strengthens"),
    ("a share that changes nothing", 0.7, ("benefits", "benefits", 0, "keeps", "gated"),
     "benefits.evaluation.keeps.gated", "neither"),
    ("a benefit less", None, ("benefits", "benefits", 1), "benefits.innovation", "strengthens"),
    ("an alternative that keeps more", 0.9, ("benefits", "alternatives", 0, "recovers", "evaluation"),
     "alternatives.bounty.recovers.evaluation", "strengthens"),
    ("a screen less", None, ("indicators", "screens", 0), "screens.audio-only", "strengthens"),
    ("a screen that claims more", {"one_of": {"model.output_modalities": ["audio", "image"]}},
     ("indicators", "screens", 0, "when"), "screens.audio-only.when", "weakens"),
    ("a screen that claims less", 3, ("indicators", "screens", 0, "suggests", "capability.bio.as_modified", "hi"),
     "screens.audio-only.suggests.capability.bio.as_modified.hi", "strengthens"),
    (
        "a rule that was for every domain",
        {"only": ["bio"]},
        rule("no-answer", "for_each_domain"),
        "rules.no-answer.for_each_domain.only",
        "weakens",
    ),
    ("other actors are slowed", ["group"], ("tolerance", "lone_actors"), "tolerance.lone_actors", "unclear"),
    ("a classifying rule less", None, rule("some-gaps"), "rules.some-gaps", "unclear"),
    ("an alternative that ends sooner", "api", ("benefits", "alternatives", 0, "up_to"), "alternatives.bounty.up_to",
     "weakens"),
    ("an alternative less", None, ("benefits", "alternatives", 0), "alternatives.bounty", "weakens"),
    ("a trigger less", None, ("rubric", "validity", "triggers", 0), "validity.triggers.incident", "weakens"),
    ("a stop signal less", ["Harm."], ("rubric", "staging", "stop_signals"), "staging.stop_signals", "weakens"),
    ("other things to watch", ["Profits."], ("rubric", "staging", "watch"), "staging.watch", "unclear"),
    ("nothing to watch", None, ("rubric", "staging"), "staging", "weakens"),
    ("more samples", 30, ("rubric", "evidence_bars", "fewest_samples"), "evidence_bars.fewest_samples", "strengthens"),
    ("more may be left out", 0.5, ("rubric", "evidence_bars", "least_completed"), "evidence_bars.least_completed",
     "weakens"),
    ("more may fail", 0.5, ("rubric", "evidence_bars", "most_errored"), "evidence_bars.most_errored", "weakens"),
    ("whose bars", "paper", ("rubric", "evidence_bars", "source", "basis"), "evidence_bars.source.basis", "neither"),
    ("a value that binds nothing", "worse", ("rubric", "classifications", 1, "otherwise"),
     "classifications.finding.otherwise", "neither"),
    ("a signature less", None, ("rubric", "escalation", "tolerable_at_severity", 4),
     "escalation.tolerable_at_severity.4", "weakens"),
    ("a share that justifies one step and not the next", 0.8, ("benefits", "benefits", 0, "keeps", "api"),
     "benefits.evaluation.keeps.api", "unclear"),
    ("a standing path that is none", False, ("pathways", "default", "paths", 3, "standing"),
     "pathways.default.paths.theft.standing", "strengthens"),
    ("a requirement in other words", "Tell everybody.", rule("notice", "require", "text"), "rules.notice.require.text",
     "neither"),
    ("a polarity", "risk", ("criteria", "criteria", 4, "polarity"), "criteria.context.security.polarity", "unclear"),
    ("an option in other words", "Others.", ("rubric", "options", 1, "means"), "options.api.means", "neither"),
    ("a version", "1.1.0", ("rubric", "version"), "version", "neither"),
    ("a source", "Theirs", ("rubric", "sources", "ours", "title"), "sources.ours.title", "neither"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "path", "name", "effect"), [entry[1:] for entry in SINGLE], ids=[entry[0] for entry in SINGLE]
)
def test_one_change(value: Any, path: KeyPath, name: str, effect: str) -> None:
    new = planted(value, *path)
    found = changes(new)
    assert [(c.name, c.effect) for c in found] == [(name, effect)]
    opposite = {"strengthens": "weakens", "weakens": "strengthens"}.get(effect, effect)
    assert [(c.name, c.effect) for c in changes(small(), new)] == [(name, opposite)]


def test_a_change_in_words() -> None:
    (change,) = changes(planted("closed", *rule("verdict", "cap")))
    assert change.text == "rules.verdict.cap: api becomes closed"
    assert (change.kind, change.old, change.new, change.at) == ("changed", "api", "closed", rule("verdict", "cap"))
    (gone,) = changes(planted(None, *rule("crowd")))
    assert (gone.kind, gone.text, gone.new) == ("removed", "rules.crowd is removed", None)
    (come,) = changes(small(), planted(None, *rule("crowd")))
    assert (come.kind, come.text, come.old) == ("added", "rules.crowd is added", None)


CONDITIONS: list[tuple[str, Raw, Raw, str]] = [
    ("the same in another form", {"at_least": {"capability.bio.as_released": 5}},
     {"all": [{"is": {"capability.bio.as_released": 5}}]}, "neither"),
    ("one more way", {"unknown": "context.security"},
     {"any": [{"unknown": "context.security"}, {"at_least": {"capability.bio.as_released": 5}}]}, "strengthens"),
    ("one part less of all", {"all": [{"unknown": "context.security"}, {"at_least": {"capability.bio.as_released": 5}}]},
     {"unknown": "context.security"}, "strengthens"),
    ("two parts that go the same way",
     {"all": [{"at_most": {"context.security": 2}}, {"at_least": {"capability.bio.as_released": 5}}]},
     {"all": [{"at_most": {"context.security": 3}}, {"at_least": {"capability.bio.as_released": 4}}]}, "strengthens"),
    ("two parts that go different ways",
     {"all": [{"at_most": {"context.security": 2}}, {"at_least": {"capability.bio.as_released": 5}}]},
     {"all": [{"at_most": {"context.security": 3}}, {"unknown": "context.security"}]}, "unclear"),
    ("fewer must agree", {"count_at_least": {"over": "evidence", "where": {"kind": "incident"}, "n": 2}},
     {"any_of": {"over": "evidence", "where": {"kind": "incident"}}}, "strengthens"),
    ("more kinds count", counted("evidence", kind="incident"), counted("evidence", kind=["incident", "audit"]),
     "strengthens"),
    ("a narrower search", counted("evidence", kind="incident"), counted("evidence", kind="incident", voice="government"),
     "weakens"),
    ("under not it turns round", {"not": counted("evidence", kind="audit")},
     {"not": counted("evidence", kind=["audit", "red_team"])}, "weakens"),
    ("a lower number", {"number_at_least": {"facts.users": 1000}}, {"number_at_least": {"facts.users": 100}},
     "strengthens"),
    ("a higher number above", {"number_above": {"facts.users": 100}}, {"number_above": {"facts.users": 1000}}, "weakens"),
    ("a later day", {"date_before": {"release.date": "2026-01-01"}}, {"date_before": {"release.date": "2026-06-01"}},
     "strengthens"),
    ("more values", one_of("public"), one_of("public", "private"), "strengthens"),
    ("a weaker safeguard does", {"not": counted("safeguards", strength_at_least=4)},
     {"not": counted("safeguards", strength_at_least=3)}, "weakens"),
    ("fewer components", {"not": {"all_of": {"over": "components", "in": ["code", "paper"], "where": {"status": "open"}}}},
     {"not": {"all_of": {"over": "components", "in": ["code"], "where": {"status": "open"}}}}, "weakens"),
    ("more options", {"at_least": {"option": "weights"}}, {"at_least": {"option": "gated"}}, "strengthens"),
    ("more severities", {"at_least": {"severity.scams": 5}}, {"at_least": {"severity.scams": 4}}, "strengthens"),
    ("one way among several", {"all": [{"unknown": "context.security"}, {"is": {"facts.audited": False}}]},
     {"any": [{"all": [{"unknown": "context.security"}, {"is": {"facts.audited": False}}]}, one_of("public")]},
     "strengthens"),
    ("a choice that was one part of all", {"all": [{"any": [{"unknown": "context.security"}, one_of("public")]},
                                                 {"is": {"facts.audited": False}}]},
     {"any": [{"unknown": "context.security"}, one_of("public")]}, "strengthens"),
    ("all instead of any", {"any": [{"unknown": "context.security"}, one_of("public")]},
     {"all": [{"unknown": "context.effort"}, one_of("public")]}, "unclear"),
    ("more parts and others", {"all": [{"unknown": "context.security"}, one_of("public")]},
     {"all": [{"unknown": "context.effort"}, {"is": {"facts.audited": False}}, one_of("public")]}, "unclear"),
    ("some component instead of these", counted("components", status="open"),
     {"all_of": {"over": "components", "in": ["code"], "where": {"status": "open"}}}, "unclear"),
    ("another fact", {"is": {"facts.audited": False}}, one_of("public"), "unclear"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "effect"), [entry[1:] for entry in CONDITIONS], ids=[entry[0] for entry in CONDITIONS]
)
def test_two_conditions(old: Raw, new: Raw, effect: str) -> None:
    at = rule("verdict", "when")
    (change,) = changes(planted(new, *at), planted(old, *at))
    assert (change.name, change.effect) == ("rules.verdict.when", effect)
