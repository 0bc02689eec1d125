"""What several rubrics say together: which binds, what each says of each option, and what makes the difference."""

from __future__ import annotations

from riskframe.cli.look.style import Style, cells, fitted
from riskframe.decision.differences import Cause, Difference, Disagreement
from riskframe.scales import Verdict

_MOST = 4
"""Causes of a difference before the rest is only counted."""

LETTERS: dict[Verdict, tuple[str, str, str]] = {
    "supported": ("S", "supported", "green"),
    "supported_with_conditions": ("C", "supported with conditions", "green"),
    "insufficient_evidence": ("?", "insufficient evidence", "yellow"),
    "not_supported": ("N", "not supported", "red"),
}


def rubrics_together(found: Disagreement, style: Style) -> str:
    """The binding answer in the first line, the table of rubrics and options, then each option on which they differ."""
    parts = [_first(found, style), _table(found, style), _classes(found, style)]
    told: set[tuple[str, str, str]] = set()
    for difference in found.differences:
        parts.append(_difference(difference, told, style))
        told |= {_key(cause) for cause in difference.causes}
    if not found.differences:
        parts.append(style.paint("They differ on no option that two of them know."))
    return "\n\n".join(part for part in parts if part) + "\n"


def _first(found: Disagreement, style: Style) -> str:
    if found.start is None:
        return style.wrap("No adopted rubric knows options, so none binds the decision.", looks=("bold",))
    whose = _listed(found.strictest)
    return style.wrap(f"Together: {found.start} is the most open option authorised, by {whose}", looks=("bold",))


def _table(found: Disagreement, style: Style) -> str:
    """A line a rubric and a letter an option; `*` marks the start."""
    rows = [v for v in found.verdicts if v.options]
    if not rows:
        return ""
    label = max(cells(v.rubric) for v in found.verdicts)
    shown = [option for option in found.chain if option in found.together or any(option in v.options for v in rows)]
    heads = [option.replace("_", " ").split() for option in shown]
    widths = [max(3, *map(len, head)) for head in heads]
    lines = [
        style.paint(_line("", [head[i] if i < len(head) else "" for head in heads], widths, label), "bold")
        for i in range(max(map(len, heads)))
    ]
    lines += [
        _row(v.rubric, "binds" if v.adopted else "advises", v.options, v.start, shown, widths, label, style)
        for v in rows
    ]
    if found.together and sum(v.adopted for v in rows) > 1:
        lines.append(_row("together", "", found.together, found.start, shown, widths, label, style))
    used = {v for row in (*(v.options for v in rows), found.together) for v in row.values()}
    legend = ", ".join(f"{letter} {word}" for verdict, (letter, word, _) in LETTERS.items() if verdict in used)
    lines.append(style.wrap(f"{legend}, * most open option that the rubric authorises", looks=("faint",)))
    return "\n".join(line.rstrip() for line in lines)


def _row(
    name: str, role: str, options: dict[str, Verdict], start: str | None, shown: list[str], widths: list[int], label: int,
    style: Style,
) -> str:  # fmt: skip
    parts = [style.plain(f"{fitted(name, label)}  {fitted(role, 7)}")]
    for option, width in zip(shown, widths, strict=True):
        if option not in options:
            parts.append(style.plain(fitted("", width)))
            continue
        letter, _, colour = LETTERS[options[option]]
        text = letter + ("*" if option == start else "")
        parts.append(style.paint(text, colour) + " " * (width - len(text)))
    return "  ".join(parts)


def _line(label: str, texts: list[str], widths: list[int], width: int) -> str:
    return "  ".join([fitted(label, width + 9), *(fitted(t, w) for t, w in zip(texts, widths, strict=True))])


def _classes(found: Disagreement, style: Style) -> str:
    """What rubrics say beside options: one line an outcome."""
    lines = [
        f"{verdict.rubric} ({'binds' if verdict.adopted else 'advises'}): "
        + "; ".join(f"{said.title}: {said.value.replace('_', ' ')}" for said in verdict.classes)
        for verdict in found.verdicts
        if verdict.classes
    ]
    return f"{style.heading('Classes of the model as a whole')}\n{style.entries(lines)}" if lines else ""


def _difference(difference: Difference, told: set[tuple[str, str, str]], style: Style) -> str:
    heading = (
        f"{difference.option}: allowed by {_listed(difference.allowed_by)}, refused by {_listed(difference.refused_by)}"
    )
    new = [cause for cause in difference.causes if _key(cause) not in told]
    lines = [f"{cause.rubric} ({cause.basis}): {_said(cause)}" for cause in new]
    shown = lines if len(lines) <= _MOST + 1 else [*lines[:_MOST], f"and {len(lines) - _MOST} more"]
    before = [name for name in difference.refused_by if name not in {cause.rubric for cause in new}]
    if before:
        shown.append(f"{_listed(tuple(before))}: for what is said above")
    return f"{style.heading(heading)}\n{style.entries(shown)}"


def _said(cause: Cause) -> str:
    where = f" ({_listed(cause.subjects)})" if cause.subjects else ""
    return f"{cause.text}{where}. {cause.assumption}"


def _key(cause: Cause) -> tuple[str, str, str]:
    return cause.rubric, cause.kind, cause.id


def _listed(names: tuple[str, ...]) -> str:
    shown = list(names) if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
