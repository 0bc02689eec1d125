"""prove(): everything about a rubric that takes the engine to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from riskframe.diagnostics import Problem
from riskframe.pathways import graph_faults
from riskframe.proof.cases import CaseResult, case_faults, run_cases
from riskframe.proof.chain import wear_faults
from riskframe.proof.coverage import Coverage, coverage, coverage_gaps
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.reach import reach_faults
from riskframe.proof.rules import rule_faults
from riskframe.proof.shown import Raw, Shown
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of a rubric, and what was not."""

    problems: tuple[Problem, ...]
    """E440 to E448, and W440 to W448 for what is worth knowing and no fault."""
    cases: tuple[CaseResult, ...]
    coverage: Coverage
    rules: int
    """Rules, written out for their domains, each with a profile for which it fires and one for which it does not."""
    witnesses: dict[str, Raw]
    """option -> a profile that comes out there."""

    @property
    def holds(self) -> bool:
        """Whether nothing was found that makes the rubric unfit for use."""
        return all(problem.severity != "error" for problem in self.problems)


PARTS = ("cases", "pathways", "safeguards along the chain", "rules", "what is reached")
"""What `progress` is told, in order."""


def prove(rubric: Rubric, *, progress: Callable[[str], None] = lambda _: None) -> Proof:
    """Run the cases, then look for a profile for everything that has none yet. Takes seconds; needs numpy and networkx.

    `progress` is told the name of each part as it begins. The rubric has to have passed `rubric.check`. Nothing is random but for a fixed seed: the same rubric gives the same proof.
    """
    parts = iter(PARTS)
    progress(next(parts))
    shown = Shown(Evaluator(rubric))
    results = run_cases(shown)
    reached = coverage(rubric, results)
    progress(next(parts))
    problems = [*graph_faults(rubric)]
    progress(next(parts))
    problems += wear_faults(rubric)
    progress(next(parts))
    problems += rule_faults(shown)
    progress(next(parts))
    problems += reach_faults(shown)
    problems += case_faults(results)
    unreached = {problem.path for problem in problems if problem.code in ("E442", "W442")}
    stuck = {problem.path[:3] for problem in problems if problem.code in ("E440", "E441")}
    # No case can start where nothing comes out, or see a rule do what it cannot do.
    problems += [gap for gap in coverage_gaps(rubric, reached) if gap.path not in unreached | stuck]
    witnesses = {
        option.id: shown.answers.get(place) or shown.starts[place]
        for place, option in enumerate(rubric.options)
        if place in shown.answers or place in shown.starts
    }
    return Proof(tuple(problems), results, reached, len(rubric.rules), witnesses)
