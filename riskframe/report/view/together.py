"""Several rubrics in one report: the disagreement map, and what came across from other rubrics' names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from riskframe.assessment import Assessment
from riskframe.decision.differences import Cause, Difference, Disagreement, RubricVerdict
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.records import Fact, Link, Mark
from riskframe.report.words import Words


class RubricRow(NamedTuple):
    """One rubric, and its verdict on each option (a mark without a word where it does not know the option)."""

    title: str
    id: str
    role: str
    binds: bool
    start: str
    cells: tuple[Mark, ...]
    starts: tuple[bool, ...]
    """Per option: whether it is this rubric's start."""
    classes: tuple[Fact, ...]


class CauseRow(NamedTuple):
    """What refuses an option, and the assumption behind it."""

    rubric: str
    basis: str
    source: str
    text: str
    subjects: str
    assumption: str
    read: tuple[str, ...]
    standing: str
    """Whether better knowledge could make it stand aside."""


class DifferenceRow(NamedTuple):
    """An option on which rubrics differ. Causes that a less open option has named already are not repeated."""

    option: str
    allowed: str
    refused: str
    causes: tuple[CauseRow, ...]
    before: str
    """Rubrics that refuse it for what was said above."""
    grounds: tuple[str, ...]


class Map(NamedTuple):
    """The disagreement map."""

    sentence: str
    stricter: str
    """Said on page one where another adopted rubric stops earlier than this one; else empty."""
    options: tuple[str, ...]
    rows: tuple[RubricRow, ...]
    together: RubricRow | None
    others: tuple[RubricRow, ...]
    """Rubrics without options: what they say by classes."""
    differences: tuple[DifferenceRow, ...]


class CrossedRow(NamedTuple):
    """A rating, fact or status from another rubric's name, or one that does not agree with it."""

    place: Link
    said: str
    source: str
    reason: str
    state: Mark


class LeadRow(NamedTuple):
    """Evidence that speaks to something unknown."""

    place: Link
    evidence: tuple[Link, ...]
    given_for: str
    reason: str


class FromOthers(NamedTuple):
    """What the crosswalk did."""

    title: str
    digest: str
    rows: tuple[CrossedRow, ...]
    leads: tuple[LeadRow, ...]


def map_view(assessment: Assessment, words: Words) -> Map | None:
    """The map of a result that holds one."""
    found = assessment.disagreement
    if found is None:
        return None
    told: set[tuple[str, str, str]] = set()
    rows = []
    for difference in found.differences:
        rows.append(_difference(difference, found, told, words))
        told |= {(c.rubric, c.kind, c.id) for c in difference.causes}
    known = [v for v in found.verdicts if v.options]
    together = None
    if found.together and sum(v.adopted for v in known) > 1:
        cells, starts = _cells(found.together, found.start, found, words)
        together = RubricRow(words("map.together"), "", "", True, _title(found, found.start), cells, starts, ())
    return Map(
        sentence=_sentence(found, words),
        stricter=_stricter(assessment, found, words),
        options=tuple(found.titles[o] for o in found.chain),
        rows=tuple(_row(v, found, words) for v in known),
        together=together,
        others=tuple(_row(v, found, words) for v in found.verdicts if not v.options),
        differences=tuple(rows),
    )


def _sentence(found: Disagreement, words: Words) -> str:
    if found.start is None:
        return words("map.none")
    return words("map.start", option=_title(found, found.start), rubrics=words.listed(found.strictest))


def _stricter(assessment: Assessment, found: Disagreement, words: Words) -> str:
    if found.start is None or assessment.start in (None, found.start):
        return ""
    return words("map.stricter", option=_title(found, found.start), rubrics=words.listed(found.strictest))


def _title(found: Disagreement, option: str | None) -> str:
    return found.titles.get(option or "", option or "")


def _row(verdict: RubricVerdict, found: Disagreement, words: Words) -> RubricRow:
    cells, starts = _cells(verdict.options, verdict.start, found, words)
    return RubricRow(
        title=verdict.title,
        id=f"{verdict.rubric} {verdict.version}",
        role=words("map.binds" if verdict.adopted else "map.advises"),
        binds=verdict.adopted,
        start=_title(found, verdict.start),
        cells=cells,
        starts=starts,
        classes=tuple(Fact(said.title, said.value.replace("_", " ")) for said in verdict.classes),
    )


def _cells(
    options: Mapping[str, str], start: str | None, found: Disagreement, words: Words
) -> tuple[tuple[Mark, ...], tuple[bool, ...]]:
    cells = tuple(
        Mark(options[o], words(f"verdict.{options[o]}.short")) if o in options else Mark("", "") for o in found.chain
    )
    return cells, tuple(o == start for o in found.chain)


def _difference(
    difference: Difference, found: Disagreement, told: set[tuple[str, str, str]], words: Words
) -> DifferenceRow:
    new = [c for c in difference.causes if (c.rubric, c.kind, c.id) not in told]
    before = tuple(name for name in difference.refused_by if name not in {c.rubric for c in new})
    return DifferenceRow(
        option=_title(found, difference.option),
        allowed=words.listed(difference.allowed_by),
        refused=words.listed(difference.refused_by),
        causes=tuple(_cause(c, words) for c in new),
        before=words("map.before", rubrics=words.listed(before)) if before else "",
        grounds=difference.allowed_because,
    )


def _cause(cause: Cause, words: Words) -> CauseRow:
    return CauseRow(
        rubric=cause.rubric,
        basis=words(f"basis.{cause.basis}"),
        source=cause.source,
        text=cause.text,
        subjects=words.listed(list(cause.subjects)),
        assumption=cause.assumption,
        read=cause.read,
        standing=words("map.every_reading" if cause.in_every_reading else "map.unless_shown"),
    )


def crossed_view(assessment: Assessment, names: Names) -> FromOthers | None:
    """What the crosswalk did for a result; None where it did nothing."""
    used, words = assessment.crosswalk, names.words
    if used is None:
        return None
    rows = [
        CrossedRow(_link(c.place, names), c.said, words("crossed.stated", place=c.source, rubric=c.rubric), c.reason,
                   Mark("accepted", words("crossed.counts")))
        for c in used.taken
    ]  # fmt: skip
    rows += [
        CrossedRow(
            _link(d.place, names), d.stands,
            words.listed([words("crossed.says", place=place, rubric=rubric, said=said) for rubric, place, said in d.others]),
            d.reason, Mark("refused", words("crossed.own" if d.own else "crossed.none")),
        )
        for d in used.differing
    ]  # fmt: skip
    leads = tuple(
        LeadRow(
            _link(x.place, names), tuple(Link(e, anchor("evidence", e)) for e in x.evidence), words.listed(list(x.given_for)),
            " ".join(x.reasons),
        )
        for x in used.leads
    )  # fmt: skip
    return FromOthers(used.title, used.digest, tuple(rows), leads)


def _link(place: str, names: Names) -> Link:
    if place in names.rubric.ratings:
        return Link(names.rubric.rating_title(place), anchor("rating", place))
    head, _, name = place.partition(".")
    if head == "components":
        return Link(names.of("component", name), "")
    facts = {fact.id: fact.title for fact in names.rubric.file.facts}
    return Link(facts.get(name, place), "")
