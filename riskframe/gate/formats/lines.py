"""One finding a line, as compilers write them: editors and `grep` know the form."""

from __future__ import annotations

from riskframe.gate.formats.told import GateRun, Item


def lines(run: GateRun) -> bytes:
    """`file:line:column: error G303: text`; an open gate with nothing to tell gives no line."""
    return "".join(_line(item) for item in run.items).encode()


def _line(item: Item) -> str:
    at, by = item.position, item.waived_by
    level = "waived" if by is not None else item.level
    rubric = f" [{item.rubric}]" if item.rubric else ""
    signed = f" (waiver {by.id}, {by.owner}, until {by.expires})" if by is not None else ""
    flat = " ".join(f"{item.text}{signed}".split())
    return f"{at.file}:{at.line}:{at.column}: {level} {item.code}: {flat}{rubric}\n"
