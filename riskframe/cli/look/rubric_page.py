"""A rubric in one page."""

from __future__ import annotations

from riskframe.cli.look.style import Style
from riskframe.rubric.resolve import Rubric


def rubric_page(rubric: Rubric, style: Style) -> str:
    """The question first, then every part by name, each of which `explain` says more about."""
    file = rubric.file
    parts = [
        style.paint(file.title, "bold")
        + "\n"
        + style.paint(f"{rubric.id} {rubric.version}, sha256 {rubric.digest}", "faint"),
        style.wrap(file.question),
        style.wrap(file.summary),
    ]

    def section(heading: str, lines: list[str]) -> None:
        if lines:
            parts.append(f"{style.heading(heading)}\n{style.entries(lines)}")

    section(
        "Options, least to most open",
        [f"{o.id}: {o.title}{' (irreversible)' if o.irreversible else ''}" for o in rubric.options],
    )
    section("Risk domains", [f"{name}: {d.title}, severity {d.severity}" for name, d in rubric.domains.items()])
    section("Criteria", [f"{c.group}.{c.id}: {c.title} ({c.polarity})" for c in rubric.criteria])
    section("Rules", [f"{r.id}: {r.title}{' (hard)' if r.hard else ''}" for r in rubric.folder.rules.rules])
    section("Safeguards", [f"{k.id}: {k.title}" for k in file.safeguard_kinds])
    section("Benefits", [f"{b.id}: {b.title}" for b in rubric.benefits])
    section("Classifications", [f"{c.id}: {', '.join(c.values)}" for c in file.classifications])
    section("Screens", [f"{s.screen.id}: {s.screen.title}" for s in rubric.screens])
    section("Components", [f"{c.id}: {c.title}" for c in file.components])
    section("Signed by", [f"{s.id}: {s.title}" for s in file.sign_off])
    section("Limits", list(file.limits))
    section("Sources", [_source(name, s.title, s.authors, s.year, s.ref) for name, s in file.sources.items()])
    parts.append(style.paint("More about any of these: riskframe explain NAME", "faint"))
    return "\n\n".join(parts) + "\n"


def _source(name: str, title: str, authors: str | None, year: int | None, ref: str | None) -> str:
    return f"{name}: {title}" + "".join(f", {part}" for part in (authors, year, ref) if part)
