"""What a name of a rubric means: rules, criteria, levels, options, domains, safeguards ... each as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from riskframe.decision.trace import cite
from riskframe.inquiry.gauge_words import gauge_sections
from riskframe.inquiry.wording import condition_words, effect_words
from riskframe.profile import FACETS
from riskframe.rubric.conditions import Count, RatingCompare, SeverityCompare, Unknown, literals
from riskframe.rubric.resolve import ResolvedRule, Rubric
from riskframe.rubric.schema import BenefitKind, Criterion, CriterionLevel, Domain, SafeguardKind, Source, Step
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

_DESCRIBED = {
    "affordances": "affordance",
    "abilities": "ability",
    "actors": "threat actor",
    "routes": "route past safeguards",
    "tests": "test of safeguards",
    "sign_off": "sign-off level",
    "components": "component",
    "classifications": "classification",
    "facts": "fact",
}
"""Lists of rubric.yaml whose items are an id, a title, a meaning and a source, and little else."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one name means. A section's body is a paragraph, or a tuple of list entries."""

    kind: str
    name: str
    title: str
    sections: tuple[tuple[str, str | tuple[str, ...]], ...]
    basis: str
    """paper, literature or design, with what is cited."""


def look_up(rubric: Rubric, words: tuple[str, ...]) -> tuple[Page, ...]:
    """Every page that a name leads to; `words` is a name, or a rating path and one of its levels.

    A criterion can be named by its id, its path, or the path of one of its ratings. Empty: nothing has this name.
    """
    if len(words) == 2:
        return tuple(_level_pages(rubric, words[0], words[1]))
    if len(words) != 1:
        return ()
    return tuple(
        page for pages in (_criteria, _rules, _parts, _described, _content) for page in pages(rubric, words[0])
    )


def names(rubric: Rubric) -> tuple[str, ...]:
    """Every name that `look_up` knows, for suggestions."""
    found: dict[str, None] = {}
    for criterion in rubric.criteria:
        found |= dict.fromkeys((_stem(criterion), criterion.id))
    found |= dict.fromkeys(rubric.ratings)
    found |= dict.fromkeys(name for rule in rubric.rules for name in (rule.id, rule.key))
    found |= dict.fromkeys(o.id for o in rubric.options)
    found |= dict.fromkeys(rubric.domains)
    found |= dict.fromkeys(step_id for path in rubric.paths for step_id, _ in path.steps)
    for part in (*_DESCRIBED, "safeguard_kinds"):
        found |= dict.fromkeys(item.id for item in getattr(rubric.file, part))
    found |= dict.fromkeys(item.id for item in (*rubric.benefits, *rubric.alternatives))
    found |= dict.fromkeys(s.screen.id for s in rubric.screens)
    found |= dict.fromkeys(b.id for b in rubric.gauges)
    found |= dict.fromkeys(rubric.file.sources)
    return tuple(found)


# --- criteria and levels -------------------------------------------------------------------------------------------


def _stem(criterion: Criterion) -> str:
    return f"{criterion.group}.{criterion.id}"


def _criteria(rubric: Rubric, name: str) -> Iterator[Page]:
    asked = rubric.ratings.get(name)
    for criterion in rubric.criteria:
        if asked is not None and asked.criterion is criterion:
            yield _criterion(rubric, criterion, name)
        elif asked is None and name in (criterion.id, _stem(criterion)):
            yield _criterion(rubric, criterion, _stem(criterion))


def _criterion(rubric: Rubric, criterion: Criterion, name: str) -> Page:
    paths = tuple(path for path, rating in rubric.ratings.items() if rating.criterion is criterion)
    shown = (name,) if name in paths else paths
    end = (
        "the highest level is the harmful end"
        if criterion.polarity is Polarity.RISK
        else "the lowest level is the harmful end"
    )
    first = rubric.ratings[paths[0]] if paths else None
    sections: list[tuple[str, str | tuple[str, ...]]] = [
        ("Asks", criterion.asks),
        (f"Levels ({end})", tuple(_level(first, level) for level in criterion.levels) if first else ()),
        ("Evidence to look for", criterion.evidence),
        ("Rated as", paths if shown == paths else shown),
        ("Read by", tuple(_readers(rubric, shown))),
    ]
    if criterion.may_not_apply:
        sections.append(("May not apply", "`not_applicable` with a reason is accepted."))
    if criterion.known_problems:
        sections.append(("Known problems", criterion.known_problems))
    return Page("criterion", name, criterion.title, _filled(sections), _basis(rubric, criterion.source))


