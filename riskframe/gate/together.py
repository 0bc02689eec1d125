"""judge_together(): several adopted rubrics and a day -> one exit code. The strictest of them decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskframe.gate.codes import WORST_FIRST, ExitCode
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
    code = min((said.code for said in judgements.values()), key=WORST_FIRST.index)
    return JudgedTogether(code, tuple(name for name, said in judgements.items() if said.code is code), judgements)
