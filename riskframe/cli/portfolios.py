"""`portfolio`: many models at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from riskframe.cli.inputs import Run as Command
from riskframe.cli.inputs import begin, load_rubrics
from riskframe.cli.usage import WrongUsage
from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.gate.codes import ExitCode
from riskframe.rubric.resolve import Rubric

if TYPE_CHECKING:
    from riskframe.portfolio.showing import Format


def assess_many(
    source: str,
    output: str,
    rubric: str | None,
    *,
    shares: bool,
    jobs: int | None,
    scheduler: str | None,
    rows: int,
    restart: bool,
    pack: bool,
    codes: bool = True,
) -> ExitCode:
    """Assess or pack a portfolio into a folder. Raises WrongUsage without the extra, InvalidInput for a portfolio that is none."""
    _needs("pyarrow", "portfolio")
    if scheduler is not None:
        _needs("distributed", "cluster")
    from riskframe.portfolio.assessing import assess_portfolio, in_processes, on_cluster
    from riskframe.portfolio.codes import WrongTable
    from riskframe.portfolio.shards import Run, read_portfolio
    from riskframe.portfolio.work import Settings

    run = begin(rubric=[rubric] if rubric else None)
    chosen = _as_it_stands(run)
    with run.console.progress(f"Looking over {source}"):
        portfolio = read_portfolio(source, rows=rows)
    workers = jobs or os.cpu_count() or 1
    doing = in_processes(workers) if scheduler is None else on_cluster(scheduler, workers)
    settings = Settings(chosen, Run(Path(output).absolute()), shares=shares, pack_only=pack, keep_codes=codes)

    with run.console.counting("Packing" if pack else "Assessing") as count:
        try:
            total = assess_portfolio(portfolio, settings, doing, restart=restart, seen=count)
        except WrongTable as error:
            raise InvalidInput([Diagnostic("E151", f"{source}: {error}")]) from None
    if total.fresh < total.pieces:
        run.console.say(f"{total.pieces - total.fresh} of {total.pieces} pieces were there already")
    lines = [f"{total.rows:,} {'packed' if pack else 'assessed'}, {total.refused:,} refused"]
    place = chosen.option_place
    starts = sorted({start for start, _, _ in total.counts}, key=place.__getitem__)
    for start in starts:
        number = sum(n for (s, _, _), n in total.counts.items() if s == start)
        lines.append(f"  {chosen.options[place[start]].title}: {number:,}")
    run.console.data("\n".join(lines) + "\n")
    where = Path(output)
    run.console.say(f"written: {where / ('codes' if pack else 'verdicts')}, {where / 'refused.csv'}")
    return ExitCode.INVALID if total.refused and not total.rows else ExitCode.OK


def show(
    folder: str,
    rubric: str | None,
    form: str,
    output: str | None,
    *,
    since: str | None,
    by: str,
    codes: str | None,
    tried: int,
    models: int,
) -> ExitCode:
    """Show a finished run. Raises WrongUsage for a format or a way to compare that there is not, InvalidInput for no run."""
    _needs("pyarrow", "portfolio")
    from riskframe.cli.outputs import plan_outputs
    from riskframe.loading.atomic import write_files, write_stdout
    from riskframe.portfolio.codes import WrongTable
    from riskframe.portfolio.drift import drift
    from riskframe.portfolio.leverage import check_same, levers
    from riskframe.portfolio.overview import MENDS, finished_run, look_over
    from riskframe.portfolio.shards import Run
    from riskframe.portfolio.showing import Shown, render_run

    if form not in ("text", "html", "json", "pdf"):
        raise WrongUsage(f'there is no format "{form}" here', "text, html, json or pdf")
    if by not in ("id", "model"):
        raise WrongUsage(f'nothing can be compared by "{by}"', "id or model")
    run = begin(rubric=[rubric] if rubric else None)
    if output in (None, "-"):
        plan_outputs([form], output, results=1, terminal=run.console.stdout_is_terminal)
    chosen, here = _one(load_rubrics(run).plain), Run(Path(folder))
    manifest = finished_run(here, chosen)
    with run.console.progress("Counting"):
        overview = look_over(here, chosen, lines=models if form in ("html", "json") else 0)
    where = Path(codes) if codes else here.folder / "codes"
    found = None
    if tried and any(where.glob("part-*.parquet")):
        with run.console.progress("Trying what would move most"):
            try:
                check_same(where, here, chosen)
                found = levers(chosen, where, of=overview.rows, rows=tried)
            except WrongTable as error:
                hint = (
                    "give the codes that `riskframe portfolio pack` writes for the same portfolio" if codes else MENDS
                )
                raise WrongUsage(f"{where}: {error}", hint) from None
    elif tried:
        run.console.say(f"{where} holds no codes, so what would move most is not told; --codes names another folder")
    changed = drift(Run(Path(since)), here, chosen, by="id" if by == "id" else "model", moves=models) if since else None
    content = render_run(Shown(chosen, manifest, overview, found, changed), cast("Format", form))
    if output is None or output == "-":
        write_stdout(content)
    else:
        write_files({output: content})
        run.console.say(f"written: {output}")
    return ExitCode.OK


def make_up(count: int, rubric: str | None, seed: int, wrong: float) -> ExitCode:
    """Print a made-up portfolio, row by row."""
    from riskframe.portfolio.synthetic import profiles

    run = begin(rubric=[rubric] if rubric else None)
    for line in profiles(_one(load_rubrics(run).plain), count, seed=seed, wrong=wrong):
        run.console.data(line + "\n")
    return ExitCode.OK


def _as_it_stands(run: Command) -> Rubric:
    """The rubric, where nothing changes it. An organisation's changes depend on each profile's date; a portfolio knows none."""
    if run.settings.overrides is not None:
        hint = "write the changes into a rubric of your own and name it with --rubric, or leave the setting out"
        raise WrongUsage(
            f"a portfolio takes a rubric as it stands, and overrides are set ({run.settings.overrides})", hint
        )
    if run.settings.crosswalk is not None:
        message = f"a portfolio takes the bundled crosswalk, and another is set ({run.settings.crosswalk})"
        raise WrongUsage(message, "leave the setting out")
    return _one(load_rubrics(run).plain)


def _one(rubrics: tuple[Rubric, ...]) -> Rubric:
    if len(rubrics) != 1 or not rubrics[0].options:
        raise WrongUsage("a portfolio is assessed by one rubric that has sharing options", "name it with --rubric")
    return rubrics[0]


def _needs(module: str, extra: str) -> None:
    from importlib.util import find_spec

    if module not in sys.modules and find_spec(module) is None:
        raise WrongUsage(f"{module} is not installed", f'pip install "riskframe[{extra}]"')
