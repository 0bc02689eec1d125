"""`riskframe portfolio ...`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

_RUN = "run"


class _Group(TyperGroup):
    """`riskframe portfolio IN -o OUT` is short for `riskframe portfolio run IN -o OUT`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(help="Assess many models at once.", cls=_Group, rich_markup_mode=None, no_args_is_help=True)

In = Annotated[
    str, typer.Argument(metavar="IN", help="A .jsonl or .parquet file, packed codes, or a folder of profiles.")
]
Out = Annotated[
    str, typer.Option("--output", "-o", metavar="OUT", help="The folder to write; the same one again goes on.")
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes. Default: one for each processor.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", show_default=False,
        help="A Dask scheduler whose workers see the same files, or `local`; needs the extra `cluster`.",
    ),
]  # fmt: skip
Rows = Annotated[int, typer.Option("--rows", metavar="N", min=1, help="Rows of one piece of work.")]
Restart = Annotated[bool, typer.Option("--restart", help="Do everything again, also what is there.")]
OneRubric = Annotated[
    str | None,
    typer.Option("--rubric", "-r", metavar="RUBRIC", help="A bundled rubric by id, or a folder.", show_default=False),
]


@app.command(_RUN)
def run(
    source: In,
    output: Out,
    rubric: OneRubric = None,
    shares: Annotated[
        bool, typer.Option("--shares", help="Also how much of the ratings' spread each option has.")
    ] = False,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    rows: Rows = 50_000,
    codes: Annotated[
        bool, typer.Option("--codes/--no-codes", help="Keep the codes of profiles too; `show` reads them.")
    ] = True,
    restart: Restart = False,
) -> int:
    """Assess every model of a portfolio.

    OUT holds verdicts/*.parquet (start, aim, verdict, what holds each back, binding steps), summary.csv, and
    refused.csv with every row that is not assessed and why. Nothing is dropped.

    An interrupted run is continued by the same command; only what is missing is done. The word `run` may be left out.

    \b
    Examples:
      riskframe portfolio run models.jsonl -o assessed/
      riskframe portfolio run models.jsonl -o assessed/ --shares --jobs 4
      riskframe portfolio run packed/codes -o assessed/ --scheduler tcp://10.0.0.5:8786
    """
    from riskframe.cli.portfolios import assess_many

    return int(
        assess_many(
            source,
            output,
            rubric,
            shares=shares,
            jobs=jobs,
            scheduler=scheduler,
            rows=rows,
            restart=restart,
            pack=False,
            codes=codes,
        )
    )


@app.command()
def pack(
    source: In,
    output: Out,
    rubric: OneRubric = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    rows: Rows = 50_000,
    restart: Restart = False,
) -> int:
    """Write a portfolio as codes: small, and decided many times faster.

    OUT/codes/*.parquet can be given to `riskframe portfolio` in place of the profiles. Codes mean something under the
    rubric that they were made with; any other version of it refuses them.

    \b
    Examples:
      riskframe portfolio pack models.jsonl -o packed/
      riskframe portfolio pack profiles/ -o packed/ --jobs 4
    """
    from riskframe.cli.portfolios import assess_many

    return int(
        assess_many(
            source, output, rubric, shares=False, jobs=jobs, scheduler=scheduler, rows=rows, restart=restart, pack=True
        )
    )


@app.command()
def show(
    folder: Annotated[str, typer.Argument(metavar="OUT", help="The folder of a finished run.")],
    rubric: OneRubric = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, html, json or pdf.")] = "text",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="OLD", help="An earlier run, to tell what changed.", show_default=False)
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="What a model is known by in both runs: id or model.")] = "id",
    codes: Annotated[
        str | None, typer.Option(metavar="DIR", help="The codes, where the run kept none.", show_default=False)
    ] = None,
    tried: Annotated[
        int, typer.Option("--what-if", metavar="N", min=0, help="Models on which changes are tried; 0 for none.")
    ] = 50_000,
    models: Annotated[int, typer.Option(metavar="N", min=0, help="Models to list in HTML and JSON.")] = 500,
) -> int:
    """Show who stands where in a finished run, what holds models back, and what would move most.

    One evaluation (a rating at the favourable end of what is held of it) and one change of the rubric (a number moved by
    one step) are tried, each alone. With --since: which models moved, came, went, or are refused now.

    \b
    Examples:
      riskframe portfolio show assessed/
      riskframe portfolio show assessed/ -f html -o fleet.html
      riskframe portfolio show assessed/ --since last-month/ --by model
    """
    from riskframe.cli.portfolios import show as shown

    return int(shown(folder, rubric, form, output, since=since, by=by, codes=codes, tried=tried, models=models))


@app.command()
def generate(
    count: Annotated[int, typer.Argument(metavar="COUNT", min=1, help="How many models.")],
    rubric: OneRubric = None,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same models.")] = 0,
    wrong: Annotated[
        float, typer.Option(metavar="SHARE", min=0, max=1, help="Share of rows that are malformed.")
    ] = 0.0,
) -> int:
    """Print a made-up portfolio as JSON lines, to try things out.

    \b
    Examples:
      riskframe portfolio generate 1000 > models.jsonl
      riskframe portfolio generate 1000 --wrong 0.01 --seed 7 > models.jsonl
    """
    from riskframe.cli.portfolios import make_up

    return int(make_up(count, rubric, seed, wrong))
