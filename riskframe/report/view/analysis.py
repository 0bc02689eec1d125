"""How far the ratings settle the question, and what would change the answer: for people only, no rule reads it."""

from __future__ import annotations

from riskframe.assessment import Assessment
from riskframe.decision.records import Decision
from riskframe.report.view.analysis_records import (
    Agreed,
    AloneRow,
    Analysis,
    FlipChange,
    FlipGroup,
    NextRow,
    Pair,
    RubricMove,
    SafeguardsWanted,
    ShareRow,
    SpreadRow,
    Swing,
    SwingLevel,
)
from riskframe.report.view.decision import option_link
from riskframe.report.view.figures import share_figure
from riskframe.report.view.names import Names
from riskframe.report.view.options import capitalised
from riskframe.report.view.records import Link, Mark, Statement
from riskframe.report.view.worth import cost_words, worth
from riskframe.scales import Polarity
from riskframe.sensitivity.records import Agreement, Change, Flips, Resolved, RubricStep, Sensitivity, ShareOfOption

COUPLINGS = ("independent", "comonotone")


def analysis_view(assessment: Assessment, decision: Decision, names: Names) -> Analysis | None:
    """What the analysis says; None where the assessment was made without it."""
    found = assessment.sensitivity
    if found is None:
        return None
    words = names.words
    chain = [s.option for s in found.shares]
    from_option = decision.recommendation.answers["conservative"]
    place = chain.index(from_option)
    beyond = chain[place + 1] if place + 1 < len(chain) else from_option
    base = next(s for s in found.shares if s.option == beyond).within["independent"]
    fallen = decision.recommendation.goal_falls
    notes = [words("share.note", table=_weights(found, names))]
    if not found.exact:
        notes.append(words("share.drawn"))
    notes += [capitalised(text) + "." for text in found.not_varied]
    if fallen:
        notes.append(words("share.goal", start=names.option(decision.recommendation.start)))
    return Analysis(
        couplings=tuple(words(f"coupling.{c}") for c in COUPLINGS),
        shares=tuple(_share(s, decision, names) for s in found.shares),
        lead=_lead(found, names),
        notes=tuple(notes),
        beyond=option_link(beyond, names),
        beyond_now=_pair(base),
        swings=tuple(_swing(d.what, d.within_next, d.within_next_favourable, names) for d in found.decisive),
        swings_none=words("swing.none" if found.exact else "swing.drawn"),
        turns=tuple(
            Statement(
                words("turn", title=names.link_label(d.what), level=t.level, share=share_figure(t.share),
                      option=names.option(t.option)),
                tuple(x for x in (names.link(f"rating:{d.what}"), names.link(f"option:{t.option}")) if x),
            )
            for d in found.decisive for t in d.turns
        ),
        flips=tuple(_flips(f, decision, names) for f in found.flips),
        following=tuple(_next(r, from_option, names) for r in found.next_evidence),
        worth=worth(found.value, names) if found.value else None,
        safeguards=tuple(
            SafeguardsWanted(
                option=option_link(s.option, names),
                sets=tuple(words.listed([names.of("kind", k) for k in kinds]) for kinds in s.sets),
                sentence=words("wanted.proved" if s.proved else "wanted.cut", most=s.largest) if not s.sets else "",
            )
            for s in found.safeguards_to_add
        ),
        agreement=_agreement(found.agreement, names) if found.agreement else None,
        rubric_tried=found.rubric.tried if found.rubric else 0,
        rubric=tuple(_move(s, names) for s in found.rubric.moved) if found.rubric else (),
    )  # fmt: skip


def _pair(pair: tuple[float, float]) -> Pair:
    harmful, favourable = pair
    return Pair(harmful, favourable, f"{share_figure(harmful)} · {share_figure(favourable)}")


def _weights(found: Sensitivity, names: Names) -> str:
    known = [f"{names.words(f'confidence.{c}')} {w:g}" for c, w in found.weight_of_best.items() if c != "not stated"]
    return names.words.listed(known)


def _share(share: ShareOfOption, decision: Decision, names: Names) -> ShareRow:
    proposed = decision.proposed.option if decision.proposed else ""
    role = [
        names.words(f"role.{name}")
        for name, option in (("start", decision.recommendation.start), ("proposed", proposed))
        if option == share.option
    ]
    return ShareRow(
        option=option_link(share.option, names),
        role=tuple(role),
        most_open=tuple(_pair(share.most_open[c]) for c in COUPLINGS),
        within=tuple(_pair(share.within[c]) for c in COUPLINGS),
    )


def _lead(found: Sensitivity, names: Names) -> Statement:
    """Which option has the largest share under each bound, with the whole pair beside it."""
    largest = [max(found.shares, key=lambda s: s.most_open["independent"][bound]) for bound in (0, 1)]
    same = largest[0].option == largest[1].option
    parts = []
    for share in largest[:1] if same else largest:
        (a, b), (c, d) = (share.most_open[k] for k in COUPLINGS)
        pairs = [share_figure(x) for x in (a, b, c, d)]
        parts.append((names.option(share.option), *pairs))
    keys = ("harmful", "favourable", "harmful_together", "favourable_together")
    said = [names.words("share.pair", option=p[0], **dict(zip(keys, p[1:], strict=True))) for p in parts]
    text = names.words("share.lead.same" if same else "share.lead.two") + " " + " ".join(said)
    links = [option_link(s.option, names) for s in largest]
    return Statement(text, tuple(dict.fromkeys(links)))


