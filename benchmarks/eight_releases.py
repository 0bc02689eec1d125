"""Sets riskframe's answers on eight public releases beside what happened, and writes the page about it.

    python benchmarks/eight_releases.py            # writes docs/explanation/eight-releases.md
    python benchmarks/eight_releases.py --check    # says whether the page is up to date (exit code 1 if not)

Profiles: examples/<name>.yaml, rated by docs/explanation/rating-codebook.md. History: examples/history.yaml, written by hand. Everything
about an answer on the page comes from the assessment; everything about what happened, and the paragraph on the difference, from the history.
That paragraph was written for certain answers (`written_for`); where an answer has changed since, the script refuses to print it.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from riskframe import Assessment, Profile, Rubric, assess, load_profile, load_rubric

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PAGE = ROOT / "docs" / "explanation" / "eight-releases.md"

VERDICTS = {
    "supported": "supported",
    "supported_with_conditions": "supported with conditions",
    "insufficient_evidence": "insufficient evidence",
    "not_supported": "not supported",
}
READ = {"document": "read in full", "excerpt": "excerpt", "secondhand": "second-hand"}


@dataclass(frozen=True)
class Release:
    """One release: the profile, riskframe's answer, and its history."""

    slug: str
    profile: Profile
    assessment: Assessment
    history: dict[str, Any]


class OutOfDate(Exception):
    """A hand-written paragraph speaks of an answer that riskframe no longer gives."""


def releases(rubric: Rubric) -> list[Release]:
    """Every release that has a history, by date."""
    histories = yaml.safe_load((EXAMPLES / "history.yaml").read_text(encoding="utf-8"))
    found = []
    for slug, history in histories.items():
        profile = load_profile(EXAMPLES / f"{slug}.yaml")
        found.append(Release(slug, profile, assess(profile, rubric), history))
    return sorted(found, key=lambda r: r.profile.assessment.date)


def answer(release: Release) -> dict[str, str]:
    """What a hand-written paragraph about a release may rely on."""
    found = release.assessment
    return {"start": str(found.start), "aim": str(found.aim), "verdict": str(found.verdict)}


def stale(found: list[Release]) -> list[str]:
    """Releases whose hand-written paragraph was written for another answer."""
    return [
        f"{r.slug}: `differs` was written for {r.history['written_for']}, riskframe now says {answer(r)}"
        for r in found
        if r.history["written_for"] != answer(r)
    ]


def direction(release: Release, option: str, rubric: Rubric) -> str:
    """Where an option lies against what the record holds: more closed, within, or more open."""
    place, span = rubric.option_place, release.history["range"]
    if place[option] < place[span["least_open"]]:
        return "more closed"
    return "more open" if place[option] > place[span["most_open"]] else "within"


def page(rubric: Rubric) -> str:
    """The whole page. Raises OutOfDate when a hand-written paragraph no longer fits its answer."""
    found = releases(rubric)
    if problems := stale(found):
        raise OutOfDate("\n".join(problems))
    parts = [_head(found, rubric), *(_section(r, rubric) for r in found), _tail(found, rubric)]
    return "\n".join(parts).rstrip() + "\n"


def _title(rubric: Rubric, option: str) -> str:
    return rubric.options[rubric.option_place[option]].title


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()), 125, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _head(found: list[Release], rubric: Rubric) -> str:
    lines = [
        "<!-- Written by benchmarks/eight_releases.py from examples/. Do not edit: change those, and run it again. -->",
        "",
        "# Eight releases: what riskframe recommends, what happened, and why they differ",
        "",
        _wrapped(
            "Eight public releases from 2019 to 2025, each assessed as of its day, from the public record of that day, "
            "by the rules of the [rating codebook](rating-codebook.md). Neither the developer's choice nor anything "
            "that happened later was an input. Nothing in the rubric or in the profiles was adjusted to the outcome."
        ),
        "",
        f"Rubric: `{rubric.id}` {rubric.version}. Profiles: `examples/`. History and its sources: `examples/history.yaml`.",
        "",
        "| release | assessed as of | riskframe: start | riskframe: aim | what was done | verdict on that |",
        "|---|---|---|---|---|---|",
    ]
    for r in found:
        start, aim = str(r.assessment.start), str(r.assessment.aim)
        proposed = r.profile.release.proposed or ""
        lines.append(
            f"| [{r.profile.model.name}](#{r.slug}) | {r.profile.assessment.date} | {_title(rubric, start)} | "
            f"{_title(rubric, aim)} | {_title(rubric, proposed)} | {VERDICTS[str(r.assessment.verdict)]} |"
        )
    lines += [
        "",
        _wrapped(
            "*Start* is what the evidence of the day authorises, with everything unknown at the harmful end. *Aim* is where "
            "the most likely ratings point; it authorises nothing. Read the two together with what each section says is "
            "unknown: with public records alone, most of the distance between riskframe and history is missing evidence."
        ),
        "",
    ]
    return "\n".join(lines)


