"""Conditions lean the way their place demands (E435) and read only what is at hand there (E436)."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.conditions import (
    Condition,
    Count,
    Every,
    Literal,
    OptionCompare,
    SeverityCompare,
    Some,
    Unknown,
    describe_literal,
    literals,
)
from riskframe.rubric.polarity import against
from riskframe.rubric.resolve import ResolvedRule, Rubric

LEANS, AT_HAND = "E435", "E436"


def condition_faults(rubric: Rubric) -> Iterator[Problem]:
    """Faults of the conditions of rules and of conditional affordances."""
    places = {rule.id: i for i, rule in enumerate(rubric.folder.rules.rules)}
    for rule in rubric.rules:
        yield from _rule(rubric, rule, ("rules", "rules", places[rule.id]))
    for (option, affordance), condition in rubric.unless.items():
        place = rubric.option_place[option]
        where: KeyPath = ("rubric", "options", place, "affordances", affordance, "unless")
        for literal in against(condition, rubric.vocabulary, harmful=False):
            yield wrong_way(literal, where, "an exception must hold as things get better", harmful=False)
        for literal in literals(condition):
            if isinstance(literal.atom, OptionCompare | SeverityCompare) or _reads_state(literal):
                yield not_at_hand(literal, where, "an option's own grants are settled before any option is at hand")
    yield from _unused(rubric)


def _rule(rubric: Rubric, rule: ResolvedRule, where: KeyPath) -> Iterator[Problem]:
    spec, words = rule.rule, rubric.vocabulary
    if spec.cap or spec.require or spec.escalate:
        effect = "a cap" if spec.cap else "a requirement" if spec.require else "an escalation"
        for literal in against(rule.when, words, harmful=True):
            if not _covered(rubric, rule, literal):
                why = f"{effect} must come into force as things get worse"
                yield wrong_way(literal, (*where, "when"), why, harmful=True)
    if rule.met_when is not None:
        for literal in against(rule.met_when, words, harmful=False):
            why = "what meets a requirement must hold as things get better"
            yield wrong_way(literal, (*where, "require", "met_when"), why, harmful=False)
    for condition in (rule.when, rule.met_when):
        for literal in literals(condition) if condition is not None else ():
            if spec.classify and (isinstance(literal.atom, OptionCompare) or _reads_state(literal)):
                yield not_at_hand(literal, where, "a classification is the same under every option")
            elif not rubric.options and _reads_state(literal):
                yield not_at_hand(literal, where, "this rubric has no options to wear a safeguard down")


def wrong_way(literal: Literal, where: KeyPath, why: str, *, harmful: bool) -> Problem:
    """A literal that leans against its place."""
    atom = literal.atom
    hint = None
    if isinstance(atom, Count) and harmful and any(name == "cited_by" for name, _ in atom.where):
        hint = (
            "it goes away with the rating's evidence: let a rule on the unknown rating cap as strictly, or leave it out"
        )
    elif isinstance(atom, Count) and harmful:
        hint = "put what protects under `not`"
    text = f'"{describe_literal(literal)}" leans the wrong way: {why}'
    return Problem(LEANS, literal.at or where, text, hint=hint)


def not_at_hand(literal: Literal, where: KeyPath, why: str) -> Problem:
    """A literal that reads something which does not exist at its place."""
    return Problem(AT_HAND, literal.at or where, f'"{describe_literal(literal)}" cannot be read here: {why}')


def _reads_state(literal: Literal) -> bool:
    return isinstance(literal.atom, Count) and literal.atom.reads_option


def _covered(rubric: Rubric, rule: ResolvedRule, literal: Literal) -> bool:
    """Whether a citation in harmful place is made good: with the citation the rating becomes unknown, and then another
    rule caps at least as strictly (as hard a rule, so that it cannot be loosened away)."""
    atom = literal.atom
    if literal.negated or not isinstance(atom, Count) or atom.over != "evidence":
        return False
    paths = dict(atom.where).get("cited_by", ())
    chain = rubric.option_place
    limit = chain[rule.rule.cap] if rule.rule.cap is not None else len(rubric.options) - 1
    return bool(paths) and all(
        any(
            other.rule.cap is not None
            and chain[other.rule.cap] <= limit
            and (other.rule.hard or not rule.rule.hard)
            and _follows_from_unknown(other.when, path)
            for other in rubric.rules
        )
        for path in paths
    )


def _follows_from_unknown(condition: Condition, path: str) -> bool:
    """Whether a rating's being unknown is enough for a condition to hold."""
    if isinstance(condition, Every):
        return all(_follows_from_unknown(item, path) for item in condition.items)
    if isinstance(condition, Some):
        return any(_follows_from_unknown(item, path) for item in condition.items)
    return condition.atom == Unknown(path, True) and not condition.negated


def _unused(rubric: Rubric) -> Iterator[Problem]:
    written = {rule.id for rule in rubric.rules}
    for i, rule in enumerate(rubric.folder.rules.rules):
        if rule.id not in written:
            message = f'no domain is meant by "{rule.id}", so it never applies'
            yield Problem("E440", ("rules", "rules", i, "for_each_domain"), message)
