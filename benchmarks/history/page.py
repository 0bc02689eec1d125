"""The page docs/explanation/history.md, from the record, the ratings and riskframe's answers."""

from __future__ import annotations

from benchmarks.history import changes, raters, score, trials
from benchmarks.history.answers import answered, assessed, rubric
from benchmarks.history.bars import bars
from benchmarks.history.cases import ROOT, SCALE, cases
from benchmarks.history.paragraphs import named, paragraph
from benchmarks.history.words import RECORD, VERDICTS, both, number, share, table, title, wrapped

PAGE = ROOT / "docs" / "explanation" / "history.md"


def page() -> str:
    """The whole page, the same bytes for the same inputs."""
    parts = [
        *_head(), *_bars(), *_scores(), *_trials(), *_hindsight(), *_changes(), *_raters(), *_table(),
        "## The cases", "",
        *(line for c in cases() for line in paragraph(c)),
    ]  # fmt: skip
    return "\n".join(parts).rstrip() + "\n"


def _bullets(*texts: str) -> list[str]:
    return [*(wrapped(f"- {text}", "  ") for text in texts), ""]


def _head() -> list[str]:
    return [
        "<!-- Written by `python -m benchmarks.history`. Do not edit: change benchmarks/history/, and run it again. -->",
        "",
        "# Judged against history",
        "",
        wrapped(
            f"{len(cases())} public decisions about releasing a model, {cases()[0].year} to {cases()[-1].year}, each assessed as of its "
            "day from the public record of that day, and set beside what was done. Agreement with history would prove little: it "
            "holds decisions that are disputed to this day, and like models that got opposite answers. So the tests that do not depend "
            "on it weigh more. No rating was changed to move these numbers; the one rule that was "
            "added because of them is listed below, with the cases that it moves."
        ),
        "",
        f"Rubric: `{rubric().id}` {rubric().version}. Run: `./rf python -m benchmarks.history` (`--check`: is this page up to date?).",
        "",
        "## Method in short",
        "",
        *_bullets(
            "Profiles are rated by the [rating codebook](rating-codebook.md) from input columns alone: not from the choice, its "
            "reasons, its licence or what came later. They are in `benchmarks/history/rater-a/` and `examples/`.",
            "Scale: closed 0, structured access 1, hosted 2, weights on request 3, open weights 4, open source 5. What was done is the "
            "interval from the least to the most open option within the record. Both hosted options of the rubric are 2.",
            "*Interval distance*: steps to the nearer end, 0 inside. riskframe's answer has a start, which it authorises, and an aim, "
            "which it does not; where the two differ in place it is a staged answer, and its distance is the mean of "
            "start-to-least and aim-to-most. Averaged over the options chosen, so that the many open releases do not decide alone.",
            "*Countable* leaves out contested cases, those changed from outside (none), and those with mainly commercial or political "
            "reasons; a regretted decision counts the other way round: distance to the options more closed than it.",
            f"Intervals: 95 %, percentile bootstrap over whole cases, {score.RESAMPLES:,} resamples, seed {score.SEED}.",
        ),
        "## What this cannot show",
        "",
        *_bullets(
            "The cases are a convenience sample: what is known and was found, not a random draw. Many records were read through excerpts "
            "or second-hand pages. A developer knew more than its public record.",
            "Most of the distance is missing evidence, and riskframe puts the unknown at the harmful end. A tool that asks for tests "
            "before an irreversible step, fed with records that hold few, comes out more closed than a world that did not ask.",
            "Raters knew how the stories went on. Eight of the profiles are the examples, which had been assessed before the other "
            f"{len(cases()) - 8} were rated; the hindsight variants were written by somebody who knew which way five of them were "
            "expected to move.",
            "The codebook leaves biology, cyber and autonomy unknown where nothing was tested, and rates writing and drawing "
            "by a table. So models of one kind get nearly the same profile, and many answers are alike.",
        ),
    ]


def _bars() -> list[str]:
    rows = [(b.name, "holds" if b.holds else "**fails**", b.found) for b in bars()]
    return ["## The bars", "", *table(("bar", "result", "found"), rows)]


