"""A run as something to read: text for a terminal, JSON for programs, one HTML page, or a page of PDF for a board."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from riskframe.portfolio.drift import KINDS, Drift
from riskframe.portfolio.leverage import Lever, Levers
from riskframe.portfolio.overview import Overview, title_of
from riskframe.rubric.resolve import Rubric
from riskframe.version import __version__

Format = Literal["text", "html", "json", "pdf"]
TOP = 12
"""Entries of a ranking that text and page show; JSON holds all."""

MOVES = 20
"""Models of each kind of change that the text lists."""

ON_PAGE = 7
"""Entries on the sheet for a board: it is one page."""

KIND_WORDS = {
    "more_open": "more open", "more_closed": "more closed", "new": "new", "gone": "gone",
    "newly_refused": "newly refused", "mended": "refused before, assessed now",
}  # fmt: skip
VERDICT_WORDS = {
    "supported": "supported", "supported_with_conditions": "supported with conditions",
    "insufficient_evidence": "insufficient evidence", "not_supported": "not supported",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Everything that is shown. levers: None where they were not asked for; drift: None without an earlier run."""

    rubric: Rubric
    manifest: Mapping[str, Any]
    overview: Overview
    levers: Levers | None = None
    drift: Drift | None = None


def render_run(shown: Shown, format: Format) -> bytes:  # noqa: A002 - as everywhere in the house
    """The run in a format. The same run gives the same bytes.

    Raises:
        PdfUnavailable: WeasyPrint or its native libraries are missing.
    """
    if format == "json":
        return (json.dumps(as_json(shown), indent=1, ensure_ascii=False) + "\n").encode()
    if format == "text":
        return as_text(shown).encode()
    if format == "pdf":
        from riskframe.report.pdf import to_pdf

        return to_pdf(lambda _density, _cover: as_html(shown, page=True), 0, (), "2000-01-01")
    return as_html(shown).encode()


def as_json(shown: Shown) -> dict[str, Any]:
    """The whole of it as plain data; the format is described in docs/reference/portfolio.md."""
    o, manifest = shown.overview, shown.manifest
    return {
        "format": 1,
        "riskframe": __version__,
        "input": manifest["input"],
        "rubric": manifest["rubric"],
        "assessed": o.rows,
        "refused": o.refused,
        "options": [
            {"id": option.id, "title": option.title, "models": o.starts[option.id]} for option in shown.rubric.options
        ],
        "ways": [dict(zip(("start", "aim", "optimistic", "models"), (*k, n), strict=True)) for k, n in _most(o.ways)],
        "verdicts": [dict(zip(("proposed", "verdict", "models"), (*k, n), strict=True)) for k, n in _most(o.verdicts)],
        "holders": [
            {
                "name": name, "title": title_of(name, shown.rubric), "models": n, "alone": o.alone[name],
                "at": {option.id: o.held[option.id, name] for option in shown.rubric.options if o.held[option.id, name]},
            }
            for name, n in _most(o.holders)
        ],
        "binding_steps": [{"step": name, "models": n} for name, n in _most(o.steps)],
        "faults": [{"code": k[0], "message": k[1], "rows": n} for k, n in _most(o.faults)[:100]],
        "levers": None if shown.levers is None else asdict(shown.levers),
        "drift": None if shown.drift is None else _drift_json(shown.drift),
        "models": [asdict(line) for line in o.lines],
    }  # fmt: skip


def _drift_json(found: Drift) -> dict[str, Any]:
    return {
        "by": found.by,
        "rubric_before": found.rubric_before,
        "same": found.same,
        **{kind: found.counts[kind] for kind in KINDS},
        "twice": found.twice,
        "renamed": found.renamed,
        "ways": [{"before": k[0], "after": k[1], "models": n} for k, n in _most(found.ways)],
        "moves": [asdict(move) for move in found.moves],
    }


def _most(counter: Counter[Any]) -> list[tuple[Any, int]]:
    """Most first; equal ones by name, so that the order is always the same."""
    return sorted(counter.items(), key=lambda item: (-item[1], str(item[0])))


# -- text


def as_text(shown: Shown) -> str:
    """A summary for a terminal."""
    o, titles = shown.overview, {option.id: option.title for option in shown.rubric.options}
    about = shown.manifest["rubric"]
    lines = [
        f"{shown.manifest['input']['name']} under {about['id']} {about['version']}: {o.rows:,} assessed, {o.refused:,} refused",
        *_block("Where models stand (recommended start)", [(titles[k], o.starts[k]) for k in titles], o.rows),
    ]
    if o.verdicts:
        by_verdict: Counter[str] = Counter()
        for (_, verdict), n in o.verdicts.items():
            by_verdict[VERDICT_WORDS[verdict]] += n
        lines += _block("What is proposed", [(w, by_verdict[w]) for w in VERDICT_WORDS.values()], o.rows)
    held = [(title_of(name, shown.rubric), n) for name, n in _most(o.holders)[:TOP]]
    lines += _block("What holds most models back", held, o.rows)
    lines += _block("Binding steps (domain/step)", _most(o.steps)[:TOP], o.rows)
    if shown.levers is not None:
        lines += _lever_lines(shown.levers)
    if shown.drift is not None:
        lines += _drift_lines(shown.drift, about, titles)
    if o.faults:
        lines += _block("Why rows were refused", [(f"{k[0]} {k[1]}", n) for k, n in _most(o.faults)[:TOP]], o.refused)
    return "\n".join(_printable(line) for line in lines) + "\n"


