"""E48x and W48x: several rubrics on one profile, and crosswalks between them."""

from __future__ import annotations

from riskframe.codes.code import Code

CROSSWALKS: tuple[Code, ...] = (
    Code(
        "E480",
        "Crosswalk for other rubrics",
        "A crosswalk names every rubric that its entries speak of, with the version they were written for. A rubric that is "
        "not there, or whose first number is another, may mean something else by the same name.",
        "Give the rubric with -r or --advise, or read the entries again and state the version.",
        "rubrics: {seger-2023: 2.0.0}",
    ),
    Code(
        "E481",
        "Crosswalk entry that leads nowhere",
        "A side of the entry is no criterion, fact, component, domain or unit of its rubric, or no domain of the one goes "
        "with one of the other.",
        "Use one of the allowed names, or pair the domains under `subjects`.",
        "a: {rubric: seger-2023, path: context.weight_securty}",
    ),
    Code(
        "E482",
        "Scales that do not fit together",
        "A rating crosses only between criteria that lean the same way, and each level has to be a level of the other. Where "
        "the words differ, `levels` says which is which, without turning the order round.",
        "Give `levels`, give a `direction`, or let the two only share evidence.",
        "relation: same\nlevels: {absent: 3, done: 1}",
    ),
    Code(
        "E483",
        "Circle in a crosswalk",
        "The entry makes two places the same that are so already by way of others, or makes two places of one rubric the same.",
        "Leave the entry out, or let the two only share evidence.",
        "- {a: {rubric: one, path: context.x}, b: {rubric: one, path: context.y}, relation: same, reason: ...}",
    ),
    Code(
        "E484",
        "Pair that a crosswalk gives twice",
        "Two entries speak of the same pair, so one of them says nothing or contradicts the other.",
        "Keep one of them.",
        "- {a: {rubric: one, id: x}, b: {rubric: two, id: y}, relation: same, reason: ...}\n"
        "- {a: {rubric: one, id: x}, b: {rubric: two, id: y}, relation: shares_evidence, reason: ...}",
    ),
    Code(
        "E486",
        "Rubrics that cannot read one profile together",
        "Two rubrics of one run have the same id, or use one name for different things: a rating on other levels or leaning the "
        "other way, a criterion rated once here and domain by domain there, a fact with other values. What the profile states "
        "under that name would mean two things.",
        "Assess by each in a run of its own, or rename it in one of them and pair the two in a crosswalk.",
        "riskframe assess model.yaml -r ours -r theirs",
    ),
    Code(
        "W485",
        "Statements of the same thing that differ",
        "The profile states under the names of two rubrics what the crosswalk says is the same, and not alike. A rubric reads "
        "what is stated under its own name; where only others state it, and differently, it is unknown.",
        "State it once, or correct one of the two.",
        "release:\n  components: {weights: closed, model_parameters_final: open}",
    ),
    Code(
        "W487",
        "Bundled crosswalk that does not fit",
        "A rubric of the run has the id of a bundled one, and another version or other names. The bundled crosswalk was written "
        "for the bundled one, so nothing crosses: what the profile states only under another rubric's name is unknown.",
        "Give a crosswalk that was written for this rubric, give the rubric an id of its own, or say `--crosswalk none`.",
        "riskframe assess model.yaml -r rubrics/openness-2 -r seger-2023",
    ),
)
