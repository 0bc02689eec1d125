"""Conditions and effects of rules in words."""

from __future__ import annotations

from riskframe.rubric.conditions import Condition, Every, Literal, describe_literal
from riskframe.rubric.schema import Rule


def condition_words(condition: Condition) -> str:
    """A condition as one sentence part; parts that are joined differently stand in parentheses."""
    if isinstance(condition, Literal):
        return describe_literal(condition)
    if not condition.items:
        return "always" if isinstance(condition, Every) else "never"
    joint = " and " if isinstance(condition, Every) else " or "
    return joint.join(
        condition_words(item)
        if isinstance(item, Literal) or len(condition.items) == 1
        else f"({condition_words(item)})"
        for item in condition.items
    )


def effect_words(rule: Rule) -> str:
    """What a rule does when it fires."""
    if rule.cap is not None:
        return f"Caps at {rule.cap}: no more open option can be reached."
    if rule.require is not None:
        when = "before release" if rule.require.stage == "precedent" else "after release"
        return f"Requires {when}: {rule.require.text}"
    if rule.escalate is not None:
        return f"Escalates the sign-off to {rule.escalate}."
    if rule.classify is not None:
        return "Classifies: " + ", ".join(f"{name} is {value}" for name, value in rule.classify.items()) + "."
    return f"Notes: {rule.note}"
