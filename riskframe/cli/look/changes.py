"""What differs between two assessments, the decision first."""

from __future__ import annotations

from collections.abc import Mapping

from riskframe.cli.look.analysis_changes import analysis_changes
from riskframe.cli.look.style import Style
from riskframe.inquiry.comparison import CellChanged, Changed, Compared, Comparison

_LETTER = {"acceptable": "A", "tolerable": "T", "intolerable": "I"}
_MOST = 12
_MOST_OF_ANALYSIS = 6


def changes(found: Comparison, titles: Mapping[str, str], style: Style, *, heading: bool) -> str:
    """Every difference in sections; `heading`: name both sides first."""
    parts = []
    if heading:
        parts.append("\n".join([_side("before", found.before, style), _side("after", found.after, style)]))
    parts.append(_answers(found, style))
    parts.append(_cells(found.cells, titles, style))
    for title, part in (
        ("Rubric", found.rubric), ("Rules", found.rules), ("Conditions before and after release", found.conditions),
        ("Ratings", found.ratings), ("Evidence", found.evidence), ("Assessors", found.assessors),
    ):  # fmt: skip
        parts.append(_section(title, part, style))
    if found.analysis is not None:
        parts += [_listed(title, lines, style) for title, lines in analysis_changes(found.analysis)]
    if found.vanished and heading:
        parts.append(style.wrap(f"No longer there: {', '.join(found.vanished)}.", looks=("yellow",)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _side(word: str, which: Compared, style: Style) -> str:
    version = f" {which.version}" if which.version else ""
    text = f"{which.model}{version}, {which.rubric}, assessed {which.assessed_on}, profile {which.profile_digest[:12]}"
    return style.wrap(text, first=f"{word}: ", looks=("faint",))


def _answers(found: Comparison, style: Style) -> str:
    if found.same:
        return style.paint("Nothing changes.", "bold")
    unknown = found.unknown
    counted = (
        [] if unknown[0] == unknown[1] else [_line(Changed("unknown ratings", str(unknown[0]), str(unknown[1])), style)]
    )
    if not found.answers:
        return "\n".join([style.paint("The decision stays the same.", "bold"), *counted])
    return "\n".join([*(_line(change, style) for change in found.answers), *counted])


def _line(change: Changed, style: Style) -> str:
    name = f"{change.what}: "
    return style.paint(name) + style.paint(f"{change.before or 'none'} → {change.after or 'none'}", "bold")


def _cells(cells: tuple[CellChanged, ...], titles: Mapping[str, str], style: Style) -> str:
    """One line for options that change alike in a domain."""
    alike: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        move = f"{_short(cell.before)} → {_short(cell.after)}"
        alike.setdefault((cell.domain, move), []).append(cell.option)
    if not alike:
        return ""
    lines = [
        f"{titles.get(domain, domain)}: {move} at {', '.join(options)}" for (domain, move), options in alike.items()
    ]
    return f"{style.heading('Zones and levels')}\n{style.entries(_cut(lines))}"


def _short(cell: tuple[int, str]) -> str:
    return f"{_LETTER.get(cell[1], cell[1])}{cell[0]}"


def _section(title: str, part: tuple[Changed, ...], style: Style) -> str:
    if not part:
        return ""
    lines = []
    for change in part:
        if change.before is None:
            lines.append(f"new: {change.what} ({change.after})")
        elif change.after is None:
            lines.append(f"gone: {change.what} ({change.before})")
        else:
            lines.append(f"{change.what}: {change.before} → {change.after}")
    return f"{style.heading(title)}\n{style.entries(_cut(lines))}"


def _listed(title: str, lines: list[str], style: Style) -> str:
    return f"{style.heading(title)}\n{style.entries(_cut(lines, _MOST_OF_ANALYSIS))}" if lines else ""


def _cut(lines: list[str], most: int = _MOST) -> list[str]:
    return lines if len(lines) <= most + 1 else [*lines[:most], f"and {len(lines) - most} more (-f json has them all)"]
