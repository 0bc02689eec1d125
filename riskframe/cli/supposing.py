"""`whatif` and `compare`: two assessments and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskframe.cli.inputs import load_rubrics, steps_of
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.inputs import Rubrics, Run
    from riskframe.inquiry.comparison import Comparison
    from riskframe.rubric.resolve import Rubric

FORMATS = ("text", "json")


def what_if(run: Run, file: str, settings: Sequence[str], removals: Sequence[str], form: str) -> ExitCode:
    """The profile as it is against the profile as supposed, under each rubric."""
    from riskframe.inquiry.comparison import compared
    from riskframe.inquiry.whatif import REMOVE, Setting
    from riskframe.loading.changed_profile import changed_profile, parse_setting

    _known(form)
    if not settings and not removals:
        raise WrongUsage("nothing is supposed", "give --set PATH=VALUE or --remove PATH")
    wanted = [*(parse_setting(text) for text in settings), *(Setting(path, REMOVE) for path in removals)]
    rubrics = load_rubrics(run)
    model = rubrics.read_model(file)
    changed = changed_profile(model.read, wanted, model.rubrics, model.beside)
    for note in changed.assumed:
        run.console.say(f"assumed: {note}")
    asked = run.settings.analysis
    with run.console.progress("Assessing", steps_of(run, 2)) as step:
        before = model.assessments(analysis=asked, step=step)
        after = model.assessments(profile=changed.profile, analysis=asked, step=step)
    both = [compared(a, b, analysis=asked) for a, b in zip(before, after, strict=True)]
    _print(run, both, model.rubrics, form, heading=False)
    return ExitCode.OK


def compare_files(run: Run, first: str, second: str, form: str) -> ExitCode:
    """Two profiles, two results, or one of each."""
    from riskframe.inquiry.comparison import compared
    from riskframe.loading.result_file import is_result, result_of
    from riskframe.loading.tree import parse_leniently, read_source

    _known(form)
    sides: list[tuple[Assessment, ...]] = []
    rubrics: Rubrics | None = None
    asked = run.settings.analysis
    with run.console.progress("Assessing", steps_of(run, 2)) as step:
        for file in (first, second):
            if file == "-":
                raise WrongUsage("compare reads files only", "write standard input to a file first")
            tree = parse_leniently(read_source(file))
            if is_result(tree):
                sides.append((result_of(tree),))
                if asked and sides[-1][0].sensitivity is None:
                    run.console.say(f"{file} holds no analysis: assess it again with --analysis to compare it")
                continue
            rubrics = rubrics or load_rubrics(run)
            sides.append(rubrics.read_model(file).assessments(analysis=asked, step=step))
    if len(sides[0]) != len(sides[1]):
        raise WrongUsage("a result holds one assessment, and several rubrics are asked for", "give one rubric with -r")
    both = [compared(a, b, analysis=asked) for a, b in zip(*sides, strict=True)]
    _print(run, both, rubrics.plain if rubrics else (), form, heading=True)
    return ExitCode.OK


def _known(form: str) -> None:
    if form not in FORMATS:
        raise WrongUsage(f'"{form}" is not a format: {", ".join(FORMATS)}')


def _print(run: Run, both: Sequence[Comparison], rubrics: Sequence[Rubric], form: str, *, heading: bool) -> None:
    if form == "json":
        from riskframe.report.json import plain, text_of

        said = [plain(one) for one in both]
        run.console.data(text_of(said[0] if len(said) == 1 else said) + "\n")
        return
    from riskframe.cli.look.changes import changes

    style = run.console.style
    titles = {name: spec.title for rubric in rubrics for name, spec in rubric.domains.items()}
    run.console.data("\n".join(changes(one, titles, style, heading=heading or len(both) > 1) for one in both))
