"""Ways in which a profile gets worse: the cases of the monotonicity theorem, each as an edit of the profile as written.

Every function takes a random generator, the profile as nested mappings, the rubric, and what is unknown (rating paths and
safeguard ids), and returns edited copies in random order; some may not fit the rubric any more (as_released above
as_modified), which the caller checks.

What is unknown matters in one place: an interval over the whole scale is unknown, so moving its mild end toward harm makes
it known. That is learning something, not getting worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any, Literal

from riskframe.rubric.resolve import Rubric
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity
from tests.strategies.atoms import Raw

End = Literal["lo", "best", "hi"]
ENDS: tuple[End, ...] = ("lo", "best", "hi")


def holder(raw: Raw, rating: RatingPath) -> tuple[Any, str]:
    """Where a profile keeps a rating: the mapping and the key (which may be absent from it)."""
    group, name = rating.criterion.group, rating.criterion.id
    if group == "capability":
        return raw.get("capabilities", {}).get(name, {}), rating.facet or ""
    entries = raw.get("context", {}) if group == "context" else raw.get("ratings", {}).get(group, {})
    return (entries.get(name, {}), rating.domain) if rating.domain is not None else (entries, name)


def shuffled_ratings(rng: Random, rubric: Rubric, polarity: Polarity | None = None) -> list[RatingPath]:
    found = [r for r in rubric.ratings.values() if polarity is None or r.polarity is polarity]
    rng.shuffle(found)
    return found


def moved(
    rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str], *, end: End, polarity: Polarity
) -> Iterator[Raw]:
    """One end of one rating of a polarity (or of one assessor's part of it) a level or more toward harm."""
    for rating in shuffled_ratings(rng, rubric, polarity):
        edited = deepcopy(raw)
        where, key = holder(edited, rating)
        if key in where and rating.path not in unknown:
            worse = _moved(rng, where[key], end, rating.top, rating.words, risk=polarity is Polarity.RISK)
            if worse is not None:
                where[key] = worse
                yield edited


def _moved(rng: Random, given: Any, end: End, top: int, words: tuple[str, ...], *, risk: bool) -> Any:
    if isinstance(given, (int, str)):
        return None if given == "unknown" else _moved(rng, {"level": given}, end, top, words, risk=risk)
    if "by" in given:
        who = rng.choice(list(given["by"]))
        one = _moved(rng, given["by"][who], end, top, words, risk=risk)
        return None if one is None else {**given, "by": {**given["by"], who: one}}

    def level(word: Any) -> int:
        return word if isinstance(word, int) else words.index(word) + 1

    if "level" in given:
        at = dict.fromkeys(ENDS, level(given["level"]))
    elif "lo" in given:
        at = {e: level(given[e]) for e in ENDS}
    else:
        return None
    room = top - at[end] if risk else at[end] - 1
    if room < 1:
        return None
    step = rng.randint(1, room) if rng.random() < 0.3 else 1
    at[end] += step if risk else -step
    # What lies on the harmful side of the moved end gives way to it.
    if risk:
        at["best"] = max(at["best"], at["lo"])
        at["hi"] = max(at["hi"], at["best"])
    else:
        at["best"] = min(at["best"], at["hi"])
        at["lo"] = min(at["lo"], at["best"])
    if not at["lo"] <= at["best"] <= at["hi"]:
        return None
    return {**{k: v for k, v in given.items() if k != "level"}, **at}


def replaced_by_unknown(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """One rating replaced by unknown, with its comparators and what it cites."""
    for rating in shuffled_ratings(rng, rubric):
        edited = deepcopy(raw)
        where, key = holder(edited, rating)
        if key in where and where[key] != "unknown":
            where[key] = "unknown"
            yield edited


def without_a_citation(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """One rating stops citing one item, or all of them.

    Left out: a screen beside judgement or other screens, whose wider suggestion may be the adverse one, and the last
    citation of a facet whose block cites something else (which then stands for it).
    """
    kinds = {e["id"]: e["kind"] for e in raw["evidence"]}
    for rating in shuffled_ratings(rng, rubric):
        edited = deepcopy(raw)
        where, key = holder(edited, rating)
        given = where.get(key)
        if not isinstance(given, dict) or not given.get("evidence"):
            continue
        dropped = rng.choice(given["evidence"])
        kept = [e for e in given["evidence"] if e != dropped] if rng.random() < 0.7 else []
        if kept and kinds[dropped] == "screen" and not any(kinds[e] not in ("screen", "judgement") for e in kept):
            continue
        if not kept and rating.facet and where.get("evidence"):
            continue
        given["evidence"] = kept
        yield edited


def without_a_comparator(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """One rating loses a comparator, or the result that makes it count."""
    for rating in shuffled_ratings(rng, rubric):
        edited = deepcopy(raw)
        where, key = holder(edited, rating)
        given = where.get(key)
        if isinstance(given, dict) and given.get("comparators"):
            if rng.random() < 0.5:
                given["comparators"].pop()
            else:
                given["comparators"][-1].pop("result", None)
            yield edited


def weaker_safeguard(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """The strength of one safeguard lower at one end."""
    for number in rng.sample(range(len(raw["safeguards"])), len(raw["safeguards"])):
        edited = deepcopy(raw)
        item = edited["safeguards"][number]
        worse = _moved(rng, item["strength"], rng.choice(ENDS), 5, tuple("12345"), risk=False)
        if worse is not None and item["id"] not in unknown:
            item["strength"] = worse
            yield edited


def unknown_strength(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """The strength of one safeguard unknown."""
    for number in rng.sample(range(len(raw["safeguards"])), len(raw["safeguards"])):
        edited = deepcopy(raw)
        edited["safeguards"][number]["strength"] = "unknown"
        yield edited


def without_a_safeguard(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """One safeguard fewer."""
    for number in rng.sample(range(len(raw["safeguards"])), len(raw["safeguards"])):
        edited = deepcopy(raw)
        del edited["safeguards"][number]
        yield edited


def without_a_test(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """One test of one safeguard fewer."""
    tests = [(n, t) for n, s in enumerate(raw["safeguards"]) for t in s["tested_against"]]
    for number, test in rng.sample(tests, len(tests)):
        edited = deepcopy(raw)
        del edited["safeguards"][number]["tested_against"][test]
        yield edited


def more_severe(rng: Random, raw: Raw, rubric: Rubric, unknown: frozenset[str]) -> Iterator[Raw]:
    """The worst credible outcome of one domain worse than before."""
    severities = rubric.vocabulary.domains
    for domain in rng.sample(list(severities), len(severities)):
        edited = deepcopy(raw)
        now = edited["severities"].get(domain, {"level": severities[domain]})["level"]
        if now < 5:
            edited["severities"][domain] = {"level": rng.randint(now + 1, 5), "reason": "Worse here."}
            yield edited
