# SPDX-License-Identifier: Apache-2.0
"""Runs a quantised model on the windows of a file as PyTorch would see it in quantisation-aware
training: the graph of the ONNX file in float, with torch.fake_quantize at every QuantizeLinear.

    python tools/python/torch_reference.py gesture.onnx windows.scw torch.ref
"""

import argparse

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

import reference
import windows


class FakeQuantized:
    """Evaluates the nodes in order; `codes` collects the integers of each quantised activation."""

    def __init__(self, model):
        self.graph = model.graph
        self.constants = {entry.name: torch.from_numpy(numpy_helper.to_array(entry).copy())
                          for entry in model.graph.initializer}

    def __call__(self, counts, inputs=None):
        """With `inputs`, each layer's input is the tensor of that name there."""
        self.codes, self.inputs = {}, inputs or {}
        self.values = {self.graph.input[0].name: torch.from_numpy(counts).float()}
        for node in self.graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            operands = [self._value(name) for name in node.input]
            self.values[node.output[0]] = getattr(self, node.op_type)(node, operands, **attributes)
        return self.values[self.graph.output[0].name]

    def _value(self, name):
        return self.values[name] if name in self.values else self.constants[name]

    def QuantizeLinear(self, node, operands, axis=1):
        x, scale, zero = operands[0], float(operands[1]), int(operands[2])
        kind = operands[2].dtype
        limits = torch.iinfo(kind)
        x = torch.fake_quantize_per_tensor_affine(x, scale, zero, limits.min, limits.max)
        codes = torch.round(x / scale) + zero
        name = node.output[0]
        self.codes[name] = codes.to(kind).numpy()
        if name in self.inputs:
            codes = torch.from_numpy(self.inputs[name].copy()).reshape(x.shape)
            x = (codes.float() - zero) * scale
        return x

    def DequantizeLinear(self, node, operands, axis=1):
        x, scale = operands[0], operands[1]
        if x.dtype == torch.float32:  # an activation, fake-quantised already
            return x
        zero = operands[2].to(torch.float32) if len(operands) > 2 else torch.zeros(1)
        if scale.numel() > 1:
            shape = [-1 if i == axis else 1 for i in range(x.dim())]
            scale, zero = scale.reshape(shape), zero.reshape(shape)
        return (x.to(torch.float32) - zero) * scale

    def Conv(self, node, operands, strides=(1, 1), pads=(0, 0, 0, 0), group=1, **_):
        x, weight, *bias = operands
        return F.conv2d(_pad(x, pads), weight, bias[0] if bias else None, tuple(strides),
                        groups=group)

    def Relu(self, node, operands):
        return F.relu(operands[0])

    def MaxPool(self, node, operands, kernel_shape, strides=(1, 1), pads=(0, 0, 0, 0), **_):
        return F.max_pool2d(_pad(operands[0], pads, -torch.inf), tuple(kernel_shape),
                            tuple(strides))

    def AveragePool(self, node, operands, kernel_shape, strides=(1, 1), **_):
        return F.avg_pool2d(operands[0], tuple(kernel_shape), tuple(strides))

    def GlobalAveragePool(self, node, operands):
        return operands[0].mean((2, 3), keepdim=True)

    def Add(self, node, operands):
        return operands[0] + operands[1]

    def Flatten(self, node, operands, axis=1):
        return operands[0].flatten(1)

    def Gemm(self, node, operands, transB=0, **_):
        x, weight, *bias = operands
        return F.linear(x, weight if transB else weight.T, bias[0] if bias else None)


def _pad(x, pads, value=0.0):
    top, left, bottom, right = pads
    return F.pad(x, (left, right, top, bottom), value=value)


def evaluate(model, counts, inputs=None, batch=25):
    network = FakeQuantized(model)
    rows = []
    with torch.no_grad():
        for start in range(0, len(counts), batch):
            part = slice(start, start + batch)
            logits = network(counts[part]).numpy()
            if inputs:
                network(counts[part], {name: value[part] for name, value in inputs.items()})
            rows.append({**network.codes, "logits": logits})
    return {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("windows")
    parser.add_argument("out")
    parser.add_argument("--layers", help="compute each layer from the tensors of this file, so that "
                        "differences do not add up; the logits from end to end")
    arguments = parser.parse_args()
    model = onnx.load(arguments.model)
    counts = windows.counts(windows.read(arguments.windows), model)
    inputs = reference.read(arguments.layers, len(counts)) if arguments.layers else None
    reference.write(arguments.out, f"PyTorch {torch.__version__}, fake-quantised", {},
                    evaluate(model, counts, inputs))


if __name__ == "__main__":
    main()
