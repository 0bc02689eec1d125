"""English: the section on laws and codes."""

from __future__ import annotations

LEGAL = {
    "section.legal": "Legal context (not legal advice)",
    "legal.fact": "What it says",
    "legal.when": "When",
    "legal.speaks": "What it speaks of, by this profile",
    "legal.basis": "How well founded",
    "legal.part": "{text}: {state}",
    "legal.state.met": "so",
    "legal.state.unknown": "not known",
    "legal.state.not_met": "not so",
    "legal.always": "every release",
    "legal.timing.applies": "since {day}",
    "legal.timing.not_yet": "from {day}",
    "legal.timing.ended": "until {day}, ended",
    "legal.timing.undated": "no day known",
    "legal.timing.draft": "draft",
    "legal.founded.text": "its text was read",
    "legal.founded.secondary": "pages about it",
    "legal.founded.weak": "weakly founded",
    "legal.source": "{source}; as of {day}",
    "legal.left_out.one": "{n} more is left out, because this profile is not what it speaks of.",
    "legal.left_out.other": "{n} more are left out, because this profile is not what they speak of.",
    "legal.none": "None of the facts on file speaks of such a release.",
}