def _level(rating: RatingPath, level: CriterionLevel) -> str:
    word = rating.words[level.level - 1]
    named = f"{level.level}" if word == str(level.level) else f"{level.level} ({word})"
    return f"{named}: {level.text} [ease {rating.ease_of(level.level)}]"


def _level_pages(rubric: Rubric, name: str, word: str) -> Iterator[Page]:
    rating = rubric.ratings.get(name) or next(
        (r for r in rubric.ratings.values() if name in (_stem(r.criterion), r.criterion.id)), None
    )
    if rating is None:
        return
    place = rating.level_of(int(word) if word.isdecimal() else word)
    if place is None:
        return
    level = rating.criterion.levels[place - 1]
    stated = (
        "stated by the rubric"
        if level.ease is not None
        else "the level itself"
        if rating.polarity is Polarity.RISK
        else "the level mirrored"
    )
    sections: list[tuple[str, str | tuple[str, ...]]] = [
        ("Level text", level.text),
        ("Ease", f"{rating.ease_of(place)} of 5, {stated}. 5 is trivial for the named actor, 1 infeasible."),
        (
            "Beside it",
            tuple(_level(rating, other) for other in rating.criterion.levels if abs(other.level - place) == 1),
        ),
    ]
    title = f"{rating.criterion.title}, level {level.level} of {rating.top}"
    yield Page("level", f"{name} {word}", title, _filled(sections), _basis(rubric, rating.criterion.source))


def _readers(rubric: Rubric, paths: Iterable[str]) -> Iterator[str]:
    """The steps of pathways and the rules that read any of these ratings."""
    wanted = set(paths)
    steps: dict[str, dict[str, None]] = {}
    for path in rubric.paths:
        for _, step in path.steps:
            rating = rubric.rating_of_step(step, path.domain)
            if rating is not None and rating.path in wanted:
                steps.setdefault(step.title, {}).setdefault(path.domain)
    for title, domains in steps.items():
        yield f'step "{title}" in the pathways of {", ".join(domains)}'
    rules: dict[str, dict[str, None]] = {}
    for rule in rubric.rules:
        for literal in literals(rule.when):
            atom = literal.atom
            if isinstance(atom, RatingCompare | Unknown) and atom.path in wanted:
                rules.setdefault(rule.id, {}).setdefault(rule.domain or "")
    for name, where in rules.items():
        yield f"rule {name}" + (f" in {', '.join(where)}" if any(where) else "")


# --- rules ---------------------------------------------------------------------------------------------------------


def _rules(rubric: Rubric, name: str) -> Iterator[Page]:
    found = [rule for rule in rubric.rules if name in (rule.key, rule.id)]
    if found:
        yield _rule(rubric, found, name)


def _rule(rubric: Rubric, found: list[ResolvedRule], name: str) -> Page:
    first, spec = found[0], found[0].rule
    domains = tuple(rule.domain for rule in found if rule.domain)
    sections: list[tuple[str, str | tuple[str, ...]]] = [
        ("Effect", effect_words(spec)),
        (f"Fires when (here for {first.domain})" if first.domain else "Fires when", condition_words(first.when)),
        ("Because", spec.because),
        ("Remedy", spec.remedy),
    ]
    if first.met_when is not None:
        sections.insert(2, ("Met when", condition_words(first.met_when)))
    if len(found) > 1:
        sections.append(("One rule for each of", domains))
    sections.append(("Hard", "It can be neither loosened nor waived." if spec.hard else ""))
    sections.append(("Known problems", spec.known_problems or ""))
    return Page("rule", name, spec.title, _filled(sections), _basis(rubric, spec.source))


