"""E47x and W47x: model files of the Model Openness Tool, read and written."""

from __future__ import annotations

from riskframe.codes.code import Code

MODEL_FILES: tuple[Code, ...] = (
    Code(
        "E471",
        "No model file",
        "The document has no `release` with a name, so it is no model file of the Model Openness Tool.",
        "Give a file of its folder `models/`, or one that it exported.",
        "framework: {name: Model Openness Framework}        # and nothing else",
    ),
    Code(
        "E472",
        "Model file with a value of the wrong kind",
        "A name, a licence or the list of components is not what the tool's schema says. What is meant is not guessed.",
        "Write it as the tool does; the message says how.",
        "components: Model card        # a list of mappings, each with a name",
    ),
    Code(
        "W471",
        "Not carried over",
        "The model file says something that a profile has no place for, or does not say what a profile asks.",
        "Nothing, or add by hand what matters.",
        "release: {architecture: transformer, ...}",
    ),
    Code(
        "W472",
        "Licence that is not on the list of open ones",
        "A licence counts as open when the list in `rubrics/openness/licences.yaml` names it letter by letter, as in the tool. "
        "The component is read as published under terms that are not open.",
        "Name the licence by its SPDX identifier, if it is one of the list; else leave it.",
        "license: Apache 2.0        # the list has Apache-2.0",
    ),
    Code(
        "W473",
        "Not said in the model file",
        "The tool's format has no word for it, or its list of licences sees the licence in another way than the profile. The "
        "file never claims more than the profile: what cannot be said to be open is written as unlicensed.",
        "Name the licence, or correct its kind in the profile.",
        "components: {weights: {status: open, licence_kind: open}}        # open, and under which licence?",
    ),
)
