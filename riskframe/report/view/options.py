"""Options side by side: every domain under every option, and what each option would take."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.decision.records import Blocker, Decision, DomainSeverity, DomainUnderOption, OptionAssessment
from riskframe.report.view.figures import share_figure
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.records import Cell, DomainRow, HeatMap, Link, Mark, OptionColumn, Statement
from riskframe.scales import Reading, Zone

READINGS: tuple[Reading, ...] = ("conservative", "central", "optimistic")


def heat_map(decision: Decision, names: Names) -> HeatMap:
    """Every domain under every option, with the option's own facts above each column."""
    cells = {(c.domain, c.option): c for c in decision.domains}
    rows = tuple(
        _row(severity, [cells[severity.domain, o.option] for o in decision.options], names)
        for severity in decision.severities
    )
    start = decision.recommendation.start
    at_start = [c for c in decision.domains if c.option == start]
    counts = {z: sum(c.zone["conservative"] is z for c in at_start) for z in Zone}
    sentence = names.words(
        "heat.sentence", option=names.option(start), acceptable=counts[Zone.ACCEPTABLE],
        tolerable=counts[Zone.TOLERABLE], intolerable=counts[Zone.INTOLERABLE],
    )  # fmt: skip
    columns = tuple(_column(o, decision, names) for o in decision.options)
    signers = {c.sign_off for c in columns}
    said = Statement(sentence, (Link(names.option(start), anchor("option", start)),))
    return HeatMap(columns, rows, said, signers.pop() if len(signers) == 1 else "")


def zone_mark(zone: Zone, names: Names) -> Mark:
    """A zone in words."""
    return Mark(zone.value, names.words(f"zone.{zone.value}"))


def level_words(level: int, names: Names) -> str:
    """A level as figure and word: 4 easy."""
    return names.words("level.words", level=level, word=names.words(f"level.{level}"))


def cell_view(cell: DomainUnderOption, names: Names) -> Cell:
    """One domain under one option."""
    words = names.words
    levels = {r: cell.level[r] for r in READINGS}
    zones = {r: zone_mark(cell.zone[r], names) for r in READINGS}
    held = tuple(Link(b.title, anchor("step", b.step)) for b in cell.binding)
    title, option = names.domain(cell.domain), names.option(cell.option)
    sentence = words(
        "cell.sentence", domain=title, option=option, level=level_words(cell.level["conservative"], names),
        zone=zones["conservative"].word,
    )  # fmt: skip
    holds = words.listed([h.label.lower() if not h.label.isupper() else h.label for h in held])
    return Cell(
        option=cell.option,
        level=levels["conservative"],
        low=levels["optimistic"],
        central=levels["central"],
        zone=zones["conservative"],
        central_zone=zones["central"],
        optimistic_zone=zones["optimistic"],
        words=level_words(levels["conservative"], names),
        range_words=words("cell.readings", **levels),
        held_by=held,
        absolute=cell.absolute_level,
        rests_on_novelty=cell.rests_on_novelty,
        short=sentence,
        sentence=sentence + " " + (words("cell.held", steps=holds) if held else words("cell.not_held")),
    )


def _row(severity: DomainSeverity, cells: list[DomainUnderOption], names: Names) -> DomainRow:
    domain = severity.domain
    texts = {s.level: s.text for s in names.rubric.tolerance.severities} if names.rubric.tolerance else {}
    return DomainRow(
        id=domain,
        anchor=anchor("domain", domain),
        title=names.domain(domain),
        means=names.rubric.domains[domain].means,
        severity=severity.severity,
        severity_words=texts.get(severity.severity, ""),
        raised=severity.because or "",
        cells=tuple(cell_view(c, names) for c in cells),
    )


def _column(option: OptionAssessment, decision: Decision, names: Names) -> OptionColumn:
    words, advice = names.words, decision.recommendation
    spec = next(o for o in names.rubric.options if o.id == option.option)
    role = [
        words(f"role.{name}") for name, who in (("start", advice.start), ("aim", advice.aim)) if who == option.option
    ]
    if decision.proposed is not None and decision.proposed.option == option.option:
        role.append(words("role.proposed"))
    reached = {r: option.reachable[r] for r in READINGS}
    least = next((r for r in READINGS if reached[r]), "never")
    return OptionColumn(
        id=option.option,
        anchor=anchor("option", option.option),
        title=option.name,
        means=spec.means,
        irreversible=option.irreversible,
        role=tuple(role),
        start=advice.start == option.option,
        reached=reached,
        reached_word=Mark(f"reached_{least}", words(f"reached.{least}")),
        reached_short=Mark(f"reached_{least}", words(f"reached.{least}.short")),
        blockers=grouped_blockers(option.blockers, decision, names),
        new_blockers=grouped_blockers([b for b in option.blockers if b.option == option.option], decision, names),
        sign_off=names.of("sign_off", option.sign_off) if option.sign_off else "",
        way_back=spec.way_back,
        kept="" if option.benefit_kept is None else share_figure(option.benefit_kept),
        source=names.source(spec.source),
        basis=words(f"basis.{spec.source.basis}"),
    )


def grouped_blockers(blockers: Iterable[Blocker], decision: Decision, names: Names) -> tuple[Statement, ...]:
    """Why an option is not reached, with links; the same cap in six domains is one reason, not six."""
    hits = {h.key: h for h in decision.hits}
    texts: dict[str, str] = {}
    refs: dict[str, list[str]] = {}
    domains: dict[str, list[str]] = {}
    for blocker in blockers:
        hit = hits.get(blocker.id) if blocker.kind == "cap" else None
        if hit is None:
            texts[blocker.text] = capitalised(blocker.text)
            refs[blocker.text] = [f"{'rule' if blocker.kind == 'cap' else blocker.kind}:{blocker.id}"]
            continue
        if hit.domain:
            domains.setdefault(hit.rule, []).append(names.domain(hit.domain))
        where = names.words.listed(domains.get(hit.rule, []), most=3)
        key = "reason.cap.domains" if where else "reason.cap"
        texts[hit.rule] = names.words(key, title=hit.title, option=names.option(hit.value), domains=where)
        refs.setdefault(hit.rule, []).append(f"rule:{hit.key}")
    return tuple(Statement(text, _short_links(refs[key], names)) for key, text in texts.items())


def _short_links(refs: list[str], names: Names) -> tuple[Link, ...]:
    """One link by what it leads to ("rule"): the sentence has just said its name."""
    found = names.link(refs[0])
    return (Link(names.words(f"link.{refs[0].partition(':')[0]}"), found.anchor),) if found else ()


def capitalised(text: str) -> str:
    """The text with a capital first letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def option_span(options: tuple[str, ...], names: Names) -> str:
    """Options in few words: every option, one by name, or "from X on" where the more open ones all follow."""
    words, chain = names.words, [o.id for o in names.rubric.options]
    if not options:
        return words("none")
    if list(options) == chain:
        return words("options.all")
    if len(options) > 1 and list(options) == chain[-len(options) :]:
        return words("options.from", option=names.option(options[0]))
    return words.listed([names.option(o) for o in options])