# --- options, domains, safeguards, benefits ------------------------------------------------------------------------


def _parts(rubric: Rubric, name: str) -> Iterator[Page]:
    for place, option in enumerate(rubric.options):
        if option.id == name:
            given = tuple(f"{a}: {_amount(g)}" for a, g in option.affordances.items())
            kept = tuple(f"{a}: {amount}" for a, amount in option.abilities.items())
            sections: list[tuple[str, str | tuple[str, ...]]] = [
                ("Means", option.means),
                (
                    "Place",
                    f"{place + 1} of {len(rubric.options)}, least to most open"
                    + (", irreversible" if option.irreversible else ""),
                ),
                ("What a threat actor can obtain", given),
                ("What the developer can still do", kept),
                ("Way back", option.way_back),
                ("Caps here", tuple(dict.fromkeys(r.id for r in rubric.rules if r.rule.cap == name))),
            ]
            yield Page("option", name, option.title, _filled(sections), _basis(rubric, option.source))
    if name in rubric.domains:
        yield _domain(rubric, name, rubric.domains[name])
    for kind in rubric.file.safeguard_kinds:
        if kind.id == name:
            yield Page("kind of safeguard", name, kind.title, _safeguard(kind), _basis(rubric, kind.source))
    for benefit in rubric.benefits:
        if benefit.id == name:
            yield Page("benefit", name, benefit.title, _benefit(rubric, benefit), _basis(rubric, benefit.source))

    yield from _steps(rubric, name)


