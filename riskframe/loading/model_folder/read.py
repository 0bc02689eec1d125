"""A model folder as a `Prefill`: every value with the file and the key that it came from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

from riskframe.diagnostics import InvalidInput
from riskframe.inquiry.prefill import Found, Prefill, WeightFile
from riskframe.loading.model_card import Card, read_card
from riskframe.loading.model_folder.listing import Listing, list_folder
from riskframe.loading.model_folder.pipelines import PIPELINES
from riskframe.loading.model_folder.safetensors import Header, NotSafetensors, read_header
from riskframe.loading.source import read_source
from riskframe.release.manifest import weights_digest

_JSON_LIMIT = 16_000_000
_CARD_LIMIT = 2_000_000
_LONGEST = 200
"""Characters that are kept of a value; a profile's names take no more."""


def read_model_folder(folder: str | os.PathLike[str]) -> Prefill:
    """What a folder's own files say. Weights are hashed and their headers read; nothing is loaded, nothing is run.

    Raises InvalidInput where the folder itself cannot be read; what is wrong with one of its files is a remark.
    """
    return _Reader(list_folder(folder)).prefill()


class _Reader:
    def __init__(self, listing: Listing) -> None:
        self._files = listing
        self._remarks = list(listing.remarks)
        self._config = self._json("config.json") or {}
        self._adapter = self._json("adapter_config.json") or {}
        self._card_name = listing.first("readme.md", "model_card.md", "modelcard.md")
        self._card = self._read_card()

    def prefill(self) -> Prefill:
        headers = self._headers()
        goes_in, comes_out = self._modalities()
        weights = tuple(WeightFile(file.path, file.size, file.sha256) for file in self._files.weights)
        return Prefill(
            name=self._name(),
            modalities=goes_in,
            output_modalities=comes_out,
            parameters=self._parameters(headers),
            base_model=self._base_model(),
            licence=self._licence(),
            weights=weights,
            weights_sha256=_digest(weights),
            notes=tuple(self._notes(headers)),
            remarks=tuple(_line(remark, 2 * _LONGEST) for remark in self._remarks),
        )

    # --- files ---------------------------------------------------------------------------------------------------------

    def _json(self, name: str) -> dict[str, Any] | None:
        file = self._files.first(name)
        if file is None:
            return None
        try:
            found = json.loads(read_source(self._files.path(file), limit=_JSON_LIMIT).text)
        except InvalidInput as error:
            self._remarks.append(f"{file}: {_inside(error.diagnostics[0].message, self._files)}")
            return None
        except (ValueError, RecursionError):
            self._remarks.append(f"{file}: not valid JSON; not read")
            return None
        if not isinstance(found, dict):
            self._remarks.append(f"{file}: not a JSON object; not read")
            return None
        return found

    def _read_card(self) -> Card:
        if self._card_name is None:
            return Card({}, there=False)
        try:
            card = read_card(self._card_name, read_source(self._files.path(self._card_name), limit=_CARD_LIMIT).text)
        except InvalidInput as error:
            self._remarks.append(f"{self._card_name}: {_inside(error.diagnostics[0].message, self._files)}")
            return Card({}, there=False)
        if card.fault:
            self._remarks.append(f"{self._card_name}: {card.fault}")
        elif not card.there:
            self._remarks.append(f"{self._card_name}: it has no front matter, so nothing was read from it")
        return card

    def _headers(self) -> dict[str, Header]:
        found: dict[str, Header] = {}
        for file in self._files.weights:
            name = file.path
            if name.endswith(".safetensors"):
                try:
                    found[name] = read_header(self._files.path(name))
                except NotSafetensors as error:
                    self._remarks.append(f"{name}: not a safetensors file: {error}")
                except OSError as error:
                    self._remarks.append(f"{name}: {str(error.strerror or error).lower()}")
        return found

    # --- values --------------------------------------------------------------------------------------------------------

    def _name(self) -> Found[str]:
        index = self._card.said.get("model-index")
        names = {str(one.get("name")) for one in index if isinstance(one, dict) and one.get("name")} if isinstance(
            index, list
        ) else set()  # fmt: skip
        if len(names) == 1:
            return Found(_line(names.pop()), f"{self._card_name}: model-index name")
        return Found(_line(self._files.root.name) or "unnamed model", "the folder's name")

    def _modalities(self) -> tuple[Found[tuple[str, ...]] | None, Found[tuple[str, ...]] | None]:
        tag = self._card.text("pipeline_tag")
        if tag not in PIPELINES:
            return None, None
        origin = f"{self._card_name}: pipeline_tag {tag}; the tag names software, not matter, so check it"
        goes_in, comes_out = PIPELINES[tag]
        return Found(tuple(dict.fromkeys((*goes_in, *comes_out))), origin), Found(comes_out, origin)

    def _parameters(self, headers: dict[str, Header]) -> Found[int] | None:
        """The values in all safetensors files, where they are all there and each value is one parameter."""
        missing = self._missing_shards()
        if (
            not headers
            or missing
            or set(headers) != {f.path for f in self._files.weights if f.path.endswith(".safetensors")}
        ):
            if missing:
                self._remarks.append(f"parameters: not counted, since {missing} of the listed weight files are absent")
            return None
        if self._adapter:
            self._remarks.append("parameters: not counted, since these weights are an adapter to a base model")
            return None
        if len({name.rpartition("/")[0] for name in headers}) > 1:
            self._remarks.append("parameters: not counted, since weights stand in several folders")
            return None
        total = sum(sum(h.values.values()) for h in headers.values())
        whole = sum(h.whole_numbers for h in headers.values())
        if "quantization_config" in self._config or whole * 100 > total:
            self._remarks.append("parameters: not counted, since the weights are stored packed or quantised")
            return None
        if total == 0:
            return None
        return Found(total, f"headers of {len(headers)} safetensors file{'s' if len(headers) > 1 else ''}")

    def _missing_shards(self) -> int:
        index = self._json("model.safetensors.index.json")
        placed = index.get("weight_map") if index else None
        named = {v for v in placed.values() if isinstance(v, str)} if isinstance(placed, dict) else set()
        return len(named - set(self._files.files))

    def _base_model(self) -> Found[str] | None:
        named = self._card.texts("base_model")
        if named:
            return Found(_line(", ".join(named)), f"{self._card_name}: base_model")
        base = self._adapter.get("base_model_name_or_path")
        if isinstance(base, str) and _line(base):
            return Found(_line(base), "adapter_config.json: base_model_name_or_path")
        return None

    def _licence(self) -> Found[str] | None:
        stated = self._card.texts("license")
        if not stated:
            return None
        own = self._card.text("license_name")
        if stated == ("other",) and own:
            return Found(_line(own), f"{self._card_name}: license other, license_name")
        return Found(_line(", ".join(stated)), f"{self._card_name}: license")

    def _notes(self, headers: dict[str, Header]) -> Iterator[Found[str]]:
        config = self._config
        for key in ("model_type", "architectures", "torch_dtype", "dtype", "vocab_size", "_name_or_path"):
            said = config.get(key)
            words = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
            if said is not None and _line(words):
                yield Found(f"{key.strip('_').replace('_', ' ')} {_line(words)}", f"config.json: {key}")
        quantised = config.get("quantization_config")
        if isinstance(quantised, dict):
            method = _line(str(quantised.get("quant_method", "not named")))
            yield Found(f"quantised: {method}", "config.json: quantization_config")
        dtypes = sorted({dtype for header in headers.values() for dtype in header.values})
        if dtypes:
            yield Found(f"number formats of the weights {', '.join(dtypes)}", "headers of the safetensors files")
        tokenizer = self._files.first("tokenizer.json", "tokenizer.model", "tokenizer_config.json", "vocab.json")
        if tokenizer:
            yield Found(f"tokenizer {tokenizer}", "file")
        yield from self._card_notes()
        file = self._files.first("license", "license.txt", "license.md", "licence", "licence.txt", "licence.md")
        if file:
            yield Found(f"licence text in {file}", "file")

    def _card_notes(self) -> Iterator[Found[str]]:
        data = self._card.texts("datasets")
        if data:
            yield Found(f"data sets named: {_line(', '.join(data))}", f"{self._card_name}: datasets")
        if any(key.startswith("extra_gated") for key in self._card.said):
            yield Found("a sign of gated access; it binds nobody once copied", f"{self._card_name}: extra_gated_*")
        if "model-index" in self._card.said:
            text = "results claimed by the publisher; `riskframe import` reads them"
            yield Found(text, f"{self._card_name}: model-index")


def _digest(weights: tuple[WeightFile, ...]) -> Found[str] | None:
    """What a release manifest of the same files states."""
    found = weights_digest((file.path, file.sha256) for file in weights)
    if found is None:
        return None
    return Found(found, "the bytes of this one file" if len(weights) == 1 else "the listing digest of these files")


def _line(text: str, longest: int = _LONGEST) -> str:
    """One line of characters that a profile may hold, of bounded length: what stands in a comment must not end it."""
    return (
        re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+", " ", text)
        .strip()[:longest]
        .strip()
    )


def _inside(message: str, files: Listing) -> str:
    """A message without the folder's place on this machine: it goes into the profile."""
    return _line(message.replace(f"{files.root}{os.sep}", ""))
