"""What the gate says, for a terminal and for the summary of a pipeline step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from riskframe.assessment import Assessment, JudgedByAll
from riskframe.cli.look.style import Style
from riskframe.cli.look.summary import VERDICTS
from riskframe.gate.codes import TITLES, ExitCode
from riskframe.gate.findings import Finding
from riskframe.gate.judge import Judgement


def judgement(
    said: Judgement, assessment: Assessment, day: date, style: Style, *, file: str, several: bool = False
) -> str:
    """Open or shut in the first line, then what was judged, then every finding under what it does to the gate.

    several: other rubrics bind as well, so the first line says whose it is.
    """
    shut = said.code is not ExitCode.OK
    first = style.plain(f"{assessment.rubric.id}: ") if several else ""
    first += style.paint("gate shut" if shut else "gate open", "bold", "red" if shut else "green")
    first += style.paint(f", exit code {int(said.code)}: {TITLES[said.code] if shut else _verdict(said, assessment)}")
    lines = [first, style.wrap(_about(said, assessment, day, file), looks=("faint",))]
    heading = ""
    for finding in said.findings:
        if _heading(finding) != heading:
            heading = _heading(finding)
            lines.append(style.heading(heading))
        lines.append(style.wrap(f"{finding.text} ({finding.reason.id})", first="  - "))
        lines += [style.wrap(text, first="    ", looks=("faint",)) for text in _below(finding)]
    return "\n".join(lines) + "\n"


def by_all(said: JudgedByAll, style: Style, *, file: str) -> str:
    """What all rubrics that bind say together, in one line; then whose code it is, and what each says alone."""
    looks = ("bold", "red" if said.code else "green")
    first = style.paint(f"together: gate {'shut' if said.code else 'open'}", *looks)
    first += style.paint(f", exit code {said.code}: {said.says}")
    return f"{first}\n{style.wrap(f'{file}: {_whose(said)}', looks=('faint',))}\n"


def by_all_markdown(said: JudgedByAll) -> str:
    """The same as Markdown."""
    mark = "shut" if said.code else "open"
    return (
        f"## riskframe: gate {mark} under all rubrics together, exit code {said.code}\n\n{_escaped(_whose(said))}\n\n"
    )


def _whose(said: JudgedByAll) -> str:
    each = ", ".join(f"{name} {code}" for name, code in said.codes.items())
    return (
        f"every adopted rubric has to leave the gate open, and the strictest decides; alone their exit codes are {each}"
    )


def judgement_markdown(said: Judgement, assessment: Assessment, day: date, *, several: bool = False) -> str:
    """The same as Markdown; everything that comes from files stands in text where it cannot become markup."""
    mark = "shut" if said.code is not ExitCode.OK else "open"
    whose = f" under {_escaped(assessment.rubric.id)}" if several else ""
    lines = [
        f"## riskframe: gate {mark}{whose}, exit code {int(said.code)}",
        "",
        _escaped(_about(said, assessment, day, "")),
    ]
    if said.findings:
        lines.append("")
    lines += [f"- **{_heading(f)}**: {_escaped(f.text)} ({f.reason.id}){_signed(f)}" for f in said.findings]
    return "\n".join([*lines, "", ""])


def _heading(finding: Finding) -> str:
    if finding.waived_by is not None:
        return "waived"
    return TITLES[finding.code] if finding.severity == "error" else f"{finding.severity}s"


def _below(finding: Finding) -> Iterable[str]:
    if finding.waived_by is not None:
        by = finding.waived_by
        yield f"Waiver {by.id}, {by.owner}, until {by.expires}: {by.reason}"
    elif finding.remedy:
        yield finding.remedy


def _signed(finding: Finding) -> str:
    by = finding.waived_by
    return f" waiver {_escaped(by.id)}, {_escaped(by.owner)}, until {by.expires}" if by is not None else ""


def _about(said: Judgement, assessment: Assessment, day: date, file: str) -> str:
    model, rubric = assessment.model, assessment.rubric
    place = f"{file}: " if file else ""
    return (
        f"{place}{model.name} ({model.developer}), proposed {said.option}, rubric {rubric.id} {rubric.version}, "
        f"judged on {day.isoformat()}, valid until {assessment.validity.expires_on}"
    )


def _verdict(said: Judgement, assessment: Assessment) -> str:
    words = VERDICTS[assessment.verdict][0] if assessment.verdict else ""
    if said.waivers:
        return f"{words}, by {len(said.waivers)} waiver{'s' if len(said.waivers) > 1 else ''}"
    return f"{words}, every condition precedent met" if assessment.verdict == "supported_with_conditions" else words


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    for character in "\\`*_[]<>#|":
        flat = flat.replace(character, f"\\{character}")
    return flat
