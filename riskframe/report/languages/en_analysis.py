"""English: how far the ratings settle the question, and what would change the answer."""

from __future__ import annotations

ANALYSIS = {
    "analysis.absent": (
        "This assessment was made without the analysis, so this report does not say how far the ratings settle the question, "
        "which ratings decide, or which evidence to get next."
    ),
    # --- shares ----------------------------------------------------------------------------------------------------
    "share.title": "How far the ratings settle it",
    "share.not": (
        "A share says how much of the spread of the known ratings makes an option the answer. It is not the probability that a "
        "release goes well or badly, and no rule, recommendation or gate reads it. Unknown ratings have no spread: each share is "
        "a pair, first with every unknown at its harmful end, then with every unknown at its favourable end."
    ),
    "share.lead.same": "Under both bounds the largest share belongs to one option.",
    "share.lead.two": "The bounds disagree on the option with the largest share.",
    "share.pair": (
        "{option}: {harmful} with unknowns harmful and {favourable} with unknowns favourable where ratings vary independently, "
        "{harmful_together} and {favourable_together} where those of one domain move together."
    ),
    "share.note": (
        "A rating that states no shares of its own puts this weight on its best level, by confidence, and spreads the rest evenly "
        "over its interval: {table}. The weights are a design decision."
    ),
    "share.drawn": "The shares are seeded draws, not exact: there were too many open ratings for the exact way.",
    "share.goal": "Shares are about the ratings alone: that the start fell to {start} for want of a goal is not in them.",
    "share.caption": (
        "Disk: unknowns harmful. Ring: unknowns favourable. Thick line and first figures: ratings vary independently; thin line and "
        "second figures: ratings of one domain move together."
    ),
    "share.table": "The same shares as a table",
    "share.option": "Option",
    "share.most_open": "Is the answer: {coupling}",
    "share.within": "Is within reach: {coupling}",
    "coupling.independent": "ratings vary independently",
    "coupling.comonotone": "ratings of a domain move together",
    "picture.shares": "The share of the ratings' spread that makes each option the answer, and that brings it within reach, as pairs of bounds.",
    "picture.shares.most_open": "Is the answer",
    "picture.shares.within": "Is within reach",
    "picture.shares.pair": (
        "{coupling}: the answer in {harmful} with unknowns harmful and {favourable} with unknowns favourable, within reach in "
        "{within_harmful} and {within_favourable}"
    ),
    # --- the tornado -----------------------------------------------------------------------------------------------
    "swing.title": "Which ratings decide",
    "swing.lead": (
        "Each bar runs from the smallest to the largest share in which {option} is within reach, if this one rating were known "
        "exactly; the figures at its ends are the levels that give them. The longer the bar, the more hangs on the rating."
    ),
    "swing.caption": (
        "Filled bars and solid line: unknowns harmful. Hollow bars and dashed line: unknowns favourable. The lines mark the share as the "
        "ratings stand."
    ),
    "swing.none": "No known rating has a spread that moves the answer: what is known is settled, or what is unknown decides.",
    "swing.drawn": "Not worked out: the shares are draws, and which ratings decide needs the exact way.",
    "swing.more.one": "One further rating matters less; it is in the attached result.",
    "swing.more.other": "{n} further ratings matter less; they are in the attached result.",
    "swing.ratings": "These ratings in the register:",
    "swing.table": "The same as a table",
    "swing.rating": "Rating",
    "swing.levels": "Level, and the share if it were that (unknowns harmful · favourable)",
    "swing.level": "{level}: {harmful} · {favourable}",
    "picture.tornado": "How far the share in which {option} is within reach hangs on each rating, the most decisive first.",
    "picture.tornado.now": "As the ratings stand:",
    "picture.tornado.level": "at level {level} {harmful} with unknowns harmful and {favourable} with unknowns favourable",
    "turn.title": "Where belief would turn it",
    "turn": (
        "With more than {share} of belief on level {level} of {title}, {option} becomes the likeliest answer (unknowns harmful, "
        "ratings independent)."
    ),
    # --- flip sets -------------------------------------------------------------------------------------------------
    "flips.reach.title": "The smallest changes that would reach {option}",
    "flips.lose.title": "The smallest changes that would lose {option}",
    "flips.reach.one": "One smallest set of changes brings {option} within reach in the conservative reading.",
    "flips.reach.other": "{n} smallest sets of changes each bring {option} within reach in the conservative reading.",
    "flips.lose.one": "One smallest set of changes takes {option} out of reach in the conservative reading.",
    "flips.lose.other": "{n} smallest sets of changes each take {option} out of reach in the conservative reading.",
    "flips.more": "The list is not complete.",
    "flips.never": (
        "No set of changes to the ratings and to the safeguards named does, of whatever size: facts, further safeguards or the "
        "rubric would have to change."
    ),
    "flips.proved": "No set of up to {most} changes does: every one was tried.",
    "flips.cut": "None was found among sets of up to {most} changes; the search was cut, so there may be one.",
    "flips.shown.one": "One further set is in the attached result.",
    "flips.shown.other": "{n} further sets are in the attached result.",
    "flips.and": "and",
    "flips.settled": "What would settle them:",
    "flip.at_most": "level {level} or lower",
    "flip.at_least": "level {level} or higher",
    "flip.known": "known, at whatever level",
    "flip.lost": "unknown",
    "flip.stronger": "tested at a strength of {level} or more",
    "flip.weaker": "a strength of {level} or less",
    "flip.gone_safeguard": "gone, or found untested",
    "flip.now": "now {now}",
    "flip.now.none": "none that counts",
    # --- next evidence ---------------------------------------------------------------------------------------------
    "next.title": "Which evidence to get next",
    "next.lead": (
        "Ratings that would move the conservative answer if they alone were settled, unknown ones first, by how far they could open."
    ),
    "next.none": "No single rating, settled alone, moves the conservative answer: it takes several together (see the sets above).",
    "next.rating": "Rating",
    "next.opens": "Could open",
    "next.closes": "Could close",
    "next.share": "Share of its spread that changes the answer",
    "next.evaluations": "What would settle it",
    "next.interval": "known, as an interval",
    "next.no_spread": "no spread, as it is unknown",
    "next.no_change": "no change",
    "next.cost": "Cost",
    "cost.usd": "{usd} US dollars",
    "cost.days": "{days} person-days",
    "worth.title": "What knowing more would be worth",
    "worth.lead": (
        "The board gave its benefits weights. A gain is how much more of the weighted benefits would be kept, 0 to 1, on average over a "
        "rating's spread, if it were known: first with unknowns harmful, then favourable. No rule reads a weight or a cost."
    ),
    "worth.weights": "Weights, as shares of all: {weights}.",
    "worth.now": "{option} keeps a weighted share of {kept} of the benefits.",
    "worth.everything": "Knowing every rating would add {harmful} with unknowns harmful and {favourable} with unknowns favourable.",
    "worth.not_counted": "Not counted, as their size is unknown or nothing: {benefits}.",
    "worth.alone": "Gain from knowing it alone",
    "worth.rest": "Lost if it alone stayed as it is",
    "worth.cost": "Cost",
    "worth.by_cost": "Gain by cost",
    "worth.per_usd": "{harmful} · {favourable} for a thousand US dollars",
    "worth.per_day": "{harmful} · {favourable} for a person-day",
    "worth.not_exact": "could not be made exact",
    "worth.none": "Knowing any one rating would gain nothing by these weights.",
    "next.levels": "Answer by level",
    # --- safeguards to add -----------------------------------------------------------------------------------------
    "wanted.title": "Safeguards to add",
    "wanted.lead": (
        "The smallest sets of kinds of safeguard which, tested and as strong as the rubric holds achievable, would bring an option "
        "within reach."
    ),
    "wanted.proved": "No set of up to {most} kinds does: safeguards alone do not bring it within reach.",
    "wanted.cut": "None was found among sets of up to {most} kinds; the search was cut.",
    # --- assessors -------------------------------------------------------------------------------------------------
    "agree.title": "What each assessor alone would lead to",
    "agree.units.one": "One rating was given by several assessors.",
    "agree.units.other": "{n} ratings were given by several assessors.",
    "agree.alpha": "Their agreement (Krippendorff's alpha for ordered levels; 1 is perfect, 0 is chance) is {alpha}.",
    "agree.no_alpha": "Too few can be paired to measure agreement.",
    "agree.who": "Assessor",
    "agree.apart": "Rated furthest apart",
    "agree.best": "Best estimates",
    "agree.steps": "Steps apart",
    # --- the rubric's own numbers ----------------------------------------------------------------------------------
    "moved.title": "Does it hang on a number of the rubric?",
    "moved.lead.one": "One number of the rubric was moved by a step. Listed is whether that moves the start or the aim.",
    "moved.lead.other": "{n} times a number of the rubric was moved by one step. Listed is what moves the start or the aim.",
    "moved.none": "None of these steps moves the start or the aim.",
    "moved.what": "Number",
    "moved.step": "Step",
    "moved.result": "Start, and aim, would be",
    "moved.basis": "Basis",
    "moved.arrow": "{was} → {to}",
    "moved.more.one": "One further step is in the attached result.",
    "moved.more.other": "{n} further steps are in the attached result.",
    "direction.stricter": "stricter",
    "direction.milder": "milder",
}
