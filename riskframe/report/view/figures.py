"""How shares are written."""

from __future__ import annotations

LEAST = 1e-9
"""A smaller share is a rounding error of its sum."""


def share_figure(value: float) -> str:
    """A share, 0 to 1, with two decimals: never a percentage, and never 0 or 1 where it is only near them."""
    if value < LEAST:
        return "0"
    if value > 1 - LEAST:
        return "1"
    if value < 0.005:
        return "<0.01"
    return ">0.99" if value >= 0.995 else f"{value:.2f}"
