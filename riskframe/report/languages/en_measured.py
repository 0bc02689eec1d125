"""English: measured evidence."""

from __future__ import annotations

MEASURED = {
    "section.measured": "Measured evidence and what was tried",
    "measured.not": (
        "Nothing here has changed a level, a rule or the gate. A result suggests levels by its bounds, never by the number alone, "
        "and a suggestion counts only once a named assessor has accepted it."
    ),
    "measured.tried": "Evaluations for a release that cannot be recalled",
    "measured.lead.one": "In one of {all} domains none of the four exists among the accepted evidence.",
    "measured.lead.other": "In {n} of {all} domains none of the four exists among the accepted evidence.",
    "measured.domain": "Domain",
    "measured.spent": "Spent",
    "measured.not_said": "not said",
    "measured.gaps": "How far the modified model is from the released one",
    "measured.suggested": "What results suggest",
    "measured.rating": "Rating",
    "measured.interval": "Levels",
    "measured.from": "Result",
    "measured.nothing": "Results that suggest nothing",
    "measured.quality": "Quality of the results",
    "measured.more.one": "One more is in the attached result.",
    "measured.more.other": "{n} more are in the attached result.",
    "tried.safeguards_off": "safeguards off",
    "tried.undoing": "undoing safeguards",
    "tried.amplified": "tuning and tools",
    "tried.worst_case": "worst-case proxy",
    "tried.state.there": "done",
    "tried.state.part": "in part",
    "tried.state.none": "not done",
    "tried.spent": "{stage} USD {usd}",
    "tried.spent_of": "{stage} USD {usd} ({share} of the budget)",
    "tried.budget": "budget of the named actor USD {usd}",
    "gap.bounded": "{task} {metric} {value} (bounds {lower} to {upper}), from {a} to {b}",
    "gap.unbounded": "{task} {metric} {value} (no bounds), from {a} to {b}",
    "suggested.interval": "{lo} to {hi}",
    "suggested.bounds": "{lower} to {upper} ({method})",
}
