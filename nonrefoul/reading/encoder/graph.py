"""The encoder's layers, run by ONNX Runtime: the graph from here, the weights from the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from nonrefoul.reading.encoder.package import Bytes, Floats, package

GRAPH = Path(__file__).with_name("encoder.onnx")
WIDTH, INNER = 384, 1536
# The layers whose outputs make a word's vector.
KEPT = (4, 8, 12)
# A layer's matrices, by their names in the package: how wide what goes in is, and what comes out.
MATRICES = {
    "q": (WIDTH, WIDTH),
    "k": (WIDTH, WIDTH),
    "v": (WIDTH, WIDTH),
    "ao": (WIDTH, WIDTH),
    "fi": (WIDTH, INNER),
    "fo": (INNER, WIDTH),
}
NORMS = ("aln", "oln")


def run(rows: Floats) -> Floats:
    """What the layers make of pieces' rows (windows, pieces, WIDTH): as many, KEPT x WIDTH wide."""
    return np.concatenate(_session().run(None, {"x0": rows}), axis=-1)


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    found = weights()
    given = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in found.values()]
    options.add_external_initializers(list(found), given)
    return onnxruntime.InferenceSession(
        GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"]
    )


def weights() -> dict[str, Floats | Bytes]:
    """The layers' weights by the names that the graph has for them."""
    base, found = package(), dict[str, Floats | Bytes]()
    for layer in range(max(KEPT)):
        for name, (width, _) in MATRICES.items():
            head = f"l{layer}.{name}"
            found[f"{head}.w"], found[f"{head}.scale"] = _blocks(base.blocks(f"{head}.w", width))
            found[f"{head}.b"] = base.floats(f"{head}.b")
        for name in NORMS:
            for part in ("w", "b"):
                found[f"l{layer}.{name}.{part}"] = base.floats(f"l{layer}.{name}.{part}")
    return found


def _blocks(rows: Bytes) -> tuple[Bytes, Floats]:
    """Numbers of four bits as the graph wants them, neighbours in a byte; and their scales.

    In the package a block's byte holds a number of the first half and one of the second.
    """
    blocks = np.ascontiguousarray(rows).reshape(len(rows), -1, 18)
    scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
    packed = blocks[:, :, 2:]
    numbers = np.concatenate([packed & 15, packed >> 4], axis=-1)
    return numbers[..., 0::2] | (numbers[..., 1::2] << 4), scales.reshape(-1)
