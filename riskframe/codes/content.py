"""E4xx and W4xx: references, scales and rules; what the core finds once a file has the right shape."""

from __future__ import annotations

from riskframe.codes.code import Code

CONTENT: tuple[Code, ...] = (
    Code(
        "E410",
        "Condition that cannot be read",
        "A rule's condition uses a form, a path or a level that does not exist. The language is small and closed; nothing "
        "in it is ever run as code.",
        "Use one of the allowed forms; ratings, facts and levels are those of the rubric.",
        "when: {at_least: {capability.cyber_ofence.as_modified: 3}}",
    ),
    Code(
        "E411",
        "Id defined twice",
        "Two items of one kind share an id, so a reference to it would be ambiguous.",
        "Give one of them another id.",
        "rules:\n  - {id: untested, ...}\n  - {id: untested, ...}",
    ),
    Code(
        "E412",
        "Reference that leads nowhere",
        "The rubric defines nothing of this name and kind.",
        "Use one of the allowed names, or define it.",
        "cap: opne_weights",
    ),
    Code(
        "E413",
        "Rubric that leaves something unsaid",
        "A table has to name every option, affordance, level or domain, because a gap would be filled by a guess.",
        "Add the entry that the message names.",
        "affordances: {query: full}        # of the option api; fine_tune and others are absent",
    ),
    Code(
        "E414",
        "Levels that do not fit the scale",
        "A criterion's levels are not those of its scale, in order from 1.",
        "Describe each level of the scale once, lowest first.",
        "levels:\n  - {level: 2, ...}\n  - {level: 1, ...}",
    ),
    Code(
        "E420",
        "Evidence that is not there",
        "The entry cites an evidence id that this profile does not define.",
        "Use the id of an item under `evidence:`, or add the item.",
        "capabilities:\n  cyber_offence: {evidence: [cybnech]}",
    ),
    Code(
        "E421",
        "Name that the rubric does not know",
        "A criterion, domain, benefit, safeguard kind, fact or other name is not one of the rubric's, or it is rated at the wrong place (by domain, or once for the model).",
        "Use one of the allowed names.",
        "capabilities:\n  cyber_ofence: {as_released: 2}",
    ),
    Code(
        "E422",
        "Level or value outside its scale",
        "The rubric's scale for this entry has no such level, or the fact has no such value.",
        "Use one of the allowed levels, by number or by word.",
        "as_released: 7",
    ),
    Code(
        "E423",
        "Numbers out of order",
        "The bounds of an interval or of a result, its sample counts, or shares that should sum to 1, contradict each other.",
        "Correct the numbers; an interval runs lo <= best <= hi.",
        "as_modified: {lo: 4, best: 3, hi: 5}",
    ),
    Code(
        "E424",
        "Rated higher as released than modified",
        "Whatever the model does as released, its modified self does too, so as_modified cannot be the lower of the two.",
        "Raise as_modified or lower as_released.",
        "cyber_offence: {as_released: 4, as_modified: 2}",
    ),
    Code(
        "E425",
        "Severity lowered",
        "A profile may say that a domain's worst credible outcome is worse than the rubric assumes, never that it is milder.",
        "Leave the entry out, or raise the level.",
        "severities:\n  biological_chemical: {level: 2, reason: ...}",
    ),
    Code(
        "E426",
        "Date out of order",
        "Evidence or a comparator is dated after the assessment, or evidence is valid until a day before its own date.",
        "Correct the date, or the date of the assessment.",
        "assessment: {date: 2026-11-01}\nevidence:\n  - {id: audit, date: 2027-01-01, ...}",
    ),
    Code(
        "E427",
        "Id used twice",
        "Two items of this profile share an id, so a citation would be ambiguous.",
        "Give one of them another id.",
        "evidence:\n  - {id: audit, ...}\n  - {id: audit, ...}",
    ),
    Code(
        "E428",
        "Criterion that always applies",
        "`not_applicable` is accepted only where the rubric says that a criterion may not apply.",
        "Rate the criterion, or leave it unknown.",
        "as_released: {not_applicable: The model writes no code.}",
    ),
    Code(
        "E430",
        "Verdict that contradicts its level",
        "The framework's level lies below its threshold, so nothing but `below` can be said of the threshold.",
        "Correct the level or the standing.",
        "verdict: {framework: ..., level: Medium, standing: at_or_above}",
    ),
    Code(
        "E431",
        "Place that does not exist",
        "A path given to `whatif` or `explain` leads to nothing in the profile.",
        "Follow the keys from the top, joined by dots; items of a list are named by their id or their number from 0.",
        "riskframe whatif model.yaml --set capabilities.cyber.as_released=3",
    ),
    Code(
        "W420",
        "Evidence that does not count",
        "The item is rejected, superseded, expired or a void screen; a rating that rests on it alone is unknown.",
        "Renew the evidence, or cite another item.",
        "evidence:\n  - {id: audit, status: superseded, ...}",
    ),
)
