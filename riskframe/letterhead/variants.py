"""For whom a report is, and on which paper."""

from __future__ import annotations

from typing import Literal, get_args

Paper = Literal["a4", "letter"]
Audience = Literal["board", "public", "technical"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""`public` leaves out what could help somebody past a safeguard, and says how much; `technical` adds rationales."""
