"""judge_together(): several adopted rubrics and a day -> one exit code. The strictest of them decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from riskframe.assessment import JudgedByAll
from riskframe.gate.codes import TITLES, ExitCode, worst
from riskframe.gate.judge import Judgement, judge
from riskframe.inquiry.together import Together


@dataclass(frozen=True, slots=True)
class JudgedTogether:
    """What the gate says of several rubrics. It is open only where each adopted one leaves it open."""

    code: ExitCode
    strictest: tuple[str, ...]
    """The rubrics that return this code."""
    judgements: dict[str, Judgement]
    """Rubric -> what it says; those that advise are not judged."""


def judge_together(found: Together, today: date, *, weights_sha256: str | None = None) -> JudgedTogether:
    """Judge the proposed option under every adopted rubric that has options.

    Raises NothingProposed where one of them has no verdict: nothing is proposed, or an option that it does not know.
    """
    judgements = {a.rubric.id: judge(a, today, weights_sha256=weights_sha256) for a in found.binding}
    of_all = judged_by_all({name: said.code for name, said in judgements.items()}, today)
    return JudgedTogether(ExitCode(of_all.code), of_all.strictest, judgements)


def judged_by_all(codes: Mapping[str, ExitCode], today: date) -> JudgedByAll:
    """What several rubrics say together: the worst of their codes, and whose it is. codes: rubric -> its code."""
    code = worst(codes.values())
    strictest = tuple(name for name, one in codes.items() if one is code)
    return JudgedByAll(int(code), TITLES[code], today.isoformat(), {n: int(c) for n, c in codes.items()}, strictest)
