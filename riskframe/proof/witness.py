"""From a consistent set of literals to a whole profile in which they hold."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from riskframe.proof.entries import Entry, find_entries
from riskframe.proof.literals import NOT_APPLICABLE, UNKNOWN, State
from riskframe.proof.solving import Groups, Search
from riskframe.rubric.conditions import Count
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath

Raw = dict[str, Any]


def bare() -> Raw:
    """The least that a profile says."""
    return {
        "riskframe": 1,
        "model": {"name": "Witness", "developer": "Nobody", "modalities": ["text"]},
        "assessment": {"date": "2026-01-31"},
    }


def profiles(search: Search, groups: Groups, *, others: Mapping[str, State] | None = None) -> Iterator[Raw]:
    """Profiles in which the literals hold. `others` are states of ratings that no literal is about.

    Usually the first one does; ratings are tried known and unknown where either is possible.
    """
    facets = [list(_some(search.states(wanted))) for (kind, _), wanted in groups.items() if kind == "rating"]
    for last in (0, -1) if facets else (0,):
        states = dict(others or {})
        for found in facets:
            states |= found[last]
        made = _profile(search, groups, states)
        if made is not None:
            yield made


def _some(states: Iterator[dict[str, State]]) -> Iterator[dict[str, State]]:
    """The first and the last of a group's states: the most and the least known."""
    found = list(states)
    yield from (found[0], found[-1])


def _profile(search: Search, groups: Groups, states: Mapping[str, State]) -> Raw | None:
    known = [path for path, state in states.items() if state != UNKNOWN]
    wanted = groups.get(("count", "evidence"), ())
    evidence = find_entries("evidence", wanted, search.rubric, cited=known, state=search.state)
    if evidence is None:
        return None
    raw = bare()
    raw["evidence"] = [evidence_item(entry, i, search.rubric) for i, entry in enumerate(evidence, 1)]
    cited: dict[str, list[str]] = {path: [] for path in states}
    for i, entry in enumerate(evidence, 1):
        for path in entry.get("cited_by") or ():
            cited.setdefault(path, []).append(f"e{i}")
    for path, ids in cited.items():
        rate(raw, search.rubric.ratings[path], states.get(path, UNKNOWN), ids)
    say(raw, search, groups)
    if raw.get("safeguards") and not evidence:
        raw["evidence"] = [evidence_item({"kind": "document"}, 1, search.rubric)]
    for item in raw["evidence"]:
        if item["kind"] == "screen":
            _screen(raw, item, search)
    return raw


def _screen(raw: Raw, item: Raw, search: Search) -> None:
    """Make an item of evidence an accepted screen: the first whose facts can be had, with the facts and the assessor."""
    for screen in search.rubric.screens:
        found = next(Search(search.rubric, None, None).ways([(screen.when, True, False)]), None)
        if found is None:
            continue
        facts = {name: search.settle((kind, name), wanted)[0] for (kind, name), wanted in found.items()}
        for path, value in facts.items():
            state_fact(raw, path, value)
        facts = {path: list(v) if isinstance(v, tuple) else v for path, v in facts.items()}
        raw.setdefault("assessors", []).append({"id": "acceptor", "role": "Assessor"})
        item |= {"screen": screen.screen.id, "facts": facts, "accepted_by": "acceptor"}
        return


def say(raw: Raw, search: Search, groups: Groups) -> None:
    """Write what the groups other than ratings and evidence ask for into a raw profile."""
    for (kind, name), wanted in groups.items():
        if kind not in ("fact", "severity", "count") or name == "evidence":
            continue
        found = search.settle((kind, name), wanted)
        if kind == "fact":
            state_fact(raw, name, found[0])
        elif kind == "severity":
            if found > search.rubric.vocabulary.domains[name]:
                raw.setdefault("severities", {})[name] = {"level": found, "reason": "Witness."}
        elif name == "components":
            listed = {c: entry.model_dump(exclude_none=True) for c, entry in found.items()}
            raw.setdefault("release", {})["components"] = listed
        elif name == "safeguards":
            raw["safeguards"] = [safeguard_item(entry, i) for i, entry in enumerate(found, 1)]
        else:
            raw["assessors"] = [
                {"id": f"a{i}", "role": "Assessor", "organisation": entry.get("organisation") or "somebody else"}
                for i, entry in enumerate(found, 1)
            ]


