# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/onnx/quantize_static.onnx: a float32 network of random weights, quantised by
onnxruntime.quantization as its user would do it, to QDQ with uint8 activations and int8 weights per
channel. Three things are asked of it that are not its defaults: the input stays counts (scale 1),
the head has one scale, and the logits are not requantised. Its float calibration may choose other
scales on another machine, so the file is not checked against this script.

    build/venv/bin/python tests/support/make_quantize_static.py tests/data/onnx/quantize_static.onnx
"""

import argparse
import pathlib
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from make_random_model import METADATA, random_counts


def float_network(seed=4):
    rng = np.random.default_rng(seed)
    nodes, constants = [], []

    def layer(kind, inputs, output, shape=None, **attributes):
        if shape:
            weight = rng.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape).astype(np.float32)
            bias = rng.normal(0, 0.1, shape[0]).astype(np.float32)
            for name, value in ((f"{output}.weight", weight), (f"{output}.bias", bias)):
                constants.append(numpy_helper.from_array(value, name))
                inputs = [*inputs, name]
        nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    x = layer("Conv", ["input"], "stem", (12, 10, 4, 4), strides=[4, 4])
    x = layer("Relu", [x], "stem_relu")
    x = layer("Conv", [x], "down", (16, 12, 3, 3), strides=[2, 2], pads=[1, 1, 1, 1])
    x = skip = layer("MaxPool", [layer("Relu", [x], "down_relu")], "pool", kernel_shape=[2, 2],
                     strides=[2, 2])
    x = layer("Conv", [x], "body1", (16, 16, 3, 3), pads=[1, 1, 1, 1])
    x = layer("Conv", [layer("Relu", [x], "body1_relu")], "body2", (16, 16, 1, 1))
    x = layer("Relu", [layer("Add", [x, skip], "sum")], "sum_relu")
    x = layer("Flatten", [layer("GlobalAveragePool", [x], "gap")], "flat")
    layer("Gemm", [x], "logits", (11, 16), transB=1)
    info = helper.make_tensor_value_info
    graph = helper.make_graph(nodes, "float", [info("input", TensorProto.FLOAT, [1, 10, 128, 128])],
                              [info("logits", TensorProto.FLOAT, [1, 11])], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)


class Windows(CalibrationDataReader):
    def __init__(self, seed=5, windows=16):
        counts = random_counts(np.random.default_rng(seed), windows).astype(np.float32)
        self.rows = iter({"input": row[None]} for row in counts)

    def get_next(self):
        return next(self.rows, None)


def quantized():
    with tempfile.TemporaryDirectory() as folder:
        source, result = pathlib.Path(folder) / "float.onnx", pathlib.Path(folder) / "int8.onnx"
        onnx.save(float_network(), source)
        counts = {"scale": np.array(1, np.float32), "zero_point": np.array(0, np.uint8)}
        quantize_static(
            source, result, Windows(), quant_format=QuantFormat.QDQ, per_channel=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            extra_options={"OpTypesToExcludeOutputQuantization": ["Gemm"],
                           "TensorQuantOverrides": {
                               "input": [counts],
                               "logits.weight": [{"quant_type": QuantType.QInt8,
                                                  "symmetric": True}]}})
        model = onnx.load(result)
    helper.set_model_props(model, METADATA)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.parse_args().file.write_bytes(quantized().SerializeToString())


if __name__ == "__main__":
    main()
