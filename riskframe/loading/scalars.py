"""The YAML 1.2 core schema: what an unquoted word means.

`no`, `yes`, `on` and dates are text, `1e25` is a number, `012` is twelve. JSON numbers are a subset of these.
Source: YAML 1.2.2, section 10.3.2, https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_NUMBER = re.compile(r"[-+]?(?:(?P<whole>[0-9]+)|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)")
_OTHER_BASE = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_FIRST = frozenset("0123456789+-.")

_LONGEST_NUMBER = 300
"""Characters; a longer whole number does not fit a floating-point number (1.8e308) and is read as infinite."""


def plain(text: str) -> Scalar:
    """The value of an unquoted scalar. Not-finite and oversized numbers come back as inf or nan, for refusal."""
    if text in _WORDS:
        return _WORDS[text]
    return number(text) if text[0] in _FIRST else text


def number(text: str) -> int | float | str:
    """The number that `text` spells, or the text itself when it spells none."""
    matched = _NUMBER.fullmatch(text)
    if matched is None:
        return _other_base(text) if _OTHER_BASE.fullmatch(text) else text
    if len(text) > _LONGEST_NUMBER:
        return -math.inf if text[0] == "-" else math.inf
    return int(text) if matched["whole"] else float(text)


def _other_base(text: str) -> int | float:
    digits, base = text[2:], 8 if text[1] == "o" else 16
    # 16 ** 250 is 1e301.
    return int(digits, base) if len(digits) < 250 else math.inf
