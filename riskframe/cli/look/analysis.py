"""What the analysis says, in a terminal: how sure, what would change it, which evidence next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskframe.decision.records import Decision
    from riskframe.sensitivity.records import Cost, Flips, Resolved, Sensitivity

MOST = 4
NOTHING_ALONE = "no single criterion, resolved by itself, changes the conservative answer"


def analysis_sections(found: Sensitivity, decision: Decision | None) -> list[tuple[str, list[str]]]:
    """Titles with their entries; a title without entries is left out by the caller."""
    points = [point.text for point in decision.single_points] if decision else []
    return [
        ("Share of the ratings' spread in which each is the most open (unknowns harmful, favourable)", _shares(found)),
        ("Evidence to get next", [_next(r) for r in found.next_evidence[:MOST]] or [NOTHING_ALONE]),
        (
            "What evidence is worth by the board's weights (benefit kept, 0 to 1; unknowns harmful, favourable)",
            _worth(found),
        ),
        *[(_flip_title(f), _flips(f)) for f in found.flips],
        ("The start is lost if one of these fails", [*points[:MOST], *_more(points)]),
        ("Safeguards that would do", _safeguards(found)),
        ("Assessors alone", _assessors(found)),
        ("Hangs on a number of the rubric", _rubric(found)),
    ]


def _more(entries: list[str]) -> list[str]:
    return [f"and {len(entries) - MOST} more"] if len(entries) > MOST else []


def _shares(found: Sensitivity) -> list[str]:
    rows = []
    for share in found.shares:
        pair = share.most_open["independent"]
        if max(*pair, *share.most_open["comonotone"]) > 0:
            together = share.most_open["comonotone"]
            rows.append(
                f"{share.option}: {pair[0]:.2f}, {pair[1]:.2f} independent; "
                f"{together[0]:.2f}, {together[1]:.2f} all of a domain together"
            )
    return rows if found.exact else [*rows, "seeded draws, not exact: the diagram passed its limit"]


def _next(resolved: Resolved) -> str:
    what = f"{resolved.what}{' (unknown)' if resolved.unknown else ''}"
    opens = f"can lead to {resolved.opens_to}"
    closes = f" or {resolved.closes_to}" if resolved.closes_to != resolved.opens_to else ""
    share = (
        f"; share of its spread that changes the answer {resolved.share_changed:.2f}" if resolved.share_changed else ""
    )
    how = f": {resolved.evaluations[0]}" if resolved.evaluations else ""
    cost = f"; costs {_cost(resolved.cost)}" if resolved.cost else ""
    return f"{what} {opens}{closes}{share}{cost}{how}"


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return "unknown"
    parts = [f"{cost.usd:,.0f} USD"] if cost.usd is not None else []
    if cost.person_days is not None:
        parts.append(f"{cost.person_days:g} person-day{'' if cost.person_days == 1 else 's'}")
    return " and ".join(parts)


def _worth(found: Sensitivity) -> list[str]:
    value = found.value
    if value is None:
        return []
    rows = [f"{value.now}, the most open reached, keeps {value.kept[value.now]:.2f}"]
    if value.everything is not None:
        rows.append(f"to know every rating: {_pair(value.everything)}")
    for one in value.ratings[:MOST]:
        rest = f", with the rest {_pair(one.with_the_rest.gain)}" if one.with_the_rest else ""
        best = one.with_the_rest or one.alone
        by_cost = [f"{_pair(best.per_thousand_usd, 4)} for 1,000 USD"] if best.per_thousand_usd else []
        by_cost += [f"{_pair(best.per_person_day, 4)} for a person-day"] if best.per_person_day else []
        cost = f"; costs {_cost(one.cost)}" + (f", so {' and '.join(by_cost)}" if by_cost else "")
        rows.append(f"{one.what}: alone {_pair(one.alone.gain)}{rest}{cost}")
    more = len(value.ratings) - MOST
    return [*rows, f"and {more} more"] if more > 0 else rows


def _pair(pair: tuple[float, float], digits: int = 2) -> str:
    low, high = (f"{x:.{digits}f}" for x in pair)
    return low if low == high else f"{low}, {high}"


def _flip_title(flips: Flips) -> str:
    if flips.direction == "reach":
        return f"Smallest changes that reach {flips.option}"
    return f"Smallest changes that lose {flips.option}"


def _flips(flips: Flips) -> list[str]:
    if not flips.flips:
        if not flips.ever:
            if flips.direction == "lose":
                return ["none: it stays, whatever the ratings turn out to be (proved)"]
            return [
                "none: no level of any rating is enough; facts, or whose evidence it is, would have to change (proved)"
            ]
        none = f"none of {flips.largest} changes or fewer"
        return [f"{none} (proved)" if flips.proved else f"{none} was found, but the search was cut: this is not proved"]
    listed = []
    for flip in flips.flips[:MOST]:
        parts = [f"{c.what} to {c.to or 'unknown or gone'}" for c in flip.changes]
        listed.append(" and ".join(parts))
    more = len(flips.flips) - MOST
    if more > 0:
        listed.append(f"and {more} more" + ("" if flips.proved else ", and some that were not looked for"))
    asked = dict.fromkeys(e for flip in flips.flips[:1] for c in flip.changes for e in c.evaluations[:1])
    return [*listed, *(f"evidence for the first: {evaluation}" for evaluation in asked)]


def _safeguards(found: Sensitivity) -> list[str]:
    rows = []
    for added in found.safeguards_to_add:
        rows += [f"for {added.option}: {' and '.join(kinds)}" for kinds in added.sets[:MOST]]
        if not added.sets:
            none = f"for {added.option}: no {added.largest} kinds or fewer at achievable strength"
            rows.append(f"{none} (proved)" if added.proved else f"{none} were found, but the search was cut")
    return rows


def _assessors(found: Sensitivity) -> list[str]:
    if found.agreement is None:
        return []
    alpha = found.agreement.alpha
    rows = [f"ordinal agreement (Krippendorff's alpha) {alpha:.2f}"] if alpha is not None else []
    for alone in found.agreement.alone:
        dissent = f"; dissents: {alone.dissent}" if alone.dissent else ""
        rows.append(f"under {alone.assessor} ({alone.role}) alone: start {alone.start}, aim {alone.aim}{dissent}")
    return rows


def _rubric(found: Sensitivity) -> list[str]:
    if found.rubric is None:
        return []
    rows = [
        f"{step.what} {step.was} → {step.to}: start {step.start}, aim {step.aim}" for step in found.rubric.moved[:MOST]
    ]
    more = len(found.rubric.moved) - MOST
    rows += [f"and {more} more"] if more > 0 else []
    tried = "tolerance cells, floors, caps and shares kept, each moved by one step"
    return [*rows, f"{len(found.rubric.moved)} of {found.rubric.tried} such moves change start or aim ({tried})"]
