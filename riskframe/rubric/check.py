"""The static self-check: what a rubric must be for its decisions to be monotone. Cheap, and run at every load.

What needs the engine (can every rule fire, can every option be reached, do the cases pass) is in `riskframe.proof`.
"""

from __future__ import annotations

from riskframe.diagnostics import Problem
from riskframe.rubric.checks.chain import chain_faults
from riskframe.rubric.checks.classifications import classification_faults
from riskframe.rubric.checks.conditions import condition_faults
from riskframe.rubric.checks.eases import ease_faults
from riskframe.rubric.checks.expectations import expectation_faults
from riskframe.rubric.checks.gauges import gauge_faults
from riskframe.rubric.checks.paths import path_faults
from riskframe.rubric.checks.safeguards import safeguard_faults
from riskframe.rubric.checks.screens import screen_faults
from riskframe.rubric.checks.tables import table_faults
from riskframe.rubric.resolve import Rubric

CHECKS = (
    chain_faults,
    safeguard_faults,
    classification_faults,
    ease_faults,
    path_faults,
    table_faults,
    condition_faults,
    screen_faults,
    gauge_faults,
    expectation_faults,
)


def check_rubric(rubric: Rubric) -> tuple[Problem, ...]:
    """Every fault of a rubric whose references resolve, in the order of its parts; none where it may be used."""
    found: dict[tuple[object, ...], Problem] = {}
    for check in CHECKS:
        for problem in check(rubric):
            # A rule for each domain and a shared step meet the same fault in every domain; it is said once.
            found.setdefault((problem.code, problem.path), problem)
    return tuple(found.values())
