"""A rubric and a profile small enough to work out by hand.

One domain (harm, severity 5), three options (closed < api < weights), two actors (lone, group) and three paths:

- ask:     prevalence, query, as_released, novelty, outside
- bypass:  prevalence, query, getting past safeguards, safeguards_off, novelty, outside
- weights: prevalence, download, removing safeguards, as_modified, run, novelty, outside

and theft, a standing one. At severity 5 levels 1 and 2 are acceptable, 3 is tolerable, 4 and 5 are intolerable.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from riskframe.assessment import evaluated
from riskframe.decision.decide import decide
from riskframe.decision.records import Decision
from riskframe.engine.evaluate import Evaluation
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder

Raw = dict[str, Any]
SOURCE = {"ref": "ours", "basis": "design"}
CLOSED, API, WEIGHTS = 0, 1, 2


def described(name: str, **more: Any) -> Raw:
    return {"id": name, "title": name.capitalize(), "source": {**SOURCE}, "means": name, **more}


def levels(n: int = 5) -> list[Raw]:
    return [{"level": i, "text": f"level {i}"} for i in range(1, n + 1)]


def criterion(group: str, name: str, polarity: str, **more: Any) -> Raw:
    given = {"levels": levels(), "asks": "How much?", **more}
    return {"group": group, "id": name, "title": name.capitalize(), "source": {**SOURCE}, "polarity": polarity, **given}


def option(name: str, headline: str, query: str, run: Any, patch: str, *, irreversible: bool = False) -> Raw:
    return {
        **described(name), "headline": headline, "irreversible": irreversible, "way_back": f"Way back from {name}.",
        "affordances": {"query": query, "run": run}, "abilities": {"patch": patch},
    }  # fmt: skip


def rule(name: str, when: Raw, **effect: Any) -> Raw:
    return {
        "id": name, "title": name.capitalize(), "source": {**SOURCE}, "when": when, "because": "It matters.",
        "remedy": "Mend it.", **effect,
    }  # fmt: skip


def folder() -> Raw:
    """The toy rubric as nested mappings."""
    steps: Raw = {
        "prevalence": {"title": "Somebody wants it", "actor": "prevalence"},
        "query": {"title": "Query", "affordance": "query"},
        "download": {"title": "Download", "affordance": "run"},
        "theft": {"title": "Theft", "rating": "context.security"},
        "bypass": {"title": "Bypass", "safeguards": "on_query"},
        "removal": {"title": "Removal", "safeguards": "on_weights"},
        "as_released": {"title": "As released", "capability": "as_released"},
        "safeguards_off": {"title": "Safeguards off", "capability": "safeguards_off"},
        "as_modified": {"title": "As modified", "capability": "as_modified"},
        "run": {"title": "Run", "rating": "context.run_ease", "at_least": {"group": 3}},
        "novelty": {"title": "Novelty", "rating": "context.availability", "floor": "by_severity",
                    "counts_with": "comparator", "marginal": True, "outside_model": True},
        "outside": {"title": "Outside", "rating": "context.defences", "floor": "by_severity",
                    "counts_with": "evidence", "outside_model": True},
    }  # fmt: skip
    zone = {1: "acceptable", 2: "acceptable", 3: "tolerable", 4: "intolerable", 5: "intolerable"}
    return {
        "rubric": {
            "riskframe_rubric": 1, "id": "toy", "version": "1.0.0", "title": "Toy", "summary": "Toy.",
            "question": "How openly?", "sources": {"ours": {"title": "Ours"}},
            "affordances": [described("query"), described("run")], "abilities": [described("patch")],
            "options": [
                option("closed", "not_for_now", "none", "none", "full"),
                option("api", "api_only", "full", "none", "full"),
                option("weights", "open_weights", "full", "full", "none", irreversible=True),
            ],
            "actors": [described("lone"), described("group")],
            "routes": [described("on_query", test="bypass"), described("on_weights", test="tampering")],
            "tests": [described("bypass"), described("tampering")],
            "safeguard_kinds": [
                described("refusal", lives_in=["weights"], routes=["on_query"], void_by={"run": "full"}),
                described("filter", lives_in=["service"], routes=["on_query"], slowed_by={"query": "full"},
                          void_by={"run": "full"}),
                described("tamper_resistance", lives_in=["weights"], routes=["on_weights"],
                          slowed_by={"run": "full"}),
                described("data_filtering", lives_in=["weights"], routes=["on_weights"]),
            ],
            "sign_off": [described("owner"), described("executive"), described("board")],
            "escalation": {"rests_on_novelty": "board", "irreversible": "executive", "default": "owner",
                           "tolerable_at_severity": {5: "executive"}},
            "validity": {"months": 6, "triggers": [described("incident")]},
            "components": [described("weights", grants={"run": "full"}), described("documentation")],
            "facts": [described("audited", type="yes_no"), described("users", type="number", unit="people")],
        },
        "criteria": {"criteria": [
            criterion("capability", "harm", "risk"),
            criterion("context", "availability", "protective"),
            criterion("context", "defences", "protective"),
            criterion("context", "run_ease", "risk"),
            criterion("context", "security", "protective"),
        ]},
        "pathways": {
            "default": {"steps": steps, "paths": [
                {"id": "ask", "path": ["prevalence", "query", "as_released", "novelty", "outside"]},
                {"id": "bypass", "path": ["prevalence", "query", "bypass", "safeguards_off", "novelty", "outside"]},
                {"id": "weights",
                 "path": ["prevalence", "download", "removal", "as_modified", "run", "novelty", "outside"]},
                {"id": "theft", "standing": True,
                 "path": ["prevalence", "theft", "removal", "as_modified", "run", "novelty", "outside"]},
            ]},
            "domains": {"harm": {"title": "Harm", "means": "Harm.", "severity": 5, "least_actor": "lone",
                                 "capability": "harm", "source": {**SOURCE}}},
        },
        "tolerance": {
            "source": {**SOURCE}, "severities": [{"level": i, "text": f"severity {i}"} for i in range(1, 6)],
            "table": {s: zone if s > 3 else {**zone, 3: "acceptable", 4: "tolerable"} for s in range(1, 6)},
            "floors": {1: 1, 2: 1, 3: 1, 4: 2, 5: 3}, "unbacked": 4,
            "prevalence": {"lone": dict.fromkeys(range(1, 6), 5), "group": dict.fromkeys(range(1, 6), 4)},
            "amounts": {"none": 1, "partly": 3, "full": 5}, "slowed_for_groups": 5, "lone_actors": ["lone"],
        },
        "rules": {"rules": []},
        "benefits": {
            "benefits": [{"id": "research", "title": "Research", "source": {**SOURCE}, "asks": "How large?",
                          "levels": levels(), "keeps": {"closed": 0.0, "api": 0.4, "weights": 1.0}}],
            "alternatives": [],
        },
        "indicators": {
            "screens": [{"id": "audio", "title": "Audio", "source": {**SOURCE}, "because": "It only hears.",
                         "when": {"one_of": {"model.modalities": ["speech"]}},
                         "suggests": {"capability.harm.as_modified": {"lo": 1, "hi": 2}}}],
            "evaluations": [{"criteria": ["capability.harm"], "evaluation": "Measure the uplift.",
                             "source": {**SOURCE}}],
        },
    }  # fmt: skip


def resolved(raw: Raw) -> Rubric:
    """A rubric held as nested mappings, resolved."""
    return resolve(RubricFolder.model_validate(raw))


def rubric(*rules: Raw, **sections: Any) -> Rubric:
    """The toy rubric with these rules, and with keys of `rubric.yaml` replaced."""
    raw = folder()
    raw["rules"]["rules"] = list(rules)
    raw["rubric"].update(sections)
    return resolved(raw)


def known(level: Any, **more: Any) -> Raw:
    """A rating that rests on an observation."""
    given = level if isinstance(level, dict) else {"level": level}
    return {**given, "evidence": ["seen"], **more}


def available(level: int) -> Raw:
    """An availability rating that names a comparator with a result on the same proxy."""
    return known(level, comparators=[{"name": "Another", "date": "2025-06-01", "result": "seen"}])


def safeguard(
    name: str, kind: str, strength: Any, tests: tuple[str, ...] = ("bypass", "tampering"), **more: Any
) -> Raw:
    place = "service" if kind == "filter" else "weights"
    tested = {t: {"evidence": ["seen"]} for t in tests}
    return {"id": name, "kind": kind, "lives_in": place, "strength": known(strength), "tested_against": tested, **more}


def profile(**changes: Any) -> Raw:
    """A profile of which everything is known: as released 1, modified 2, nothing comparable is available, no defences.

    Keys replace those of the profile; `harm`, `availability`, `defences`, `run_ease` and `security` replace ratings.
    """
    raw: Raw = {
        "riskframe": 1,
        "model": {"name": "model", "developer": "somebody", "modalities": ["text"]},
        "assessment": {"date": "2026-03-31"},
        "release": {"proposed": "weights", "goals": ["research"]},
        "evidence": [
            {"id": "seen", "title": "Seen", "kind": "red_team", "voice": "third_party", "date": "2026-03-01"},
            {"id": "thought", "title": "Thought", "kind": "judgement", "role": "lead", "rationale": "It seems so."},
        ],
        "assessors": [{"id": "ann", "role": "assessor"}, {"id": "bob", "role": "assessor"}],
        "benefits": {"research": {"size": 3, "evidence": ["seen"]}},
        "safeguards": [],
        "capabilities": {"harm": {"as_released": known(1), "as_modified": known(2)}},
        "context": {"availability": known(1), "defences": known(1), "run_ease": known(5), "security": known(5)},
    }
    changes = deepcopy(changes)
    if "harm" in changes:
        raw["capabilities"]["harm"] = changes.pop("harm")
    for name in ("availability", "defences", "run_ease", "security"):
        if name in changes:
            raw["context"][name] = changes.pop(name)
    return {**raw, **changes}


def record(**changes: Any) -> Profile:
    return Profile.model_validate(profile(**changes))


def evaluation(*rules: Raw, under: Rubric | None = None, **changes: Any) -> Evaluation:
    """The toy profile with changes, evaluated under the toy rubric with these rules."""
    return evaluated(record(**changes), under or rubric(*rules))


def decision(*rules: Raw, under: Rubric | None = None, **changes: Any) -> Decision:
    return decide(evaluation(*rules, under=under, **changes))


def eases(
    found: Evaluation, path: str, place: int, actor: str = "lone", reading: Any = "conservative"
) -> dict[str, int]:
    """Step -> ease of one of the toy's paths."""
    spec = next(p for p in found.rubric.paths if p.key == f"harm:{path}")
    return {step: ease for step, _, ease in found.step_eases(spec, actor, place, reading)}
