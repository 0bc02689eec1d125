"""Which way a condition leans: does it come true as things get worse, or as they get better?"""

from __future__ import annotations

from riskframe.rubric.conditions import (
    Atom,
    Condition,
    Count,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Unknown,
    describe_literal,
    literals,
)
from riskframe.rubric.vocabulary import Vocabulary
from riskframe.scales import Polarity


def polarity_faults(condition: Condition, words: Vocabulary, *, harmful: bool) -> list[str]:
    """Why a condition is not monotone in one direction; empty when it is.

    harmful: every literal must come true as things get worse (cap, escalate, require's `when`); otherwise as they
    get better (`met_when`, `unless`).
    """
    faults = []
    for literal in literals(condition):
        leaning = _leaning(literal.atom, words)
        if leaning is None:
            continue
        toward_harm = leaning != literal.negated
        if leaning == "neither" or toward_harm != harmful:
            faults.append(describe_literal(literal))
    return faults


def _leaning(atom: Atom, words: Vocabulary) -> bool | str | None:
    """True: more likely true as things get worse; False: as they get better; None: no matter; "neither"."""
    if isinstance(atom, RatingCompare):
        rating = words.ratings[atom.path]
        if atom.na:
            return "neither"
        if atom.levels == frozenset(range(min(atom.levels), rating.top + 1)):
            up = True
        elif atom.levels == frozenset(range(1, max(atom.levels) + 1)):
            up = False
        else:
            return "neither"
        return up == (rating.polarity is Polarity.RISK)
    if isinstance(atom, Unknown):
        return True
    if isinstance(atom, OptionCompare):
        last = len(words.options) - 1
        upward = atom.places == frozenset(range(min(atom.places), last + 1))
        return True if upward else "neither"
    if isinstance(atom, SeverityCompare):
        return True if atom.levels == frozenset(range(min(atom.levels), 6)) else "neither"
    if isinstance(atom, Count) and atom.over == "safeguards":
        states = dict(atom.where).get("state")
        return False if states is None or "void" not in states else "neither"
    return None
