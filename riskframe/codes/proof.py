"""Codes of the proof of a rubric and of what an organisation changes in one."""

from __future__ import annotations

from riskframe.codes.code import Code

PROOF = (
    Code(
        "E440",
        "Rule that never takes effect",
        "No profile makes the rule fire under the options named, or it caps where nothing is left to cap, or it is written "
        "for domains of which there are none. The message names the parts of its condition that rule each other out; the search "
        "for them is exact.",
        "Correct the condition, the cap or `for_each_domain`, or delete the rule.",
        "when:\n  all:\n    - at_least: {capability.scams.as_modified: 4}\n    - at_most: {capability.scams.as_modified: 2}",
    ),
    Code(
        "E441",
        "Rule that never stays quiet",
        "The rule fires under the options named whatever a profile says, so it decides nothing. A rule that reads only the "
        "option may always hold for some options, not for all.",
        "Let it depend on something, or say what it says where it belongs: in the option, the tolerance table or the limits.",
        "when:\n  any:\n    - at_least: {capability.scams.as_modified: 3}\n    - at_most: {capability.scams.as_modified: 2}",
    ),
    Code(
        "E442",
        "Option that nothing reaches",
        "A directed search and some thousand random profiles found none that comes out at the option. This is a search and no "
        "proof of impossibility; an option that nobody can reach is a trap all the same.",
        "Look for a cap that always lies on it, or for grants that make its neighbour no worse.",
        "riskframe rubric check my-rubric/",
    ),
    Code(
        "E444",
        "Graph that is not its list of paths",
        "The graph drawn from a domain's paths has other paths from source to sink than the ones listed; a path listed twice "
        "does that.",
        "List each path once.",
        "paths:\n  - [prevalence, query, as_released]\n  - [prevalence, query, as_released]",
    ),
    Code(
        "E445",
        "Chain that turns back",
        "For some profile a more open option has a lower risk level, a less worn safeguard, or is free of a cap that lies on a "
        "less open one.",
        "Follow the message to the grant, the safeguard kind or the rule.",
        "when: {all: [{is: {option: gated_weights}}, ...]}\ncap: api",
    ),
    Code(
        "E446",
        "Case whose profile cannot be read",
        "The profile of a case, laid over its base, is no profile or does not fit the rubric.",
        "Correct the case or its base; `null` takes an entry of the base away.",
        "cases:\n  - {name: ..., base: small, profile: {context: {run_ease: 9}}, expect: {...}}",
    ),
    Code(
        "E447",
        "Case that comes out otherwise",
        "The rubric gives another result than the case says it must.",
        "Decide which of the two is wrong. Change a rule only for a reason that its source supports.",
        "expect: {start: open_weights}        # came out api",
    ),
    Code(
        "E448",
        "Rule that no case sees",
        "No case of the rubric sees the rule fire, or none sees it stay quiet. What no case shows may stop working unseen.",
        "Write a case in which it fires, and one in which it does not; `riskframe rubric test --coverage` lists them.",
        "cases: []        # and rules.yaml has a rule",
    ),
    Code(
        "E450",
        "Override of what does not exist",
        "An organisation's file names a value that the rubric does not have, or one that cannot be overridden.",
        "Follow the keys of the rubric from the part on, joined by dots; items are named by their id.",
        "tighten:\n  - {what: tolerance.floor.5, to: 4, ...}",
    ),
    Code(
        "E451",
        "Override that points the other way",
        "The entry stands under `tighten` and loosens, or under `loosen` and tightens. The direction is computed, never taken "
        "from the file.",
        "Move the entry to the other list, or correct its value.",
        "tighten:\n  - {what: tolerance.floors.5, to: 2, ...}        # was 3",
    ),
    Code(
        "E452",
        "Hard rule loosened",
        "Rules marked `hard` can be neither loosened nor waived.",
        "Delete the entry.",
        "loosen:\n  - {what: rules.modified-model-unknown.cap, to: open_weights, ...}",
    ),
    Code(
        "E453",
        "Loosening past its expiry",
        "Every loosening ends on a day that its owner named, and that day has passed.",
        "Delete the entry, or let its owner decide anew and name another day.",
        "loosen:\n  - {what: ..., to: ..., owner: ..., reason: ..., expires: 2025-12-31}",
    ),
    Code(
        "E454",
        "Override without effect",
        "The value is what the rubric says already, or two entries change the same value.",
        "Delete the entry.",
        "tighten:\n  - {what: tolerance.unbacked, to: 4, ...}        # as it is",
    ),
    Code(
        "E455",
        "Override that breaks the rubric",
        "With the organisation's changes the rubric no longer passes its own check; the message says why.",
        "Change the values that hang together in one go, or choose another.",
        "tighten:\n  - {what: tolerance.table.3.4, to: intolerable, ...}        # and 4.4 stays tolerable",
    ),
    Code(
        "W440",
        "Rule that was not seen to fire",
        "Nothing rules it out, and no profile was found that makes it fire.",
        "Write a case in which it fires.",
        "when: {any_of: {over: evidence, where: {kind: screen}}}",
    ),
    Code(
        "W441",
        "Rule that was not seen to stay quiet",
        "Nothing rules it out, and no profile was found for which it stays quiet.",
        "Write a case in which it stays quiet.",
        "riskframe rubric check my-rubric/",
    ),
    Code(
        "W442",
        "Floor that nothing falls to",
        "Whatever is known of a model, more than the least open option is reached. That may be meant.",
        "Nothing, if it is meant.",
        "riskframe rubric check my-rubric/",
    ),
    Code(
        "W443",
        "Zone that never occurs",
        "A zone of the domain's row in the tolerance table is out of reach: even with everything at its worst (or best) the "
        "risk level stops short of it. The message names the step that holds it.",
        "Nothing, if it is meant: say so in the domain's text. Else look at prevalence, floors and severity.",
        "prevalence:\n  resourced: {4: 3}        # no domain of severity 4 for which only they count is ever intolerable",
    ),
    Code(
        "W448",
        "Outcome that no case has",
        "No case starts at the option, or none brings about the value of the classification.",
        "Write a case.",
        "riskframe rubric test my-rubric/",
    ),
    Code(
        "W453",
        "Tightening past its expiry",
        "The day that was named for it has passed. It stays in force, because to drop it silently would loosen.",
        "Delete the entry, or name another day.",
        "tighten:\n  - {what: ..., to: ..., expires: 2025-12-31, ...}",
    ),
)
