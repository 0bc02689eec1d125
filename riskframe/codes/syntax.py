"""E2xx: text that cannot be read as one document."""

from __future__ import annotations

from riskframe.codes.code import Code

SYNTAX: tuple[Code, ...] = (
    Code(
        "E201",
        "Not valid YAML",
        "The text cannot be read as YAML from this place on; nothing behind it was checked.",
        "Mend this place, then run again.",
        "goals: ]",
    ),
    Code(
        "E202",
        "Tab used for indentation",
        "YAML indents with spaces only, because a tab has no agreed width.",
        "Replace the tab by spaces.",
        "model:\n\tname: Example",
    ),
    Code(
        "E203",
        "Lines that do not fit together",
        'The indentation of this line belongs to none of the open blocks, or a line above lacks its ":".',
        "Start the entries of one mapping or list in the same column, and indent what belongs to a key below it.",
        "model:\n    name: Example\n  version: 1",
    ),
    Code(
        "E204",
        "Quotation mark or bracket never closed",
        "What was opened here is still open where the text ends or goes on with something else.",
        "Close it, or put the text in quotation marks if the character is part of it.",
        'model: {name: "Example}',
    ),
    Code(
        "E205",
        "Text that needs quotation marks",
        "Some characters mean something to YAML at the start of a text (`@`, `%`, `*`, `&`, `!`, `>`, `|` and "
        "the backtick) or inside it (a colon before a space, a number sign behind one).",
        "Put the whole text in quotation marks.",
        "rationale: Result: not reached",
    ),
    Code(
        "E206",
        "Not valid JSON",
        "The text begins as JSON does and cannot be read as such from this place on.",
        "Mend this place. JSON has no comments, no trailing commas, and double quotation marks only.",
        '{"model": {"name": "Example",}}',
    ),
    Code(
        "E207",
        "Escape that stands for no character",
        "A backslash in double quotation marks begins an escape, and this one is unknown, or stands for a control character "
        "or half a character.",
        "Write the backslash twice, or use single quotation marks in YAML.",
        'path: "C:\\weights"',
    ),
    Code(
        "E211",
        "Duplicate key",
        "The same key stands twice in one mapping. Most readers silently keep the last, which hides the first.",
        "Keep one of the two.",
        "capabilities:\n  cyber_offence: {as_released: 2}\n  cyber_offence: {as_released: 4}",
    ),
    Code(
        "E212",
        "Key that is not text",
        "Keys are text or whole numbers. An unquoted true, null or 1.5 is none of these.",
        "Put the key in quotation marks.",
        "facts:\n  true: {value: 1}",
    ),
    Code(
        "E213",
        "Anchor or alias",
        "`&name` and `*name` would make one part of the file stand for another. A profile says everything in place, so "
        "that each line can be checked by itself.",
        "Write the value out; put text that begins with & or * in quotation marks.",
        "as_modified: *same_as_above",
    ),
    Code(
        "E214",
        "Merge key",
        "`<<` would copy entries from elsewhere into this mapping.",
        "Write the entries out.",
        "cyber_offence:\n  <<: *defaults",
    ),
    Code(
        "E215",
        "Tag",
        "`!name` would change how a value is read. Only plain values are read.",
        "Delete the tag; put text that begins with ! in quotation marks.",
        "strength: !!int 3",
    ),
    Code(
        "E216",
        "Several documents in one file",
        "`---` begins a second document; it would be left out.",
        "Keep one document a file.",
        "model: {name: A}\n---\nmodel: {name: B}",
    ),
    Code(
        "E217",
        "Nested too deeply",
        "More than 64 mappings and lists stand inside each other, as in no real profile or rubric.",
        "Look for a bracket or a dash that was repeated.",
        "goals: [[[[[[[[[[ ... ]]]]]]]]]]",
    ),
    Code(
        "E218",
        "Too many values",
        "The file holds more than 200,000 values.",
        "Cite large evaluation files as evidence (`source:`) instead of pasting them in.",
        "riskframe check samples.json",
    ),
    Code(
        "E219",
        "Number that cannot be used",
        "Infinity, NaN and numbers beyond 1e300 are refused. What is not known is left out or said to be unknown, never "
        "given as a number.",
        "Leave the entry out, or write `unknown` where a rating is due.",
        "training_compute_flop: .inf",
    ),
    Code(
        "E220",
        "Too many faults",
        "Reading stops after 100 faults in one file.",
        "Mend the ones above, then run again.",
        "riskframe check notes.yaml",
    ),
)
