"""E16x: the settings of a run."""

from __future__ import annotations

from riskframe.codes.code import Code

SETTINGS = (
    Code(
        "E161",
        "Unknown setting",
        "The settings file has a key that riskframe does not know. A misspelt setting must never read as if nothing had been said.",
        "Use one of the allowed keys. A day, and whether tracebacks are shown, can be set for one run only, by flag or "
        "environment.",
        '# riskframe.toml\nrubrik = ["seger-2023"]',
    ),
    Code(
        "E162",
        "Setting with a wrong value",
        "A setting in the file, or an environment variable that begins with `RISKFRAME_`, has a value of the wrong kind.",
        "Write the kind of value that the message names.",
        "RISKFRAME_COLOUR=maybe riskframe assess model.yaml",
    ),
    Code(
        "E163",
        "Settings file that is not TOML",
        "riskframe.toml, or the pyproject.toml that holds [tool.riskframe], cannot be read from this place on.",
        "Mend this place. Texts stand in double quotation marks, lists in square brackets.",
        "# riskframe.toml\nrubric = seger-2023",
    ),
)
