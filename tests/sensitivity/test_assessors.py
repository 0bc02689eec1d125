"""Agreement of assessors against published figures, and each assessor's own recommendation."""

from __future__ import annotations

from math import isclose

from riskframe.sensitivity.assessors import ordinal_alpha

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def units(observers: tuple[tuple[int | None, ...], ...]) -> list[list[int]]:
    return [[v for v in unit if v is not None] for unit in zip(*observers, strict=True)]


def test_alpha_of_the_published_example() -> None:
    alpha = ordinal_alpha(units(OBSERVERS))
    assert alpha is not None
    assert isclose(alpha, 0.815, abs_tol=5e-4)


def test_alpha_is_one_when_all_agree_and_none_without_pairs() -> None:
    assert ordinal_alpha([[2, 2], [4, 4, 4]]) == 1
    assert ordinal_alpha([[3], []]) is None


def test_alpha_is_negative_below_chance_and_ignores_the_order_of_raters() -> None:
    opposed = ordinal_alpha([[1, 5], [5, 1], [1, 5], [5, 1]])
    assert opposed is not None
    assert opposed < 0
    assert ordinal_alpha([[1, 2], [3, 3], [2, 4]]) == ordinal_alpha([[4, 2], [2, 1], [3, 3]])


def test_alpha_is_unchanged_by_a_strictly_increasing_renumbering() -> None:
    assert ordinal_alpha([[1, 2], [3, 3], [2, 3]]) == ordinal_alpha([[1, 4], [5, 5], [4, 5]])
