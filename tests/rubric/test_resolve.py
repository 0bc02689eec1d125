"""References of a rubric: what is named twice, what leads nowhere, what is not said (E411 to E414)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riskframe.diagnostics import InvalidProblems, KeyPath
from tests.engine.toy import Raw, criterion, described, folder, levels, resolved, rule


def with_edit(edit: Callable[[Raw], Any]) -> Raw:
    raw = folder()
    raw["rubric"]["classifications"] = [
        described("grade", values=["bad", "good"], otherwise="good", caps={"bad": "api"})
    ]
    raw["rules"]["rules"] = [
        rule("first", {"all": []}, cap="api"),
        rule("second", {"all": []}, classify={"grade": "bad"}),
    ]
    edit(raw)
    return raw


def put(value: Any, *path: str | int) -> Callable[[Raw], Any]:
    def edit(raw: Raw) -> None:
        where: Any = raw
        for key in path[:-1]:
            where = where[key]
        where[path[-1]] = value

    return edit


def add(value: Any, *path: str | int) -> Callable[[Raw], Any]:
    def edit(raw: Raw) -> None:
        where: Any = raw
        for key in path:
            where = where[key]
        where.append(value)

    return edit


STEPS = ("pathways", "default", "steps")
HARM = ("pathways", "domains", "harm")

FAULTS: list[tuple[str, Callable[[Raw], Any], str, KeyPath]] = [
    ("an option twice", put("api", "rubric", "options", 2, "id"), "E411", ("rubric", "options", 2, "id")),
    ("a criterion twice", add(criterion("context", "security", "risk"), "criteria", "criteria"), "E411",
     ("criteria", "criteria", 5, "id")),
    ("a rule twice", put("first", "rules", "rules", 1, "id"), "E411", ("rules", "rules", 1, "id")),
    ("a unit that is a domain", put([described("harm")], "rubric", "units"), "E411", ("rubric", "units", 0, "id")),
    ("two paths of one name", put("ask", "pathways", "default", "paths", 1, "id"), "E411", ("pathways", "default", "paths", 1)),
    ("an unknown affordance", put("full", "rubric", "options", 1, "affordances", "fly"), "E412",
     ("rubric", "options", 1, "affordances", "fly")),
    ("an unknown test", put("siege", "rubric", "routes", 0, "test"), "E412", ("rubric", "routes", 0, "test")),
    ("an unknown route of a kind", add("by_sea", "rubric", "safeguard_kinds", 0, "routes"), "E412",
     ("rubric", "safeguard_kinds", 0, "routes", 1)),
    ("what defeats a kind is unknown", put("full", "rubric", "safeguard_kinds", 0, "void_by", "fly"), "E412",
     ("rubric", "safeguard_kinds", 0, "void_by", "fly")),
    ("an unknown grant", put("full", "rubric", "components", 0, "grants", "fly"), "E412",
     ("rubric", "components", 0, "grants", "fly")),
    ("an unknown signer", put("king", "rubric", "escalation", "default"), "E412", ("rubric", "escalation", "default")),
    ("an unknown signer of a severity", put("king", "rubric", "escalation", "tolerable_at_severity", 5), "E412",
     ("rubric", "escalation", "tolerable_at_severity", 5)),
    ("an unknown value otherwise", put("fair", "rubric", "classifications", 0, "otherwise"), "E412",
     ("rubric", "classifications", 0, "otherwise")),
    ("an unknown value that caps", put("api", "rubric", "classifications", 0, "caps", "fair"), "E412",
     ("rubric", "classifications", 0, "caps", "fair")),
    ("a cap of a class at no option", put("open", "rubric", "classifications", 0, "caps", "bad"), "E412",
     ("rubric", "classifications", 0, "caps", "bad")),
    ("an unknown rule in an order", put(["third"], "rubric", "classifications", 0, "order"), "E412",
     ("rubric", "classifications", 0, "order", 0)),
    ("an unknown scale", put("care", "criteria", "criteria", 1, "scale"), "E412", ("criteria", "criteria", 1, "scale")),
    ("an unknown domain of a criterion", put(["other"], "criteria", "criteria", 1, "domains"), "E412",
     ("criteria", "criteria", 1, "domains", 0)),
    ("an unknown least actor", put("army", *HARM, "least_actor"), "E412", (*HARM, "least_actor")),
    ("an unknown capability", put("other", *HARM, "capability"), "E412", (*HARM, "capability")),
    ("a domain without the capability that its steps read", put(None, *HARM, "capability"), "E412", HARM),
    ("an unknown step", put([["query", "walk"]], *HARM, "paths"), "E412", (*HARM, "paths", 0, 1)),
    ("a step of an unknown affordance", put("fly", *STEPS, "query", "affordance"), "E412", (*STEPS, "query", "affordance")),
    ("a step of an unknown ability", put({"title": "x", "ability": "fly"}, *STEPS, "query"), "E412", (*STEPS, "query", "ability")),
    ("a step of an unknown route", put("by_sea", *STEPS, "bypass", "safeguards"), "E412", (*STEPS, "bypass", "safeguards")),
    ("a step of an unknown rating", put("context.luck", *STEPS, "run", "rating"), "E412", (*STEPS, "run", "rating")),
    ("an overriding step of an unknown rating", put({"run": {"title": "x", "rating": "context.luck"}}, *HARM, "overrides"), "E412",
     (*HARM, "overrides", "run", "rating")),
    ("a step for an unknown actor", put(3, *STEPS, "run", "at_least", "army"), "E412", (*STEPS, "run", "at_least", "army")),
    ("a cap at no option", put("open", "rules", "rules", 0, "cap"), "E412", ("rules", "rules", 0, "cap")),
    ("an unknown class", put({"mark": "bad"}, "rules", "rules", 1, "classify"), "E412", ("rules", "rules", 1, "classify", "mark")),
    ("an unknown value of a class", put({"grade": "fair"}, "rules", "rules", 1, "classify"), "E412",
     ("rules", "rules", 1, "classify", "grade")),
    ("a rule for an unknown domain", put({"only": ["other"]}, "rules", "rules", 0, "for_each_domain"), "E412",
     ("rules", "rules", 0, "for_each_domain", "only", 0)),
    ("an escalation to nobody", put(rule("first", {"all": []}, escalate="king"), "rules", "rules", 0), "E412",
     ("rules", "rules", 0, "escalate")),
    ("an unknown source", put("theirs", "rules", "rules", 0, "source", "ref"), "E412", ("rules", "rules", 0, "source", "ref")),
    ("a lone actor who is none", add("army", "tolerance", "lone_actors"), "E412", ("tolerance", "lone_actors", 1)),
    ("shares of no option", put(1.0, "benefits", "benefits", 0, "keeps", "open"), "E412", ("benefits", "benefits", 0, "keeps", "open")),
    ("an alternative to nothing",
     put([described("audit", recovers={"fame": 0.5}, up_to="api")], "benefits", "alternatives"), "E412",
     ("benefits", "alternatives", 0, "recovers", "fame")),
    ("an alternative at no option", put([described("audit", recovers={}, up_to="open")], "benefits", "alternatives"), "E412",
     ("benefits", "alternatives", 0, "up_to")),
    ("a screen of no rating", put({"lo": 1, "hi": 2}, "indicators", "screens", 0, "suggests", "context.luck"), "E412",
     ("indicators", "screens", 0, "suggests", "context.luck")),
    ("an evaluation of no criterion", put(["context.luck"], "indicators", "evaluations", 0, "criteria"), "E412",
     ("indicators", "evaluations", 0, "criteria", 0)),
    ("an ability left out", lambda raw: raw["rubric"]["options"][1]["abilities"].pop("patch"), "E413",
     ("rubric", "options", 1, "abilities")),
    ("nobody signs", put(None, "rubric", "escalation"), "E413", ("rubric",)),
    ("no tolerance", put(None, "tolerance"), "E413", ("rubric",)),
    ("a row without a level", lambda raw: raw["tolerance"]["table"][5].pop(3), "E413", ("tolerance", "table", 5)),
    ("a table without a severity", lambda raw: raw["tolerance"]["floors"].pop(3), "E413", ("tolerance", "floors")),
    ("a domain without paths", put([], *HARM, "paths"), "E413", HARM),
    ("a scale of another length", lambda raw: (raw["rubric"].update(scales={"care": {"levels": ["no", "yes"]}}),
                                               raw["criteria"]["criteria"][1].update(scale="care")), "E414",
     ("criteria", "criteria", 1, "levels")),
    ("levels out of order", put(levels()[::-1], "criteria", "criteria", 1, "levels"), "E414", ("criteria", "criteria", 1, "levels")),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "path"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_rubric_that_does_not_resolve(edit: Callable[[Raw], Any], code: str, path: KeyPath) -> None:
    with pytest.raises(InvalidProblems) as refused:
        resolved(with_edit(edit))
    assert (code, path) in [(p.code, p.path) for p in refused.value.problems]


def test_the_toy_rubric_resolves() -> None:
    found = resolved(with_edit(lambda raw: None))
    assert (found.id, found.version) == ("toy", "1.0.0")
    assert [p.key for p in found.paths_of("harm")] == ["harm:ask", "harm:bypass", "harm:weights", "harm:theft"]
    assert found.actors_of("harm") == ("lone", "group")


def test_what_is_missing_is_guessed() -> None:
    with pytest.raises(InvalidProblems) as refused:
        resolved(with_edit(put("wieghts", "rules", "rules", 0, "cap")))
    (problem,) = refused.value.problems
    assert (problem.hint, problem.allowed) == ('did you mean "weights"?', ("closed", "api", "weights"))


def test_a_rule_for_each_domain_is_as_many_rules() -> None:
    def edit(raw: Raw) -> None:
        raw["pathways"]["domains"]["other"] = {**raw["pathways"]["domains"]["harm"], "title": "Other"}
        raw["rules"]["rules"][0]["for_each_domain"] = {}
        raw["rules"]["rules"][1]["for_each_domain"] = {"only": ["other"]}

    assert [r.key for r in resolved(with_edit(edit)).rules] == ["first[harm]", "first[other]", "second[other]"]


def test_a_fault_in_a_rule_for_each_domain_is_said_once() -> None:
    def edit(raw: Raw) -> None:
        raw["pathways"]["domains"]["other"] = {**raw["pathways"]["domains"]["harm"], "title": "Other"}
        raw["rules"]["rules"][0] |= {"for_each_domain": {}, "when": {"unknown": "context.luck"}}

    with pytest.raises(InvalidProblems) as refused:
        resolved(with_edit(edit))
    assert len(refused.value.problems) == 1


def test_domains_and_units_have_titles() -> None:
    found = resolved(with_edit(put([described("code")], "rubric", "units")))
    assert (found.title_of("harm"), found.title_of("code")) == ("Harm", "Code")


def test_a_domain_may_override_steps_and_add_paths() -> None:
    def edit(raw: Raw) -> None:
        raw["pathways"]["domains"]["harm"] |= {
            "overrides": {"outside": {"title": "Other", "rating": "context.security"}},
            "extra_paths": [["query", "outside"]],
        }

    found = resolved(with_edit(edit))
    assert found.paths_of("harm")[-1].key == "harm:5"
    assert dict(found.paths_of("harm")[-1].steps)["outside"].rating == "context.security"


def test_a_step_reads_one_thing_and_a_rule_has_one_effect() -> None:
    with pytest.raises(ValueError, match="this one has affordance and rating"):
        resolved(with_edit(put("context.security", *STEPS, "query", "rating")))
    with pytest.raises(ValueError, match="this one has cap and note"):
        resolved(with_edit(put("Mind it.", "rules", "rules", 0, "note")))
