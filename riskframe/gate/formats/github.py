"""Annotations of GitHub: workflow commands on standard output, which stand beside the lines of a pull request."""

from __future__ import annotations

from riskframe.gate.formats.told import GateRun, Item

_WORDS = {"error": "error", "warning": "warning", "note": "notice"}


def github(run: GateRun) -> bytes:
    """One command a finding. What was waived is a notice. GitHub shows ten of each kind a step, so errors come first."""
    ranked = sorted(run.items, key=lambda item: not item.shuts)
    return "".join(_command(item) for item in ranked).encode()


def _command(item: Item) -> str:
    at, by = item.position, item.waived_by
    word = "notice" if by is not None else _WORDS[item.level]
    signed = f"\nWaived by {by.id}, {by.owner}, until {by.expires}: {by.reason}" if by is not None else ""
    remedy = f"\n{item.remedy}" if item.remedy and by is None else ""
    place = {"file": at.file, "line": at.line, "endLine": at.line, "col": at.column, "endColumn": at.column + at.width}
    fields = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{word} {fields},title={_property(f'{item.code}: {item.title}')}::{_data(item.text + remedy + signed)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
