"""E1xx: files that cannot be read or written."""

from __future__ import annotations

from riskframe.codes.code import Code

READING: tuple[Code, ...] = (
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
        "riskframe check locked/model.yaml",
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
        "E112",
        "Logo that cannot be used",
        "The logo of a theme is missing, is no PNG, JPEG or plain SVG, cannot be decoded, is too large, or holds what has "
        "no place in a picture: scripts, styles, texts, other pictures, addresses that lead out of it.",
        "Save the logo as PNG, or as an SVG of plain shapes (texts turned into paths), beside the theme.",
        "riskframe_theme: 1\nlogo: ../../elsewhere/logo.svg",
    ),
    Code(
        "E113",
        "Template that cannot be used",
        "A report template of your own is wrong, asks for a name that there is not, reaches for what templates may not have "
        "(code, files, attributes that begin with an underscore), or takes more steps than a report needs.",
        "Mend the line that the message names, or take the file out of the folder: the bundled one is then used.",
        "{{ view.__class__ }}",
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
    Code(
        "E153",
        "Broken markers",
        "The file into which a section is to be written has a marker that is doubled, alone, misspelt, in the wrong order or "
        "not on a line of its own. Nothing was written.",
        "Leave `<!-- riskframe:begin -->` and `<!-- riskframe:end -->` on lines of their own, each once; or take both out, "
        "and the section is added at the end.",
        "<!-- riskframe:begin -->\n<!-- riskframe:begin -->\n<!-- riskframe:end -->",
    ),
    Code(
        "E160",
        "Wrong command line",
        "An option, an argument or a combination of them makes no sense; nothing was read or written.",
        "`riskframe COMMAND --help` lists what a command takes.",
        "riskframe whatif model.yaml --set",
    ),
    Code(
        "E161",
        "Unknown setting",
        "The configuration file has a key that is no setting. Settings of a single run, such as a date, are none either.",
        "Use one of the allowed names.",
        '[tool.riskframe]\nrubrik = "seger-2023"',
    ),
    Code(
        "E162",
        "Setting with a wrong value",
        "A setting of the configuration file or a `RISKFRAME_*` variable holds another kind of value.",
        "Write the kind of value that the message names.",
        "RISKFRAME_COLOUR=red riskframe assess model.yaml",
    ),
    Code(
        "E163",
        "Configuration that is not valid TOML",
        "`riskframe.toml`, or the `pyproject.toml` that was found first, cannot be read as TOML.",
        "Mend the place that the message names.",
        '[tool.riskframe\nrubric = "seger-2023"',
    ),
    Code(
        "E170",
        "File cannot be imported",
        "No importer knows the file, or the one that does cannot use it; the message says why. Other files of the same "
        "command were imported.",
        "Do what the hint says. `riskframe import --help` tells how to name the format; formats are recognised by content.",
        "riskframe import run/samples_wmdp_bio.jsonl -m model.yaml",
    ),
    Code(
        "E171",
        "Evidence id taken by another artefact",
        "The profile has evidence with this id, from a file with another digest or from none. An import never changes "
        "evidence that is there, and wrote the other results.",
        "`--tag WORD` gives the new results ids of their own. To replace the old evidence, delete its entry first.",
        "riskframe import results-changed.json -m model.yaml",
    ),
    Code(
        "E172",
        "Evidence cannot be added",
        "The profile is written in a way that does not let entries be added without touching what stands around them. "
        "Nothing was written.",
        "Write the list `evidence:` with one entry a line, or paste what `--dry-run --format json` prints.",
        "evidence: &shared [...]",
    ),
)
