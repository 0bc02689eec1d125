"""Reads JSON with positions: a scanner without recursion, stricter than YAML and quicker to explain itself."""

from __future__ import annotations

import json
import re

from riskframe.loading.build import Builder, Stopped
from riskframe.loading.scalars import number

_SPACE = re.compile(r"[ \t\r\n]*")
_TEXT = re.compile(r'"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z_.])")
_WORD = re.compile(r"-?[A-Za-z_][A-Za-z_0-9]*")
_WORDS: dict[str, bool | float | None] = {
    "true": True,
    "false": False,
    "null": None,
    # Not JSON, but Python and JavaScript write them; the builder refuses them by name.
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}


def looks_like_json(text: str) -> bool:
    """Whether the text begins as a JSON object or list does (a YAML flow collection does so too)."""
    return text.lstrip(" \t\r\n")[:1] in ("{", "[")


def read_json(build: Builder) -> None:
    """Sends the JSON document of the source to `build`. Raises Stopped where reading cannot go on."""
    scanner = _Scanner(build)
    scanner.run()


class _Scanner:
    def __init__(self, build: Builder) -> None:
        self._build = build
        self._text = build.source.text
        self._at = 0
        self._closers: list[str] = []

    def run(self) -> None:
        while self._value() or self._more():
            pass
        if self._at < len(self._text):
            raise self._wrong("nothing may follow the end of the document")

    def _value(self) -> bool:
        """Reads what is due; true when it opened a list or object whose first value is due next."""
        self._skip()
        first = self._text[self._at : self._at + 1]
        if first == '"':
            self._string()
        elif first in ("{", "["):
            return self._opening("}" if first == "{" else "]")
        elif matched := _NUMBER.match(self._text, self._at):
            self._build.scalar(number(matched.group()), self._at, matched.end())
            self._at = matched.end()
        elif (matched := _WORD.match(self._text, self._at)) and matched.group() in _WORDS:
            self._build.scalar(_WORDS[matched.group()], self._at, matched.end())
            self._at = matched.end()
        else:
            raise self._wrong("a value is due here", "text stands in double quotation marks")
        return False

    def _opening(self, closer: str) -> bool:
        self._build.open({} if closer == "}" else [], self._at, 1)
        self._at += 1
        self._skip()
        if self._text[self._at : self._at + 1] == closer:
            self._at += 1
            self._build.close()
            return False
        self._closers.append(closer)
        if closer == "}":
            self._key()
        return True

    def _more(self) -> bool:
        """Closes what ends here; true when a comma says that another value is due."""
        self._skip()
        while self._closers and self._text[self._at : self._at + 1] == self._closers[-1]:
            self._closers.pop()
            self._build.close()
            self._at += 1
            self._skip()
        if not self._closers:
            return False
        closer = self._closers[-1]
        if self._text[self._at : self._at + 1] != ",":
            raise self._wrong(f'a "," or "{closer}" is missing before this')
        comma = self._at
        self._at += 1
        self._skip()
        if self._text[self._at : self._at + 1] == closer:
            self._at = comma
            raise self._wrong("the last entry is followed by a comma")
        if closer == "}":
            self._key()
        return True

    def _key(self) -> None:
        if self._text[self._at : self._at + 1] != '"':
            raise self._wrong("a key in double quotation marks is due here")
        self._string()
        self._skip()
        if self._text[self._at : self._at + 1] != ":":
            raise self._wrong('a ":" is missing before this')
        self._at += 1

    def _string(self) -> None:
        matched = _TEXT.match(self._text, self._at)
        if matched is None:
            raise self._wrong("this quotation mark is never closed", "a line break in a text is written \\n")
        written, start, self._at = matched.group(), self._at, matched.end()
        if "\\" not in written:
            self._build.quoted(written[1:-1], start, self._at)
            return
        try:
            self._build.quoted(json.loads(written, strict=False), start, self._at)
        except json.JSONDecodeError as error:
            self._at = start + error.pos
            raise self._wrong("this is not an escape", "a backslash is written twice") from None

    def _skip(self) -> None:
        matched = _SPACE.match(self._text, self._at)
        self._at = matched.end() if matched else self._at

    def _wrong(self, what: str, hint: str | None = None) -> Stopped:
        if not self._text[self._at :].strip():
            what, hint = f'the file ends before its last "{self._closers[-1]}"' if self._closers else what, None
        return self._build.stopped("E206", f"this is not valid JSON: {what}", self._at, self._at + 1, hint)
