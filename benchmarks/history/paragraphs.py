"""One paragraph for each case: the recommendation, what binds it, what happened, and why they differ."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.history.answers import Answer, answered, assessed, rubric
from benchmarks.history.cases import Case
from benchmarks.history.score import direction
from benchmarks.history.words import RECORD, VERDICTS, both, title, wrapped
from riskframe import Assessment
from riskframe.decision.records import Decision, OptionAssessment

READ = {"document": "read in full", "excerpt": "excerpt", "secondhand": "second-hand"}


APART = {
    "not_supported": "What is known keeps them apart, too: what was done fails even with every unknown at its favourable end and "
    "every rating at its most likely level.",
    "insufficient_evidence": "Missing evidence keeps them apart: with every unknown at its favourable end what was done "
    "would not fail.",
    "supported_with_conditions": "What was done is supported, under conditions.",
    "supported": "What was done is supported.",
}


class OutOfDate(Exception):
    """A hand-written sentence speaks of an answer that riskframe no longer gives."""


def paragraph(c: Case) -> list[str]:
    """The section of a case. Raises OutOfDate where its hand-written sentence no longer fits."""
    found, given = assessed()[c.slug], answered()[c.slug]
    decision = found.decision
    assert decision is not None
    text = [
        f"**riskframe:** {both(given)}; on what was done: {VERDICTS[str(found.verdict)]}.",
        f"**What binds.** {_binding(decision, given)}",
        f"**What happened.** {_done(c)} {c.record['happened']}",
        f"**Why they differ.** {_why(c, found, given)}",
    ]
    if c.verdict_of_history == "contested":
        text.append(_disputed(c))
    elif c.verdict_of_history == "regretted":
        text.append("The decision was regretted, so it counts the other way round.")
    return [
        f'<a id="{c.slug}"></a>',
        "",
        f"### {c.record['name']} ({c.record['released']})",
        "",
        wrapped(" ".join(text)),
        "",
        "Sources: " + "; ".join(_source(s) for s in c.record["sources"]) + ".",
        "",
    ]


def _binding(decision: Decision, given: Answer) -> str:
    falls = decision.recommendation.goal_falls
    if falls:
        return (
            f"{title(falls[0])} is within tolerance, but a risk there is only tolerable and no goal of known size needs it, "
            f"so the start falls to {title(given.start)}."
        )
    blocked = next((o for o in decision.options if o.blockers), None)
    if blocked is None:
        return "Nothing: every option is reached."
    parts = [_domain(decision, b.id, blocked.option) for b in blocked.blockers if b.kind == "domain"]
    caps = Counter(b.id.split("[")[0] for b in blocked.blockers if b.kind == "cap")
    parts += [f"rule `{name}`" + (f" in {n} domains" if n > 1 else "") for name, n in caps.items()]
    parts += [b.text for b in blocked.blockers if b.kind in ("class", "goal")]
    return f"{title(blocked.option)} fails because of " + ", ".join(parts) + "."


def _domain(decision: Decision, domain: str, option: str) -> str:
    cell = next(c for c in decision.domains if (c.domain, c.option) == (domain, option))
    steps = list(dict.fromkeys(step.title for step in cell.binding))
    held = "at the top, no step holds it" if not steps else "held by “" + "” and “".join(steps[:2]) + "”"
    return f"{_name(domain)} (level {cell.level['conservative']}, {held})"


def _name(domain: str) -> str:
    return rubric().domains[domain].title.lower()


def _done(c: Case) -> str:
    span = c.record["developer_range"]
    within = "" if span["least_open"] == span["most_open"] else (
        f", from {RECORD[span['least_open']]} to {RECORD[span['most_open']]}"
    )  # fmt: skip
    return f"{RECORD[c.actual].capitalize()}{within}."


def _why(c: Case, found: Assessment, given: Answer) -> str:
    decision = found.decision
    assert decision is not None
    start, aim = (direction(at, c) for at in given.places)
    if start == aim == "within":
        said = ["They do not: start and aim lie within what was done."]
    else:
        said = [f"The start is {_against(start)}, the aim {_against(aim)}."]
    unknown = f"{len(found.unknown)} of {sum(r.read for r in decision.ratings)} ratings are unknown"
    if start != "within" or aim != "within":
        said += [f"{unknown}. {APART[str(found.verdict)]}", _blocked(decision)]
    return " ".join([*said, *_by_hand(c, found)])


def _against(found: str) -> str:
    return "within what was done" if found == "within" else f"{found} than what was done"


def _blocked(decision: Decision) -> str:
    assert decision.proposed is not None
    proposed = decision.proposed.option
    option: OptionAssessment = next(o for o in decision.options if o.option == proposed)
    domains = [b.id for b in option.blockers if b.kind == "domain"]
    rules = Counter(b.id.split("[")[0] for b in option.blockers if b.kind == "cap")
    said = []
    if domains:
        said.append("not tolerable in " + ", ".join(_name(d) for d in domains))
    if rules:
        said.append("capped by " + ", ".join(f"`{name}`" + (f" ({n})" if n > 1 else "") for name, n in rules.items()))
    return f"{title(proposed)} is " + " and ".join(said) + "." if said else ""


def _by_hand(c: Case, found: Assessment) -> list[str]:
    if "differs" not in c.record:
        return []
    now = {"start": str(found.start), "aim": str(found.aim), "verdict": str(found.verdict)}
    if c.record["written_for"] != now:
        raise OutOfDate(f"{c.slug}: `differs` was written for {c.record['written_for']}, riskframe now says {now}")
    return [c.record["differs"]]


def named(c: Case, considered: Case | None = None) -> tuple[str, ...]:
    """Which domains and rules of the disputed consideration are among riskframe's reasons against what was done.

    `considered`: another case, whose consideration is looked for instead.

    Reasons are the blockers and the rules that fire there. Where what was done is not blocked, only the rules are.
    """
    wanted = considered or c
    decision = assessed()[c.slug].decision
    assert decision is not None
    assert decision.proposed is not None
    proposed = decision.proposed.option
    option = next(o for o in decision.options if o.option == proposed)
    said = {b.id for b in option.blockers} | {h.key for h in decision.hits if proposed in h.options["conservative"]}
    words = {word for key in said for word in (key.split("[")[0], key.partition("[")[2].rstrip("]"))}
    return tuple(name for name in wanted.record["disputed_as"] if name in words)


def _disputed(c: Case) -> str:
    listed = named(c)
    if listed:
        said = "riskframe's reasons name it (" + ", ".join(f"`{n}`" for n in listed) + ")"
    elif c.record["disputed_as"]:
        said = "riskframe's reasons do not name it"
    else:
        said = "the rubric has no such consideration"
    return f"Contested: {c.record['disputed']}; {said}."


def _source(source: dict[str, Any]) -> str:
    original = f", original: <{source['original']}>" if "original" in source else ""
    return f"<{source['url']}> ({READ[source['read']]}{original})"
