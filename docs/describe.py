"""Records of the code as tables for people: a field's key, kind, default and the sentence its author wrote below it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from riskframe.records import Day, Id, Name, Record, Sha256, Text
from riskframe.rubric.schema.items import LevelNumber, RawCondition

_WORDS: tuple[tuple[Any, str], ...] = (
    (Id, "id"), (Name, "line of text"), (Text, "text"), (Sha256, "SHA-256 digest"), (Day, "date"),
    (LevelNumber, "level 1 to 5"), (RawCondition, "[condition](conditions.md)"), (bool, "yes/no"),
    (int, "whole number"), (float, "number"), (str, "text"), (Any, "anything"),
)  # fmt: skip
"""Kinds of values in words; the first that is equal is taken."""


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def reached(*roots: type) -> list[type]:
    """The records and every record that their fields can hold, in the order in which a reader meets them."""
    found: dict[type, None] = {}
    waiting = list(roots)
    while waiting:
        record = waiting.pop(0)
        if record in found:
            continue
        parent = record.__mro__[1]
        if parent not in found and _ours(parent):
            waiting = [parent, record, *waiting]
            continue
        found[record] = None
        fresh = [inner for hint in hints(record).values() for inner in _records_in(hint) if inner not in found]
        waiting = [*dict.fromkeys(fresh), *waiting]
    return list(found)


def hints(record: type) -> dict[str, Any]:
    """The annotations of a record's own and inherited fields, resolved."""
    names = record.model_fields if issubclass(record, BaseModel) else _annotated(record)
    found = get_type_hints(record, include_extras=True)
    return {name: found[name] for name in names}


def section(record: type, *, known: Mapping[type, str], meanings: Mapping[str, str], level: int = 3) -> str:
    """One record under its heading: what it is, then its own fields in a table; inherited ones are named.

    `known` maps the records of a page to their headings, `meanings` fields to sentences where the code has none.
    """
    fields, own = hints(record), inspect.get_annotations(record)
    said = {**meanings, **said_below(record)}
    lines = [f"{'#' * level} {known[record]}", "", flat(inspect.getdoc(record) or ""), ""]
    inherited = [f"`{name}`" for name in fields if name not in own]
    if inherited:
        parent = known[record.__mro__[1]]
        lines += [f"Also: {', '.join(inherited)} (see [{parent}](#{anchor(parent)})).", ""]
    if len(inherited) < len(fields):
        lines += ["| key | value | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {kind(hint, known)}{_need(record, name)} | {said.get(name, '')} |"
            for name, hint in fields.items()
            if name in own
        ]
        lines.append("")
    return "\n".join(lines)


def kind(hint: Any, known: Mapping[type, str]) -> str:
    """A type in words, with links to the records that are described elsewhere on the page."""
    for type_, words in _WORDS:
        if hint == type_:
            return words
    if isinstance(hint, type) and hint in known:
        return f"[{known[hint]}](#{anchor(known[hint])})"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return kind(inner[0], known) + _limits(inner[1:])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(kind(h, known) for h in inner if h is not NoneType))
    if origin is tuple:
        return (
            f"list of {kind(inner[0], known)}" if inner[-1] is Ellipsis else " and ".join(kind(h, known) for h in inner)
        )
    if origin in (dict, Mapping):
        return f"mapping: {kind(inner[0], known)} → {kind(inner[1], known)}"
    return str(getattr(hint, "__name__", hint))


def _limits(extra: Iterable[Any]) -> str:
    words = []
    for item in extra:
        for part in (item, *getattr(item, "metadata", ())):
            match part:
                case Ge(ge=limit):
                    words.append(f"at least {limit}")
                case Gt(gt=limit):
                    words.append(f"above {limit}")
                case Le(le=limit):
                    words.append(f"at most {limit}")
                case Lt(lt=limit):
                    words.append(f"below {limit}")
                case _:
                    continue
    return f", {', '.join(words)}" if words else ""


def _need(record: type, name: str) -> str:
    if not issubclass(record, BaseModel):
        return ""
    info = record.model_fields[name]
    if info.is_required():
        return "; **needed**"
    default = info.default
    if default is None or default is PydanticUndefined or default in ((), {}) or isinstance(default, BaseModel):
        return ""
    return f"; default `{str(default).lower() if isinstance(default, bool) else default}`"


@cache
def said_below(record: type) -> dict[str, str]:
    """Own field -> the docstring below it, on one line."""
    body = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, text in pairwise(body.body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                found[name] = flat(said)
    return found


def flat(text: str) -> str:
    """The text on one line, safe inside a table."""
    return " ".join(text.split()).replace("|", "\\|")


def _annotated(record: type) -> Iterator[str]:
    return (name for owner in reversed(record.__mro__) for name in inspect.get_annotations(owner))


def _ours(record: type) -> bool:
    """Whether a record that others inherit from is itself worth describing."""
    return issubclass(record, BaseModel) and record not in (BaseModel, Record)


def _records_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and ((issubclass(hint, BaseModel) and hint is not BaseModel) or is_dataclass(hint)):
        yield hint
    for inner in get_args(hint):
        yield from _records_in(inner)
