"""The recommendation and the verdict on what is proposed."""

from __future__ import annotations

from riskframe.decision.records import Blocker, Proposed, Recommendation
from riskframe.engine.evaluate import Evaluation
from riskframe.ratings import Rating
from riskframe.scales import TOP, Reading, Verdict, Zone

HEADLINES = {
    "not_for_now": "Not for now",
    "structured_access": "Structured access",
    "api_only": "API only",
    "open_weights": "Open weights",
    "staged_release": "Staged release",
}
WORST_FIRST = (Zone.INTOLERABLE, Zone.TOLERABLE, Zone.ACCEPTABLE)


def worst_zone(found: Evaluation, place: int, reading: Reading) -> Zone:
    """The worst zone of any domain under an option; acceptable where the rubric has no domains."""
    zones = {found.zone(d, place, reading) for d in found.rubric.domains}
    return next((z for z in WORST_FIRST if z in zones), Zone.ACCEPTABLE)


def needs_goal(found: Evaluation, place: int) -> bool:
    """Whether an option needs a goal to be justified: some domain is only tolerable (conservative reading)."""
    return place > 0 and worst_zone(found, place, "conservative") is not Zone.ACCEPTABLE


def goals_met(found: Evaluation, place: int) -> tuple[str, ...]:
    """The stated goals of known size that need this option and not the next less open one.

    Their share rises here, and no alternative that goes with the less open option keeps as much. Unknown benefits
    count as absent.
    """
    if place == 0:
        return ()
    rubric, profile = found.rubric, found.bound.profile
    option, before = rubric.options[place].id, rubric.options[place - 1].id
    met = []
    for benefit in rubric.benefits:
        # Size 1 says that openness would give nothing here, which no risk is taken for.
        if benefit.id not in profile.release.goals or (benefit_size(found, benefit.id) or 1) == 1:
            continue
        recovered = max(
            (a.recovers.get(benefit.id, 0.0) for a in rubric.alternatives if rubric.option_place[a.up_to] >= place - 1),
            default=0.0,
        )
        if benefit.keeps[option] > max(benefit.keeps[before], recovered):
            met.append(benefit.id)
    return tuple(met)


def benefit_size(found: Evaluation, benefit: str) -> int | None:
    """A benefit's size 1..5, its least where an interval or several assessors' sizes are given; None when unknown.

    Unknown as for any rating: not given, without accepted evidence, an assessor's unknown, or the whole scale.
    """
    given = found.bound.profile.benefits.get(benefit)
    if given is None:
        return None
    cited = given.size.evidence or given.evidence
    bounds = _bounds(given.size)
    if bounds in (None, (1, TOP)) or not any(e in found.bound.evidence for e in cited):
        return None
    assert bounds is not None
    return bounds[0]


def _bounds(size: Rating) -> tuple[int, int] | None:
    """The least and the greatest size stated, over all assessors; None where it, or one of theirs, is unknown."""
    if size.by:
        known = [b for b in (_bounds(one) for one in size.by.values()) if b is not None]
        return (min(lo for lo, _ in known), max(hi for _, hi in known)) if len(known) == len(size.by) else None
    lo, hi = (size.level, size.level) if size.lo is None else (size.lo, size.hi)
    return (lo, hi) if isinstance(lo, int) and isinstance(hi, int) else None


def recommend(found: Evaluation) -> Recommendation:
    """(start, aim): the conservative answer, lowered where a goal is missing, and the central answer."""
    rubric = found.rubric
    start, falls = found.answer("conservative"), []
    while needs_goal(found, start) and not goals_met(found, start):
        falls.append(rubric.options[start].id)
        start -= 1
    aim = found.answer("central")
    option = rubric.options[start]
    if start == 0:
        headline = "not_for_now"
    else:
        headline = option.headline if start == aim else "staged_release"
    if headline == "staged_release":
        text = f"Staged release, starting at {option.title}"
    else:
        text = option.print_as or HEADLINES[headline]
    answers = {r: rubric.options[found.answer(r)].id for r in ("conservative", "central", "optimistic")}
    return Recommendation(
        start=option.id,
        aim=rubric.options[aim].id,
        headline=headline,
        text=text,
        answers=answers,  # type: ignore[arg-type]
        goal_falls=tuple(falls),
        rests_on=_rests_on(found, start),
    )