def _steps(rubric: Rubric, name: str) -> Iterator[Page]:
    """One page for each thing that a step of this id is; domains may override it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for path in rubric.paths:
        for step_id, step in path.steps:
            if step_id == name:
                found.setdefault((step.title, _step_reads(step)), {}).setdefault(path.domain)
    for (title, reads), domains in found.items():
        sections = _filled([("Level taken from", reads), ("In the pathways of", tuple(domains))])
        yield Page("step", name, title, sections, "")


def _step_reads(step: Step) -> str:
    if step.capability is not None:
        return f"the domain's capability, {step.capability}"
    if step.rating is not None:
        return f"the rating {step.rating}" + (
            f"; below the unbacked level only with {step.counts_with}" if step.counts_with else ""
        )
    if step.safeguards is not None:
        return f"the safeguards on the route {step.safeguards}"
    if step.affordance is not None:
        return f"how far the option grants {step.affordance}"
    return f"how far the developer can {step.ability}" if step.ability is not None else "how many such actors there are"


def _amount(granted: Any) -> str:
    return granted if isinstance(granted, str) else f"{granted.amount}, {granted.then} where evidence shows so"


def _domain(rubric: Rubric, name: str, domain: Domain) -> Page:
    steps = {step_id: step for path in rubric.paths_of(name) for step_id, step in path.steps}
    sections: list[tuple[str, str | tuple[str, ...]]] = [
        ("Means", domain.means),
        ("Severity", f"{domain.severity} of 5 (the worst credible outcome; a profile may raise it)"),
        ("Actors", rubric.actors_of(name)),
        ("Paths", tuple(
            f"{path.key}{' (standing)' if path.standing else ''}: {' > '.join(s for s, _ in path.steps)}"
            for path in rubric.paths_of(name)
        )),
        ("Steps", tuple(f"{step_id}: {step.title}" for step_id, step in steps.items())),
        ("Rules", tuple(dict.fromkeys(r.id for r in rubric.rules if name in (r.domain, *_domains_read(r))))),
    ]  # fmt: skip
    return Page("domain", name, domain.title, _filled(sections), _basis(rubric, domain.source))


def _domains_read(rule: ResolvedRule) -> Iterator[str]:
    for literal in literals(rule.when):
        atom = literal.atom
        if isinstance(atom, SeverityCompare):
            yield atom.domain
        elif isinstance(atom, RatingCompare | Unknown):
            yield from (part for part in atom.path.split(".") if part not in FACETS)
        elif isinstance(atom, Count):
            yield from (str(v) for field, values in atom.where if field == "domain" for v in values)


def _safeguard(kind: SafeguardKind) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return _filled([
        ("Means", kind.means),
        ("Lives in", kind.lives_in),
        ("Stands on the routes", kind.routes),
        ("Only slows an amateur once they have", tuple(f"{a}: {amount}" for a, amount in kind.slowed_by.items())),
        ("Void once they have", tuple(f"{a}: {amount}" for a, amount in kind.void_by.items())),
    ])  # fmt: skip


def _benefit(rubric: Rubric, benefit: BenefitKind) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    others = tuple(
        f"{a.id}: keeps {a.recovers[benefit.id]:g} of it, beside an option up to {a.up_to}"
        for a in rubric.alternatives
        if benefit.id in a.recovers
    )
    return _filled([
        ("Asks", benefit.asks),
        ("Sizes", tuple(f"{level.level}: {level.text}" for level in benefit.levels)),
        ("Share that each option keeps", tuple(f"{o}: {share:g}" for o, share in benefit.keeps.items())),
        ("Alternatives", others),
    ])  # fmt: skip


# --- everything that is described in a sentence --------------------------------------------------------------------


def _described(rubric: Rubric, name: str) -> Iterator[Page]:
    for part, kind in _DESCRIBED.items():
        for item in getattr(rubric.file, part):
            if item.id == name.removeprefix("facts."):
                sections = _filled([("Means", item.means), *_more(item)])
                yield Page(kind, item.id, item.title, sections, _basis(rubric, item.source))


def _more(item: Any) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """What some described items say beyond their meaning."""
    if hasattr(item, "test"):
        yield "A safeguard counts here when tested by", item.test
    if hasattr(item, "values"):
        yield "Values, strictest first", tuple(item.values)
    if hasattr(item, "grants"):
        yield "Publishing it adds", tuple(f"{a}: {amount}" for a, amount in item.grants.items())
    if hasattr(item, "choices"):
        yield "Answered by", tuple(map(str, item.choices)) or item.type.replace("_", " or ")


def _content(rubric: Rubric, name: str) -> Iterator[Page]:
    for found in rubric.screens:
        screen = found.screen
        if screen.id == name:
            sections = _filled([
                ("Holds when", condition_words(found.when)),
                ("Suggests", tuple(f"{path}: {s.lo} to {s.hi}" for path, s in screen.suggests.items())),
                ("Because", screen.because),
                ("Counts", "Only once a named assessor accepts it (evidence of kind `screen`)."),
            ])  # fmt: skip
            yield Page("screen", name, screen.title, sections, _basis(rubric, screen.source))
    for entry in rubric.gauges:
        if entry.id == name or name in entry.tasks:
            yield Page("gauge", entry.id, entry.title, _filled(gauge_sections(entry)), _basis(rubric, entry.source))
    for alternative in rubric.alternatives:
        if alternative.id == name:
            kept = tuple(f"{benefit}: {share:g}" for benefit, share in alternative.recovers.items())
            sections = _filled(
                [
                    ("Means", alternative.means),
                    ("Keeps of a benefit", kept),
                    ("Beside options up to", alternative.up_to),
                ]
            )
            yield Page("alternative", name, alternative.title, sections, _basis(rubric, alternative.source))
    if name in rubric.file.sources:
        source = rubric.file.sources[name]
        cited = ", ".join(str(x) for x in (source.authors, source.year, source.ref) if x)
        yield Page("source", name, source.title, _filled([("Work", cited or source.title)]), "")


def _filled(sections: Iterable[tuple[str, str | tuple[str, ...]]]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple((heading, body) for heading, body in sections if body)


def _basis(rubric: Rubric, source: Source) -> str:
    work = rubric.file.sources.get(source.ref)
    named = f"{cite(source)} ({work.title})" if work else cite(source)
    return f"{source.basis}: {named}" + (f". {source.note}" if source.note else "")
