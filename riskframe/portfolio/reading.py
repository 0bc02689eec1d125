"""A portfolio's documents, one at a time: JSON lines, a column of a Parquet file, or a folder of profiles.

A row is read by the same record as a single profile, and where it is not plainly in order by the same reader, so both accept and
refuse the same; what is refused is refused in the same words. The fast way may refuse what the reader accepts, never the reverse
(tests/portfolio/test_reading.py; docs/decisions/0028-one-record-for-rows.md).
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.profile_file import parse_profile
from riskframe.loading.source import Source
from riskframe.profile import Profile

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

PLAIN_DEPTH = 32
"""Nesting up to which a row is taken by the fast way; well below what the reader refuses."""
PLAIN_LENGTH = 100_000
"""Characters up to which a row is taken by the fast way: so many hold fewer values than the reader refuses."""
UNUSUAL = re.compile(r"[^\t\n\r\x20-\x7e]|\\[bfu]")
"""What may hold, or spell, characters that the reader refuses."""


def read_row(source: Source) -> Profile:
    """The profile in a row. Raises InvalidInput with every fault, as reading a file of the same bytes does."""
    found = _plainly(source.text)
    if found is not None:
        return found.read_from(source.sha256)
    return parse_profile(source).profile


def first_problem(error: InvalidInput) -> Diagnostic:
    """The first error of a refusal, by place in the file."""
    return next(d for d in error.diagnostics if d.is_error)


def _plainly(text: str) -> Profile | None:
    """The profile where nothing about the text is unusual; None where the careful reader has to look."""
    if len(text) > PLAIN_LENGTH or UNUSUAL.search(text):
        return None
    try:
        data = json.loads(
            text, object_pairs_hook=_distinct, parse_constant=_refuse, parse_int=_small, parse_float=_short
        )
        if not _usual(data, PLAIN_DEPTH):
            return None
        profile: Profile = _exact().validate_python(data)
    except (ValueError, RecursionError, ValidationError):
        return None
    return profile


@cache
def _exact() -> SchemaValidator:
    """The profile's own record, made to take no number or truth value for another (`loading.strict` finds what does)."""
    from pydantic_core import SchemaValidator

    Profile.model_rebuild()
    # The schema is of the record itself; without the last argument its finished validator would stand in for ours.
    return SchemaValidator(_strict(Profile.__pydantic_core_schema__), None, False)


def _strict(schema: Any) -> Any:
    if isinstance(schema, dict):
        found = {key: _strict(value) for key, value in schema.items()}
        if found.get("type") == "literal":
            return _exactly(found)
        return {**found, "strict": True} if found.get("type") in ("int", "float", "bool") else found
    if isinstance(schema, (list, tuple)):
        return type(schema)(_strict(value) for value in schema)
    return schema


def _exactly(literal: dict[str, Any]) -> dict[str, Any]:
    """A literal that no equal value of another type passes for: true is 1 to Python, and no version of a format."""
    expected = literal["expected"]
    if all(isinstance(word, str) for word in expected):
        return literal

    def same(value: Any) -> Any:
        if not any(type(value) is type(word) and value == word for word in expected):
            raise ValueError("not of the kind that is due")
        return value

    return {"type": "function-before", "function": {"type": "no-info", "function": same}, "schema": literal}


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _small(digits: str) -> int:
    if len(digits) > 15:  # beyond what a float holds exactly, readers differ
        raise ValueError("a very long number")
    return int(digits)


def _short(digits: str) -> float:
    if len(digits) > 40:  # the reader takes numbers up to some length
        raise ValueError("a very long number")
    return float(digits)


def _usual(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_usual(v, depth - 1) for v in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_usual(v, depth - 1) for v in value)
    return not isinstance(value, float) or math.isfinite(value)
