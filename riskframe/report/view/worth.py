"""What knowing a rating would be worth by the board's weights, and what it would cost. No rule reads either."""

from __future__ import annotations

from riskframe.report.view.analysis_records import Worth, WorthRow
from riskframe.report.view.decision import option_link
from riskframe.report.view.figures import share_figure
from riskframe.report.view.names import Names
from riskframe.report.view.records import Link, Statement
from riskframe.sensitivity.records import Cost, Gain, ValueOfInformation, ValueOfRating


def worth(found: ValueOfInformation, names: Names) -> Worth:
    """The value of evidence: what is kept now, what knowing everything would add, and each rating's part."""
    words = names.words
    said = words("worth.now", option=names.option(found.now), kept=share_figure(found.kept[found.now]))
    if found.everything is not None:
        said += " " + words("worth.everything", harmful=gain(found.everything[0]), favourable=gain(found.everything[1]))
    if found.not_counted:
        said += " " + words(
            "worth.not_counted", benefits=words.listed([names.of("benefit", b) for b in found.not_counted])
        )
    weights = words.listed([f"{names.of('benefit', b)} {share_figure(w)}" for b, w in found.weights.items()])
    return Worth(
        lead=Statement(said, (option_link(found.now, names),)),
        weights=weights,
        rows=tuple(_row(r, names) for r in found.ratings),
    )


def _row(row: ValueOfRating, names: Names) -> WorthRow:
    return WorthRow(
        rating=names.link(f"rating:{row.what}") or Link(row.what, ""),
        alone=_pair(row.alone.gain),
        with_the_rest=_pair(row.with_the_rest.gain) if row.with_the_rest else names.words("worth.not_exact"),
        cost=cost_words(row.cost, names),
        by_cost=_by_cost(row.with_the_rest or row.alone, names),
    )


def gain(value: float) -> str:
    """A gain in the weighted share of benefits kept; it can be negative where a rating states shares of its own."""
    return f"−{share_figure(-value)}" if value < 0 else share_figure(value)


def _pair(pair: tuple[float, float]) -> str:
    return f"{gain(pair[0])} · {gain(pair[1])}"


def _by_cost(given: Gain, names: Names) -> str:
    words, said = names.words, []
    if given.per_thousand_usd is not None:
        said.append(
            words(
                "worth.per_usd",
                harmful=f"{given.per_thousand_usd[0]:.2g}",
                favourable=f"{given.per_thousand_usd[1]:.2g}",
            )
        )
    if given.per_person_day is not None:
        said.append(
            words(
                "worth.per_day", harmful=f"{given.per_person_day[0]:.2g}", favourable=f"{given.per_person_day[1]:.2g}"
            )
        )
    return "; ".join(said) or words("not_stated")


def cost_words(cost: Cost | None, names: Names) -> str:
    """What settling a rating would cost. Not stated is unknown, never nothing."""
    words = names.words
    if cost is None:
        return words("not_stated")
    said = []
    if cost.usd is not None:
        said.append(words("cost.usd", usd=f"{cost.usd:,.0f}"))
    if cost.person_days is not None:
        said.append(words("cost.days", days=f"{cost.person_days:g}"))
    return words.listed(said) or words("not_stated")