def _swing(what: str, harmful: dict[int, float], favourable: dict[int, float], names: Names) -> Swing:
    return Swing(
        rating=names.link(f"rating:{what}") or Link(what, ""),
        levels=tuple(
            SwingLevel(level, share, favourable[level], share_figure(share), share_figure(favourable[level]))
            for level, share in sorted(harmful.items())
        ),
    )


def _flips(flips: Flips, decision: Decision, names: Names) -> FlipGroup:
    words, option = names.words, names.option(flips.option)
    polarity = {r.path: r.polarity for r in decision.ratings}
    if not flips.flips:
        key = "flips.never" if not flips.ever else "flips.proved" if flips.proved else "flips.cut"
        sentence = words(key, most=flips.largest)
    else:
        sentence = words.number(f"flips.{flips.direction}", len(flips.flips), option=option)
        if not flips.proved:
            sentence += " " + words("flips.more")
    return FlipGroup(
        title=words(f"flips.{flips.direction}.title", option=option),
        option=option_link(flips.option, names),
        sentence=sentence,
        sets=tuple(
            tuple(_change(c, flips.direction == "reach", polarity.get(c.what), names) for c in flip.changes)
            for flip in sorted(flips.flips, key=lambda f: len(f.changes))
        ),
        evaluations=tuple(dict.fromkeys(e for flip in flips.flips for c in flip.changes for e in c.evaluations)),
    )


def _change(change: Change, reach: bool, polarity: str | None, names: Names) -> FlipChange:
    words = names.words
    if polarity is None:
        key = "flip.gone_safeguard" if change.to == 0 else "flip.stronger" if reach else "flip.weaker"
        now = words("of_five", n=change.now) if change.now else words("flip.now.none")
    else:
        lower = (polarity == Polarity.RISK) == reach
        key = "flip.lost" if change.to == 0 else "flip.at_most" if lower else "flip.at_least"
        top = len(names.rubric.ratings[change.what].criterion.levels)
        if change.now is None and change.to == (top if polarity == Polarity.RISK else 1):
            key = "flip.known"
        now = str(change.now) if change.now is not None else words("unknown")
    return FlipChange(
        names.link(f"rating:{change.what}") or Link(change.what, ""),
        words(key, level=change.to),
        words("flip.now", now=now),
    )


def _next(row: Resolved, now: str, names: Names) -> NextRow:
    words = names.words
    return NextRow(
        rating=names.link(f"rating:{row.what}") or Link(row.what, ""),
        now=words("unknown") if row.unknown else words("next.interval"),
        opens=option_link(row.opens_to, names) if row.opens_to != now else None,
        closes=option_link(row.closes_to, names) if row.closes_to != now else None,
        levels=tuple(f"{level}: {names.option(option)}" for level, option in sorted(row.answers.items())),
        share=share_figure(row.share_changed) if row.share_changed is not None else words("next.no_spread"),
        cost=cost_words(row.cost, names),
        evaluations=row.evaluations,
    )


def _agreement(given: Agreement, names: Names) -> Agreed:
    words = names.words
    alpha = words("agree.alpha", alpha=f"{given.alpha:.2f}") if given.alpha is not None else words("agree.no_alpha")
    return Agreed(
        sentence=f"{words.number('agree.units', given.units)} {alpha}",
        spreads=tuple(
            SpreadRow(
                rating=names.link(f"rating:{s.what}") or Link(s.what, ""),
                best=words.listed(
                    [f"{who}: {words('unknown') if b is None else b}" for who, b in sorted(s.best.items())]
                ),
                apart=words("not_stated") if s.steps_apart is None else str(s.steps_apart),
            )
            for s in given.spreads
        ),
        alone=tuple(
            AloneRow(a.role, a.assessor, option_link(a.start, names), option_link(a.aim, names), a.dissent or "")
            for a in given.alone
        ),
    )


def _move(step: RubricStep, names: Names) -> RubricMove:
    words = names.words

    def value(text: str) -> str:
        key = f"zone.{text}"
        return words(key) if words.has(key) else names.option(text)

    found = (names.link(ref) for ref in step.refs)
    return RubricMove(
        what=capitalised(step.what),
        links=tuple(Link(words("link.rule"), x.anchor) if r.startswith("rule:") else x
                    for r, x in zip(step.refs, found, strict=True) if x is not None),
        was=value(step.was),
        to=value(step.to),
        direction=Mark("less_open" if step.direction == "stricter" else "more_open", words(f"direction.{step.direction}")),
        start=option_link(step.start, names),
        aim=option_link(step.aim, names),
        basis=words(f"basis.{step.basis}"),
    )  # fmt: skip
