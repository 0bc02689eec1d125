"""Did you mean: the one word of a list that a misspelt word is closest to."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 80
_CUTOFF = 0.66


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that `word` most likely stands for, or None when nothing is close.

    Case, spaces, hyphens and underscores do not count; of equally close options the alphabetically first is taken.
    """
    by_form: dict[str, str] = {}
    for option in sorted(options):
        by_form.setdefault(_form(option), option)
    wanted = _form(word)
    if not wanted or len(wanted) > _LONGEST:
        return None
    if wanted in by_form:
        return by_form[wanted]
    # Two letters would fit half of any list.
    longer = [form for form in by_form if len(wanted) > 2 and form.startswith(wanted)]
    if len(longer) == 1:
        return by_form[longer[0]]
    return _most_alike(wanted, by_form)


def did_you_mean(word: str, options: Iterable[str]) -> str | None:
    """`did you mean "…"?` for the closest option, or None."""
    option = closest(word, options)
    return None if option is None or option == word else f'did you mean "{option}"?'


def _most_alike(wanted: str, by_form: dict[str, str]) -> str | None:
    from difflib import SequenceMatcher  # slow to import, and needed only once something is wrong

    best, best_score = None, (_CUTOFF, -1)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    for form, option in by_form.items():
        matcher.set_seq1(form[:_LONGEST])
        if matcher.quick_ratio() < _CUTOFF:
            continue
        # People seldom get the beginning of a word wrong: "opne" is open rather than none.
        score = (round(matcher.ratio(), 3), _shared_start(form, wanted))
        if score > best_score:
            best, best_score = option, score
    return best


def _shared_start(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _form(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip()).casefold()
