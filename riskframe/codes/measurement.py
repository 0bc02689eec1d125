"""E491 and W49x: measured results, what they suggest, and how far they can be trusted."""

from __future__ import annotations

from riskframe.codes.code import Code

MEASUREMENT: tuple[Code, ...] = (
    Code(
        "E491",
        "Gauge that claims too much",
        "An entry under `gauges` in indicators.yaml is ambiguous, has numbers off its scale, bands that do not rise "
        "with its direction or show the mildest level alone, or says of a task what benchmarks.yaml does not.",
        "Correct the entry that the message names.",
        "suggests: {bands: [{lo: 1, hi: 1}, {above: 0.25, lo: 3, hi: 5}], ...}",
    ),
    Code(
        "W491",
        "Few samples, or no word on uncertainty",
        "The result rests on few samples, on a part of those planned, or says neither interval nor sample count. It is read "
        "through its bounds (Wilson's interval at 95 % where the log gives counts only), which are wide or not there.",
        "Run more samples, or state the counts or the interval.",
        "result: {task: cybench, metric: accuracy, value: 0.1, samples_completed: 10}",
    ),
    Code(
        "W492",
        "Samples that errored",
        "Samples that errored were not graded. Each could have gone either way, and the bounds are widened by as much.",
        "Run the errored samples again.",
        "result: {metric: accuracy, value: 0.4, samples_completed: 80, samples_errored: 20}",
    ),
    Code(
        "W493",
        "Test items in the training data",
        "The evidence says that test items may have been in the training data, so the score may be too high. A low level "
        "does not follow from it more easily, a high one less.",
        "Use held-out items, or say why the score stands nevertheless.",
        "contamination: The data set was public a year before training ended.",
    ),
    Code(
        "W494",
        "Result that looks like a broken run",
        "A perfect score, no spread, nothing evaluated or no finite number more often show a broken run than a model.",
        "Look at the log; run it again, or reject the item with the reason.",
        "cautions: [extreme_score, zero_variance]",
    ),
    Code(
        "W495",
        "Evaluation code that cannot be told",
        "The tool's version is not known, or its code had changes that no commit holds, so nobody can repeat the run.",
        "Run it from a commit, and keep the version.",
        "run: {dirty: true}",
    ),
    Code(
        "W496",
        "Evaluator who is not independent",
        "The developer ran the evaluation, or nobody says who did.",
        "Have it repeated outside, or name the evaluator.",
        "voice: developer",
    ),
    Code(
        "W497",
        "Evidence that ends before the assessment",
        "The item's own validity ends before that of the assessment that relies on it.",
        "Renew it in time; a gate refuses an assessment whose evidence has expired.",
        "valid_until: 2026-03-01",
    ),
    Code(
        "W498",
        "Result not bound to these weights",
        "The item does not name a digest of the model, or names another one than the assessed weights have.",
        "State `model.sha256` of the evidence, or run it on these weights.",
        "model: {name: my-model-latest}",
    ),
)
