"""A page about a name."""

from __future__ import annotations

from riskframe.cli.look.style import Style
from riskframe.inquiry.lookup import Page


def page(found: Page, style: Style) -> str:
    """Kind, name and title, then each section under its heading."""
    parts = [style.paint(f"{found.title}", "bold") + "\n" + style.paint(f"{found.kind} {found.name}", "faint")]
    for heading, body in found.sections:
        text = style.wrap(body, first="  ") if isinstance(body, str) else style.entries(body)
        parts.append(f"{style.heading(heading)}\n{text}")
    if found.basis:
        parts.append(f"{style.heading('Basis')}\n{style.wrap(found.basis, first='  ')}")
    return "\n\n".join(parts) + "\n"
