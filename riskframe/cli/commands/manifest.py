"""`riskframe manifest`."""

from __future__ import annotations

from typing import Annotated

import typer


def manifest(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder that is about to be published.")],
    evaluated: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", show_default=False,
            help="Weight files that the evaluations were run on, for example '*.safetensors'; repeatable.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", show_default=False,
            help="Where to write it; - for standard output. Default: riskframe-release.yaml in the folder.",
        ),
    ] = None,
) -> int:  # fmt: skip
    """Write the release manifest of a folder.

    Every file with its digest, size and a role suggested by its name. Correct the roles, and say of every weight file
    whether it was evaluated or what it was derived from; an earlier manifest's words are kept for files that are the same.

    \b
    Examples:
      riskframe manifest release/ --evaluated '*.safetensors'
      riskframe manifest release/ -o -
    """
    from riskframe.cli.releasing import write_manifest

    return int(write_manifest(folder, tuple(evaluated or ()), output))