def _section(r: Release, rubric: Rubric) -> str:
    decision = r.assessment.decision
    assert decision is not None
    assert decision.proposed is not None
    recommendation, proposed = decision.recommendation, decision.proposed
    start, aim = recommendation.start, recommendation.aim
    lines = [
        f'<a id="{r.slug}"></a>',
        "",
        f"## {r.profile.model.name} ({r.profile.assessment.date.year})",
        "",
        f"**riskframe:** {recommendation.text}. Start: {_title(rubric, start)}; aim: {_title(rubric, aim)}.",
        f"Against the record: the start is {_against(direction(r, start, rubric))}, the aim {_against(direction(r, aim, rubric))}.",
        "",
        *[_wrapped(f"- {s.text}", "  ") for s in r.assessment.reasons],
        "",
        _wrapped(
            f"**On {_title(rubric, proposed.option).lower()}, which was done:** {VERDICTS[proposed.verdict]}. {_caps(r, rubric)}"
        ),
        "",
        f"**What happened.** {r.history['chosen']}.",
        "",
    ]
    for event in r.history["events"]:
        when = f"{event['date']}: " if "date" in event else ""
        lines.append(_wrapped(f"- {when}{event['text']}{_refs(event)}", "  "))
    lines += [_wrapped(f"- Reasons given: {reason['text']}{_refs(reason)}", "  ") for reason in r.history["reasons"]]
    hindsight = r.history["hindsight"]
    lines += [
        _wrapped(f"- Seen from today ({hindsight['verdict']}): {hindsight['text']}{_refs(hindsight)}", "  "),
        "",
        _wrapped(f"**Why they differ.** {r.history['differs']}"),
        "",
        "Sources: " + "; ".join(_source(name, source) for name, source in r.history["sources"].items()) + ".",
        "",
    ]
    return "\n".join(lines)


def _against(found: str) -> str:
    return "within what was done" if found == "within" else f"{found} than what was done"


def _caps(r: Release, rubric: Rubric) -> str:
    """Which rules keep the proposed option out of reach, each once with the number of domains it fires in."""
    decision = r.assessment.decision
    assert decision is not None
    assert decision.proposed is not None
    option = next(o for o in decision.options if o.option == decision.proposed.option)
    rules = Counter(b.id.split("[")[0] for b in option.blockers if b.kind == "cap")
    domains = [rubric.domains[b.id].title.lower() for b in option.blockers if b.kind == "domain"]
    said = []
    if decision.proposed.verdict == "not_supported":
        told = Counter(re.sub(r"^rule ([\w-]+).*|:.*", r"\1", text) for text in decision.proposed.reasons)
        listed = ", ".join(f"`{name}`" if "-" in name else name for name in told)
        said.append(f"It fails even with every unknown at its favourable end, because of {listed}.")
    if domains:
        said.append("Not tolerable there: " + ", ".join(domains) + ".")
    if rules:
        listed = ", ".join(f"`{name}`" + (f" in {n} domains" if n > 1 else "") for name, n in rules.items())
        said.append(f"Rules that cap below it: {listed}.")
    return " ".join(said)


def _refs(item: dict[str, Any]) -> str:
    return f" [{', '.join(item['sources'])}]" if item["sources"] else ""


def _source(name: str, source: dict[str, str]) -> str:
    original = f", original: <{source['original']}>" if "original" in source else ""
    return f"{name} <{source['url']}> ({READ[source['read']]}{original})"


def _tail(found: list[Release], rubric: Rubric) -> str:
    starts = Counter(direction(r, str(r.assessment.start), rubric) for r in found)
    aims = Counter(direction(r, str(r.assessment.aim), rubric) for r in found)
    unknown = sum("biological_chemical.as_modified" in " ".join(r.assessment.unknown) for r in found)
    fallen = [
        (r.profile.model.name, _title(rubric, r.assessment.decision.recommendation.goal_falls[0]))
        for r in found
        if r.assessment.decision and r.assessment.decision.recommendation.goal_falls
    ]
    lines = [
        "## What the eight say together",
        "",
        _wrapped(
            f"- The start is more closed than what was done in {starts['more closed']} of {len(found)}, within it in "
            f"{starts['within']} and more open in {starts['more open']}; the aim in {aims['more closed']}, {aims['within']} and "
            f"{aims['more open']}. A tool that asks for evidence before an irreversible step, fed with records that hold "
            "little, has to come out so. It is no measure of who was right.",
            "  ",
        ),
        _wrapped(
            f"- In {unknown} of {len(found)} the record holds no test of the modified model in biology from before the release, nor "
            "a screen that would stand for one. That one gap alone keeps weights in.",
            "  ",
        ),
        _wrapped(
            f"- In {len(fallen)} of {len(found)} the start lies below what tolerance alone allows, because a risk that is only "
            "tolerable is taken for a goal, and no goal claimed for the model needs the option: "
            + "; ".join(f"{name} from {option}" for name, option in fallen)
            + ". There the difference between two releases is one of goals, not of danger: a model about which more is known can start lower.",
            "  ",
        ),
        _wrapped(
            "- Seen from today: "
            + ", ".join(f"{n} {name}" for name, n in sorted(_verdicts(found).items()))
            + ". Agreement with history would prove little, and disagreement with it is no fault by itself; the reasons are "
            "what can be checked.",
            "  ",
        ),
        _wrapped(
            "- A developer knows more than a public record. To see what its knowledge would change, copy a profile, enter the missing test, "
            "and compare: `riskframe compare examples/gpt-oss-120b.yaml mine.yaml`.",
            "  ",
        ),
    ]
    return "\n".join(lines) + "\n"


def _verdicts(found: list[Release]) -> dict[str, int]:
    return dict(Counter(r.history["hindsight"]["verdict"] for r in found))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the page is up to date")
    asked = parser.parse_args(arguments)
    try:
        text = page(load_rubric("seger-2023"))
    except OutOfDate as problem:
        print(problem, file=sys.stderr)
        return 1
    if asked.check:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("up to date" if fresh else f"{PAGE.relative_to(ROOT)} is out of date: run benchmarks/eight_releases.py")
        return 0 if fresh else 1
    PAGE.write_text(text, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
