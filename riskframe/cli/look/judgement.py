"""What the gate says, for a terminal and for the summary of a pipeline step."""

from __future__ import annotations

from datetime import date

from riskframe.assessment import Assessment
from riskframe.cli.look.style import Style
from riskframe.cli.look.summary import VERDICTS
from riskframe.gate.codes import TITLES, ExitCode
from riskframe.gate.judge import Judgement


def judgement(said: Judgement, assessment: Assessment, day: date, style: Style, *, file: str) -> str:
    """Open or shut in the first line, then what was judged, then every finding."""
    shut = said.code is not ExitCode.OK
    first = style.paint("gate shut" if shut else "gate open", "bold", "red" if shut else "green")
    first += style.paint(f", exit code {int(said.code)}: {TITLES[said.code] if shut else _verdict(assessment)}")
    lines = [first, style.wrap(_about(said, assessment, day, file), looks=("faint",))]
    heading = ""
    for finding in said.findings:
        if TITLES[finding.code] != heading:
            heading = TITLES[finding.code]
            lines.append(style.heading(heading))
        lines.append(style.wrap(finding.text, first="  - "))
        if finding.remedy:
            lines.append(style.wrap(finding.remedy, first="    ", looks=("faint",)))
    return "\n".join(lines) + "\n"


def judgement_markdown(said: Judgement, assessment: Assessment, day: date) -> str:
    """The same as Markdown; everything that comes from files stands in text where it cannot become markup."""
    mark = "shut" if said.code is not ExitCode.OK else "open"
    lines = [f"## riskframe: gate {mark}, exit code {int(said.code)}", "", _escaped(_about(said, assessment, day, ""))]
    if said.findings:
        lines.append("")
    lines += [f"- **{TITLES[f.code]}**: {_escaped(f.text)}" for f in said.findings]
    return "\n".join([*lines, "", ""])


def _about(said: Judgement, assessment: Assessment, day: date, file: str) -> str:
    model, rubric = assessment.model, assessment.rubric
    place = f"{file}: " if file else ""
    return (
        f"{place}{model.name} ({model.developer}), proposed {said.option}, rubric {rubric.id} {rubric.version}, "
        f"judged on {day.isoformat()}, valid until {assessment.validity.expires_on}"
    )


def _verdict(assessment: Assessment) -> str:
    words = VERDICTS[assessment.verdict][0] if assessment.verdict else ""
    return f"{words}, every condition precedent met" if assessment.verdict == "supported_with_conditions" else words


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    for character in "\\`*_[]<>#|":
        flat = flat.replace(character, f"\\{character}")
    return flat
