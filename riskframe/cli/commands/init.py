"""`riskframe init`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options


def init(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The profile to write.")] = "model.yaml",
    rubric: options.Rubrics = None,
    interactive: Annotated[
        bool | None,
        typer.Option(
            "--interactive/--stub",
            "-i/-s",
            show_default=False,
            help="Ask the rubric's questions, or only write the commented file. Default: ask on a terminal.",
        ),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DIR",
            show_default=False,
            help="Prefill from a local model folder: card, config.json, safetensors headers, digests of the weights.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> int:
    """Write a profile to fill in, or ask for it.

    Every question of the rubric becomes a comment, every rating unknown.

    On a terminal the questions are asked one by one. Each answer is saved at once, so Ctrl-C loses nothing; the
    same command goes on with the open questions. A file that is there is never written over without --force.
    The JSON Schema that editors check by is written beside the profile.

    With --from, what the folder's own files state is filled in, each value with its origin in a comment. Nothing is
    loaded or run: of weights only the digests and the safetensors headers are taken. What the files do not say stays
    open.

    \b
    Examples:
      riskframe init
      riskframe init models/small.yaml --stub
      riskframe init models/small.yaml --interactive
      riskframe init --from ./granite-3b
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.starting import start_profile

    return int(start_profile(begin(rubric=rubric), path, interactive=interactive, force=force, folder=folder))
