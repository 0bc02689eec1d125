"""Agreement with what was done: distances, matches, directions, and constants to beat."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.history.answers import Answer, answered, assessed
from benchmarks.history.cases import CODE_OF, SCALE, Case, cases

SEED = 2019
RESAMPLES = 2000
Distance = Callable[[Case], float]


def to_interval(at: int, least: int, most: int) -> int:
    """Steps from a place to the nearer end of an interval; 0 inside."""
    return max(least - at, at - most, 0)


def distance(found: Case, given: Answer) -> float:
    """Interval distance: of the one option, or for a staged answer the mean of start-to-least and aim-to-most."""
    start, aim = given.places
    least, most = found.least, found.most
    if given.staged:
        return (abs(start - least) + abs(aim - most)) / 2
    return float(to_interval(start, least, most))


def other_way(found: Case, given: Answer) -> float:
    """For a regretted decision: distance to the options more closed than it."""
    most = found.least - 1
    return sum(to_interval(at, 0, most) for at in given.places) / 2


def counted(found: Case, given: Answer) -> float:
    """As among the countable cases: a regretted decision counts the other way round."""
    return other_way(found, given) if found.verdict_of_history == "regretted" else distance(found, given)


def macro(chosen: Iterable[Case], of: Distance) -> float:
    """Mean over the options that were chosen of the mean distance of their cases."""
    by_option: dict[str, list[float]] = {}
    for found in chosen:
        by_option.setdefault(found.actual, []).append(of(found))
    means = [sum(values) / len(values) for values in by_option.values()]
    return sum(means) / len(means)


def interval(chosen: Sequence[Case], of: Distance) -> tuple[float, float]:
    """Percentile bootstrap interval (95 %) of the macro average over whole cases."""
    draw = random.Random(SEED)  # noqa: S311  resampling, nothing secret
    values = sorted(macro(draw.choices(chosen, k=len(chosen)), of) for _ in range(RESAMPLES))
    return values[round(RESAMPLES * 0.025)], values[round(RESAMPLES * 0.975) - 1]


@dataclass(frozen=True)
class Score:
    """One set of cases scored."""

    name: str
    number: int
    macro: float
    interval: tuple[float, float]
    mean: float
    constants: Mapping[str, float]
    """Option -> macro average of always answering it."""

    @property
    def best_constant(self) -> tuple[str, float]:
        return min(self.constants.items(), key=lambda item: item[1])


def always(option: str) -> Answer:
    """The answer that is the same for every model. `api_only` is `api` in the rubric."""
    name = next((r for r, code in CODE_OF.items() if code == option), option)
    return Answer(name, name)


def _always_by(option: str, measure: Callable[[Case, Answer], float]) -> Distance:
    answer = always(option)
    return lambda found: measure(found, answer)


def scored(
    name: str, chosen: Sequence[Case], measure: Callable[[Case, Answer], float], given: Mapping[str, Answer]
) -> Score:
    def of(found: Case) -> float:
        return measure(found, given[found.slug])

    constants = {option: macro(chosen, _always_by(option, measure)) for option in SCALE}
    mean = sum(of(c) for c in chosen) / len(chosen)
    return Score(name, len(chosen), macro(chosen, of), interval(chosen, of), mean, constants)


def scores() -> tuple[Score, ...]:
    """All cases, the countable ones, and those with enough evidence for another outcome than `insufficient_evidence`."""
    everything, given = cases(), answered()
    countable = [c for c in everything if c.countable]
    plain = [c for c in countable if c.verdict_of_history != "regretted"]
    enough = [c for c in everything if assessed()[c.slug].verdict != "insufficient_evidence"]
    return (
        scored("all", everything, distance, given),
        scored("countable, the regretted one the other way", countable, counted, given),
        scored("countable without the regretted one", plain, distance, given),
        scored("all but `insufficient_evidence`", enough, distance, given),
    )


def code(given: Answer) -> str:
    """The answer in the record's words."""
    return "staged_release" if given.staged else CODE_OF.get(given.start, given.start)


def matches(found: Case, said: str) -> bool:
    """Lenient match: what was done, or what a fair coder could also have said."""
    return said in (found.actual, *found.record["also_defensible"])


def lenient() -> dict[str, int]:
    """How many cases the answer as a whole, its start alone and its aim alone match."""
    given = answered()

    def number(said: Callable[[Answer], str]) -> int:
        return sum(matches(c, said(given[c.slug])) for c in cases())

    return {
        "answer": number(code),
        "start": number(lambda a: CODE_OF.get(a.start, a.start)),
        "aim": number(lambda a: CODE_OF.get(a.aim, a.aim)),
    }


def direction(at: int, found: Case) -> str:
    """Where a place lies against what was done."""
    if at < found.least:
        return "more closed"
    return "more open" if at > found.most else "within"


def directions() -> dict[str, Counter[str]]:
    """Start and aim against the record, each by itself."""
    given = answered()
    return {
        "start": Counter(direction(given[c.slug].places[0], c) for c in cases()),
        "aim": Counter(direction(given[c.slug].places[1], c) for c in cases()),
    }


def outcomes() -> dict[str, Counter[str]]:
    """Verdict on what was done, before 2023 and from 2023 on."""
    found: dict[str, Counter[str]] = {"before 2023": Counter(), "from 2023": Counter()}
    for c in cases():
        found["before 2023" if c.year < 2023 else "from 2023"][str(assessed()[c.slug].verdict)] += 1
    return found
