"""What is known: accepted evidence, facts, ratings and the point that each reading takes them at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riskframe.evidence import Evidence
from riskframe.profile import Fact, Profile
from riskframe.ratings import Rating
from riskframe.rubric.schema import Criterion, RubricFolder

WORST_CASE = ("conservative", "central")
"""The readings in which what is not known stands at the harmful end."""


@dataclass(frozen=True)
class Interval:
    """A known rating, on its criterion's scale."""

    lo: int
    best: int
    hi: int


class Known:
    """One profile's evidence and ratings under one rubric."""

    def __init__(self, profile: Profile, folder: RubricFolder) -> None:
        self.profile, self.folder = profile, folder
        self.accepted: dict[str, Evidence] = {}
        # A screen may rest on a fact that cites evidence; that evidence is no screen itself.
        self.accepted = {e.id: e for e in profile.evidence if e.kind != "screen" and self.counts(e)}
        screens = [e for e in profile.evidence if e.kind == "screen" and self.counts(e)]
        self.accepted |= {e.id: e for e in screens}
        self._ratings: dict[str, Interval | str] = {}

    # -- evidence

    def counts(self, item: Evidence) -> bool:
        """Evidence counts unless it is rejected, superseded, expired, from the future, empty, or a void screen.

        A judgement needs a named role and a rationale.
        """
        today = self.profile.assessment.date
        if item.status != "accepted":
            return False
        if item.valid_until is not None and item.valid_until < today:
            return False
        if item.date is not None and item.date > today:
            return False
        if item.kind == "judgement":
            return item.role is not None and item.rationale is not None
        if item.kind == "screen":
            return self.screen_stands(item)
        return not (item.result is not None and item.result.samples_completed == 0)

    def screen_stands(self, item: Evidence) -> bool:
        """A screen counts once a named assessor has accepted it, as long as its facts are what they were."""
        screens = self.folder.indicators.screens if self.folder.indicators else ()
        recorded = item.facts or {}
        for screen in screens:
            if screen.id == item.screen:
                rests_on = facts_in(screen.when)
                return (
                    item.accepted_by in [a.id for a in self.profile.assessors]
                    and all(path in recorded for path in rests_on)
                    and all(same(self.fact(path), value) for path, value in recorded.items())
                    and facts_hold(screen.when, self.fact)
                )
        return False

    # -- facts

    def fact(self, path: str) -> Any:
        """A fact, or None where nothing is said, or nothing that counts."""
        parts = path.split(".")
        if parts[0] == "facts":
            stated = self.profile.facts.get(parts[1])
            if isinstance(stated, Fact):
                if stated.evidence and not any(e in self.accepted for e in stated.evidence):
                    return None
                return stated.value
            return stated
        found: Any = self.profile
        for part in parts:
            found = getattr(found, part) if found is not None else None
        return found

    # -- ratings

    def standing_for(self, path: str) -> str:
        """The rating that stands for a path: as_modified for a safeguards_off that is not given, else itself."""
        group, name, *rest = path.split(".")
        block = self.profile.capabilities.get(name) if group == "capability" else None
        if block is not None and rest == ["safeguards_off"] and block.safeguards_off is None:
            return f"{group}.{name}.as_modified"
        return path

    def criterion(self, path: str) -> Criterion:
        group, name = path.split(".")[:2]
        return next(c for c in self.folder.criteria.criteria if c.group == group and c.id == name)

    def words(self, criterion: Criterion) -> list[str]:
        if criterion.scale is None:
            return [str(i + 1) for i in range(len(criterion.levels))]
        return list(self.folder.rubric.scales[criterion.scale].levels)

    def is_risk(self, path: str) -> bool:
        return self.criterion(path).polarity.value == "risk"

    def top(self, path: str) -> int:
        return len(self.criterion(path).levels)

    def stated(self, path: str) -> tuple[Rating | None, tuple[str, ...]]:
        """The rating as written and the evidence it cites."""
        group, name, *rest = self.standing_for(path).split(".")
        if group == "capability":
            block = self.profile.capabilities.get(name)
            if block is None:
                return None, ()
            given: Rating | None = block.facet(rest[0])  # type: ignore[arg-type]
            if given is None:
                return None, ()
            # The block's evidence is evidence for a level; saying "unknown" claims none.
            shared = block.evidence if given.stated or given.not_applicable else ()
            return given, given.evidence or shared
        entries: Any = self.profile.context if group == "context" else self.profile.ratings.get(group, {})
        entry = entries.get(name)
        if rest:
            entry = entry.get(rest[0]) if isinstance(entry, dict) else None
        return entry, entry.evidence if entry is not None else ()

    def backing(self, path: str) -> list[Evidence]:
        """The accepted evidence that a rating cites."""
        return [self.accepted[e] for e in self.stated(path)[1] if e in self.accepted]

    def rating(self, path: str) -> Interval | str:
        """The interval, or `unknown`, or `not_applicable`."""
        path = self.standing_for(path)
        if path not in self._ratings:
            given, cited = self.stated(path)
            criterion = self.criterion(path)
            self._ratings[path] = self.read(given, cited, criterion, path)
        return self._ratings[path]

    def read(self, given: Rating | None, cited: tuple[str, ...], criterion: Criterion, path: str) -> Interval | str:
        if given is None:
            return "unknown"
        if given.not_applicable is not None:
            return "not_applicable"
        words, risk = self.words(criterion), criterion.polarity.value == "risk"
        found = stated_interval(given, words, risk=risk)
        backing = [self.accepted[e] for e in cited if e in self.accepted]
        if found is None or not backing:
            return "unknown"
        found = self.widened(found, backing, path, len(words), risk=risk)
        return "unknown" if (found.lo, found.hi) == (1, len(words)) else found

    def widened(self, found: Interval, backing: list[Evidence], path: str, top: int, *, risk: bool) -> Interval:
        """Judgement keeps the harmful end a level beyond `best`; a screen keeps it off the mildest level and at least
        as far out as it suggests. An observation needs neither."""
        kinds = {e.kind for e in backing}
        if kinds - {"judgement", "screen"}:
            return found
        ends = [found.hi if risk else found.lo]
        if "screen" in kinds:
            cited = [e.screen for e in backing if e.kind == "screen"]
            ends.append(2 if risk else top - 1)
            screens = self.folder.indicators.screens if self.folder.indicators else ()
            suggested = [s.suggests[path] for s in screens if s.id in cited and path in s.suggests]
            ends += [interval.hi if risk else interval.lo for interval in suggested]
        if "judgement" in kinds:
            ends.append(found.best + 1 if risk else found.best - 1)
        if risk:
            return Interval(found.lo, found.best, min(max(ends), top))
        return Interval(max(min(ends), 1), found.best, found.hi)

    def is_unknown(self, path: str) -> bool:
        return self.rating(path) == "unknown"

    def point(self, path: str, reading: str) -> int | None:
        """The level that a reading takes; None where the criterion does not apply."""
        found = self.own_point(path, reading)
        if path.startswith("capability.") and path.endswith(".as_released") and found is not None:
            modified = self.own_point(path.replace(".as_released", ".as_modified"), reading)
            assert modified is not None
            return min(found, modified)
        return found

    def own_point(self, path: str, reading: str) -> int | None:
        found = self.rating(path)
        return None if found == "not_applicable" else at(found, reading, self.top(path), risk=self.is_risk(path))

    def strength(self, number: int, reading: str) -> int:
        """The strength of the profile's n-th safeguard, 1..5, protective. Its tests are evidence for it as well."""
        item = self.profile.safeguards[number]
        tests = tuple(e for done in item.tested_against.values() for e in done.evidence)
        cited = item.strength.evidence or item.evidence or tests
        found = stated_interval(item.strength, list("12345"), risk=False)
        backing = [self.accepted[e] for e in cited if e in self.accepted]
        if found is None or not backing:
            return at("unknown", reading, 5, risk=False)
        found = self.widened(found, backing, "", 5, risk=False)
        return at("unknown" if (found.lo, found.hi) == (1, 5) else found, reading, 5, risk=False)

    def tested(self, number: int, test: str) -> bool:
        done = self.profile.safeguards[number].tested_against.get(test)
        return done is not None and any(e in self.accepted for e in done.evidence)

    def size(self, benefit: str) -> int | None:
        """A benefit's size: its least, where it is known; unknown ones count as absent."""
        given = self.profile.benefits.get(benefit)
        if given is None:
            return None
        found = stated_interval(given.size, list("12345"), risk=False)
        cited = given.size.evidence or given.evidence
        if found is None or (found.lo, found.hi) == (1, 5) or not any(e in self.accepted for e in cited):
            return None
        return found.lo


