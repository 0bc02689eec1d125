"""`riskframe check`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="Model profiles, rubric folders, and folders with a release manifest; - reads a profile from standard input.",
        ),
    ],
    rubric: options.Rubrics = None,
    overrides: options.Overrides = None,
    crosswalk: options.Crosswalk = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="RESULT", help="Say whether this earlier result still holds for the one profile given."),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day, with --since. Default: SOURCE_DATE_EPOCH, or the clock."),
    ] = None,
) -> int:
    """Look for faults in profiles and rubrics.

    Every fault comes out in one run, as `file:line:col: error CODE: message` on standard output.
    `riskframe explain CODE` says more. Exit code 0: no error (warnings are possible); 3: errors.
    With --since: 0 still valid; 7 stale, or to be assessed anew. A folder with a release manifest is held against it:
    7 where a file is another, or not listed; 6 where one may run code.

    \b
    Examples:
      riskframe check model.yaml
      riskframe check models/*.yaml
      riskframe check ./our-rubric
      riskframe check release/
      cat model.yaml | riskframe check -
      riskframe check model.yaml --since result.json
    """
    from riskframe.cli.checking import check_all
    from riskframe.cli.inputs import begin

    if since is not None:
        from riskframe.cli.usage import WrongUsage
        from riskframe.cli.verifying import check_since

        if len(files) != 1:
            raise WrongUsage("--since is about one profile, and several are given", "check them one by one")
        return int(check_since(begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk), files[0], since, today))
    return int(check_all(begin(rubric=rubric, overrides=overrides, crosswalk=crosswalk), files))
