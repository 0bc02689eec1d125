"""`--ledger` on assess and gate, and `riskframe history`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.console import Console
    from riskframe.gate.judge import Judgement
    from riskframe.ledger.entry import Command, Row

FORMATS = ("text", "json", "svg", "html")


def record(
    console: Console, place: str | None, command: Command, day: date,
    made: Iterable[tuple[Assessment, Judgement | None]],
) -> None:  # fmt: skip
    """Append what was assessed or judged; it is acknowledged on standard error. Raises CannotWrite."""
    if place is None:
        return
    from riskframe.diagnostics import Diagnostic
    from riskframe.ledger.entry import entry_of
    from riskframe.ledger.store import LedgerFault, PostgresMissing, is_postgres, opened
    from riskframe.loading.atomic import CannotWrite
    from riskframe.report.json import to_json

    entries = [entry_of(command, said, day, hashlib.sha256(to_json(said)).hexdigest(), judged) for said, judged in made]
    if not entries:
        return
    try:
        with opened(place) as store:
            rows = store.append(entries)
    except PostgresMissing as error:
        raise WrongUsage(str(error)) from None
    except LedgerFault as error:
        named = "the database" if is_postgres(place) else f'"{place}"'
        raise CannotWrite(Diagnostic("E151", f"the ledger {named} cannot be written: {error}")) from None
    for row in rows:
        console.say(f"ledger: row {row.number}, digest {row.digest}")


def history(
    console: Console,
    place: str,
    model: str | None,
    form: str,
    output: str | None,
    head: str | None,
    result: str | None = None,
) -> ExitCode:
    """Show what was recorded, after checking every row; STALE where a row is not as it was written."""
    from riskframe.ledger.entry import broken_at
    from riskframe.ledger.history import of_model
    from riskframe.ledger.store import LedgerFault, PostgresMissing, opened

    if form not in FORMATS:
        raise WrongUsage(f'"{form}" is no format of history: {", ".join(FORMATS)}')
    try:
        with opened(place, write=False) as store:
            rows = store.rows()
        broken = broken_at(rows)
    except PostgresMissing as error:
        raise WrongUsage(str(error)) from None
    except LedgerFault as error:
        console.say(f"the ledger cannot be read: {error}")
        return ExitCode.STALE
    if broken is None and head is not None and head not in {row.digest for row in rows}:
        broken = f"no row has the digest {head}"
    if broken is None and result is not None:
        from riskframe.loading.source import file_sha256

        if file_sha256(result) not in {row.said["result_sha256"] for row in rows}:
            broken = f"no row recorded the bytes of {result}"
    if broken is not None:
        console.say(f"the ledger does not hold: {broken}")
        return ExitCode.STALE
    content = _shown(console, of_model(rows, model), rows, form)
    if output is None or output == "-":
        console.data(content)
    else:
        from riskframe.loading.atomic import write_files

        write_files({output: content.encode()})
        console.say(f"wrote {output}")
    return ExitCode.OK


def _shown(console: Console, rows: Sequence[Row], every: Sequence[Row], form: str) -> str:
    from riskframe.ledger.trend import trend_html, trend_svg

    if form == "json":
        import json

        listed = [{"number": row.number, "digest": row.digest, **row.said} for row in rows]
        return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    if form == "svg":
        return trend_svg(rows) + "\n"
    if form == "html":
        return trend_html(rows, [*_lines(rows), *_drift(rows, every)])
    style = console.style
    text = [style.wrap(line, rest="    ") for line in _lines(rows)]
    told = _drift(rows, every)
    if told:
        text += [style.heading("Baselines"), *(style.wrap(line, first="  - ") for line in told)]
    if rows:
        text += [style.heading("Trend: # authorised, > aim, o proposed"), *map(style.plain, _trend(rows))]
    return "\n".join(text or ["nothing is recorded"]) + "\n"


def _lines(rows: Sequence[Row]) -> list[str]:
    """Each row in words: the decision, who disagreed, what was waived."""
    found = []
    for row in rows:
        said = row.said
        code = said["exit_code"]
        gate = "" if code is None else "; gate open" if code == 0 else f"; gate shut, exit code {code}"
        reasons = f" ({', '.join(said['reasons'])})" if said["reasons"] else ""
        name = f"{said['model']} {said['version'] or ''}".strip()
        text = (
            f"{row.number}. {said['day']} {said['command']}: {name}, {said['rubric']['id']} {said['rubric']['version']}: "
            f"{said['start']}, aim {said['aim']}; proposed {said['option']}: {said['verdict']}{gate}{reasons}"
        )
        text += "".join(f"; dissent of {d['role']}: {d['dissent']}" for d in said["dissents"])
        text += "".join(
            f"; waiver {w['id']} ({w['scope']}), {w['owner']}, until {w['expires']}" for w in said["waivers"]
        )
        found.append(text + ("; rubric weakened" if said["weakened"] else ""))
    return found


def _drift(rows: Sequence[Row], every: Sequence[Row]) -> list[str]:
    from riskframe.ledger.history import chains, moved

    shown = {row.number for row in rows}
    told = [f"row {m.number}: {m.path}: {m.was} became {m.now}" for m in moved(every) if m.number in shown]
    told += [
        f"row {chain.number}: {chain.path}: no worse than {', which was no worse than '.join(chain.names)}: "
        f"{len(chain.names)} steps from the first baseline"
        for chain in chains(every)
        if chain.number in shown
    ]
    return told


def _trend(rows: Sequence[Row]) -> list[str]:
    lines = []
    for row in rows:
        said = row.said
        if not said["options"]:
            continue
        cells = ["."] * len(said["options"])
        for name, mark in (("option", "o"), ("aim", ">"), ("start", "#")):
            if said[name] in said["options"]:
                cells[said["options"].index(said[name])] = mark
        lines.append(f"  {said['day']} {said['options'][0]} {' '.join(cells)} {said['options'][-1]}")
    return lines