def _rests_on(found: Evaluation, place: int) -> tuple[str, ...]:
    """What the start leans on: novelty, and judgement, screens or suggestions in ratings that hold some domain at its level."""
    leans: set[str] = set()
    for domain in found.rubric.domains:
        if found.rests_on_novelty(domain, place, "conservative"):
            leans.add("novelty")
        binding = set(found.binding_steps(domain, place, "conservative"))
        for path, _ in found.widest_paths(domain, place, "conservative"):
            for step_id, step in path.steps:
                rating = found.rubric.rating_of_step(step, domain) if step_id in binding else None
                if rating is not None and found.bound.ratings[rating.path].known:
                    leans.add(found.bound.ratings[rating.path].rests_on)
    return tuple(x for x in ("novelty", "judgement", "screen", "suggestion") if x in leans)


def verdict_on(found: Evaluation, proposed: str, requirements: tuple[str, ...]) -> Proposed:
    """The verdict on a proposed option. `requirements` are the ids of conditions that apply to it.

    not_supported: it fails with every known rating at `best` and every unknown at its favourable end.
    insufficient_evidence: it fails in the conservative reading only.
    """
    place = found.rubric.option_place[proposed]
    verdict = verdict_at(found, place, requirements)
    fails: dict[Verdict, Reading] = {"not_supported": "charitable", "insufficient_evidence": "conservative"}
    reasons = blockers(found, place, fails[verdict]) if verdict in fails else ()
    return Proposed(proposed, verdict, tuple(b.text for b in reasons), tuple(reasons))


def verdict_at(found: Evaluation, place: int, requirements: tuple[str, ...]) -> Verdict:
    """The verdict on an option by its place in the chain."""
    if not found.reachable(place, "charitable"):
        return "not_supported"
    if not found.reachable(place, "conservative"):
        return "insufficient_evidence"
    if requirements or worst_zone(found, place, "conservative") is not Zone.ACCEPTABLE:
        return "supported_with_conditions"
    return "supported"


def blockers(found: Evaluation, place: int, reading: Reading) -> tuple[Blocker, ...]:
    """Every reason why an option, or a less open one on the way to it, is not admissible in a reading."""
    rubric, chain = found.rubric, found.rubric.option_place
    seen: dict[tuple[str, str], Blocker] = {}
    for p in range(1, place + 1):
        option = rubric.options[p].id
        for domain, spec in rubric.domains.items():
            if found.zone(domain, p, reading) is Zone.INTOLERABLE:
                level = found.level(domain, p, reading)
                text = f"{spec.title}: risk level {level} is intolerable at severity {_severity(found, domain)}"
                seen.setdefault(("domain", domain), Blocker("domain", domain, option, text))
        for rule in rubric.rules:
            if rule.rule.cap is not None and chain[rule.rule.cap] < p and found.fires(rule.key, p, reading):
                text = f"rule {rule.key} caps at {rule.rule.cap}: {rule.rule.title}"
                seen.setdefault(("cap", rule.key), Blocker("cap", rule.key, option, text))
        for name, where in found.compiled.classes:
            caps = rubric.classifications[name].caps
            value = found.class_value(name, where, reading)
            if value in caps and chain[caps[value]] < p:
                key = f"{name}.{where}" if where else name
                title = rubric.classifications[name].title
                of = f" ({rubric.title_of(where)})" if where else ""
                text = f"{title}{of} is {value.replace('_', ' ')}, which caps at {caps[value]}"
                seen.setdefault(("class", key), Blocker("class", key, option, text))
    return tuple(seen.values())


def _severity(found: Evaluation, domain: str) -> int:
    return found.compiled.severities[domain]