def graft(base: Raw, search: Search, groups: Groups) -> Raw | None:
    """A copy of a profile, changed so that the literals hold; ratings keep what they cite, evidence is added to."""
    raw = copy.deepcopy(base)
    ids = [item["id"] for item in raw.get("evidence", [])]
    for (kind, _), wanted in groups.items():
        if kind == "rating":
            for path, state in next(search.states(wanted)).items():
                rate(raw, search.rubric.ratings[path], state, ids)
    say(raw, search, groups)
    wanted = groups.get(("count", "evidence"), ())
    entries = find_entries("evidence", wanted, search.rubric, state=search.state)
    if entries is None:
        return None
    for w in wanted:
        assert isinstance(w.literal.atom, Count)
        if w.truth is w.literal.negated:
            _drop(raw, w.literal.atom, search.rubric)
    for entry in entries:
        item = evidence_item(entry, 101 + len(raw["evidence"]), search.rubric)
        raw["evidence"].append(item)
        for path in entry.get("cited_by") or ():
            said = rated(raw, search.rubric.ratings[path])
            if said is not None:
                said["evidence"] = [*said["evidence"], item["id"]]
    return raw


def _drop(raw: Raw, count: Count, rubric: Rubric) -> None:
    """Take away the evidence that a count must not find, or the citations of it."""
    fields = dict(count.where)
    cited = fields.pop("cited_by", None)
    for item in list(raw["evidence"]):
        said = {**item, "domain": item.get("domains", ()), "standing": item.get("verdict", {}).get("standing")}
        if all(_overlaps(said.get(name), values) for name, values in fields.items()):
            for path in cited if cited is not None else rubric.ratings:
                rating = rated(raw, rubric.ratings[path])
                if rating is not None:
                    rating["evidence"] = [e for e in rating["evidence"] if e != item["id"]]
            if cited is None:
                raw["evidence"].remove(item)


def _overlaps(value: Any, values: tuple[Any, ...]) -> bool:
    return any(v in values for v in value) if isinstance(value, (list, tuple)) else value in values


def state_fact(raw: Raw, path: str, value: Any) -> None:
    """Say a fact in a raw profile; None leaves it unsaid."""
    section, *names = path.split(".")
    place = raw.setdefault(section, {})
    for name in names[:-1]:
        place = place.setdefault(name, {})
    if value is None:
        place.pop(names[-1], None)
    else:
        place[names[-1]] = list(value) if isinstance(value, tuple) else value


def rate(raw: Raw, rating: RatingPath, state: State, evidence: list[str]) -> None:
    """Write a rating into a raw profile; one that was there keeps its comparators."""
    place, key = _place(raw, rating)
    said: Raw = {name: value for name, value in place.get(key, {}).items() if name == "comparators"}
    if state == UNKNOWN:
        said = {"unknown": True}
    elif state == NOT_APPLICABLE:
        said = {"not_applicable": "It is of no concern here."}
    else:
        said["level"] = state
    said["evidence"] = evidence
    place[key] = said


def rated(raw: Raw, rating: RatingPath) -> Raw | None:
    """What a raw profile says of a rating."""
    place, key = _place(raw, rating)
    found: Raw | None = place.get(key)
    return found


def _place(raw: Raw, rating: RatingPath) -> tuple[Raw, str]:
    criterion = rating.criterion
    if criterion.group == "capability":
        return raw.setdefault("capabilities", {}).setdefault(criterion.id, {}), str(rating.facet)
    if criterion.group == "context":
        place = raw.setdefault("context", {})
    else:
        place = raw.setdefault("ratings", {}).setdefault(criterion.group, {})
    if rating.domain is not None:
        return place.setdefault(criterion.id, {}), rating.domain
    return place, criterion.id


def evidence_item(entry: Entry, number: int, rubric: Rubric) -> Raw:
    """An item of evidence with the fields that a search asked for."""
    item: Raw = {"id": f"e{number}", "title": f"Evidence {number}", "kind": entry.get("kind") or "document"}
    if item["kind"] == "judgement":
        item |= {"role": "Expert", "rationale": "Because."}
    for name in ("voice", "elicitation", "finding"):
        if entry.get(name):
            item[name] = entry[name]
    if entry.get("domain"):
        item["domains"] = list(entry["domain"])
    if entry.get("standing"):
        frameworks = rubric.file.formal_frameworks
        name, spec = next(iter(frameworks.items()), ("none", None))
        level = spec.at_or_above[0] if spec else "high"
        item["verdict"] = {"framework": name, "level": level, "standing": entry["standing"]}
    return item


def safeguard_item(entry: Entry, number: int) -> Raw:
    """A safeguard with the fields that a search asked for, tested with the first item of evidence."""
    item: Raw = {
        "id": f"s{number}",
        "kind": entry["kind"],
        "lives_in": entry["lives_in"],
        "strength": {"level": entry["strength"], "evidence": ["e1"]},
        "tested_against": {test: {"evidence": ["e1"]} for test in entry["tested"]},
    }
    if entry["domain"] is not None:
        item["domains"] = list(entry["domain"])
    return item
