"""A small rubric without faults, to plant faults in: every part of the format is there once or twice.

Levels and texts mean nothing; they only have to be possible.
"""

from __future__ import annotations

import copy
from typing import Any

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.rubric.check import check_rubric
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder

Raw = dict[str, Any]
SOURCE = {"ref": "ours", "basis": "design"}
LEVELS = [{"level": i, "text": f"level {i}"} for i in range(1, 6)]
WORDS = ("absent", "partial", "clear")


def described(name: str, **more: Any) -> Raw:
    return {"id": name, "title": name.replace("_", " ").capitalize(), "source": SOURCE, "means": name, **more}


def option(name: str, headline: str, affordances: Raw, ability: str, *, irreversible: bool = False) -> Raw:
    return described(
        name, headline=headline, irreversible=irreversible, affordances=affordances, abilities={"patch": ability},
        way_back="Narrow it." if not irreversible else "None.",
    )  # fmt: skip


CONTROLS = {"any_of": {"over": "safeguards", "where": {"kind": "controls", "tested": "audit", "strength_at_least": 3}}}


def rubric_file() -> Raw:
    return {
        "riskframe_rubric": 1,
        "id": "small",
        "version": "1.0.0",
        "title": "Small",
        "summary": "A small rubric.",
        "question": "How openly?",
        "sources": {"ours": {"title": "Ours"}},
        "scales": {"adequacy": {"levels": list(WORDS)}},
        "affordances": [described("query"), described("run")],
        "abilities": [described("patch")],
        "options": [
            option("closed", "not_for_now", {"query": "none", "run": "none"}, "full"),
            option("api", "api_only", {"query": "full", "run": "none"}, "full"),
            option(
                "gated",
                "structured_access",
                {"query": "full", "run": {"amount": "full", "unless": CONTROLS, "then": "partly"}},
                "partly",
                irreversible=True,
            ),
            option("weights", "open_weights", {"query": "full", "run": "full"}, "none", irreversible=True),
        ],
        "actors": [described("lone"), described("group")],
        "routes": [described("on_query", test="bypass"), described("on_weights", test="tampering")],
        "tests": [described("bypass"), described("tampering"), described("audit")],
        "safeguard_kinds": [
            described("refusal", lives_in=["weights"], routes=["on_query", "on_weights"],
                      slowed_by={"run": "partly"}, void_by={"run": "full"}),
            described("filtering", lives_in=["data"], routes=["on_weights"]),
            described("controls", lives_in=["contract"], routes=["on_weights"], void_by={"run": "full"}),
        ],
        "sign_off": [described("owner"), described("executive"), described("board")],
        "escalation": {
            "rests_on_novelty": "board", "irreversible": "executive", "default": "owner",
            "tolerable_at_severity": {4: "executive", 5: "board"},
        },
        "validity": {"months": 6, "triggers": [described("incident")]},
        "staging": {"watch": ["Use."], "stop_signals": ["Harm.", "A leak."], "told": ["The board."], "source": SOURCE},
        "evidence_bars": {"fewest_samples": 20, "least_completed": 0.9, "most_errored": 0.1, "source": {**SOURCE}},
        "components": [described("model_weights", grants={"run": "full"}), described("code"), described("paper")],
        "formal_frameworks": {"scale": {"title": "Scale", "below": ["low"], "at_or_above": ["high"], "source": SOURCE}},
        "classifications": [
            described("completeness", values=["thin", "partial", "full"], otherwise="full", caps={"thin": "gated"}),
            described("finding", values=["open_question", "worse", "same", "none"], otherwise="same",
                      decide="first_match", order=["not-a-topic", "no-answer", "got-worse"], per="domain"),
        ],
        "facts": [
            described("audited", type="yes_no"), described("users", type="number", unit="people a month"),
            described("sector", type="choice", choices=["public", "private"]),
        ],
        "units": [described("paperwork")],
    }  # fmt: skip


def criteria() -> list[Raw]:
    def criterion(name: str, group: str, polarity: str, **more: Any) -> Raw:
        return {
            "id": name, "title": name.capitalize(), "source": SOURCE, "group": group, "polarity": polarity,
            "asks": "How much?", "levels": copy.deepcopy(LEVELS), **more,
        }  # fmt: skip

    words = [{"level": i, "text": word} for i, word in enumerate(WORDS, 1)]
    return [
        criterion("bio", "capability", "risk"),
        criterion("scams", "capability", "risk"),
        criterion("availability", "context", "protective", per="domain", domains=["bio", "scams"]),
        criterion("effort", "context", "risk",
                  levels=[{"level": i, "text": f"effort {i}", "ease": e} for i, e in enumerate((1, 3, 5), 1)]),
        criterion("security", "context", "protective"),
        criterion("answered", "topics", "protective", per="domain", scale="adequacy", levels=words, may_not_apply=True),
        criterion("change", "topics", "risk", per="domain"),
    ]  # fmt: skip


