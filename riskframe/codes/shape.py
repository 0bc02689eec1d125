"""E3xx: keys, kinds of values and ranges."""

from __future__ import annotations

from riskframe.codes.code import Code

SHAPE: tuple[Code, ...] = (
    Code(
        "E301",
        "Unknown key",
        "This mapping has no such key. A misspelt key must never read as if nothing had been said.",
        "Use one of the allowed keys; check that the key is indented below the right parent.",
        "model:\n  licnse: MIT",
    ),
    Code(
        "E302",
        "Missing key",
        "This mapping needs a key that is not there. Its place is the mapping itself.",
        "Add the key.",
        "evidence:\n  - {title: Audit}        # no id",
    ),
    Code(
        "E303",
        "Wrong kind of value",
        "A number stands where text is due, a list where a mapping is due, and so on. Nothing is converted silently: "
        '`"3"` is text, `no` is text, and true is not 1.',
        "Write the kind of value that the message names.",
        "parameters: seven billion",
    ),
    Code(
        "E304",
        "Not one of the allowed values",
        "Only the listed words are accepted here.",
        "Use one of them.",
        "confidence: hihg",
    ),
    Code(
        "E305",
        "Number out of range",
        "The number is below or above what is accepted here.",
        "Use a number in the range that the message names.",
        "severities:\n  cyber_offence: {level: 9, reason: ...}",
    ),
    Code(
        "E306",
        "Too short or too long",
        "A text has too few or too many characters, or a list too few or too many items.",
        "Keep within the length that the message names.",
        'model:\n  name: ""',
    ),
    Code(
        "E307",
        "Text of the wrong form",
        "The text does not follow the pattern of such names, digests or addresses.",
        "Follow the form that the message names; an id, for example, has letters, digits, `.`, `_` and `-` only.",
        "evidence:\n  - id: my audit",
    ),
    Code(
        "E308",
        "Not a date or time",
        "Dates are written YYYY-MM-DD, and the day has to exist.",
        "Write the date as YYYY-MM-DD.",
        "date: 2026-02-30",
    ),
    Code(
        "E309",
        "Value that contradicts itself",
        "The parts of this value do not go together; the message says why.",
        "Follow the message.",
        "as_modified: {lo: 4, best: 3}",
    ),
    Code(
        "E310",
        "Not a result",
        "Where an earlier assessment is asked for, the file is something else. The JSON that `assess -f json` writes begins "
        'with `"schema": "riskframe-assessment/…"`.',
        "Give the JSON result of the earlier assessment.",
        "riskframe assess model.yaml -f html --previous model.yaml",
    ),
    Code(
        "E311",
        "Result of another rubric",
        "The earlier assessment was made by a rubric that is not used here, so that its levels cannot be compared.",
        "Give the earlier result of one of the rubrics in use, or assess by the rubric of the result (`-r`).",
        "riskframe assess model.yaml -r openness -f html --previous last-quarter.json",
    ),
    Code(
        "W311",
        "Result of another model",
        "The earlier assessment is about a model of another name. What changed is told all the same.",
        "Check that it is the file you meant.",
        "riskframe assess large.yaml -f html --previous small.json",
    ),
)
