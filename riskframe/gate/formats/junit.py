"""JUnit XML in the form that Jenkins published. A projection: what a test runner has no word for stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from riskframe.gate.codes import TITLES, ExitCode
from riskframe.gate.formats.told import GateRun, Item, Judged

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(run: GateRun) -> bytes:
    """A suite for each profile and rubric: whether the gate is open, then each finding.

    What keeps the gate shut has failed; what was waived was skipped; warnings and notes have passed, with their text.
    Files that cannot be accepted are errors in a suite of their own.
    """
    suites = [_judged(one) for one in run.judged]
    if run.faults:
        suites.insert(0, _suite("riskframe: files", [_case(item, "riskframe.files") for item in run.faults]))
    elif not suites:
        suites = [_suite("riskframe: files", [_gate("nothing was judged", run.code)])]
    top = Element("testsuites", {"name": "riskframe gate", **_counts([case for suite in suites for case in suite])})
    top.extend(suites)
    indent(top)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(top, encoding="unicode").encode() + b"\n"


def _judged(one: Judged) -> Element:
    cases = [_gate(f"{one.model}: {one.option or 'nothing proposed'}", one.code)]
    cases += [_case(item, f"riskframe.{one.rubric.partition(' ')[0]}") for item in one.items]
    suite = _suite(f"riskframe gate: {one.file}, {one.rubric}", cases)
    suite.set("file", _clean(one.file))
    return suite


def _suite(name: str, cases: Sequence[Element]) -> Element:
    suite = Element("testsuite", {"name": _clean(name), **_counts(cases), "skipped": str(_count(cases, "skipped"))})
    suite.extend(cases)
    return suite


def _counts(cases: Sequence[Element]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(_count(cases, "failure")),
        "errors": str(_count(cases, "error")),
    }


def _count(cases: Sequence[Element], kind: str) -> int:
    return sum(case.find(kind) is not None for case in cases)


def _gate(name: str, code: ExitCode) -> Element:
    case = Element("testcase", classname="riskframe.gate", name=_clean(f"gate open for {name}"))
    if code is not ExitCode.OK:
        said = f"gate shut, exit code {int(code)}: {TITLES[code]}"
        SubElement(case, "failure", type=str(int(code)), message=said).text = said
    return case


def _case(item: Item, classname: str) -> Element:
    at, by = item.position, item.waived_by
    case = Element("testcase", classname=classname, name=_clean(f"{item.code} {' '.join(item.text.split())}"))
    text = _clean(f"{at.file}:{at.line}:{at.column}: {item.text}\n{item.remedy}".strip())
    if by is not None:
        said = f"waived by {by.id}, {by.owner}, until {by.expires}: {by.reason}"
        SubElement(case, "skipped", type=item.code, message=_clean(said)).text = text
    elif item.level == "error":
        kind = "error" if item.code.startswith("E") else "failure"
        SubElement(case, kind, type=item.code, message=_clean(item.text)).text = text
    else:
        SubElement(case, "system-out").text = text
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
