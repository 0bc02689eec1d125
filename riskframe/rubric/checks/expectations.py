"""What cases expect is named in the words of the rubric (E412)."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.diagnostics import KeyPath, Problem
from riskframe.rubric.references import References
from riskframe.rubric.resolve import Rubric


def expectation_faults(rubric: Rubric) -> Iterator[Problem]:
    """References in cases that lead nowhere."""
    found: list[Problem] = []
    check = References(found)
    options = rubric.vocabulary.options
    rules = tuple(dict.fromkeys(name for rule in rubric.rules for name in (rule.id, rule.key)))
    bases = tuple(rubric.folder.cases.bases)
    classes = {
        f"{cls.id}.{subject}" if subject else cls.id: cls.values
        for cls in rubric.file.classifications
        for subject in (rubric.vocabulary.subjects if cls.per == "domain" else ("",))
    }
    for i, case in enumerate(rubric.folder.cases.cases):
        where: KeyPath = ("cases", "cases", i)
        if case.base is not None:
            check.known(case.base, bases, "a base", *where, "base")
        expect, at = case.expect, (*where, "expect")
        for part in ("start", "aim"):
            if getattr(expect, part) is not None:
                check.known(getattr(expect, part), options, "an option", *at, part)
        check.all_known(expect.fires, rules, "a rule", *at, "fires")
        check.all_known(expect.quiet, rules, "a rule", *at, "quiet")
        check.keys_known(expect.zones, options, "an option", *at, "zones")
        for option, zones in expect.zones.items():
            check.keys_known(zones, tuple(rubric.domains), "a domain", *at, "zones", option)
        for name, value in expect.classes.items():
            if check.known(name, tuple(classes), "a classification", *at, "classes", name, key=True):
                check.known(value, classes[name], f"a value of {name}", *at, "classes", name)
    yield from found
