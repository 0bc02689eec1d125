"""What there is to say about a gauge of a rubric, section by section."""

from __future__ import annotations

from riskframe.rubric.schema import Band, Gauge, Reached

_DIRECTION = {
    "higher_is_riskier": "A higher number means more risk.",
    "higher_is_safer": "A higher number means less risk.",
}
_FOUNDED = {
    "seen_in_files": "real result files were read",
    "stated_by_tool": "the tool that runs it states so",
    "published": "its authors' own abstract or page states so",
    "secondary": "somebody else's account states so",
}


def gauge_sections(entry: Gauge) -> list[tuple[str, str | tuple[str, ...]]]:
    """Heading and body of each section; empty bodies are the caller's to leave out."""
    return [
        ("Told by", f"task {', '.join(entry.tasks)}; metric {', '.join(entry.metrics)}; unit {entry.unit}"),
        ("Direction", _DIRECTION[entry.direction]),
        ("Speaks of", entry.criteria),
        ("Chance", f"{entry.chance:g}" if entry.chance is not None else ""),
        ("Reached by others", tuple(map(_reached, entry.reached))),
        ("A result suggests", _bands(entry)),
        ("Because", entry.suggests.because),
        ("Caution", entry.caution or ""),
        ("How well founded", _FOUNDED[entry.founded]),
        ("Counts", "Only once a named assessor accepts it (evidence of kind `suggestion`)."),
    ]


def _reached(found: Reached) -> str:
    return f"{found.who}: {found.value:g} ({found.role.replace('_', ' ')}; {_FOUNDED[found.founded]})"


def _bands(entry: Gauge) -> tuple[str, ...]:
    bands = entry.suggests.bands
    return tuple(f"{_edges(band, bands[i + 1 : i + 2])}: {band.lo} to {band.hi} ({entry.suggests.basis})"
                 for i, band in enumerate(bands))  # fmt: skip


def _edges(band: Band, following: tuple[Band, ...]) -> str:
    if band.above is None:
        return f"up to {following[0].above:g}" if following else "any"
    return f"above {band.above:g}" + (f" up to {following[0].above:g}" if following else "")