def _scores() -> list[str]:
    rows = []
    for s in score.scores():
        option, best = s.best_constant
        low, high = s.interval
        rows.append(
            (
                s.name,
                s.number,
                number(s.macro),
                f"{number(low)} to {number(high)}",
                number(s.mean),
                f"{number(best)} ({RECORD[option]})",
            )
        )
    worse = all(s.macro > s.best_constant[1] for s in score.scores())
    constants = [(RECORD[option], *(number(s.constants[option]) for s in score.scores()[:3])) for option in SCALE]
    match, ways = score.lenient(), score.directions()
    kinds = list(VERDICTS)
    contested = [c for c in cases() if c.verdict_of_history == "contested"]
    listed = [c for c in contested if named(c)]
    pairs = [(a, b) for a in contested for b in contested if a is not b and b.record["disputed_as"]]
    swapped = [a for a, b in pairs if named(a, b)]
    apart = [c for c in cases() if c.record["commercial"] or c.record["external_override"]]
    return [
        "## Agreement with what was done",
        "",
        "Interval distance, lower is better:",
        "",
        *table(("cases", "number", "macro average", "interval", "plain mean", "best constant"), rows),
        wrapped(
            "riskframe is further from history than the best constant in every row: always giving one middling answer would agree "
            "better. It is not tuned to agree, and the rows say by how much it does not."
            if worse
            else "riskframe is nearer to history than the best constant in at least one row."
        ),
        "",
        "Always the same answer, by the same measure:",
        "",
        *table(("answer", "all", "countable", "countable without the regretted one"), constants),
        *_bullets(
            f"Lenient match (what was done, or what a fair coder could also have said): {share(match['answer'], len(cases()))}; "
            f"the start alone {match['start']}, the aim alone {match['aim']}.",
            "; ".join(
                f"{name.capitalize()}: {f['more closed']} more closed than what was done, {f['within']} within, {f['more open']} more open"
                for name, f in ways.items()
            )
            + ".",
            f"Contested cases, not counted as agreement: {len(contested)}. In {len(listed)} riskframe's reasons about what was done name the disputed "
            "consideration; not in "
            + ", ".join(c.record["name"] for c in contested if c not in listed)
            + ". That says little: the "
            f"reasons are many, and {share(len(swapped), len(pairs))} considerations of *another* contested case are found in them as well.",
            "Apart, for mainly commercial or political reasons: "
            + "; ".join(
                f"{c.record['name']} {number(score.distance(c, answered()[c.slug]))} ({both(answered()[c.slug])}; done: {RECORD[c.actual]})"
                for c in apart
            )
            + ".",
        ),
        "Verdict on what was done. *Insufficient evidence* is an outcome of its own, neither agreement nor disagreement:",
        "",
        *table(
            ("released", *(VERDICTS[k] for k in kinds)),
            [(when, *(found[k] for k in kinds)) for when, found in score.outcomes().items()],
        ),
    ]


def _trials() -> list[str]:
    moved, blanks = trials.monotone(), [b for b in trials.blanks() if b.evaluations]
    return [
        "## Tests that do not depend on history",
        "",
        "**Matched pairs.** The first, riskier or less mitigated, must not get the more open answer:",
        "",
        *table(
            ("riskier or less mitigated", "answer", "the other", "answer", "in order"),
            [
                (p.riskier, both(p.answers[0]), p.other, both(p.answers[1]), "yes" if p.in_order else "**no**")
                for p in trials.pairs()
            ],
        ),
        wrapped(
            "**Monotonicity.** One thing worse at a time in every case, then all together: a known risk rating one step up, a protective one "
            "one step down, a safeguard that is not about access removed, the open baseline removed. As released is never rated above "
            "modified, so where needed the modified rating rises with it. A change that closes nothing is no failure, but where none does, the "
            "test had little to bite on."
        ),
        "",
        *table(
            ("change", "tried", "closes the answer", "opens it"),
            [
                (kind, n, moved.closed[kind], sum(f", {kind}: " in o for o in moved.opened))
                for kind, n in moved.tried.items()
            ],
        ),
        *(_bullets(*moved.opened) if moved.opened else []),
        wrapped(
            "**Missing evidence.** No evaluation is accepted any more, and every rating that cites one is unknown. "
            f"{len(blanks)} cases have any:"
        ),
        "",
        *table(
            ("case", "evaluations", "answer before", "without them", "unknown ratings"),
            [
                (b.slug, b.evaluations, both(b.before), both(b.after), f"{b.unknown[0]} → {b.unknown[1]}")
                for b in blanks
            ],
        ),
    ]


def _hindsight() -> list[str]:
    rows = []
    by_b = {s.slug: s for s in trials.shifts(by_b=True)}
    for s in trials.shifts():
        wanted = {"closed": "more closed or more conditions", "open": "more open"}
        right = "yes, by the letter" if s.by_the_letter else {True: "yes", False: "**no**", None: ""}[s.right]
        changed, worse, better = s.ratings
        ratings = f"{changed} ({worse} / {better})"
        more = f"{len(s.conditions)} / {len(s.blockers)} / {len(s.fewer_blockers)}"
        expected = wanted.get(trials.EXPECTED.get(s.slug, ""), "nothing")
        other = by_b[s.slug]
        second = {True: "yes", False: "**no**", None: ""}[other.right]
        rows.append(
            (
                s.slug,
                expected,
                both(s.before),
                both(s.after),
                s.moved,
                ratings,
                more,
                right,
                both(other.before),
                both(other.after),
                second,
            )
        )
    return [
        "## Hindsight",
        "",
        wrapped(
            "Each of nine cases with the evaluations that came out later merged in (`benchmarks/history/hindsight/`). *Ratings* counts those "
            "that change, and in parentheses how many of them for the worse and for the better in the conservative reading. *Reasons* counts "
            "conditions gained, and reasons against what was done gained and lost."
        ),
        "",
        *table(
            (
                "case",
                "expected",
                "on the day",
                "with hindsight",
                "moves",
                "ratings",
                "reasons",
                "right",
                "second rater, on the day",
                "with hindsight",
                "right",
            ),
            rows,
        ),
        wrapped(_hindsight_says()),
        "",
    ]


