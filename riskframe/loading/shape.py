"""What a record's schema says about a place in a document: which keys it has, what kind of value is due there.

pydantic reports a fault by a `loc` in which keys of the document and names of union branches stand side by side. Walking
its core schema tells them apart, and gives the allowed keys and values at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from riskframe.diagnostics import Key, KeyPath

Schema = Mapping[str, Any]

_LISTS = frozenset({"list", "tuple", "set", "frozenset", "generator"})
_MAPPINGS = frozenset({"model-fields", "typed-dict", "dataclass-args"})


@dataclass(frozen=True)
class Branch:
    """A union on the way to a value, and the branch that was tried."""

    label: str
    union: Schema


@dataclass(frozen=True)
class Place:
    """A place in a document as its schema sees it."""

    steps: tuple[Key | Branch, ...]
    schema: Schema | None
    """What is due there; None for a key that the schema does not know."""
    owner: Schema | None = None
    """The schema of the mapping's fields that the last key belongs to, if it is a record's."""
    record: type | None = None
    """The record that the last key is a field of."""
    at_key: bool = False
    """Whether the key itself is meant, not the value under it."""

    @property
    def path(self) -> KeyPath:
        return tuple(step for step in self.steps if not isinstance(step, Branch))


class Shape:
    """The schema of one record, with the definitions that it refers to."""

    def __init__(self, model: type[BaseModel]) -> None:
        top: Schema = model.__pydantic_core_schema__
        self._definitions: dict[str, Schema] = {}
        while top["type"] == "definitions":
            self._definitions |= {schema["ref"]: schema for schema in top["definitions"]}
            top = top["schema"]
        self.top: Schema = top

    def place(self, loc: tuple[Key, ...]) -> Place:
        """The place that a `loc` of pydantic means. What the schema cannot follow is taken as keys."""
        for place in self._follow(self.top, loc, Place((), None), None):
            return place
        return Place(loc, None)

    def inner(self, schema: Schema) -> tuple[Schema, ...]:
        """What a wrapper wraps (several when it depends on the mode); empty for a schema that wraps nothing."""
        match schema["type"]:
            case "definition-ref":
                return (self._definitions[schema["schema_ref"]],)
            case "lax-or-strict":
                return (schema["lax_schema"], schema["strict_schema"])
            case "json-or-python":
                return (schema["python_schema"], schema["json_schema"])
            case "chain":
                return tuple(schema["steps"])
            case kind if kind not in _LISTS and "schema" in schema:
                return (schema["schema"],)
        return ()

    def bare(self, schema: Schema) -> Schema:
        """The schema without its wrappers."""
        while inner := self.inner(schema):
            schema = inner[0]
        return schema

    def choices(self, union: Schema) -> list[Schema]:
        """The branches of a union, tagged or not."""
        choices = union["choices"]
        listed = choices.values() if isinstance(choices, dict) else choices
        return [choice[0] if isinstance(choice, tuple) else choice for choice in listed]

    def fields(self, schema: Schema) -> dict[str, Schema]:
        """The fields of a record's schema by the key that a document uses."""
        if schema["type"] not in _MAPPINGS:
            return {}
        fields = schema["fields"]
        pairs = fields.items() if isinstance(fields, dict) else ((field["name"], field) for field in fields)
        return {_key_of(name, field): field for name, field in pairs}

    def item(self, schema: Schema, index: int) -> Schema | None:
        """What is due at an index of a list."""
        items = schema.get("items_schema")
        if not isinstance(items, list):
            return items
        variadic = schema.get("variadic_item_index")
        if variadic is not None and index >= variadic:
            index = variadic
        return items[index] if 0 <= index < len(items) else None

    def _follow(self, schema: Schema, loc: tuple[Key, ...], so_far: Place, record: type | None) -> Iterator[Place]:
        kind: str = schema["type"]
        if not loc:
            yield Place(so_far.steps, schema, so_far.owner, so_far.record)
        elif kind in ("union", "tagged-union"):
            place = Place((*so_far.steps, Branch(str(loc[0]), schema)), None, so_far.owner, so_far.record)
            for choice in self._likely(schema, str(loc[0])):
                yield from self._follow(choice, loc[1:], place, record)
        elif kind in _MAPPINGS:
            yield from self._into_field(schema, loc, so_far, record)
        elif kind == "dict":
            yield from self._into_dict(schema, loc, so_far)
        elif kind in _LISTS:
            if isinstance(loc[0], int) and (item := self.item(schema, loc[0])) is not None:
                yield from self._follow(item, loc[1:], Place((*so_far.steps, loc[0]), None), None)
            elif len(loc) == 1 and isinstance(loc[0], int):
                yield Place((*so_far.steps, loc[0]), None)
        else:
            for inner in self.inner(schema):
                yield from self._follow(inner, loc, so_far, schema.get("cls", record))

    def _into_field(self, schema: Schema, loc: tuple[Key, ...], so_far: Place, record: type | None) -> Iterator[Place]:
        place = Place((*so_far.steps, loc[0]), None, schema, record)
        field = self.fields(schema).get(str(loc[0]))
        if field is not None:
            yield from self._follow(field["schema"], loc[1:], place, None)
        elif len(loc) == 1:
            yield place

    def _into_dict(self, schema: Schema, loc: tuple[Key, ...], so_far: Place) -> Iterator[Place]:
        steps = (*so_far.steps, loc[0])
        if loc[1:] == ("[key]",):
            yield Place(steps, schema.get("keys_schema"), at_key=True)
        elif values := schema.get("values_schema"):
            yield from self._follow(values, loc[1:], Place(steps, None), None)
        elif len(loc) == 1:
            yield Place(steps, None)

    def _likely(self, union: Schema, label: str) -> list[Schema]:
        """The branches that a label can mean, best first."""
        choices = union["choices"]
        if isinstance(choices, dict):
            return [choice for tag, choice in choices.items() if str(getattr(tag, "value", tag)) == label]
        return sorted(self.choices(union), key=lambda choice: not self._named(choice, label))

    def _named(self, choice: Schema, label: str) -> bool:
        schema = choice
        while schema["type"] != "model" and (inner := self.inner(schema)):
            schema = inner[0]
        name = schema["cls"].__name__ if "cls" in schema else str(schema["type"])
        # `list[Interval]` begins with its own kind, `function-after[check(), Interval]` ends with its record.
        return label == name or label.startswith((f"{name}[", f"{name}-")) or label.endswith((f" {name}]", f"-{name}"))


def _key_of(name: str, field: Schema) -> str:
    alias = field.get("validation_alias")
    return alias if isinstance(alias, str) else name
