"""Why an option is not reached, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.cli.look.style import Style
from riskframe.decision.records import Stage
from riskframe.inquiry.whynot import DomainInTheWay, RuleInTheWay, WhyNot, common
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.records import Change

MOST_WAYS = 6
"""Sets of changes before the rest is only counted."""


def obstacles(found: WhyNot, rubric: Rubric, style: Style) -> str:
    """The answer in the first line, every obstacle with its steps, and what would make the difference."""
    parts = [_first(found, style)]
    if found.domains:
        parts.append(
            "\n".join([style.heading("Domains in the way"), *(_domain(d, rubric, style) for d in found.domains)])
        )
    if found.rules:
        parts.append("\n".join([style.heading("Rules in the way"), *(_rule(r, style) for r in _rules(found.rules))]))
    if found.classes:
        parts.append(f"{style.heading('Classes in the way')}\n{style.entries(c.text for c in found.classes)}")
    if found.goal_missing:
        text = "Some domain is only tolerable there, so a stated goal of known size has to need this option; none does."
        parts.append(f"{style.heading('Goal')}\n{style.wrap(text, first='  ')}")
    if found.asked:
        asked = list(dict.fromkeys(c.text for c in found.asked))
        parts.append(f"{style.heading('Asked before release, and not met')}\n{style.entries(asked)}")
    if not found.reached:
        parts.append(_would_be(found, rubric, style))
    return "\n\n".join(parts) + "\n"


def _first(found: WhyNot, style: Style) -> str:
    if not found.reached:
        count = len(found.domains) + len(found.rules) + len(found.classes)
        line = f"{found.title} ({found.option}) is not reached: {count} thing{'' if count == 1 else 's'} in the way."
        settled = all([*(d.in_central_too for d in found.domains), *(r.in_central_too for r in found.rules)]) and count
        more = " All of them stand in the central reading too." if settled else ""
        return style.wrap(line, looks=("bold",)) + (f"\n{style.wrap(more.strip())}" if more else "")
    if found.goal_missing:
        return style.wrap(
            f"{found.title} ({found.option}) is within tolerance, but no stated goal needs it.", looks=("bold",)
        )
    return style.wrap(f"{found.title} ({found.option}) is reached in the conservative reading.", looks=("bold",))


def _domain(way: DomainInTheWay, rubric: Rubric, style: Style) -> str:
    title = rubric.options[rubric.option_place[way.option]].title
    text = f"{way.title}: level {way.level} at severity {way.severity} is intolerable, from {title} ({way.option}) on"
    if not way.in_central_too:
        text += "; not in the central reading"
    lines = [style.wrap(text, first="  - ")]
    steps = " > ".join(f"{step.title} {step.ease}" for step in way.easiest.steps)
    lines.append(style.wrap(f"easiest path ({way.easiest.actor}): {steps}", first="    ", looks=("faint",)))
    held = f"held there by: {', '.join(way.binding)}" if way.binding else "no step holds it back"
    lines.append(style.wrap(held, first="    "))
    return "\n".join(lines)


def _rules(ways: tuple[RuleInTheWay, ...]) -> list[list[RuleInTheWay]]:
    """One group a rule; a rule that stands for each domain is said once."""
    groups: dict[str, list[RuleInTheWay]] = {}
    for way in ways:
        groups.setdefault(way.key.split("[")[0], []).append(way)
    return list(groups.values())


def _rule(ways: list[RuleInTheWay], style: Style) -> str:
    first = ways[0]
    domains = [way.key.split("[")[1].rstrip("]") for way in ways if "[" in way.key]
    inside = f" in {', '.join(domains)}" if domains else ""
    text = f"{first.key.split('[')[0]}{inside} caps at {first.cap}{', hard' if first.hard else ''} ({first.basis}): {first.title}"
    if not any(way.in_central_too for way in ways):
        text += "; not in the central reading"
    lines = [style.wrap(text, first="  - ")]
    read = dict.fromkeys(said for way in ways for said in way.read)
    lines += [style.wrap(f"read: {said}", first="    ", looks=("faint",)) for said in read]
    lines.append(style.wrap(f"because: {first.because}", first="    "))
    lines.append(style.wrap(f"remedy: {first.remedy}", first="    "))
    return "\n".join(lines)


def _would_be(found: WhyNot, rubric: Rubric, style: Style) -> str:
    stage = found.would_be
    lines = _ways(stage, rubric)
    if stage.how == "none":
        return _found_otherwise(found, rubric, style)
    claim = {
        "narrowing": "these turned out as their best estimates say, with nothing worse left open",
        "resolving": "these turned out at their favourable end",
    }[stage.how]
    parts = [style.wrap(f"It would be supported if {claim}".strip(), looks=("bold",)), style.entries(lines)]
    if stage.none_up_to is not None:
        text = f"No {stage.none_up_to} of them or fewer are enough (proved), and of these none can be spared; there may be other sets."
        parts.append(style.wrap(text, first="  ", looks=("faint",)))
    elif not stage.complete:
        parts.append(
            style.wrap("There may be further ways; larger sets were not searched.", first="  ", looks=("faint",))
        )
    if stage.not_settled_here:
        text = f"Running a less open option first says nothing about {', '.join(stage.not_settled_here)}."
        parts.append(style.wrap(text, first="  "))
    asked = list(dict.fromkeys(e for need in stage.needs for e in need.evaluations))
    if asked:
        parts += ["", style.heading("What would show it"), style.entries(asked[:8])]
    return "\n".join(parts)


def _found_otherwise(found: WhyNot, rubric: Rubric, style: Style) -> str:
    """Settling what is open does not do: what would have to be found that the ratings in hand do not say."""
    stage, other = found.would_be, found.found_otherwise
    first = "Settling what is still open would not do, even at its favourable end."
    if not stage.rules_first:
        first = f"{first[:-1]}: the ratings in hand speak against it."
    lines = list(_rules_quiet(stage.rules_first, rubric))
    if stage.goal_needed:
        lines.append("a stated goal of known size needed it")
    asked: list[str] = []
    if other is not None and other.flips:
        sets = [" and ".join(_to(change, rubric) for change in flip.changes) for flip in other.flips[:MOST_WAYS]]
        sets[1:] = [f"or {text}" for text in sets[1:]]
        more = len(other.flips) - len(sets)
        lines += [*sets, *([f"or one of {more} more sets"] if more > 0 else [])]
        asked = list(dict.fromkeys(e for flip in other.flips for c in flip.changes for e in c.evaluations))
    elif other is not None and other.ever:
        cut = "" if other.proved else ", as far as was searched"
        lines.append(f"more than {other.largest} ratings were found to be other than they are rated{cut}")
    elif stage.rules_first:
        lines.append(
            "and then the ratings are looked at again: with these rules as they are no level of any rating is enough"
        )
    else:
        lines += [f"this no longer held: {text}" for text in stage.held_by]
    if not lines:
        lines.append("the rubric or the facts of the model were others; no level of any rating is enough")
    parts = [
        style.wrap(first, first="  "),
        style.wrap("It would be supported if", looks=("bold",)),
        style.entries(lines),
    ]
    if asked:
        parts += ["", style.heading("What would show it"), style.entries(asked[:8])]
    return f"{style.heading('Nothing that is still open would help')}\n" + "\n".join(parts)


def _rules_quiet(keys: tuple[str, ...], rubric: Rubric) -> Iterator[str]:
    """Each rule once, with the domains in which it would have to be quiet."""
    domains: dict[str, list[str]] = {}
    for key in keys:
        rule, _, domain = key.partition("[")
        domains.setdefault(rule, []).extend([domain.rstrip("]")] if domain else [])
    titles = {rule.id: rule.rule.title for rule in rubric.rules}
    for rule, where in domains.items():
        inside = f" in {', '.join(where)}" if where else ""
        yield f"the rule “{titles[rule]}” ({rule}) did not fire{inside}, which takes other facts or evidence than the ratings' levels"


def _to(change: Change, rubric: Rubric) -> str:
    return f"{_named(change.what, rubric)} were {change.to}"


def _ways(stage: Stage, rubric: Rubric) -> list[str]:
    shared, rests = common(stage)
    lines = [_named(name, rubric) for name in shared]
    sets = [" with ".join(_named(name, rubric) for name in rest) for rest in rests]
    lines += sets if len(sets) == 1 else [f"{'or' if number else 'either'} {text}" for number, text in enumerate(sets)]
    return [*lines, *(["and a stated goal of known size needed it"] if stage.goal_needed else [])]


def _named(path: str, rubric: Rubric) -> str:
    rating = rubric.ratings.get(path)
    return f"{rating.criterion.title} ({path})" if rating else path
