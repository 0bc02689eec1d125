"""A tree against a record: either the record, or every fault with its place and in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from riskframe.diagnostics import Diagnostic, KeyPath, Problem
from riskframe.loading.messages import Explainer
from riskframe.loading.shape import Place, Shape
from riskframe.loading.strict import CONVERTED, Converted, conversions
from riskframe.loading.suggest import closest
from riskframe.loading.tree import Tree
from riskframe.loading.unions import Fault, fold

Model = TypeVar("Model", bound=BaseModel)

MAX_PROBLEMS = 100
"""Problems told about one record; more only bury the first."""
_MAX_EXPLAINED = 10 * MAX_PROBLEMS
"""Faults looked at, since the branches of a union report many for one mistake; a hostile file may have a million."""


def validate(model: type[Model], tree: Tree, root: KeyPath = ()) -> tuple[Model | None, list[Diagnostic]]:
    """The record that the document holds at `root`, and what is wrong with it, in file order.

    The record is None as soon as there is one error. Faults that `parse_leniently` left in the tree come first in line
    and count as errors; nothing is said about values that could not be read. No scalar is converted from one kind to
    another (see `loading.strict`). Problems that a validator raises as InvalidProblems are taken as relative to its
    record.
    """
    try:
        data = tree.get(root)
    except KeyError:
        missing = Problem("E302", root, f'missing key "{root[-1]}"')
        return None, [*tree.faults, *to_diagnostics([missing], tree)]
    record, errors = _validated(model, data)
    shape = Shape(model)
    converted = conversions(shape, data)
    faults = [fault for fault in _folded(shape, errors[:_MAX_EXPLAINED]) if not _follows_from(fault, converted)]
    reported = {fault.place.path for fault in faults}
    faults += [
        Fault(CONVERTED, Place(path, schema), value, {})
        for path, schema, value in converted[:_MAX_EXPLAINED]
        if path not in reported
    ]
    explainer = Explainer(shape, tree, root)
    problems = [problem for fault in faults for problem in explainer.problems(fault)]
    told = _missing_together(_misspelt_left_out([p for p in problems if not _silenced(p, tree)]))
    diagnostics = [*tree.faults, *to_diagnostics(told[:MAX_PROBLEMS], tree)]
    if len(told) > MAX_PROBLEMS:
        diagnostics += to_diagnostics([Problem("E220", root, f"only {MAX_PROBLEMS} of the problems are shown")], tree)
    diagnostics.sort(key=_place)
    return (None if any(d.is_error for d in diagnostics) else record), diagnostics


def to_diagnostics(problems: Iterable[Problem], tree: Tree) -> list[Diagnostic]:
    """Problems of the core with the places of their key paths, in file order."""
    diagnostics = []
    for problem in problems:
        position = tree.locate(problem.path, problem.at)
        diagnostics.append(
            Diagnostic(
                problem.code,
                problem.message,
                position,
                tree.source_line(position.line),
                problem.allowed,
                problem.hint,
                problem.severity,
                problem.path,
            )
        )
    return sorted(diagnostics, key=_place)


def _validated(model: type[Model], data: Any) -> tuple[Model | None, list[Any]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _folded(shape: Shape, errors: list[Any]) -> list[Fault]:
    faults = [
        Fault(error["type"], shape.place(error["loc"]), error.get("input"), error.get("ctx") or {}) for error in errors
    ]
    return fold(faults)


def _follows_from(fault: Fault, converted: list[Converted]) -> bool:
    """Whether a record called itself contradictory after one of its values had been converted."""
    path = fault.place.path
    return fault.kind in ("value_error", "assertion_error") and any(at[: len(path)] == path for at, *_ in converted)


def _misspelt_left_out(problems: list[Problem]) -> list[Problem]:
    """Leaves out a missing key where a misspelling of it stands beside: one mistake, one message."""
    missing = {problem.path for problem in problems if problem.code == "E302"}
    explained = {
        (*problem.path[:-1], meant)
        for problem in problems
        if problem.code == "E301" and (meant := closest(str(problem.path[-1]), problem.allowed)) is not None
    }
    return [p for p in problems if p.code != "E302" or p.path not in (missing & explained)]


def _missing_together(problems: list[Problem]) -> list[Problem]:
    """One problem for all keys that one mapping lacks, in the place of the first."""
    by_parent: dict[KeyPath, list[Problem]] = {}
    for problem in problems:
        if problem.code == "E302" and not problem.allowed:
            by_parent.setdefault(problem.path[:-1], []).append(problem)
    together = {lacking[0].path: _joint(lacking) for lacking in by_parent.values() if len(lacking) > 1}
    merged = {problem.path for lacking in by_parent.values() for problem in lacking[1:]}
    return [
        together.get(p.path, p) if p.code == "E302" else p for p in problems if p.code != "E302" or p.path not in merged
    ]


def _joint(lacking: list[Problem]) -> Problem:
    keys = [f'"{problem.path[-1]}"' for problem in lacking]
    rest = lacking[0].message.partition(keys[0])[2]
    hints = [f"{problem.path[-1]}: {problem.hint}" for problem in lacking if problem.hint]
    message = f"missing keys {', '.join(keys[:-1])} and {keys[-1]}{rest}"
    return Problem("E302", lacking[0].path, message, hint="\n".join(hints) or None)


def _silenced(problem: Problem, tree: Tree) -> bool:
    """Whether a problem only follows from something that could not be read."""
    for unread in tree.unread:
        if problem.path[: len(unread)] == unread:
            return True
        dropped_beside = unread[:-1] == problem.path[:-1] and not _exists(tree, unread)
        if problem.code == "E302" and dropped_beside:
            return True
    return False


def _exists(tree: Tree, path: KeyPath) -> bool:
    try:
        tree.get(path)
    except KeyError:
        return False
    return True


def _place(diagnostic: Diagnostic) -> tuple[int, int, str, str]:
    at = diagnostic.position
    return (
        (at.line, at.column, diagnostic.code, diagnostic.message) if at else (0, 0, diagnostic.code, diagnostic.message)
    )
