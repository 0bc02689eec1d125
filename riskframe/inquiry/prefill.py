"""What a model's own files say about it, each with where it was found. Nothing is guessed: what is absent is None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and its origin, for example `README.md: license`."""

    value: T
    origin: str


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of weights: its path inside the folder, its size and the SHA-256 of its bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Prefill:
    """A model folder as far as it could be read. `remarks` says what was left out, and why."""

    name: Found[str] | None = None
    modalities: Found[tuple[str, ...]] | None = None
    output_modalities: Found[tuple[str, ...]] | None = None
    parameters: Found[int] | None = None
    """Values in the weights; None where they are packed, or where a shard is missing."""
    base_model: Found[str] | None = None
    licence: Found[str] | None = None
    weights: tuple[WeightFile, ...] = ()
    weights_sha256: Found[str] | None = None
    notes: tuple[Found[str], ...] = ()
    """What has no place of its own in a profile: number format, architecture, tokenizer, data sets, gating."""
    remarks: tuple[str, ...] = ()
