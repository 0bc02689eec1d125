"""The registry: every bundled rubric with what it decides, on what it stands, and how well its cases cover it."""

from __future__ import annotations

from collections import Counter
from functools import cache

from docs.describe import anchor, flat
from riskframe.loading.rubric_folder import load_rubric, read_rubric, rubric_names
from riskframe.proof.cases import run_cases
from riskframe.proof.coverage import Coverage, coverage, reachable
from riskframe.proof.evaluating import Evaluator
from riskframe.proof.reach import reach_faults
from riskframe.proof.shown import Shown
from riskframe.report.view.closing import BASES, sources_in
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Reference

READ = {"text": "its text", "secondary": "secondary pages", None: "not said"}


@cache
def registry() -> str:
    """An overview of all rubrics, then one section each."""
    rubrics = [read_rubric(name, cases=True).rubric for name in rubric_names()]
    rows = "\n".join(_row(rubric) for rubric in rubrics)
    head = (
        "| rubric | version | decides | rules | cases | paper, literature, design | verified of cited |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    return f"{head}{rows}\n\n" + "\n".join(_section(rubric) for rubric in rubrics)


def basis_counts(rubric: Rubric) -> Counter[str]:
    """How many items rest on each basis; under `verified` those on a paper or literature whose text was read."""
    folder, works = rubric.folder, rubric.file.sources
    parts = [getattr(folder, name) for name in type(folder).model_fields if name != "cases"]
    count: Counter[str] = Counter()
    for source in sources_in(tuple(parts)):
        count[source.basis] += 1
        if source.basis != "design":
            count["verified" if works[source.ref].read == "text" else "unverified"] += 1
    return count


def _row(rubric: Rubric) -> str:
    count = basis_counts(rubric)
    folder = rubric.folder
    cases = len(folder.cases.cases)
    bases = ", ".join(str(count[basis]) for basis in BASES)
    cited = f"{count['verified']} of {count['verified'] + count['unverified']}"
    link = f"[`{rubric.id}`](#{anchor(rubric.id)})"
    return (
        f"| {link} | {rubric.version} | {_decides(rubric)} | {len(folder.rules.rules)} | {cases} | {bases} | {cited} |"
    )


def _decides(rubric: Rubric) -> str:
    classes = [cls.title for cls in rubric.file.classifications]
    parts = ([f"{len(rubric.options)} options"] if rubric.options else []) + [flat(title) for title in classes]
    return "; ".join(parts)


def _section(rubric: Rubric) -> str:
    folder, file = rubric.folder, rubric.file
    lines = [
        f"## {rubric.id}", "", f"**{flat(file.title)}**, version {rubric.version}. {flat(file.question)}", "", flat(file.summary), "",
        f"- Digest of its files: `{load_rubric(rubric.id).digest}`", *_numbers(rubric), f"- {_coverage(rubric)}", "",
        "| source | where | read | items |", "|---|---|---|---|", *_sources(rubric), "",
    ]  # fmt: skip
    if rubric.criteria:
        lines += ["| criterion | asks | levels |", "|---|---|---|"]
        lines += [f"| `{c.group}.{c.id}` | {flat(c.asks)} | {len(c.levels)} |" for c in rubric.criteria] + [""]
    lines += ["| rule | says | effect | basis |", "|---|---|---|---|"]
    lines += [
        f"| `{r.id}` | {flat(r.title)} | {', '.join(_effects(r))} | {r.source.basis} |" for r in folder.rules.rules
    ]
    return "\n".join([*lines, ""])


def _numbers(rubric: Rubric) -> list[str]:
    count = basis_counts(rubric)
    options = ", ".join(f"`{option.id}`" for option in rubric.options)
    classes = "; ".join(f"{flat(c.title)} ({', '.join(c.values)})" for c in rubric.file.classifications)
    bases = ", ".join(f"{count[basis]} {basis}" for basis in BASES)
    read = f"{count['verified']} cite a work whose text was read and {count['unverified']} one that was not, or of which it is not said"
    return [
        *([f"- Options, least to most open: {options}"] if options else []),
        *([f"- Classes: {classes}"] if classes else []),
        f"- Basis of its items: {bases}. Of those on a paper or on literature, {read}.",
    ]


def _coverage(rubric: Rubric) -> str:
    done, reached = _run(rubric)
    whole = sum(bool(r.fires and r.quiet) for r in reached.rules)
    had = len(reached.outcomes) - len(reached.missing)
    return (
        f"Cases: {done}. They see {whole} of {len(reached.rules)} rules fire and stay quiet, and reach {had} of "
        f"{len(reached.outcomes)} outcomes that can come out."
    )


def _run(rubric: Rubric) -> tuple[int, Coverage]:
    shown = Shown(Evaluator(rubric))
    done = run_cases(shown)
    reached = coverage(rubric, done)
    if any(outcome.of == "start" for outcome in reached.missing):
        reached = reachable(reached, reach_faults(shown), rubric)
    return len(done), reached


def _sources(rubric: Rubric) -> list[str]:
    folder = rubric.folder
    parts = tuple(getattr(folder, name) for name in type(folder).model_fields if name != "cases")
    cited = Counter(source.ref for source in sources_in(parts))
    return [
        f"| {flat(work.title)}{f' ({work.year})' if work.year and str(work.year) not in work.title else ''} | {_where(work)} | {READ[work.read]} | {cited[name]} |"
        for name, work in rubric.file.sources.items()
        if name != "riskframe"
    ]


def _where(work: Reference) -> str:
    ref = work.ref or ""
    kind, _, number = ref.partition(":")
    known = {"arXiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}
    url = work.url or (known[kind] + number if kind in known else None)
    return f"[{ref or 'link'}]({url})" if url else ref


def _effects(rule: object) -> list[str]:
    found = [name for name in ("cap", "require", "escalate", "note") if getattr(rule, name) is not None]
    found = [f"cap `{rule.cap}`" if name == "cap" else name for name in found]  # type: ignore[attr-defined]
    return [*found, *(f"`{name}`: {value}" for name, value in (rule.classify or {}).items())]  # type: ignore[attr-defined]
