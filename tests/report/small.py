"""A small rubric and a profile that make every section of a report speak. Invented: it rates nothing real."""

from __future__ import annotations

from functools import cache
from typing import Any

from riskframe.assessment import Assessment, assess
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder

PAPER = {"ref": "paper", "section": "3", "basis": "paper"}
OURS = {"ref": "ours", "basis": "design"}
FIVE = [{"level": i, "text": f"Described level {i}."} for i in range(1, 6)]


def described(name: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": title, "source": OURS, "means": f"{title}, as this rubric means it.", **more}


def option(name: str, title: str, headline: str, out: bool, granted: str, kept: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "title": title, "source": PAPER, "headline": headline, "irreversible": out,
        "means": f"{title}: what that gives to whom.", "way_back": "None." if out else "Close the accounts.",
        "affordances": dict(zip(("query", "fine_tune", "run"), granted.split(), strict=True)),
        "abilities": {"patch": kept}, **more,
    }  # fmt: skip


RUBRIC: dict[str, Any] = {
    "rubric": {
        "riskframe_rubric": 1, "id": "small", "version": "1.2.0", "title": "A small rubric for tests",
        "summary": "Three domains, four options.", "question": "How openly can this be released?",
        "limits": ["It rates nothing real.", "Its levels are invented."],
        "sources": {
            "paper": {"title": "A Paper on Openness", "authors": "A. Author", "year": 2023, "ref": "arXiv:0000.00000"},
            "other": {"title": "Another View", "authors": "B. Other", "year": 2024},
            "ours": {"title": "Decisions of this rubric"},
        },
        "affordances": [described("query", "Ask it"), described("fine_tune", "Tune it"), described("run", "Run it")],
        "abilities": [described("patch", "Update for everyone")],
        "options": [
            option("closed", "Not released", "not_for_now", False, "none none none", "full"),
            option("api", "Hosted use", "api_only", False, "full none none", "full"),
            option("gated", "Weights to some", "structured_access", True, "full partly full", "partly",
                   print_as="weights to vetted recipients; cannot be recalled"),
            option("open", "Open weights", "open_weights", True, "full full full", "none"),
        ],
        "actors": [described("lone", "A lone person"), described("group", "A group")],
        "routes": [described("on_query", "Past the served safeguards", test="bypass"),
                   described("on_weights", "Out of the weights", test="tampering")],
        "tests": [described("bypass", "Attempts to get past"), described("tampering", "Attempts to remove")],
        "safeguard_kinds": [
            described("refusal", "Refusal training", lives_in=["weights"], routes=["on_query", "on_weights"],
                      slowed_by={"fine_tune": "partly"}, void_by={"run": "full"}),
            described("filters", "Input and output filters", lives_in=["service"], routes=["on_query"],
                      void_by={"run": "partly"}),
            described("filtering", "Data filtering", lives_in=["weights"], routes=["on_query", "on_weights"]),
        ],
        "sign_off": [described("owner", "The owner"), described("board", "The board"),
                     described("independent", "The board and an independent reviewer")],
        "escalation": {"rests_on_novelty": "board", "irreversible": "independent", "default": "owner",
                       "tolerable_at_severity": {5: "independent", 4: "board"}},
        "validity": {"months": 6, "triggers": [described("baseline", "A new open model does as much"),
                                               described("incident", "An incident")]},
        "staging": {"watch": ["Misuse reports, weekly."], "stop_signals": ["Restrictions have to grow."],
                    "told": ["The board."]},
        "components": [described("weights", "Weights", grants={"run": "full"}), described("docs", "Documentation")],
        "classifications": [described("openness", "Openness class", values=["none", "partial", "full"],
                                      otherwise="none")],
        "facts": [described("audited", "Was it audited?", type="yes_no")],
    },
    "criteria": {"criteria": [
        *({"id": d, "group": "capability", "title": t, "source": PAPER, "polarity": "risk", "asks": f"{t}?",
           "levels": FIVE} for d, t in (("bio", "Help with biology"), ("cyber", "Help with attacks"),
                                        ("scams", "Help with scams"))),
        {"id": "availability", "group": "context", "per": "domain", "title": "What is already available",
         "source": {"ref": "other", "basis": "literature"}, "polarity": "protective", "asks": "Who has as much?",
         "levels": FIVE},
        {"id": "defences", "group": "context", "per": "domain", "title": "Defences", "source": OURS,
         "polarity": "protective", "asks": "What resists?", "levels": FIVE},
        {"id": "security", "group": "context", "title": "Security of the weights", "source": OURS,
         "polarity": "protective", "asks": "How hard is theft?", "levels": FIVE},
    ]},
    "pathways": {
        "default": {
            "steps": {
                "prevalence": {"title": "Somebody who wants the harm", "actor": "prevalence"},
                "query": {"title": "Get to ask", "affordance": "query"},
                "download": {"title": "Get the weights", "affordance": "run"},
                "theft": {"title": "Steal the weights", "rating": "context.security"},
                "bypass": {"title": "Get past the served safeguards", "safeguards": "on_query"},
                "removal": {"title": "Take the safeguards out", "safeguards": "on_weights"},
                "as_released": {"title": "What it gives as released", "capability": "as_released"},
                "safeguards_off": {"title": "What it gives when it does not decline", "capability": "safeguards_off"},
                "as_modified": {"title": "What it gives after tuning", "capability": "as_modified"},
                "novelty": {"title": "Gain over what is available", "rating": "context.availability",
                            "floor": "by_severity", "counts_with": "comparator", "marginal": True,
                            "outside_model": True},
                "outside": {"title": "Overcome the defences", "rating": "context.defences", "floor": "by_severity",
                            "counts_with": "evidence", "outside_model": True},
            },
            "paths": [
                {"id": "ask", "path": ["prevalence", "query", "as_released", "novelty", "outside"]},
                {"id": "bypass", "path": ["prevalence", "query", "bypass", "safeguards_off", "novelty", "outside"]},
                {"id": "weights", "path": ["prevalence", "download", "removal", "as_modified", "novelty", "outside"]},
                {"id": "theft", "standing": True,
                 "path": ["prevalence", "theft", "removal", "as_modified", "novelty", "outside"]},
            ],
        },
        "domains": {
            name: {"title": title, "means": f"{title}: the worst that is credible.", "severity": severity,
                   "least_actor": actor, "capability": name, "source": PAPER}
            for name, title, severity, actor in (
                ("bio", "Biological weapons", 5, "lone"), ("cyber", "Cyber offence", 4, "group"),
                ("scams", "Scams", 3, "group"))
        },
    },
    "tolerance": {
        "source": OURS, "severities": [{"level": i, "text": f"Severity {i}."} for i in range(1, 6)],
        "table": {s: {level: "acceptable" if level <= 2 + (s < 3) else "intolerable" if level > (4 if s < 4 else 3)
                      else "tolerable" for level in range(1, 6)} for s in range(1, 6)},
        "floors": {1: 1, 2: 1, 3: 1, 4: 2, 5: 3},
        "prevalence": {"lone": dict.fromkeys(range(1, 6), 5), "group": dict.fromkeys(range(1, 6), 4)},
        "amounts": {"none": 1, "partly": 3, "full": 5}, "lone_actors": ["lone"],
    },
    "rules": {"rules": [
        {"id": "unassessed", "title": "No evaluation of the modified model", "source": PAPER,
         "for_each_domain": {"severity_at_least": 4}, "when": {"unknown": "capability.$domain.as_modified"},
         "cap": "api", "because": "Weights cannot be recalled.", "remedy": "Evaluate after removal.", "hard": True},
        {"id": "independent", "title": "No independent voice", "source": OURS,
         "for_each_domain": {"severity_at_least": 4},
         "when": {"not": {"any_of": {"over": "evidence", "where": {
             "cited_by": "capability.$domain.as_modified", "voice": ["third_party", "government"]}}}},
         "cap": "api", "because": "One voice is not enough.", "remedy": "Ask somebody else."},
        {"id": "audit", "title": "Audit before weights", "source": OURS, "when": {"at_least": {"option": "gated"}},
         "require": {"text": "An audit by an outside body is published.", "met_when": {"is": {"facts.audited": True}}},
         "because": "Others must be able to check.", "remedy": "Have it audited."},
        {"id": "watch", "title": "Watch what becomes of it", "source": OURS, "when": {"at_least": {"option": "api"}},
         "require": {"text": "Misuse reports are read every week.", "stage": "subsequent",
                     "met_when": {"is": {"facts.audited": True}}},
         "because": "Tests miss things.", "remedy": "Name somebody."},
        {"id": "high", "title": "A high capability", "source": PAPER,
         "when": {"at_least": {"capability.bio.as_modified": 4}}, "escalate": "board",
         "because": "The board should see it.", "remedy": "None."},
        {"id": "remark", "title": "Text only", "source": OURS, "when": {"is": {"model.modalities": "text"}},
         "note": "The model reads text only.", "because": "It bears on scams.", "remedy": "None."},
    ]},
    "benefits": {
        "benefits": [
            {"id": name, "title": title, "source": PAPER, "asks": f"{title}?", "levels": FIVE,
             "keeps": dict(zip(("closed", "api", "gated", "open"), shares, strict=True))}
            for name, title, shares in (
                ("eval", "External evaluation", (0, 0.4, 0.8, 1)), ("innovation", "Innovation", (0, 0.3, 0.5, 1)),
                ("research", "Safety research", (0, 0.25, 0.75, 1)))
        ],
        "alternatives": [described("bounties", "Bounties", recovers={"eval": 0.3}, up_to="api"),
                         described("research_api", "A research interface", recovers={"eval": 0.35, "research": 0.5},
                                   up_to="api")],
    },
    "indicators": {
        "screens": [],
        "evaluations": [{"criteria": ["capability.bio"], "evaluation": "An uplift study after removal and tuning.",
                         "source": PAPER}],
    },
}  # fmt: skip

PROFILE: dict[str, Any] = {
    "riskframe": 1,
    "model": {"name": "Example-7B", "version": "2", "developer": "Example Lab", "modalities": ["text"],
              "parameters": 7e9, "weights": {"sha256": "a" * 64}},
    "release": {"proposed": "open", "goals": ["eval"], "components": {"weights": "open", "docs": "open"}},
    "assessment": {"date": "2026-01-31", "organisation": "Example Lab", "decision_asked": "May the weights go out?"},
    "evidence": [
        {"id": "bio-study", "title": "Uplift study on biology", "kind": "uplift_study", "voice": "third_party",
         "date": "2025-11-20", "source": "reports/bio.pdf", "elicitation": "fine_tuned"},
        {"id": "cyber-bench", "title": "Attack benchmark", "kind": "benchmark", "voice": "developer",
         "date": "2025-12-10", "source": "evals/cyber.json", "elicitation": "scaffolded", "sha256": "b" * 64,
         "result": {"metric": "solved tasks", "value": 12, "unit": "of 40 tasks", "direction": "higher_is_riskier"}},
        {"id": "red-team", "title": "Red team exercise", "kind": "red_team", "voice": "government",
         "date": "2025-10-02"},
        {"id": "opinion", "title": "Opinion on scams", "kind": "judgement", "voice": "developer",
         "role": "Trust and safety lead", "rationale": "Seen similar models.", "date": "2026-01-15"},
        {"id": "old", "title": "An older test", "kind": "benchmark", "voice": "developer", "date": "2024-02-01",
         "status": "superseded"},
    ],
    "capabilities": {
        "bio": {"as_released": 2, "as_modified": {"lo": 2, "best": 3, "hi": 4}, "evidence": ["bio-study", "red-team"],
                "confidence": "medium", "rationale": "Expert help needed."},
        "cyber": {"as_released": {"by": {"r1": 2, "r2": {"lo": 2, "best": 3, "hi": 3}}},
                  "as_modified": {"lo": 2, "best": 3, "hi": 3}, "evidence": ["cyber-bench", "red-team"]},
        "scams": {"as_released": {"lo": 2, "best": 3, "hi": 4}, "as_modified": {"lo": 2, "best": 3, "hi": 4},
                  "evidence": ["opinion"]},
    },
    "context": {
        "availability": {
            "bio": {"lo": 2, "best": 3, "hi": 3, "evidence": ["bio-study"],
                    "comparators": [{"name": "Other-8B", "date": "2025-05-01", "result": "bio-study"}]},
            "cyber": {"level": 4, "evidence": ["cyber-bench"],
                      "comparators": [{"name": "Other-8B", "date": "2025-05-01", "result": "cyber-bench"}]},
        },
        "defences": {"cyber": {"level": 3, "evidence": ["red-team"]}},
        "security": {"level": 2, "evidence": ["red-team"]},
    },
    "safeguards": [
        {"id": "refusals", "kind": "refusal", "lives_in": "weights", "strength": {"level": 4, "evidence": ["red-team"]},
         "tested_against": {"bypass": {"evidence": ["red-team"], "budget_usd": 1000.0}}},
        {"id": "filters", "kind": "filters", "lives_in": "service", "strength": {"level": 4, "evidence": ["red-team"]},
         "tested_against": {"bypass": {"evidence": ["red-team"]}}},
    ],
    "benefits": {"eval": {"size": 4, "evidence": ["red-team"]}, "innovation": {"size": 3, "evidence": ["opinion"]}},
    "facts": {"audited": False},
    "assessors": [
        {"id": "r1", "role": "Evaluation lead", "organisation": "Example Lab", "interests": "Employed by the developer."},
        {"id": "r2", "role": "Outside reviewer", "organisation": "Review House",
         "dissent": "The biology rating should be one level higher."},
    ],
}  # fmt: skip


@cache
def small_rubric() -> Rubric:
    return resolve(RubricFolder.model_validate(RUBRIC))


def small_profile(**changes: Any) -> Profile:
    """The profile, with top-level entries replaced."""
    return Profile.model_validate({**PROFILE, **changes})


@cache
def small_analysed() -> Assessment:
    """The assessment of the profile, with how sure it is and what would change it."""
    return assess(small_profile(), small_rubric(), analysis=True)


def small_assessment(**changes: Any) -> Assessment:
    return assess(small_profile(**changes), small_rubric())
