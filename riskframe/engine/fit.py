"""Does a profile fit a rubric? Every reference, level, interval and date that cannot be right, all in one list."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from riskframe.diagnostics import KeyPath, Problem
from riskframe.engine.accepted import accepted_evidence
from riskframe.engine.resolved import _levels, given_rating
from riskframe.profile import FACETS, Component, Fact, Profile
from riskframe.ratings import Rating
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import FactKind
from riskframe.rubric.vocabulary import RatingPath


def fit_problems(profile: Profile, rubrics: Sequence[Rubric], beside: Sequence[Rubric] = ()) -> list[Problem]:
    """Faults of a profile under the rubrics it is assessed by, in the order of the file's parts.

    A name is wrong when none of the rubrics knows it, and none of those `beside`: what is stated for them is checked as
    they ask, and read by none of the others. Evidence that will not count is a warning (W420).
    """
    found = _checked(profile, rubrics)
    if not beside or not asks_others(found):
        return found
    wider = _checked(profile, (*beside, *rubrics))
    still = {p.path for p in wider if p.code == "E421"}
    screens = {p.path for p in found if _is_no_screen(p)} - {p.path for p in wider if _is_no_screen(p)}
    kept = [p for p in found if (p.code != "E421" or p.path in still) and p.path not in screens]
    elsewhere = {p.path for p in found if p.code == "E421"} - still
    # Faults below a name that another rubric knows are faults too; nothing else is asked of the profile by those beside.
    more = [p for p in wider if p not in found and any(p.path[: len(path)] == path for path in elsewhere)]
    return [*kept, *more]


def asks_others(problems: Sequence[Problem]) -> bool:
    """Whether a profile holds names that only rubrics beside could know."""
    return any(p.code == "E421" or _is_no_screen(p) for p in problems)


def _is_no_screen(problem: Problem) -> bool:
    return problem.code == "W420" and " has no screen " in problem.message


def _checked(profile: Profile, rubrics: Sequence[Rubric]) -> list[Problem]:
    check = _Check(profile, rubrics)
    check.evidence()
    check.release()
    check.ratings()
    check.safeguards()
    check.benefits()
    check.facts_and_severities()
    check.costs()
    check.assessors()
    return check.problems


class _Check:
    def __init__(self, profile: Profile, rubrics: Sequence[Rubric]) -> None:
        self.profile, self.rubrics = profile, rubrics
        self.problems: list[Problem] = []
        self.evidence_ids = tuple(e.id for e in profile.evidence)
        self.assessor_ids = tuple(a.id for a in profile.assessors)

    def fault(self, code: str, path: KeyPath, message: str, **more: object) -> None:
        self.problems.append(Problem(code, path, message, **more))  # type: ignore[arg-type]

    def known(
        self, value: str, allowed: Sequence[str], what: str, path: KeyPath, code: str = "E421", *, key: bool = False
    ) -> bool:
        if value in allowed:
            return True
        close = difflib.get_close_matches(value, allowed, 1)
        hint = f'did you mean "{close[0]}"?' if close else None
        listed = tuple(dict.fromkeys(allowed))
        shown = listed if len(listed) <= 16 else ()
        self.fault(code, path, f'"{value}" is not {what}', allowed=shown, hint=hint, at="key" if key else "value")
        return False

    def cited(self, ids: Sequence[str], path: KeyPath) -> None:
        for i, name in enumerate(ids):
            self.known(name, self.evidence_ids, "an evidence id of this profile", (*path, i), "E420")

    # -- evidence

    def evidence(self) -> None:
        today = self.profile.assessment.date
        domains = tuple(d for r in self.rubrics for d in r.vocabulary.subjects)
        seen: set[str] = set()
        for i, item in enumerate(self.profile.evidence):
            where: KeyPath = ("evidence", i)
            if item.id in seen:
                self.fault("E427", (*where, "id"), f'evidence id "{item.id}" is used twice')
            seen.add(item.id)
            for j, domain in enumerate(item.domains):
                self.known(domain, domains, "a domain of this rubric", (*where, "domains", j))
            if item.status == "accepted" and item.date is not None and item.date > today:
                self.fault("E426", (*where, "date"), f"{item.date} is after the assessment of {today}")
            if item.date and item.valid_until and item.valid_until < item.date:
                self.fault("E426", (*where, "valid_until"), f"{item.valid_until} is before its own date {item.date}")
            self._result(i)
            self._verdict(i)
        refused = [accepted_evidence(self.profile, rubric)[1] for rubric in self.rubrics]
        for i, name in enumerate(self.evidence_ids):
            # An item that counts for one of the rubrics is worth having; a screen is one rubric's own.
            reasons = [of_rubric[name] for of_rubric in refused if name in of_rubric]
            if len(reasons) == len(self.rubrics):
                reason = min(reasons, key=lambda r: " has no screen " in r)
                self.fault("W420", ("evidence", i), f'evidence "{name}" does not count: {reason}', severity="warning")

    def _result(self, i: int) -> None:
        result = self.profile.evidence[i].result
        if result is None:
            return
        where: KeyPath = ("evidence", i, "result")
        for low, high in (("lower", "upper"), ("minimum", "maximum")):
            a, b = getattr(result, low), getattr(result, high)
            if a is not None and b is not None and a > b:
                self.fault("E423", (*where, low), f"{low} {a:g} is above {high} {b:g}")
        if result.value is not None:
            for bound, side in (("minimum", -1), ("maximum", 1)):
                limit = getattr(result, bound)
                if limit is not None and side * (result.value - limit) > 0:
                    self.fault("E423", (*where, "value"), f"{result.value:g} is beyond the metric's {bound} {limit:g}")
        done, planned = result.samples_completed, result.samples_planned
        if done is not None and planned is not None and done > planned:
            self.fault("E423", (*where, "samples_completed"), f"{done} completed of {planned} planned")

    def _verdict(self, i: int) -> None:
        verdict = self.profile.evidence[i].verdict
        if verdict is None:
            return
        where: KeyPath = ("evidence", i, "verdict")
        frameworks = {k: v for r in self.rubrics for k, v in r.file.formal_frameworks.items()}
        if not frameworks or not self.known(
            verdict.framework, tuple(frameworks), "a framework of this rubric", (*where, "framework")
        ):
            return
        spec = frameworks[verdict.framework]
        if not self.known(
            verdict.level, (*spec.below, *spec.at_or_above), f"a level of {spec.title}", (*where, "level")
        ):
            return
        # A threshold named may be passed, not passed or not ruled out; a level below it can only be "below".
        if verdict.level in spec.below and verdict.standing != "below":
            self.fault("E430", (*where, "standing"), f'level "{verdict.level}" lies below the threshold, so it cannot be '
                       f'"{verdict.standing}"', allowed=("below",))  # fmt: skip

    # -- release

    def release(self) -> None:
        release = self.profile.release
        options = tuple(o for r in self.rubrics for o in r.vocabulary.options)
        if release.proposed is not None and options:
            self.known(release.proposed, options, "an option of this rubric", ("release", "proposed"))
        benefits = tuple(b.id for r in self.rubrics for b in r.benefits)
        for i, goal in enumerate(release.goals):
            if benefits:
                self.known(goal, benefits, "a benefit of this rubric", ("release", "goals", i))
        components = tuple(c for r in self.rubrics for c in r.vocabulary.components)
        for name, given in release.components.items():
            if components:
                self.known(name, components, "a component of this rubric", ("release", "components", name), key=True)
            if isinstance(given, Component):
                continue

    # -- ratings

    def ratings(self) -> None:
        profile = self.profile
        paths: dict[str, RatingPath] = {p: r for rubric in self.rubrics for p, r in rubric.ratings.items()}
        groups: dict[str, dict[str, list[RatingPath]]] = {}
        for rating in paths.values():
            groups.setdefault(rating.criterion.group, {}).setdefault(rating.criterion.id, []).append(rating)
        for name in profile.capabilities:
            self.known(name, tuple(groups.get("capability", {})), "a capability of this rubric",
                       ("capabilities", name), key=True)  # fmt: skip
        for name, block in profile.capabilities.items():
            self.cited(block.evidence, ("capabilities", name, "evidence"))
        sections = [(("context",), groups.get("context", {}), profile.context)]
        for group, entries in profile.ratings.items():
            if self.known(group, tuple(groups), "a group of criteria of this rubric", ("ratings", group), key=True):
                sections.append((("ratings", group), groups[group], entries))  # type: ignore[arg-type]
        for where, known, entries in sections:
            self._section(where, known, entries)
        for rating in paths.values():
            given, _, _ = given_rating(profile, rating)
            if given is not None:
                self._rating(given, rating, self._place(rating))
        for name, block in profile.capabilities.items():
            self._order(name, block, paths)

    def _section(self, where: KeyPath, known: Mapping[str, list[RatingPath]], entries: Mapping[str, object]) -> None:
        for name, entry in entries.items():
            if not self.known(name, tuple(known), "a criterion of this rubric", (*where, name), key=True):
                continue
            domains = tuple(r.domain for r in known[name] if r.domain is not None)
            if isinstance(entry, Mapping):
                if not domains:
                    self.fault("E421", (*where, name), f"{name} is rated once for the model, not by domain")
                    continue
                for domain in entry:
                    self.known(
                        str(domain), domains, f"a domain in which {name} is rated", (*where, name, domain), key=True
                    )
            elif domains:
                self.fault("E421", (*where, name), f"{name} is rated domain by domain", allowed=domains,
                           hint="write one rating under each domain's name")  # fmt: skip

    @staticmethod
    def _place(rating: RatingPath) -> KeyPath:
        criterion = rating.criterion
        if criterion.group == "capability":
            return ("capabilities", criterion.id, rating.facet or "")
        head: KeyPath = ("context",) if criterion.group == "context" else ("ratings", criterion.group)
        return (*head, criterion.id, rating.domain) if rating.domain else (*head, criterion.id)

    def _rating(self, given: Rating, rating: RatingPath, where: KeyPath) -> None:
        for key in ("level", "lo", "best", "hi"):
            value = getattr(given, key)
            if value is not None and rating.level_of(value) is None:
                at = where if key == "level" else (*where, key)
                self.fault("E422", at, f'"{value}" is not a level of {rating.path}', allowed=rating.words)
        lo, best, hi = (rating.level_of(x) for x in (given.lo, given.best, given.hi))
        if lo is not None and best is not None and hi is not None and not lo <= best <= hi:
            self.fault("E423", where, f"an interval runs lo <= best <= hi, this one is {lo}, {best}, {hi}")
        self._shares(given, rating, where)
        self._references(given, rating, where)
        for who, one in (given.by or {}).items():
            self.known(who, self.assessor_ids, "an assessor of this profile", (*where, "by", who), key=True)
            self._rating(one, rating, (*where, "by", who))

    def _references(self, given: Rating, rating: RatingPath, where: KeyPath) -> None:
        if given.not_applicable is not None and not rating.criterion.may_not_apply:
            self.fault(
                "E428", (*where, "not_applicable"), f"{rating.path} always applies; rate it, or leave it unknown"
            )
        self.cited(given.evidence, (*where, "evidence"))
        if given.actor is not None:
            actors = tuple(a for r in self.rubrics for a in r.actors)
            self.known(given.actor, actors, "an actor of this rubric", (*where, "actor"))
        for i, comparator in enumerate(given.comparators):
            if comparator.result is not None:
                self.cited_one(comparator.result, (*where, "comparators", i, "result"))
            if comparator.date > self.profile.assessment.date:
                self.fault("E426", (*where, "comparators", i, "date"), f"{comparator.date} is after the assessment")

    def _shares(self, given: Rating, rating: RatingPath, where: KeyPath) -> None:
        if given.shares is not None and abs(sum(given.shares.values()) - 1) > 1e-6:
            self.fault("E423", (*where, "shares"), f"shares sum to 1, these to {sum(given.shares.values()):g}")
        for word in given.shares or ():
            if rating.level_of(word) is None:
                self.fault(
                    "E422", (*where, "shares"), f'"{word}" is not a level of {rating.path}', allowed=rating.words
                )

    def cited_one(self, name: str, path: KeyPath) -> None:
        self.known(name, self.evidence_ids, "an evidence id of this profile", path, "E420")

    def _order(self, name: str, block: object, paths: Mapping[str, RatingPath]) -> None:
        """as_released above as_modified cannot be: what the model does as released, its modified self does too."""
        found: dict[str, int] = {}
        for facet in FACETS:
            rating, given = paths.get(f"capability.{name}.{facet}"), getattr(block, facet)
            if rating is not None and given is not None and not given.by:
                levels = _levels(given, rating)
                if levels is not None:
                    found[facet] = levels[1]
        if "as_released" in found and "as_modified" in found and found["as_released"] > found["as_modified"]:
            self.fault("E424", ("capabilities", name, "as_released"), f"as_released is rated {found['as_released']}, above "
                       f"as_modified at {found['as_modified']}", hint="the modified model can do all that the released "
                       "one can: raise as_modified or lower as_released")  # fmt: skip

    # -- the rest

    def safeguards(self) -> None:
        kinds = {k.id: k for r in self.rubrics for k in r.file.safeguard_kinds}
        tests = tuple(t for r in self.rubrics for t in r.vocabulary.tests)
        domains = tuple(d for r in self.rubrics for d in r.vocabulary.subjects)
        seen: set[str] = set()
        for i, item in enumerate(self.profile.safeguards):
            where: KeyPath = ("safeguards", i)
            if item.id in seen:
                self.fault("E427", (*where, "id"), f'safeguard id "{item.id}" is used twice')
            seen.add(item.id)
            if self.known(item.kind, tuple(kinds), "a kind of safeguard of this rubric", (*where, "kind")):
                self.known(
                    item.lives_in, kinds[item.kind].lives_in, f"a place where {item.kind} lives", (*where, "lives_in")
                )
            for test, done in item.tested_against.items():
                self.known(test, tests, "a test of this rubric", (*where, "tested_against", test), key=True)
                self.cited(done.evidence, (*where, "tested_against", test, "evidence"))
            for j, domain in enumerate(item.domains or ()):
                self.known(domain, domains, "a domain of this rubric", (*where, "domains", j))
            self.cited(item.evidence, (*where, "evidence"))
            self.cited(item.strength.evidence, (*where, "strength", "evidence"))
            for key in ("level", "lo", "best", "hi"):
                value = getattr(item.strength, key)
                if value is not None and (not isinstance(value, int) or not 1 <= value <= 5):
                    at = (*where, "strength") if key == "level" else (*where, "strength", key)
                    self.fault("E422", at, f'"{value}" is not a strength', allowed=tuple("12345"))

    def benefits(self) -> None:
        benefits = tuple(b.id for r in self.rubrics for b in r.benefits)
        for name, item in self.profile.benefits.items():
            self.known(name, benefits, "a benefit of this rubric", ("benefits", name), key=True)
            self.cited(item.evidence, ("benefits", name, "evidence"))
            self.cited(item.size.evidence, ("benefits", name, "size", "evidence"))
            for key in ("level", "lo", "best", "hi"):
                value = getattr(item.size, key)
                if value is not None and (not isinstance(value, int) or not 1 <= value <= 5):
                    self.fault("E422", ("benefits", name, "size"), f'"{value}" is not a size', allowed=tuple("12345"))

    def facts_and_severities(self) -> None:
        kinds: dict[str, FactKind] = {f.id: f for r in self.rubrics for f in r.file.facts}
        for name, given in self.profile.facts.items():
            if not self.known(name, tuple(kinds), "a fact that this rubric asks for", ("facts", name), key=True):
                continue
            value = given.value if isinstance(given, Fact) else given
            if isinstance(given, Fact):
                self.cited(given.evidence, ("facts", name, "evidence"))
            wanted = {"yes_no": bool, "number": (int, float), "text": str, "choice": str}[kinds[name].type]
            if not isinstance(value, wanted) or (kinds[name].type == "number" and isinstance(value, bool)):  # type: ignore[arg-type]
                self.fault("E422", ("facts", name), f"{name} holds {kinds[name].type.replace('_', '/')} values")
            elif kinds[name].choices:
                self.known(str(value), kinds[name].choices, f"a value of {name}", ("facts", name), "E422")
        severities = {d: s for r in self.rubrics for d, s in r.vocabulary.domains.items()}
        for name, item in self.profile.severities.items():
            known = self.known(name, tuple(severities), "a domain of this rubric", ("severities", name), key=True)
            if known and item.level < severities[name]:
                self.fault("E425", ("severities", name, "level"), f"a profile may raise the severity of {name} "
                           f"({severities[name]}), never lower it")  # fmt: skip

    def costs(self) -> None:
        paths = {p: r for rubric in self.rubrics for p, r in rubric.ratings.items()}
        criteria = (f"{r.criterion.group}.{r.criterion.id}" for r in paths.values())
        allowed = dict.fromkeys((*criteria, *paths, *(s.id for s in self.profile.safeguards)))
        for name in self.profile.evaluation_costs:
            self.known(
                name, tuple(allowed), "a criterion, rating path or safeguard", ("evaluation_costs", name), key=True
            )

    def assessors(self) -> None:
        for i in _repeated(self.assessor_ids):
            self.fault("E427", ("assessors", i, "id"), f'assessor id "{self.assessor_ids[i]}" is used twice')


def _repeated(names: Sequence[str]) -> Iterator[int]:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            yield i
        seen.add(name)
