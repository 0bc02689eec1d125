"""English: the method in two pages, the limits and the glossary, as printed in every report."""

from __future__ import annotations

METHOD = {
    "method.title": "The method in two pages",
    "method.lead": "Four ideas carry the result. Each can be checked against the tables of this report.",
    "method.1.title": "Levels are compared, never added",
    "method.1.text": (
        "Every rating is a level that is described in words. Levels are combined by the lowest and the highest only: they are "
        "never added, averaged or multiplied, because nobody has shown that the steps between them are equal. What is compared "
        "across criteria is the ease of a level on one common scale, from 1 (infeasible for the named actor) to 5 (trivial). "
        "The ease of a level is a judgement of the rubric's authors and is labelled so."
    ),
    "method.2.title": "A path is as easy as its hardest step, a risk as high as its easiest path",
    "method.2.text": (
        "For each domain the rubric lists the ways from a threat actor to the harm: get access, get past each safeguard on the "
        "way, obtain the capability, run and adapt it, gain over what is already available, overcome the defences outside the "
        "model. A path stands at the ease of its hardest step; the domain stands at the easiest of its paths, over every actor "
        "who could cause its worst credible outcome. The hardest steps are called binding: they hold the level where it is.\n\n"
        "The first half of this is cautious, as difficulties in truth add up. The second half is not, as many middling ways add "
        "up too. The report therefore prints how many paths stand at a domain's level. The result says what is possible, not "
        "how probable it is."
    ),
    "method.3.title": "Unknown is the worst value",
    "method.3.text": (
        "A rating is unknown when none is given, when it cites no accepted evidence, or when its interval is the whole scale. "
        "All three are treated alike. Every rating is read three times. The conservative reading takes known ratings at the "
        "harmful end of their interval and unknown ones at the harmful end of the scale. The central reading takes known "
        "ratings at the best estimate and unknown ones at the harmful end. The optimistic reading takes both at the "
        "favourable end. Only the conservative reading authorises anything."
    ),
    "method.4.title": "Everything points one way",
    "method.4.text": (
        "A worse rating, a weaker or missing safeguard, or a rating turned into unknown never makes the conservative or the "
        "central answer more open. The rubric is checked for this before it is used."
    ),
    "method.5.title": "From levels to a decision",
    "method.5.text": (
        "A tolerance table maps the severity of a domain's worst credible outcome and its risk level to acceptable, tolerable or "
        "intolerable. Rules can cap how open a release may be, ask for conditions, or raise who has to sign; the strictest "
        "effect holds, and every rule that fires is logged with what it read. An option is reached in a reading when it and every "
        "less open one are acceptable or tolerable and no cap lies below it. Not releasing is always admissible: it is the floor "
        "of the chain, not a finding that nothing can happen.\n\n"
        "The recommendation is a pair. The start is the most open option that the conservative reading reaches; only the start is "
        "authorised. The aim is where the central reading leads. Where the two differ, release is staged: each later stage is a new "
        "assessment in which the conservative reading has to reach it."
    ),
    "method.6.title": "Steps outside the model, and the marginal-risk question",
    "method.6.text": (
        "What is already available elsewhere, the defences of society and the trouble of running the model stand outside it. "
        "Such steps have a floor by severity, so that context alone never makes a catastrophic domain acceptable, and they count "
        "in full only with evidence. The report prints the level with and without what is already available, because two schools "
        "of thought read it differently."
    ),
    "method.7.title": "Safeguards and what is left of them",
    "method.7.text": (
        "Under each option a safeguard is durable, slows an amateur, or is void, depending on what the option lets an actor do. "
        "A safeguard that was not tested on a route does not count on it. Several safeguards on one route count as the strongest "
        "of them: layers earn no extra credit, because one cause can defeat them together. How well a model refuses never pays "
        "for giving its weights away."
    ),
    "method.8.title": "Benefits",
    "method.8.text": (
        "Each benefit has a size and, for every option, the share of it that the option keeps. Benefits do not change the "
        "recommendation, with one exception: an option that is only tolerable needs a stated goal of known size whose share "
        "rises with it and which no listed alternative keeps at the next less open option. There is no figure of risk minus benefit."
    ),
    "limits.title": "Limits",
    "limits.1": "Ratings are structured judgement. They say what is held possible on the evidence named, not how probable harm is.",
    "limits.2": (
        "Level thresholds, tolerances, shares and rules are design decisions unless marked as taken from the paper or other "
        "literature; the table of sources says how many are which."
    ),
    "limits.3": "The calculus bounds a chain by its hardest step. It does not multiply probabilities, and it does not add paths up.",
    "limits.4": "Nothing here is a legal conclusion, and nothing checks whether the evidence is true.",
    "limits.rubric": "What the rubric says of itself",
    "glossary.title": "Glossary",
    "glossary.1.term": "Affordance",
    "glossary.1.text": "What a threat actor can do under an option: ask, tune, remove safeguards, run unseen, pass on.",
    "glossary.2.term": "Aim",
    "glossary.2.text": "Where the central reading leads. Not authorised.",
    "glossary.3.term": "Binding step",
    "glossary.3.text": "A step whose ease holds a domain at its level.",
    "glossary.4.term": "Cap",
    "glossary.4.text": "The most open option that a rule allows.",
    "glossary.5.term": "Condition precedent, condition subsequent",
    "glossary.5.text": "Something that has to be met before release; something that is watched after it.",
    "glossary.6.term": "Ease",
    "glossary.6.text": "How easily the named actor gets past a step: 5 trivial, 4 easy, 3 hard, 2 very hard, 1 infeasible.",
    "glossary.7.term": "Option",
    "glossary.7.text": "One way of sharing the model. Options form a chain from the least to the most open.",
    "glossary.8.term": "Reading",
    "glossary.8.text": "One consistent way of taking every rating at a point of its interval: conservative, central or optimistic.",
    "glossary.9.term": "Risk level",
    "glossary.9.text": "The ease of a domain's easiest path, 1 to 5.",
    "glossary.10.term": "Severity",
    "glossary.10.text": "How bad the worst credible outcome of a domain is, 1 to 5. A property of the domain, not of the model.",
    "glossary.11.term": "Share",
    "glossary.11.text": "How much of the spread of the known ratings makes an option the answer. Not a probability of harm.",
    "glossary.12.term": "Standing risk",
    "glossary.12.text": "What remains even if nothing is released: theft and insiders. It never argues for opening.",
    "glossary.13.term": "Start",
    "glossary.13.text": "The most open option that the conservative reading reaches. The only one that is authorised.",
    "glossary.14.term": "Unknown",
    "glossary.14.text": "No rating, no accepted evidence, or no narrowing at all. It stands at the harmful end.",
    "glossary.15.term": "Waiver",
    "glossary.15.text": "What somebody lets pass although the rubric would not, for one option, with a reason and an end.",
    "glossary.16.term": "Zone",
    "glossary.16.text": "Acceptable, tolerable (under conditions, for a stated goal) or intolerable.",
}
