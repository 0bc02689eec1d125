"""One module a command. Only typer is imported at their top: `--help` reads them all."""
