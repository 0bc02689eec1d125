"""Kinds of values in a reader's words: what is due at a place, and what was found there."""

from __future__ import annotations

from typing import Any

from riskframe.diagnostics import KeyPath
from riskframe.loading.quote import short
from riskframe.loading.shape import Schema, Shape

_KINDS = {
    "str": "text",
    "bool": "true or false",
    "date": "a date (YYYY-MM-DD)",
    "datetime": "a date and time",
    "time": "a time",
    "timedelta": "a duration",
    "decimal": "a number",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozenset": "a list",
    "generator": "a list",
    "dict": "a mapping",
    "none": "nothing",
    "any": "any value",
    "url": "an address (URL)",
    "multi-host-url": "an address (URL)",
    "uuid": "a UUID",
    "bytes": "text",
}
_SHOWN_KEYS = 6


def due(shape: Shape, schema: Schema | None) -> str:
    """What is accepted, as a phrase: `a whole number from 1 to 5`, `text or a list`."""
    if schema is None:
        return "another value"
    words = list(dict.fromkeys(alternatives(shape, schema)))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def alternatives(shape: Shape, schema: Schema) -> list[str]:
    """What is accepted, one entry for each allowed word or kind of value; words come first."""
    bare = shape.bare(schema)
    kind = bare["type"]
    if stated := _stated(shape, schema):
        return [stated]
    if kind in ("union", "tagged-union"):
        choices = shape.choices(bare)
        words = [word for choice in choices for word in words_of(shape, choice)]
        kinds = [kind for choice in choices if not words_of(shape, choice) for kind in alternatives(shape, choice)]
        return _without_repeats([*words, *kinds])
    if listed := words_of(shape, schema):
        return listed
    if kind in ("int", "float"):
        return [("a whole number" if kind == "int" else "a number") + bounds(bare)]
    if fields := shape.fields(bare):
        keys = [*list(fields)[:_SHOWN_KEYS], *(["…"] if len(fields) > _SHOWN_KEYS else [])]
        return [f"a mapping ({', '.join(keys)})"]
    return [_KINDS.get(kind, "another value")]


def _stated(shape: Shape, schema: Schema) -> str | None:
    """What a validator that reads shorthand says it accepts: the first line of its docstring, after "Accepts"."""
    while schema["type"] not in ("union", "tagged-union") and (inner := shape.inner(schema)):
        if schema["type"] in ("function-before", "function-wrap"):
            said = (getattr(schema["function"]["function"], "__doc__", None) or "").strip().splitlines()
            if said and said[0].startswith("Accepts "):
                return said[0].removeprefix("Accepts ").rstrip(".").replace("`", "")
        schema = inner[0]
    return None


def _without_repeats(words: list[str]) -> list[str]:
    unique = list(dict.fromkeys(words))
    broader = {"a whole number": "a number", "a mapping": next((w for w in unique if w.startswith("a mapping (")), "")}
    return [word for word in unique if broader.get(word) not in unique]


def words_of(shape: Shape, schema: Schema) -> list[str]:
    """The words that a literal or an enumeration accepts; empty for any other schema."""
    bare = shape.bare(schema)
    if bare["type"] == "literal":
        return [_plain(value) for value in bare["expected"]]
    if bare["type"] == "enum":
        return [_plain(member) for member in bare["members"]]
    return []


def bounds(schema: Schema) -> str:
    """` from 1 to 5`, ` above 0`, or nothing."""
    low, high = schema.get("ge"), schema.get("le")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    parts = [
        f"{word} {schema[name]}"
        for name, word in (("ge", "of at least"), ("gt", "above"), ("le", "of at most"), ("lt", "below"))
        if schema.get(name) is not None
    ]
    return f" {' and '.join(parts)}" if parts else ""


def found(value: Any, written: str) -> str:
    """What stands in the document: `the text "x"`, `a list`, `nothing`; numbers as they are written."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {written}"
    if isinstance(value, str):
        return f'the text "{short(value)}"'
    return "a mapping" if isinstance(value, dict) else "a list"


def named(path: KeyPath, *, in_list: bool) -> str:
    """A place by its name: `"model"`, `item 2 of "goals"`; `in_list` tells an index from a number used as a key."""
    if not path:
        return "the file"
    last = path[-1]
    if not in_list or not isinstance(last, int):
        return f'"{short(last)}"'
    parent = path[-2] if len(path) > 1 else None
    return f'item {last + 1} of "{short(parent)}"' if isinstance(parent, str) else f"item {last + 1}"


def _plain(value: Any) -> str:
    value = getattr(value, "value", value)
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
