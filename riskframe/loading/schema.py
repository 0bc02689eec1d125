"""JSON Schemas of what riskframe reads and writes, made from the records themselves.

The sentence below a field in the source is its description, so an editor shows what the code says. Shorthands that a
validator spells out (`3` for a rating) are added, because the schema describes files, not records.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

Schema = dict[str, Any]

KINDS: dict[str, str] = {
    "profile": "A model profile (model.yaml)",
    "ratings": "One assessor's ratings, in a file of their own",
    "organisation": "An organisation's changes to a rubric",
    "theme": "Letterhead, logo and colours of an organisation's reports",
    "release": "A release manifest (riskframe-release.yaml)",
    "waivers": "Waivers of a release",
    "lock": "A lock of a rubric, from before measuring",
    "plan": "A staged plan",
    "result": "The machine-readable result of an assessment",
    "jurisdictions": "Dated facts of jurisdictions (rubrics/jurisdictions.yaml)",
    "rubric": "rubric.yaml of a rubric folder",
    "criteria": "A file of a rubric's criteria folder",
    "pathways": "pathways.yaml of a rubric folder",
    "tolerance": "tolerance.yaml of a rubric folder",
    "rules": "rules.yaml of a rubric folder",
    "benefits": "benefits.yaml of a rubric folder",
    "indicators": "indicators.yaml of a rubric folder",
    "benchmarks": "benchmarks.yaml of a rubric folder",
    "cases": "A file of a rubric's cases folder",
    "crosswalk": "What of one rubric also holds for another",
}
"""What there is a schema for."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(kind: str) -> str:
    """The schema as JSON text, the same bytes every time. Raises KeyError for an unknown kind."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"


def schema_of(kind: str) -> Schema:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    from pydantic import TypeAdapter

    record = _record(kind)
    made = TypeAdapter(record).json_schema(mode="serialization" if kind == "result" else "validation")
    definitions: dict[str, Schema] = made.pop("$defs", {})
    by_name = {one.__name__: one for one in _records_in(record)}
    for name, definition in definitions.items():
        if name in by_name:
            _describe(definition, by_name[name])
    _describe(made, record)
    for name, shorthand in _SHORTHANDS.items():
        if name in definitions:
            definitions[name] = shorthand(definitions[name])
    if any(name in definitions for name in ("Rule", "Screen", "GrantedUnless")):
        definitions["Condition"] = _condition()
        _name_conditions(definitions)
    whole = _tidied({"$schema": _DRAFT, **made, "title": KINDS[kind], "$defs": dict(sorted(definitions.items()))})
    assert isinstance(whole, dict)
    if not whole["$defs"]:
        del whole["$defs"]
    return whole


def _record(kind: str) -> type:
    if kind == "profile":
        from riskframe.profile import Profile

        return Profile
    if kind == "jurisdictions":
        from riskframe.jurisdictions import Jurisdictions

        return Jurisdictions
    if kind == "result":
        from riskframe.assessment import Assessment

        return Assessment
    if kind == "ratings":
        from riskframe.assessors import AssessorRatings

        return AssessorRatings
    if kind == "organisation":
        from riskframe.rubric.overrides import OrganisationFile

        return OrganisationFile
    if kind == "theme":
        from riskframe.loading.theme_file import ThemeFile

        return ThemeFile
    if kind == "release":
        from riskframe.release.manifest import ReleaseManifest

        return ReleaseManifest
    if kind == "lock":
        from riskframe.release.lock import Lock

        return Lock
    if kind == "plan":
        from riskframe.release.plan import Plan

        return Plan
    if kind == "waivers":
        from riskframe.release.waivers import WaiverFile

        return WaiverFile
    from riskframe.rubric import schema

    return {
        "rubric": schema.RubricFile,
        "criteria": schema.CriteriaFile,
        "pathways": schema.PathwaysFile,
        "tolerance": schema.ToleranceFile,
        "rules": schema.RulesFile,
        "benefits": schema.BenefitsFile,
        "indicators": schema.IndicatorsFile,
        "benchmarks": schema.BenchmarksFile,
        "cases": schema.CasesFile,
        "crosswalk": schema.CrosswalkFile,
    }[kind]


# --- descriptions --------------------------------------------------------------------------------------------------


def _records_in(record: type, seen: dict[type, None] | None = None) -> dict[type, None]:
    """The record and every record that its fields hold."""
    seen = {} if seen is None else seen
    if record in seen:
        return seen
    seen[record] = None
    for hint in get_type_hints(record).values():
        for part in _parts(hint):
            _records_in(part, seen)
    return seen


def _parts(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "model_fields")):
        yield hint
    for argument in get_args(hint):
        yield from _parts(argument)


def _describe(definition: Schema, record: type) -> None:
    """Put the record's own words into its schema."""
    if record.__doc__ and not (is_dataclass(record) and record.__doc__.startswith(f"{record.__name__}(")):
        definition["description"] = _flat(record.__doc__)
    said = {name: text for owner in reversed(record.__mro__) for name, text in _docstrings(owner).items()}
    for name, schema in definition.get("properties", {}).items():
        if name in said:
            schema["description"] = said[name]


