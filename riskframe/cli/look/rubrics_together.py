"""What several rubrics say together: which binds, where they differ, and what makes the difference."""

from __future__ import annotations

from riskframe.cli.look.style import Style, fitted
from riskframe.inquiry.disagreement import Difference, Disagreement, RubricVerdict

_MOST = 3
"""Causes of a difference before the rest is only counted."""


def rubrics_together(found: Disagreement, style: Style) -> str:
    """The binding answer in the first line, a line a rubric, then each option on which they differ."""
    parts = [_first(found, style), _verdicts(found.verdicts, style)]
    parts += [_difference(difference, style) for difference in found.differences]
    if not found.differences:
        parts.append(style.paint("They differ on no option that both know."))
    return "\n\n".join(parts) + "\n"


def _first(found: Disagreement, style: Style) -> str:
    if found.start is None:
        return style.wrap("No adopted rubric knows options, so none binds the decision.", looks=("bold",))
    whose = " and ".join(found.strictest)
    return style.wrap(f"Together: {found.start} is the most open option authorised, by {whose}", looks=("bold",))


def _verdicts(verdicts: tuple[RubricVerdict, ...], style: Style) -> str:
    width = max(len(verdict.rubric) for verdict in verdicts)
    return "\n".join(
        style.wrap(_verdict(verdict), first=f"  {fitted(style.plain(verdict.rubric), width)}  ") for verdict in verdicts
    )


def _verdict(verdict: RubricVerdict) -> str:
    words = ["binds" if verdict.adopted else "advises"]
    if verdict.start is not None:
        words.append(f"start {verdict.start}")
        words.append(f"aim {verdict.aim}")
    if verdict.verdict is not None:
        words.append(verdict.verdict.replace("_", " "))
    return ", ".join([*words, *(f"{name} {value}" for name, value in verdict.classes.items() if "." not in name)])


def _difference(difference: Difference, style: Style) -> str:
    heading = (
        f"{difference.option}: allowed by {_listed(difference.allowed_by)}, refused by {_listed(difference.refused_by)}"
    )
    causes = [f"{cause.rubric} ({cause.basis}): {cause.text}" for cause in difference.causes]
    shown = causes if len(causes) <= _MOST + 1 else [*causes[:_MOST], f"and {len(causes) - _MOST} more"]
    return f"{style.heading(heading)}\n{style.entries(shown)}"


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(names)
