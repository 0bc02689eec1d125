"""Says in plain words what the YAML parser found wrong, and points at the cause rather than where it gave up.

Both parsers of PyYAML (C and Python) come through here; they word the same fault differently.
"""

from __future__ import annotations

import re
from typing import Any

from riskframe.diagnostics import Diagnostic
from riskframe.loading.source import Source

_OUTLINE_HINT = "entries of one mapping or list start in the same column; what belongs to a key is indented below it"
_QUOTE_HINT = "put the whole text in quotation marks"


def from_yaml(source: Source, error: Any) -> Diagnostic:
    """The diagnostic for a YAMLError."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = _index(getattr(error, "problem_mark", None), len(source.text))
    opened = _index(getattr(error, "context_mark", None), at)
    return (
        _tab(source, at)
        or _unfinished(source, problem, context, at, opened)
        or _special_start(source, problem, context, at, opened)
        or _outline(source, problem, at, opened)
        or source.diagnostic("E201", f"this is not valid YAML: {problem}", at, at + 1)
    )


def from_escape(source: Source) -> Diagnostic:
    """The diagnostic for an escape beyond the last Unicode character."""
    found = re.search(r"\\U[0-9a-fA-F]{8}", source.text)
    start, end = found.span() if found else (0, 1)
    return _bad_escape(source, start, end)


def _tab(source: Source, at: int) -> Diagnostic | None:
    """A tab before the first word of the line is the cause whatever the parser says about it."""
    line_start = max(source.text.rfind("\n", 0, at), source.text.rfind("\r", 0, at)) + 1
    indent = re.compile(r"[ \t]*").match(source.text, line_start)
    tab = source.text.find("\t", line_start, indent.end()) if indent else -1
    if tab < 0:
        return None
    return source.diagnostic("E202", "a tab is used for indentation", tab, tab + 1, hint="use spaces")


def _unfinished(source: Source, problem: str, context: str, at: int, opened: int) -> Diagnostic | None:
    text = source.text
    backslash = text.rfind("\\", opened, at + 1)
    if backslash >= 0 and ("escape" in problem or "hexdecimal" in problem):
        return _bad_escape(source, backslash, backslash + 2)
    if "quoted scalar" in context:
        return source.diagnostic("E204", f"this quotation mark {text[opened]} is never closed", opened, opened + 1)
    if "flow" not in context:
        return None
    bracket = text[opened : opened + 1]
    if not text[at:].strip():
        return source.diagnostic("E204", f'this "{bracket}" is never closed', opened, opened + 1)
    if "',' or" not in problem:
        return None
    closing = "]" if bracket == "[" else "}"
    hint = f'the "{bracket}" was opened in line {source.line_of(opened)}'
    return source.diagnostic("E204", f'a "," or "{closing}" is missing before this', at, at + 1, hint=hint)


def _special_start(source: Source, problem: str, context: str, at: int, opened: int) -> Diagnostic | None:
    if "tag" in context or "tag handle" in problem:
        hint = 'text that begins with "!" needs quotation marks'
        return source.diagnostic("E215", "a tag is not read", opened, opened + 1, hint=hint)
    if "cannot start any token" in problem:
        opened = at
    elif not re.search("scanning (an alias|an anchor|a block scalar)", context):
        return None
    first = source.text[opened : opened + 1]
    return source.diagnostic("E205", f'text cannot begin with "{first}"', opened, opened + 1, hint=_QUOTE_HINT)


def _outline(source: Source, problem: str, at: int, opened: int) -> Diagnostic | None:
    text = source.text
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    before = text[line_start:at]
    word = line_start + len(before) - len(before.lstrip())
    if problem.startswith("mapping values are not allowed"):
        if re.search(r":\s", before):
            return source.diagnostic("E205", 'a second ":" in one line', at, at + 1, hint=_QUOTE_HINT)
        hint = 'check its indentation, and that the line above has its ":" or its closing quotation mark'
        return source.diagnostic("E203", "this line does not fit the one above", word, max(at, word + 1), hint=hint)
    if "entries are not allowed" in problem:
        return source.diagnostic("E203", "a list begins on a line of its own", at, at + 1, hint=_OUTLINE_HINT)
    if "could not find expected ':'" in problem:
        end = opened + len(source.line(source.line_of(opened)))
        return source.diagnostic("E203", 'a ":" is missing after this key', opened, end)
    if "<document start>" in problem:
        return source.diagnostic("E201", "nothing may follow the end of the document", at, at + 1)
    if "node content" in problem:
        return source.diagnostic("E201", f'"{text[at : at + 1]}" is not expected here', at, at + 1, hint=_QUOTE_HINT)
    if "expected key" in problem or "expected '-'" in problem or "<block end>" in problem:
        if before.strip(" -"):
            return source.diagnostic("E205", "text follows a value that has ended", at, at + 1, hint=_QUOTE_HINT)
        if text[at : at + 1] == ":":
            return source.diagnostic("E203", 'a key is missing before this ":"', at, at + 1)
        message = "this line does not fit the lines above"
        return source.diagnostic("E203", message, at, at + 1, hint=_OUTLINE_HINT)
    return None


def _bad_escape(source: Source, start: int, end: int) -> Diagnostic:
    hint = "in double quotation marks a backslash is written twice; in single ones it stands for itself"
    shown = source.text[start:end]
    return source.diagnostic("E207", f'"{shown}" is not an escape', start, end, hint=hint)


def _index(mark: Any, otherwise: int) -> int:
    return otherwise if mark is None else int(mark.index)
