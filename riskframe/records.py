"""The one base of all records that are read from files: frozen, closed, and built only when first used."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Record(BaseModel):
    """A frozen record. Unknown keys are refused: a misspelt key must never read as "nothing said"."""

    # defer_build: building a validator costs ~2 ms; a command builds only those it touches.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, protected_namespaces=(), strict=False)


def _text_date(value: object) -> object:
    # Numbers would be read by pydantic as seconds since 1970; a date in these files is written as a date.
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
"""A short stable name: letters, digits, `.`, `_`, `-`."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
"""One line of text."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
"""Prose; at most 20,000 characters."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in lower-case hexadecimal."""

Day = Annotated[date, BeforeValidator(_text_date)]
"""A calendar day, written YYYY-MM-DD."""
