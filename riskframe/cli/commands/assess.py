"""`riskframe assess`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def assess(
    files: options.Files,
    rubric: options.Rubrics = None,
    advise: options.Advise = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
    ratings: options.Ratings = None,
    format: options.Formats = None,  # noqa: A002 - the option's name
    output: options.Output = None,
    audience: options.Audience = None,
    paper: options.Paper = None,
    theme: options.Theme = None,
    templates: options.Templates = None,
    previous: options.Previous = None,
    lang: options.Language = None,
    analysis: options.Analysis = False,
    legal_context: options.LegalContext = False,
    legal_facts: options.LegalFacts = None,
    weights: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="A folder with its release manifest, whose files the results pin."),
    ] = None,
    ledger: options.Ledger = None,
    quiet: options.Quiet = False,
) -> int:
    """Decide how openly models can be released.

    Without a format the decision is printed and nothing is written. A single format without -o goes to standard
    output. The exit code says whether the work was done (0, 2, 3, 5), never what was decided: that is `gate`.

    \b
    Examples:
      riskframe assess model.yaml
      riskframe assess model.yaml -f json | jq .decision.recommendation
      riskframe assess model.yaml -f html -f pdf -o reports/
      riskframe assess model.yaml -o board.pdf --paper letter --theme lab.yaml
      riskframe assess model.yaml -f html -o public/ --audience public
      riskframe assess model.yaml -o reports/ --previous last-quarter.json
      riskframe assess model.yaml --ratings ann.yaml --ratings bob.yaml --analysis
      riskframe assess a.yaml b.yaml -r seger-2023 -r ./our-rubric -o reports/
    """
    from riskframe.cli.assessing import assess_files, print_summaries, with_files
    from riskframe.cli.inputs import begin
    from riskframe.cli.looks import fitting, read_looks
    from riskframe.cli.outputs import plan_outputs, write_reports
    from riskframe.cli.usage import WrongUsage

    run = begin(
        rubric=rubric, advise=advise, overrides=overrides, crosswalk=crosswalk, ratings=ratings,
        format=format, output=output, analysis=analysis,
        legal_context=legal_context or legal_facts is not None, legal_facts=legal_facts,
        audience=audience, paper=paper, theme=theme, templates=templates, previous=previous, lang=lang,
    )  # fmt: skip
    outputs = plan_outputs(
        run.settings.format, run.settings.output,
        results=len(files) * run.rubric_count, terminal=run.console.stdout_is_terminal,
        public=run.settings.audience == "public",
    )  # fmt: skip
    looks = read_looks(run.settings, outputs)
    if weights is not None and len(files) > 1:
        raise WrongUsage("--weights belongs to one model, and several profiles are given", "assess them one by one")
    done = assess_files(run, files)
    if weights is not None:
        done = with_files(run, done, weights)
    if not quiet and not outputs.to_stdout:
        print_summaries(run, done.results)
    fitting(looks, done.results, run)
    lacking = write_reports(done.results, outputs, run.console, looks)
    if ledger is not None:
        from riskframe.cli.clock import today
        from riskframe.cli.recording import record

        day = today(None, run.settings.today)
        record(run.console, ledger, "assess", day, ((result.assessment, None) for result in done.results))
    return int(done.code_with(run, lacking))
