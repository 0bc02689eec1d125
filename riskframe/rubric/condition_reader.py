"""Reading conditions: every path, level, field and value is checked against the rubric's vocabulary."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from riskframe.diagnostics import KeyPath, Problem
from riskframe.evidence import EvidenceKind, Finding, VerdictStanding, Voice
from riskframe.rubric.conditions import (
    ALWAYS,
    NOT_APPLICABLE,
    Condition,
    Count,
    Every,
    FactCompare,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Some,
    Unknown,
    Where,
)
from riskframe.rubric.vocabulary import FactPath, RatingPath, Vocabulary

_WHERE: dict[str, tuple[str, ...]] = {
    "evidence": ("kind", "voice", "elicitation", "domain", "standing", "finding", "cited_by"),
    "safeguards": ("kind", "lives_in", "domain", "route", "tested", "state", "strength_at_least"),
    "components": ("id", "status", "licence_kind"),
    "assessors": ("organisation",),
}
_STATES = ("durable", "slows_amateur", "void")
_STATUSES = ("open", "gated", "hosted", "closed", "none")
_LICENCES = ("open", "open_wrong_type", "restricted", "none")
_ELICITATIONS = ("as_released", "helpful_only", "fine_tuned", "domain_rl", "scaffolded", "tools")


class _Parser:
    def __init__(self, words: Vocabulary, problems: list[Problem], domain: str | None) -> None:
        self.words, self.problems, self.domain = words, problems, domain
        self.forms: dict[str, Callable[[Any, KeyPath, bool], Condition | None]] = {
            "all": self._all, "any": self._any, "not": self._not,
            "at_least": self._at_least, "at_most": self._at_most, "is": self._is, "one_of": self._one_of,
            "unknown": self._unknown, "number_at_least": self._number, "number_above": self._above, "date_before": self._date,
            "count_at_least": self._count, "any_of": self._any_of, "all_of": self._all_of,
        }  # fmt: skip

    def fault(
        self, path: KeyPath, message: str, allowed: tuple[str, ...] = (), got: object = None, *, key: bool = False
    ) -> None:
        close = difflib.get_close_matches(str(got), allowed, 1) if got is not None else []
        hint = f'did you mean "{close[0]}"?' if close else None
        shown = allowed if len(allowed) <= 12 else ()
        self.problems.append(Problem("E410", path, message, shown, hint, at="key" if key else "value"))

    def parse(self, raw: Any, path: KeyPath, negated: bool) -> Condition | None:
        if not isinstance(raw, Mapping) or len(raw) != 1:
            self.fault(path, "a condition is a mapping with exactly one key", tuple(self.forms))
            return None
        ((form, body),) = raw.items()
        reader = self.forms.get(form)
        if reader is None:
            self.fault((*path, form), f'"{form}" is not a condition', tuple(self.forms), form, key=True)
            return None
        return reader(body, (*path, form), negated)

    # -- joining

    def _items(self, body: Any, path: KeyPath, negated: bool) -> tuple[Condition, ...] | None:
        if not isinstance(body, (list, tuple)):
            self.fault(path, "a list of conditions is wanted here")
            return None
        parsed = [self.parse(item, (*path, i), negated) for i, item in enumerate(body)]
        return tuple(item for item in parsed if item is not None)

    def _all(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        items = self._items(body, path, negated)
        return None if items is None else Some(items) if negated else Every(items)

    def _any(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        items = self._items(body, path, negated)
        return None if items is None else Every(items) if negated else Some(items)

    def _not(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self.parse(body, path, not negated)

    # -- names

    def _name(self, name: Any) -> str:
        return str(name).replace("$domain", self.domain) if self.domain else str(name)

    def _pair(self, body: Any, path: KeyPath) -> tuple[str, Any, KeyPath] | None:
        if not isinstance(body, Mapping) or len(body) != 1:
            self.fault(path, "one `path: value` pair is wanted here")
            return None
        ((name, value),) = body.items()
        return self._name(name), value, (*path, name)

    def _known(self, name: str, path: KeyPath) -> RatingPath | FactPath | None:
        found = self.words.ratings.get(name) or self.words.facts.get(name)
        if found is None:
            known = (*self.words.ratings, *self.words.facts, "option")
            self.fault(path, f'"{name}" is not a rating, a fact or `option` of this rubric', known, name, key=True)
        return found

    # -- comparisons on ordered things

    def _at_least(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._ordered(body, path, negated, "at_least")

    def _at_most(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._ordered(body, path, negated, "at_most")

    def _ordered(self, body: Any, path: KeyPath, negated: bool, form: str) -> Condition | None:
        pair = self._pair(body, path)
        if pair is None:
            return None
        name, value, where = pair

        def side(n: int, level: int) -> frozenset[int]:
            return frozenset(range(level, n + 1) if form == "at_least" else range(1, level + 1))

        words = f"{form.replace('_', ' ')} {value}"
        if name == "option":
            place = self._place(value, where)
            if place is None:
                return None
            places = frozenset(i - 1 for i in side(len(self.words.options), place + 1))
            return Literal(OptionCompare(places, words), negated, where)
        if name.startswith("severity."):
            domain = name.removeprefix("severity.")
            if domain not in self.words.domains:
                self.fault(where, f'"{domain}" is not a domain', tuple(self.words.domains), domain, key=True)
                return None
            if not isinstance(value, int) or not 1 <= value <= 5:
                self.fault(where, "a severity is 1 to 5", ("1", "2", "3", "4", "5"))
                return None
            return Literal(SeverityCompare(domain, side(5, value), words), negated, where)
        known = self._known(name, where)
        if known is None:
            return None
        if isinstance(known, FactPath):
            self.fault(where, f"{name} is a fact; {form} compares ratings (for numbers: number_at_least)")
            return None
        level = known.level_of(value)
        if level is None:
            self.fault(where, f'"{value}" is not a level of {name}', known.words, value)
            return None
        return Literal(RatingCompare(name, side(known.top, level), False, words), negated, where)

    def _place(self, value: Any, path: KeyPath) -> int | None:
        if value not in self.words.options:
            self.fault(path, f'"{value}" is not an option of this rubric', self.words.options, value)
            return None
        return self.words.options.index(value)

    # -- equality

    def _is(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        pair = self._pair(body, path)
        return None if pair is None else self._equal(pair[0], (pair[1],), pair[2], negated, f"is {pair[1]}")

    def _one_of(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        pair = self._pair(body, path)
        if pair is None:
            return None
        if not isinstance(pair[1], (list, tuple)) or not pair[1]:
            self.fault(pair[2], "a list of values is wanted here")
            return None
        shown = ", ".join(map(str, pair[1]))
        return self._equal(pair[0], tuple(pair[1]), pair[2], negated, f"is one of {shown}")

    def _equal(self, name: str, values: tuple[Any, ...], path: KeyPath, negated: bool, words: str) -> Condition | None:
        if name == "option":
            places = [self._place(v, path) for v in values]
            return (
                None
                if None in places
                else Literal(OptionCompare(frozenset(p for p in places if p is not None), words), negated, path)
            )
        known = self._known(name, path)
        if known is None:
            return None
        if isinstance(known, RatingPath):
            levels = {known.level_of(v) for v in values if v != NOT_APPLICABLE}
            if None in levels:
                wrong = next(v for v in values if v != NOT_APPLICABLE and known.level_of(v) is None)
                self.fault(path, f'"{wrong}" is not a level of {name}', (*known.words, NOT_APPLICABLE), wrong)
                return None
            chosen = frozenset(x for x in levels if x is not None)
            return Literal(RatingCompare(name, chosen, NOT_APPLICABLE in values, words), negated, path)
        for value in values:
            if not self._fits(known, value, path):
                return None
        return Literal(FactCompare(name, "one_of", values), negated, path)

    def _fits(self, fact: FactPath, value: Any, path: KeyPath) -> bool:
        kinds: dict[str, type | tuple[type, ...]] = {"yes_no": bool, "number": (int, float)}
        wanted = kinds.get(fact.type, str)
        if not isinstance(value, wanted) or (fact.type == "number" and isinstance(value, bool)):
            self.fault(path, f"{fact.path} holds {fact.type.replace('_', '/')} values, not {value!r}")
            return False
        if fact.choices and value not in fact.choices:
            self.fault(path, f'"{value}" is not a value of {fact.path}', fact.choices, value)
            return False
        return True

    def _unknown(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        if not isinstance(body, str):
            self.fault(path, "the path of a rating or a fact is wanted here")
            return None
        name = self._name(body)
        found = self.words.ratings.get(name) or self.words.facts.get(name)
        if found is None:
            known = (*self.words.ratings, *self.words.facts)
            self.fault(path, f'"{name}" is not a rating or a fact of this rubric', known, name)
            return None
        return Literal(Unknown(name, isinstance(found, RatingPath)), negated, path)

    # -- numbers, dates

    def _number(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._numbered(body, path, negated, "number_at_least")

    def _above(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._numbered(body, path, negated, "number_above")

    def _numbered(self, body: Any, path: KeyPath, negated: bool, test: str) -> Condition | None:
        fact = self._typed_fact(body, path, "number")
        if fact is None:
            return None
        name, value, where = fact
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(where, "a number is wanted here")
            return None
        return Literal(FactCompare(name, test, (value,)), negated, where)

    def _date(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        fact = self._typed_fact(body, path, "date")
        if fact is None:
            return None
        name, value, where = fact
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fault(where, "a date is written YYYY-MM-DD")
            return None
        return Literal(FactCompare(name, "date_before", (day,)), negated, where)

    def _typed_fact(self, body: Any, path: KeyPath, kind: str) -> tuple[str, Any, KeyPath] | None:
        pair = self._pair(body, path)
        known = self._known(pair[0], pair[2]) if pair else None
        if pair is None or known is None:
            return None
        if not isinstance(known, FactPath) or known.type != kind:
            fit = tuple(f.path for f in self.words.facts.values() if f.type == kind)
            self.fault(pair[2], f"{pair[0]} does not hold a {kind}", fit, key=True)
            return None
        return pair

    # -- collections

    def _count(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._collection(body, path, negated, ("over", "where", "n"))

    def _any_of(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._collection(body, path, negated, ("over", "where"))

    def _all_of(self, body: Any, path: KeyPath, negated: bool) -> Condition | None:
        return self._collection(body, path, negated, ("over", "in", "where"))

    def _collection(self, body: Any, path: KeyPath, negated: bool, keys: tuple[str, ...]) -> Condition | None:
        if not isinstance(body, Mapping):
            self.fault(path, f"a mapping with {', '.join(keys)} is wanted here")
            return None
        for key in body:
            if key not in keys:
                self.fault((*path, key), f'"{key}" is not known here', keys, key, key=True)
                return None
        over, members, n = body.get("over"), body.get("in"), body.get("n", 1)
        if over not in _WHERE:
            self.fault((*path, "over"), f'"{over}" is not a collection', tuple(_WHERE), over)
            return None
        if not isinstance(n, int) or isinstance(n, bool) or n < 1:
            self.fault((*path, "n"), "a whole number of at least 1 is wanted here")
            return None
        if "in" in keys and (over != "components" or not isinstance(members, (list, tuple)) or not members):
            self.fault(path, "all_of works over components and needs `in`, the list of their ids")
            return None
        for i, member in enumerate(members or ()):
            if member not in self.words.components:
                self.fault((*path, "in", i), f'"{member}" is not a component', self.words.components, member)
                return None
        where = self._where(over, body.get("where") or {}, (*path, "where"))
        if where is None:
            return None
        return Literal(Count(over, where, n, tuple(members) if members else None), negated, path)

    def _where(self, over: str, body: Any, path: KeyPath) -> Where | None:
        if not isinstance(body, Mapping):
            self.fault(path, "a mapping of field to value is wanted here")
            return None
        parts: list[tuple[str, tuple[Any, ...]]] = []
        for name, raw in body.items():
            if name not in _WHERE[over]:
                self.fault((*path, name), f'{over} have no field "{name}"', _WHERE[over], name, key=True)
                return None
            values = tuple(raw) if isinstance(raw, (list, tuple)) else (raw,)
            values = tuple(self._name(v) if isinstance(v, str) else v for v in values)
            allowed = self._values_of(over, name)
            for value in values:
                if allowed is not None and value not in allowed:
                    self.fault((*path, name), f'"{value}" is not a value of {name}', tuple(map(str, allowed)), value)
                    return None
            parts.append((name, values))
        return tuple(sorted(parts))

    def _values_of(self, over: str, name: str) -> tuple[Any, ...] | None:
        words = self.words
        table: dict[tuple[str, str], tuple[Any, ...]] = {
            ("evidence", "kind"): get_args(EvidenceKind),
            ("evidence", "voice"): get_args(Voice),
            ("evidence", "elicitation"): _ELICITATIONS,
            ("evidence", "domain"): words.subjects,
            ("evidence", "standing"): get_args(VerdictStanding),
            ("evidence", "finding"): get_args(Finding),
            ("evidence", "cited_by"): tuple(words.ratings),
            ("safeguards", "kind"): words.safeguard_kinds,
            ("safeguards", "lives_in"): words.lives_in,
            ("safeguards", "domain"): words.subjects,
            ("safeguards", "route"): words.routes,
            ("safeguards", "tested"): words.tests,
            ("safeguards", "state"): _STATES,
            ("safeguards", "strength_at_least"): (1, 2, 3, 4, 5),
            ("components", "id"): words.components,
            ("components", "status"): _STATUSES,
            ("components", "licence_kind"): _LICENCES,
        }
        return table.get((over, name))


def parse_condition(
    raw: Any, path: KeyPath, words: Vocabulary, problems: list[Problem], *, domain: str | None = None
) -> Condition:
    """Read one condition; faults are added to `problems` (code E410) and stand as an always-true condition.

    `domain` replaces `$domain` in paths and values.
    """
    return _Parser(words, problems, domain).parse(raw, path, negated=False) or ALWAYS