def pathways() -> Raw:
    return {
        "default": {
            "steps": {
                "prevalence": {"title": "Somebody", "actor": "prevalence"},
                "query": {"title": "Ask", "affordance": "query"},
                "download": {"title": "Get the weights", "affordance": "run"},
                "theft": {"title": "Steal", "rating": "context.security"},
                "bypass": {"title": "Get past", "safeguards": "on_query"},
                "removal": {"title": "Remove", "safeguards": "on_weights"},
                "as_released": {"title": "As released", "capability": "as_released"},
                "safeguards_off": {"title": "Undeclined", "capability": "safeguards_off"},
                "as_modified": {"title": "As modified", "capability": "as_modified"},
                "effort": {"title": "Run it", "rating": "context.effort", "at_least": {"group": 3},
                           "floor": "by_severity", "counts_with": "evidence", "outside_model": True},
                "novelty": {"title": "Gain", "rating": "context.availability", "floor": "by_severity",
                            "counts_with": "comparator", "marginal": True, "outside_model": True},
            },
            "paths": [
                {"id": "ask", "path": ["prevalence", "query", "as_released", "novelty"]},
                {"id": "bypass", "path": ["prevalence", "query", "bypass", "safeguards_off", "novelty"]},
                ["prevalence", "download", "removal", "as_modified", "effort", "novelty"],
                {"id": "theft", "standing": True,
                 "path": ["prevalence", "theft", "removal", "as_modified", "effort", "novelty"]},
            ],
        },
        "domains": {
            "bio": {"title": "Biology", "means": "Harm.", "severity": 5, "least_actor": "lone", "capability": "bio",
                    "source": SOURCE},
            "scams": {"title": "Scams", "means": "Harm.", "severity": 4, "least_actor": "group", "capability": "scams",
                      "source": SOURCE},
        },
    }  # fmt: skip


def tolerance() -> Raw:
    zones = {
        1: "AAAAT", 2: "AAATT", 3: "AAATI", 4: "AATII", 5: "AATII",
    }  # fmt: skip
    names = {"A": "acceptable", "T": "tolerable", "I": "intolerable"}
    return {
        "source": SOURCE,
        "severities": [{"level": i, "text": f"severity {i}"} for i in range(1, 6)],
        "table": {s: {level: names[z] for level, z in enumerate(row, 1)} for s, row in zones.items()},
        "floors": {1: 1, 2: 1, 3: 1, 4: 2, 5: 3},
        "prevalence": {"lone": dict.fromkeys(range(1, 6), 5), "group": dict.fromkeys(range(1, 5), 4) | {5: 5}},
        "amounts": {"none": 1, "partly": 3, "full": 5},
        "lone_actors": ["lone"],
    }


