"""What somebody typed, as the value that a profile would hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskframe.inquiry.questions import Question


class NotAnAnswer(ValueError):
    """The text does not answer the question; the message says what would."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A level or an interval; all None: unknown or not applicable."""

    lo: int | str | None = None
    best: int | str | None = None
    hi: int | str | None = None
    not_applicable: bool = False


def level_answer(question: Question, said: str) -> Rated:
    """`3`, `2-4` (the best estimate then leans to the harmful end), `2-3-4` for lowest, best, highest, a word, `u`, `n/a`.

    Raises NotAnAnswer.
    """
    words = [choice for choice, _ in question.choices]
    if said.lower() in ("u", "unknown"):
        return Rated()
    if said.lower() in ("n/a", "na"):
        if not question.not_applicable:
            raise NotAnAnswer("this criterion always applies; u says that it is unknown")
        return Rated(not_applicable=True)
    parts = [said] if said in words else re.split(r"\s*(?:-|\.\.|,|\bto\b)\s*", said)
    if not 1 <= len(parts) <= 3:
        raise NotAnAnswer(_wanted(words))
    places = [_place(part, words) for part in parts]
    if places != sorted(places):
        raise NotAnAnswer("a range runs from the lowest level to the highest")
    low, high = places[0], places[-1]
    middle = places[1] if len(places) == 3 else low if question.harmful == "lowest" else high
    return Rated(_level(low, words), _level(middle, words), _level(high, words))


def plain_answer(question: Question, said: str) -> Any:
    """The answer to any other question. Raises NotAnAnswer."""
    words = [choice for choice, _ in question.choices]
    match question.kind:
        case "yes_no":
            answer = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}.get(said.lower())
            if answer is None:
                raise NotAnAnswer("yes or no")
            return answer
        case "number":
            return _number(said)
        case "choice":
            return words[_place(said, words) - 1]
        case "choices":
            return [words[_place(part, words) - 1] for part in _parts(said)]
        case "words":
            return [_word(part) for part in _parts(said)]
    return said


def _parts(said: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", said) if part]


def _place(said: str, words: list[str]) -> int:
    """The number of a level or choice, from 1: by its word, the one beginning of it, or its number."""
    if said in words:
        return words.index(said) + 1
    if said.isdecimal() and 1 <= int(said) <= len(words):
        return int(said)
    fits = [place for place, word in enumerate(words, 1) if said and word.lower().startswith(said.lower())]
    if len(fits) == 1:
        return fits[0]
    raise NotAnAnswer(_wanted(words))


def _level(place: int, words: list[str]) -> int | str:
    return place if words[place - 1] == str(place) else words[place - 1]


def _wanted(words: list[str]) -> str:
    return f"one of {', '.join(words)}"


def _number(said: str) -> int | float:
    try:
        value = float(said.replace("_", "").replace(",", ""))
    except ValueError:
        raise NotAnAnswer("a number, such as 7e9") from None
    if not 0 < value < 1e300:
        raise NotAnAnswer("a number above 0")
    return int(value) if value.is_integer() and value < 1e15 else value


def _word(said: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", said):
        raise NotAnAnswer("words of letters, digits, ., _ and -")
    return said
