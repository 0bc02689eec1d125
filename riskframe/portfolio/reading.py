"""A portfolio's documents, one at a time: JSON lines, a column of a Parquet file, or a folder of profiles.

A row is read by the same record as a single profile, and where it is not plainly in order by the same reader, so both accept and
refuse the same; what is refused is refused in the same words.
"""

from __future__ import annotations

import json
import math
from typing import Any

from pydantic import ValidationError

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.profile_file import parse_profile
from riskframe.loading.source import Source
from riskframe.profile import Profile

PLAIN_DEPTH = 32
"""Nesting up to which a row is taken by the fast way; well below what the reader refuses."""


def read_row(text: str, name: str) -> Profile:
    """The profile in a text. Raises InvalidInput with every fault, as reading a file of that name does."""
    found = _plainly(text)
    if found is not None:
        return found
    return parse_profile(Source(name, text)).profile


def first_problem(error: InvalidInput) -> Diagnostic:
    """The first error of a refusal, by place in the file."""
    return next(d for d in error.diagnostics if d.is_error)


def _plainly(text: str) -> Profile | None:
    """The profile where nothing about the text is unusual; None where the careful reader has to look."""
    if not text.isascii() or "\\u" in text:
        return None
    try:
        data = json.loads(text, object_pairs_hook=_distinct, parse_constant=_refuse, parse_int=_small)
        if not _usual(data, PLAIN_DEPTH):
            return None
        return Profile.model_validate_json(text, strict=True)
    except (ValueError, RecursionError, ValidationError):
        return None


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


def _usual(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_usual(v, depth - 1) for v in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_usual(v, depth - 1) for v in value)
    return not isinstance(value, float) or math.isfinite(value)
