"""What a file is, by its name and its first bytes: its likely role, and whether opening it may run code."""

from __future__ import annotations

import struct
from typing import Literal

from riskframe.release.manifest import FILE_NAME, Role

Content = Literal["safetensors", "gguf", "pickle", "zip", "hdf5", "executable", "other"]
"""What the first bytes say."""

HEAD = 4096
"""Bytes that are enough to tell."""

_MOST_HEADER = 100_000_000
"""Bytes; the limit that the safetensors format itself sets for its header."""

_RUNS_CODE = {
    ".bin": "PyTorch opens it with pickle",
    ".pt": "it is a pickle",
    ".pth": "it is a pickle",
    ".ckpt": "it is a pickle",
    ".pkl": "it is a pickle",
    ".pickle": "it is a pickle",
    ".joblib": "it is a pickle",
    ".dill": "it is a pickle",
    ".npy": "it may hold a pickle",
    ".npz": "it may hold a pickle",
    ".mar": "it is an archive with code",
    ".nemo": "it is an archive with a pickle",
    ".h5": "it may hold code (Lambda layers)",
    ".hdf5": "it may hold code (Lambda layers)",
    ".keras": "it may hold code (Lambda layers)",
    ".pb": "a TensorFlow graph may read and write files",
    ".llamafile": "it is a program",
}
"""Ending -> why opening such a file may run what is in it."""

_HOLDS_NUMBERS = (".safetensors", ".gguf", ".onnx", ".onnx_data", ".tflite")
"""Weight formats that are known to hold no code."""

_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("weights", (*_HOLDS_NUMBERS, *_RUNS_CODE)),
    ("signature", (".sig", ".asc", ".pem", ".crt", ".intoto.jsonl", ".sigstore", ".sigstore.json")),
    ("code", (".py", ".sh", ".ipynb", ".js", ".cpp", ".c", ".cu", ".rs")),
    ("data", (".jsonl", ".csv", ".parquet", ".arrow")),
    ("documentation", (".md", ".rst", ".pdf", ".png", ".jpg", ".svg")),
    ("configuration", (".json", ".yaml", ".yml", ".toml", ".ini", ".jinja", ".gitattributes")),
)
_TOKENIZER = ("tokenizer", "vocab", "merges", "special_tokens", "added_tokens", "spiece")
_LICENCE = ("license", "licence", "notice", "copying", "use_policy")


def ending(path: str) -> str:
    """The last ending of a file's name with its dot, in lower case; empty where there is none."""
    name = path.rpartition("/")[2].lower()
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def likely_role(path: str) -> Role:
    """The role that a file's name suggests. A suggestion: the manifest's own word counts."""
    name = path.rpartition("/")[2].lower()
    if name.startswith(("adapter_model.", "adapter.")) or ("lora" in name and _is_weights(name)):
        return "adapter"
    if name.startswith(_TOKENIZER):
        return "tokenizer"
    if name.startswith(_LICENCE):
        return "licence"
    if name.startswith("readme") or name == FILE_NAME:
        return "documentation"
    for role, endings in _ROLES:
        if name.endswith(endings):
            return role
    return "other"


def _is_weights(name: str) -> bool:
    return name.endswith((*_HOLDS_NUMBERS, *_RUNS_CODE))


def content_of(head: bytes, size: int) -> Content:
    """What the first bytes of a file say. `size` is the whole file's, in bytes."""
    if head[:4] == b"GGUF":
        return "gguf"
    if len(head) > 1 and head[0] == 0x80 and 2 <= head[1] <= 5:
        return "pickle"
    if head[:4] == b"PK\x03\x04":
        return "zip"
    if head[:8] == b"\x89HDF\r\n\x1a\n":
        return "hdf5"
    if head[:4] == b"\x7fELF" or head[:2] == b"MZ":
        return "executable"
    if len(head) > 8:
        (length,) = struct.unpack("<Q", head[:8])
        if 2 <= length <= min(_MOST_HEADER, size - 8) and head[8:9] == b"{":
            return "safetensors"
    return "other"


def why_unsafe(path: str, role: Role, content: Content) -> str | None:
    """Why opening the file may run code, or why nobody can tell; None where it only holds data.

    By name and by content: a pickle that is called `.safetensors` is one all the same. A weight format that is not known
    to hold numbers only counts as unsafe.
    """
    last = ending(path)
    if content == "pickle":
        return "it is a pickle, whatever its name says"
    if content == "executable" and role != "code":
        return "it is a program"
    if last in _RUNS_CODE and (role in ("weights", "adapter") or last not in (".bin", ".pb")):
        return _RUNS_CODE[last]
    if role not in ("weights", "adapter"):
        return (
            "an archive in the place of data may hold a pickle" if content == "zip" and last in ("", ".dat") else None
        )
    if last not in _HOLDS_NUMBERS:
        return f'"{last or path}" is no weight format that is known to hold numbers only'
    expected = {".safetensors": "safetensors", ".gguf": "gguf"}.get(last)
    if expected is not None and content != expected:
        return f"its first bytes are not those of {last}"
    return "it is an archive" if content == "zip" else None
