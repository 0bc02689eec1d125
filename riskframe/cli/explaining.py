"""`explain`: pages about names, and what stands between the evidence and an option."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run

_CODE = re.compile(r"[EWG]\d{3}\Z", re.IGNORECASE)


def explain_name(run: Run, words: tuple[str, ...]) -> ExitCode:
    """A diagnostic code, or a name of the first rubric."""
    if len(words) == 1 and _CODE.match(words[0]):
        return _code(run, words[0].upper())
    from riskframe.cli.look.pages import page
    from riskframe.inquiry.lookup import look_up, names
    from riskframe.loading.suggest import did_you_mean

    rubric = load_rubrics(run).plain[0]
    pages = look_up(rubric, words)
    if not pages:
        if len(words) == 2 and look_up(rubric, words[:1]):
            raise WrongUsage(f'"{words[1]}" is not a level of {words[0]}', f"riskframe explain {words[0]} lists them")
        said = " ".join(words)
        raise WrongUsage(f'nothing in {rubric.id} is called "{said}"', did_you_mean(words[0], names(rubric)))
    style = run.console.style
    run.console.data("\n".join(page(one, style) for one in pages))
    return ExitCode.OK


def _code(run: Run, name: str) -> ExitCode:
    from riskframe.codes import CODES, page
    from riskframe.gate.reasons import BY_ID
    from riskframe.gate.reasons import page as reason_page

    if name in BY_ID:
        run.console.data(reason_page(BY_ID[name]))
        return ExitCode.OK
    if name not in CODES:
        from riskframe.loading.suggest import did_you_mean

        raise WrongUsage(f"there is no diagnostic code {name}", did_you_mean(name, [*CODES, *BY_ID]))
    run.console.data(page(CODES[name]))
    return ExitCode.OK


def explain_why_not(run: Run, option: str, file: str) -> ExitCode:
    """What stands between the evidence and an option, under each rubric that knows it."""
    from riskframe.cli.look.obstacles import obstacles
    from riskframe.inquiry.several import evaluated_under
    from riskframe.inquiry.whynot import why_not
    from riskframe.loading.suggest import did_you_mean

    rubrics = load_rubrics(run)
    if not any(option in rubric.option_place for rubric in rubrics.plain):
        known = [o.id for rubric in rubrics.plain for o in rubric.options]
        told = f'"{option}" is not an option of {rubrics.plain[0].id}: {", ".join(known)}'
        raise WrongUsage(told, did_you_mean(option, known))
    model = rubrics.read_model(file)
    style = run.console.style
    parts = [
        obstacles(why_not(evaluated_under(model.read.profile, rubric, model.crosswalk), option), rubric, style)
        for rubric in model.rubrics
        if option in rubric.option_place
    ]
    run.console.data("\n".join(parts))
    return ExitCode.OK