def _docstrings(record: type) -> dict[str, str]:
    if record.__module__.split(".")[0] != "riskframe":
        return {}
    tree = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: _flat(text.value.value)
        for field, text in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }  # fmt: skip


def _flat(text: str) -> str:
    return " ".join(text.split())


# --- what files may say more shortly -------------------------------------------------------------------------------


def _rating(full: Schema) -> Schema:
    level = {"type": "integer", "minimum": 1, "maximum": 5, "description": "A level by number."}
    word = {"type": "string", "minLength": 1, "description": "A level by its word, or `unknown`."}
    return {"anyOf": [level, word, full], "description": full.get("description", "")}


def _path(full: Schema) -> Schema:
    short = {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "The ids of the path's steps."}
    return {"anyOf": [short, full]}


_SHORTHANDS: dict[str, Callable[[Schema], Schema]] = {"Rating": _rating, "PathSpec": _path}


# --- conditions ----------------------------------------------------------------------------------------------------

_RAW = {"when", "met_when", "unless"}


def _name_conditions(definitions: dict[str, Schema]) -> None:
    for definition in definitions.values():
        for name, schema in definition.get("properties", {}).items():
            if name in _RAW:
                said = {"description": schema["description"]} if "description" in schema else {}
                definition["properties"][name] = {"$ref": "#/$defs/Condition", **said}


def _condition() -> Schema:
    """The closed condition language: one form a mapping."""
    one: Schema = {"type": "object", "minProperties": 1, "maxProperties": 1}
    itself: Schema = {"$ref": "#/$defs/Condition"}
    several: Schema = {"type": "array", "items": itself}
    level = {
        **one,
        "additionalProperties": {"type": ["integer", "string"]},
        "description": "path -> level, option or severity",
    }
    value = {**one, "additionalProperties": {"type": ["boolean", "number", "string"]}, "description": "path -> value"}

    def over(**more: Schema) -> Schema:
        where = {"type": "object", "description": "field -> value, or list of values of which one has to match"}
        kinds = {"enum": ["evidence", "safeguards", "components", "assessors"]}
        properties = {"over": kinds, "where": where, **more}
        return {"type": "object", "properties": properties, "required": ["over"], "additionalProperties": False}

    members: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    return {
        **one,
        "description": "One condition; exactly one key.",
        "properties": {
            "all": several,
            "any": several,
            "not": itself,
            "at_least": level,
            "at_most": level,
            "is": value,
            "one_of": {
                **one,
                "additionalProperties": {"type": "array", "minItems": 1},
                "description": "path -> values",
            },
            "unknown": {"type": "string", "description": "Path of a rating or fact."},
            "number_at_least": {**one, "additionalProperties": {"type": "number"}, "description": "fact -> number"},
            "number_above": {**one, "additionalProperties": {"type": "number"}, "description": "fact -> number"},
            "date_before": {
                **one,
                "additionalProperties": {"type": "string", "format": "date"},
                "description": "fact -> day",
            },
            "count_at_least": over(n={"type": "integer", "minimum": 1}),
            "any_of": over(),
            "all_of": over(**{"in": members}),
        },
        "additionalProperties": False,
    }


# --- what editors trip over ----------------------------------------------------------------------------------------


def _tidied(schema: Any) -> Any:
    """Without generated titles, and with anyOf where nothing tells the alternatives apart.

    `oneOf` fails on a value that fits two alternatives, such as an empty mapping; the loader tells them apart.
    """
    if isinstance(schema, list):
        return [_tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made: Schema = {}
    for key, value in schema.items():
        if key == "title" and "$schema" not in schema and isinstance(value, str):
            continue
        if key in ("properties", "$defs", "patternProperties"):
            made[key] = {name: _tidied(part) for name, part in value.items()}
        elif key in ("default", "const", "enum", "examples"):
            made[key] = value
        else:
            made["anyOf" if key == "oneOf" and "discriminator" not in schema else key] = _tidied(value)
    return made
