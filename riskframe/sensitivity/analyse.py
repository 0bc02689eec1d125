"""analyse(): how sure, what would change it, and which evidence next. Nothing here feeds back into the decision."""

from __future__ import annotations

from collections.abc import Callable

from riskframe.engine.evaluate import Evaluation
from riskframe.sensitivity.assessors import agreement
from riskframe.sensitivity.decisive import decisive
from riskframe.sensitivity.diagram import TooLarge
from riskframe.sensitivity.draws import drawn_shares
from riskframe.sensitivity.flips import flips
from riskframe.sensitivity.next_evidence import next_evidence
from riskframe.sensitivity.records import Decisive, Sensitivity, ShareOfOption
from riskframe.sensitivity.rubric_steps import rubric_sensitivity
from riskframe.sensitivity.safeguards import safeguards_to_add
from riskframe.sensitivity.shares import BOUNDS, COUPLINGS, Bound, Coupling, Shares, all_shares, not_exact
from riskframe.sensitivity.spread import WEIGHT_OF_BEST
from riskframe.sensitivity.value import value_of_information

FALLBACK_DRAWS = 100_000

PARTS = ("shares", "flips", "next evidence", "safeguards", "value", "assessors", "rubric")
"""What `progress` is told, in order."""


def analyse(
    found: Evaluation, *, seed: int = 0, rubric_steps: bool = True, progress: Callable[[str], None] | None = None
) -> Sensitivity:
    """The whole sensitivity of one evaluation. `progress` is told the name of each part before it starts."""
    say = progress or _silent
    say("shares")
    tables, exact = _tables(found, seed)
    options = [o.id for o in found.rubric.options]
    # What ratings decide is the conservative answer; a missing goal may lower the start further, and no rating mends that.
    start = found.answer("conservative")
    say("flips")
    wanted = [(options[start + 1], "reach")] if start + 1 < len(options) else []
    wanted += [(options[start], "lose")] if start else []
    proposed = found.bound.profile.release.proposed
    if proposed is not None:
        reached = found.reachable(options.index(proposed), "conservative")
        wanted.append((proposed, "lose" if reached else "reach"))
    listed = tuple(flips(found, o, d) for o, d in dict.fromkeys(wanted))  # type: ignore[arg-type]
    say("next evidence")
    following = next_evidence(found)
    say("safeguards")
    missing = [o for o, d in dict.fromkeys(wanted) if d == "reach"]
    added = tuple(safeguards_to_add(found, o) for o in missing)
    say("value")
    worth = value_of_information(found)
    say("assessors")
    agreed = agreement(found)
    say("rubric")
    return Sensitivity(
        shares=tuple(_pairs(o, tables) for o in options),
        exact=exact,
        not_varied=not_exact(found),
        weight_of_best={str(k or "not stated"): v for k, v in WEIGHT_OF_BEST.items()},
        decisive=_decisive(found, tables, start) if exact else (),
        flips=listed,
        next_evidence=following,
        safeguards_to_add=added,
        agreement=agreed,
        rubric=rubric_sensitivity(found) if rubric_steps else None,
        value=worth,
    )


def _decisive(found: Evaluation, tables: Tables, start: int) -> tuple[Decisive, ...]:
    harmful, favourable = (tables[bound, "independent"] for bound in BOUNDS)
    return decisive(harmful, favourable, found, start)


def _silent(part: str) -> None:
    """Progress that nobody watches."""


Tables = dict[tuple[Bound, Coupling], Shares]


def _tables(found: Evaluation, seed: int) -> tuple[Tables, bool]:
    try:
        return all_shares(found), True
    except TooLarge:
        return {
            (bound, coupling): _drawn(drawn_shares(found, bound, coupling, draws=FALLBACK_DRAWS, seed=seed))
            for bound in BOUNDS
            for coupling in COUPLINGS
        }, False


def _drawn(most_open: dict[str, float]) -> Shares:
    values = list(most_open.values())
    return Shares(most_open, {o: sum(values[i:]) for i, o in enumerate(most_open)}, (), (), 0)


def _pairs(option: str, tables: Tables) -> ShareOfOption:
    harmful, favourable = BOUNDS
    return ShareOfOption(
        option,
        {c: (tables[harmful, c].most_open[option], tables[favourable, c].most_open[option]) for c in COUPLINGS},
        {c: (tables[harmful, c].within[option], tables[favourable, c].within[option]) for c in COUPLINGS},
    )
