"""Texts from outside, made fit to be shown: no control characters, no lines, no direction that leaks out."""

from __future__ import annotations

import re

# Control characters, and the marks that would turn the direction of the text behind them or hide in it.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
ELLIPSIS = "…"


def clean(text: str) -> str:
    """The text without characters that are not seen but do something; lines stay."""
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_END.sub("\n", text)
    return _UNSEEN.sub("", lines).encode("utf-8", "replace").decode()


def one_line(text: str) -> str:
    """The text on one line."""
    return _SPACE.sub(" ", clean(text)).strip()


def shortened(text: str, most: int) -> str:
    """The text, cut at a word where it is longer than `most` characters, with a mark that it was."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 2 // 3 else cut).rstrip() + ELLIPSIS
