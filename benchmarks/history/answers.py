"""riskframe's answers, with the rubric compiled once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from benchmarks.history.cases import cases, place
from riskframe import Assessment, Profile, Rubric, load_rubric
from riskframe.assessment import assessment_of
from riskframe.decision.recommend import recommend
from riskframe.diagnostics import InvalidProblems
from riskframe.engine.bind import Bound, bind, severities_of
from riskframe.engine.compile import Compiled, compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.engine.fit import fit_problems


@dataclass(frozen=True)
class Answer:
    """Start and aim, as options of the rubric."""

    start: str
    aim: str

    @property
    def places(self) -> tuple[int, int]:
        """Start and aim on the record's scale."""
        return place(self.start), place(self.aim)

    @property
    def staged(self) -> bool:
        """Whether access is to be widened in steps that the record's scale tells apart."""
        start, aim = self.places
        return start != aim


@cache
def rubric() -> Rubric:
    return load_rubric("seger-2023")


@cache
def _compiled(severities: tuple[tuple[str, int], ...]) -> Compiled:
    return compile_rubric(rubric(), dict(severities))


def fits(profile: Profile) -> bool:
    """Whether the profile holds together under the rubric."""
    return not any(p.severity == "error" for p in fit_problems(profile, [rubric()]))


def bound(profile: Profile) -> Bound:
    """The profile bound to the rubric. Raises InvalidProblems where it does not fit."""
    if faults := [p for p in fit_problems(profile, [rubric()]) if p.severity == "error"]:
        raise InvalidProblems(faults)
    return bind(profile, _compiled(tuple(sorted(severities_of(profile, rubric()).items()))))


def evaluation(profile: Profile) -> Evaluation:
    return evaluate(bound(profile))


def answer(profile: Profile) -> Answer:
    """Start and aim alone: a hundredth of a second."""
    found = recommend(evaluation(profile))
    return Answer(found.start, found.aim)


def assessment(profile: Profile) -> Assessment:
    return assessment_of(evaluation(profile))


@cache
def assessed() -> dict[str, Assessment]:
    """The assessment of every case under rater A's ratings."""
    return {c.slug: assessment(c.profile) for c in cases()}


@cache
def answered() -> dict[str, Answer]:
    return {slug: answer_of(found) for slug, found in assessed().items()}


def answer_of(found: Assessment) -> Answer:
    return Answer(str(found.start), str(found.aim))


def opened(before: Answer, after: Answer) -> bool:
    """Whether start or aim is more open than before, on the rubric's own finer scale."""
    at = rubric().option_place
    return at[after.start] > at[before.start] or at[after.aim] > at[before.aim]


def closed_more(before: Answer, after: Answer) -> bool:
    """Whether start or aim is more closed than before."""
    return opened(after, before)
