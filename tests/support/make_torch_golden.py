# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/golden/MODEL.torch: what PyTorch computes for the last windows of windows.scw,
fake-quantised, each layer from the tensors of fused ONNX Runtime, in the form of
tools/python/reference.py. Needs torch besides tools/requirements.txt, and an x86-64 with VNNI.

    build/train-venv/bin/python tests/support/make_torch_golden.py tests/data/onnx/every_layer.onnx
"""

import argparse
import pathlib
import sys

import onnx
import torch

import make_golden  # also finds tools/python

import ort_reference  # noqa: E402
import reference  # noqa: E402
import torch_reference  # noqa: E402
import windows  # noqa: E402

WINDOWS = 2


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=make_golden.FOLDER,
                        help="folder of the files")
    arguments = parser.parse_args()
    for path in arguments.models:
        model = onnx.load(path)
        counts = windows.counts(make_golden.golden_windows()[-WINDOWS:], model)
        inputs = ort_reference.evaluate(str(path), counts)
        tensors = torch_reference.evaluate(model, counts, inputs)
        feed = next(node.output[0] for node in model.graph.node
                    if node.op_type == "QuantizeLinear" and
                    node.input[0] == model.graph.input[0].name)
        del tensors[feed]  # the counts themselves
        reference.write(arguments.out / f"{path.stem}.torch",
                        f"PyTorch {torch.__version__}, fake-quantised",
                        {"model": make_golden.fnv1a(path.read_bytes())}, tensors)


if __name__ == "__main__":
    sys.exit(main())
