"""The front matter of a model card: the YAML block between two lines `---` at the top of a Markdown file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Source, parse

_MARK = "---"


@dataclass(frozen=True, slots=True)
class Card:
    """What the front matter says; empty where there is none or where it cannot be read (`fault` says why)."""

    said: dict[str, Any]
    fault: str | None = None
    there: bool = True
    """Whether there is front matter at all."""

    def text(self, key: str) -> str | None:
        """A text or number under a key; None where it is absent or something else."""
        found = self.said.get(key)
        return (
            str(found).strip() or None if isinstance(found, str | int | float) and not isinstance(found, bool) else None
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts under a key, other values left out."""
        found = self.said.get(key)
        listed = found if isinstance(found, list) else [found]
        return tuple(one.strip() for one in listed if isinstance(one, str) and one.strip())


def read_card(name: str, text: str) -> Card:
    """The front matter of a card. Cards are written by hand and by mistake: a fault is told, never raised."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != _MARK:
        return Card({}, there=False)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _MARK), None)
    if end is None:
        return Card({}, "its front matter has no end")
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines[1:end]):
        return Card({})
    try:
        # The first line stays blank, so that a fault has the line number that it has in the card.
        found = parse(Source(name, "\n" + "\n".join(lines[1:end]) + "\n")).data
    except InvalidInput as error:
        first = error.diagnostics[0]
        at = f"line {first.position.line}: " if first.position else ""
        return Card({}, f"its front matter cannot be read: {at}{first.message}")
    if not isinstance(found, dict):
        return Card({}, "its front matter is not a mapping")
    return Card({str(key): value for key, value in found.items()})