def _drift_lines(found: Drift, rubric: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    lines, before = ["", f"Since the earlier run (compared by {found.by})"], found.rubric_before
    if before["sha256"] != rubric["sha256"]:
        digest = f" (sha256 {before['sha256'][:12]}…)" if before["version"] == rubric["version"] else ""
        lines.append(
            f"  it used {before['id']} {before['version']}{digest}, another rubric: its changes are part of the drift"
        )
    lines += [f"  same: {found.same:,}", *(f"  {KIND_WORDS[kind]}: {found.counts[kind]:,}" for kind in KINDS)]
    if found.twice:
        lines.append(f"  left out, because two rows have one name: {found.twice:,}")
    if found.renamed:
        lines.append(
            f"  warning: left out, because their id was another model's: {found.renamed:,}; --by model compares by name"
        )
    for kind in KINDS:
        of_kind = [m for m in found.moves if m.kind == kind]
        for m in of_kind[:MOVES]:
            was, now = (titles.get(x, x) if x else "–" for x in (m.before, m.after))
            lines.append(f"    {m.id}: {was} → {now} ({KIND_WORDS[kind]})")
        if of_kind and found.counts[kind] > MOVES:
            lines.append(f"    and {found.counts[kind] - MOVES:,} more ({KIND_WORDS[kind]}; html or json lists them)")
    return lines


def _printable(line: str) -> str:
    # Names come from somebody else's files; control characters could steer a terminal.
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def _block(title: str, rows: Sequence[tuple[str, int]], of: int) -> list[str]:
    if not rows:
        return []
    return ["", title, *(f"  {n:>9,}  {_percent(n, of):>6}  {name}" for name, n in rows)]


def _percent(n: int, of: int) -> str:
    return f"{100 * n / of:.1f}%" if of else "–"


def _lever_lines(found: Levers) -> list[str]:
    lines = ["", f"One evaluation that turns out favourably (tried on {found.rows:,} of {found.of:,} models)"]
    lines += [f"  {_n(x)}  {x.what}" for x in found.evaluations[:TOP]] or ["  none moves any of them"]
    lines += ["", f"One number of the rubric moved by one step (tried on {found.plain:,} models)"]
    lines += [f"  {_n(x)}  {x.what}: {x.was} → {x.to} ({x.kind})" for x in found.changes[:TOP]] or ["  none moves any"]
    return lines


def _n(lever: Lever) -> str:
    parts = [f"{lever.more_open:,} more open" if lever.more_open else "", f"{lever.more_closed:,} more closed" if lever.more_closed else ""]  # fmt: skip
    return ", ".join(part for part in parts if part)


# -- page


def as_html(shown: Shown, *, page: bool = False) -> str:
    """One HTML document that needs nothing else; `page`: the single sheet for a board's PDF."""
    from markupsafe import Markup

    from riskframe.report.style import FIRST, MARGINS, SIZES, Style
    from riskframe.report.templating import environment

    made, style = environment(), Style()
    data = as_json(shown)
    running = f"{data['rubric']['id']} {data['rubric']['version']} · {data['input']['sha256'][:12]}"
    common = {
        "theme": style.theme,
        "paper": {"size": SIZES["a4"], "margin": MARGINS["a4"], "first": FIRST["a4"]},
        "running": running,
    }
    css = "".join(
        made.get_template(f"css/{name}.css").render(common) for name in ("shared", "page" if page else "screen")
    )
    script = "" if page else made.get_template("portfolio.js").render()
    titles = {option["id"]: option["title"] for option in data["options"]}
    return made.get_template("portfolio.html.j2").render(
        **common,
        d=data,
        pdf=page,
        top=ON_PAGE if page else 40,
        titles=titles,
        holder=lambda name: title_of(name, shown.rubric),
        percent=_percent,
        kinds=KIND_WORDS,
        verdicts=VERDICT_WORDS,
        version=__version__,
        style=Markup(css),  # noqa: S704 from a template, not from a profile
        style_hash=_source_of(css),
        script=Markup(script),  # noqa: S704 as above
        script_hash=_source_of(script),
    )


def _source_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
