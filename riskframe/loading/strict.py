"""Finds the scalars that pydantic would convert silently: true read as 1, "3" read as 3, no read as false.

Its strict mode is of no use here, since it refuses text as a date and a list as a tuple as well. This pass refuses only
the conversions that change what the writer said.
"""

from __future__ import annotations

from typing import Any

from riskframe.diagnostics import KeyPath
from riskframe.loading.shape import Schema, Shape

Converted = tuple[KeyPath, Schema, Any]
"""Where a value would be converted, what is due there, and the value."""

_SCALARS = (str, int, float, type(None))
_CONVERTING = frozenset({"int", "float", "bool", "decimal", "date", "datetime", "time", "timedelta"})
_NOT_SCALAR = frozenset(
    {"model-fields", "typed-dict", "dataclass-args", "dict", "list", "tuple", "set", "frozenset", "none"}
)
_FUNCTIONS = frozenset({"function-before", "function-wrap", "function-plain"})


CONVERTED = "converted_type"
"""Kind of the fault that a conversion is reported as."""


def conversions(shape: Shape, data: Any) -> list[Converted]:
    """Every silent conversion in a document."""
    return _look(shape, shape.top, data, ()) or []


def _look(shape: Shape, schema: Schema, value: Any, path: KeyPath) -> list[Converted] | None:
    """The conversions at and below a value; None where the schema is for another kind of value."""
    kind: str = schema["type"]
    if isinstance(value, _SCALARS):
        converts = value is not None and not _takes(shape, schema, value) and _converts(shape, schema, value)
        return [(path, schema, value)] if converts else []
    if kind == "union":
        return _union(shape, schema, value, path)
    if kind == "tagged-union":
        tagged = _tagged(schema, value)
        return _look(shape, tagged, value, path) if tagged is not None else _union(shape, schema, value, path)
    if inner := shape.inner(schema):
        return _look(shape, inner[0], value, path)
    return _entries(shape, schema, value, path)


def _entries(shape: Shape, schema: Schema, value: Any, path: KeyPath) -> list[Converted] | None:
    kind: str = schema["type"]
    found: list[Converted] = []
    if isinstance(value, dict):
        fields = shape.fields(schema)
        values_schema = schema.get("values_schema")
        if not fields and kind != "dict":
            return None
        for key, entry in value.items():
            due = values_schema if kind == "dict" else fields.get(key, {}).get("schema")
            if due is not None:
                found.extend(_look(shape, due, entry, (*path, key)) or ())
        return found
    if "items_schema" not in schema:
        return None
    for index, entry in enumerate(value):
        due = shape.item(schema, index)
        if due is not None:
            found.extend(_look(shape, due, entry, (*path, index)) or ())
    return found


def _union(shape: Shape, union: Schema, value: Any, path: KeyPath) -> list[Converted] | None:
    best: list[Converted] | None = None
    for choice in shape.choices(union):
        if not _fits(shape, choice, value):
            continue
        found = _look(shape, choice, value, path)
        if found == []:
            return found
        best = found if best is None else best
    return best


def _fits(shape: Shape, choice: Schema, value: Any) -> bool:
    """Whether a branch knows all keys of a mapping; other values fit until looked at."""
    fields = shape.fields(shape.bare(choice))
    return not fields or (isinstance(value, dict) and fields.keys() >= value.keys())


def _tagged(union: Schema, value: Any) -> Schema | None:
    how = union["discriminator"]
    tag = value.get(how) if isinstance(how, str) and isinstance(value, dict) else how(value) if callable(how) else None
    return next((choice for key, choice in union["choices"].items() if key == tag), None)


def _converts(shape: Shape, schema: Schema, value: Any) -> bool:
    """Whether pydantic would turn another scalar into what this schema wants."""
    bare = shape.bare(schema)
    if bare["type"] in ("union", "tagged-union"):
        return any(_converts(shape, choice, value) for choice in shape.choices(bare))
    if bare["type"] == "literal":
        return isinstance(value, bool) and value in bare["expected"]  # true is 1 to Python, and no version of a format
    return bare["type"] in _CONVERTING


def _takes(shape: Shape, schema: Schema, value: Any) -> bool:
    """Whether a scalar is of the kind that the schema asks for, without conversion."""
    kind: str = schema["type"]
    if kind in _FUNCTIONS:
        return True  # the function may be there to read this very shorthand
    if kind in ("union", "tagged-union"):
        return any(_takes(shape, choice, value) for choice in shape.choices(schema))
    if inner := shape.inner(schema):
        return _takes(shape, inner[0], value)
    if kind in ("int", "float"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "bool":
        return isinstance(value, bool)
    if kind in ("literal", "enum"):
        accepted = schema["expected"] if kind == "literal" else [member.value for member in schema["members"]]
        return any(value == word and isinstance(value, bool) == isinstance(word, bool) for word in accepted)
    if kind in ("any", "decimal"):
        return kind == "any" or not isinstance(value, bool)
    return isinstance(value, str) and kind not in _NOT_SCALAR