def rules() -> list[Raw]:
    def rule(name: str, when: Raw, **more: Any) -> Raw:
        return {
            "id": name, "title": name.replace("-", " "), "source": SOURCE, "when": when, "because": "So.",
            "remedy": "Do.", **more,
        }  # fmt: skip

    voiced = {"over": "evidence", "where": {"cited_by": "capability.$domain.as_modified", "voice": ["third_party"]}}
    cited = {"over": "evidence", "where": {"cited_by": "capability.$domain.as_modified"}}
    return [
        rule("unassessed", {"unknown": "capability.$domain.as_modified"},
             for_each_domain={"only": ["bio", "scams"]}, cap="api", hard=True),
        rule("one-voice", {"all": [{"any_of": cited}, {"not": {"any_of": voiced}}]},
             for_each_domain={"severity_at_least": 5}, cap="gated", hard=True),
        rule("verdict", {"any_of": {"over": "evidence", "where": {"standing": "at_or_above"}}}, cap="api"),
        rule("extreme", {"at_least": {"capability.bio.as_released": 5}}, cap="closed"),
        rule("notice",
             {"all": [{"at_least": {"option": "gated"}}, {"at_least": {"capability.bio.as_modified": 3}}]},
             require={"text": "Tell them.", "met_when": {"all": [{"is": {"facts.audited": True}},
                                                                 {"at_least": {"context.security": 3}}]}}),
        rule("crowd", {"number_at_least": {"facts.users": 1000}}, escalate="board"),
        rule("durable",
             {"all": [{"at_least": {"capability.scams.as_modified": 4}},
                      {"not": {"any_of": {"over": "safeguards", "where": {"state": "durable", "domain": "scams"}}}}]},
             escalate="executive"),
        rule("speaks", {"not": {"is": {"model.modalities": "text"}}}, note="It is not a text model."),
        rule("hollow", {"at_most": {"topics.answered.paperwork": "absent"}}, classify={"completeness": "thin"}),
        rule("some-gaps", {"at_most": {"topics.answered.paperwork": "partial"}}, classify={"completeness": "partial"}),
        rule("not-a-topic", {"is": {"topics.answered.$domain": "not_applicable"}},
             for_each_domain={}, classify={"finding": "none"}),
        rule("no-answer", {"any": [{"unknown": "topics.change.$domain"}, {"is": {"topics.answered.$domain": "absent"}}]},
             for_each_domain={}, classify={"finding": "open_question"}),
        rule("got-worse", {"at_least": {"topics.change.$domain": 4}}, for_each_domain={}, classify={"finding": "worse"}),
    ]  # fmt: skip


def benefits() -> Raw:
    return {
        "benefits": [
            {"id": "evaluation", "title": "Evaluation", "source": SOURCE, "asks": "How much?",
             "levels": copy.deepcopy(LEVELS), "keeps": {"closed": 0, "api": 0.4, "gated": 0.8, "weights": 1}},
            {"id": "innovation", "title": "Innovation", "source": SOURCE, "asks": "How much?",
             "levels": copy.deepcopy(LEVELS), "keeps": {"closed": 0, "api": 0.5, "gated": 0.6, "weights": 1}},
        ],
        "alternatives": [described("bounty", recovers={"evaluation": 0.5}, up_to="gated")],
    }  # fmt: skip


def indicators() -> Raw:
    return {
        "screens": [
            {"id": "audio-only", "title": "Audio only", "source": SOURCE,
             "when": {"one_of": {"model.output_modalities": ["audio"]}},
             "suggests": {"capability.bio.as_modified": {"lo": 1, "hi": 2}}, "because": "It only speaks."},
        ],
        "evaluations": [{"criteria": ["capability.bio"], "evaluation": "A test.", "source": SOURCE}],
    }  # fmt: skip


MODEL = {"name": "m", "developer": "d", "modalities": ["text"]}


def cases() -> Raw:
    return {
        "bases": {"bare": {"riskframe": 1, "model": MODEL, "assessment": {"date": "2026-01-31"}}},
        "cases": [
            {"name": "A model of which nothing is known stays closed", "base": "bare",
             "expect": {"start": "closed", "fires": ["unassessed"], "quiet": ["verdict"],
                        "zones": {"api": {"bio": "intolerable"}}, "classes": {"completeness": "thin"}}},
        ],
    }  # fmt: skip


def small() -> Raw:
    """The rubric folder as nested mappings and lists, a fresh copy each time."""
    return {
        "rubric": rubric_file(),
        "criteria": {"criteria": criteria()},
        "pathways": pathways(),
        "tolerance": tolerance(),
        "rules": {"rules": rules()},
        "benefits": benefits(),
        "indicators": indicators(),
        "cases": cases(),
    }


def planted(value: Any, *path: str | int) -> Raw:
    """The small rubric with one thing changed: the value at a path; `None` takes it away."""
    raw = copy.deepcopy(small())
    *way, last = path
    place: Any = raw
    for key in way:
        place = place[key]
    if value is None:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return raw


def folder(raw: Raw | None = None) -> RubricFolder:
    return RubricFolder.model_validate(raw if raw is not None else small())


def resolved(raw: Raw | None = None) -> Rubric:
    return resolve(folder(raw))


def faults(raw: Raw) -> tuple[Problem, ...]:
    """What loading would find: faults of references, or of the static self-check."""
    try:
        return check_rubric(resolved(raw))
    except InvalidProblems as error:
        return error.problems


def found(raw: Raw) -> list[tuple[str, KeyPath]]:
    return [(p.code, p.path) for p in faults(raw)]


def index_of(name: str) -> int:
    """Where a rule stands in the small rubric."""
    return next(i for i, rule in enumerate(rules()) if rule["id"] == name)
