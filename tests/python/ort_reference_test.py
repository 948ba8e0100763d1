# SPDX-License-Identifier: Apache-2.0
"""ort_reference.py refuses what is not all integer kernels, and taps what it says."""

import pathlib
import sys
import tempfile

import numpy as np
import onnx

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "python"))

import ort_reference  # noqa: E402
import reference  # noqa: E402

MODEL = ROOT / "tests" / "data" / "onnx" / "every_layer.onnx"


def without_flatten_quantised(model):
    """Then ONNX Runtime computes the Gemm behind it in float."""
    kept = [node for node in model.graph.node if not node.output[0].startswith("flatten1.")]
    for node in kept:
        for i, name in enumerate(node.input):
            node.input[i] = "flatten1" if name == "flatten1.real" else name
    del model.graph.node[:]
    model.graph.node.extend(kept)
    return model


def main():
    counts = np.random.default_rng(1).integers(0, 3, (2, 10, 128, 128)).astype(np.uint8)
    fused = ort_reference.evaluate(str(MODEL), counts)
    plain = ort_reference.evaluate(str(MODEL), counts, fused=False)
    assert fused.keys() == plain.keys() and len(fused) == 17, fused.keys()
    assert all(value.dtype == np.uint8 for name, value in fused.items() if name != "logits")
    assert fused["conv1.q"].shape == (2, 16, 32, 32)

    signed = str(MODEL.parent / "import" / "variant_int8_activations.onnx")
    few = np.random.default_rng(1).integers(0, 15, (2, 2, 4, 4)).astype(np.uint8)
    assert ort_reference.has_int8_activations(onnx.load(signed))
    assert not ort_reference.has_int8_activations(onnx.load(MODEL))
    whole = ort_reference.evaluate(signed, few, fused=False)
    assert whole["input.q"].dtype == np.uint8 and whole["conv.q"].dtype == np.int8
    layers = ort_reference.evaluate_layers(signed, few, whole, whole)
    assert all(np.array_equal(value, whole[name]) for name, value in layers.items())

    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder) / "broken.onnx"
        onnx.save(without_flatten_quantised(onnx.load(MODEL)), broken)
        try:
            ort_reference.evaluate(str(broken), counts)
        except SystemExit as refusal:
            assert "not fused: 2 Gemm became 1 QGemm" in str(refusal), refusal
        else:
            raise AssertionError("a Gemm in float was not noticed")

        # From other inputs, each layer gives other outputs, and only its own.
        changed = {name: value for name, value in plain.items() if name != "logits"}
        changed["conv3.q"] = 255 - changed["conv3.q"]
        layers = ort_reference.evaluate_layers(str(MODEL), counts, plain, changed)
        different = [name for name in layers if not np.array_equal(layers[name], plain[name])]
        assert different == ["max_pool1.q"], different

        file = pathlib.Path(folder) / "file.ref"
        reference.write(file, "engine", {"fact": 1}, fused)
        read = reference.read(file, 2)
        assert read.keys() == fused.keys()
        assert all(np.array_equal(read[name].reshape(fused[name].shape), fused[name])
                   for name in fused)


if __name__ == "__main__":
    main()
