"""`demo`: an invented model, from profile to reports."""

from __future__ import annotations

import tempfile
from pathlib import Path

from riskframe.cli.assessing import assess_files, print_summaries
from riskframe.cli.inputs import begin
from riskframe.cli.outputs import Outputs, write_reports
from riskframe.cli.usage import WrongUsage
from riskframe.gate.codes import ExitCode

PROFILE = "riverbend-7b.yaml"
FORMATS = ("html", "pdf", "markdown", "json")


def show_demo(folder: str | None) -> ExitCode:
    """Copy the profile, assess it, write its reports beside it, and say what can be done with them."""
    from riskframe.loading.atomic import write_files
    from riskframe.loading.schema import schema_text

    run = begin(rubric=["seger-2023"], analysis=True)
    target = Path(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="riskframe-demo-"))
    profile = target / PROFILE
    stem = profile.stem
    there = [
        name
        for name in (PROFILE, *(f"{stem}{s}" for s in (".html", ".pdf", ".md", ".json")))
        if (target / name).exists()
    ]
    if there:
        raise WrongUsage(f'"{target}" holds {there[0]} already', "name another folder")
    schema = target / "riskframe-profile.schema.json"
    write_files({str(profile): demo_text().encode(), str(schema): schema_text("profile").encode()})
    console = run.console
    console.say(f"wrote {profile}: an invented model, with comments")
    done = assess_files(run, [str(profile)])
    print_summaries(run, done.results)
    lacking = write_reports(done.results, Outputs(FORMATS, folder=target), console)
    console.say(f"\nNext: open {target / f'{stem}.html'}, or change the profile and run `riskframe assess {profile}`.")
    console.say(f"Try:  riskframe whatif {profile} --set capability.cyber_offence.as_modified=2")
    # Without Pango there is no PDF, which is worth a sentence and no failure: the demo shows what works.
    for sentence in lacking:
        console.say(sentence)
    return done.code_with(run, ())


def demo_text() -> str:
    """The demonstration's profile."""
    return (Path(__file__).parent / "demo" / PROFILE).read_text(encoding="utf-8")
