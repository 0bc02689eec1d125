"""The machine-readable result: canonical JSON of an assessment.

Canonical: fields in the order of the records, keys of mappings sorted, two spaces of indentation, short containers on
one line, UTF-8, LF, one newline at the end. The same assessment gives the same bytes everywhere. This module imports
nothing that takes time to load, because the commonest command writes only JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskframe.assessment import Assessment

Plain = None | bool | int | float | str | list[Any] | dict[str, Any]

ONE_LINE = 100
"""A container of plain values stands on one line up to this many characters."""


def to_json(assessment: Assessment) -> bytes:
    """The assessment as canonical JSON, ready to be written to a file or embedded in a PDF."""
    return (text_of(plain(assessment)) + "\n").encode()


def plain(value: object) -> Plain:
    """Records, tuples and mappings as dicts and lists: fields in their order, mapping keys sorted.

    Raises:
        TypeError: the value holds something that JSON cannot say.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)  # an enumeration's member becomes its plain text
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} has no place in an assessment")


@cache
def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def text_of(value: Plain, indent: str = "") -> str:
    """Plain data as JSON text, without a newline at the end."""
    if isinstance(value, dict | list) and value:
        return _container(value, indent)
    return _scalar(value)


def _container(value: dict[str, Any] | list[Any], indent: str) -> str:
    parts = value.values() if isinstance(value, dict) else value
    if not any(isinstance(part, dict | list) and part for part in parts):
        line = _wrapped(value, ", ".join(_entries(value, "")))
        if len(line) + len(indent) <= ONE_LINE:
            return line
    inner = indent + "  "
    return _wrapped(value, f"\n{inner}" + f",\n{inner}".join(_entries(value, inner)) + f"\n{indent}")


def _wrapped(value: dict[str, Any] | list[Any], body: str) -> str:
    return f"{{{body}}}" if isinstance(value, dict) else f"[{body}]"


def _entries(value: dict[str, Any] | list[Any], indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{quoted(key)}: {text_of(part, indent)}"
    else:
        for part in value:
            yield text_of(part, indent)


def _scalar(value: Plain) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError("JSON has no word for infinity or for what is not a number")
        return repr(value)
    if isinstance(value, int):
        return str(value)
    return "{}" if isinstance(value, dict) else "[]"
