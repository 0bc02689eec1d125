"""English: headings, captions, column heads and lead sentences of the long report's templates."""

from __future__ import annotations

PAGE = {
    "contents": "Contents",
    "running": "riskframe {version} · {rubric} {rubric_version} · profile {profile}",
    "attached.result": "The assessment as machine-readable data",
    "attached.profile": "The model profile that was assessed",
    "redacted": "[left out]",
    "redacted.safeguards": "safeguards and how they were tested",
    "redacted.rationales": "rationales",
    "redacted.evidence": "where evidence is kept",
    "redacted.rules": "what rules read",
    "redacted.waivers": "who waived what and why",
    "redacted.people": "interests and dissents of assessors",
    "redacted.dissent": "[a dissent is recorded; its text is left out]",
    **{
        f"csv.{name}": name
        for name in (
            "id",
            "title",
            "kind",
            "voice",
            "elicitation",
            "date",
            "age",
            "valid_until",
            "state",
            "why_not",
            "source",
            "sha256",
            "cited_by",
            "domain",
            "severity",
            "option",
            "conservative",
            "central",
            "optimistic",
            "zone",
            "absolute",
            "held_by",
        )
    },
    "xlsx.about": "About",
    "xlsx.options": "Options",
    "xlsx.evidence": "Evidence",
    "xlsx.what": "what",
    "xlsx.value": "value",
    "xlsx.title": "Title",
    "xlsx.limits": "Limits",
    "xlsx.made": "Made by",
    "because": "Because",
    "because_remedy": "Because, and what would help",
    "hard": "cannot be waived",
    # --- the browser -----------------------------------------------------------------------------------------------
    "html.skip": "Skip to the report",
    "html.filter": "Show only rows that contain …",
    "html.scrolls": "Table; scrolls sideways on a small screen",
    "html.expand": "Open all details",
    "html.collapse": "Close all details",
    # --- headings --------------------------------------------------------------------------------------------------
    "section.decision": "The decision",
    "section.classes": "Classification",
    "section.options": "Options side by side",
    "section.pathways": "Paths to harm, domain by domain",
    "section.standing": "What remains if nothing is released",
    "section.safeguards": "Safeguards, and what each option leaves of them",
    "section.benefits": "Benefits kept, and other ways to them",
    "section.uncertainty": "How sure this is",
    "section.sensitivity": "What would change the decision",
    "section.plan": "The plan, stage by stage",
    "section.components": "The release, component by component",
    "section.conditions": "Conditions",
    "section.other_school": "What the other school says",
    "section.change": "What changed since the previous assessment",
    "section.people": "Who rated, and who disagrees",
    "section.sign_off": "Sign-off",
    "section.rules": "Rules that fired",
    "section.evidence": "Evidence register",
    "section.ratings": "Ratings",
    "section.sources": "Sources, and who stands behind what",
    "section.document": "This document",
    # --- page one --------------------------------------------------------------------------------------------------
    "cover.logo": "Logo of {name}",
    "cover.kind": "Release decision for a foundation model",
    "cover.made": "{day} · {rubric}",
    "outcome.lead": "This rubric has no options of release: it says what follows, and neither authorises nor forbids one.",
    "outcome.classes": "What the model comes out as",
    "outcome.parts": "Part by part",
    "outcome.parts_more": "How many have which value, conservative reading; each is in the table of classes.",
    "outcome.notes": "Notes",
    "outcome.more_notes.one": "One more note",
    "outcome.more_notes.other": "{n} more notes",
    "outcome.unknown.one": "One rating that it reads is unknown.",
    "outcome.unknown.other": "{n} ratings that it reads are unknown.",
    "outcome.valid": "Assessed on {since}, valid until {until}.",
    "outcome.readings": "conservative; central: {central}; optimistic: {optimistic}",
    "cover.recommendation": "Recommendation",
    "cover.aim_same": "the same as the start",
    "cover.reasons": "Why",
    "cover.against": "The strongest arguments against it",
    "cover.proposed": "On the proposal: {option}",
    "cover.asked": "What is asked of the board",
    "cover.conditions": "Conditions of this start",
    "cover.rests": "What it rests on",
    "cover.rests_nothing": "No domain is held at its level by judgement, by a screen, by a suggestion or by what is already available.",
    "cover.signs": "Who signs, and until when it holds",
    "cover.until": "valid until {day}",
    "section.weakened": "Weakened or waived",
    "cover.more_weakened.one": "One more item",
    "cover.more_weakened.other": "{n} more items",
    "weakenings.title": "Weakened or waived, in full",
    "weakenings.none": "No item of the rubric is loosened, and nothing is waived.",
    "waived.said": "Waived for {option} until {day}: {what}.",
    "waived.by": "By {owner}: {reason}",
    "cover.nothing_weakened": "No item of the rubric is loosened or waived.",
    "cover.glance": "Every domain under every option",
    "cover.glance_key": "Level 5 trivial, 4 easy, 3 hard, 2 very hard, 1 infeasible; conservative reading.",
    "cover.redacted": "Left out of this public version",
    "cover.more_reasons.one": "One more reason",
    "cover.more_reasons.other": "{n} more reasons",
    "cover.more_conditions.one": "One more condition",
    "cover.more_conditions.other": "{n} more conditions",
    # --- the key ---------------------------------------------------------------------------------------------------
    "key.title": "How to read this report",
    "key.levels": (
        "A level says how easily the named actor gets through: 5 trivial, 4 easy, 3 hard, 2 very hard, 1 infeasible. A domain "
        "stands at the level of its easiest path. Levels are compared, never added."
    ),
    "key.acceptable": "nothing further is needed.",
    "key.tolerable": "only under conditions, for a stated goal that no less open way serves, with a higher signature.",
    "key.intolerable": "not under this option.",
    "key.readings": (
        "The conservative reading of the ratings decides and the central one sets the aim; in both, what is unknown stands at "
        "the harmful end."
    ),
    # --- options ---------------------------------------------------------------------------------------------------
    "heat.caption": "Risk level and zone of every domain under every option, least open on the left. Small: conservative · central · optimistic reading, where they differ.",
    "heat.domain": "Domain",
    "heat.severity": "severity {n} of 5",
    "heat.raised": "raised",
    "heat.raised_because": "Severity raised for this model: {why}",
    "heat.also": "{conservative} · {central} · {optimistic}",
    "heat.reached": "Reached",
    "heat.recall": "Can be recalled",
    "heat.one_signer": "Every option would be signed by: {who}.",
    "heat.signs": "Would be signed by",
    "options.blocked": "What stands in the way",
    "options.blocked.means": "Each option is listed with what a less open option does not meet already.",
    "options.none_blocked": "Nothing stands in the way of any option.",
    "tradeoff.title": "What each option costs and gives",
    "tradeoff.caption": (
        "Left: the domain in the worst zone, conservative reading. Right: the share of each stated goal that the option keeps, "
        "0 to 1. The two are not set off against each other."
    ),
    "tradeoff.caption_known": (
        "Left: the domain in the worst zone, conservative reading. Right: the share that the option keeps of each benefit of known "
        "size, 0 to 1; no goal is stated. The two are not set off against each other."
    ),
    "tradeoff.caption_none": (
        "The domain in the worst zone under each option, conservative reading. No goal is stated and no benefit has a known size, so "
        "nothing is drawn on the side of benefits."
    ),
    # --- pathways --------------------------------------------------------------------------------------------------
    "pathways.pictures": "What each release would add",
    "pathways.lead": (
        "Each picture shows the listed paths from a threat actor to the harm under {option}, the easiest on top, for the actor "
        "for whom the path is easiest."
    ),
    "pathways.key": (
        "The darker a box, the higher the barrier. A heavy frame marks the steps that hold the domain at its level; a dashed "
        "one marks a step that holds nobody back. A safeguard struck out does not count on that step."
    ),
    "pathways.caption": "{domain} under {option}, conservative reading.",
    "pathways.table": "The same paths as a table: {domain}",
    "pathways.path": "Path",
    "pathways.actor": "Actor",
    "pathways.level": "Level",
    "pathways.steps": "Steps with their ease",
    "pathways.holds": "holds",
    "standing.lead": (
        "Theft and insiders do not depend on the option. This risk never argues for opening; where it is intolerable it is a "
        "condition of its own."
    ),
    "standing.zone": "Zone at the domain's severity",
    "standing.none": "The rubric lists no path that is independent of the option.",
    # --- safeguards and benefits -----------------------------------------------------------------------------------
    "safeguards.lead": (
        "A safeguard is durable, slows an amateur, or is void, by what the option lets an actor do. On a route where it was not "
        "tested it does not count, whatever its state."
    ),
    "safeguards.none": "The profile names no safeguard. Every step past safeguards stands at its easiest.",
    "safeguards.name": "Safeguard",
    "safeguards.strength": "Strength",
    "safeguards.tested": "Tested by: {tests}.",
    "safeguards.untested": "Untested on: {routes}.",
    "benefits.lead": (
        "The share of each benefit that an option keeps, 0 to 1, relative to the most open option. Stated goals first. Benefits "
        "do not change the recommendation, except that an option which is only tolerable needs a stated goal."
    ),
    "benefits.name": "Benefit",
    "benefits.size": "Size",
    "benefits.goal": "goal",
    "benefits.alternatives": "Also kept under {start} by",
    "benefits.weighted": "All of them, by the board's weights",
    "benefits.weighted_note": "The weighted row decides nothing; there is no figure of risk minus benefit.",
    "benefits.note": "A benefit of unknown size counts as absent. Shares are the rubric's, not measurements.",
    # --- uncertainty -----------------------------------------------------------------------------------------------
    "readings.caption": "Where each reading leads on the chain of options. The filled box is the start.",
    "levels.title": "How far the readings lie apart",
    "levels.caption": (
        "Disk: conservative. Diamond: central. Ring: optimistic. The bands are the zones of the domain's severity, marked at "
        "their left end: ring acceptable, triangle tolerable, square intolerable."
    ),
    "unknown.title": "What is not known",
    "unknown.lead.one": "One rating that the rubric reads is unknown.",
    "unknown.lead.other": "{n} ratings that the rubric reads are unknown.",
    "unknown.none": "Every rating that the rubric reads is known.",
    "unknown.register": "in the register",
    "single.title": "What alone could break it",
    "single.lead": "A mistake in any one of these would take {start} out of reach.",
    "single.none": "No single rating or safeguard would take {start} out of reach.",
    # --- plan ------------------------------------------------------------------------------------------------------
    "plan.caption": "Each gate is a new assessment. Nothing behind a gate is authorised.",
    "plan.settled_by": "Would be settled by:",
    "plan.more_sets.one": "One further set would do as well; it is in the attached result.",
    "plan.more_sets.other": "{n} further sets would do as well; they are in the attached result.",
    "plan.rules_first": "These caps hold whatever the ratings:",
    "plan.not_settled": "The stage before it cannot settle:",
    "plan.way_back": "The way back from the stage before it:",
    "plan.watch": "What to watch",
    "plan.told": "Who is told",
    "plan.stop": "What stops it",
    "plan.triggers": "What ends the validity before {day}",
    "components.lead": (
        "A component goes out with {start} if, with its own affordances added, no domain changes zone and no further cap fires."
    ),
    "components.name": "Component",
    "components.advice": "Advice",
    "conditions.text": "Condition",
    "conditions.state": "State",
    "conditions.far.one": "One condition that applies to other options only is in the attached result.",
    "conditions.far.other": "{n} conditions that apply to other options only are in the attached result.",
    "conditions.options": "Applies to",
    # --- the other school ------------------------------------------------------------------------------------------
    "other.lead": (
        "One school asks what a model can do; the other asks what it adds to what is already available. The first column counts "
        "what is available, the second does not."
    ),
    "other.none": "Under {option}, no domain would stand in another zone if nothing comparable were available.",
    "other.moved.one": "Under {option}, one domain would stand in another zone if nothing comparable were available: {domains}.",
    "other.moved.other": "Under {option}, {n} domains would stand in another zone if nothing comparable were available: {domains}.",
    "other.option": "Option",
    "other.marginal": "With what is available",
    "other.absolute": "If nothing were available",
    "other.comparators": "Comparators named",
    "other.rests": "The zone rests on them.",
    "other.note": (
        "Those who hold the marginal view object that the first column still has a floor by severity. Those who hold the "
        "absolute view object that each release justified by the last one moves the baseline. The choice is the board's."
    ),
    "change.none": "Nothing in the decision, the ratings, the evidence or the assessors changed.",
    # --- registers -------------------------------------------------------------------------------------------------
    "rules.lead": "Every rule that fired, caps first, with what it read in the conservative reading.",
    "rules.rule": "Rule",
    "rules.effect": "Effect",
    "rules.read": "Where it fired, and what it read",
    "rules.none": "No rule fired.",
    "evidence.caption": (
        "A mark for each item: disks are observations, squares are judgement and screens, hollow marks do not count. Columns "
        "are ages on the day of the assessment."
    ),
    "evidence.item": "Item",
    "evidence.kind": "Kind",
    "evidence.voice": "Whose voice",
    "evidence.date": "Date and age",
    "evidence.state": "State",
    "evidence.cited": "Cited by",
    "evidence.none": "The profile holds no evidence.",
    "evidence.more.one": "One further item is in the attached result.",
    "evidence.more.other": "{n} further items are in the attached result.",
    "ratings.lead": "Every rating as it was read: its interval, the rubric's words for the levels covered, and what it rests on.",
    "ratings.rating": "Rating",
    "ratings.level": "Level",
    "ratings.words": "In words, or why unknown",
    "ratings.rests": "Rests on",
    "ratings.evidence": "Evidence",
    "ratings.confidence": "confidence {word}",
    "ratings.widened": "widened, because it rests on judgement, a screen or a suggestion",
    "ratings.unknown": "Unknown, and why",
    "ratings.unread": "read by no path and no rule",
    "ratings.unread_note.one": "One rating that no path and no rule reads is left out here.",
    "ratings.unread_note.other": "{n} ratings that no path and no rule reads are left out here.",
    "people.who": "Role",
    "people.gains": "Interests stated",
    "people.dissent": "Dissent, in full",
    "people.no_dissent": "none recorded",
    "people.none": "The profile names nobody who rated.",
    "signoff.gains": "Who rated, and who gains",
    "signoff.regret": "The least regretted reversible step today",
    "signoff.waiting": "What waiting costs",
    "signoff.stops": "Who stops what",
    "signoff.way_back": "The way back from the start:",
    "signoff.signal": "When this happens",
    "signoff.who_stops": "this person stops, and what",
    "signoff.any_trigger": "A trigger of the validity fires",
    "signoff.signed": "Signed by: {who}",
    "signoff.name": "Name",
    "signoff.role": "Role",
    "signoff.decision": "Decision, or dissent",
    "signoff.date": "Date and signature",
    "steps.title": "Steps that the paths are made of",
    "sources.lead": "Items of the rubric by who stands behind them.",
    "sources.work": "Work",
    "sources.items": "Items that rest on it",
    "document.pdf": (
        "The machine-readable result (assessment.json) is attached to this file, and the profile where it was given. Every "
        "sentence about a result leads to the domain, rule, rating or step that it was made from."
    ),
    "document.html": (
        "This file is complete in itself: it loads nothing and sends nothing. Every sentence about a result leads to the "
        "domain, rule, rating or step that it was made from."
    ),
    "document.undrawn.one": "One character that the typeface lacks is shown as \ufffd; the attached result has it.",
    "document.undrawn.other": "{n} characters that the typeface lacks are shown as \ufffd; the attached result has them.",
}
