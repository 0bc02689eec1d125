"""`riskframe rubric ...`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options

app = typer.Typer(help="Look at rubrics and prove them.", rich_markup_mode=None, no_args_is_help=True)

_NAME = "A bundled rubric by id, or a rubric folder. Default: the rubric in use."

Name = Annotated[str | None, typer.Argument(metavar="RUBRIC", help=_NAME)]


@app.command("list")
def list_() -> int:
    """List the bundled rubrics.

    \b
    Example:
      riskframe rubric list
    """
    from riskframe.cli.rubrics import list_rubrics

    return int(list_rubrics())


@app.command()
def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make; its name becomes the rubric's id.")],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="RUBRIC", show_default=False, help="Copy a bundled rubric, or a rubric folder, instead."
        ),
    ] = None,
) -> int:
    """Start a rubric from a small one that works.

    It is complete, and its comments say what each part is for.

    It passes its check and its cases from the start; change it piece by piece. Nothing is ever written over.

    \b
    Examples:
      riskframe rubric new our-rubric
      riskframe rubric new our-openness --from openness
    """
    from riskframe.cli.rubrics import start_rubric

    return int(start_rubric(folder, source))


@app.command()
def show(name: Name = None) -> int:
    """Show a rubric in one page.

    Its question, options, domains, criteria, rules, limits and sources.

    \b
    Examples:
      riskframe rubric show
      riskframe rubric show ./our-rubric
    """
    from riskframe.cli.rubrics import show_rubric

    return int(show_rubric(name))


@app.command()
def check(name: Name = None) -> int:
    """Prove that a rubric holds.

    References resolve, tables are monotone, each rating has one polarity, every rule can fire and can stay quiet, every
    option can come out, cases pass.

    Exit code 0: nothing is wrong; 3: faults, each at its line.

    \b
    Examples:
      riskframe rubric check
      riskframe rubric check ./our-rubric
    """
    from riskframe.cli.rubrics import check_rubric

    return int(check_rubric(name))


@app.command("test")
def run_cases(
    name: Name = None,
    table: Annotated[
        bool, typer.Option("--coverage", help="Also list how many cases show each rule and each outcome.")
    ] = False,
) -> int:
    """Run the cases of a rubric, and say what they cover.

    A case is a sentence, a profile, and what must come out. Each rule has to fire in one case and stay quiet in another.

    Exit code 0: all pass and cover every rule; 3: some fail, or a rule is not covered.

    \b
    Examples:
      riskframe rubric test
      riskframe rubric test ./our-rubric --coverage
    """
    from riskframe.cli.rubrics import run_the_cases

    return int(run_the_cases(name, table=table))


@app.command()
def lock(
    name: Name = None,
    overrides: options.Overrides = None,
    profile: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A profile, whose baselines, evidence and assessors are locked as well."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write the lock.")
    ] = "riskframe-lock.yaml",
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, YYYY-MM-DD. Default: SOURCE_DATE_EPOCH, or the clock.")
    ] = None,
    because: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why an earlier lock is replaced; kept in the new one.")
    ] = None,
) -> int:
    """Lock a rubric before measuring.

    Records the digests of its files, of its options, thresholds, tolerance, pathways, rules and benefits, of the
    organisation's changes, and of a profile's baselines. `gate --lock` shows what changed after measuring.

    \b
    Examples:
      riskframe rubric lock seger-2023 --profile model.yaml
      riskframe rubric lock --because "Second round, decided on 3 December"
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.locking import write_lock

    run = begin(rubric=[name] if name else None, overrides=overrides)
    return int(write_lock(run, profile, output, today, because))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A bundled rubric by id, or a rubric folder.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Another one.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Every change as data, with what it does to decisions.")
    ] = False,
    on: Annotated[
        list[str] | None,
        typer.Option("--on", metavar="FILE", help="A profile to assess under both; repeatable. Default: the examples."),
    ] = None,
    because: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why it was weakened; kept in the record.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Also write the record, with the reason.")
    ] = None,
) -> int:
    """Show what differs between two rubrics, and what weakens.

    What weakens comes first: changes by which a decision may become more open. Where that cannot be told from the
    rubrics alone, it says so. Cases are not compared. Profiles are assessed under both, to show which come out otherwise.

    A change that weakens, or may, is recorded (-o) only with a reason: --because, or asked for on a terminal.

    Exit code 0: compared, whatever differs; 2: no reason, so no record; 3: a rubric or profile is not valid.

    \b
    Examples:
      riskframe rubric diff seger-2023 ./our-rubric
      riskframe rubric diff ./last-year ./our-rubric --json | jq .weakens
      riskframe rubric diff ./old ./new --because "Floor too high" -o change.json
    """
    from riskframe.cli.rubrics import diff_rubrics

    return int(diff_rubrics(before, after, as_json=as_json, on=on or (), because=because, output=output))
