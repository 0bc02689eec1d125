"""Classifications: their order is complete, and one that binds gets stricter as things get worse (E437)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.checks.conditions import wrong_way
from riskframe.rubric.classes import leanings
from riskframe.rubric.polarity import against
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Classification

CODE = "E437"


def classification_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of classifications and of the rules that set them."""
    for i, cls in enumerate(rubric.file.classifications):
        where: KeyPath = ("rubric", "classifications", i)
        for value in dict.fromkeys(cls.values):
            if cls.values.count(value) > 1:
                yield Problem(CODE, (*where, "values"), f'"{value}" stands twice among the values')
        yield from _order(rubric, cls, where)
        if cls.caps:
            yield from _caps(rubric, cls, where)
            yield from _binding(rubric, cls)


def _order(rubric: Rubric, cls: Classification, where: KeyPath) -> Iterator[Problem]:
    setting = [rule.id for rule in rubric.folder.rules.rules if cls.id in (rule.classify or {})]
    if cls.decide == "strictest":
        if cls.order:
            yield Problem(CODE, (*where, "order"), "the strictest value wins here, so no order is read")
        return
    for j, name in enumerate(cls.order):
        if name not in setting:
            yield Problem(CODE, (*where, "order", j), f'rule "{name}" does not set {cls.id}', tuple(setting[:12]))
        elif name in cls.order[:j]:
            yield Problem(CODE, (*where, "order", j), f'rule "{name}" stands twice in the order')
    for name in setting:
        if name not in cls.order:
            at: KeyPath = (*where, "order") if cls.order else where
            yield Problem(CODE, at, f'rule "{name}" sets {cls.id} and has no place in its order')


def _caps(rubric: Rubric, cls: Classification, where: KeyPath) -> Iterator[Problem]:
    last = len(rubric.options) - 1
    allowed = [rubric.option_place[cls.caps[v]] if v in cls.caps else last for v in cls.values]
    for (strict, low), (mild, high) in pairwise(zip(cls.values, allowed, strict=True)):
        if high < low:
            at: KeyPath = (*where, "caps", strict) if strict in cls.caps else (*where, "caps")
            message = (
                f'"{strict}" is stricter than "{mild}" and allows more ({rubric.options[low].id}, not only '
                f"{rubric.options[high].id})"
            )
            yield Problem(CODE, at, message)


def _binding(rubric: Rubric, cls: Classification) -> Iterator[Problem]:
    """A classification that caps must get stricter as things get worse; see `rubric.classes` for why this suffices."""
    listed = rubric.folder.rules.rules
    wanted = leanings(cls, listed)
    places = {rule.id: i for i, rule in enumerate(listed)}
    for rule in rubric.rules:
        way = wanted.get(rule.id)
        if way is None:
            continue
        where: KeyPath = ("rules", "rules", places[rule.id])
        value = (rule.rule.classify or {})[cls.id]
        if way == "mixed":
            message = (
                f'{cls.id} caps, and what follows if "{rule.id}" stays quiet may be stricter or milder than '
                f'"{value}", so it cannot be told which way it binds'
            )
            hint = "try the rules of strict values before those of mild ones, or the other way round"
            yield Problem(CODE, (*where, "classify", cls.id), message, hint=hint)
            continue
        harmful = way == "harmful"
        better = "worse" if harmful else "better"
        why = f'{cls.id} caps, so "{value}" must come about as things get {better}'
        for literal in against(rule.when, rubric.vocabulary, harmful=harmful):
            yield wrong_way(literal, (*where, "when"), why, harmful=harmful)
        if rule.missing_holds is not harmful:
            message = (
                f'"{rule.id}" sets two classifications that lean different ways: a missing fact cannot count for both'
            )
            yield Problem(CODE, (*where, "classify", cls.id), message, hint="write one rule for each")
