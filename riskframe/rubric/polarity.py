"""Which way a condition leans: does it come true as things get worse, or as they get better?

Whatever binds a decision is monotone, so that the ends of intervals give exact bounds and no missing evidence opens
anything: a cap, an escalation or a requirement comes into force as things get worse; what meets a requirement or earns an
exception holds as they get better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal as Choice

from riskframe.rubric.conditions import (
    Atom,
    Condition,
    Count,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Unknown,
    literals,
)
from riskframe.rubric.vocabulary import Vocabulary
from riskframe.scales import Polarity

Leaning = Choice["harmful", "favourable", "mixed"] | None
"""harmful: comes true as things get worse; favourable: as they get better; mixed: neither of the two.

None: nothing gets worse or better by it. Facts and most evidence have no order; a missing fact leans by what the condition
is for.
"""

_OTHER: dict[Leaning, Leaning] = {"harmful": "favourable", "favourable": "harmful", "mixed": "mixed", None: None}


def leaning(literal: Literal, words: Vocabulary) -> Leaning:
    """Which way a literal leans, its negation taken into account."""
    found = _atom(literal.atom, words)
    return _OTHER[found] if literal.negated else found


def against(condition: Condition, words: Vocabulary, *, harmful: bool) -> Iterator[Literal]:
    """The literals that lean the wrong way: none where the condition is monotone.

    harmful: every literal must come true as things get worse (`when` of cap, escalate and require); otherwise as they
    get better (`met_when`, `unless`).
    """
    wanted: Leaning = "harmful" if harmful else "favourable"
    for literal in literals(condition):
        if leaning(literal, words) not in (wanted, None):
            yield literal


def _atom(atom: Atom, words: Vocabulary) -> Leaning:
    if isinstance(atom, RatingCompare):
        return _rating(atom, words)
    if isinstance(atom, Unknown):
        return "harmful"
    if isinstance(atom, OptionCompare):
        return _ordered(atom.places, tuple(range(len(words.options))))
    if isinstance(atom, SeverityCompare):
        return _ordered(atom.levels, (1, 2, 3, 4, 5))
    if isinstance(atom, Count):
        return _count(atom)
    return None


def _count(atom: Count) -> Leaning:
    fields = dict(atom.where)
    if atom.over == "safeguards":
        states = fields.get("state")
        # A safeguard that is worn down from durable to slowing must not come to count by it.
        return "favourable" if states is None or ("durable" in states and "void" not in states) else "mixed"
    # Replacing a rating by unknown takes its citations away, so they may only ever help.
    return "favourable" if "cited_by" in fields else None


def _rating(atom: RatingCompare, words: Vocabulary) -> Leaning:
    rating = words.ratings[atom.path]
    rising = range(1, rating.top + 1)
    found = _ordered(atom.levels, tuple(rising if rating.polarity is Polarity.RISK else reversed(rising)))
    if not atom.na:
        return found
    # "Does not apply" is milder than any level.
    if not atom.levels:
        return "favourable"
    return found if found in ("favourable", None) else "mixed"


def _ordered(chosen: frozenset[int], mildest_first: tuple[int, ...]) -> Leaning:
    """How membership of a set leans as a value moves along an order, from the mildest to the worst."""
    size = len(chosen)
    if size in (0, len(mildest_first)):
        return None
    if chosen == frozenset(mildest_first[-size:]):
        return "harmful"
    return "favourable" if chosen == frozenset(mildest_first[:size]) else "mixed"
