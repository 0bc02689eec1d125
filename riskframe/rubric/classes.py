"""Classifications: in which order their rules are tried, and which way each rule's condition has to lean.

A classification is tried rule by rule; the first that holds gives the value, and `otherwise` stands at the end. (Under
`strictest` the rules are tried from the strictest value to the mildest.) When a rule holds, it keeps everything after it
from being tried. So a rule with milder outcomes behind it must come true as things get worse, and one with stricter
outcomes behind it as they get better; then the value as a whole gets stricter as things get worse. A rule with both behind
it is monotone neither way.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskframe.rubric.polarity import Leaning
from riskframe.rubric.schema import Classification, Rule


def tried(cls: Classification, rules: Sequence[Rule]) -> list[Rule]:
    """The rules that set a classification, in the order in which they are tried."""
    setting = [rule for rule in rules if cls.id in (rule.classify or {})]
    if cls.decide == "strictest":
        return sorted(setting, key=lambda rule: _place(cls, rule))
    places = {name: place for place, name in enumerate(cls.order)}
    return sorted((r for r in setting if r.id in places), key=lambda rule: places[rule.id])


def leanings(cls: Classification, rules: Sequence[Rule]) -> dict[str, Leaning]:
    """Rule id -> which way its condition has to lean for the classification to be monotone."""
    order = tried(cls, rules)
    places = [*(_place(cls, rule) for rule in order), cls.values.index(cls.otherwise)]
    found: dict[str, Leaning] = {}
    for i, rule in enumerate(order):
        milder = any(later > places[i] for later in places[i + 1 :])
        stricter = any(later < places[i] for later in places[i + 1 :])
        found[rule.id] = "mixed" if milder and stricter else "harmful" if milder else "favourable" if stricter else None
    return found


def missing_holds(rule: Rule, classifications: Sequence[Classification], rules: Sequence[Rule]) -> bool:
    """Whether a missing fact makes the rule's condition true in the conservative and central readings.

    It does, so that silence keeps caps, requirements and strict values in force; for a rule that sets a value milder than
    what would follow without it, it does not.
    """
    ways = {leanings(cls, rules).get(rule.id) for cls in classifications if cls.id in (rule.classify or {})}
    return not (ways <= {"favourable", None} and "favourable" in ways)


def _place(cls: Classification, rule: Rule) -> int:
    return cls.values.index((rule.classify or {})[cls.id])
