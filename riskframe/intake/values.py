"""Values out of files that nobody vouches for: text made short and plain, numbers that are numbers, days, counts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from riskframe.evidence import Caution

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LONGEST_LABEL = 160
LARGEST_COUNT = 10**15
"""Anything above is no count of samples."""


def label(value: object) -> str | None:
    """A short text on one line; None for anything that is not a text or number, or is empty.

    A longer one is cut and marked: what is long in these files is text of a run, and that is not taken over.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)[: 4 * LONGEST_LABEL]
    text = _SPACE.sub(" ", _UNSEEN.sub(" ", text)).strip()
    if len(text) > LONGEST_LABEL:
        text = text[: LONGEST_LABEL - 4].rstrip() + " ..."
    return text or None


def number(value: object) -> float | None:
    """A finite number, also one written as text (`"0.25"`); None for everything else, NaN and N/A included."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value) if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def not_finite(value: object) -> bool:
    """Whether a value says openly that it is no number: NaN, infinity, N/A, null."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if value is None:
        return True
    return isinstance(value, str) and value.strip().lower() in ("nan", "n/a", "na", "inf", "-inf", "infinity", "")


def count(value: object) -> int | None:
    """A number of samples: whole, not negative, not absurd."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    return int(value) if 0 <= value <= LARGEST_COUNT else None


def day(value: object) -> date | None:
    """The day of an ISO date or time, as written there, or of seconds since 1970 (UTC)."""
    if isinstance(value, str):
        found = _DAY.match(value.strip())
        try:
            return date(*map(int, found.groups())) if found else day(number(value))
        except ValueError:
            return None
    seconds = number(value)
    # Before 2000 or after 2100 it is another unit, or nothing that dates an evaluation of a model.
    if seconds is None or not 946_684_800 <= seconds < 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def mapping(value: object) -> Mapping[str, Any]:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def looks_broken(
    value: float | None, error: float | None, n: int | None, lowest: float, highest: float
) -> list[Caution]:
    """Cautions about numbers that more often show a broken run than a result: no spread at all, or the very best score."""
    found: list[Caution] = []
    if n == 0:
        found.append("nothing_evaluated")
    if value is not None and value in (lowest, highest):
        found.append("extreme_score")
    if error == 0 and (n is None or n > 1):
        found.append("zero_variance")
    if n is not None and 0 < n < FEW:
        found.append("few_samples")
    return found


FEW = 30
"""Below this many samples an interval is so wide that a result hardly narrows a rating; the usual rule of thumb."""