def _hindsight_says() -> str:
    expected = [s for s in trials.shifts() if s.right is not None]
    failed = [s for s in expected if not s.right]
    letter = ", ".join(s.slug for s in expected if s.by_the_letter)
    said = (
        "The bar holds."
        if not failed
        else f"**The bar fails in {share(len(failed), len(expected))}:** " + ", ".join(s.slug for s in failed) + "."
    )
    if letter:
        said += (
            f" By the letter alone: {letter} gains a condition, as expected, while its aim opens. Where the first result takes the place of "
            "an unknown, it can only be better than the worst that was assumed."
        )
    if "gpt-2" in {s.slug for s in failed}:
        said += (
            " GPT-2 was expected to open, because no misuse was seen in nine months. The same finding says that readers believed its texts and that it "
            "can be tuned for misuse, which both raters, each alone, put one level above what the screen had suggested. A watched stage without misuse "
            "lifts the stop signal in this rubric and lowers no level: it says what people did, not what they can do. We found no reason in "
            "our sources to let it do more, and leave the bar failing."
        )
    return said


def _changes() -> list[str]:
    lines = [
        "## What this test changed",
        "",
        "Each change of the rubric, why, and the cases that it moves (the rubric with it against the rubric without):",
        "",
    ]
    for change in changes.record()["made"]:
        moved = changes.moved(tuple(change["rules"]))
        lines += [wrapped(f"**{rubric().id} {change['version']}.** {change['what']} {change['why']}"), ""]
        rows = [
            (
                m.slug,
                "with hindsight" if m.later else "on the day",
                both(m.before),
                both(m.after),
                ", ".join(m.gained) or "none",
            )
            for m in moved
        ]
        lines += table(("case", "seen", "answer without it", "answer with it", "conditions gained"), rows)
    lines += ["Considered, and not built:", ""]
    return [*lines, *_bullets(*(f"{t['what']} {t['why_not']}" for t in changes.record()["tried"]))]


def _raters() -> list[str]:
    rows = [
        (a.group, a.pairs, a.both_known, a.equal, a.within_one, number(a.alpha), number(a.unknown_alike))
        for a in raters.agreements()
    ]
    total, starts, aims, same = raters.same_answers()
    everything = raters.agreements()[0]
    one_only = everything.pairs - everything.both_known - everything.both_unknown
    return [
        "## Two raters",
        "",
        wrapped(
            f"{total} cases were rated a second time. The second rater had the codebook, the level texts and masked records: input columns alone, names "
            "replaced, in shuffled order, and neither the first ratings nor what was done. (Some records give their model away all the same.) "
            "Alpha is Krippendorff's with the ordinal difference over `best`; the last column is, of the ratings that at least one leaves "
            "unknown, the share that both do. Facts, the list of safeguards, benefits and comparators are rater A's in both."
        ),
        "",
        *table(("ratings", "number", "both known", "equal", "within one", "alpha", "unknown to both"), rows),
        wrapped(
            f"Where both give a level they agree in {share(everything.equal, everything.both_known)}; {one_only} ratings are known to one rater only, mostly "
            "because one took a screen for met and the other did not find all of its facts stated. An agreement this close says that the codebook "
            "leaves little room. It does **not** say that two experts would agree: both raters were language models of one make. An earlier second set, "
            "whose blindness could not be shown, was thrown away."
        ),
        "",
        wrapped(
            f"Under the second set riskframe gives the same start in {share(starts, total)} cases, the same aim in {aims}, both in {same}."
        ),
        "",
    ]


def _table() -> list[str]:
    rows = []
    for c in cases():
        given = answered()[c.slug]
        marks = [c.verdict_of_history] + (["commercial"] if c.record["commercial"] else [])
        rows.append(
            (
                f"[{c.record['name']}](#{c.slug})",
                c.record["released"],
                title(given.start),
                title(given.aim),
                RECORD[c.actual],
                number(score.distance(c, given)),
                VERDICTS[str(assessed()[c.slug].verdict)],
                ", ".join(marks),
            )
        )
    head = ("release", "released", "start", "aim", "what was done", "distance", "verdict on that", "seen from today")
    return ["## All cases", "", *table(head, rows)]
