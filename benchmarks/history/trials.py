"""Tests that do not depend on history: pairs, monotonicity, hindsight, missing evidence, the hard line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.history.answers import (
    Answer,
    answer,
    answer_of,
    answered,
    assessed,
    assessment,
    bound,
    closed_more,
    fits,
    opened,
    rubric,
)
from benchmarks.history.cases import WEIGHTS_OUT, case, cases, rated_by_b, with_hindsight
from riskframe import Assessment, Profile
from riskframe.evidence import Evidence, FormalVerdict
from riskframe.profile import FACETS
from riskframe.ratings import Rating
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

PAIRS = (("ctrl", "gpt-2"), ("sesame-csm-1b", "voice-engine"), ("stable-diffusion-1", "dall-e-2"))
"""Two like models each; the first is the riskier or less mitigated one."""
EXPECTED = {
    "deepseek-r1": "closed", "stable-diffusion-1": "closed", "evo-2-40b": "closed", "llama-2-70b": "closed",
    "gpt-2": "open",
}  # fmt: skip
"""Where hindsight should move the answer; `closed`: more closed, or with more conditions."""
EVALUATIONS = frozenset(
    ("benchmark", "red_team", "uplift_study", "audit", "tampering_test", "staged_use", "incident", "literature")
)
ACCESS = frozenset(("know_your_customer", "licence_terms", "recipient_controls"))
"""Kinds of safeguard that are about access: removing one is not a weakening that the test speaks of."""
FORMAL = ("at_or_above", "not_ruled_out")
"""A threshold not ruled out counts as passed: precautionary activations are worded so."""


def set_rating(profile: Profile, path: RatingPath, rating: Rating) -> Profile:
    """The profile with one rating replaced."""
    name, domain = path.criterion.id, path.domain
    if path.facet is not None:
        block = profile.capabilities[name].model_copy(update={path.facet: rating})
        return profile.model_copy(update={"capabilities": {**profile.capabilities, name: block}})
    entry = profile.context[name]
    now: Any = {**entry, domain: rating} if isinstance(entry, dict) else rating
    return profile.model_copy(update={"context": {**profile.context, name: now}})


def worse(rating: Rating, path: RatingPath) -> Rating:
    """The rating one step towards harm, within its scale."""
    step = 1 if path.criterion.polarity is Polarity.RISK else -1

    def moved(level: int | str | None) -> int | None:
        if level is None:
            return None
        at = path.level_of(level)
        assert at is not None
        return min(max(at + step, 1), path.top)

    names = ("level", "lo", "best", "hi")
    return rating.model_copy(update={name: moved(getattr(rating, name)) for name in names})


def worsened(profile: Profile) -> Iterator[tuple[str, str, Profile]]:
    """The profile with one thing worse at a time: what kind of change, which, and the result; then all together."""
    together = profile
    for path, found in bound(profile).ratings.items():
        if not found.known or found.path != path or found.source is None:
            continue
        new = worse(found.source, found.rating)
        one = set_rating(profile, found.rating, new)
        if found.rating.facet not in (None, "as_modified") and not fits(one):
            # As released a model cannot do more than modified: the modified rating has to rise with it.
            stronger = bound(profile).ratings[path.rpartition(".")[0] + ".as_modified"]
            assert stronger.source is not None
            one = set_rating(one, stronger.rating, worse(stronger.source, stronger.rating))
        kind = "risk raised" if found.rating.criterion.polarity is Polarity.RISK else "protection lowered"
        yield kind, path, one
        together = set_rating(together, found.rating, new)
        if found.rating.criterion.id == "availability":
            least = Rating(level=1, evidence=found.cited, comparators=found.source.comparators)
            yield "baseline removed", f"{path} = 1", set_rating(profile, found.rating, least)
            yield "baseline removed", f"{path} unknown", set_rating(profile, found.rating, Rating(unknown=True))
    for item in profile.safeguards:
        if item.kind not in ACCESS:
            kept = tuple(s for s in profile.safeguards if s.id != item.id)
            yield "safeguard removed", item.id, profile.model_copy(update={"safeguards": kept})
    if "availability" in profile.context:
        context = {name: entry for name, entry in profile.context.items() if name != "availability"}
        yield "baseline removed", "all", profile.model_copy(update={"context": context})
    kept = tuple(s for s in profile.safeguards if s.kind in ACCESS)
    yield "everything at once", "all", together.model_copy(update={"safeguards": kept})


@dataclass(frozen=True)
class Monotone:
    """What became of every worsening: how many there were, how many closed the answer, which opened it."""

    tried: Counter[str]
    closed: Counter[str]
    opened: tuple[str, ...]


@cache
def monotone() -> Monotone:
    tried: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    failures = []
    for c in cases():
        before = answered()[c.slug]
        for kind, what, profile in worsened(c.profile):
            after = answer(profile)
            tried[kind] += 1
            closed[kind] += closed_more(before, after)
            if opened(before, after):
                failures.append(f"{c.slug}, {kind}: {what}: {_words(before)} became {_words(after)}")
    return Monotone(tried, closed, tuple(failures))


def _words(given: Answer) -> str:
    return f"{given.start}/{given.aim}"


@dataclass(frozen=True)
class Pair:
    """A matched pair and its answers; the first is the riskier or less mitigated one."""

    riskier: str
    other: str
    answers: tuple[Answer, Answer]

    @property
    def in_order(self) -> bool:
        return not opened(self.answers[1], self.answers[0])


def pairs() -> tuple[Pair, ...]:
    return tuple(Pair(a, b, (answered()[a], answered()[b])) for a, b in PAIRS)


def blanked(profile: Profile) -> Profile:
    """The profile with no evaluation: none is accepted, and every rating that cites one is unknown."""
    gone = {e.id for e in profile.evidence if e.kind in EVALUATIONS and e.status == "accepted"}
    evidence = tuple(e.model_copy(update={"status": "rejected"}) if e.id in gone else e for e in profile.evidence)
    without = profile
    for path, found in bound(profile).ratings.items():
        if found.path == path and found.source is not None and gone & set(found.cited):
            without = set_rating(without, found.rating, Rating(unknown=True))
    return without.model_copy(update={"evidence": evidence})


@dataclass(frozen=True)
class Blank:
    """A case before and after its evaluations are blanked; the numbers are ratings that are read and unknown."""

    slug: str
    evaluations: int
    before: Answer
    after: Answer
    unknown: tuple[int, int]

    @property
    def opens(self) -> bool:
        return opened(self.before, self.after)

    @property
    def surer(self) -> bool:
        return self.unknown[1] < self.unknown[0]


@cache
def blanks() -> tuple[Blank, ...]:
    found = []
    for c in cases():
        number = sum(e.kind in EVALUATIONS and e.status == "accepted" for e in c.profile.evidence)
        after = assessment(blanked(c.profile))
        unknown = (len(assessed()[c.slug].unknown), len(after.unknown))
        found.append(Blank(c.slug, number, answered()[c.slug], answer_of(after), unknown))
    return tuple(found)


@dataclass(frozen=True)
class Shift:
    """A case with what came out later."""

    slug: str
    before: Answer
    after: Answer
    verdicts: tuple[str, str]
    conditions: tuple[str, ...]
    """Conditions that only the later answer has."""
    blockers: tuple[str, ...]
    """Blockers of what was done that only the later answer has."""
    fewer_blockers: tuple[str, ...]
    ratings: tuple[int, int, int]
    """Ratings whose interval changes; of them, nearer to harm and further from it in the conservative reading."""

    @property
    def moved(self) -> str:
        more, less = opened(self.before, self.after), closed_more(self.before, self.after)
        return "both ways" if more and less else "more open" if more else "more closed" if less else "as before"

    @property
    def right(self) -> bool | None:
        """Whether it moves as expected; None where nothing is expected."""
        wanted = EXPECTED.get(self.slug)
        if wanted is None:
            return None
        if wanted == "open":
            return self.moved == "more open"
        return self.moved in ("more closed", "both ways") or bool(self.conditions)

    @property
    def by_the_letter(self) -> bool:
        """Right because it gains conditions, while the answer itself opens: what was expected, and not what was meant."""
        return self.right is True and self.moved == "more open" and EXPECTED[self.slug] == "closed"


@cache
def shifts(*, by_b: bool = False) -> tuple[Shift, ...]:
    """Every case with hindsight, under rater A's ratings or rater B's."""
    found = []
    for c in cases():
        later = rated_by_b(c, later=True) if by_b else with_hindsight(c)
        on_the_day = rated_by_b(c) if by_b else c.profile
        if later is None or on_the_day is None:
            continue
        before, after = assessment(on_the_day), assessment(later)
        found.append(
            Shift(
                c.slug,
                answer_of(before),
                answer_of(after),
                (str(before.verdict), str(after.verdict)),
                _more(_conditions(before), _conditions(after)),
                _more(_blockers(before), _blockers(after)),
                _more(_blockers(after), _blockers(before)),
                _ratings_moved(on_the_day, later),
            )
        )
    return tuple(found)


def _ratings_moved(before: Profile, after: Profile) -> tuple[int, int, int]:
    old, new = bound(before).ratings, bound(after).ratings
    changed, nearer, further = 0, 0, 0
    for path, a in old.items():
        b = new[path]
        if (a.lo, a.best, a.hi) == (b.lo, b.best, b.hi):
            continue
        changed += 1
        step = b.point("conservative") - a.point("conservative")
        harm = step if a.rating.criterion.polarity is Polarity.RISK else -step
        nearer, further = nearer + (harm > 0), further + (harm < 0)
    return changed, nearer, further


def _more(before: list[str], after: list[str]) -> tuple[str, ...]:
    return tuple(x for x in after if x not in before)


def _conditions(found: Assessment) -> list[str]:
    assert found.decision is not None
    return list(dict.fromkeys(c.id for c in found.decision.conditions))


def _blockers(found: Assessment) -> list[str]:
    assert found.decision is not None
    assert found.decision.proposed is not None
    option = next(o for o in found.decision.options if o.option == found.decision.proposed.option)
    return list(dict.fromkeys(b.id for b in option.blockers))


@dataclass(frozen=True)
class HardLine:
    """Cases with a formal verdict at or above High, ASL-3 or the like, and answers with weights out among them."""

    cases: tuple[str, ...]
    failures: tuple[str, ...]
    planted: int
    planted_failures: tuple[str, ...]


def with_formal_verdict(profile: Profile, domain: str) -> Profile:
    """The profile with a verdict that was never given, to see whether the line would hold."""
    verdict = FormalVerdict(framework="anthropic-rsp", level="ASL-3", standing="at_or_above")
    item = Evidence(
        id="planted-verdict", title="A verdict planted by the test", kind="document", voice="developer",
        domains=(domain,), verdict=verdict,
    )  # fmt: skip
    return profile.model_copy(update={"evidence": (*profile.evidence, item)})


@cache
def hard_line() -> HardLine:
    real, failures, planted = [], [], []
    for c in cases():
        if any(e.status == "accepted" and e.verdict and e.verdict.standing in FORMAL for e in c.profile.evidence):
            real.append(c.slug)
            if max(answered()[c.slug].places) >= WEIGHTS_OUT:
                failures.append(c.slug)
        for domain in PLANTED:
            given = answer(with_formal_verdict(c.profile, domain))
            if max(given.places) >= WEIGHTS_OUT:
                planted.append(f"{c.slug}, {domain}: {_words(given)}")
    return HardLine(tuple(real), tuple(failures), len(cases()) * len(PLANTED), tuple(planted))


PLANTED = ("biological_chemical", "cyber_offence", "autonomy")
assert set(FACETS) == {r.facet for r in rubric().ratings.values() if r.facet}
assert all(case(slug) for pair in PAIRS for slug in pair)