def at(found: Interval | str, reading: str, top: int, *, risk: bool) -> int:
    """A reading's point: the harmful end, `best`, or the favourable end."""
    if not isinstance(found, Interval):
        harmful = reading in WORST_CASE
        return top if harmful == risk else 1
    if reading in ("central", "charitable"):
        return found.best
    return found.hi if (reading == "conservative") == risk else found.lo


def stated_interval(given: Rating, words: list[str], *, risk: bool) -> Interval | None:
    """The interval that somebody wrote, or several people; None where it (or one of theirs) is unknown."""

    def level(word: Any) -> int:
        return word if isinstance(word, int) else words.index(word) + 1

    if given.by:
        each = [stated_interval(one, words, risk=risk) for one in given.by.values()]
        known = [x for x in each if x is not None]
        if len(known) < len(each):
            return None
        # Of two middle values the one nearer harm.
        bests = sorted((x.best for x in known), reverse=not risk)
        return Interval(min(x.lo for x in known), bests[len(bests) // 2], max(x.hi for x in known))
    if given.level is not None:
        return Interval(level(given.level), level(given.level), level(given.level))
    if given.lo is None or given.unknown:
        return None
    return Interval(level(given.lo), level(given.best), level(given.hi))


# --- screens rest on facts alone


def facts_in(raw: Any) -> list[str]:
    """The facts that a condition names."""
    ((form, body),) = raw.items()
    if form in ("all", "any"):
        return [path for item in body for path in facts_in(item)]
    if form == "not":
        return facts_in(body)
    return list(body)


def facts_hold(raw: Any, value_of: Any) -> bool:
    """Whether the stated facts meet a condition; a missing one meets nothing."""
    ((form, body),) = raw.items()
    if form == "all":
        return all(facts_hold(item, value_of) for item in body)
    if form == "any":
        return any(facts_hold(item, value_of) for item in body)
    negated = form == "not"
    if negated:
        ((form, body),) = body.items()
    ((path, wanted),) = body.items()
    value = value_of(path)
    return value is not None and fact_is(form, value, wanted) != negated


def fact_is(form: str, value: Any, wanted: Any) -> bool:
    """Whether a stated fact meets a comparison. A list is `one_of` when all its entries are."""
    if form == "number_at_least":
        return float(value) >= float(wanted)
    if form == "number_above":
        return float(value) > float(wanted)
    if form == "date_before":
        return str(value.isoformat()) < str(wanted)
    allowed = wanted if form == "one_of" else [wanted]
    if isinstance(value, tuple):
        return len(value) > 0 and all(v in allowed for v in value)
    return any(type(value) is type(v) and value == v for v in allowed)


def same(now: Any, then: Any) -> bool:
    if isinstance(now, tuple):
        return sorted(now) == sorted(then)
    return bool(now == then)
