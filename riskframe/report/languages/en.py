"""English. Keys are grouped by the part of the report that uses them; `.one` and `.other` are chosen by a count."""

from __future__ import annotations

from types import MappingProxyType

from riskframe.report.languages.en_analysis import ANALYSIS
from riskframe.report.languages.en_legal import LEGAL
from riskframe.report.languages.en_measured import MEASURED
from riskframe.report.languages.en_method import METHOD
from riskframe.report.languages.en_page import PAGE
from riskframe.report.languages.en_rubrics import RUBRICS
from riskframe.report.languages.en_sections import SECTIONS

_WORDS = {
    # --- small words -----------------------------------------------------------------------------------------------
    "list.and": "and",
    "list.or": " or ",
    "list.more.one": "{n} more",
    "list.more.other": "{n} more",
    "date": "{day} {month} {year}",
    **{
        f"month.{i}": name
        for i, name in enumerate(
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            1,
        )
    },
    "not_stated": "not stated",
    "none": "none",
    "yes": "yes",
    "no": "no",
    "source.section": "{ref}, section {section}",
    "basis.paper": "paper",
    "basis.literature": "literature",
    "basis.design": "design",
    # --- the document ----------------------------------------------------------------------------------------------
    "title": "Release decision: {model}",
    "fact.model": "Model",
    "fact.developer": "Developer",
    "fact.assessed": "Assessed on",
    "fact.expires": "Valid until",
    "fact.rubric": "Rubric",
    "fact.rubric_digest": "Rubric digest",
    "fact.profile_digest": "Profile digest",
    "fact.weights_digest": "Weights digest (SHA-256)",
    "fact.riskframe": "riskframe version",
    "fact.schema": "Result schema",
    # --- levels, zones, readings -----------------------------------------------------------------------------------
    "level.1": "infeasible",
    "level.2": "very hard",
    "level.3": "hard",
    "level.4": "easy",
    "level.5": "trivial",
    "level.words": "{level} {word}",
    "zone.acceptable": "acceptable",
    "zone.tolerable": "tolerable",
    "zone.intolerable": "intolerable",
    "reached.conservative": "reached in every reading",
    "reached.central": "reached from the central reading on",
    "reached.optimistic": "reached in the optimistic reading only",
    "reached.never": "reached in no reading",
    "reached.conservative.short": "yes",
    "reached.central.short": "central reading",
    "reached.optimistic.short": "optimistic only",
    "reached.never.short": "no",
    "role.start": "start",
    "role.aim": "aim",
    "role.proposed": "proposed",
    "cell.readings": "conservative {conservative}, central {central}, optimistic {optimistic}",
    "cell.sentence": "{domain} under {option}: level {level}, {zone} in the conservative reading.",
    "cell.held": "Held there by: {steps}.",
    "cell.not_held": "No step holds it back.",
    "heat.sentence": (
        "Under {option}, in the conservative reading, {acceptable} domains are acceptable, {tolerable} tolerable and "
        "{intolerable} intolerable."
    ),
    # --- the decision ----------------------------------------------------------------------------------------------
    "verdict.supported": "Supported",
    "verdict.supported_with_conditions": "Supported, with conditions",
    "verdict.insufficient_evidence": "Evidence insufficient",
    "verdict.not_supported": "Not supported",
    "verdict.supported.means": "{option} is within tolerance in the conservative reading, and no condition is attached.",
    "verdict.supported_with_conditions.means": (
        "{option} is within tolerance in the conservative reading, under the conditions listed."
    ),
    "verdict.insufficient_evidence.means": (
        "{option} fails in the conservative reading. With every known rating at its best estimate and every unknown one "
        "at its favourable end it would not, so the evidence in hand does not decide it."
    ),
    "verdict.not_supported.means": (
        "{option} fails even with every known rating at its best estimate and every unknown one at its favourable end: "
        "the evidence in hand speaks against it."
    ),
    "lead.closed": "No option of release is reached, in the conservative or in the central reading.",
    "lead.closed_aim": (
        "No option of release is reached in the conservative reading. The central reading points to {aim}, which this "
        "assessment does not authorise."
    ),
    "lead.same": "{start} is the most open option that the evidence supports. Nothing more open is authorised.",
    "lead.staged": (
        "Only {start} is authorised. {aim} is where the central reading points: it needs a new assessment whose "
        "conservative reading reaches it."
    ),
    "lead.fell": (
        "{fell} is within tolerance in the conservative reading, but only tolerable, and no stated goal of known size needs "
        "it. So the start is {start}."
    ),
    "lead.aim": "The central reading points to {aim}, which this assessment does not authorise.",
    "reason.cap": "{title}: caps at {option}.",
    "reason.cap.domains": "{title}: caps at {option} ({domains}).",
    "rests.novelty": "what is already available",
    "rests.novelty.means": "Some domain would stand in another zone if nothing comparable were available.",
    "rests.judgement": "judgement",
    "rests.judgement.means": "Some rating that holds a domain at its level is a named role's opinion, not an observation.",
    "rests.screen": "screens",
    "rests.screen.means": "Some rating that holds a domain at its level follows from a checkable fact, not from a test.",
    "rests.suggestion": "suggestions",
    "rests.suggestion.means": "Some rating that holds a domain at its level is an accepted reading of a benchmark result.",
    "condition.met": "met",
    "condition.unmet": "open",
    "condition.watched": "to watch",
    "dissent.one": "One assessor dissents.",
    "dissent.other": "{n} assessors dissent.",
    "ask.start": "Authorise {start}, and nothing more open.",
    "ask.none": "Authorise no release for now.",
    "ask.decline": "Decline {option} on this evidence.",
    "ask.weakened.one": "Confirm or refuse the one loosened item of the rubric.",
    "ask.weakened.other": "Confirm or refuse the {n} loosened items of the rubric.",
    "ask.waived.one": "Confirm or refuse the one waiver.",
    "ask.waived.other": "Confirm or refuse the {n} waivers.",
    "ask.precedent.one": "Hold back {start} until the one open condition precedent is met.",
    "ask.precedent.other": "Hold back {start} until the {n} open conditions precedent are met.",
    "ask.standing.one": "See to the one condition that is open even without a release.",
    "ask.standing.other": "See to the {n} conditions that are open even without a release.",
    "ask.subsequent.one": "Name who watches the one condition that applies after release, and who may stop it.",
    "ask.subsequent.other": "Name who watches the {n} conditions that apply after release, and who may stop it.",
    "ask.evidence": "Commission what would settle {criteria}: {option} waits for it.",
    "ask.again": "Decide again by {day}, or at once when a trigger fires.",
    "valid": "Assessed on {day}; valid until {end} unless a trigger fires first.",
    # --- references ------------------------------------------------------------------------------------------------
    "reads.affordance": "what the option grants: {name}",
    "reads.ability": "what the developer keeps: {name}",
    "reads.route": "the safeguards on the route: {name}",
    "reads.actor": "how many such actors there are",
    "link.goal": "the goal condition",
    "link.rule": "rule",
    "link.domain": "domain",
    "link.class": "class",
    "safeguard.all": "all safeguards of the kind {kind}",
    # --- the plan --------------------------------------------------------------------------------------------------
    "plan.none": "{start} is the most open option of the rubric; no later stage exists.",
    "plan.staged": "The plan starts at {start} and could reach {last}, one new assessment at a time.",
    "plan.beyond": "The plan stays at {start}. What {last} would need is listed; nothing here authorises it.",
    "stage.narrowing": "{option} is reached once one of these sets is settled at its best estimate.",
    "stage.resolving": "{option} is reached only if one of these sets is settled and what is unknown turns out favourable.",
    "stage.settled": "No rating stands between the start and {option}.",
    "stage.none": "No settling of ratings reaches {option}: facts, safeguards or conditions would have to change.",
    "stage.incomplete": "The list of sets is not complete.",
    "stage.goal": "A stated goal of known size that needs it is missing.",
    "component.publish": "publish",
    "component.withhold": "withhold",
    "component.open": "open",
    "component.gated": "gated",
    "component.hosted": "hosted",
    "component.closed": "closed",
    "component.none": "does not exist",
    # --- Markdown --------------------------------------------------------------------------------------------------
    "md.proposed": "Proposed",
    "md.start": "Start (authorised)",
    "md.aim": "Aim (not authorised)",
    "md.aim_same": "Aim",
    "md.signs": "Signs",
    "md.dissent": "Dissent",
    "md.rests": "Rests on",
    "md.valid": "Valid until",
    "md.unknown": "Unknown ratings",
    "md.unknown.value": "{n} (each stands at the harmful end)",
    "md.options": "Options and domains",
    "md.domain": "Domain (severity)",
    "md.legend": (
        "Conservative reading: the level 1 to 5 is the ease of the easiest path, 5 trivial. "
        "■ intolerable, ▲ tolerable, ○ acceptable."
    ),
    "md.reached": "Reached",
    "md.conditions": "Conditions of {start}",
    "condition.precedent": "before release",
    "condition.subsequent": "after release",
    "md.no_conditions": "None.",
    "md.reasons": "Why",
    "md.against": "What speaks against it",
    "md.asked": "What is asked",
    "md.next": "What would move it",
    "md.weakened": "Weakened",
    "md.waived": "Waived",
    "md.unmodified": "Under the unmodified rubric: {verdict}.",
    "md.footer": "riskframe {version}, rubric {rubric}, profile {profile}",
    "md.cut.one": "{n} line is left out here, because places for comments take no more; the whole is in the HTML and the PDF.",
    "md.cut.other": "{n} lines are left out here, because places for comments take no more; the whole is in the HTML and the PDF.",
    "md.redacted": "Left out: {what}.",
    "md.limits": "Ratings are structured judgement; nothing here is a legal conclusion, and the evidence is not checked for truth.",
    "md.class": "Classification",
    "md.value": "Value ({reading})",
}

CATALOGUE = MappingProxyType({**_WORDS, **PAGE, **SECTIONS, **ANALYSIS, **MEASURED, **RUBRICS, **LEGAL, **METHOD})
