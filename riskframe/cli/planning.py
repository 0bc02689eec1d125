"""`plan`: the stages of a release as commitments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run

_HEAD = """\
# The stages of the release, as commitments. What is shown, entered and seen afterwards is filled in beside them:
#   entered: 2026-12-01
#   met: {on: 2026-12-01, evidence: [an-id-of-the-profile]}
#   seen: [{on: 2027-01-15, note: What was seen, and where.}]
# The commitments themselves are sealed by the digest; the gate holds the release against them with --plan.
"""


def write_plan(run: Run, file: str, output: str | None) -> ExitCode:
    """Write the plan of a profile under the first adopted rubric."""
    from riskframe.cli.assessing import assess_files
    from riskframe.gate.staging import NothingToStage, plan_of
    from riskframe.loading.atomic import write_files
    from riskframe.loading.edit import block

    done = assess_files(run, [file])
    if not done.results:
        return ExitCode.INVALID
    result = next(one for one in done.results if one.adopted)
    try:
        plan = plan_of(result.assessment, result.rubric)
    except NothingToStage as error:
        run.console.say(f"{file}: {error}")
        return ExitCode.OK
    text = _HEAD + block(plan.model_dump(mode="json", exclude_defaults=True))
    if output is None or output == "-":
        run.console.data(text)
        return ExitCode.OK
    if Path(output).exists():
        raise WrongUsage(f'"{output}" is there already, with what was seen and shown', "write the new plan beside it")
    write_files({Path(output): text.encode()})
    run.console.say(f"wrote {output}: {' > '.join(stage.option for stage in plan.stages)}")
    return ExitCode.OK
