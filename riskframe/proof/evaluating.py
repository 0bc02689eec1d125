"""Profiles under one rubric, one after the other: compiled once for each set of severities."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.engine.bind import bind, severities_of
from riskframe.engine.compile import Compiled, compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.engine.fit import fit_problems
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric


class Evaluator:
    """Evaluates raw profiles (as a file would hold them) under one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._compiled: dict[tuple[tuple[str, int], ...], Compiled] = {}

    def compiled(self, profile: Profile) -> Compiled:
        """The rubric compiled for the severities of a profile."""
        severities = severities_of(profile, self.rubric)
        key = tuple(sorted(severities.items()))
        if key not in self._compiled:
            self._compiled[key] = compile_rubric(self.rubric, severities)
        return self._compiled[key]

    def evaluate(self, raw: dict[str, Any]) -> Evaluation:
        """The evaluation of a raw profile. Raises InvalidProblems where it is no profile, or does not fit the rubric."""
        profile = profile_of(raw)
        faults = [p for p in fit_problems(profile, [self.rubric]) if p.severity == "error"]
        if faults:
            raise InvalidProblems(faults)
        return evaluate(bind(profile, self.compiled(profile)))


def profile_of(raw: dict[str, Any]) -> Profile:
    """A raw profile as a record. Raises InvalidProblems (E446) with every fault."""
    try:
        return Profile.model_validate(raw)
    except ValidationError as error:
        raise InvalidProblems(Problem("E446", _path(e["loc"]), e["msg"]) for e in error.errors()) from None


def _path(loc: tuple[str | int, ...]) -> KeyPath:
    return tuple(loc)
