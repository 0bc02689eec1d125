"""`riskframe explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def explain(
    what: Annotated[
        list[str], typer.Argument(metavar="WHAT", help="A name, a rating path and a level, or why-not OPTION FILE.")
    ],
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
) -> int:
    """Say what a name means, or why not an option.

    \b
    Examples:
      riskframe explain modified-model-unknown     a rule
      riskframe explain context.run_ease           a criterion with its levels
      riskframe explain context.run_ease 4         one level
      riskframe explain api_finetune               an option, domain, safeguard ...
      riskframe explain E301                       a diagnostic code
      riskframe explain why-not open_weights model.yaml
    """
    from riskframe.cli.explaining import explain_name, explain_why_not
    from riskframe.cli.inputs import begin
    from riskframe.cli.usage import WrongUsage

    run = begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk)
    if what[0] == "why-not":
        if len(what) != 3:
            raise WrongUsage(
                "why-not needs an option and a profile", "riskframe explain why-not open_weights model.yaml"
            )
        return int(explain_why_not(run, what[1], what[2]))
    return int(explain_name(run, tuple(what)))
