"""Whether the levels of two criteria fit together, and which level of the one is which of the other."""

from __future__ import annotations

from collections.abc import Mapping

from riskframe.rubric.vocabulary import RatingPath


def levels_across(
    one: RatingPath, other: RatingPath, stated: Mapping[int | str, int | str], *, both: bool
) -> tuple[dict[int, int] | None, str]:
    """Each level of `one` as a level of `other`; None with the reason where they do not fit.

    The two lean the same way, no level is left out, and no order is turned round. `both`: it has to be possible to go
    back, so no two levels become one and none is left over.
    """
    if one.polarity is not other.polarity:
        return None, f"the one is a {one.polarity.value} criterion and the other a {other.polarity.value} one"
    if not stated:
        if one.words != other.words:
            return (
                None,
                f"their levels differ ({', '.join(one.words)}; {', '.join(other.words)}), so `levels` are needed",
            )
        return {level: level for level in range(1, one.top + 1)}, ""
    found: dict[int, int] = {}
    for here, there in stated.items():
        level, target = one.level_of(here), other.level_of(there)
        if level is None or target is None:
            wrong, scale = (here, one) if level is None else (there, other)
            return None, f'"{wrong}" is not a level of {scale.path}: {", ".join(scale.words)}'
        if level in found:
            return None, f'"{here}" is given twice'
        found[level] = target
    missing = [word for level, word in enumerate(one.words, 1) if level not in found]
    if missing:
        return None, f"nothing is said for {', '.join(missing)}"
    rising = [found[level] for level in range(1, one.top + 1)]
    if rising != sorted(rising):
        return None, "a higher level of the one is a lower level of the other"
    if both and rising != list(range(1, other.top + 1)):
        return None, "not each level has one of its own, so a rating can cross one way only (`direction`)"
    return found, ""
