"""`riskframe history`."""

from __future__ import annotations

from typing import Annotated

import typer


def history(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="The file, or a postgresql:// address.")],
    model: Annotated[
        str | None, typer.Option(metavar="NAME", show_default=False, help="Only the decisions on this model.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json, svg or html.")] = "text",  # noqa: A002
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Where it goes.")] = None,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="DIGEST", show_default=False, help="A digest that was acknowledged earlier; it has to be there."
        ),
    ] = None,
    result: Annotated[
        str | None,
        typer.Option(metavar="FILE", show_default=False, help="A JSON result; a row has to have recorded these bytes."),
    ] = None,
) -> int:
    """Check a ledger and show what it recorded.

    Decisions, dissents, waivers, moved baselines, and the trend.

    Every row is checked first. Exit code 7: a row is not as it was written, is missing, or the ledger cannot be read;
    --head or --result is in no row.

    \b
    Examples:
      riskframe history decisions.db
      riskframe history decisions.db --model Sample -f html -o history.html
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.recording import history as show

    return int(show(begin().console, ledger, model, format, output, head, result))
