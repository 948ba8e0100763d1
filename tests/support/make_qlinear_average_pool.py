# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/qlinear_average_pool.bin: ONNX Runtime's fused int8 averages.

Little-endian: u32 sets; per set f32 scale and i32 zero point of the input and of the result, u32
channels, height, width, and rows and columns of the kernel, which is also the stride; then the
uint8 input and the uint8 result, NCHW. A kernel as large as the input gives, in float32,

    round_half_even(sum(q - z_in) * (s_in / (s_out * count))) + z_out

and a smaller one, summed row by row,

    round_half_even(sum(s_in * (q - z_in)) / count / s_out + z_out)

both saturated to 0..255.

    build/venv/bin/python tests/support/make_qlinear_average_pool.py tests/data/qlinear_average_pool.bin
"""

import argparse
import pathlib
import platform
import struct
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

# Input scale and zero point, result scale and zero point; channels, height, width, rows, columns.
# Each formula, and each with z_out added at the other place, is wrong on the other's sets.
SETS = (
    (0.0213, 0, 0.0187, 0, 16, 16, 16, 2, 2),
    (0.03, 131, 0.04, 117, 16, 16, 16, 2, 2),
    (0.07, 85, 0.28, 40, 16, 12, 10, 3, 2),
    (0.9, 7, 0.1, 255, 3, 10, 15, 2, 3),  # saturates at both ends
    (0.1, 128, 0.05, 201, 512, 4, 4, 4, 4),
    (0.03, 131, 0.04, 117, 512, 2, 3, 2, 3),
)


def fused_average(x, in_scale, in_zero, out_scale, out_zero, kernel):
    info, number = helper.make_tensor_value_info, helper.make_tensor
    names = ("in_scale", "in_zero", "out_scale", "out_zero")
    constants = [number(name, TensorProto.FLOAT if "scale" in name else TensorProto.UINT8, [],
                        [value])
                 for name, value in zip(names, (in_scale, in_zero, out_scale, out_zero))]
    node = helper.make_node("QLinearAveragePool", ["x", *names], ["y"], domain="com.microsoft",
                            kernel_shape=kernel, strides=kernel)
    graph = helper.make_graph([node], "average", [info("x", TensorProto.UINT8, x.shape)],
                              [info("y", TensorProto.UINT8, None)], constants)
    model = helper.make_model(graph, ir_version=7, opset_imports=[
        helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)])
    session = onnxruntime.InferenceSession(model.SerializeToString(),
                                           providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail unless the file has these very bytes")
    arguments = parser.parse_args()
    if arguments.check and platform.machine() != "x86_64":
        print("skipped: no x86-64")
        sys.exit(77)
    rng = np.random.default_rng(6)
    data = struct.pack("<I", len(SETS))
    for numbers in SETS:
        channels, height, width, *kernel = numbers[4:]
        centre = rng.uniform(0, 255, (1, channels, 1, 1))
        x = np.rint(rng.normal(centre, 30, (1, channels, height, width)))
        x = np.clip(x, 0, 255).astype(np.uint8)
        data += struct.pack("<fifi5I", *numbers) + x.tobytes()
        data += fused_average(x, *numbers[:4], kernel).tobytes()
    if not arguments.check:
        arguments.file.write_bytes(data)
    elif arguments.file.read_bytes() != data:
        sys.exit(f"{arguments.file}: differs from ONNX Runtime {onnxruntime.__version__}")


if __name__ == "__main__":
    main()
