"""Every diagnostic code: what it says, what it means, how to mend it, an example.

E1xx reading and writing files, E2xx syntax, E3xx shape (keys, types, ranges), E4xx content (references, rules).
Warnings start with W and use the same hundreds. A code never changes its meaning and is never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """What `riskframe explain CODE` prints; all four texts are Markdown."""

    id: str
    title: str
    """What was found, never the cure."""
    means: str
    fix: str
    example: str
    """Input that gives this code, or the command line that does."""


READING = (
    Code(
        "E101",
        "File not found",
        "There is nothing at the path that was given.",
        "Check the spelling and the folder the command runs in. `-` reads standard input.",
        "riskframe check modle.yaml",
    ),
    Code(
        "E102",
        "A folder where a file is due",
        "The path names a folder.",
        "Name the file inside it.",
        "riskframe check models/",
    ),
    Code(
        "E103",
        "File cannot be read",
        "The operating system refused to open or read the file; the message says why.",
        "Check the permissions of the file and of the folders above it.",
        "riskframe check /root/model.yaml",
    ),
    Code(
        "E104",
        "Not a regular file",
        "The path names a device, a pipe or a socket. These may never end, so they are not opened by name.",
        "Pipe the content in and give `-` as the file.",
        "riskframe check /dev/zero",
    ),
    Code(
        "E105",
        "File too large",
        "Profiles and rubrics are refused above 8 MiB, before anything is read.",
        "Cite large evaluation files as evidence (`source:`) instead of pasting them in.",
        "riskframe check weights.safetensors",
    ),
    Code(
        "E106",
        "Not UTF-8",
        "Files are read as UTF-8, with or without a byte order mark. UTF-16 and the older one-byte encodings are refused "
        "rather than guessed.",
        "Save the file again as UTF-8.",
        "developer: Universit\xe9        # saved as Latin-1",
    ),
    Code(
        "E107",
        "Binary content",
        "The file holds zero bytes or control characters, as no text file does.",
        "Check that this is the file you meant; delete the character if it slipped in by copying.",
        "riskframe check report.pdf",
    ),
    Code(
        "E108",
        "Empty file",
        "There is no data in the file: nothing at all, or only comments.",
        "`riskframe init` writes a file to start from.",
        "# model.yaml",
    ),
    Code(
        "E111",
        "Rubric not found",
        "The name is neither that of a bundled rubric nor a folder that holds a rubric.yaml.",
        "`riskframe rubric list` names the bundled ones; a rubric of your own is given by the path of its folder.",
        "riskframe assess model.yaml --rubric seger",
    ),
    Code(
        "E151",
        "Output cannot be written",
        "An output could not be created, filled or renamed into place. No output of this run was left half-written.",
        "Check the folder's permissions and free space.",
        "riskframe assess model.yaml --pdf /proc/report.pdf",
    ),
    Code(
        "E152",
        "Output is a folder",
        "The path of an output names a folder, which is never written over.",
        "Give a file name inside the folder.",
        "riskframe assess model.yaml --pdf reports/",
    ),
)

SYNTAX = (
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

SHAPE = (
    Code(
        "E301",
        "Unknown key",
        "This mapping has no such key. A misspelt key must never read as if nothing had been said.",
        "Use one of the allowed keys; check that the key is indented below the right parent.",
        "model:\n  licnse: MIT",
    ),
    Code(
        "E302",
        "Missing key",
        "This mapping needs a key that is not there. Its place is the mapping itself.",
        "Add the key.",
        "evidence:\n  - {title: Audit}        # no id",
    ),
    Code(
        "E303",
        "Wrong kind of value",
        "A number stands where text is due, a list where a mapping is due, and so on. Nothing is converted silently: "
        '`"3"` is text, `no` is text, and true is not 1.',
        "Write the kind of value that the message names.",
        "parameters: seven billion",
    ),
    Code(
        "E304",
        "Not one of the allowed values",
        "Only the listed words are accepted here.",
        "Use one of them.",
        "confidence: hihg",
    ),
    Code(
        "E305",
        "Number out of range",
        "The number is below or above what is accepted here.",
        "Use a number in the range that the message names.",
        "severities:\n  cyber_offence: {level: 9, reason: ...}",
    ),
    Code(
        "E306",
        "Too short or too long",
        "A text has too few or too many characters, or a list too few or too many items.",
        "Keep within the length that the message names.",
        'model:\n  name: ""',
    ),
    Code(
        "E307",
        "Text of the wrong form",
        "The text does not follow the pattern of such names, digests or addresses.",
        "Follow the form that the message names; an id, for example, has letters, digits, `.`, `_` and `-` only.",
        "evidence:\n  - id: my audit",
    ),
    Code(
        "E308",
        "Not a date or time",
        "Dates are written YYYY-MM-DD, and the day has to exist.",
        "Write the date as YYYY-MM-DD.",
        "date: 2026-02-30",
    ),
    Code(
        "E309",
        "Value that contradicts itself",
        "The parts of this value do not go together; the message says why.",
        "Follow the message.",
        "as_modified: {lo: 4, best: 3}",
    ),
)

CONTENT = (
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
)

CODES: Mapping[str, Code] = MappingProxyType({code.id: code for code in (*READING, *SYNTAX, *SHAPE, *CONTENT)})
"""Every code by its id, in order."""


def page(code: Code) -> str:
    """The code's page in Markdown, always under the same headings; `riskframe explain` and the docs print it."""
    return (
        f"# {code.id}: {code.title}\n\n"
        f"## What it means\n\n{code.means}\n\n"
        f"## How to fix it\n\n{code.fix}\n\n"
        f"## Example\n\n```\n{code.example}\n```\n"
    )
