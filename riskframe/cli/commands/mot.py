"""`riskframe mot ...`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskframe.cli import options

app = typer.Typer(
    help="Read and write model files of the Model Openness Tool.", rich_markup_mode=None, no_args_is_help=True
)

Target = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", show_default=False, help="The file to write. Default: print it."),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@app.command()
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A model file of the tool; - reads standard input.")],
    output: Target = None,
    force: Force = False,
) -> int:
    """Turn a model file into a profile.

    Components with their licences become a profile that the rubric openness can assess. Whether a licence is open is
    looked up in the rubric's list. What a profile cannot hold is told, with its line, on standard error.

    Exit code 0: read, whatever was told; 3: no model file.

    \b
    Examples:
      riskframe mot read OLMo-7B.yml > model.yaml
      riskframe mot read OLMo-7B.yml -o model.yaml
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.model_files import read_model_file

    return int(read_model_file(begin(), file, output, force=force))


@app.command()
def write(file: options.File, output: Target = None, force: Force = False) -> int:
    """Write the model file of a profile.

    It lists every component that is published, each with its licence. It never claims more than the profile; what the
    format cannot say is told on standard error.

    Exit code 0: written, whatever was told; 3: no valid profile.

    \b
    Examples:
      riskframe mot write model.yaml > our-model.yml
      riskframe mot write model.yaml -o our-model.yml
    """
    from riskframe.cli.inputs import begin
    from riskframe.cli.model_files import write_model_file

    return int(write_model_file(begin(), file, output, force=force))
