"""`card`: the decision in a model card."""

from __future__ import annotations

from riskframe.cli.assessing import assess_files
from riskframe.cli.inputs import Run
from riskframe.gate.codes import ExitCode


def write_card(run: Run, file: str, card: str) -> ExitCode:
    """Assess and put the section into the card; a card that says so already is not touched."""
    from riskframe.loading.atomic import write_files
    from riskframe.loading.markers import with_section
    from riskframe.report.markdown import to_card
    from riskframe.report.view.build import view_of
    from riskframe.report.view.redact import redacted
    from riskframe.report.words import words

    with_section(card, "")  # a card with broken markers is told before anything is computed
    done = assess_files(run, [file])
    if not done.results:
        return done.code_with(run, ())
    sections = [
        to_card(redacted(view_of(one.assessment, one.rubric, words(run.settings.lang))), one.assessment)
        for one in done.results
    ]
    before, after = with_section(card, "\n".join(sections))
    if before == after:
        run.console.say(f"{card} says so already")
    else:
        write_files({card: after})
        run.console.say(f"wrote {card}")
    return done.code_with(run, ())
