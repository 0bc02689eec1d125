"""Does a change of one value of a rubric strengthen or weaken it?

Strengthens: no profile can come out at a more open option, with fewer conditions or a lower signature, because of it.
Told only where monotone reasoning allows; the rest is unclear, and wording is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from typing import Literal as Choice

from riskframe.diagnostics import Problem
from riskframe.rubric.comparing import more_often
from riskframe.rubric.condition_reader import parse_condition
from riskframe.rubric.outline import Name
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import BenefitKind, Rule
from riskframe.scales import AMOUNTS, ZONES, Polarity, Zone

Effect = Choice["strengthens", "weakens", "neither", "unclear"]
FLIPPED: dict[Effect, Effect] = {
    "strengthens": "weakens", "weakens": "strengthens", "neither": "neither", "unclear": "unclear",
}  # fmt: skip


class Missing:
    """What is not there."""

    def __repr__(self) -> str:
        return "nothing"


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Changed:
    """One value before and after, in its two rubrics. MISSING: the item is not there."""

    name: Name
    old: Any
    new: Any
    before: Rubric
    after: Rubric


Judge = Callable[[Changed], Effect]


def effect_of(change: Changed) -> Effect:
    """What a change does; see the module."""
    for pattern, judge in _JUDGES:
        if _fits(pattern, change.name):
            return judge(change)
    # The wording of a criterion is what its levels mean.
    return "neither" if change.name[-1] in _WORDING and change.name[0] != "criteria" else "unclear"


def _fits(pattern: tuple[str, ...], name: Name) -> bool:
    if pattern[-1] == "**":
        return len(name) >= len(pattern) - 1 and _fits(pattern[:-1], name[: len(pattern) - 1])
    return len(pattern) == len(name) and all(p in ("*", str(n)) for p, n in zip(pattern, name, strict=True))


_WORDING = {
    "title", "means", "text", "because", "remedy", "known_problems", "summary", "question", "note", "print_as",
    "way_back", "section", "ref", "basis", "authors", "year", "evaluation", "headline",
}  # fmt: skip


# --- single values ---------------------------------------------------------------------------------------------------


def _rises(order: Callable[[Changed, Any], int | float | None], *, strengthens: bool = True) -> Judge:
    """A value on an order; what is not there lies below all of it."""

    def judge(change: Changed) -> Effect:
        low, high = (_placed(order, change, value) for value in (change.old, change.new))
        if low == high:
            return "neither"
        return "strengthens" if (high > low) is strengthens else "weakens"

    return judge


def _placed(order: Callable[[Changed, Any], int | float | None], change: Changed, value: Any) -> float:
    if value is None or value is MISSING:
        return -1.0
    place = order(change, value)
    return -1.0 if place is None else float(place)


def _number(_: Changed, value: Any) -> float:
    return float(value)


def _zone(_: Changed, value: Any) -> int:
    return ZONES.index(Zone(value))


def _amount(_: Changed, value: Any) -> int:
    return AMOUNTS.index(value)


def _early(_: Changed, value: Any) -> int:
    """The smaller the amount that defeats a safeguard, the sooner it is defeated."""
    return len(AMOUNTS) - AMOUNTS.index(value)


def _rung(change: Changed, value: Any) -> int | None:
    return change.after.sign_off_place.get(str(value), change.before.sign_off_place.get(str(value)))


def _strict_option(change: Changed, value: Any) -> int:
    """The less open, the stricter; no cap at all is the mildest."""
    return len(change.after.options) - change.after.option_place.get(str(value), len(change.after.options))


def _open_option(change: Changed, value: Any) -> int:
    return change.after.option_place.get(str(value), -1)


def _poor_actor(change: Changed, value: Any) -> int:
    actors = change.after.actors
    return len(actors) - actors.index(value) if value in actors else -1


def _stage(_: Changed, value: Any) -> int:
    return ("subsequent", "precedent").index(value)


def _fixed(effect: Effect) -> Judge:
    return lambda _: effect


def _there(*, strengthens: bool) -> Judge:
    """An item that is added or removed, or a value that is given or not."""

    def judge(change: Changed) -> Effect:
        had, has = (value not in (None, MISSING, False) for value in (change.old, change.new))
        if had == has:
            return "neither" if change.old == change.new else "unclear"
        return "strengthens" if has is strengthens else "weakens"

    return judge


def _set(*, strengthens: bool) -> Judge:
    """A list of which more strengthens (or weakens); None names everything."""

    def judge(change: Changed) -> Effect:
        if change.old is None or change.new is None:
            return ("weakens" if change.old is None else "strengthens") if strengthens else "unclear"
        old, new = set(_listed(change.old)), set(_listed(change.new))
        if old == new:
            return "neither"
        if old < new or new < old:
            return "strengthens" if (old < new) is strengthens else "weakens"
        return "unclear"

    return judge


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else ()


# --- values with a reading of their own ------------------------------------------------------------------------------


def _ease(change: Changed) -> Effect:
    """An ease that is not stated is the default of its criterion."""
    _, group, name, _, level, _ = change.name
    criterion = next(c for c in change.after.criteria if (c.group, c.id) == (group, name))
    default = int(level) if criterion.polarity is Polarity.RISK else len(criterion.levels) + 1 - int(level)
    old, new = (default if value in (None, MISSING) else int(value) for value in (change.old, change.new))
    return "neither" if old == new else "strengthens" if new > old else "weakens"


def _grant(change: Changed) -> Effect:
    """What an option grants; a conditional grant has a plain amount and a milder one."""
    if MISSING in (change.old, change.new):
        return "unclear"
    old, new = (
        g if isinstance(g, dict) else {"amount": g, "then": g, "unless": None} for g in (change.old, change.new)
    )
    ways: set[Effect] = set()
    for part in ("amount", "then"):
        a, b = AMOUNTS.index(old[part]), AMOUNTS.index(new[part])
        ways |= {"strengthens"} if b > a else {"weakens"} if b < a else set()
    if old["unless"] is not None and new["unless"] is not None:
        often = _often(change, old["unless"], new["unless"])
        ways |= {"unclear"} if often == "unclear" else {"weakens"} if often == "more" else set()
        ways |= {"strengthens"} if often == "less" else set()
    return "neither" if not ways else ways.pop() if len(ways) == 1 else "unclear"


def _often(change: Changed, old: Any, new: Any, domain: str | None = None) -> str:
    problems: list[Problem] = []
    first = parse_condition(old, (), change.before.vocabulary, problems, domain=domain)
    second = parse_condition(new, (), change.after.vocabulary, problems, domain=domain)
    return "unclear" if problems else more_often(first, second)


def _condition(*, more: Effect) -> Judge:
    """A condition; `more` is what it does to hold more often."""

    def judge(change: Changed) -> Effect:
        if MISSING in (change.old, change.new) or None in (change.old, change.new):
            return "unclear"
        often = _often(change, change.old, change.new, _domain_of(change))
        return "neither" if often == "same" else "unclear" if often == "unclear" else (
            more if often == "more" else FLIPPED[more]
        )  # fmt: skip

    return judge


def _domain_of(change: Changed) -> str | None:
    """What `$domain` may stand for in a condition: one domain does for all."""
    rule = _rule_of(change) if change.name[0] == "rules" else None
    only = rule.for_each_domain.only if rule and rule.for_each_domain else None
    return next(iter(only or change.after.vocabulary.subjects), None)


def _rule_of(change: Changed) -> Rule | None:
    listed = change.after if change.old is MISSING else change.before
    return next((r for r in listed.folder.rules.rules if r.id == change.name[1]), None)


def _rule(change: Changed) -> Effect:
    """A whole rule, added or removed."""
    rule = _rule_of(change)
    if rule is None or rule.classify:
        return "unclear"
    if rule.note is not None:
        return "neither"
    return "strengthens" if change.old is MISSING else "weakens"


def _when(change: Changed) -> Effect:
    rule = _rule_of(change)
    if rule is None or rule.classify:
        return "unclear"
    return "neither" if rule.note is not None else _condition(more="strengthens")(change)


def _path(change: Changed) -> Effect:
    """A path with more steps is harder."""
    return _set(strengthens=False)(change)


def _share(change: Changed) -> Effect:
    """Shares count only where an option needs a goal that rises there and that no alternative keeps."""
    old, new = (_justified(rubric, str(change.name[1])) for rubric in (change.before, change.after))
    return "neither" if old == new else "strengthens" if new < old else "weakens" if old < new else "unclear"


def _justified(rubric: Rubric, name: str) -> set[str]:
    benefit = next((b for b in rubric.benefits if b.id == name), None)
    return {option.id for place, option in enumerate(rubric.options) if place and _rises_at(rubric, benefit, place)}


def _rises_at(rubric: Rubric, benefit: BenefitKind | None, place: int) -> bool:
    if benefit is None:
        return False
    option, before = rubric.options[place].id, rubric.options[place - 1].id
    recovered = max(
        (a.recovers.get(benefit.id, 0.0) for a in rubric.alternatives if rubric.option_place[a.up_to] >= place - 1),
        default=0.0,
    )
    return benefit.keeps[option] > max(benefit.keeps[before], recovered)


def _bound(change: Changed) -> Effect:
    """A bound of what a screen suggests: towards harm is stricter."""
    rating = change.after.ratings.get(str(change.name[3]))
    if rating is None or MISSING in (change.old, change.new) or change.old == change.new:
        return "unclear" if rating is None or MISSING in (change.old, change.new) else "neither"
    return "strengthens" if (change.new > change.old) is (rating.polarity is Polarity.RISK) else "weakens"


def _otherwise(change: Changed) -> Effect:
    cls = change.after.classifications.get(str(change.name[1]))
    if cls is None or MISSING in (change.old, change.new) or not {change.old, change.new} <= set(cls.values):
        return "unclear"
    if not cls.caps:
        return "neither"
    return "strengthens" if cls.values.index(change.new) < cls.values.index(change.old) else "weakens"


_JUDGES: tuple[tuple[tuple[str, ...], Judge], ...] = (
    # tolerance.yaml
    (("tolerance", "table", "*", "*"), _rises(_zone)),
    (("tolerance", "floors", "*"), _rises(_number)),
    (("tolerance", "unbacked"), _rises(_number)),
    (("tolerance", "prevalence", "*", "*"), _rises(_number)),
    (("tolerance", "amounts", "*"), _rises(_number)),
    (("tolerance", "slowed_for_groups"), _rises(_number)),
    (("tolerance", "lone_actors"), _set(strengthens=False)),
    (("tolerance", "severities", "**"), _fixed("neither")),
    (("tolerance", "source", "**"), _fixed("neither")),
    # pathways.yaml
    (("pathways", "domains", "*"), _there(strengthens=True)),
    (("pathways", "domains", "*", "severity"), _rises(_number)),
    (("pathways", "domains", "*", "least_actor"), _rises(_poor_actor)),
    (("pathways", "domains", "*", "extra_paths", "*"), _there(strengthens=True)),
    (("pathways", "domains", "*", "paths", "*"), _there(strengthens=True)),
    (("pathways", "default", "paths", "*"), _there(strengthens=True)),
    (("pathways", "domains", "*", "extra_paths", "*", "path"), _path),
    (("pathways", "domains", "*", "paths", "*", "path"), _path),
    (("pathways", "default", "paths", "*", "path"), _path),
    (("pathways", "domains", "*", "extra_paths", "*", "standing"), _there(strengthens=False)),
    (("pathways", "domains", "*", "paths", "*", "standing"), _there(strengthens=False)),
    (("pathways", "default", "paths", "*", "standing"), _there(strengthens=False)),
    (("pathways", "domains", "*", "source", "**"), _fixed("neither")),
    *(
        rule
        for steps in (("pathways", "default", "steps", "*"), ("pathways", "domains", "*", "overrides", "*"))
        for rule in (
            ((*steps, "at_least", "*"), _rises(_number)),
            ((*steps, "floor"), _there(strengthens=True)),
            ((*steps, "counts_with"), _there(strengthens=True)),
            ((*steps, "marginal"), _there(strengthens=True)),
            ((*steps, "outside_model"), _fixed("neither")),
        )
    ),
    # rules.yaml
    (("rules", "*"), _rule),
    (("rules", "*", "when"), _when),
    (("rules", "*", "cap"), _rises(_strict_option)),
    (("rules", "*", "escalate"), _rises(_rung)),
    (("rules", "*", "hard"), _there(strengthens=True)),
    (("rules", "*", "no_waiver"), _there(strengthens=True)),
    (("rules", "*", "require", "met_when"), _condition(more="weakens")),
    (("rules", "*", "require", "stage"), _rises(_stage)),
    (("rules", "*", "require"), _there(strengthens=True)),
    (("rules", "*", "for_each_domain", "severity_at_least"), _rises(_number, strengthens=False)),
    (("rules", "*", "for_each_domain", "only"), _set(strengthens=True)),
    (("rules", "*", "source", "**"), _fixed("neither")),
    # criteria/*.yaml
    (("criteria", "*", "*", "levels", "*", "ease"), _ease),
    (("criteria", "*", "*", "may_not_apply"), _there(strengthens=False)),
    (("criteria", "*", "*", "title"), _fixed("neither")),
    (("criteria", "*", "*", "evidence"), _fixed("neither")),
    (("criteria", "*", "*", "known_problems"), _fixed("neither")),
    (("criteria", "*", "*", "source", "**"), _fixed("neither")),
    # rubric.yaml
    (("options", "*", "affordances", "*"), _grant),
    (("options", "*", "abilities", "*"), _rises(_amount, strengthens=False)),
    (("options", "*", "irreversible"), _there(strengthens=True)),
    (("safeguard_kinds", "*"), _there(strengthens=False)),
    (("safeguard_kinds", "*", "void_by", "*"), _rises(_early)),
    (("safeguard_kinds", "*", "slowed_by", "*"), _rises(_early)),
    (("safeguard_kinds", "*", "routes"), _set(strengthens=False)),
    (("safeguard_kinds", "*", "lives_in"), _fixed("neither")),
    (("safeguard_kinds", "*", "achievable_strength"), _fixed("neither")),
    (("escalation", "tolerable_at_severity", "*"), _rises(_rung)),
    (("escalation", "*"), _rises(_rung)),
    (("validity", "months"), _rises(_number, strengthens=False)),
    (("validity", "triggers", "*"), _there(strengthens=True)),
    (("staging",), _there(strengthens=True)),
    (("staging", "stop_signals"), _set(strengthens=True)),
    (("staging", "watch"), _set(strengthens=True)),
    (("staging", "told"), _set(strengthens=True)),
    (("staging", "source", "**"), _fixed("neither")),
    (("evidence_bars", "fewest_samples"), _rises(_number)),
    (("evidence_bars", "least_completed"), _rises(_number)),
    (("evidence_bars", "most_errored"), _rises(_number, strengthens=False)),
    (("evidence_bars", "source", "**"), _fixed("neither")),
    (("components", "*", "grants", "*"), _rises(_amount)),
    (("classifications", "*", "caps", "*"), _rises(_strict_option)),
    (("classifications", "*", "otherwise"), _otherwise),
    (("version",), _fixed("neither")),
    (("limits",), _fixed("neither")),
    (("sources", "**"), _fixed("neither")),
    *(((part, "*", "source", "**"), _fixed("neither")) for part in (
        "options", "affordances", "abilities", "actors", "routes", "tests", "safeguard_kinds", "sign_off", "components",
        "classifications", "facts", "units", "benefits", "alternatives", "screens", "gauges", "evaluations",
        "benchmarks")),
    # benefits.yaml, indicators.yaml
    (("benefits", "*"), _there(strengthens=False)),
    (("benefits", "*", "keeps", "*"), _share),
    (("benefits", "*", "levels", "**"), _fixed("neither")),
    (("benefits", "*", "asks"), _fixed("neither")),
    (("alternatives", "*"), _there(strengthens=True)),
    (("alternatives", "*", "recovers", "*"), _rises(_number)),
    (("alternatives", "*", "up_to"), _rises(_open_option)),
    (("screens", "*"), _there(strengthens=False)),
    (("screens", "*", "when"), _condition(more="weakens")),
    (("screens", "*", "suggests", "*"), _there(strengthens=False)),
    (("screens", "*", "suggests", "*", "*"), _bound),
    (("gauges", "*", "title"), _fixed("neither")),
    (("gauges", "*", "reached", "**"), _fixed("neither")),
    (("gauges", "*", "caution"), _fixed("neither")),
    (("benchmarks", "**"), _fixed("neither")),
    (("evaluations", "**"), _fixed("neither")),
)  # fmt: skip
