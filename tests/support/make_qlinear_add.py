# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/qlinear_add.bin: what ONNX Runtime's fused int8 addition gives for every pair
of operands, under several quantisations. All of it equals, in float32 on the uint8 values,

    fma(a, rA, fma(b, rB, zC - fma(rA, zA, rB * zB)))    with rA = sA / sC and rB = sB / sC

rounded half to even and saturated to 0..255.

Little-endian: u32 sets; per set f32 scale and i32 zero point of A, of B and of the result C, then
65,536 uint8 results, A outer, B inner. Made by the versions pinned in tools/requirements.txt on an
x86-64 with AVX2; on other machines ONNX Runtime's kernel gives other bits.

    build/venv/bin/python tests/support/make_qlinear_add.py tests/data/qlinear_add.bin
"""

import argparse
import pathlib
import platform
import struct
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

# Scale and zero point of A, B and C.
SETS = (
    (0.037, 0, 0.021, 119, 0.045, 0),    # a residual: one operand and the result behind a relu
    (0.5, 0, 0.5, 0, 1.0, 0),            # a tie in every second pair
    # Another order of the operands or unfused multiplications change more than 1,000 results.
    (0.36, 182, 0.27, 52, 0.12, 36),
    (0.01, 0, 0.1, 146, 0.06, 0),
    # Another rounding of the constant term changes more than 500 results.
    (1.0, 154, 1.5, 130, 0.6, 204),
    (0.15, 234, 0.01, 58, 0.18, 166),
)


def fused_add(a_scale, a_zero, b_scale, b_zero, c_scale, c_zero):
    info, number = helper.make_tensor_value_info, helper.make_tensor
    names = ("a_scale", "a_zero", "b_scale", "b_zero", "c_scale", "c_zero")
    values = (a_scale, a_zero, b_scale, b_zero, c_scale, c_zero)
    constants = [number(name, TensorProto.FLOAT if "scale" in name else TensorProto.UINT8, [],
                        [value]) for name, value in zip(names, values)]
    node = helper.make_node("QLinearAdd", ["a", *names[:2], "b", *names[2:]], ["c"],
                            domain="com.microsoft")
    graph = helper.make_graph([node], "add", [info("a", TensorProto.UINT8, [65536]),
                                              info("b", TensorProto.UINT8, [65536])],
                              [info("c", TensorProto.UINT8, [65536])], constants)
    model = helper.make_model(graph, ir_version=7, opset_imports=[
        helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)])
    session = onnxruntime.InferenceSession(model.SerializeToString(),
                                           providers=["CPUExecutionProvider"])
    a, b = np.divmod(np.arange(65536), 256)
    return session.run(None, {"a": a.astype(np.uint8), "b": b.astype(np.uint8)})[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail unless the file has these very bytes")
    arguments = parser.parse_args()
    if arguments.check and platform.machine() != "x86_64":
        print("skipped: no x86-64")
        sys.exit(77)
    data = struct.pack("<I", len(SETS))
    for numbers in SETS:
        data += struct.pack("<fififi", *numbers) + fused_add(*numbers).tobytes()
    if not arguments.check:
        arguments.file.write_bytes(data)
    elif arguments.file.read_bytes() != data:
        sys.exit(f"{arguments.file}: differs from ONNX Runtime {onnxruntime.__version__}")


if __name__ == "__main__":
    main()
